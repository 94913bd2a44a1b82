"""What a rule of the review is, which projects and targets it looks at, and what it gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from pmgen.catalog.region import PrescribedScores, Region, preset_scores
from pmgen.check.long_texts import READ_CHARACTERS, beginnings
from pmgen.check.meant_years import year_of_all_projects
from pmgen.check.money.project_costs import Costs, costs_of
from pmgen.late_pattern import late
from pmgen.model.field_definitions import FieldKind, FieldTable
from pmgen.model.records import Annex, CanonicalRecord, Goal, Indicator, Places, Project
from pmgen.model.targets import Frequency, Number, Rate, Text
from pmgen.model.terms import Category, group_of
from pmgen.problems import Message, Severity, SourcePlace


@lru_cache(maxsize=1024)
def short_code(written: str) -> str:
    """Return what tells a code from others: S05 for PMG-S05, S-05 and s05, 601 for PMG601.

    Characters of full width, and other marks than a dash, are meant for the usual ones.
    """
    return _NO_SIGN.sub("", written.translate(_FULL_WIDTH)).upper().removeprefix("PMG")


_FULL_WIDTH = {0xFF01 + number: 0x21 + number for number in range(0x5E)}
_NO_SIGN = late(r"[\s_\-‐‑–—－.·“”‘’\"'《》【】\[\]]")
_BETWEEN_CODES = late(r"[\s、,，;；/|和与及]+")


def codes_in(written: str) -> list[str]:
    """Return the codes in a text, several where they stand side by side."""
    return [part for part in _BETWEEN_CODES.split(written.strip()) if part]


def rule_code(written: str) -> str:
    """Return the full code of a rule, which may be written S05, S-05 or PMG-S05 in either case."""
    short = short_code(written)
    return f"PMG-{short}" if short[:1].isalpha() else f"PMG{short}"


def nearest_codes(written: str, codes: Iterable[str]) -> list[str]:
    """Return those of `codes` that may have been meant."""
    by_short = {short_code(code): code for code in codes}
    short = short_code(written)
    padded = f"{short[:1]}{short[1:]:0>2}"
    found = [padded] if padded in by_short else get_close_matches(short, by_short, 4, 0.6)
    return [by_short[each] for each in found]


class FieldText(NamedTuple):
    """A text of a project as it was typed: its field's English key, and where that stands."""

    key: str
    text: str
    places: Places
    indicator: Indicator | None = None
    goal: Goal | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReviewedProject:
    """A project with its annex, and with its region where that is known; it is equal to itself alone.

    `by_category` has a pack's own categories under what they are a kind of, the others under None.
    `texts` holds every text that a form may print, targets as they were typed, and the annex's title;
    `prose` is all of them, a line each, so that a rule asks once whether it has anything to look for.
    `costs` are those of the year, None where there are none to speak of. `before` is the same project in the
    annex of the year before, where that is known. `cut` are the texts of which only the beginning is here.
    `other_year` is the only year of which all projects of the annex speak, if that is not the annex's own.
    """

    project: Project
    annex: Annex
    region: Region | None
    by_category: Mapping[Category | None, tuple[Indicator, ...]]
    texts: tuple[FieldText, ...]
    prose: str
    costs: Costs | None
    before: Project | None = None
    cut: tuple[FieldText, ...] = ()
    other_year: int | None = None

    def of(self, *categories: Category) -> tuple[Indicator, ...]:
        """Return the indicators of the categories named, category by category."""
        return tuple(each for category in categories for each in self.by_category.get(category, ()))

    def has_group(self, group: str) -> bool:
        """Tell whether there is an indicator of a level 1, by its key in LEVEL1."""
        return any(group_of(each.category) == group for each in self.project.indicators)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[FieldText, re.Match[str]]]:
        """Give every match of `pattern` in the texts, with its text."""
        if not pattern.search(self.prose):
            return
        for written in self.texts:
            for match in pattern.finditer(written.text):
                yield written, match


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedAnnex:
    """An annex with its projects' cases, and with its region where that is known."""

    annex: Annex
    region: Region | None
    projects: tuple[ReviewedProject, ...]
    other_year: int | None = None


def reviewed_annex(annex: Annex, region: Region | None, before: Annex | None = None) -> ReviewedAnnex:
    """Return an annex ready for the rules; `before` is that of the year before.

    Of a text that is longer than any form has room for, the rules see the beginning.
    """
    reviewed = _reviewed(annex, region, before)
    cut = [tuple(filter(_is_long, each.texts)) for each in reviewed.projects]
    if not any(cut):
        return reviewed
    shorter = _reviewed(beginnings(annex), region, beginnings(before))
    projects = zip(shorter.projects, cut, strict=True)
    return replace(shorter, projects=tuple(replace(each, cut=texts) for each, texts in projects))


def _is_long(written: FieldText) -> bool:
    return len(written.text) > READ_CHARACTERS


def _reviewed(annex: Annex, region: Region | None, before: Annex | None) -> ReviewedAnnex:
    earlier = _by_name(before) if before else {}
    projects = (
        _study(project, annex, region, earlier.get(_lasting_name(project))) for project in annex.projects
    )
    year = year_of_all_projects(annex)
    if year is not None:
        projects = (replace(each, other_year=year) for each in projects)
    return ReviewedAnnex(annex=annex, region=region, projects=tuple(projects), other_year=year)


def _by_name(annex: Annex) -> dict[str, Project]:
    """Return the projects that no other one of the annex is called like."""
    names = [_lasting_name(each) for each in annex.projects]
    times = Counter(names)
    return {name: each for name, each in zip(names, annex.projects, strict=True) if times[name] == 1}


_YEAR = late(r"(?:19|20)\d\d年?度?")


def _lasting_name(project: Project) -> str:
    """Return what a project is called in every year."""
    return _YEAR.sub("", project.name or "")


def _study(project: Project, annex: Annex, region: Region | None, before: Project | None) -> ReviewedProject:
    texts = (*_annex_texts(annex), *_texts(project, project.table))
    by_category: dict[Category | None, tuple[Indicator, ...]] = {}
    for indicator in project.indicators:
        by_category[indicator.base] = (*by_category.get(indicator.base, ()), indicator)
    return ReviewedProject(
        project=project,
        annex=annex,
        region=region,
        by_category=by_category,
        texts=texts,
        prose="\n".join([written.text for written in texts]),
        costs=costs_of(project),
        before=before,
    )


def _annex_texts(annex: Annex) -> Iterator[FieldText]:
    if annex.title is not None:
        yield FieldText("title", annex.title, annex.places)


def _texts(project: Project, table: FieldTable) -> Iterator[FieldText]:
    yield from _texts_in(project, project.entity, table)
    for goal in project.goals:
        yield from (text._replace(goal=goal) for text in _texts_in(goal, "goal", table))
    for indicator in project.indicators:
        own = _texts_in(indicator, "indicator", table)
        yield from (text._replace(indicator=indicator) for text in own)


def _texts_in(record: CanonicalRecord, entity: str, table: FieldTable) -> Iterator[FieldText]:
    """Give the texts of a record as they were typed, and those of the records in it."""
    for field in table[entity]:
        value = record.value(field.english)
        if value is None or (entity, field.english) in _NO_TEXTS:
            continue
        match field.kind:
            case FieldKind.TEXT:
                yield FieldText(field.english, value, record.places)
            case FieldKind.TARGET:
                yield FieldText(field.english, value.written, record.places)
            case FieldKind.RECORD:
                yield from _texts_in(value, field.entity, table)
            case FieldKind.RECORDS:
                for each in value:
                    yield from _texts_in(each, field.entity, table)


_NO_TEXTS = frozenset(
    [
        *((entity, name) for entity in ("project", "whole_department") for name in ("indicators", "waivers")),
        ("party", "code"),
        ("goal", "id"),
        ("indicator", "level1"),
    ]
)
"""Fields that hold no words of their own, or whose words are looked at one by one."""


class Evidence(Enum):
    """How a rule is known; a remembered one has no authority until somebody has checked it."""

    READ = "read"
    SEEN = "seen"
    REASONED = "reasoned"
    REMEMBERED = "remembered"


@dataclass(frozen=True, slots=True)
class ValueSpan:
    """Characters `start` to `end` of a value; the whole value where `text` is not given."""

    place: SourcePlace
    text: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that a rule objects to: what, where, and in which indicator if it is about one.

    `spots` begins with the one to look at first. `repair` says what to do about this very hit, where that
    is more than the rule's own repair.
    """

    message: Message
    spots: tuple[ValueSpan, ...]
    indicator: Indicator | None = None
    repair: Message | None = None


class Subject(Enum):
    """What the findings of a rule are about: a waiver of one about an indicator must name that."""

    ANNEX = "the annex"
    PROJECT = "a project"
    INDICATOR = "an indicator of a project"
    EITHER = "a project, or an indicator of it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the review: what it is called, why it is there, where it comes from and how to repair a hit.

    `wrong` and `right` are an example in the words of a data file. `source` says where the rule was read
    or seen, `evidence` of which kind that is. A heuristic rule may miss, and may be wrong: it is a hint.
    Of the findings about one value, only that of the greatest `exactness` is told: the others follow from
    it. Where it is None the finding is told in any case, and hides no other.
    """

    code: str
    severity: Severity
    title: Message
    reason: Message
    repair: Message
    evidence: Evidence
    source: Message
    wrong: str
    right: str
    about: Subject = Subject.PROJECT
    heuristic: bool = False
    exactness: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRule(Rule):
    """A rule about one project at a time."""

    find: Callable[[ReviewedProject], Iterable[Violation]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexRule(Rule):
    """A rule about an annex as a whole."""

    about: Subject = Subject.ANNEX
    find: Callable[[ReviewedAnnex], Iterable[Violation]]


def in_code_order(*groups: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules of several modules as one group, in the order of their codes."""
    return tuple(sorted((rule for group in groups for rule in group), key=lambda rule: rule.code))


def whole(places: Places, key: str = "") -> ValueSpan:
    """Return the spot of a whole field, by its English key; of its record where the field is not stated."""
    place = places.get(key)
    return ValueSpan(place if place is not None else places[""])


def part(places: Places, key: str, text: str, start: int, end: int) -> ValueSpan:
    """Return the spot of some characters of the field `key`, whose value is `text`."""
    return ValueSpan(places[key], text, start, end)


Measured = Number | Rate | Frequency
"""The targets that state one number with a comparator."""

_OPENING = "（("


def measured(indicators: Iterable[Indicator]) -> Iterator[tuple[Indicator, Measured]]:
    """Give the indicators whose target is a number, with that target."""
    for indicator in indicators:
        target = indicator.target
        if isinstance(target, Measured):
            yield indicator, target


def in_words(indicators: Iterable[Indicator]) -> Iterator[tuple[Indicator, Text]]:
    """Give the indicators whose target is words, with that target."""
    for indicator in indicators:
        target = indicator.target
        if isinstance(target, Text):
            yield indicator, target


def target_span(indicator: Indicator, words: str = "") -> ValueSpan:
    """Return where the last `words` of the target stand; the whole target where they are not in it."""
    written = indicator.target.written
    start = written.rfind(words) if words else -1
    if start < 0:
        return whole(indicator.places, "target")
    return part(indicator.places, "target", written, start, start + len(words))


def without_note(name: str) -> str:
    """Return a name without the parentheses at its end: 招聘场次（含线上） is 招聘场次."""
    if not name.endswith(("）", ")")):
        return name
    return name[: max(map(name.rfind, _OPENING))].rstrip() if any(map(name.count, _OPENING)) else name


def scores_of(reviewed: ReviewedProject) -> PrescribedScores | None:
    """Return the scores that hold for a project, None where nobody has said any.

    A named set that the annex has chosen comes before what its region says.
    """
    if reviewed.annex.score_preset is not None:
        return preset_scores(reviewed.annex.score_preset)
    return reviewed.region.scores if reviewed.region else None
