"""Runs the rules over an annex and says which of their findings the data accept by a waiver (豁免)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache

from pmgen.catalog.region import Region
from pmgen.check.review_rule import (
    AnnexRule,
    ProjectRule,
    ReviewedProject,
    Rule,
    ValueSpan,
    Violation,
    codes_in,
    nearest_codes,
    reviewed_annex,
    rule_code,
)
from pmgen.load.field_messages import named
from pmgen.load.yaml_nodes import source_span
from pmgen.model.field_definitions import block
from pmgen.model.records import Annex, Indicator, Project, Waiver
from pmgen.problems import CODES, Message, Place, Problem, ProblemKind, Severity, SourcePlace, message
from pmgen.problems.message import short

Lines = Callable[[str], Sequence[str]]
"""Gives the lines of a file by its name."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, whom it is about, and the waiver by which the data accept it."""

    problem: Problem
    project: Project | None = None
    indicator: Indicator | None = None
    waiver: Waiver | None = None


def find(
    annex: Annex, region: Region | None, rules: Iterable[Rule], lines: Lines, before: Annex | None = None
) -> Iterator[Finding]:
    """Give what the rules find: what concerns the annex first, then project by project, rule by rule."""
    reviewed = reviewed_annex(annex, region, before)
    every = tuple(rules)
    place = _Places(lru_cache(maxsize=8)(lines))
    for rule in every:
        if isinstance(rule, AnnexRule):
            yield from (Finding(_problem(rule, violation, place)) for violation in rule.find(reviewed))
    pairs = zip(reviewed.projects, annex.projects, strict=True)
    yield from _of_projects(pairs, [rule for rule in every if isinstance(rule, ProjectRule)], place)


def _of_projects(
    pairs: Iterable[tuple[ReviewedProject, Project]], rules: Sequence[ProjectRule], place: _Places
) -> Iterator[Finding]:
    """Give the findings of projects, each as the rules see it and as it is."""
    shared: set[tuple[str, Place]] = set()
    for each, project in pairs:
        for rule in rules:
            for violation in rule.find(each):
                problem = _problem(rule, violation, place)
                if project.holds(problem.places[0]):
                    yield Finding(problem, project, _own(violation.indicator, each, project))
                elif (key := (problem.code, problem.places[0])) not in shared:
                    # What every project takes over from the annex is found with each of them, and told once.
                    shared.add(key)
                    yield Finding(problem)


def _own(indicator: Indicator | None, seen: ReviewedProject, project: Project) -> Indicator | None:
    """Return the indicator of `project` that a rule saw as `indicator`, or has from there itself."""
    if indicator is None or seen.project is project:
        return indicator
    pairs = zip(seen.project.indicators, project.indicators, strict=True)
    return next((own for other, own in pairs if other is indicator), indicator)


def _problem(rule: Rule, violation: Violation, place: _Places) -> Problem:
    spots = tuple(place.of(spot) for spot in violation.spots)
    return Problem(rule.code, violation.message, spots, violation.repair or rule.repair, rule.severity)


@dataclass(frozen=True, slots=True)
class _Places:
    """Finds characters of values in the lines that they were typed in."""

    lines: Lines

    def of(self, spot: ValueSpan) -> SourcePlace:
        if not spot.text:
            return spot.place
        return source_span(self.lines(spot.place.file), spot.place, spot.text, spot.start, spot.end)


class Owners:
    """Tells in which project and which indicator of an annex a problem lies."""

    def __init__(self, annex: Annex) -> None:
        self._projects: dict[str, list[Project]] = {}
        for project in annex.projects:
            self._projects.setdefault(project.file, []).append(project)
        self._starts = {file: list(map(_first_line, found)) for file, found in self._projects.items()}

    def located(self, problem: Problem) -> Finding:
        """Return a problem found elsewhere with the one project and the one indicator in which it lies."""
        owners = {id(owner): owner for owner in map(self._of, problem.places) if owner}
        owner = next(iter(owners.values()), None)
        if owner is None or len(owners) != 1 or not owner.holds(problem.places[0]):
            return Finding(problem)
        found = {_number_at(owner, place) for place in problem.places}
        number = found.pop() if len(found) == 1 else None
        return Finding(problem, owner, None if number is None else owner.indicators[number])

    def _of(self, place: Place) -> Project | None:
        projects = self._projects.get(place.file, ())
        line = place.line or 0 if isinstance(place, SourcePlace) else 0
        at = bisect_right(self._starts[place.file], line) - 1 if projects else -1
        return projects[at] if at >= 0 and projects[at].holds(place) else None


def _first_line(project: Project) -> int:
    return project.stream_entry.first_line if project.stream_entry else 0


def _number_at(project: Project, place: Place) -> int | None:
    """Return which indicator of `project` lies at a place, from 0."""
    if not isinstance(place, SourcePlace) or not project.holds(place) or place.line is None:
        return None
    starts = [_spot(project, indicator.places[""]) for indicator in project.indicators]
    if not starts or not _within(place, project, starts):
        return None
    return bisect_right(starts, _spot(project, place)) - 1


def _spot(project: Project, place: SourcePlace) -> tuple[int, int]:
    """Return what puts places into their order: lines, and columns where a project stands in one line."""
    in_one_line = (
        project.stream_entry is not None and project.stream_entry.first_line == project.stream_entry.last_line
    )
    return place.line or 0, (place.column or 0) if in_one_line else 0


def _within(place: SourcePlace, project: Project, starts: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a place lies in the list of indicators, which other fields may follow."""
    spot = _spot(project, place)
    later = [_spot(project, other) for other in project.places.values() if project.holds(other)]
    following = min((start for start in later if start > starts[-1]), default=(spot[0] + 1, 0))
    return starts[0] <= spot < following


EVERY_INDICATOR = "全部"
"""What a waiver names instead of an indicator to accept a rule's findings for every one of a project."""

UNUSED_WAIVER = "PMG-D06"


def apply_waivers(findings: Iterable[Finding], annex: Annex, known: Set[str]) -> tuple[Finding, ...]:
    """Return the findings, each with the waiver that accepts it, and one for every waiver that does nothing.

    `known` are the codes of the rules that could have found something; beside them, there are those that the
    form and loading tell. What keeps data from being read or printed is accepted by no waiver. Of an annex
    that is not whole, its own waivers may match what could not be checked.
    """
    used: set[int] = set()
    known = known | _WAIVABLE
    settled = tuple(_settle(finding, annex, used) for finding in findings)
    return (*settled, *_stale(annex, used, known, settled))


def _settle(finding: Finding, annex: Annex, used: set[int]) -> Finding:
    for waiver in _waivers_for(finding, annex):
        if _matches(waiver, finding):
            used.add(id(waiver))
            return replace(finding, waiver=waiver)
    return finding


def _waivers_for(finding: Finding, annex: Annex) -> tuple[Waiver, ...]:
    if annex.whole_department:
        # It is all of its annex, and in the same file.
        return (*annex.waivers, *annex.whole_department.waivers)
    return annex.waivers if finding.project is None else finding.project.waivers


def _matches(waiver: Waiver, finding: Finding) -> bool:
    code = finding.problem.code
    if rule_code(waiver.rule) != code or (code in CODES and code not in _WAIVABLE):
        return False
    if finding.indicator is None:
        return not waiver.indicators
    return EVERY_INDICATOR in waiver.indicators or finding.indicator.name in waiver.indicators


def _stale(annex: Annex, used: set[int], known: Set[str], found: Sequence[Finding]) -> Iterator[Finding]:
    for waiver in annex.waivers:
        if id(waiver) not in used and (annex.is_whole or rule_code(waiver.rule) not in known):
            yield Finding(_unused(waiver, None, known, found))
    for project in annex.projects:
        for waiver in project.waivers:
            strangers = _strangers(waiver, project.indicators) if rule_code(waiver.rule) in known else ()
            yield from (Finding(_stranger(waiver, name, project), project) for name in strangers)
            if id(waiver) not in used and not strangers:
                yield Finding(_unused(waiver, project, known, found), project)


def _strangers(waiver: Waiver, indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """Return the names in a waiver that no indicator has."""
    names = {EVERY_INDICATOR, *(indicator.name for indicator in indicators)}
    return tuple(name for name in waiver.indicators if name not in names)


def _stranger(waiver: Waiver, name: str, project: Project) -> Problem:
    near = get_close_matches(name, [indicator.name for indicator in project.indicators], 1, 0.6)
    if near:
        text = message(
            "there is no indicator {name}; did you mean {near}?", name=short(name), near=short(near[0])
        )
    else:
        text = message("there is no indicator {name} to waive anything for", name=short(name))
    hint = message("write the name as it stands in 三级指标, or 全部 for every indicator")
    return Problem(UNUSED_WAIVER, text, (waiver.places["indicators"],), hint)


def _unused(waiver: Waiver, project: Project | None, known: Set[str], found: Sequence[Finding]) -> Problem:
    code = rule_code(waiver.rule)
    places: tuple[Place, ...] = (waiver.places["rule"],)
    if code in CODES and code not in known:
        return Problem(UNUSED_WAIVER, *_not_to_be_waived(code, places))
    if code not in known:
        return Problem(UNUSED_WAIVER, *_unknown(waiver, known, places))
    text = message("this waiver of {rule} matches no finding", rule=code)
    missed = [each for each in found if each.problem.code == code and each.waiver is None]
    own = [each for each in missed if each.project is project]
    hint = _hint(code, waiver, own) if own else _elsewhere(code, project, missed)
    return Problem(UNUSED_WAIVER, text, places, hint or _STALE_HINT)


_OF_THE_REVIEW = (
    ProblemKind.READING,
    ProblemKind.DATA,
    ProblemKind.PACK,
    ProblemKind.LAYOUT,
    ProblemKind.FORM,
)
_WAIVABLE = frozenset(
    code.code
    for code in CODES.values()
    if code.kind in (ProblemKind.RULE, ProblemKind.GAP)
    or (code.severity is Severity.WARNING and code.kind in _OF_THE_REVIEW)
)
"""The codes of the table that the review tells and a waiver may accept."""

_Told = tuple[Message, tuple[Place, ...], Message]


def _not_to_be_waived(code: str, places: tuple[Place, ...]) -> _Told:
    """Return that there is a code of which nothing can be waived."""
    if CODES[code].severity is Severity.ERROR:
        text = message("{code} cannot be waived: what it tells of has to be mended", code=code)
    else:
        text = message("{code} is nothing that the review finds, so there is nothing to waive", code=code)
    return text, places, message("delete this waiver; pmgen explain {code} says what to do", code=code)


def _unknown(waiver: Waiver, known: Set[str], places: tuple[Place, ...]) -> _Told:
    several = codes_in(waiver.rule)
    if len(several) > 1 and all(rule_code(each) in known for each in several):
        items = [
            line
            for each in several
            for line in (f"  - 规则: {rule_code(each)}", f"    理由: {short(waiver.reason)}")
        ]
        return (
            message("{rules} are several rules", rules=waiver.rule),
            places,
            message("write a waiver for each of them: {block}", block=block(items)),
        )
    near = nearest_codes(waiver.rule, known - _WAIVABLE)
    if near:
        text = message(
            "there is no rule {rule} to waive; did you mean {near}?", rule=waiver.rule, near=named(near)
        )
    else:
        text = message("there is no rule {rule} to waive", rule=waiver.rule)
    return text, places, _UNKNOWN_HINT


def _hint(code: str, waiver: Waiver, missed: Sequence[Finding]) -> Message:
    """Return what to write in a waiver so that it accepts what it missed."""
    names = list(dict.fromkeys(each.indicator.name for each in missed if each.indicator))
    if not names and not waiver.indicators:
        return _STALE_HINT
    if not names:
        return message(
            "the findings of {rule} are not about single indicators: delete the line 指标", rule=code
        )
    return message(
        "the findings of {rule} are about these indicators, to be named in 指标: {names}",
        rule=code,
        names=_some(names),
    )


def _elsewhere(code: str, project: Project | None, missed: Sequence[Finding]) -> Message | None:
    """Return in which file a waiver would accept what it missed."""
    if project is not None:
        of_annex = any(each.project is None for each in missed)
        return (
            message("{rule} is found in the annex as a whole: write the waiver in annex.yaml", rule=code)
            if of_annex
            else None
        )
    names = list(dict.fromkeys(each.project.name for each in missed if each.project))
    if not names:
        return None
    return message(
        "annex.yaml waives only what is found in the annex as a whole; "
        "write the waiver of {rule} in the files of these projects: {names}",
        rule=code,
        names=_some(names),
    )


def _some(names: Sequence[str]) -> str:
    shown = named(short(name) for name in names[:_MOST_NAMES])
    return f"{shown}……" if len(names) > _MOST_NAMES else shown


_MOST_NAMES = 5
_UNKNOWN_HINT = message(
    "write the code that pmgen check shows, such as PMG-S05; pmgen explain lists them all"
)
_STALE_HINT = message("delete it: nothing that this rule finds is left for it")
