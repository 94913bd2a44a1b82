"""Products a power of ten too great or small: 18名、2天, 每人每天200元，计7.2万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, product

from pmgen.check.statements.comparing import TIMES_A_YEAR
from pmgen.check.statements.explanations import leads_to
from pmgen.check.statements.price_products import WrongSum, is_amount, is_price
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import Divisor, cancels, divisors_of
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_TOTAL = late("[，,](?:共|合)?(?:计|需)")
_SLIPS = frozenset(Fraction(10) ** power for power in (-2, -1, 1, 2))
_MOST_COUNTS = 10


def wrong_powers_of_ten(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the totals right behind a price that are ten times what it makes with the counts before it.

    There is one count for each of which the price is, and no other numbers of the text make the total.
    """
    for price, total in pairwise(text):
        one, other = price.statement, total.statement
        between = price.field.text[one.end : other.start]
        if not is_price(price) or not is_amount(total) or not _TOTAL.fullmatch(between):
            continue
        divisors = divisors_of(one)
        if not divisors or len(divisors) < _LEAST_DIVISORS or not one.is_one or not one.low:
            continue
        begin = max(price.field.text.rfind(mark, 0, one.start) for mark in "。\n")
        counts = [said for said in text if begin < said.statement.start < one.start and _is_count(said)]
        found = _slip(price, divisors, counts, total)
        is_made = other.low in _products(one.low, counts) or leads_to((*counts, price), other)
        if found and not is_made:
            yield found


_LEAST_DIVISORS = 2


def _slip(price: Said, divisors: Sequence[Divisor], counts: Sequence[Said], total: Said) -> WrongSum | None:
    """Return what a price makes with one count for each of its divisors, where that is a slip of ten."""
    plain = [said for said in counts if divisors_of(said.statement) == () and not said.statement.each]
    factors = [[said for said in plain if _is_of(said, divisor)] for divisor in divisors]
    if not all(factors) or len(counts) > _MOST_COUNTS:
        return None
    made: dict[Fraction, tuple[Said, ...]] = {}
    for some in product(*factors):
        if len({said.statement.start for said in some}) == len(some):
            made.setdefault(price.statement.low * _multiplied(some), some)
    fits = [each for each in made if each and total.statement.low / each in _SLIPS]
    if len(fits) != 1 or len(made) != 1:
        return None
    return WrongSum(total, (*made[fits[0]], price), fits[0], is_product=True)


def _is_count(said: Said) -> bool:
    one = said.statement
    return one.is_one and one.dimension not in (Dimension.MONEY, Dimension.RATIO, Dimension.GRADE)


def _is_of(said: Said, divisor: Divisor) -> bool:
    one = said.statement
    return one.direction is Direction.EXACT and (divisor.word.startswith(one.unit) or cancels(one, divisor))


def _multiplied(factors: Sequence[Said]) -> Fraction:
    result = Fraction(1)
    for each in factors:
        result *= each.statement.stated
    return result


def _products(price: Fraction, counts: Sequence[Said]) -> set[Fraction]:
    """Return all to which a price leads with some of the counts, once, each month, quarter or half-year."""
    made = {price}
    for said in counts[:_MOST_COUNTS]:
        made |= {each * said.statement.stated for each in made}
    often = {times for word in ("月", "季", "半年") for times in TIMES_A_YEAR[word]}
    return made | {each * times for each in made for times in often}
