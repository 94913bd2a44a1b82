"""指标值: what an indicator promises to reach, by kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, assert_never

from pmgen.late_pattern import late
from pmgen.model.numerals import EXACT, Numeral
from pmgen.model.terms import Comparator, Polarity
from pmgen.model.units import POWER_PATTERN, plain_unit


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit: `≥155万份`, `100%`, `≤2900` (no unit)."""

    comparator: Comparator
    number: Numeral
    unit: str = ""
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Rate:
    """A price or share per something: `3020元/人`; the unit as printed is `元/人`."""

    comparator: Comparator
    number: Numeral
    unit: str
    per: str
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often in a time: `1次/月`."""

    comparator: Comparator
    number: Numeral
    unit: str
    per: str
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Range:
    """Between two numbers: `80%-90%`, `3～5次`; `phrase` is the text as printed."""

    low: Numeral
    high: Numeral
    unit: str
    phrase: str
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Before a day: `2025年12月31日前`; `date` is None where the phrase does not say the whole day."""

    phrase: str
    date: date | None = None
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day: `2025年1月1日至2025年12月31日`."""

    phrase: str
    start: date
    end: date
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Words: `有效提升`. `comparator` and `unit` come only from the long form (大于等于 · 有效发挥 · 年).

    It `is_quantity` where the words state one that has no other kind: `不少于5次`, `≥1:3`, `百分之五`.
    """

    text: str
    comparator: Comparator | None = None
    unit: str = ""
    written: str = field(default="", compare=False)
    is_quantity: bool = field(default=False, compare=False)

    @property
    def sign(self) -> Comparator | None:
        """Return the comparator, or the sign that a quantity begins with and that no other one limits."""
        found = _SIGNS.get(self.text[:1]) if self.is_quantity else None
        return self.comparator or (found if _ONE_SIGN.fullmatch(self.text) else None)


def is_share(words: str) -> bool:
    """Tell whether words are a share or a grade, which stand with a sign as numbers do: 1:3, 9/10万, C30."""
    return _SHARE.fullmatch(words) is not None


_SHARE = late(rf"\d[\d.]*[:：∶/]\d[\d.]*(?:{POWER_PATTERN})?|[A-Z]+-?\d+", re.ASCII)
_ONE_SIGN = late("[≥≤<>][^≥≤<>=＝]+")
_SIGNS = {sign.glyph: sign for sign in (Comparator.GE, Comparator.LE, Comparator.GT, Comparator.LT)}


Target = Number | Rate | Frequency | Range | Deadline | Period | Text


class TargetParts(NamedTuple):
    """A target as 指标方向, 目标值 and 计量单位, the columns of its long form."""

    comparator: Comparator | None
    value: str
    unit: str


class Quantity(NamedTuple):
    """A number in the plainest of its units: 1.5万元 is 15000元."""

    value: Decimal
    unit: str
    comparator: Comparator


_BY_COMPARATOR = {
    Comparator.GE: Polarity.POSITIVE,
    Comparator.GT: Polarity.POSITIVE,
    Comparator.LE: Polarity.NEGATIVE,
    Comparator.LT: Polarity.NEGATIVE,
}


def polarity_of(target: Target) -> Polarity | None:
    """Return the polarity that a target's notation tells; None where it tells none, as with an equal sign."""
    match target:
        case Deadline() | Period():
            return Polarity.QUALITATIVE
        case Range():
            return None
        case Text():
            judged = target.comparator is None and not target.is_quantity
            return Polarity.QUALITATIVE if judged else _by(target.sign)
        case Number(comparator) | Rate(comparator) | Frequency(comparator):
            return _by(comparator)
        case _:
            assert_never(target)


def _by(comparator: Comparator | None) -> Polarity | None:
    return None if comparator is None else _BY_COMPARATOR.get(comparator)


def unit_of(target: Target) -> str:
    """Return the unit of a target as people write it, 元/人 with its slash; "" where it has none."""
    match target:
        case Rate() | Frequency():
            return f"{target.unit}/{target.per}"
        case Number() | Range() | Text():
            return target.unit
        case Deadline() | Period():
            return ""
        case _:
            assert_never(target)


def parts_of(target: Target) -> TargetParts:
    """Return what the columns of a form say of a target.

    Words may hold a sign, `≥` `1:3`, and a range its unit, `3～5` `次`, but not twice as in `80%-90%`.
    """
    unit = unit_of(target)
    match target:
        case Number() | Rate() | Frequency():
            return TargetParts(target.comparator, target.number.text, unit)
        case Range(phrase=phrase) if phrase.endswith(unit) and phrase.count(unit) == 1:
            return TargetParts(None, phrase.removesuffix(unit), unit)
        case Range() | Deadline() | Period():
            return TargetParts(None, target.phrase, "")
        case Text(text):
            is_apart = target.comparator is None and target.sign and not unit and is_share(text[1:])
            return (
                TargetParts(target.sign, text[1:], "")
                if is_apart
                else TargetParts(target.comparator, text, unit)
            )
        case _:
            assert_never(target)


def quantity_of(target: Target) -> Quantity | None:
    """Return the number of a target; None where it is no single number."""
    if not isinstance(target, Number | Rate | Frequency):
        return None
    power, unit = plain_unit(unit_of(target))
    return Quantity(EXACT.scaleb(target.number.value, power), unit, target.comparator)
