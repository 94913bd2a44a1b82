"""Targets beside each other: how they were written, and their numbers in units that can be compared."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from pmgen.model.numeral import EXACT, Numeral
from pmgen.model.targets import Frequency, Number, Rate, Target, Text
from pmgen.model.terms import AmountUnit, Comparator

_BARE = re.compile(r"[\s\d,，.．－-]*")
_DIGIT_FIRST = re.compile(r"\s*[-－]?\d")
_POWERS = {"千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_SCALED = re.compile(f"({'|'.join(sorted(_POWERS, key=len, reverse=True))})?(.*)", re.DOTALL)


class Quantity(NamedTuple):
    """A number in the plainest of its units: 1.5万元 is 15000元."""

    value: Decimal
    unit: str
    comparator: Comparator


class Parts(NamedTuple):
    """A target as comparator, value and unit, the three fields of its long form."""

    comparator: Comparator | None
    value: str
    unit: str


def written(target: Target) -> str:
    """Return a target as the data say it; one from three columns in the order of the columns."""
    parts = parts_of(target)
    if parts is None:
        return target.written or str(getattr(target, "phrase", ""))
    if isinstance(target, Text):
        sign = parts.comparator.chinese if parts.comparator else ""
        return " · ".join(filter(None, (sign, parts.value, parts.unit)))
    return _composed(parts) if _is_long_form(parts, target.written) else target.written


def parts_of(target: Target) -> Parts | None:
    """Return the parts of a target that has a value with a unit; None for a range or a time."""
    match target:
        case Number(comparator, number, unit):
            return Parts(comparator, number.text, unit)
        case Rate(comparator, number, unit, per) | Frequency(comparator, number, unit, per):
            return Parts(comparator, number.text, f"{unit}/{per}")
        case Text(text, comparator, unit):
            return Parts(comparator, text, unit)
        case _:
            return None


def quantity_of(target: Target) -> Quantity | None:
    """Return the number of a target; None where it is no single number."""
    if not isinstance(target, Number | Rate | Frequency):
        return None
    per = "" if isinstance(target, Number) else f"/{target.per}"
    power, base = _scale(target.unit)
    return Quantity(EXACT.scaleb(target.number.value, power), base + per, target.comparator)


def unit_of(target: Target) -> str:
    """Return the unit of a target as it stands; nothing where it has none."""
    parts = parts_of(target)
    return parts.unit if parts else ""


def amount_in_yuan(amount: Numeral, unit: AmountUnit) -> Decimal:
    """Return an amount of money in 元, exactly."""
    return EXACT.scaleb(amount.value, _scale(unit.chinese)[0])


def _scale(unit: str) -> tuple[int, str]:
    """Return the power of ten that a unit begins with, and the unit that it counts: 万人次 is 4, 人次."""
    match = _SCALED.fullmatch(unit)
    assert match
    return _POWERS.get(match[1] or "", 0), match[2]


def _is_long_form(parts: Parts, text: str) -> bool:
    """Tell whether `text` is only one of three columns, or nothing at all."""
    sign_is_apart = parts.comparator is not Comparator.EQ and _DIGIT_FIRST.match(text)
    return not text or bool(sign_is_apart) or (bool(parts.unit) and _BARE.fullmatch(text) is not None)


def _composed(parts: Parts) -> str:
    sign = "" if parts.comparator in (None, Comparator.EQ) else parts.comparator.glyph
    return f"{sign}{parts.value}{parts.unit}"
