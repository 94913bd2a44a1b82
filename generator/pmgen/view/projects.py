"""Projects and their goals for templates."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.catalog.region import AmountStyle, Region
from pmgen.model.numeral import Numeral
from pmgen.model.records import Funding, Goal, Indicator, Party, Project
from pmgen.model.terms import Horizon
from pmgen.problems import Problem, SourcePlace, message
from pmgen.view.amounts import amounts_record, convert, exact_text, is_too_fine, stated_amounts
from pmgen.view.findings import Findings, Topic, problem
from pmgen.view.indicators import ProjectIndicators
from pmgen.view.patterns import fill_pattern
from pmgen.view.record import Record
from pmgen.view.shapes import AMOUNTS, FUNDING, GOAL, PARTY, PROJECT

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

_TOO_FINE = Topic(
    "PMG-A06",
    message("{field} of {project} is {amount}{unit}; the form prints {decimals} decimals"),
    message("every digit is printed; nothing is rounded: check whether the form may show it so"),
)


def project_record(project: Project, region: Region, findings: Findings) -> Record:
    """Return a project as templates see it."""
    indicators = ProjectIndicators(project, region, findings)
    goals = {name: _goals(project, horizon, region, indicators) for name, horizon in _GOALS.items()}
    values: dict[str, object] = {
        "seq": str(project.seq),
        "id": project.id,
        **{name: getattr(project, name) for name in _TEXTS},
        **{name: _iso(project, name) for name in _DATES},
        **{name: party_record(getattr(project, name)) for name in _PARTIES},
        "fiscal_year": year_text(project.fiscal_year),
        "funding": _funding(project.funding, region.amounts),
        **goals,
        **indicators.lines(_annual_indicators(project))._asdict(),
    }
    return Record(PROJECT, values, project.places)


def party_record(party: Party | None) -> Record:
    """Return a unit for templates; one that is not known has its names all the same, without values."""
    party = party or Party()
    return Record(PARTY, {"code": party.code, "name": party.name}, party.places)


def year_text(year: int | None) -> str | None:
    """Return the year in digits, or None."""
    return None if year is None else str(year)


def amount_problems(project: Project, style: AmountStyle) -> Iterator[Problem]:
    """Name every amount that has more digits than the form has places, with all the fields it stands in."""
    met: dict[str, dict[str, SourcePlace]] = {}
    for field, amount, place in _amounts_of(project):
        if is_too_fine(amount, project.funding.amount_unit, style):
            there = convert(amount, project.funding.amount_unit, style.unit)
            met.setdefault(exact_text(there.value), {})[field] = place
    for text, fields in met.items():
        values = {"amount": text, "unit": style.unit.chinese, "decimals": style.decimals}
        names = "、".join(fields)
        yield problem(_TOO_FINE, fields.values(), field=names, project=project.name, **values)


def _amounts_of(project: Project) -> Iterator[tuple[str, Numeral, SourcePlace]]:
    funding = project.funding
    for column, amounts in (("annual", funding.annual), ("whole_life", funding.whole_life)):
        places = amounts.places if amounts else {}
        for name, amount in stated_amounts(amounts).items():
            if amount is not None:
                field = f"{FUNDING.names[column].chinese}.{AMOUNTS.names[name].chinese}"
                yield field, amount, places.get(name) or places.get("") or SourcePlace(project.file)


def _iso(project: Project, name: str) -> str | None:
    day = getattr(project, name)
    return None if day is None else day.isoformat()


def _annual_indicators(project: Project) -> list[Indicator]:
    annual = {goal.id for goal in project.goals_of(Horizon.ANNUAL)}
    return [line for line in project.indicators if line.goals is None or not annual.isdisjoint(line.goals)]


def _funding(funding: Funding, style: AmountStyle) -> Record:
    columns = {"annual": funding.annual, "whole_life": funding.whole_life}
    values = {name: amounts_record(amounts, funding.amount_unit, style) for name, amounts in columns.items()}
    return Record(FUNDING, values, funding.places)


def _goals(project: Project, horizon: Horizon, region: Region, indicators: ProjectIndicators) -> list[Record]:
    pattern = region.goal_numbering.get(horizon, "{text}")
    return [_goal(goal, pattern, project, indicators) for goal in project.goals_of(horizon)]


def _goal(goal: Goal, pattern: str, project: Project, indicators: ProjectIndicators) -> Record:
    values: dict[str, object] = {
        "seq": str(goal.seq),
        "id": goal.id,
        "text": goal.text,
        "numbered": fill_pattern(pattern, k=str(goal.seq), text=goal.text),
        **indicators.lines(project.indicators_of(goal))._asdict(),
    }
    return Record(GOAL, values, goal.places)
