"""Findings for other programs, one function a format: short lines, JSON, SARIF, GitHub's commands."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import reduce
from pathlib import Path
from urllib.parse import quote

import pmgen
from pmgen.check.annex_review import Review
from pmgen.check.findings import Finding
from pmgen.check.review_rule import Rule
from pmgen.check.rules import RULES
from pmgen.model.records import Project, Waiver
from pmgen.problems import Message, Place, Problem, Severity, SourcePlace, message
from pmgen.reports.report_page import ReportContext, visible


def unseen_words(reviews: Iterable[Review], asked: str, say: Callable[[Message], str]) -> str:
    """Return the sentence that says how much is left out by the options `asked`, "" where nothing is."""
    findings = (finding for review in reviews for finding in review.unseen)
    counted = Counter(finding.problem.severity for finding in findings if finding.waiver is None)
    if not counted:
        return ""
    counts = (_count(each, counted[each]) for each in Severity if counted[each])
    words = reduce(lambda one, other: say(message("{one}, {other}", one=one, other=other)), map(say, counts))
    return say(message("only a part is shown ({options}); not shown: {counts}", options=asked, counts=words))


def unseen_projects(review: Review) -> Set[int]:
    """Return the numbers of the projects about which something is not shown."""
    return {each.project.seq for each in review.unseen if each.project and each.waiver is None}


def _count(severity: Severity, count: int) -> Message:
    match severity:
        case Severity.ERROR:
            return message("errors: {count}", count=count)
        case Severity.WARNING:
            return message("warnings: {count}", count=count)
        case Severity.INFO:
            return message("notes: {count}", count=count)


def findings_as_lines(reviews: Sequence[Review], telling: ReportContext) -> str:
    """Return every finding that the data do not accept as a line of its own."""
    findings = (finding for review in reviews for finding in review.findings if finding.waiver is None)
    return "".join(_line(finding.problem, telling) + "\n" for finding in findings)


def _line(problem: Problem, telling: ReportContext) -> str:
    text = f"{problem.severity.value} {problem.code} {telling.say(problem.message)}"
    return _one_line(f"{_where(problem, telling)}: {text}" if problem.places else text)


def _where(problem: Problem, telling: ReportContext) -> str:
    place = problem.places[0]
    line = place.line if isinstance(place, SourcePlace) else None
    column = place.column if isinstance(place, SourcePlace) else None
    return f"{telling.file(place.file)}:{line or 1}:{column or 1}"


def _one_line(text: str) -> str:
    return visible(text).replace("\n", "\\n").replace("\t", " ")


VERSION = 1
"""Rises when a name goes or changes its meaning; new names may come at any time."""

_Value = str | int | None | dict[str, "_Value"] | list["_Value"]


def findings_as_json(reviews: Sequence[Review], telling: ReportContext) -> str:
    """Return the reviews as one JSON object."""
    values: dict[str, _Value] = {
        "version": VERSION,
        "pmgen": pmgen.__version__,
        "language": telling.language.tag,
        "summary": _summary(reviews),
        "annexes": [_annex(review, telling) for review in reviews],
        "findings": list(_findings(reviews, telling)),
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _summary(reviews: Sequence[Review]) -> _Value:
    findings = [finding for review in reviews for finding in review.findings]
    counted = Counter(finding.problem.severity for finding in findings if finding.waiver is None)
    return {
        "annexes": len(reviews),
        "projects": sum(len(review.projects) for review in reviews),
        **{severity.value: counted[severity] for severity in Severity},
        "waived": sum(finding.waiver is not None for finding in findings),
    }


def _annex(review: Review, telling: ReportContext) -> _Value:
    return {
        "folder": telling.file(str(review.folder)),
        "region": review.region.id if review.region else None,
        "projects": len(review.projects),
        "unread": [telling.file(file) for file in review.unread],
    }


def _findings(reviews: Sequence[Review], telling: ReportContext) -> Iterator[_Value]:
    for review in reviews:
        for finding in review.findings:
            yield {"annex": telling.file(str(review.folder)), **_finding(finding, telling)}


def _finding(finding: Finding, telling: ReportContext) -> dict[str, _Value]:
    problem = finding.problem
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": telling.say(problem.message),
        "repair": _said(problem.hint, telling),
        "project": _project(finding.project, telling),
        "indicator": finding.indicator.name if finding.indicator else None,
        "places": [_json_place(place, telling) for place in problem.places],
        "waived": _waiver(finding.waiver, telling),
    }


def _said(text: Message | None, telling: ReportContext) -> str | None:
    return telling.say(text) if text is not None else None


def _project(project: Project | None, telling: ReportContext) -> _Value:
    if project is None:
        return None
    return {"seq": project.seq, "name": project.name, "file": telling.file(project.file)}


def _json_place(place: Place, telling: ReportContext) -> _Value:
    file = telling.file(place.file)
    if not isinstance(place, SourcePlace) or place.line is None:
        return {"file": file}
    if place.column is None:
        return {"file": file, "line": place.line}
    return {"file": file, "line": place.line, "column": place.column, "length": place.length}


def _waiver(waiver: Waiver | None, telling: ReportContext) -> _Value:
    if waiver is None:
        return None
    return {"reason": waiver.reason, "place": _json_place(waiver.places["rule"], telling)}


_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

_SarifValue = str | int | bool | None | dict[str, "_Value"] | list["_Value"]


def findings_as_sarif(reviews: Sequence[Review], telling: ReportContext) -> str:
    """Return the reviews as a SARIF log with one run; findings that the data accept are suppressed."""
    findings = [finding for review in reviews for finding in review.findings]
    rules = _rules(findings, telling)
    numbers = {code: number for number, code in enumerate(rules)}
    run: dict[str, _SarifValue] = {
        "tool": {
            "driver": {
                "name": "pmgen",
                "version": pmgen.__version__,
                "language": telling.language.tag,
                "rules": list(rules.values()),
            }
        },
        "language": telling.language.tag,
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, numbers, telling) for finding in findings],
    }
    log: dict[str, _SarifValue] = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rules(findings: Sequence[Finding], telling: ReportContext) -> dict[str, _SarifValue]:
    """Return every rule of the review, and the codes beside them that were met."""
    known: dict[str, _SarifValue] = {rule.code: _rule(rule, telling) for rule in RULES}
    others = (finding.problem.code for finding in findings if finding.problem.code not in known)
    return known | {code: {"id": code} for code in others}


def _rule(rule: Rule, telling: ReportContext) -> _SarifValue:
    return {
        "id": rule.code,
        "shortDescription": _text(rule.title, telling),
        "fullDescription": _text(rule.reason, telling),
        "help": {"text": "\n\n".join(_help(rule, telling))},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"heuristic": rule.heuristic, "evidence": rule.evidence.value},
    }


def _help(rule: Rule, telling: ReportContext) -> Iterator[str]:
    yield telling.say(rule.reason)
    yield telling.say(message("Repair: {repair}", repair=telling.say(rule.repair)))
    yield telling.say(message("Wrong:")) + f"\n{rule.wrong}"
    yield telling.say(message("Right:")) + f"\n{rule.right}"


def _text(text: Message, telling: ReportContext) -> _SarifValue:
    return {"text": telling.say(text)}


def _result(finding: Finding, numbers: Mapping[str, int], telling: ReportContext) -> _SarifValue:
    problem = finding.problem
    locations = [_location(place, telling) for place in problem.places]
    found: dict[str, _SarifValue] = {
        "ruleId": problem.code,
        "ruleIndex": numbers[problem.code],
        "level": _LEVELS[problem.severity],
        "message": {"text": _sentences(problem, telling)},
        "locations": locations[:1],
        "relatedLocations": locations[1:],
        "suppressions": [_suppression(finding.waiver, telling)] if finding.waiver else [],
        "properties": {
            "project": finding.project.name if finding.project else None,
            "indicator": finding.indicator.name if finding.indicator else None,
        },
    }
    return found


def _sentences(problem: Problem, telling: ReportContext) -> str:
    said = telling.say(problem.message)
    if problem.hint is None:
        return said
    return f"{said}\n{telling.say(message('Repair: {repair}', repair=telling.say(problem.hint)))}"


def _location(place: Place, telling: ReportContext) -> _SarifValue:
    physical: dict[str, _SarifValue] = {"artifactLocation": {"uri": _uri(telling.file(place.file))}}
    if isinstance(place, SourcePlace) and place.line is not None:
        physical["region"] = _region(place.line, place.column, place.length)
    return {"physicalLocation": physical}


def _region(line: int, column: int | None, length: int) -> _SarifValue:
    if column is None:
        return {"startLine": line}
    return {"startLine": line, "startColumn": column, "endColumn": column + length}


def _uri(file: str) -> str:
    """Return a path as a relative reference, or as a whole address where it is absolute."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _suppression(waiver: Waiver, telling: ReportContext) -> _SarifValue:
    return {
        "kind": "inSource",
        "status": "accepted",
        "justification": waiver.reason,
        "location": _location(waiver.places["rule"], telling),
    }


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_MESSAGES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = {**_IN_MESSAGES, ":": "%3A", ",": "%2C"}


def findings_as_github(reviews: Sequence[Review], telling: ReportContext) -> str:
    """Return a command for every finding that the data do not accept."""
    findings = (finding for review in reviews for finding in review.findings if finding.waiver is None)
    return "".join(_command(finding, telling) + "\n" for finding in findings)


def _command(finding: Finding, telling: ReportContext) -> str:
    problem = finding.problem
    values = {**_command_place(finding, telling), "title": problem.code}
    properties = ",".join(f"{name}={_escaped(value, _IN_PROPERTIES)}" for name, value in values.items())
    text = telling.say(problem.message) + (f"\n{telling.say(problem.hint)}" if problem.hint else "")
    return f"::{_COMMANDS[problem.severity]} {properties}::{_escaped(text, _IN_MESSAGES)}"


def _command_place(finding: Finding, telling: ReportContext) -> dict[str, str]:
    if not finding.problem.places:
        return {}
    place = finding.problem.places[0]
    found = {"file": telling.file(place.file)}
    if isinstance(place, SourcePlace) and place.line is not None:
        found["line"] = str(place.line)
        if place.column is not None:
            found |= {"col": str(place.column), "endColumn": str(place.column + place.length)}
    return found


def _escaped(text: str, escapes: Mapping[str, str]) -> str:
    return visible(text).translate({ord(sign): written for sign, written in escapes.items()})


FindingsFormat = Callable[[Sequence[Review], ReportContext], str]

FINDINGS_FORMATS: Mapping[str, FindingsFormat] = {
    "short": findings_as_lines,
    "json": findings_as_json,
    "sarif": findings_as_sarif,
    "github": findings_as_github,
}
"""What `--output-format` may name beside text, which is for people."""
