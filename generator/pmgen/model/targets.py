"""指标值: what an indicator promises to reach, by kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pmgen.model.numeral import Numeral
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
    """Words: `有效提升`. `comparator` and `unit` come only from the long form (大于等于 · 有效发挥 · 年)."""

    text: str
    comparator: Comparator | None = None
    unit: str = ""
    written: str = field(default="", compare=False)


Target = Number | Rate | Frequency | Range | Deadline | Period | Text
