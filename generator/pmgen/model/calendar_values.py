"""Months, times from one month or day to another, and lengths of time, as people write them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

from pmgen.late_pattern import late

_MONTH = r"(?P<year>(?:19|20)\d\d)(?:年(?P<named>\d{1,2})月(?:份)?|[-./](?P<parted>\d{1,2})|(?P<short>\d\d))"
_DAY = r"(?:(?:19|20)\d\d)(?:年\d{1,2}月\d{1,2}[日号]|([-/.])\d{1,2}\1\d{1,2})"
_WHOLE_MONTH = late(_MONTH, re.ASCII)
_DAY_PARTS = late(r"\d+", re.ASCII)
_WHOLE_DAY = late(_DAY, re.ASCII)
_MONTH_OF_THE_SAME_YEAR = late(r"\d{1,2}月(?:份)?", re.ASCII)
_BETWEEN = late(r"\s*(?:至|到|—+|–|~|～|－|(?<=[月日号])-|(?<=\d)-(?=\d{4}))\s*")
_NUMBER = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十]{1,3})"
_DURATION = late(
    rf"(?:{_NUMBER}\s*年(?:零|又)?)?(?:{_NUMBER}\s*个?月)?(?:{_NUMBER}\s*[天日])?(?:{_NUMBER}\s*周)?|半年|一季度"
)


@dataclass(frozen=True, slots=True)
class Month:
    """A month: 2021年1月, 2023.07, 202001."""

    year: int
    month: int
    written: str = field(default="", compare=False)

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def __str__(self) -> str:
        return self.written


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """From a month or a day to another, both included: 2023.07-2024.01."""

    start: date
    end: date
    written: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.written


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in words: 1年, 18个月, 2年6个月. It is compared as it is written."""

    written: str

    def __str__(self) -> str:
        return self.written


def read_month(text: str) -> Month | None:
    """Return the month that a text names, None where it names none or one that does not exist."""
    match = _WHOLE_MONTH.fullmatch(text.strip())
    number = int(match["named"] or match["parted"] or match["short"]) if match else 0
    return Month(int(match["year"]), number, text) if match and 1 <= number <= 12 else None


def read_time_span(text: str) -> TimeSpan | None:
    """Return the time between two months or days, None where a text does not state both in their order."""
    first, last = _ends(text)
    return TimeSpan(first, last, text) if first and last and first <= last else None


def ends_before_it_begins(text: str) -> bool:
    """Tell whether a text states two months or days, the later one first."""
    first, last = _ends(text)
    return first is not None and last is not None and last < first


def parts_of_span(text: str) -> tuple[str, ...]:
    """Return the two times between which a text states one, none where it does not."""
    parts = _BETWEEN.split(text.strip())
    if len(parts) != 2:
        return ()
    if _MONTH_OF_THE_SAME_YEAR.fullmatch(parts[1]):
        parts[1] = f"{parts[0][:4]}年{parts[1]}"
    return tuple(parts)


def _ends(text: str) -> tuple[date | None, date | None]:
    times = [_day(part) or read_month(part) for part in parts_of_span(text)]
    return (first_day(times[0]), last_day(times[1])) if times else (None, None)


def read_duration(text: str) -> Duration | None:
    """Return the length of time that a text states, None where it states none."""
    return Duration(text) if text.strip() and _DURATION.fullmatch(text.strip()) else None


def first_day(value: date | Month | None) -> date | None:
    """Return the day with which a day or a month begins."""
    return value.first if isinstance(value, Month) else value


def last_day(value: date | Month | None) -> date | None:
    """Return the day with which a day or a month ends."""
    return value.last if isinstance(value, Month) else value


def _day(text: str) -> date | None:
    if not _WHOLE_DAY.fullmatch(text):
        return None
    year, month, day = map(int, _DAY_PARTS.findall(text))
    try:
        return date(year, month, day)
    except ValueError:
        return None
