"""Several prices of a row, each with a name that a goal counts, beside what the row costs in all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pmgen.check.relations.rows.row_reckonings import WrongTarget, is_near
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said, said_in
from pmgen.check.statements.reckonings import cancels, divisors_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.slips import is_slip_of_digits
from pmgen.check.statements.statement import Direction
from pmgen.model.units import Dimension

_FIELDS = frozenset(["description", "remark"])
_SCALES = (Fraction(10), Fraction(100), Fraction(1, 10), Fraction(1, 100))
_LEAST_NOUN = 2


def sums_of_named_prices(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the costs that their prices make with the counts of the goals, but for a point or a digit.

    雨量站每处0.25万元，水位站每处0.04万元, and in the goal 雨量站36处、水位站14处.
    """
    rows = {id(each.indicator): each for each in statements.promises if _is_cost(each)}
    for field in statements.reviewed.texts if rows else ():
        promise = rows.get(id(field.indicator)) if field.key in _FIELDS else None
        if promise is None or field.text.count("每") < 2:
            continue
        prices = said_in(field)
        terms = _terms(prices, statements) if len(prices) > 1 and all(map(_noun_of, prices)) else ()
        made = sum((count.statement.low * price.statement.low for count, price in terms), Fraction(0))
        if terms and not is_near(made, promise) and _is_but_for_a_slip(terms, made, promise):
            yield WrongTarget(promise, terms, made)


def _is_cost(promise: Promise) -> bool:
    one = promise.statement
    return one.dimension is Dimension.MONEY and one.is_one and not one.per


def _noun_of(price: Said) -> str:
    """Return what a price is for, 雨量站 of 雨量站每处0.25万元; "" for what is no such price."""
    one = price.statement
    noun, each, unit = one.before.partition("每")
    is_price = one.dimension is Dimension.MONEY and one.is_one and one.direction is Direction.EXACT
    is_of_one = len(divisors_of(one) or ()) == 1 and bool(each and unit) and not one.each
    return noun if is_price and is_of_one and len(noun) >= _LEAST_NOUN else ""


def _terms(prices: Sequence[Said], statements: ProjectStatements) -> tuple[tuple[Said, Said], ...]:
    """Return each price behind its count; nothing where one has no count, or several."""
    terms: list[tuple[Said, Said]] = []
    for price in prices:
        divisor = (divisors_of(price.statement) or ())[0]
        counts = [
            said
            for text in statements.plans
            for said in text
            if cancels(said.statement, divisor)
            and noun_before(said.statement.before).endswith(_noun_of(price))
        ]
        if len({said.statement.low for said in counts}) != 1:
            return ()
        terms.append((counts[0], price))
    return tuple(terms)


def _is_but_for_a_slip(terms: Sequence[tuple[Said, Said]], made: Fraction, promise: Promise) -> bool:
    """Tell whether a cost is right but for the point of one price, or for a digit of its own."""
    target = promise.statement.low
    products = [count.statement.low * price.statement.low for count, price in terms]
    moved = {made + product * (scale - 1) for product in products for scale in _SCALES}
    return target in moved or is_slip_of_digits(made, target)
