"""Numbers as typed, exact; in characters; and letters that stand for digits."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import MAX_PREC, Context, Decimal, Inexact

from pmgen.late_pattern import late

EXACT = Context(prec=MAX_PREC, traps=[Inexact])
"""Arithmetic without rounding, where the ordinary context would round a long number without a word."""

_PLAIN = late(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
_GROUPED = late(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?\Z")


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
_MIXED = late(
    rf"(?<![A-Za-z0-9.,{_LIKE_DIGITS}])(?=[{_LIKE_DIGITS}.,]*[0-9])"
    rf"[0-9{_LIKE_DIGITS}][0-9{_LIKE_DIGITS}.,]*+(?![A-Za-z/])"
)
_LETTER = late(f"[{_LIKE_DIGITS}]")
_BEFORE_A_UNIT = late(rf"[{_ZEROS}][{_LIKE_DIGITS}]*(?![A-Za-z/])|[{_ONES}][{_LIKE_DIGITS}]*(?![A-Za-z/]|\Z)")


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
