"""Values to records: what holds between fields is checked first, then the sound project is built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pmgen.load import field_messages
from pmgen.load.field_reading import RecordReader, RecordValues
from pmgen.load.yaml_nodes import Node
from pmgen.model.records import Amounts, Annex, Funding, Goal, Indicator, Party, Project, Waiver
from pmgen.model.terms import Category, CostKind, Horizon
from pmgen.problems import Problems

_SHARED = ("fiscal_year", "unit", "department", "project_category", "nature")
_OF_ANNEX = (*_SHARED, "title", "amount_unit", "stated_total", "score_preset", "options", "bookmarks")
_PARTIES = ("unit", "department", "office")
_GOALS = {
    "long_term_goals": Horizon.LONG_TERM,
    "mid_term_goals": Horizon.MID_TERM,
    "annual_goals": Horizon.ANNUAL,
}
_LEVEL1 = {
    "output": ("产出指标", "产出", "output"),
    "cost": ("产出指标", "成本指标", "产出", "成本", "output", "cost"),
    "benefit": ("效益指标", "效益", "benefit"),
    "satisfaction": ("满意度指标", "满意度", "satisfaction"),
}


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """What annex.yaml says for all its projects; `is_whole` unless something of it could not be read."""

    values: RecordValues
    is_whole: bool


@dataclass(frozen=True, slots=True)
class ProjectPosition:
    """Where a project stands: its file, its id and its number in the annex."""

    file: str
    id: str
    seq: int


def read_project(
    root: Node, reader: RecordReader, shared: SharedFacts, position: ProjectPosition
) -> Project | None:
    """Return the project that a file describes, or None with problems."""
    values = reader.record(root, "project")
    if values is None:
        return None
    goals = _goals(values, reader.problems)
    _check_indicators(values, {goal.id for goal in goals}, reader.problems)
    _check_amount_unit(values, shared, reader.problems)
    if reader.problems.has_errors or not shared.is_whole:
        return None
    return _project(values, goals, shared, position)


def build_annex(values: RecordValues, projects: tuple[Project, ...], annex_id: str, file: str) -> Annex:
    """Return the annex that holds `projects`."""
    found = _with_parties(values.found)
    fields = {name: found[name] for name in _OF_ANNEX if name in found}
    return Annex(
        id=annex_id,
        region=found.get("region"),
        projects=projects,
        waivers=_waivers(found),
        file=file,
        places=values.places,
        **fields,
    )


def _goals(values: RecordValues, problems: Problems) -> tuple[Goal, ...]:
    goals: list[Goal] = []
    for field, horizon in _GOALS.items():
        for seq, goal in enumerate(values.found.get(field, ()), 1):
            goals.append(_goal(goal, horizon, seq))
    _check_distinct(goals, problems)
    return tuple(goals)


def _goal(values: RecordValues, horizon: Horizon, seq: int) -> Goal:
    found = values.found
    return Goal(
        id=found.get("id", f"{horizon.chinese}{seq}"),
        horizon=horizon,
        seq=seq,
        text=found.get("text", ""),
        places=values.places,
    )


def _check_distinct(goals: list[Goal], problems: Problems) -> None:
    first: dict[str, Goal] = {}
    for goal in goals:
        before = first.setdefault(goal.id, goal)
        if before is not goal:
            wrong, hint = field_messages.same_goal(goal.id)
            problems.add("PMG212", wrong, goal.places[""], before.places[""], hint=hint)


def _check_indicators(values: RecordValues, goal_ids: set[str], problems: Problems) -> None:
    for indicator in values.found.get("indicators", ()):
        found = indicator.found
        if "goals" in found:
            _check_goals(indicator, goal_ids, problems)
        if "category" in found and ("level1" in found or "cost_kind" in found):
            _check_level1(indicator, problems)
            _check_cost_kind(indicator, problems)


def _check_goals(indicator: RecordValues, goal_ids: set[str], problems: Problems) -> None:
    for goal_id in dict.fromkeys(indicator.found["goals"]):
        if goal_id not in goal_ids:
            wrong, hint = field_messages.unknown_goal(goal_id, sorted(goal_ids))
            problems.add("PMG210", wrong, indicator.places.of_item("goals", goal_id), hint=hint)


def _check_level1(indicator: RecordValues, problems: Problems) -> None:
    category = _category(indicator.found)
    allowed = _LEVEL1[str(category.value).partition(".")[0]]
    level1 = indicator.found.get("level1")
    if level1 is not None and level1 not in allowed:
        wrong, hint = field_messages.wrong_level1(level1, category.chinese, allowed[0])
        places = indicator.places
        problems.add("PMG-S01", wrong, places["level1"], places["category"], hint=hint)


def _check_cost_kind(indicator: RecordValues, problems: Problems) -> None:
    category, kind = indicator.found["category"], indicator.found.get("cost_kind")
    if kind is not None and category not in (Category.COST, kind):
        wrong, hint = field_messages.wrong_cost_kind(kind.chinese, category.chinese)
        places = indicator.places
        problems.add("PMG221", wrong, places["cost_kind"], places["category"], hint=hint)


def _check_amount_unit(values: RecordValues, shared: SharedFacts, problems: Problems) -> None:
    funding = values.found.get("funding")
    if (
        funding
        and shared.is_whole
        and "amount_unit" not in shared.values.found
        and "amount_unit" not in funding.places
    ):
        wrong, hint = field_messages.no_amount_unit()
        problems.add("PMG213", wrong, funding.places[""], hint=hint)


def _category(found: dict[str, Any]) -> Category:
    category = found["category"]
    return Category.COST if isinstance(category, CostKind) else category


def _project(
    values: RecordValues, goals: tuple[Goal, ...], shared: SharedFacts, position: ProjectPosition
) -> Project:
    common = shared.values.found
    inherited = {name: common[name] for name in _SHARED if name in common and name not in values.found}
    found = _with_parties({**inherited, **values.found})
    funding, indicators = found.pop("funding"), found.pop("indicators")
    waivers = _waivers(found)
    for name in (*_GOALS, "provenance", "waivers"):
        found.pop(name, None)
    return Project(
        id=position.id,
        seq=position.seq,
        funding=_funding(funding, shared),
        goals=goals,
        indicators=tuple(map(_indicator, indicators)),
        waivers=waivers,
        file=position.file,
        places=values.places.inheriting({name: shared.values.places[name] for name in inherited}),
        **found,
    )


def _with_parties(found: dict[str, Any]) -> dict[str, Any]:
    parties = {name: Party(**p.found, places=p.places) for name in _PARTIES if (p := found.get(name))}
    return {**found, **parties}


def _waivers(found: dict[str, Any]) -> tuple[Waiver, ...]:
    return tuple(Waiver(**waiver.found, places=waiver.places) for waiver in found.get("waivers", ()))


def _funding(values: RecordValues, shared: SharedFacts) -> Funding:
    found, places = values.found, values.places
    if "amount_unit" not in found:
        places = places.inheriting({"amount_unit": shared.values.places["amount_unit"]})
    unit = {**shared.values.found, **found}["amount_unit"]
    return Funding(amount_unit=unit, places=places, **dict(_amounts(found)))


def _amounts(found: dict[str, Any]) -> Iterator[tuple[str, Amounts]]:
    for name in ("annual", "whole_life"):
        if name in found:
            yield name, Amounts(**found[name].found, places=found[name].places)


def _indicator(values: RecordValues) -> Indicator:
    found = values.found
    found.pop("level1", None)
    kind = found.pop("category")
    if isinstance(kind, CostKind):
        found["cost_kind"] = kind
    category = Category.COST if isinstance(kind, CostKind) else kind
    return Indicator(category=category, places=values.places, **found)
