"""Findings as SARIF 2.1.0, the format in which code platforms and editors exchange them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import pmgen
from pmgen.check.findings import Finding
from pmgen.check.review import Review
from pmgen.check.rule import Rule
from pmgen.check.rules import RULES
from pmgen.model.records import Waiver
from pmgen.problems import Message, Place, Problem, Severity, SourcePlace, message
from pmgen.reports.telling import Telling

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

_Value = str | int | bool | None | dict[str, "_Value"] | list["_Value"]


def sarif(reviews: Sequence[Review], telling: Telling) -> str:
    """Return the reviews as a SARIF log with one run; findings that the data accept are suppressed."""
    findings = [finding for review in reviews for finding in review.findings]
    rules = _rules(findings, telling)
    numbers = {code: number for number, code in enumerate(rules)}
    run: dict[str, _Value] = {
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
    log: dict[str, _Value] = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rules(findings: Sequence[Finding], telling: Telling) -> dict[str, _Value]:
    """Return every rule of the review, and the codes beside them that were met."""
    known: dict[str, _Value] = {rule.code: _rule(rule, telling) for rule in RULES}
    others = (finding.problem.code for finding in findings if finding.problem.code not in known)
    return known | {code: {"id": code} for code in others}


def _rule(rule: Rule, telling: Telling) -> _Value:
    return {
        "id": rule.code,
        "shortDescription": _text(rule.title, telling),
        "fullDescription": _text(rule.reason, telling),
        "help": {"text": "\n\n".join(_help(rule, telling))},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"heuristic": rule.heuristic, "evidence": rule.evidence.value},
    }


def _help(rule: Rule, telling: Telling) -> Iterator[str]:
    yield telling.say(rule.reason)
    yield telling.say(message("Repair: {repair}", repair=telling.say(rule.repair)))
    yield telling.say(message("Wrong:")) + f"\n{rule.wrong}"
    yield telling.say(message("Right:")) + f"\n{rule.right}"


def _text(text: Message, telling: Telling) -> _Value:
    return {"text": telling.say(text)}


def _result(finding: Finding, numbers: Mapping[str, int], telling: Telling) -> _Value:
    problem = finding.problem
    locations = [_location(place, telling) for place in problem.places]
    found: dict[str, _Value] = {
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


def _sentences(problem: Problem, telling: Telling) -> str:
    said = telling.say(problem.message)
    if problem.hint is None:
        return said
    return f"{said}\n{telling.say(message('Repair: {repair}', repair=telling.say(problem.hint)))}"


def _location(place: Place, telling: Telling) -> _Value:
    physical: dict[str, _Value] = {"artifactLocation": {"uri": _uri(telling.file(place.file))}}
    if isinstance(place, SourcePlace) and place.line is not None:
        physical["region"] = _region(place.line, place.column, place.length)
    return {"physicalLocation": physical}


def _region(line: int, column: int | None, length: int) -> _Value:
    if column is None:
        return {"startLine": line}
    return {"startLine": line, "startColumn": column, "endColumn": column + length}


def _uri(file: str) -> str:
    """Return a path as a relative reference, or as a whole address where it is absolute."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _suppression(waiver: Waiver, telling: Telling) -> _Value:
    return {
        "kind": "inSource",
        "status": "accepted",
        "justification": waiver.reason,
        "location": _location(waiver.places["rule"], telling),
    }
