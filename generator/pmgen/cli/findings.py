"""Findings for people: by file, errors first, the same rule once; at the end what was accepted, and a sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmgen.check.findings import Finding
from pmgen.check.review import Review
from pmgen.cli.language import say
from pmgen.cli.show import by_file
from pmgen.cli.telling import (
    excerpt_lines,
    file_heading,
    headline,
    hint_lines,
    lines_of,
    listed,
    other_places,
)
from pmgen.problems import Problem, Severity, SourcePlace, message


def finding_lines(reviews: Sequence[Review], every: bool, waived: bool) -> Iterator[str]:
    """Yield the lines that tell reviews; `every` finding in full, `waived` ones among the others."""
    findings = [finding for review in reviews for finding in review.findings]
    for file, problems in by_file(each.problem for each in findings if each.waiver is None).items():
        yield from file_heading(file)
        lines = lines_of(file, problems)
        for same in _folds(problems):
            yield from _fold(same, lines, every)
        yield ""
    yield from _summary(reviews, findings)


def _folds(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Return the problems of a file by severity and code, in the order in which the first of each comes."""
    folds: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in problems:
        folds.setdefault((problem.severity, problem.code), []).append(problem)
    return list(folds.values())


def _fold(same: Sequence[Problem], lines: Sequence[str], every: bool) -> Iterator[str]:
    first, *others = same
    yield headline(first)
    yield from excerpt_lines(first, lines)
    yield from other_places(first.places, every)
    yield from hint_lines(first)
    if every:
        before = first
        for problem in others:
            yield headline(problem)
            yield from excerpt_lines(problem, lines)
            yield from other_places(problem.places, every)
            if problem.hint != before.hint:
                yield from hint_lines(problem)
            before = problem
    elif others:
        yield "    " + say(message("{count} more: lines {lines}", count=len(others), lines=_lines(others)))


def _lines(problems: Sequence[Problem]) -> str:
    places = (problem.places[0] for problem in problems if problem.places)
    numbers = [str(place.line) for place in places if isinstance(place, SourcePlace) and place.line]
    return listed(list(dict.fromkeys(numbers)), every=False)


def _summary(reviews: Sequence[Review], findings: Sequence[Finding]) -> Iterator[str]:
    open_ones = [finding.problem.severity for finding in findings if finding.waiver is None]
    text = message(
        "annexes: {annexes}, projects: {projects}; errors: {errors}, warnings: {warnings}, notes: {notes}; "
        "waived: {waived}",
        annexes=len(reviews),
        projects=sum(len(review.projects) for review in reviews),
        errors=open_ones.count(Severity.ERROR),
        warnings=open_ones.count(Severity.WARNING),
        notes=open_ones.count(Severity.INFO),
        waived=len(findings) - len(open_ones),
    )
    yield say(text)
