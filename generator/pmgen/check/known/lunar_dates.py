"""Days of the moon's calendar beside those of the sun's: 2月10日（腊月廿三）."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from pmgen.check.known.known_days import KnownDay, OtherDay
from pmgen.check.known.lunar_days import moving_days
from pmgen.check.known.word_files import data_lines
from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import read_chinese_numeral

_FILE = "lunar_months.txt"
_SIGN = late("[正一二三四五六七八九十冬腊]月(?:初|廿|[一二三]?十)")
_SUN = r"(?:(?P<year{0}>20\d\d)年)?(?<!\d)(?P<month{0}>\d{{1,2}})月(?P<day{0}>\d{{1,2}})日"
_MOON = (
    "(?:农历|旧历|阴历)?闰?(?P<moon{0}>正|冬|腊|十[一二]|[一二三四五六七八九十])月"
    "(?P<of{0}>初[一二三四五六七八九十]|廿[一二三四五六七八九]|二十[一二三四五六七八九]?|三十|十[一二三四五六七八九])(?![日号])"
)
_WEEK_DAY = "(?:[（(]?(?:星期|周)[一二三四五六日天][）)]?[，,、]?)?"
_JOINED = "[（(，,]?(?:即|是|为|公历|阳历)?"
_BESIDE = late(
    f"{_SUN.format('1')}{_WEEK_DAY}{_JOINED}{_MOON.format('1')}(?![至到—～~-])"
    f"|{_MOON.format('2')}[（(](?:即|公历|阳历|为)?{_SUN.format('2')}"
    r"(?:[至到—～~-](?:(?P<last_month>\d{1,2})月)?(?P<last_day>\d{1,2})日)?"
)
_NEXT_YEAR = late("(?:次|翌|明|来|下)一?年[^，。；]{0,4}\\Z")
_LONGEST_YEAR = 8
_NAMED = {"正": 1, "冬": 11, "腊": 12}


class _Month(NamedTuple):
    """A month of the moon: its number and the first and last day of it."""

    number: int
    first: date
    last: date


def has_lunar_date(text: str) -> bool:
    """Tell whether a text names a day of a month of the moon."""
    return _SIGN.search(text) is not None


def other_lunar_dates(text: str, fiscal_year: int | None) -> Iterator[OtherDay]:
    """Give the days of `text` beside a day of the moon's calendar that is another one in that year."""
    for match in _BESIDE.finditer(text) if has_lunar_date(text) else ():
        side = "1" if match["month1"] else "2"
        year = int(match[f"year{side}"] or fiscal_year or 0)
        begin = max(0, match.start() - _LONGEST_YEAR)
        if not match[f"year{side}"] and _NEXT_YEAR.search(text, begin, match.start(f"month{side}")):
            year += 1
        month, day_of_month = match[f"month{side}"], match[f"day{side}"]
        said = _day(year, match["last_month"] or month, match["last_day"] or day_of_month)
        number, day = _number(match[f"moon{side}"]), _number(match[f"of{side}"])
        days = [found for month in _months().get(number, ()) if (found := _day_of(month, day))]
        near = [found for found in days if said and abs((found - said).days) <= _FAR]
        if said is None or said in days or not near:
            continue
        right = min(near, key=lambda each: abs((each - said).days))
        name = text[match.start(f"moon{side}") : match.end(f"of{side}")]
        if f"农历{name}" in match[0] and f"农历{name}" in moving_days():
            continue
        yield OtherDay(*match.span(), name, KnownDay(right.month, right.day))


_FAR = 200
"""How many days the same day of the moon's calendar may be away at most: that of this or the next year."""


def _day(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def _number(words: str) -> int:
    plain = words.replace("初", "").replace("廿", "二十")
    return _NAMED.get(plain) or int(read_chinese_numeral(plain) or 0)


def _day_of(month: _Month, day: int) -> date | None:
    found = month.first + timedelta(day - 1)
    return found if found <= month.last else None


@cache
def _months() -> Mapping[int, tuple[_Month, ...]]:
    """Return all months of the moon by their numbers."""
    found: dict[int, tuple[_Month, ...]] = {}
    for line in data_lines(_FILE):
        _, new_year, twice, lengths = line.split()
        first, number, is_second = date.fromisoformat(new_year), 1, False
        for length in lengths:
            last = first + timedelta(29 if length == "+" else 28)
            found[number] = (*found.get(number, ()), _Month(number, first, last))
            is_second = number == int(twice) and not is_second
            number += not is_second
            first = last + timedelta(1)
    return found
