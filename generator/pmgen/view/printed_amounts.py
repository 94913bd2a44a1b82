"""Amounts as a form prints them, exact in 元 and 万元, and what they make of one unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pmgen.catalog.region import AmountStyle, Region
from pmgen.late_pattern import late
from pmgen.model.field_definitions import FieldKind, FieldTable
from pmgen.model.fields import AMOUNTS
from pmgen.model.money import add, convert
from pmgen.model.numerals import EXACT, Numeral, exact_text
from pmgen.model.records import Amounts
from pmgen.model.terms import AmountUnit
from pmgen.view.shapes import DerivedValue, Record, shapes_of

_HALVES = ("fiscal_current", "carryover")
_OUTSIDE = ("special_account", "unit_funds", "other")
_KNOWN = frozenset(["total", "fiscal", *_HALVES, *_OUTSIDE])
_CHINESE = {field.english: field.chinese for field in AMOUNTS}


@dataclass(frozen=True, slots=True)
class Remainder:
    """An amount as the others make it: `reckoning` is what is added or taken away, `value` comes of it."""

    reckoning: str
    value: Decimal
    leaves_nothing: bool = False

    @property
    def written(self) -> str:
        """Return the result as the stated amounts are written: 20.00, 1,200.00."""
        return f"{self.value:,f}" if "," in self.reckoning else f"{self.value:f}"

    def said(self, unit: AmountUnit) -> DerivedValue:
        """Return the result with how it is reckoned: 合计50.00 − 财政资金30.00 = 20.00万元."""
        example = self.written if self.value >= 0 else ""
        return DerivedValue(example, f"{self.reckoning} = {self.written}{unit.chinese}")


def remainder(amounts: Amounts, name: str) -> Remainder | None:
    """Return what the stated amounts make of `name`; None where they make nothing of it.

    Where nothing is left for a source, it `leaves_nothing` to be stated; but 当年财政拨款 and 上年结转资金
    are asked for on their own, for no total tells them apart.
    """
    if name not in _KNOWN:
        return None
    if name == "total":
        return _sum(amounts, _sources(amounts))
    if name in _HALVES:
        return _half(amounts, name)
    if name == "fiscal" and (amounts.total is None or amounts.other is None):
        return _sum(amounts, _HALVES) if amounts.fiscal_current and amounts.carryover else None
    parts = [part for part in _sources(amounts) if name != "fiscal" or part in _OUTSIDE]
    if name != "fiscal" and set(parts) <= set(_OUTSIDE):
        return None
    return _difference(amounts, "total", parts, may_be_blank=True)


def _half(amounts: Amounts, name: str) -> Remainder | None:
    (sibling,) = set(_HALVES) - {name}
    if getattr(amounts, sibling) is None:
        return None
    if amounts.fiscal is not None:
        return _difference(amounts, "fiscal", [sibling])
    return _difference(amounts, "total", _sources(amounts))


def _sources(amounts: Amounts) -> list[str]:
    """Return the sources that are stated, 财政资金 as one amount where it is."""
    heads = ("fiscal",) if amounts.fiscal is not None else _HALVES
    return [name for name in (*heads, *_OUTSIDE) if getattr(amounts, name) is not None]


def _difference(
    amounts: Amounts, whole: str, parts: Iterable[str], *, may_be_blank: bool = False
) -> Remainder | None:
    total: Numeral | None = getattr(amounts, whole)
    if total is None:
        return None
    value = total.value
    for part in parts:
        value = EXACT.subtract(value, getattr(amounts, part).value)
    words = " − ".join(_written(amounts, name) for name in (whole, *parts))
    return Remainder(words, value, may_be_blank and not value)


def _sum(amounts: Amounts, parts: Iterable[str]) -> Remainder | None:
    value = add(getattr(amounts, part).value for part in parts)
    words = " + ".join(_written(amounts, name) for name in parts)
    return Remainder(words, value) if words else None


def _written(amounts: Amounts, name: str) -> str:
    return f"{_CHINESE[name]}{getattr(amounts, name)}"


_THOUSANDS = late(r"(?<=[0-9])(?=(?:[0-9]{3})+\Z)")


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


def stated_amounts(amounts: Amounts | None, table: FieldTable) -> dict[str, Numeral | None]:
    """Return one column of money by its English names."""
    money = (field.english for field in table["amounts"] if field.kind is FieldKind.AMOUNT)
    return {name: amounts.value(name) if amounts else None for name in money}


def amounts_record(amounts: Amounts | None, unit: AmountUnit, region: Region) -> Record:
    """Return one column of money for templates.

    A source that is not stated and of which nothing is left in the total stays blank on purpose.
    """
    shape, stated = shapes_of(region.fields)["amounts"], stated_amounts(amounts, region.fields)
    values = {name: _print(name, amount, unit, region.amounts) for name, amount in stated.items()}
    if amounts is None:
        return Record(shape, values, {})
    unsaid = {name: remainder(amounts, name) for name, value in values.items() if value is None}
    for name, left in unsaid.items():
        if left is not None and left.leaves_nothing:
            values[name] = ""
    said = {name: left.said(unit) for name, left in unsaid.items() if left is not None}
    return Record(shape, values, amounts.places, said)


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
