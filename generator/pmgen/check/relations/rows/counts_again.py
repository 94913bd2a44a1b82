"""Counts and rates that may be those of another row in other words: 纳凉点 =12个 and 乘凉场所 =15个."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, takewhile

from pmgen.check.relations.rows.other_units import ANYTHING, may_stand_for
from pmgen.check.relations.rows.row_relations import Pair
from pmgen.check.review_rule import without_note
from pmgen.check.statements.comparing import (
    PEOPLE,
    PHYSICAL,
    THINGS,
    are_comparable,
    is_of_each,
)
from pmgen.check.statements.project_statements import ProjectStatements, Promise
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.wording.name_words import topic_pairs
from pmgen.late_pattern import late
from pmgen.model.terms import Category
from pmgen.model.units import Dimension, same_unit

_COUNTS = PEOPLE | THINGS | {Dimension.EVENTS}
_LEAST_RATIO, _MOST_RATIO = Fraction(3, 5), Fraction(5, 3)
"""How far apart the numbers of one thing are: farther ones are not mixed up."""
_FEW = 3
"""How many of two things there may well be as many of."""
_MUCH = 3
"""How many characters two names share that speak of one thing where no goal has the number of either."""
_MOST_LONE = 2
"""How many rows have a count of which goals that tell the counts of rows say nothing."""
_SOME_OF_THEM = late("合格|通过|成功|达标|优[秀良]|[取获持]证|[结毕]业|办结|就业|有效|计划|实际|其中|累计|抽")
"""Words of a step that not all reach, which is another count than that of all."""
_NO_THINGS = frozenset("数量个项处年月日的和与及")


def counts_again(statements: ProjectStatements) -> Iterator[Pair]:
    """Give the counts that no goal has, each with a row whose count a goal has and that shares a character.

    Where no goal has either, the names share more. Two rows of one count are given where the goals do not
    have it twice. Goals that lack the counts of many rows tell nothing by it.
    """
    rows = [each for each in statements.promises if _is_count(each.statement)]
    said: dict[Fraction, list[Statement]] = {}
    for text in statements.prose if len(rows) > 1 else ():
        for each in text:
            said.setdefault(each.statement.low, []).append(each.statement)
    told = [any(_may_tell(each, row) for each in said.get(row.statement.low, ())) for row in rows]
    lone = [row for row, is_told in zip(rows, told, strict=True) if not is_told]
    known = [row for row, is_told in zip(rows, told, strict=True) if is_told]
    for second in lone if len(lone) <= max(_MOST_LONE, len(rows) // 3) else ():
        first = max(
            (each for each in known if _may_be_one(each, second)),
            key=lambda each: len(_shared(each, second)),
            default=None,
        )
        if first is not None:
            yield Pair(first, second, agree=False)
    if len(lone) == _MOST_LONE and _are_much_alike(lone[0], lone[1]):
        yield Pair(lone[0], lone[1], agree=False)
    yield from _same_counts(rows, said)


def _same_counts(rows: Sequence[Promise], said: Mapping[Fraction, Sequence[Statement]]) -> Iterator[Pair]:
    by_count: dict[object, list[Promise]] = {}
    for row in rows:
        one = row.statement
        if one.low > _FEW:
            by_count.setdefault((one.low, one.unit, one.direction), []).append(row)
    for same in by_count.values():
        first, second = same[0], same[-1]
        times = sum(are_comparable(each, first.statement) for each in said.get(first.statement.low, ()))
        if len(same) == len((first, second)) and times <= 1 and _are_alike(first, second):
            yield Pair(first, second, agree=True)


def _are_much_alike(first: Promise, second: Promise) -> bool:
    one, other = first.statement, second.statement
    is_alike = one.unit == other.unit and one.dimension in _COUNTS
    return is_alike and len(_shared(first, second)) >= _MUCH and _may_be_one(first, second)


def _is_count(one: Statement) -> bool:
    is_limit = one.direction is Direction.AT_MOST
    return one.dimension in _COUNTS | PHYSICAL and one.is_one and one.low > 1 and not is_limit


def _may_tell(said: Statement, row: Promise) -> bool:
    """Tell whether a number of a goal, which is that of a row, may be meant for it: by unit or by words."""
    if not are_comparable(said, row.statement):
        return False
    return said.unit == row.statement.unit or not _characters(row.indicator.name).isdisjoint(
        said.before + said.behind
    )


def _may_be_one(first: Promise, second: Promise) -> bool:
    one, other = first.statement, second.statement
    is_near = one.low != other.low and _LEAST_RATIO <= other.low / one.low <= _MOST_RATIO
    return is_near and _are_counted_alike(one, other) and _are_alike(first, second)


def _are_alike(first: Promise, second: Promise) -> bool:
    """Tell whether two rows of one kind are of all or of each, of the same step, and share a character."""
    is_of_one_kind = first.indicator.base == second.indicator.base
    if not is_of_one_kind or is_of_each(first.statement) != is_of_each(second.statement):
        return False
    steps = [frozenset(_SOME_OF_THEM.findall(each.indicator.name)) for each in (first, second)]
    return steps[0] == steps[1] and bool(_shared(first, second))


def _are_counted_alike(one: Statement, other: Statement) -> bool:
    first, second = same_unit(one.unit), same_unit(other.unit)
    if first == second or {one.dimension, other.dimension} <= PEOPLE:
        return True
    if not are_comparable(one, other):
        return False
    is_any = one.dimension not in PHYSICAL and not ANYTHING.isdisjoint((first, second))
    return is_any or one.dimension is Dimension.EVENTS or may_stand_for(first, second)


def _shared(first: Promise, second: Promise) -> frozenset[str]:
    """Return the characters that two names share between what both begin and end with.

    What stands there names other things: 雨量站 and 广播 of 维护雨量站数量 and 维护广播数量. One character is
    nothing where both say the same of it, 中 of 初中资助人数 and 高中资助人数.
    """
    one, other, ending = _differing(without_note(first.indicator.name), without_note(second.indicator.name))
    shared = _characters(one) & _characters(other)
    shared = shared.difference(first.statement.unit, second.statement.unit)
    return shared if len(shared) > bool(_characters(ending)) else frozenset()


def _differing(one: str, other: str) -> tuple[str, str, str]:
    """Return two names without what both begin and end with, and what they end with."""
    begin = _alike(one, other)
    one, other = one[begin:], other[begin:]
    end = _alike(one[::-1], other[::-1])
    return one[: len(one) - end], other[: len(other) - end], one[len(one) - end :]


def _alike(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@lru_cache(maxsize=2048)
def _characters(name: str) -> frozenset[str]:
    """Return the characters of a name without those of words that tell how something is measured."""
    return frozenset("".join(topic_pairs(name))) - _NO_THINGS


def rates_again(statements: ProjectStatements) -> Iterator[Pair]:
    """Give the rates of quality whose last words share but a character: 完好归还率 and 无损返还率."""
    rates = [each for each in statements.promises if _is_rate(each)]
    found = [pair for pair in combinations(rates, 2) if _are_one_rate(*pair)]
    if len(found) == 1:
        first, second = found[0]
        yield Pair(first, second, agree=False)


def _is_rate(promise: Promise) -> bool:
    row = promise.indicator
    is_share = row.base is Category.QUALITY and promise.statement.dimension is Dimension.RATIO
    return is_share and without_note(row.name).endswith("率")


def _are_one_rate(first: Promise, second: Promise) -> bool:
    """Tell whether what two rates ask for ends alike, and what they ask it of shares a character."""
    (one, done), (other, reached) = (_thing_and_deed(each) for each in (first, second))
    if done == reached or done[-1:] != reached[-1:] or first.statement.low == second.statement.low:
        return False
    if done in other or reached in one:
        return False
    return not _characters(one).isdisjoint(_characters(other))


def _thing_and_deed(rate: Promise) -> tuple[str, str]:
    name = without_note(rate.indicator.name).removesuffix("率")
    return name[:-2], name[-2:]
