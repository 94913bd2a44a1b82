"""What long-term goals say beside the goals of the year: the longer time is not the smaller number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmgen.check.late_pattern import late
from pmgen.check.name_words import pairs_of, topic_pairs
from pmgen.check.statements.comparing import THINGS, are_comparable, is_of_each
from pmgen.check.statements.project_statements import Promise, Said
from pmgen.check.statements.statement import Direction, Statement
from pmgen.model.units import Dimension

_ALIKE = 0.6
_OF_ONE_YEAR = late("其中|分年|分别|逐年|(?:19|20)[0-9]{2}年|[每当本首]年")


def smaller_in_the_long_term(long: Iterable[Said], year: Iterable[Said]) -> Iterator[tuple[Said, Said]]:
    """Give each number of a long-term goal with the greater one of the year that counts the same."""
    annual = list(year)
    for said in long:
        if _OF_ONE_YEAR.search(said.statement.before):
            continue
        same = [each for each in annual if _is_same(said.statement, each.statement)]
        if len(same) == 1 and _is_smaller(said.statement, same[0].statement):
            yield said, same[0]


def smaller_rows(long: Iterable[Promise], year: Iterable[Promise]) -> Iterator[tuple[Promise, Promise]]:
    """Give each row of a long-term goal with the greater one of the year that has its name."""
    annual = {promise.indicator.name: promise for promise in year}
    for promise in long:
        same = annual.get(promise.indicator.name)
        if same is None or not are_comparable(promise.statement, same.statement):
            continue
        if _is_smaller(promise.statement, same.statement):
            yield promise, same


def _is_same(one: Statement, other: Statement) -> bool:
    if not are_comparable(one, other) or is_of_each(one) or is_of_each(other):
        return False
    if one.dimension in THINGS and one.unit != other.unit:
        return False
    first, second = (
        topic_pairs(f"{each.before} {each.behind}") or pairs_of(f"{each.before} {each.behind}")
        for each in (one, other)
    )
    return bool(first) and len(first & second) >= _ALIKE * min(len(first), len(second))


def _is_smaller(long: Statement, year: Statement) -> bool:
    """Tell whether what is reached in the long term is less than in one year of it."""
    kinds = (Dimension.TIME, Dimension.RATE, Dimension.GRADE)
    if long.dimension in kinds or long.each or year.each or long.is_change or year.is_change:
        return False
    directions = {long.direction, year.direction}
    is_paid = long.dimension is Dimension.MONEY and year.direction is not Direction.AT_LEAST
    if Direction.AT_MOST in directions and not is_paid:
        return False
    if long.dimension is Dimension.RATIO and directions != {Direction.AT_LEAST}:
        return False
    return long.high < year.low
