"""Values to records: what holds between fields is checked first, then the sound project is built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pmgen.load import field_messages
from pmgen.load.field_reading import RecordReader
from pmgen.load.value_reading import RecordValues
from pmgen.load.yaml_nodes import Node, NodePlaces, ScalarNode
from pmgen.model.field_definitions import Entity, FieldKind, FieldTable
from pmgen.model.records import (
    Amounts,
    Annex,
    Funding,
    Goal,
    Indicator,
    OtherRecord,
    Places,
    Project,
    attributes_of,
    class_of,
)
from pmgen.model.terms import AmountUnit, AnyCategory, Category, CostKind, Horizon, level1_words
from pmgen.problems import Problems

_NOT_SHARED = (FieldKind.RECORDS, FieldKind.FREE)
_GOALS = {
    "long_term_goals": Horizon.LONG_TERM,
    "mid_term_goals": Horizon.MID_TERM,
    "annual_goals": Horizon.ANNUAL,
}


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """What annex.yaml says for all its projects; `is_whole` unless something of it could not be read.

    `names` are the fields that a project takes over, by their English keys, of the `table` of all that
    may be stated.
    """

    values: RecordValues
    is_whole: bool
    names: tuple[str, ...]
    table: FieldTable

    @property
    def said(self) -> Mapping[str, ScalarNode]:
        """Return what annex.yaml says in a word, by English keys."""
        return self.values.places.texts()


def shared_names(annex: Entity, project: Entity) -> tuple[str, ...]:
    """Return the English keys of the fields that an annex may state for its projects."""
    both = (field for field in annex if project.find(field.english))
    return tuple(field.english for field in both if field.kind not in _NOT_SHARED)


@dataclass(frozen=True, slots=True)
class ProjectPosition:
    """Where a project stands: its file, its id and its number in the annex."""

    file: str
    id: str
    seq: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A project that was read whole but contradicts itself: it is reviewed and never printed."""

    project: Project


def read_project(
    root: Node, reader: RecordReader, shared: SharedFacts, position: ProjectPosition
) -> Project | Draft | None:
    """Return the project that a file describes; a draft, or None, with problems."""
    values = reader.record(root, "project")
    if values is None:
        return None
    _check_amount_unit(values, shared, reader.problems)
    is_read = shared.is_whole and not reader.problems.has_errors
    check_aims(values, shared.table, reader.problems)
    if not is_read:
        return None
    project = _project(values, _funding(values.found["funding"], shared), shared, position)
    return Draft(project) if reader.problems.has_errors else project


def department_of(values: RecordValues | None) -> RecordValues | None:
    """Return the department that annex.yaml is about, None where it is about projects."""
    found: RecordValues | None = values.found.get("whole_department") if values else None
    return found


def build_department(values: RecordValues, shared: SharedFacts, file: str) -> Project | None:
    """Return the department that annex.yaml describes; None where its file is not sound."""
    unit, at = _unit_of_department(values, shared)
    if unit is None or not shared.is_whole:
        return None
    table = shared.table
    income: RecordValues | None = values.found.get("income")
    annual = _built(income, table) if income else Amounts(places=values.places, table=table)
    funding = Funding(amount_unit=unit, annual=annual, places=at, table=table)
    found = {**values.found, "amount_unit": unit}
    position = ProjectPosition(file, values.entity.chinese, 1)
    return _project(replace(values, found=found, places=at), funding, shared, position)


def check_department(
    values: RecordValues, table: FieldTable, annex: RecordValues, problems: Problems
) -> None:
    """Keep what stands against a department: goals, indicators, and amounts in a unit nobody knows."""
    check_aims(values, table, problems)
    if "amount_unit" not in values.found and "amount_unit" not in annex.found:
        wrong, hint = field_messages.no_amount_unit()
        problems.add("PMG213", wrong, values.places[""], hint=hint)


def _unit_of_department(values: RecordValues, shared: SharedFacts) -> tuple[AmountUnit | None, NodePlaces]:
    if "amount_unit" in values.found:
        return values.found["amount_unit"], values.places
    places = shared.values.places
    above = {"amount_unit": places["amount_unit"]} if "amount_unit" in places else {}
    return shared.values.found.get("amount_unit"), values.places.inheriting(above)


def build_annex(shared: SharedFacts, projects: tuple[Project, ...], annex_id: str, file: str) -> Annex:
    """Return the annex that holds `projects`."""
    values, table = shared.values, shared.table
    found = {key: _built(value, table) for key, value in values.found.items() if key not in _OF_ANNEX_FILE}
    own = {"id": annex_id, "region": found.get("region"), "projects": projects, "file": file}
    made: Annex = _made("annex", found | own, values.places, table)
    return made


def check_aims(values: RecordValues, table: FieldTable, problems: Problems) -> None:
    """Keep what stands against the goals and the indicators of a project or department."""
    goals = _goals(values, table)
    _check_distinct(goals, problems)
    _check_indicators(values, {goal.id for goal in goals}, problems, are_known=_goals_are_read(values))


def _goals_are_read(values: RecordValues) -> bool:
    """Tell whether every list of goals could be read: of others, indicators are not told that they lack."""
    stated = (name for name in _GOALS if name in values.places or name in values.misspelt)
    return all(name in values.found for name in stated)


def _goals(values: RecordValues, table: FieldTable) -> tuple[Goal, ...]:
    goals: list[Goal] = []
    for field, horizon in _GOALS.items():
        for seq, goal in enumerate(values.found.get(field, ()), 1):
            goals.append(_goal(goal, horizon, seq, table))
    return tuple(goals)


def _goal(values: RecordValues, horizon: Horizon, seq: int, table: FieldTable) -> Goal:
    usual = {"id": f"{horizon.chinese}{seq}", "text": ""}
    made: Goal = _made(
        "goal", {**usual, **_contents(values, table), "horizon": horizon, "seq": seq}, values.places, table
    )
    return made


def _check_distinct(goals: Iterable[Goal], problems: Problems) -> None:
    first: dict[str, Goal] = {}
    for goal in goals:
        before = first.setdefault(goal.id, goal)
        if before is not goal:
            wrong, hint = field_messages.same_goal(goal.id)
            problems.add("PMG212", wrong, goal.places[""], before.places[""], hint=hint)


def _check_indicators(
    values: RecordValues, goal_ids: set[str], problems: Problems, *, are_known: bool
) -> None:
    for indicator in values.found.get("indicators", ()):
        found = indicator.found
        if are_known and "goals" in found:
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
    allowed = level1_words(category)
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


def _category(found: dict[str, Any]) -> AnyCategory:
    category = found["category"]
    return Category.COST if isinstance(category, CostKind) else category


def _project(
    values: RecordValues, funding: Funding, shared: SharedFacts, position: ProjectPosition
) -> Project:
    common, table, entity = shared.values.found, shared.table, values.entity
    names = [name for name in shared.names if name in common and entity.find(name)]
    inherited = {name: common[name] for name in names if name not in values.found}
    found = {key: value for key, value in {**inherited, **values.found}.items() if key not in _TAKEN_APART}
    own = {
        "id": position.id,
        "seq": position.seq,
        "file": position.file,
        "funding": funding,
        "goals": _goals(values, table),
        "indicators": _built(found.pop("indicators", ()), table),
        "entity": entity.name,
    }
    places = values.places.inheriting({name: shared.values.places[name] for name in inherited})
    made: Project = _made(
        entity.name, {key: _built(value, table) for key, value in found.items()} | own, places, table
    )
    return made


def _funding(values: RecordValues, shared: SharedFacts) -> Funding:
    table = shared.table
    found, places = _contents(values, table), values.places
    if "amount_unit" not in found:
        places = places.inheriting({"amount_unit": shared.values.places["amount_unit"]})
        found["amount_unit"] = shared.values.found["amount_unit"]
    made: Funding = _made("funding", found, places, table)
    return made


def _indicator(values: RecordValues, table: FieldTable) -> Indicator:
    found = _contents(values, table)
    found.pop("level1", None)
    kind = found.pop("category")
    if isinstance(kind, CostKind):
        found["cost_kind"] = kind
    category = Category.COST if isinstance(kind, CostKind) else kind
    made: Indicator = _made("indicator", {**found, "category": category}, values.places, table)
    return made


def _built(value: Any, table: FieldTable) -> Any:
    """Return the value of the model for what was read: records, alone or in lists, become the model's."""
    if isinstance(value, RecordValues):
        if value.entity.name == "indicator":
            return _indicator(value, table)
        if value.entity.name in _SELF_CONTAINED:
            return _made(value.entity.name, _contents(value, table), value.places, table)
        return OtherRecord(more=_contents(value, table), table=table, places=value.places)
    if isinstance(value, tuple):
        return tuple(_built(each, table) for each in value)
    return value


def _contents(values: RecordValues, table: FieldTable) -> dict[str, Any]:
    return {key: _built(value, table) for key, value in values.found.items()}


def _made(entity: str, found: Mapping[str, Any], places: Places, table: FieldTable) -> Any:
    """Return a record of `entity`; what has no attribute in its class goes with the rest."""
    attributes = attributes_of(entity)
    own = {key: value for key, value in found.items() if key in attributes}
    more = {key: value for key, value in found.items() if key not in attributes}
    return class_of(entity)(**own, more=more, table=table, places=places)


_OF_ANNEX_FILE = frozenset(["projects", "provenance", "whole_department"])
"""Fields of annex.yaml that are no facts of an annex: its projects, and where it comes from."""

_SELF_CONTAINED = frozenset(["party", "amounts", "waiver"])
"""Entities with a class whose records need to know nothing of where they stand."""

_TAKEN_APART = frozenset([*_GOALS, "funding", "provenance"])
"""Fields of a project that the model keeps otherwise, or not at all."""
