"""Findings one a line, as editors and scripts read them: `path:line:column: severity CODE message`."""

from __future__ import annotations

from collections.abc import Sequence

from pmgen.check.review import Review
from pmgen.problems import Problem, SourcePlace
from pmgen.reports.page import visible
from pmgen.reports.telling import Telling


def short(reviews: Sequence[Review], telling: Telling) -> str:
    """Return every finding that the data do not accept as a line of its own."""
    findings = (finding for review in reviews for finding in review.findings if finding.waiver is None)
    return "".join(_line(finding.problem, telling) + "\n" for finding in findings)


def _line(problem: Problem, telling: Telling) -> str:
    text = f"{problem.severity.value} {problem.code} {telling.say(problem.message)}"
    return _one_line(f"{_where(problem, telling)}: {text}" if problem.places else text)


def _where(problem: Problem, telling: Telling) -> str:
    place = problem.places[0]
    line = place.line if isinstance(place, SourcePlace) else None
    column = place.column if isinstance(place, SourcePlace) else None
    return f"{telling.file(place.file)}:{line or 1}:{column or 1}"


def _one_line(text: str) -> str:
    return visible(text).replace("\n", "\\n").replace("\t", " ")
