"""What a form prints otherwise than published forms do, or against its own title, year or numbering."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pmgen.catalog.region import Region, last_words
from pmgen.model import fields
from pmgen.model.dates import StatedYear, misses_year, year_in_title, year_of, year_of_folder, years_of
from pmgen.model.field_definitions import block
from pmgen.model.records import Annex, Goal, Indicator, Places, Project
from pmgen.model.terms import Horizon
from pmgen.problems import Message, Place, Problem, SourcePlace, message
from pmgen.view.shapes import shapes_of

_NAMES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class ProblemText:
    """A kind of finding. Its texts may name {subject}, {project}, {region}, {count}, {total} and {names}."""

    code: str
    text: Message
    hint: Message


class ProblemGroup(NamedTuple):
    """A topic and what it is about: one problem each."""

    problem_text: ProblemText
    subject: str
    project: str = ""


UNSEEN = ProblemText(
    "PMG604",
    message("no published form of {region} shows a target of the kind {subject}; printed as text: {count}"),
    message("compare these cells with what the place expects: {names}"),
)
UNSEEN_IN_COLUMNS = ProblemText(
    "PMG604",
    message(
        "no published form of {region} shows a target of the kind {subject}; printed in the columns: {count}"
    ),
    UNSEEN.hint,
)
ASSUMED_LABEL = ProblemText(
    "PMG605",
    message("no published form of {region} shows {subject}; indicators with assumed labels: {count}"),
    message("compare these cells with what the place expects: {names}"),
)
AS_USUAL = ProblemText(
    "PMG616",
    message(
        "the form of {region} does not know {subject}; indicators printed as what it is a kind of: {count}"
    ),
    message("compare these cells with what the place expects: {names}"),
)
NO_LABEL = ProblemText(
    "PMG602",
    message("the form of {region} has no labels for {subject}; indicators with blank labels: {count}"),
    message("give these indicators another category, or add {subject} to the labels in region.yaml: {names}"),
)
NO_COST_KIND = ProblemText(
    "PMG601",
    message("{project} does not say the {subject} of its costs; indicators with a blank level 2: {count}"),
    message("write `{subject}:` (经济成本、社会成本 or 生态环境成本) under each of them: {names}"),
)
LONG_FORM = ProblemText(
    "PMG603",
    message("{project} has words with a sign or a unit as targets; printed in one piece: {count}"),
    message("compare these cells with what the place expects: {names}"),
)

EQUAL_POLARITY = ProblemText(
    "PMG606",
    message("{project} has equal signs as 指标方向 and no 指标性质; the cells stay blank: {count}"),
    message(
        "here they are mostly {subject}; if that is right, write `指标性质: {subject}` under each of {names}"
    ),
)


class GroupedProblems:
    """Collects cases with the name and place of each indicator that they were met at."""

    def __init__(self, region: str) -> None:
        self._region = region
        self._met: dict[ProblemGroup, list[tuple[str, Place]]] = {}

    def note(self, case: ProblemGroup, name: str, place: Place) -> None:
        """Keep one more indicator for a case."""
        self._met.setdefault(case, []).append((name, place))

    def problems(self) -> Iterator[Problem]:
        """Give one problem for each case, in the order in which the cases were met."""
        for case, met in self._met.items():
            values = {
                "subject": case.subject,
                "project": case.project,
                "region": self._region,
                "count": len(met),
                "names": list_names(name for name, _ in met),
            }
            yield problem_with(case.problem_text, (place for _, place in met), **values)


def problem_with(problem_text: ProblemText, places: Iterable[Place], **values: object) -> Problem:
    """Return the problem of a topic with the words for its gaps."""
    text, hint = message(problem_text.text.text, **values), message(problem_text.hint.text, **values)
    return Problem(problem_text.code, text, tuple(places), hint)


def list_names(names: Iterable[str]) -> str:
    """Return the names as one text; of very many only the first."""
    every = list(names)
    shown = "、".join(every[:_NAMES_SHOWN])
    return f"{shown}……" if len(every) > _NAMES_SHOWN else shown


_ONCE_PER_GOAL = ProblemText(
    "PMG615",
    message("{count} indicators of {project} name no goal, and stand under each of its {goals} annual goals"),
    message("write under each of {names} the goal that it serves, or several as a list: {block}"),
)


def repeated_indicators(project: Project, region: Region) -> Iterator[Problem]:
    """Give one problem where a form has the indicators goal by goal, and some belong to every annual goal."""
    goals = project.goals_of(Horizon.ANNUAL)
    lines = [line for line in project.indicators if line.goals is None]
    if len(goals) > 1 and lines and prints_by_goal(region):
        yield problem_with(
            _ONCE_PER_GOAL,
            (line.places.get("") or SourcePlace(project.file) for line in lines),
            count=len(lines),
            project=project.name,
            goals=len(goals),
            names=list_names(line.name for line in lines),
            block=block([f"对应目标: {goals[0].id}"]),
        )


def prints_by_goal(region: Region) -> bool:
    """Tell whether the form prints the indicators of the year under the goals that they serve."""
    paths = (requirement.path.split(".") for requirement in region.requirements)
    known = shapes_of(region.fields)["project"].names
    names = [[known[word].english for word in path if word in known] for path in paths]
    return any(path[:2] == ["annual_goals", "indicators"] for path in names)


_NOWHERE = ProblemText(
    "PMG619",
    message("{count} indicators of {project} stand nowhere in this form: {names}"),
    message("add a goal of the year under 对应目标 of each, or delete 对应目标: {block}"),
)
_NOT_AMONG = ProblemText(
    "PMG619",
    message(
        "{count} indicators of {project} name no goal, and are missing among those of {goal}, "
        "where the others stand: {names}"
    ),
    message("write the goals that each of them serves, or only that of the year: {block}"),
)
_LATER = Horizon.MID_TERM, Horizon.LONG_TERM


def indicators_nowhere(project: Project, region: Region) -> Iterator[Problem]:
    """Give one problem for the indicators that serve none of the goals whose indicators the form prints."""
    annual = project.goals_of(Horizon.ANNUAL)
    later = [line for line in project.indicators if not _is_among(line, annual)]
    if later and annual:
        printed = _horizons_with_rows(region)
        shown = [goal for goal in project.goals if goal.horizon in printed]
        nowhere = [line for line in later if not _is_among(line, shown)]
        if nowhere:
            yield _left_out(_NOWHERE, nowhere, project, annual[:1])


def indicators_not_among_others(project: Project, region: Region) -> Iterator[Problem]:
    """Give a problem for each table of later goals that lacks the indicators which name no goal.

    Most of the others stand in it and among those of the year; else these may well be for the year alone.
    """
    unassigned = [line for line in project.indicators if line.goals is None]
    annual = project.goals_of(Horizon.ANNUAL)
    for horizon in _LATER if unassigned else ():
        goals = project.goals_of(horizon)
        others = [line for line in project.indicators if line.goals is not None and _is_among(line, annual)]
        in_both = sum(_is_among(line, goals) for line in others)
        if in_both > len(unassigned) and horizon in _horizons_with_rows(region):
            yield _left_out(_NOT_AMONG, unassigned, project, [*goals[:1], *annual[:1]])


def _is_among(line: Indicator, goals: Sequence[Goal]) -> bool:
    """Tell whether an indicator stands among those of some of the goals."""
    if line.goals is None:
        return any(goal.horizon is Horizon.ANNUAL for goal in goals)
    return any(goal.id in line.goals for goal in goals)


def _left_out(
    kind: ProblemText, lines: Sequence[Indicator], project: Project, goals: Sequence[Goal]
) -> Problem:
    return problem_with(
        kind,
        (line.places.get("") or SourcePlace(project.file) for line in lines),
        count=len(lines),
        project=project.name,
        goal=goals[0].id,
        names=list_names(line.name for line in lines),
        block=block(["对应目标:", *(f"  - {goal.id}" for goal in goals)]),
    )


def _horizons_with_rows(region: Region) -> frozenset[Horizon]:
    from pmgen.catalog.layout_tags import horizons_with_rows

    return horizons_with_rows(region.layout)


_TITLE = ProblemText(
    "PMG612",
    message("the title says {title_year}, and the fiscal year is {year}: {title}"),
    message("correct 标题 or 年度; without 标题 the form's own is printed, with the right year"),
)
_FOLDER = ProblemText(
    "PMG613",
    message("the folder is {folder_year}, and the fiscal year is {year}"),
    message("correct 年度, or move the annex into the folder of its year"),
)
_DAYS = ProblemText(
    "PMG614",
    message("{project} runs from {start} to {end}, and the fiscal year is {year}"),
    message("correct 计划开始日期 and 计划完成日期, or 年度"),
)
_DATES = {fields.PROJECT.find(name).chinese for name in ("start_date", "end_date")}  # type: ignore[union-attr]


def year_problems(annex: Annex, region: Region) -> Iterator[Problem]:
    """Give a problem for the title and the folder of an annex and for the days that its form prints."""
    years = list(years_of(annex))
    match = year_in_title(annex.title) if annex.title else None
    if match and (other := _other(years, year_of(match))):
        values = {"title_year": year_of(match), "year": other[0].year, "title": annex.title}
        title = _place_of_year(annex.places, "title", annex.file)
        yield problem_with(_TITLE, (title, *_places(other)), **values)
    folder = year_of_folder(annex.file)
    if folder and (other := _other(years, folder)):
        yield problem_with(_FOLDER, _places(other), folder_year=folder, year=other[0].year)
    if _DATES & last_words(region):
        yield from _days(annex)


def _other(years: list[StatedYear], year: int) -> list[StatedYear]:
    return [stated for stated in years if stated.year != year]


def _days(annex: Annex) -> Iterator[Problem]:
    for project in annex.projects:
        year, start, end = project.fiscal_year or annex.fiscal_year, project.first_day, project.last_day
        if misses_year(year, start, end):
            keys = [key for key in ("start_date", "end_date") if key in project.places]
            places = [_place_of_year(project.places, key, project.file) for key in keys]
            values = {"project": project.name, "start": start or "…", "end": end or "…", "year": year}
            yield problem_with(_DAYS, places, **values)


def _places(years: list[StatedYear]) -> list[SourcePlace]:
    return [_place_of_year(stated.places, "fiscal_year", stated.file) for stated in years]


def _place_of_year(places: Places, key: str, file: str) -> SourcePlace:
    return places.get(key) or places.get("") or SourcePlace(file)
