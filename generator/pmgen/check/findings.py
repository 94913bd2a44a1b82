"""Runs the rules over an annex and says which of their findings the data accept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pmgen.catalog.region import Region
from pmgen.check.case import AnnexCase, study
from pmgen.check.rule import AnnexRule, Hit, ProjectRule, Rule, Spot
from pmgen.load.spans import source_span
from pmgen.model.records import Annex, Indicator, Project, Waiver
from pmgen.problems import Place, Problem, SourcePlace

Lines = Callable[[str], Sequence[str]]
"""Gives the lines of a file by its name."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, whom it is about, and the waiver by which the data accept it."""

    problem: Problem
    project: Project | None = None
    indicator: Indicator | None = None
    waiver: Waiver | None = None


def find(annex: Annex, region: Region | None, rules: Iterable[Rule], lines: Lines) -> Iterator[Finding]:
    """Give what the rules find: what concerns the annex first, then project by project, rule by rule."""
    case = study(annex, region)
    every = tuple(rules)
    place = _Places(lru_cache(maxsize=8)(lines))
    for rule in every:
        if isinstance(rule, AnnexRule):
            yield from (Finding(_problem(rule, hit, place)) for hit in rule.find(case))
    yield from _of_projects(case, [rule for rule in every if isinstance(rule, ProjectRule)], place)


def _of_projects(case: AnnexCase, rules: Sequence[ProjectRule], place: _Places) -> Iterator[Finding]:
    shared: set[tuple[str, Place]] = set()
    for each in case.projects:
        for rule in rules:
            for hit in rule.find(each):
                problem = _problem(rule, hit, place)
                if problem.places[0].file == each.project.file:
                    yield Finding(problem, each.project, hit.indicator)
                elif (key := (problem.code, problem.places[0])) not in shared:
                    # What every project takes over from the annex is found with each of them, and told once.
                    shared.add(key)
                    yield Finding(problem)


def _problem(rule: Rule, hit: Hit, place: _Places) -> Problem:
    spots = tuple(place.of(spot) for spot in hit.spots)
    return Problem(rule.code, hit.message, spots, hit.repair or rule.repair, rule.severity)


@dataclass(frozen=True, slots=True)
class _Places:
    """Finds characters of values in the lines that they were typed in."""

    lines: Lines

    def of(self, spot: Spot) -> SourcePlace:
        if not spot.text:
            return spot.place
        return source_span(self.lines(spot.place.file), spot.place, spot.text, spot.start, spot.end)


def located(problem: Problem, annex: Annex) -> Finding:
    """Return a problem found elsewhere with the one project and the one indicator in which it lies."""
    owners = [project for project in annex.projects if _lies_in(problem, project.file)]
    if len(owners) != 1 or problem.places[0].file != owners[0].file:
        return Finding(problem)
    found = {_number_at(owners[0], place) for place in problem.places}
    number = found.pop() if len(found) == 1 else None
    return Finding(problem, owners[0], None if number is None else owners[0].indicators[number])


def _lies_in(problem: Problem, file: str) -> bool:
    return any(place.file == file for place in problem.places)


def _number_at(project: Project, place: Place) -> int | None:
    """Return which indicator of `project` lies at a place, from 0."""
    if not isinstance(place, SourcePlace) or place.file != project.file or place.line is None:
        return None
    starts = [indicator.places[""].line or 0 for indicator in project.indicators]
    if not starts or not _within(place, project, starts):
        return None
    return bisect_right(starts, place.line) - 1


def _within(place: SourcePlace, project: Project, starts: Sequence[int]) -> bool:
    """Tell whether a place lies in the list of indicators, which other fields may follow."""
    line = place.line or 0
    later = [other.line or 0 for other in project.places.values() if other.file == project.file]
    following = min((start for start in later if start > starts[-1]), default=line + 1)
    return starts[0] <= line < following
