"""Who takes part in so many rounds of so many each: 216名……4期，每期45人."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from pmgen.check.relations.amounts.price_products import WrongSum
from pmgen.check.statements.comparing import PEOPLE
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.slips import is_slip_of_hand
from pmgen.check.statements.statement import Direction, Statement
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_ROUNDS = frozenset(["期", "批", "班", "场", "轮", "组", "批次", "期次", "班次", "场次", "趟", "车次"])
_OPEN = late(
    "另|其[中余他]|以[上内下外]|约|左右|不超|最[多高少低大]|至[少多]|平均|余|部分|重复|多次|两[次轮]|轮流|轮换|含|包括|分别|不等|上年|去年|去除|扣"
)
_BEFORE_ROUNDS = late("(?:\\A|全年|共|分成?为?|计划|举办|开展|组织|进行|轮训|培训|集训)\\Z")
_MOST_CLAUSES = 2


def _is_plain(one: Statement) -> bool:
    is_exact = one.is_one and one.direction is Direction.EXACT and not one.is_change and not one.each
    return is_exact and one.low > 0 and divisors_of(one) == ()


def _is_of_each(one: Statement, unit: str) -> bool:
    words = [divisor.word for divisor in divisors_of(one) or ()]
    is_counted = one.dimension not in (Dimension.TIME, Dimension.MONEY, Dimension.RATIO, Dimension.GRADE)
    return words == [unit] and is_counted and one.is_one and one.direction is Direction.EXACT


def _is_counted_so(each: Statement, total: Statement) -> bool:
    are_people = {each.dimension, total.dimension} <= PEOPLE
    return are_people or same_unit(each.unit) == same_unit(total.unit) or total.unit == f"{each.unit}次"


def rounds_of_all(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give those who take part, before so many rounds of so many each that are others by a slip.

    216名队员参加联训，全年4期，每期45人: of 216 each round has 54. Who comes to several rounds is counted
    so many times.
    """
    if "每" not in text[0].field.text:
        return
    for at, (count, each) in enumerate(pairwise(text)):
        one, other = count.statement, each.statement
        if one.unit not in _ROUNDS or not _is_of_each(other, one.unit) or other.clause - one.clause > 1:
            continue
        is_all = _BEFORE_ROUNDS.search(one.before) is not None and _is_plain(one)
        wholes = [said for said in text[:at] if is_all and _is_whole(said.statement, one, other)]
        if len(wholes) != 1 or _OPEN.search(each.sentence):
            continue
        total, made = wholes[0], one.low * other.low
        is_made = any(_is_counted_so(other, said.statement) and said.statement.low == made for said in text)
        if not is_made and _is_slip(total.statement.low, one.low, other.low):
            yield WrongSum(total, (count, each), made, is_product=True)


def _is_whole(whole: Statement, count: Statement, each: Statement) -> bool:
    is_near = whole.sentence == count.sentence and count.clause - whole.clause <= _MOST_CLAUSES
    are_people = {whole.dimension, each.dimension} <= PEOPLE
    return is_near and are_people and _is_plain(whole) and whole.low > each.low


def _is_slip(whole: Fraction, many: Fraction, each: Fraction) -> bool:
    made = many * each
    if (whole / made).denominator == 1 or (made / whole).denominator == 1:
        return False
    factors = ((whole / many, each), (whole / each, many))
    return any(right.denominator == 1 and is_slip_of_hand(right, said) for right, said in factors)
