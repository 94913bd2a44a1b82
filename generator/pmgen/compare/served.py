"""Which goals an indicator serves on both sides, whatever the goals are called or numbered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pmgen.compare.changes import Change, Kind, Side
from pmgen.compare.facts import FieldName, text_of
from pmgen.compare.matching import Pair
from pmgen.model.fields import INDICATOR
from pmgen.model.records import Goal, Indicator, Project

_FIELD = INDICATOR.find("goals")
assert _FIELD
_NAME = FieldName(_FIELD.english, _FIELD.chinese)


def goals_change(
    pair: Pair[Indicator], projects: Pair[Project], goals: Sequence[Pair[Goal]]
) -> Iterator[Change]:
    """Yield that an indicator went to other goals, or names the same goals otherwise."""
    if not (pair.old and pair.new and projects.old and projects.new):
        return
    names = {goal.old.id: goal.new.id for goal in goals if goal.old and goal.new}
    said = _renamed(pair.old.goals, names)
    if said == pair.new.goals:
        return
    before = set(_renamed(_served(pair.old, projects.old), names) or ())
    is_same = before == set(_served(pair.new, projects.new))
    kind = Kind.WRITING if is_same else Kind.MOVED
    yield Change(kind, _NAME, _side(pair.old), _side(pair.new))


def _renamed(ids: Sequence[str] | None, names: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return goals by the names that they have on the new side; one that is gone has none there."""
    return None if ids is None else tuple(names.get(name, f"-{name}") for name in ids)


def _served(indicator: Indicator, project: Project) -> tuple[str, ...]:
    return tuple(goal.id for goal in project.goals if indicator in project.indicators_of(goal))


def _side(indicator: Indicator) -> Side | None:
    if indicator.goals is None:
        return None
    place = indicator.places.get("goals") or indicator.places.get("")
    return Side(text_of(indicator.goals), place)
