"""What a rule looks at: a project or an annex, with the facts that many rules ask for worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pmgen.catalog.region import Region
from pmgen.check.money.costs import Costs, costs_of
from pmgen.model.fields import INDICATOR, PROJECT, Kind
from pmgen.model.records import Annex, Goal, Indicator, Places, Project
from pmgen.model.terms import Category

_PROJECT_TEXTS = tuple(field.english for field in PROJECT if field.kind is Kind.TEXT)
_INDICATOR_TEXTS = tuple(
    field.english for field in INDICATOR if field.kind is Kind.TEXT and field.english != "level1"
)


class Written(NamedTuple):
    """A text of a project as it was typed: its field's English key, and where that stands."""

    key: str
    text: str
    places: Places
    indicator: Indicator | None = None
    goal: Goal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectCase:
    """A project with its annex, and with its region where that is known.

    `texts` holds every text that a form may print, targets as they were typed, and the annex's title;
    `prose` is all of them, a line each, so that a rule asks once whether it has anything to look for.
    `costs` are those of the year, None where there are none to speak of.
    """

    project: Project
    annex: Annex
    region: Region | None
    by_category: Mapping[Category, tuple[Indicator, ...]]
    texts: tuple[Written, ...]
    prose: str
    costs: Costs | None

    def of(self, *categories: Category) -> tuple[Indicator, ...]:
        """Return the indicators of the categories named, category by category."""
        return tuple(each for category in categories for each in self.by_category.get(category, ()))

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[Written, re.Match[str]]]:
        """Give every match of `pattern` in the texts, with its text."""
        if not pattern.search(self.prose):
            return
        for written in self.texts:
            for match in pattern.finditer(written.text):
                yield written, match


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexCase:
    """An annex with its projects' cases, and with its region where that is known."""

    annex: Annex
    region: Region | None
    projects: tuple[ProjectCase, ...]


def study(annex: Annex, region: Region | None) -> AnnexCase:
    """Return an annex ready for the rules."""
    return AnnexCase(
        annex=annex,
        region=region,
        projects=tuple(_study(project, annex, region) for project in annex.projects),
    )


def _study(project: Project, annex: Annex, region: Region | None) -> ProjectCase:
    texts = (*_annex_texts(annex), *_texts(project))
    by_category: dict[Category, tuple[Indicator, ...]] = {}
    for indicator in project.indicators:
        by_category[indicator.category] = (*by_category.get(indicator.category, ()), indicator)
    return ProjectCase(
        project=project,
        annex=annex,
        region=region,
        by_category=by_category,
        texts=texts,
        prose="\n".join([written.text for written in texts]),
        costs=costs_of(project),
    )


def _annex_texts(annex: Annex) -> Iterator[Written]:
    if annex.title is not None:
        yield Written("title", annex.title, annex.places)


def _texts(project: Project) -> Iterator[Written]:
    for key in _PROJECT_TEXTS:
        text = getattr(project, key)
        if text is not None:
            yield Written(key, text, project.places)
    for party in (project.unit, project.department, project.office):
        if party is not None and party.name is not None:
            yield Written("name", party.name, party.places)
    for goal in project.goals:
        yield Written("text", goal.text, goal.places, goal=goal)
    for indicator in project.indicators:
        for key in _INDICATOR_TEXTS:
            text = getattr(indicator, key)
            if text is not None:
                yield Written(key, text, indicator.places, indicator)
        yield Written("target", indicator.target.written, indicator.places, indicator)
