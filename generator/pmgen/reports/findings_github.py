"""Findings as GitHub's workflow commands, which a run shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmgen.check.findings import Finding
from pmgen.check.review import Review
from pmgen.problems import Severity, SourcePlace
from pmgen.reports.page import visible
from pmgen.reports.telling import Telling

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_MESSAGES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = {**_IN_MESSAGES, ":": "%3A", ",": "%2C"}


def github(reviews: Sequence[Review], telling: Telling) -> str:
    """Return a command for every finding that the data do not accept."""
    findings = (finding for review in reviews for finding in review.findings if finding.waiver is None)
    return "".join(_command(finding, telling) + "\n" for finding in findings)


def _command(finding: Finding, telling: Telling) -> str:
    problem = finding.problem
    values = {**_place(finding, telling), "title": problem.code}
    properties = ",".join(f"{name}={_escaped(value, _IN_PROPERTIES)}" for name, value in values.items())
    text = telling.say(problem.message) + (f"\n{telling.say(problem.hint)}" if problem.hint else "")
    return f"::{_COMMANDS[problem.severity]} {properties}::{_escaped(text, _IN_MESSAGES)}"


def _place(finding: Finding, telling: Telling) -> dict[str, str]:
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
