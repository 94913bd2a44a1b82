"""Numbers as typed, exact; letters that stand for digits, and what to write for what is no number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import MAX_PREC, Context, Decimal, Inexact

from pmgen.model.field_definitions import Field, FieldKind
from pmgen.model.units import yuan_power
from pmgen.problems import Message, message

EXACT = Context(prec=MAX_PREC, traps=[Inexact])
"""Arithmetic without rounding, where the ordinary context would round a long number without a word."""

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?\Z")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A decimal number in ASCII digits, kept as typed (`50.00` is not `50`); no float anywhere."""

    text: str

    def __post_init__(self) -> None:
        if not is_numeral(self.text):
            raise ValueError(f"not a plain decimal number: {self.text!r}")

    @property
    def value(self) -> Decimal:
        """Return the exact value."""
        return Decimal(self.text.replace(",", ""))

    def __str__(self) -> str:
        return self.text


def is_numeral(text: str) -> bool:
    """Tell whether `text` is a decimal number, plain (`1234.50`) or with separators (`1,234.50`)."""
    return bool(_PLAIN.match(text) or _GROUPED.match(text))


def exact_text(value: Decimal, decimals: int = 0) -> str:
    """Return all digits of `value`, padded with zeros to `decimals` places but never cut to them."""
    whole, _, fraction = format(value, "f").partition(".")
    fraction = fraction.rstrip("0").ljust(decimals, "0")
    return f"{whole}.{fraction}" if fraction else whole


_BIG = ((10**8, "亿"), (10**4, "万"))


def in_characters(number: int, digits: str = "零壹贰叁肆伍陆柒捌玖", tens: str = "拾佰仟") -> str:
    """Return a whole number in Chinese characters, in those for money unless others are given."""
    steps = (*_BIG, *((10 ** (power + 1), tens[power]) for power in (2, 1, 0)))
    for power, unit in steps:
        if number >= power:
            high, low = divmod(number, power)
            gap = digits[0] if 0 < low < power // 10 else ""
            rest = in_characters(low, digits, tens) if low else ""
            return in_characters(high, digits, tens) + unit + gap + rest
    return digits[number]


_ZEROS, _ONES = "OoＯｏ", "lIｌＩ"
_LIKE_DIGITS = _ZEROS + _ONES
_AS_DIGITS = str.maketrans(_LIKE_DIGITS, "0" * len(_ZEROS) + "1" * len(_ONES))
# Before another letter or a slash it is a unit, such as lx, or l/s.
_MIXED = re.compile(
    rf"(?<![A-Za-z0-9.,{_LIKE_DIGITS}])(?=[{_LIKE_DIGITS}.,]*[0-9])"
    rf"[0-9{_LIKE_DIGITS}][0-9{_LIKE_DIGITS}.,]*+(?![A-Za-z/])"
)
_LETTER = re.compile(f"[{_LIKE_DIGITS}]")
_BEFORE_A_UNIT = re.compile(
    rf"[{_ZEROS}][{_LIKE_DIGITS}]*(?![A-Za-z/])|[{_ONES}][{_LIKE_DIGITS}]*(?![A-Za-z/]|\Z)"
)


def with_digits(text: str) -> str:
    """Return `text` with digits in place of the letters in its numbers."""
    if not _LETTER.search(text):
        return text
    return _MIXED.sub(lambda match: match.group().translate(_AS_DIGITS), text)


def begins_with_letter_for_digit(unit: str) -> bool:
    """Tell whether what stands behind a number rather goes on with it: O万元, but not l, lx or l/s."""
    return _BEFORE_A_UNIT.match(unit) is not None


def letters_and_digits(text: str) -> tuple[str, str]:
    """Return the letters of `text` that stand for digits, each once, and these digits."""
    changed = [(a, b) for a, b in zip(text, with_digits(text), strict=True) if a != b]
    return "、".join(dict.fromkeys(a for a, _ in changed)), "、".join(dict.fromkeys(b for _, b in changed))


_WIDE = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")
_CURRENCY = re.compile(r"^\s*(?:[¥￥$＄]|人民币|RMB|CNY)\s*")
_POINT = re.compile(r"\s*[.。]\s*")
_NO_AMOUNT = ("/", "／", "-", "—", "——", "－", "无", "暂无", "没有", "待定", "不详", "N/A")
_WITH_UNIT = re.compile(r"(?P<number>-?[\d.,]+)\s*(?P<unit>[^\s\d.,]{1,3})")


def number_hint(field: Field, text: str) -> Message:
    """Return what to write for `field` instead of `text`, which is no number."""
    if field.kind is FieldKind.AMOUNT and text.strip() in _NO_AMOUNT:
        return message("Delete the line where the amount is unknown; where there is none, write 0.00.")
    plain = _CURRENCY.sub("", text.translate(_WIDE).replace("_", "")).strip()
    if is_numeral(plain):
        return message("Write it in ordinary digits: {number}.", number=plain)
    meant = with_digits(plain)
    if is_numeral(meant):
        return message("A letter stands in place of a digit: write {number}.", number=meant)
    if is_numeral(bare := _POINT.sub(".", meant).rstrip(".,;；、，。 ")):
        return message("Write only the number: {number}.", number=bare)
    match = _WITH_UNIT.fullmatch(meant)
    if match and is_numeral(match["number"]):
        return _without_unit(field, match["number"], match["unit"])
    return _example(field)


def _without_unit(field: Field, number: str, unit: str) -> Message:
    if field.kind is not FieldKind.AMOUNT:
        return message("Write only the number: {number}.", number=number)
    power = yuan_power(unit, colloquial=True)
    if power is None:
        return _example(field)
    value = Numeral(number).value
    return message(
        "Write the number alone: {large} where 金额单位 is 万元, or {small} where it is 元.",
        large=number if power == 4 else exact_text(EXACT.scaleb(value, power - 4)),
        small=number if power == 0 else exact_text(EXACT.scaleb(value, power)),
    )


def _example(field: Field) -> Message:
    if field.kind is FieldKind.AMOUNT:
        return message("Write digits with a decimal point, such as 1234.50 or 1,234.50.")
    return message("Write digits, such as {example}.", example=field.example)
