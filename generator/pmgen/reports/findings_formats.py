"""Findings for other programs, one function a format: short lines, JSON, SARIF, GitHub's commands."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import pmgen
from pmgen.check.annex_review import Review
from pmgen.check.findings import Finding
from pmgen.check.review_rule import Rule
from pmgen.check.rule_settings import RuleSetting
from pmgen.check.rules import RULES
from pmgen.model.records import Project, Waiver
from pmgen.problems import LayoutPlace, Message, Place, Problem, Severity, SourcePlace, message
from pmgen.reports.layout_place_words import layout_place_words
from pmgen.reports.report_page import ReportContext, visible
from pmgen.reports.review_summary import hidden_words, switched_off


def findings_as_lines(reviews: Sequence[Review], context: ReportContext) -> str:
    """Return every finding that the data do not accept as a line of its own, and what is not shown.

    What is wrong with a layout comes once, however many annexes use it.
    """
    findings = (finding for review in reviews for finding in review.findings if finding.waiver is None)
    hidden = (_one_line(words) for words in _hidden(reviews, context))
    problems = _each_of_a_layout_once(reviews, [each.problem for each in findings])
    return "".join(f"{line}\n" for line in (*(_line(problem, context) for problem in problems), *hidden))


def _each_of_a_layout_once(reviews: Sequence[Review], problems: Sequence[Problem]) -> Iterator[Problem]:
    layouts = {str(review.region.layout) for review in reviews if review.region is not None}
    met: set[Problem] = set()
    for problem in problems:
        if problem not in met:
            yield problem
        if problem.places and problem.places[0].file in layouts:
            met.add(problem)


def _hidden(reviews: Sequence[Review], context: ReportContext) -> Iterator[str]:
    return hidden_words(reviews, context.asked, context.settings, context.say)


def _line(problem: Problem, context: ReportContext) -> str:
    text = f"{problem.severity.value} {problem.code} {context.say(problem.message)}"
    if not problem.places:
        return _one_line(text)
    place = problem.places[0]
    words = (
        [context.say(each) for each in layout_place_words(place)] if isinstance(place, LayoutPlace) else []
    )
    inside = f" ({context.say(message(', ')).join(words)})" if words else ""
    return _one_line(f"{_where(problem, context)}: {text}{inside}")


def _where(problem: Problem, context: ReportContext) -> str:
    place = problem.places[0]
    line = place.line if isinstance(place, SourcePlace) else None
    column = place.column if isinstance(place, SourcePlace) else None
    return f"{context.file(place.file)}:{line or 1}:{column or 1}"


def _one_line(text: str) -> str:
    return visible(text).replace("\n", "\\n").replace("\t", " ")


VERSION = 1
"""Rises when a name goes or changes its meaning; new names may come at any time."""

_Value = str | int | None | dict[str, "_Value"] | list["_Value"]


def findings_as_json(reviews: Sequence[Review], context: ReportContext) -> str:
    """Return the reviews as one JSON object."""
    values: dict[str, _Value] = {
        "version": VERSION,
        "pmgen": pmgen.__version__,
        "language": context.language.tag,
        "summary": _summary(reviews),
        "hidden": _hidden_counts(reviews, context),
        "settings": [_setting(each, reviews, context) for each in context.settings],
        "annexes": [_annex(review, context) for review in reviews],
        "findings": list(_findings(reviews, context)),
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


def _hidden_counts(reviews: Sequence[Review], context: ReportContext) -> _Value:
    unseen = [each.problem.severity for review in reviews for each in review.unseen if each.waiver is None]
    return {"options": context.asked, **{severity.value: unseen.count(severity) for severity in Severity}}


def _setting(setting: RuleSetting, reviews: Sequence[Review], context: ReportContext) -> _Value:
    return {
        "rule": setting.code,
        "level": str(setting.level.value),
        "reason": setting.reason,
        "place": _json_place(setting.place, context),
        "hidden": switched_off(reviews, setting),
    }


def _annex(review: Review, context: ReportContext) -> _Value:
    return {
        "folder": context.file(str(review.folder)),
        "region": review.region.id if review.region else None,
        "projects": len(review.projects),
        "unread": [context.file(file) for file in review.unread],
    }


def _findings(reviews: Sequence[Review], context: ReportContext) -> Iterator[_Value]:
    for review in reviews:
        for finding in review.findings:
            yield {"annex": context.file(str(review.folder)), **_finding(finding, context)}


def _finding(finding: Finding, context: ReportContext) -> dict[str, _Value]:
    problem = finding.problem
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": context.say(problem.message),
        "repair": _said(problem.hint, context),
        "project": _project(finding.project, context),
        "indicator": finding.indicator.name if finding.indicator else None,
        "places": [_json_place(place, context) for place in problem.places],
        "waived": _waiver(finding.waiver, context),
    }


def _said(text: Message | None, context: ReportContext) -> str | None:
    return context.say(text) if text is not None else None


def _project(project: Project | None, context: ReportContext) -> _Value:
    if project is None:
        return None
    return {"seq": project.seq, "name": project.name, "file": context.file(project.file)}


def _json_place(place: Place, context: ReportContext) -> _Value:
    file = context.file(place.file)
    if not isinstance(place, SourcePlace) or place.line is None:
        return {"file": file}
    if place.column is None:
        return {"file": file, "line": place.line}
    return {"file": file, "line": place.line, "column": place.column, "length": place.length}


def _waiver(waiver: Waiver | None, context: ReportContext) -> _Value:
    if waiver is None:
        return None
    return {"reason": waiver.reason, "place": _json_place(waiver.places["rule"], context)}


_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

_SarifValue = str | int | bool | None | dict[str, "_Value"] | list["_Value"]


def findings_as_sarif(reviews: Sequence[Review], context: ReportContext) -> str:
    """Return the reviews as a SARIF log with one run; findings that the data accept are suppressed."""
    findings = [finding for review in reviews for finding in review.findings]
    rules = _rules(findings, context)
    numbers = {code: number for number, code in enumerate(rules)}
    run: dict[str, _SarifValue] = {
        "tool": {
            "driver": {
                "name": "pmgen",
                "version": pmgen.__version__,
                "language": context.language.tag,
                "rules": list(rules.values()),
            }
        },
        "language": context.language.tag,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(reviews, context)],
        "results": [_result(finding, numbers, context) for finding in findings],
    }
    log: dict[str, _SarifValue] = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _invocation(reviews: Sequence[Review], context: ReportContext) -> _SarifValue:
    """Return how the review was run: what is not shown, as notes."""
    notes: list[_Value] = [
        {"level": "note", "message": {"text": words}} for words in _hidden(reviews, context)
    ]
    return {"executionSuccessful": True, "toolConfigurationNotifications": notes}


def _rules(findings: Sequence[Finding], context: ReportContext) -> dict[str, _SarifValue]:
    """Return every rule of the review, and the codes beside them that were met."""
    known: dict[str, _SarifValue] = {rule.code: _rule(rule, context) for rule in RULES}
    others = (finding.problem.code for finding in findings if finding.problem.code not in known)
    return known | {code: {"id": code} for code in others}


def _rule(rule: Rule, context: ReportContext) -> _SarifValue:
    return {
        "id": rule.code,
        "shortDescription": _text(rule.title, context),
        "fullDescription": _text(rule.reason, context),
        "help": {"text": "\n\n".join(_help(rule, context))},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"heuristic": rule.heuristic, "evidence": rule.evidence.value},
    }


def _help(rule: Rule, context: ReportContext) -> Iterator[str]:
    yield context.say(rule.reason)
    yield context.say(message("Repair: {repair}", repair=context.say(rule.repair)))
    yield context.say(message("Wrong:")) + f"\n{rule.wrong}"
    yield context.say(message("Right:")) + f"\n{rule.right}"


def _text(text: Message, context: ReportContext) -> _SarifValue:
    return {"text": context.say(text)}


def _result(finding: Finding, numbers: Mapping[str, int], context: ReportContext) -> _SarifValue:
    problem = finding.problem
    locations = [_location(place, context) for place in problem.places]
    found: dict[str, _SarifValue] = {
        "ruleId": problem.code,
        "ruleIndex": numbers[problem.code],
        "level": _LEVELS[problem.severity],
        "message": {"text": _sentences(problem, context)},
        "locations": locations[:1],
        "relatedLocations": locations[1:],
        "suppressions": [_suppression(finding.waiver, context)] if finding.waiver else [],
        "properties": {
            "project": finding.project.name if finding.project else None,
            "indicator": finding.indicator.name if finding.indicator else None,
        },
    }
    return found


def _sentences(problem: Problem, context: ReportContext) -> str:
    said = context.say(problem.message)
    if problem.hint is None:
        return said
    return f"{said}\n{context.say(message('Repair: {repair}', repair=context.say(problem.hint)))}"


def _location(place: Place, context: ReportContext) -> _SarifValue:
    physical: dict[str, _SarifValue] = {"artifactLocation": {"uri": _uri(context.file(place.file))}}
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


def _suppression(waiver: Waiver, context: ReportContext) -> _SarifValue:
    return {
        "kind": "inSource",
        "status": "accepted",
        "justification": waiver.reason,
        "location": _location(waiver.places["rule"], context),
    }


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_MESSAGES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = {**_IN_MESSAGES, ":": "%3A", ",": "%2C"}


def findings_as_github(reviews: Sequence[Review], context: ReportContext) -> str:
    """Return a command for every finding that the data do not accept."""
    findings = (finding for review in reviews for finding in review.findings if finding.waiver is None)
    hidden = (f"::notice::{_escaped(words, _IN_MESSAGES)}" for words in _hidden(reviews, context))
    return "".join(f"{line}\n" for line in (*(_command(each, context) for each in findings), *hidden))


def _command(finding: Finding, context: ReportContext) -> str:
    problem = finding.problem
    values = {**_command_place(finding, context), "title": problem.code}
    properties = ",".join(f"{name}={_escaped(value, _IN_PROPERTIES)}" for name, value in values.items())
    text = context.say(problem.message) + (f"\n{context.say(problem.hint)}" if problem.hint else "")
    return f"::{_COMMANDS[problem.severity]} {properties}::{_escaped(text, _IN_MESSAGES)}"


def _command_place(finding: Finding, context: ReportContext) -> dict[str, str]:
    if not finding.problem.places:
        return {}
    place = finding.problem.places[0]
    found = {"file": context.file(place.file)}
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
