"""Days that move with the moon, such as 端午节, and other days of the sun's calendar for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from pmgen.check.known.known_days import KnownDay, OtherDay, days_listed, is_far_off
from pmgen.check.known.word_files import data_lines
from pmgen.late_pattern import late

_FILE = "lunar_days.txt"
_SIGN = late("农历|大年|春节|元宵|三月三|端午|七夕|中元|中秋|重阳|敬老节|腊[八月]|除夕|年三十")
_DATE = r"(?:(?P<{0}year>20\d\d)年)?(?P<{0}month>\d{{1,2}})月(?P<{0}day>\d{{1,2}})日"
_NOT_IT = "(?!节?(?:[之以]?[前后]|当[周月]|次日|翌日|[起至到]|期间|小?长?假|—|-|～|~))"
_NEAR = "(?P<near>节?[之以]?[前后](?:夕|第?[一两二三四五六七八九十0-9]{1,3}个?(?:星期|工作日|[周天日])))"
"""What makes a day one shortly before or behind a feast: 9月18日（中秋节前一周）."""
_NEW_YEAR = (1, 1)


class Moved(NamedTuple):
    """A day of the moon's calendar: its month and day there, and the sun's in each year."""

    month: int
    day: int
    in_year: Mapping[int, KnownDay]


@cache
def _days() -> Mapping[str, Moved]:
    found: dict[str, Moved] = {}
    for line in data_lines(_FILE):
        month, day, names, *dates = line.split()
        split = (tuple(map(int, date.split("-"))) for date in dates)
        moved = Moved(int(month), int(day), {year: KnownDay(m, d) for year, m, d in split})
        found |= dict.fromkeys(names.split("|"), moved)
    return found


def moving_days() -> Iterable[str]:
    """Return the names of the days that the moon moves."""
    return _days().keys()


def day_in_year(name: str, year: int) -> KnownDay | None:
    """Return the day of the sun's calendar on which a day of the moon's is in a year, None where unknown."""
    moved = _days().get(name)
    return moved.in_year.get(year) if moved else None


@cache
def _beside() -> re.Pattern[str]:
    names = "|".join(sorted(_days(), key=len, reverse=True))
    before = rf"(?<!\d){_DATE.format('')}[（(]?(?:[是为即]|适逢|恰逢)?[“]?"
    behind = f"[”]?[（(](?:即|公历|阳历)?{_DATE.format('behind_')}{_NOT_IT}"
    name = f"(?:(?P<named_year>20[0-9]{{2}})年)?(?P<name>{names})"
    return late(f"(?:{before})?{name}(?:{_NEAR}|{_NOT_IT}(?:{behind})?)")


def has_lunar_day(text: str) -> bool:
    """Tell whether a text names a day that moves with the moon."""
    return _SIGN.search(text) is not None


def other_lunar_days(text: str, fiscal_year: int | None) -> Iterator[OtherDay]:
    """Give the days of `text` right beside the name of a day that the moon puts elsewhere in that year."""
    for match in _beside().finditer(text):
        side = "behind_" if match["behind_month"] else ""
        if match[f"{side}month"] is None:
            continue
        year = int(match[f"{side}year"] or match["named_year"] or fiscal_year or 0)
        right = _days()[match["name"]].in_year.get(year)
        said = KnownDay(int(match[f"{side}month"]), int(match[f"{side}day"]))
        if right is None or said == right:
            continue
        if side and right in days_listed(text, match.start("behind_month")):
            continue
        if match["near"] is None or is_far_off(right, said):
            yield OtherDay(match.start(), match.end(), match["name"], right)


@cache
def _name() -> re.Pattern[str]:
    return late("|".join(sorted(_days(), key=len, reverse=True)))


def taken_for_the_sun(name: str, day: date) -> OtherDay | None:
    """Return the festival of a row whose day by the moon is taken for one by the sun: 3月3日 for 三月三."""
    match = _name().search(name)
    moved = _days()[match.group()] if match else None
    right = moved.in_year.get(day.year) if moved else None
    if match is None or moved is None or right is None or right == (day.month, day.day):
        return None
    is_taken = (day.month, day.day) == (moved.month, moved.day) != _NEW_YEAR
    return OtherDay(*match.span(), match.group(), right) if is_taken else None
