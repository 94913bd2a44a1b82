"""The budget as a reviewer reckons it: the form prints only what is stated, a rule may add and subtract."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pmgen.model.numeral import EXACT, Numeral
from pmgen.model.records import Amounts


def total_of(amounts: Amounts | None) -> Decimal | None:
    """Return 合计, or what its sources come to where all of them are stated."""
    if amounts is None:
        return None
    if amounts.total is not None:
        return amounts.total.value
    if _has_more_sources(amounts):
        return None
    whole = _sum((amounts.fiscal, amounts.other))
    return _sum((amounts.fiscal_current, amounts.carryover, amounts.other)) if whole is None else whole


def fiscal_of(amounts: Amounts) -> Decimal | None:
    """Return 财政资金, or what 其他资金 leaves of the total."""
    if amounts.fiscal is not None:
        return amounts.fiscal.value
    if amounts.total is None or amounts.other is None or _has_more_sources(amounts):
        return None
    return EXACT.subtract(amounts.total.value, amounts.other.value)


def _has_more_sources(amounts: Amounts) -> bool:
    """Tell whether there is money that is neither 财政资金 nor 其他资金."""
    more = (amounts.special_account, amounts.unit_funds)
    return any(source is not None and source.value for source in more)


def _sum(amounts: Iterable[Numeral | None]) -> Decimal | None:
    total = Decimal(0)
    for amount in amounts:
        if amount is None:
            return None
        total = EXACT.add(total, amount.value)
    return total
