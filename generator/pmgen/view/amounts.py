"""Amounts as a form prints them: exact in 元 and 万元, derived only where nothing else is possible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from pmgen.catalog.region import AmountStyle
from pmgen.model.numeral import EXACT, Numeral
from pmgen.model.records import Amounts, Places
from pmgen.model.terms import AmountUnit
from pmgen.view.record import Record
from pmgen.view.shapes import AMOUNTS

Sums = Mapping[str, Numeral | None]
"""One column of money by its English names; None is unknown."""

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


def known_amounts(amounts: Amounts | None) -> dict[str, Numeral | None]:
    """Return the amounts that are stated, and those that follow from them without a guess."""
    if amounts is None:
        return dict.fromkeys(_NAMES)
    known: dict[str, Numeral | None] = {name: getattr(amounts, name) for name in _NAMES}
    # With money of a third source, what is not 财政资金 need not be 其他资金.
    if any(source is not None and source.value for source in (amounts.special_account, amounts.unit_funds)):
        return known
    for name, derived in _derived(amounts):
        known[name] = known[name] or derived
    return known


def _derived(amounts: Amounts) -> Iterator[tuple[str, Numeral | None]]:
    total, fiscal, other = amounts.total, amounts.fiscal, amounts.other
    yield "other", _difference(total, fiscal)
    yield "fiscal", _difference(total, other)
    yield "total", _sum((fiscal, other))
    yield "total", _sum((amounts.fiscal_current, amounts.carryover, other))


def _difference(whole: Numeral | None, part: Numeral | None) -> Numeral | None:
    if whole is None or part is None:
        return None
    rest = EXACT.subtract(whole.value, part.value)
    # A part above the whole is a mistake in the data, which no derived amount may hide.
    return None if rest < 0 else Numeral(exact_text(rest))


def _sum(amounts: Iterable[Numeral | None]) -> Numeral | None:
    total = Decimal(0)
    for amount in amounts:
        if amount is None:
            return None
        total = EXACT.add(total, amount.value)
    return Numeral(exact_text(total))


def sum_amounts(columns: Iterable[tuple[Sums, AmountUnit]], to: AmountUnit) -> dict[str, Numeral | None]:
    """Return the sum of each amount over `columns` in the unit `to`; None where any is unknown or none is."""
    converted = [
        {name: amount and convert(amount, unit, to) for name, amount in column.items()}
        for column, unit in columns
    ]
    if not converted:
        return dict.fromkeys(_NAMES)
    return {name: _sum(column[name] for column in converted) for name in _NAMES}


def amounts_record(amounts: Sums, unit: AmountUnit, style: AmountStyle, places: Places) -> Record:
    """Return one column of money for templates."""
    values = {name: _print(name, amount, unit, style) for name, amount in amounts.items()}
    return Record(AMOUNTS, values, places)


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
