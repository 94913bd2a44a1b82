"""Numbers of goals that only look like another number of a row: of those left out, of a part, or rounded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from pmgen.check.statements.comparing import agrees
from pmgen.check.statements.project_statements import Promise, Said
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_LEFT_OUT = late(f"(?:尚未|还未|未|没有|暂不)({HAN}{{2}}){HAN}{{0,4}}的\\Z")


def is_of_those_left_out(said: Said, promise: Promise) -> bool:
    """Tell whether a number counts those to which nothing is done that a row is of: 未更新的32辆."""
    text, start = said.field.text, said.statement.start
    if not text.startswith("的", start - 1):
        return False
    found = _LEFT_OUT.search(text, max(0, start - _LONGEST), start)
    return found is not None and found[1] in promise.indicator.name


_LONGEST = 10
_NEARLY = Fraction(1, 50)
_TEN, _PERCENT = 10, Fraction(1, 100)


def is_rounded(said: Said, promise: Promise) -> bool:
    """Tell whether a row has as its least a number of a goal, rounded down: ≥3万千瓦时 of 30240千瓦时."""
    one, target = said.statement, promise.statement
    is_least = target.direction is Direction.AT_LEAST and one.base == target.base and one.is_one
    more = one.low - target.low
    if not is_least or not 0 < more <= target.low * _NEARLY:
        return False
    place = _last_place(target.low)
    if one.dimension is Dimension.RATIO and one.direction is not Direction.ABOUT and "约" not in one.before:
        return False
    least = _PERCENT if one.dimension is Dimension.RATIO else _TEN
    return place >= least and more < place and _last_place(one.low) < place


def _last_place(number: Fraction) -> Fraction:
    """Return the power of ten of the last digit of a number that is no zero."""
    digits = Decimal(number.numerator) / Decimal(number.denominator)
    return Fraction(_TEN) ** int(digits.normalize().as_tuple().exponent)


_PARTED = late("[、和与及]")
_OF_MONEY = late("(?:费用?|经费|支出|成本|资金|补[助贴])\\Z")


def is_cost_of_a_part(said: Said, promise: Promise) -> bool:
    """Tell whether an amount is of one of several things whose costs a row has together.

    拆除费2万元 of 养护和拆除费 ≤5.3万元.
    """
    one, target = said.statement, promise.statement
    name = _OF_MONEY.sub("", promise.indicator.name)
    things = _PARTED.split(name)
    if one.dimension is not Dimension.MONEY or len(things) == 1 or one.low >= target.low:
        return False
    near = pairs_of(said.clause)
    named = [each for each in things if not near.isdisjoint(pairs_of(each))]
    return len(named) < len(things)


_LEAST_NAMED = 2


def is_said_elsewhere(said: Said, promise: Promise, texts: Iterable[Sequence[Said]]) -> bool:
    """Tell whether another goal has the amount of a row, with more words of its name than the first one."""
    if promise.statement.dimension is not Dimension.MONEY:
        return False
    topic = topic_pairs(promise.indicator.name)
    own = len(topic & pairs_of(said.sentence))
    others = (each for text in texts for each in text if each.field is not said.field)
    least = max(_LEAST_NAMED, own + 1)
    return any(
        agrees(each.statement, promise.statement) and len(topic & pairs_of(each.sentence)) >= least
        for each in others
    )
