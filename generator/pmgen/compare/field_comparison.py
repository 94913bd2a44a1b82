"""One field on both sides: whether it changed, what kind of change that is, and by how much."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal

from pmgen.compare.annex_changes import Change, ChangeKind, ChangeSide
from pmgen.compare.record_facts import Fact, FieldName, text_of
from pmgen.compare.record_pairing import Pair
from pmgen.model.dates import with_later_years
from pmgen.model.fields import INDICATOR, TARGET
from pmgen.model.money import to_yuan
from pmgen.model.numerals import EXACT, Numeral
from pmgen.model.records import Annex, Goal, Indicator, Project
from pmgen.model.targets import (
    Deadline,
    Frequency,
    Number,
    Period,
    Range,
    Rate,
    Target,
    Text,
    parts_of,
    quantity_of,
    unit_of,
)
from pmgen.model.terms import AmountUnit

_KINDS = {
    "name": ChangeKind.RENAMED,
    "category": ChangeKind.MOVED,
    "cost_kind": ChangeKind.MOVED,
    "goals": ChangeKind.MOVED,
}
"""Fields whose change says something about the whole item."""

_STEPS = tuple(field.english for field in TARGET)
_SHARES = Context(prec=40)
_HUNDREDTH = Decimal("0.01")


def compare_facts(old: Mapping[str, Fact], new: Mapping[str, Fact]) -> Iterator[Change]:
    """Yield what changed between the facts of one record on both sides, in the order of the fields."""
    for path in dict.fromkeys((*new, *old)):
        change = compare_fact(old.get(path), new.get(path))
        if change:
            yield change


def compare_fact(old: Fact | None, new: Fact | None) -> Change | None:
    """Return the change of one field; None where both sides say the same."""
    if new is None or new.value is None:
        return (
            None
            if old is None or old.value is None
            else Change(ChangeKind.REMOVED, old.name, side(old), None)
        )
    if old is None or old.value is None:
        return Change(ChangeKind.ADDED, new.name, None, side(new))
    match old.value, new.value:
        case Numeral(), Numeral():
            return _numbers(old, new, old.value, new.value)
        case (
            Number() | Rate() | Frequency() | Range() | Deadline() | Period() | Text(),
            Number() | Rate() | Frequency() | Range() | Deadline() | Period() | Text(),
        ):
            return _targets(old, new, old.value, new.value)
        case str(), str():
            return _texts(old, new)
        case _:
            return None if old.value == new.value else _change(_kind(old, ChangeKind.VALUE), old, new)


def side(fact: Fact) -> ChangeSide:
    """Return what one side of a change shows of a fact."""
    return ChangeSide(fact.text, fact.place, fact.unit.chinese if fact.unit else "")


def percent(old: Decimal, new: Decimal) -> Decimal | None:
    """Return the change in percent, to two places or to the first digit that is not zero; None from zero."""
    if not old:
        return None
    exact = _SHARES.divide(EXACT.scaleb(EXACT.subtract(new, old), 2), old.copy_abs())
    rounded = exact.quantize(_HUNDREDTH, ROUND_HALF_UP, _SHARES) if abs(exact) < 10**30 else exact
    return rounded or _SHARES.quantize(exact, Decimal((0, (1,), exact.adjusted())))


def _change(kind: ChangeKind, old: Fact, new: Fact, step: str = "", same: bool = False) -> Change:
    field = TARGET.find(step) if step else None
    name = new.name / field if field else new.name
    return Change(kind, name, side(old), side(new), same=same)


def _kind(fact: Fact, otherwise: ChangeKind) -> ChangeKind:
    if isinstance(fact.value, AmountUnit):
        return ChangeKind.UNIT
    return _KINDS.get(fact.name.english, otherwise)


def _texts(old: Fact, new: Fact) -> Change | None:
    if old.value == new.value:
        return None
    is_same = _plain(old.text) == _plain(new.text)
    return _change(ChangeKind.WRITING if is_same else _kind(old, ChangeKind.TEXT), old, new)


def _plain(text: str) -> str:
    """Return a text without what only a typist sees: spaces and the width of characters."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _numbers(old: Fact, new: Fact, was: Numeral, now: Numeral) -> Change | None:
    """Return the change of an amount or a score; a new unit by itself is told by the field of the unit."""
    if old.unit is None or new.unit is None:
        return _amounts(ChangeKind.VALUE, old, new, was.value, now.value)
    change = _amounts(ChangeKind.AMOUNT, old, new, to_yuan(was.value, old.unit), to_yuan(now.value, new.unit))
    is_converted = old.unit is not new.unit and change is not None and change.kind is ChangeKind.WRITING
    return None if is_converted else change


def _amounts(kind: ChangeKind, old: Fact, new: Fact, was: Decimal, now: Decimal) -> Change | None:
    if was == now:
        return None if old.text == new.text else _change(ChangeKind.WRITING, old, new)
    return Change(kind, new.name, side(old), side(new), percent(was, now))


def _targets(old: Fact, new: Fact, was: Target, now: Target) -> Change | None:
    if was == now:
        return None if old.text == new.text else _change(ChangeKind.WRITING, old, new)
    step = _only_step(was, now)
    if change := _quantities(old, new, was, now, step):
        return change
    if step == "measure_unit":
        return _change(ChangeKind.UNIT, old, new, step)
    is_same = step != "comparator" and _plain(old.text) == _plain(new.text)
    return _change(ChangeKind.WRITING if is_same else ChangeKind.VALUE, old, new, step)


def _only_step(was: Target, now: Target) -> str:
    """Return the field of the long form in which two targets differ; nothing where that is not one alone."""
    if type(was) is not type(now) or isinstance(was, Deadline | Period):
        return ""
    parts = zip(_STEPS, parts_of(was), parts_of(now), strict=True)
    steps = [name for name, one, other in parts if one != other]
    return steps[0] if len(steps) == 1 else ""


def _quantities(old: Fact, new: Fact, was: Target, now: Target, step: str) -> Change | None:
    """Return the change of a target whose numbers can be compared, if they can."""
    one, other = quantity_of(was), quantity_of(now)
    if one is None or other is None or one.unit != other.unit:
        return None
    if one.value != other.value:
        points = EXACT.subtract(other.value, one.value) if one.unit == "%" else None
        change = _change(ChangeKind.VALUE, old, new, step)
        return replace(change, percent=percent(one.value, other.value), points=points)
    if one.comparator is not other.comparator:
        return _change(ChangeKind.VALUE, old, new, step)
    # Numbers of the same value in units that only look different are the same promise.
    if _plain(unit_of(was)) != _plain(unit_of(now)):
        return _change(ChangeKind.UNIT, old, new, "measure_unit", same=True)
    return _change(ChangeKind.WRITING, old, new, step)


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
    kind = ChangeKind.WRITING if is_same else ChangeKind.MOVED
    yield Change(kind, _NAME, _side(pair.old), _side(pair.new))


def _renamed(ids: Sequence[str] | None, names: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return goals by the names that they have on the new side; one that is gone has none there."""
    return None if ids is None else tuple(names.get(name, f"-{name}") for name in ids)


def _served(indicator: Indicator, project: Project) -> tuple[str, ...]:
    return tuple(goal.id for goal in project.goals if indicator in project.indicators_of(goal))


def _side(indicator: Indicator) -> ChangeSide | None:
    if indicator.goals is None:
        return None
    place = indicator.places.get("goals") or indicator.places.get("")
    return ChangeSide(text_of(indicator.goals), place)


_CHANGED = {ChangeKind.TEXT, ChangeKind.VALUE, ChangeKind.RENAMED}


def years_between(project: Pair[Project], annexes: Pair[Annex]) -> int:
    """Return how many years lie between the two sides; 0 where a side does not say its year."""
    old = _year(project.old, annexes.old)
    new = _year(project.new, annexes.new)
    return new - old if old and new else 0


def with_years(changes: Iterable[Change], years: int) -> tuple[Change, ...]:
    """Return the changes, those told apart whose texts differ by nothing but `years` in every year."""
    return tuple(replace(each, kind=ChangeKind.YEAR) if _is_year(each, years) else each for each in changes)


def _year(project: Project | None, annex: Annex | None) -> int | None:
    return (project.fiscal_year if project else None) or (annex.fiscal_year if annex else None)


def _is_year(change: Change, years: int) -> bool:
    if not years or change.kind not in _CHANGED or change.old is None or change.new is None:
        return False
    return with_later_years(change.old.text, years) == with_later_years(change.new.text, 0)
