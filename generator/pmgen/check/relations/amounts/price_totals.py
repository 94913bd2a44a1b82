"""Prices of rows beside the sums that their remarks give: 22座，共70.40万元 under a target of 3.2万元/座."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from pmgen.check.money.project_costs import without_sign
from pmgen.check.relations.rows.row_reckonings import WrongTarget
from pmgen.check.review_rule import FieldText
from pmgen.check.statements.explanations import last_place
from pmgen.check.statements.formulas import has_formula
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said, said_in
from pmgen.check.statements.reckonings import Reckoning, divisors_of, reckoning_of
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late
from pmgen.model.numerals import Numeral
from pmgen.model.targets import Frequency, Number, Rate
from pmgen.model.units import Dimension

_SUM = late("(?:共计?|合计|总计|总共|小计|计|总[价额])(?:需|为|约)?(?:资金|经费|费用|金额)?\\Z")
_OPEN = late("其中|另|约|左右|折|%|％|上年|去年|往年|自筹|分担|承担[0-9]|三年|[二三四五]年")
_FIELDS = frozenset(["name", "description", "remark", "basis_note"])


def sums_of_other_prices(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the sums in the remarks of prices that the price and the count beside them do not make."""
    prices = {id(each.indicator): each for each in statements.promises if is_price(each)}
    targets: dict[int, FieldText] = {}
    remarks: list[tuple[Promise, FieldText]] = []
    for field in statements.reviewed.texts if prices else ():
        if field.indicator is None or id(field.indicator) not in prices:
            continue
        if field.key == "target":
            targets[id(field.indicator)] = field
        elif field.key in _FIELDS and not _OPEN.search(field.text) and not has_formula(field.text):
            remarks.append((prices[id(field.indicator)], field))
    counts = _counts_of_prices(statements) if remarks else {}
    for promise, field in remarks:
        if target := targets.get(id(promise.indicator)):
            count = counts.get(id(promise.indicator))
            yield from _wrong_sum(_price(promise, target), promise, said_in(field), count)


def _counts_of_prices(statements: ProjectStatements) -> dict[int, Promise]:
    """Return for prices the row that counts what they are of, where that is certain."""
    costs = statements.reviewed.costs
    rows = {id(each.indicator): each for each in statements.promises}
    prices = [each for each in costs.prices if each.count] if costs else []
    return {
        id(each.indicator): rows[id(each.count.indicator)]
        for each in prices
        if each.count and id(each.count.indicator) in rows
    }


def is_price(promise: Promise) -> bool:
    """Tell whether a target is so much money for each of something."""
    one = promise.statement
    is_money = one.dimension is Dimension.MONEY and one.is_one
    return is_money and bool(one.per or divisors_of(one))


def _price(promise: Promise, target: FieldText) -> Said:
    """Return a target as the text that it is; what its unit says it is for, its name need not say too."""
    written, one = target.text, promise.statement
    start = len(written) - len(without_sign(written))
    before = "" if one.per else one.before
    return Said(replace(one, start=start, before=before, direction=Direction.EXACT), target)


def _wrong_sum(
    price: Said, promise: Promise, every: Sequence[Said], count: Promise | None
) -> Iterator[WrongTarget]:
    """Give the only sum of a remark that is another than the price makes with the counts before it.

    Where the remark counts nothing, the row of the count does.
    """
    money = [said for said in every if said.statement.dimension is Dimension.MONEY]
    if len(money) != 1 or not _is_sum(money[0]):
        return
    total = money[0]
    if len(every) > 1:
        count = None
    many = Said(count.statement, total.field) if count else None
    counts = [many] if many else [said for said in every if said.statement.start < total.statement.start]
    reckoning = reckoning_of(price, counts, of_all=False)
    if reckoning and _is_other(reckoning, total, promise):
        terms = (price,) if many else (price, *reckoning.counts)
        yield WrongTarget(promise, (terms,), reckoning.made, count, said=total)


def _is_sum(said: Said) -> bool:
    one = said.statement
    is_clear = one.is_one and one.direction is Direction.EXACT and not divisors_of(one)
    return is_clear and _SUM.search(one.before) is not None


def _is_other(reckoning: Reckoning, total: Said, promise: Promise) -> bool:
    """Tell whether a sum is another; below a limit it is so if it makes a price as round as the limit."""
    made, stated, target = reckoning.made, total.statement.low, promise.indicator.target
    if stated in reckoning.possible or not isinstance(target, Number | Rate | Frequency) or not stated:
        return False
    if abs(made - stated) <= stated * _ROUNDED or (stated > made and not reckoning.is_exact):
        return False
    is_limit = promise.statement.direction is Direction.AT_MOST
    if not is_limit or stated > made or stated * _MUCH_LESS <= made:
        return True
    return _is_round(promise.statement.low * stated / made, target.number, target.unit)


_ROUNDED = Fraction(1, 1000)
_MUCH_LESS = 2


def _is_round(price: Fraction, number: Numeral, unit: str) -> bool:
    return price % last_place(number, unit) == 0
