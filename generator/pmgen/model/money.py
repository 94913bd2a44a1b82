"""Money as exact decimals: 元 and its multiples, sums, and amounts with their unit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pmgen.model.numerals import EXACT, Numeral, exact_text, in_characters
from pmgen.model.terms import AmountUnit
from pmgen.model.units import yuan_power

_POWERS = {unit: yuan_power(unit.chinese) or 0 for unit in AmountUnit}


def in_yuan(number: Decimal, unit: str, *, colloquial: bool = False) -> Decimal | None:
    """Return an amount in 元, exactly; None where `unit` is not one of 元.

    With `colloquial` 万 and 亿 alone stand for 万元 and 亿元, as people write them in a cost.
    """
    power = yuan_power(unit, colloquial=colloquial)
    return None if power is None else EXACT.scaleb(number, power)


def to_yuan(number: Decimal, unit: AmountUnit) -> Decimal:
    """Return an amount of a project in 元."""
    return in_unit(number, unit, AmountUnit.YUAN)


def in_unit(number: Decimal, unit: AmountUnit, to: AmountUnit) -> Decimal:
    """Return an amount in another unit, exactly."""
    return EXACT.scaleb(number, _POWERS[unit] - _POWERS[to])


def convert(amount: Numeral, unit: AmountUnit, to: AmountUnit) -> Numeral:
    """Return `amount` in another unit, exactly; as typed where the unit stays."""
    return amount if unit is to else Numeral(exact_text(in_unit(amount.value, unit, to)))


def amount_with_unit(yuan: Decimal, unit: AmountUnit) -> str:
    """Return an amount of 元 in a project's unit, with all its digits and the unit."""
    return f"{exact_text(in_unit(yuan, AmountUnit.YUAN, unit))}{unit.chinese}"


def add(amounts: Iterable[Decimal]) -> Decimal:
    """Return the exact sum of amounts."""
    total = Decimal(0)
    for amount in amounts:
        total = EXACT.add(total, amount)
    return total


_MOST_IN_WORDS = 10**16


def in_words(yuan: Decimal) -> str | None:
    """Return an amount in the characters for money, None where it goes beyond 分 or is too large.

    Where 元 ends in a zero 角 follows after 零, and 整 stands behind 元 and 角 (支付结算办法, remembered).
    """
    fen = EXACT.scaleb(abs(yuan), 2)
    if fen >= _MOST_IN_WORDS or fen % 1:
        return None
    whole, rest = divmod(int(fen), 100)
    tenths, last = divmod(rest, 10)
    words = f"{in_characters(whole)}元" if whole or not rest else ""
    if words and rest and (whole % 10 == 0 or not tenths):
        words += "零"
    words += f"{in_characters(tenths)}角" if tenths else ""
    words += f"{in_characters(last)}分" if last else "整"
    return f"负{words}" if yuan < 0 else words


def in_either_unit(number: str, unit: str) -> tuple[str, str] | None:
    """Return an amount in 万元 and in 元, as typed where it stands so; None for no unit of money."""
    power = yuan_power(unit, colloquial=True)
    if power is None:
        return None
    value = Numeral(number).value
    large = number if power == 4 else exact_text(EXACT.scaleb(value, power - 4))
    return large, number if power == 0 else exact_text(EXACT.scaleb(value, power))
