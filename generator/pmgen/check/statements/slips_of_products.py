"""Products with digits that changed places, or other zeros: 共252人……每人补助150元，计3.87万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from pmgen.check.statements.comparing import TIMES_A_YEAR
from pmgen.check.statements.explanations import leads_to
from pmgen.check.statements.price_products import WrongSum, is_amount, is_price
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import Divisor, cancels, divisors_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.statement import Direction
from pmgen.check.statements.wrong_result import last_place_of
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, dimension_of

_TOTAL = late(
    "[，,、](?:全年|年度|合计|共计|总计|小计|共需?|合?计|需|补[助贴]|安排|支付|支出|发放|投入|资金|经费|费用|金额){0,4}"
)
_IN_PART = late(
    "[%％‰折另]|[一二三四五六七八九十]成|十分之|百分之|首[付期]|预付|自[筹付]|分担|承担|配套|不足|其余"
)
"""Words by which a total may be a share of what a price makes, or have something more."""
_TENS = frozenset(Fraction(10) ** power for power in (-3, -2, -1, 1, 2, 3))
_MOST_COUNTS = 10
_LEAST_DIGITS, _TWO = 3, 2


def slips_of_products(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the totals right behind a price that are what it makes with counts before it, but for a slip.

    There is a count for each of which the price is, though sentences and amounts may stand between, and no
    other numbers of the item make the total.
    """
    for price, total in pairwise(text):
        one, other = price.statement, total.statement
        written = price.field.text
        if not is_price(price) or not is_amount(total) or not _TOTAL.fullmatch(written, one.end, other.start):
            continue
        divisors = divisors_of(one)
        are_exact = one.is_one and {one.direction, other.direction} == {Direction.EXACT}
        if not divisors or not are_exact or not one.low or not other.low:
            continue
        begin = sentence_start(written, one.start, "。\n")
        if _IN_PART.search(written, sentence_start(written, one.start), other.start):
            continue
        counts = [said for said in text if begin <= said.statement.start < one.start and _is_count(said)]
        found = _slip(price, divisors, counts, total) if len(counts) <= _MOST_COUNTS else None
        if found and not _is_made(price, counts, total):
            yield found


def _is_made(price: Said, counts: Sequence[Said], total: Said) -> bool:
    """Tell whether any reading makes a total, or what it is when it is rounded."""
    stated, room = total.statement.low, last_place_of(total)
    if any(abs(made - stated) < room for made in _products(price.statement.low, counts)):
        return True
    return leads_to((*counts, price), total.statement)


def _slip(price: Said, divisors: Sequence[Divisor], counts: Sequence[Said], total: Said) -> WrongSum | None:
    """Return what a price makes with a count for each of its divisors, where that is a slip from a total.

    Zeros may be lost by chance where there are several counts for it, and digits hardly change their places.
    """
    made: dict[Fraction, tuple[Said, ...]] = {}
    for used, times in _ways(divisors, [said for said in counts if not said.statement.each]):
        result = price.statement.low / _per(divisors) * times
        if used and (result not in made or len(used) < len(made[result])):
            made[result] = used
    turned = [each for each in made if _is_turned(each, total, _LEAST_DIGITS)]
    named = [each for each, used in made.items() if any(_is_named_like(said, price) for said in used)]
    certain = made if len(made) == 1 else named if len(named) == 1 else ()
    fits = turned or [
        each for each in certain if total.statement.low / each in _TENS or _is_turned(each, total, _TWO)
    ]
    if len(fits) != 1:
        return None
    factors = sorted(made[fits[0]], key=lambda said: said.statement.start)
    return WrongSum(total, (*factors, price), fits[0], is_product=True)


def _ways(divisors: Sequence[Divisor], counts: Sequence[Said]) -> Iterator[tuple[tuple[Said, ...], Fraction]]:
    """Give the counts that serve all divisors, and those of which these are in turn, and what they make."""
    if not divisors:
        yield (), Fraction(1)
        return
    first, *rest = divisors
    for said, times in _factors(first, counts):
        more = (divisors_of(said.statement) if said else ()) or ()
        others = [each for each in counts if each is not said]
        for used, product in _ways((*more, *rest), others):
            yield ((said, *used) if said else used), times * product


def _is_named_like(count: Said, price: Said) -> bool:
    """Tell whether a count is of what a price is for: 种牛户80户, 种牛每户补贴2500元."""
    noun = noun_before(price.statement.before.partition("每")[0])
    return len(noun) > 1 and noun in f"{count.statement.before} {count.statement.behind}"


_EVEN = frozenset(["月", "季度", "季", "半年", "学期"])


def _factors(divisor: Divisor, counts: Sequence[Said]) -> list[tuple[Said | None, Fraction]]:
    """Return the counts of what a price is for, or else how often a time of it comes in the year."""
    if divisor.word in ("年", "年度"):
        return [(None, Fraction(1))]
    found = [said for said in counts if _is_of(said, divisor)]
    if not found and divisor.word in _EVEN:
        return [(None, Fraction(TIMES_A_YEAR[divisor.word][0]))]
    kind = dimension_of(divisor.word)
    alike = [said for said in found if said.statement.dimension is kind]
    return [(said, _as_factor(said)) for said in alike or found]


def _per(divisors: Sequence[Divisor]) -> Fraction:
    """Return of how many a price is that is for each thousand of something; a time counts as one."""
    return _multiplied([each.factor for each in divisors if each.word not in TIMES_A_YEAR])


def _as_factor(said: Said) -> Fraction:
    one = said.statement
    return one.stated if one.dimension is Dimension.TIME else one.low


def _is_turned(made: Fraction, total: Said, least: int) -> bool:
    """Tell whether a total has the digits of a product in another order, as exactly as it is said."""
    stated, place = total.statement.low, last_place_of(total)
    if not place:
        return False
    first, second = str(round(made / place)), str(round(stated / place))
    is_long = len(first.strip("0")) >= least and len(first) == len(second)
    return is_long and first != second and sorted(first) == sorted(second)


def _is_count(said: Said) -> bool:
    one = said.statement
    return one.is_one and one.dimension not in (Dimension.MONEY, Dimension.RATIO, Dimension.GRADE)


def _is_of(said: Said, divisor: Divisor) -> bool:
    one = said.statement
    return one.direction is Direction.EXACT and (divisor.word.startswith(one.unit) or cancels(one, divisor))


def _multiplied(factors: Sequence[Fraction]) -> Fraction:
    result = Fraction(1)
    for each in factors:
        result *= each
    return result


def _products(price: Fraction, counts: Sequence[Said]) -> set[Fraction]:
    """Return all to which a price leads with some of the counts, once, each month, quarter or half-year."""
    made = {price}
    for said in counts:
        made |= {each * _as_factor(said) for each in made} | {each * said.statement.stated for each in made}
    often = {times for word in ("月", "季", "半年") for times in TIMES_A_YEAR[word]}
    return made | {each * times for each in made for times in often}
