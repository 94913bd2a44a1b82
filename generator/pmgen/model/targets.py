"""指标值: what an indicator promises to reach, by kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from pmgen.model.numerals import Numeral
from pmgen.model.terms import Comparator


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

    def apart(self) -> tuple[Comparator | None, str]:
        """Return sign and words for columns; of a share or grade with a sign the two apart: `≥` `1:3`."""
        has_sign = self.comparator is None and self.sign and not self.unit and is_share(self.text[1:])
        return (self.sign, self.text[1:]) if has_sign else (self.comparator, self.text)


def is_share(words: str) -> bool:
    """Tell whether words are a share or a grade, which stand with a sign as numbers do: 1:3, 9/10万, C30."""
    return _SHARE.fullmatch(words) is not None


_SHARE = re.compile(r"\d[\d.]*[:：∶/]\d[\d.]*[万亿]?|[A-Z]+-?\d+", re.ASCII)
_ONE_SIGN = re.compile("[≥≤<>][^≥≤<>=＝]+")
_SIGNS = {sign.glyph: sign for sign in (Comparator.GE, Comparator.LE, Comparator.GT, Comparator.LT)}


Target = Number | Rate | Frequency | Range | Deadline | Period | Text
