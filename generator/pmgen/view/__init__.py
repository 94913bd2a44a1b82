"""View: an annex as a region's template sees it, and everything that the form needs and nobody has stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pmgen.catalog.region import FormSubject, Region
from pmgen.model.records import Annex, Project
from pmgen.problems import Problem
from pmgen.view.annex_records import (
    amount_problems,
    annex_record,
    bookmark_problems,
    option_problems,
    options_record,
    project_record,
    subject_problems,
    title_requirements,
    with_shared_facts,
)
from pmgen.view.goal_numbers import number_problems
from pmgen.view.required_fields import RequiredFields
from pmgen.view.shapes import Record, root_shape
from pmgen.view.unusual_prints import (
    GroupedProblems,
    indicators_not_among_others,
    indicators_nowhere,
    repeated_indicators,
    year_problems,
)


@dataclass(frozen=True, slots=True)
class Viewed:
    """What a template begins with, and the problems met on the way."""

    root: Record
    problems: tuple[Problem, ...]


def view_annex(annex: Annex, region: Region) -> Viewed:
    """Return a whole annex in the words, numbers and order of a region's form."""
    return _view(annex, region, per_project=False)


def view_project(annex: Annex, project: Project, region: Region) -> Viewed:
    """Return one project of an annex as a document of its own; the root names it as 项目 too."""
    # What the whole annex shares stays, whichever project is printed.
    alone = replace(with_shared_facts(annex), projects=(project,))
    return _view(alone, region, per_project=True)


def _view(annex: Annex, region: Region, *, per_project: bool) -> Viewed:
    annex = with_shared_facts(annex)
    grouped = GroupedProblems(region.name)
    subject = tuple(subject_problems(annex, region))
    projects = [project_record(project, region, grouped) for project in annex.projects]
    whole = annex_record(annex, region, projects)
    values: dict[str, object] = {"annex": whole, "options": options_record(annex, region)}
    if region.subject is FormSubject.DEPARTMENT:
        values["whole_department"] = whole["whole_department"]
    elif per_project:
        values["project"] = projects[0]
    if subject:
        return Viewed(Record(root_shape(region, per_project), values, annex.places), subject)
    problems = (*_problems(annex, region, whole, projects), *grouped.problems())
    return Viewed(Record(root_shape(region, per_project), values, annex.places), problems)


def _problems(annex: Annex, region: Region, whole: Record, records: list[Record]) -> Iterator[Problem]:
    required = RequiredFields(region, title_requirements(annex, region), annex.table)
    yield from required.problems
    yield from option_problems(annex, region)
    yield from bookmark_problems(annex, region)
    yield from year_problems(annex, region)
    files = [project.file for project in annex.projects]
    yield from required.of_all(whole, annex.file, zip(records, files, strict=True))
    for project in annex.projects:
        yield from amount_problems(project, region)
        yield from number_problems(project, region)
        yield from indicators_nowhere(project, region)
        # With the goals that these tell to write, none stands under every goal.
        yield from tuple(indicators_not_among_others(project, region)) or repeated_indicators(project, region)
