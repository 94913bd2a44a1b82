"""What a row takes of each, 每场不少于800人, beside how many of these the project says elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain

from pmgen.check.money.unit_prices import counted_unit
from pmgen.check.relations.rows.row_reckonings import WrongTarget, is_slip
from pmgen.check.statements.comparing import is_of_other_time
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said, said_in
from pmgen.check.statements.reckonings import can_make, divisors_of
from pmgen.check.statements.statement import Direction
from pmgen.model.units import Dimension

_COUNTED = frozenset([Dimension.PERSONS, Dimension.BODIES, Dimension.THINGS, Dimension.EVENTS])
_FIELDS = frozenset(["name", "description", "remark", "basis_note"])


def by_counts_elsewhere(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the rows that what they take of each, and the only number of these, make but for a slip.

    Only a slip of the hand is certain: other zeros, or the same digits in another order.
    """
    rows = {id(each.indicator): each for each in statements.promises if each.statement.is_one}
    counts: Mapping[str, Said | Promise | None] | None = None
    for field in statements.reviewed.texts:
        promise = rows.get(id(field.indicator)) if field.indicator and field.key in _FIELDS else None
        if promise is None or "每" not in field.text:
            continue
        every = said_in(field)
        unit = _of_each(every[0], promise) if len(every) == 1 else ""
        if not unit:
            continue
        counts = counts_by_unit(statements) if counts is None else counts
        count = counts.get(unit)
        if count is None:
            continue
        made = every[0].statement.low * count.statement.low
        if _is_slip_or_turned(made, promise.statement.low):
            yield _wrong(promise, every[0], count, made)


def _wrong(promise: Promise, each: Said, count: Said | Promise, made: Fraction) -> WrongTarget:
    if isinstance(count, Said):
        return WrongTarget(promise, ((count, each),), made)
    return WrongTarget(promise, ((each,),), made, count)


def _of_each(said: Said, promise: Promise) -> str:
    """Return the unit of which a number is that of each, and which no time is; "" for what is unclear."""
    one, divisors = said.statement, divisors_of(said.statement)
    if not one.is_one or one.direction is Direction.ABOUT or not divisors or len(divisors) != 1 or one.each:
        return ""
    return divisors[0].key if divisors[0].factor == 1 and can_make(one, promise.statement) else ""


def counts_by_unit(
    statements: ProjectStatements, kinds: frozenset[Dimension] = _COUNTED
) -> Mapping[str, Said | Promise | None]:
    """Return for each unit the only number that the goals and targets count in it; None where they differ."""
    found: dict[str, Said | Promise | None] = {}
    texts = (said for text in statements.plans for said in text)
    every: Iterator[Said | Promise] = chain(statements.promises, texts)
    for each in every:
        one = each.statement
        if one.dimension not in kinds or not one.is_one or divisors_of(one) or is_of_other_time(one):
            continue
        unit = counted_unit(one.base)
        known = found.setdefault(unit, each)
        if known is None or known.statement.low != one.low:
            found[unit] = None
    return found


def _is_slip_or_turned(made: Fraction, stated: Fraction) -> bool:
    are_turned = sorted(str(made)) == sorted(str(stated))
    return made != stated and (is_slip(made, stated) or are_turned)
