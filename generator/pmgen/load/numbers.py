"""What to write where a text stands in place of a number."""

from __future__ import annotations

import re
from decimal import Decimal

from pmgen.load.letters import with_digits
from pmgen.model.fields import AMOUNTS, Field
from pmgen.model.numeral import Numeral, is_numeral
from pmgen.problems import Message, message

_WIDE = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")
_WITH_UNIT = re.compile(r"(?P<number>-?[\d.,]+)\s*(?P<unit>[^\s\d.,]{1,3})")
_POWERS = {"元": 0, "千元": 3, "万元": 4, "万": 4, "百万元": 6, "亿元": 8, "亿": 8}
"""The units of money as powers of ten of 元."""


def number_hint(field: Field, text: str) -> Message:
    """Return what to write for `field` instead of `text`, which is no number."""
    plain = text.translate(_WIDE).replace("_", "").strip()
    if is_numeral(plain):
        return message("Write it in ordinary digits: {number}.", number=plain)
    meant = with_digits(plain)
    if is_numeral(meant):
        return message("A letter stands in place of a digit: write {number}.", number=meant)
    match = _WITH_UNIT.fullmatch(meant)
    if match and is_numeral(match["number"]):
        return _without_unit(field, match["number"], match["unit"])
    return _example(field)


def _without_unit(field: Field, number: str, unit: str) -> Message:
    if field not in AMOUNTS.fields:
        return message("Write only the number: {number}.", number=number)
    if unit not in _POWERS:
        return _example(field)
    value, power = Numeral(number).value, _POWERS[unit]
    return message(
        "Write the number alone: {large} where 金额单位 is 万元, or {small} where it is 元.",
        large=number if power == 4 else _shifted(value, power - 4),
        small=number if power == 0 else _shifted(value, power),
    )


def _example(field: Field) -> Message:
    if field in AMOUNTS.fields:
        return message("Write digits with a decimal point, such as 1234.50 or 1,234.50.")
    return message("Write digits, such as {example}.", example=field.example)


def _shifted(value: Decimal, power: int) -> str:
    """Return the value times a power of ten, exact, without zeros at its end."""
    sign, digits, exponent = value.as_tuple()
    text = f"{Decimal((sign, digits, int(exponent) + power)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
