"""An older annex as plain values by English key, for the files of a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date

from pmgen.load.targets import parse_target
from pmgen.model import fields
from pmgen.model.fields import Entity, Field, Kind
from pmgen.model.records import Annex, Goal, Project
from pmgen.model.targets import Number, Target, Text
from pmgen.model.terms import Horizon, Term

Value = str | dict[str, "Value"] | list["Value"]
Values = Mapping[str, Value]

_PLAIN = (Kind.TEXT, Kind.NUMERAL, Kind.YEAR, Kind.TERM, Kind.RECORD)
_SHARED = Entity(
    "annex",
    "附件",
    tuple(field for field in fields.ANNEX if field.kind in _PLAIN),
)
_GOALS = {
    "annual_goals": Horizon.ANNUAL,
    "mid_term_goals": Horizon.MID_TERM,
    "long_term_goals": Horizon.LONG_TERM,
}


def own_values(project: Project, shared: Values) -> dict[str, Value]:
    """Return what is known of `project` and not said for all projects of its annex."""
    values = {key: value for key, value in _project(project).items() if value != shared.get(key)}
    funding = values.get("funding")
    if isinstance(funding, dict) and funding.get("amount_unit") == shared.get("amount_unit"):
        values["funding"] = {key: value for key, value in funding.items() if key != "amount_unit"}
    return values


def shared_values(annex: Annex) -> dict[str, Value]:
    """Return what the annex says for all its projects, and what all of them have alike."""
    shared = _known(annex, _SHARED)
    everyone = [_project(project) for project in annex.projects]
    for field in _SHARED:
        found = [values.get(field.english) for values in everyone]
        if field.english not in shared and found and (first := found[0]) and found.count(first) == len(found):
            shared[field.english] = first
    return shared


def _project(project: Project) -> dict[str, Value]:
    values = _known(project, fields.PROJECT)
    for key, horizon in _GOALS.items():
        if goals := project.goals_of(horizon):
            values[key] = [_goal(goal) for goal in goals]
    return values


def _known(record: object, entity: Entity) -> dict[str, Value]:
    found = {field.english: _value(getattr(record, field.english, None), field) for field in entity}
    return {key: value for key, value in found.items() if value}


def _value(value: object, field: Field) -> Value | None:
    match value:
        case None:
            return None
        case Term():
            return value.chinese
        case date():
            return value.isoformat()
        case tuple():
            return [item for each in value if (item := _value(each, field))]
        case _ if isinstance(value, Target):
            return _target(value)
        case _ if is_dataclass(value) and field.entity:
            return _known(value, fields.ENTITIES[field.entity])
        case _:
            return str(value)


def _goal(goal: Goal) -> Value:
    own_name = goal.id != f"{goal.horizon.chinese}{goal.seq}"
    return {"id": goal.id, "text": goal.text} if own_name else goal.text


def _target(target: Target) -> Value:
    """Return the short form where it says the same, or else the columns of the long form."""
    if parse_target(target.written) == target:
        return target.written
    comparator = getattr(target, "comparator", None)
    number = getattr(target, "number", None)
    columns = {
        "comparator": comparator.chinese if comparator else "",
        "value": str(number) if number and isinstance(target, Number) else target.written,
        "measure_unit": target.unit if isinstance(target, Number | Text) else "",
    }
    return {key: text for key, text in columns.items() if text}
