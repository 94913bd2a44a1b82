"""The annex as a whole for templates: what its projects share, and its title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from pmgen.catalog.region import Region, Requirement
from pmgen.model.records import Annex, Project
from pmgen.view.patterns import fill_pattern, gaps_of
from pmgen.view.projects import party_record, year_text
from pmgen.view.record import Record
from pmgen.view.shapes import ANNEX

T = TypeVar("T")

_TITLE_GAPS = {"年度": "附件.年度", "单位": "附件.项目单位.名称"}


def with_shared_facts(annex: Annex) -> Annex:
    """Return the annex with the year, unit and department that all its projects have in common."""
    projects = annex.projects
    return replace(
        annex,
        fiscal_year=annex.fiscal_year or _common(projects, lambda project: project.fiscal_year),
        unit=annex.unit or _common(projects, lambda project: project.unit),
        department=annex.department or _common(projects, lambda project: project.department),
    )


def annex_record(annex: Annex, region: Region, projects: list[Record]) -> Record:
    """Return the annex as templates see it, with the records of its projects."""
    values: dict[str, object] = {
        "title": annex.title or _title(annex, region),
        "fiscal_year": year_text(annex.fiscal_year),
        "unit": party_record(annex.unit),
        "department": party_record(annex.department),
        "amount_unit": region.amounts.unit.chinese,
        "projects": projects,
        "region": region.name,
    }
    return Record(ANNEX, values, annex.places)


def title_requirements(annex: Annex, region: Region) -> tuple[Requirement, ...]:
    """Return what the region's title needs to be whole, where the annex has no title of its own."""
    if annex.title:
        return ()
    gaps = gaps_of(region.title)
    return tuple(Requirement(path) for word, path in _TITLE_GAPS.items() if word in gaps)


def _title(annex: Annex, region: Region) -> str:
    unit = annex.unit and annex.unit.name
    return fill_pattern(region.title, 年度=year_text(annex.fiscal_year) or "", 单位=unit or "")


def _common(projects: Sequence[Project], fact: Callable[[Project], T | None]) -> T | None:
    """Return the fact that is the same for every project, or None."""
    first = fact(projects[0]) if projects else None
    return first if all(fact(project) == first for project in projects) else None
