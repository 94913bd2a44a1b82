"""Annexes, projects, goals and options as records for templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from typing import TypeVar

from pmgen.catalog.name_patterns import fill_pattern, gaps_of
from pmgen.catalog.region import FormSubject, Region, Requirement
from pmgen.model.field_definitions import Field, FieldKind, FieldTable
from pmgen.model.money import convert
from pmgen.model.numerals import Numeral, exact_text
from pmgen.model.records import Annex, CanonicalRecord, Goal, Indicator, Party, Project
from pmgen.model.terms import AmountUnit, Horizon
from pmgen.problems import Message, Problem, SourcePlace, message
from pmgen.view.field_values import day_text, field_record, other_values
from pmgen.view.indicator_records import ProjectIndicators
from pmgen.view.printed_amounts import is_too_fine
from pmgen.view.shapes import (
    Record,
    blank_record,
    options_shape,
    shapes_of,
)
from pmgen.view.unusual_prints import GroupedProblems, ProblemText, problem_with

_TEXTS = (
    "name",
    "code",
    "nature",
    "project_category",
    "attribute",
    "legal_basis",
    "purpose",
    "approval_number",
    "contact",
)
_DATES = ("start_date", "end_date", "approval_date")
_PARTIES = ("unit", "department", "office")
_GOALS = {
    "annual_goals": Horizon.ANNUAL,
    "mid_term_goals": Horizon.MID_TERM,
    "long_term_goals": Horizon.LONG_TERM,
}

_TOO_FINE = ProblemText(
    "PMG-A06",
    message("{field} of {project} is {amount}{unit}; the form prints {decimals} decimals"),
    message("every digit is printed; nothing is rounded: check whether the form may show it so"),
)

_TOO_FINE_THERE = ProblemText(
    _TOO_FINE.code,
    message(
        "{field} of {project} is {written}, printed as {amount}{unit}; the form prints {decimals} decimals"
    ),
    _TOO_FINE.hint,
)

_FINER_THAN_FEN = ProblemText(
    _TOO_FINE.code,
    message("{field} of {project} is {amount}元, with {decimals} decimals, and 元 has two"),
    message("it seems typed in 万元; write {yuan}"),
)
_FEN = 2
"""The decimals of 元."""


def project_record(project: Project, region: Region, grouped: GroupedProblems) -> Record:
    """Return a project, or a department, as templates see it."""
    unit = project.funding.amount_unit
    indicators, annual = ProjectIndicators(project, region, grouped), _annual_indicators(project)
    values: dict[str, object] = {
        **other_values(project, project.entity, region, unit),
        **{name: getattr(project, name) for name in _TEXTS},
        **{name: _goals(project, horizon, region, indicators) for name, horizon in _GOALS.items()},
        **indicators.lines(annual)._asdict(),
        **indicators.horizons(annual),
    }
    if not project.is_department:
        values |= {
            "seq": str(project.seq),
            "id": project.id,
            **{name: _iso(project, name) for name in _DATES},
            **{name: party_record(getattr(project, name), region) for name in _PARTIES},
            "fiscal_year": year_text(project.fiscal_year),
            "funding": field_record(project.funding, "funding", region, unit),
        }
    shape = shapes_of(region.fields)[project.entity]
    return Record(shape, {name.english: values[name.english] for name in shape}, project.places)


def party_record(party: Party | None, region: Region) -> Record:
    """Return a unit for templates; one that is not known has its names all the same, without values."""
    return field_record(party, "party", region, None)


def year_text(year: int | None) -> str | None:
    """Return the year in digits, or None."""
    return None if year is None else str(year)


def amount_problems(project: Project, region: Region) -> Iterator[Problem]:
    """Name every amount that has more digits than the form has places, with all the fields it stands in."""
    style = region.amounts
    unit = project.funding.amount_unit
    met: dict[tuple[str, str], dict[str, SourcePlace]] = {}
    for field, amount, place in _amounts_of(project, region.fields):
        if unit is AmountUnit.YUAN and _decimals(amount) > _FEN:
            yield problem_with(
                _FINER_THAN_FEN,
                [place],
                field=field,
                project=project.name,
                amount=amount,
                decimals=_decimals(amount),
                yuan=convert(amount, AmountUnit.WAN, AmountUnit.YUAN),
            )
        elif is_too_fine(amount, unit, style):
            there = convert(amount, unit, style.unit)
            met.setdefault((f"{amount}{unit.chinese}", exact_text(there.value)), {})[field] = place
    kind = _TOO_FINE if unit is style.unit else _TOO_FINE_THERE
    for (written, text), fields in met.items():
        values = {"written": written, "amount": text, "unit": style.unit.chinese, "decimals": style.decimals}
        names = "、".join(fields)
        yield problem_with(kind, fields.values(), field=names, project=project.name, **values)


def _decimals(amount: Numeral) -> int:
    return len(amount.text.partition(".")[2].rstrip("0"))


def _amounts_of(project: Project, table: FieldTable) -> Iterator[tuple[str, Numeral, SourcePlace]]:
    """Give every amount of a project with the path of its field below 预算 or 项目, and where it stands."""
    file = SourcePlace(project.file)
    if not project.is_department:
        yield from _amounts_in(project.funding, "funding", table, "", file)
    yield from _amounts_in(project, project.entity, table, "", file)


def _amounts_in(
    record: CanonicalRecord, entity: str, table: FieldTable, above: str, usual: SourcePlace
) -> Iterator[tuple[str, Numeral, SourcePlace]]:
    for field in _with_amounts(table, entity):
        value = record.value(field.english)
        if value is None:
            continue
        here, path = record.places.get("") or usual, f"{above}{field.chinese}"
        if field.kind is FieldKind.AMOUNT:
            yield path, value, record.places.get(field.english) or here
        else:
            for each in value if field.kind is FieldKind.RECORDS else (value,):
                yield from _amounts_in(each, field.entity, table, f"{path}.", here)


@cache
def _with_amounts(table: FieldTable, entity: str) -> tuple[Field, ...]:
    """Return the fields of an entity that are amounts, or records that may have some."""
    kinds = (FieldKind.AMOUNT, FieldKind.RECORD, FieldKind.RECORDS)
    fields = (field for field in table[entity] if field.kind in kinds and not field.internal)
    return tuple(field for field in fields if field.entity != "funding")


def _iso(project: Project, name: str) -> str | None:
    day = getattr(project, name)
    return None if day is None else day_text(day)


def _annual_indicators(project: Project) -> list[Indicator]:
    annual = {goal.id for goal in project.goals_of(Horizon.ANNUAL)}
    return [line for line in project.indicators if line.goals is None or not annual.isdisjoint(line.goals)]


def _goals(project: Project, horizon: Horizon, region: Region, indicators: ProjectIndicators) -> list[Record]:
    pattern = region.goal_numbering.get(horizon, "{text}")
    return [_goal(goal, pattern, project, region, indicators) for goal in project.goals_of(horizon)]


def _goal(
    goal: Goal, pattern: str, project: Project, region: Region, indicators: ProjectIndicators
) -> Record:
    values: dict[str, object] = {
        **other_values(goal, "goal", region, project.funding.amount_unit),
        "seq": str(goal.seq),
        "id": goal.id,
        "text": goal.text,
        "numbered": fill_pattern(pattern, k=str(goal.seq), text=goal.text),
        **indicators.lines(project.indicators_of(goal))._asdict(),
    }
    return Record(shapes_of(region.fields)["goal"], values, goal.places)


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


def annex_record(annex: Annex, region: Region, records: list[Record]) -> Record:
    """Return the annex as templates see it, with `records` of its projects, or of its department."""
    shapes = shapes_of(region.fields)
    blank = blank_record(shapes["whole_department"])
    department = records[0] if annex.whole_department and records else blank
    values: dict[str, object] = {
        **other_values(annex, "annex", region, annex.amount_unit),
        "title": annex.title or _title(annex, region),
        "fiscal_year": year_text(annex.fiscal_year),
        "unit": party_record(annex.unit, region),
        "department": party_record(annex.department, region),
        "amount_unit": region.amounts.unit.chinese,
        "projects": [] if annex.whole_department else records,
        "whole_department": department,
        "region": region.name,
    }
    return Record(shapes["annex"], values, annex.places)


def title_requirements(annex: Annex, region: Region) -> tuple[Requirement, ...]:
    """Return what the region's title needs to be whole, where the annex has no title of its own."""
    if annex.title:
        return ()
    gaps = gaps_of(region.title) - ({"单位"} if annex.whole_department else set())
    return tuple(Requirement(path) for word, path in _TITLE_GAPS.items() if word in gaps)


def _title(annex: Annex, region: Region) -> str:
    unit = annex.unit and annex.unit.name
    if annex.whole_department:
        unit = unit or annex.whole_department.name
    return fill_pattern(region.title, 年度=year_text(annex.fiscal_year) or "", 单位=unit or "")


def _common(projects: Sequence[Project], fact: Callable[[Project], T | None]) -> T | None:
    """Return the fact that is the same for every project, or None."""
    first = fact(projects[0]) if projects else None
    return first if all(fact(project) == first for project in projects) else None


def options_record(annex: Annex, region: Region) -> Record:
    """Return the option values for templates; where the annex makes no valid choice, the defaults."""
    values = {
        name: chosen if (chosen := annex.options.get(name)) in option.choices else option.default
        for name, option in region.options.items()
    }
    places = {name: annex.places["options"] for name in values if "options" in annex.places}
    return Record(options_shape(region), values, places)


_OTHER_FORM = message(
    "choose another form; what a form is about is written in region.yaml: 对象: 项目 or 部门"
)
_ABOUT_PROJECTS = ProblemText(
    "PMG617", message("the form of {region} is about projects, the annex about a department"), _OTHER_FORM
)
_ABOUT_DEPARTMENT = ProblemText(
    "PMG617", message("the form of {region} is about a department, the annex about projects"), _OTHER_FORM
)


def subject_problems(annex: Annex, region: Region) -> Iterator[Problem]:
    """Say that a form about projects has nothing to print of a department, or the other way round."""
    department = annex.whole_department
    if (department is not None) is (region.subject is FormSubject.DEPARTMENT):
        return
    place = annex.places.get("region") or annex.places.get("") or SourcePlace(annex.file)
    yield problem_with(_ABOUT_PROJECTS if department else _ABOUT_DEPARTMENT, (place,), region=region.name)


def option_problems(annex: Annex, region: Region) -> Iterator[Problem]:
    """Name the options that the annex sets and its own form does not have, or not with that value.

    Options for another place's form are no mistake: they stay unused.
    """
    if annex.region != region.id:
        return
    for name, value in annex.options.items():
        option = region.options.get(name)
        if option is None:
            text = message("the form of {region} has no option {name}", region=region.name, name=name)
            yield _problem(annex, text, list(region.options))
        elif value not in option.choices:
            text = message("the option {name} cannot be {value}", name=name, value=value)
            yield _problem(annex, text, option.choices)


def bookmark_problems(annex: Annex, region: Region) -> Iterator[Problem]:
    """Name the bookmarks of the annex that its own form does not have."""
    if annex.region != region.id:
        return
    known = list(region.bookmarks)
    for name in annex.bookmarks:
        if name not in region.bookmarks:
            text = message("the form of {region} has no bookmark {name}", region=region.name, name=name)
            near = get_close_matches(name, known, 1, 0.5)
            hint = message("did you mean {name}?", name=near[0]) if near else _choice(known)
            place = annex.places.get("bookmarks") or SourcePlace(annex.file)
            yield Problem("PMG611", text, (place,), hint)


def _choice(words: Sequence[str]) -> Message:
    return message("write one of {names}", names="、".join(words)) if words else message("delete this line")


def _problem(annex: Annex, text: Message, words: tuple[str, ...] | list[str]) -> Problem:
    place = annex.places.get("options") or annex.places.get("") or SourcePlace(annex.file)
    hint = message("write one of {names}", names="、".join(words)) if words else message("delete this option")
    return Problem("PMG607", text, (place,), hint)
