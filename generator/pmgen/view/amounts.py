"""Amounts as a form prints them: those that are stated, exact in 元 and 万元."""

from __future__ import annotations

import re
from decimal import Decimal

from pmgen.catalog.region import AmountStyle
from pmgen.model.numeral import EXACT, Numeral
from pmgen.model.records import Amounts
from pmgen.model.terms import AmountUnit
from pmgen.view.record import Record
from pmgen.view.remainders import remainder
from pmgen.view.shapes import AMOUNTS

_PLACES = {AmountUnit.YUAN: 0, AmountUnit.WAN: 4}
_THOUSANDS = re.compile(r"(?<=[0-9])(?=(?:[0-9]{3})+\Z)")
_NAMES = tuple(name.english for name in AMOUNTS)


def exact_text(value: Decimal, decimals: int = 0) -> str:
    """Return all digits of `value`, padded with zeros to `decimals` places but never cut to them."""
    whole, _, fraction = format(value, "f").partition(".")
    fraction = fraction.rstrip("0").ljust(decimals, "0")
    return f"{whole}.{fraction}" if fraction else whole


def convert(amount: Numeral, unit: AmountUnit, to: AmountUnit) -> Numeral:
    """Return `amount` in another unit, exactly; as typed where the unit stays."""
    shift = _PLACES[unit] - _PLACES[to]
    return Numeral(exact_text(EXACT.scaleb(amount.value, shift))) if shift else amount


def print_amount(amount: Numeral, unit: AmountUnit, style: AmountStyle) -> str:
    """Return `amount` in the unit, decimals and separators of a form, with every digit it has."""
    there = convert(amount, unit, style.unit)
    text = there.text if style.decimals is None else exact_text(there.value, style.decimals)
    return _group(text) if style.grouping else text


def is_too_fine(amount: Numeral, unit: AmountUnit, style: AmountStyle) -> bool:
    """Tell whether the amount has more digits than the form has places (rule A-06)."""
    if style.decimals is None:
        return False
    _, _, fraction = exact_text(convert(amount, unit, style.unit).value).partition(".")
    return len(fraction) > style.decimals


def stated_amounts(amounts: Amounts | None) -> dict[str, Numeral | None]:
    """Return one column of money by its English names."""
    return {name: getattr(amounts, name, None) for name in _NAMES}


def amounts_record(amounts: Amounts | None, unit: AmountUnit, style: AmountStyle) -> Record:
    """Return one column of money for templates.

    A source that is not stated and of which nothing is left in the total stays blank on purpose.
    """
    values = {name: _print(name, amount, unit, style) for name, amount in stated_amounts(amounts).items()}
    if amounts is None:
        return Record(AMOUNTS, values, {})
    unsaid = {name: remainder(amounts, name) for name, value in values.items() if value is None}
    for name, left in unsaid.items():
        if left is not None and left.leaves_nothing:
            values[name] = ""
    said = {name: left.said(unit) for name, left in unsaid.items() if left is not None}
    return Record(AMOUNTS, values, amounts.places, said)


def _print(name: str, amount: Numeral | None, unit: AmountUnit, style: AmountStyle) -> str | None:
    if amount is None:
        return None
    # Only a part may be left blank; a total of zero is said.
    if style.zero_blank and name != "total" and not amount.value:
        return ""
    return print_amount(amount, unit, style)


def _group(text: str) -> str:
    whole, point, fraction = text.replace(",", "").partition(".")
    return _THOUSANDS.sub(",", whole) + point + fraction
