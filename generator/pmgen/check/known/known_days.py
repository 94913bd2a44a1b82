"""Days that are the same every year, such as 国际禁毒日, and other days beside their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from pmgen.check.known.word_files import data_lines
from pmgen.late_pattern import late

_FILE = "days.txt"
_OPENED = '[“"「‘《]?'
_CLOSED = '[”"」’》]?'
_DAY = r"(?P<{0}month>\d{{1,2}})(?:月(?:份)?|[·.．・•∙](?=\d))(?:(?P<{0}day>\d{{1,2}})[日号]?)?"
_NUMBER = r"“(?P<digits>\d{3})”"
_SIGNS = late("[日节月]")
_NOT_ITS_DAY = late("之?前|以前|[前后]后|至|到|起|底|[上中下]旬|—|-|～|~")

_NEAR_IT = late("[之以]?[前后]|当[周月]|次日|翌日")


class KnownDay(NamedTuple):
    """A month, and its day; None where a whole month has the name."""

    month: int
    day: int | None

    def __str__(self) -> str:
        """Return it as 6月26日."""
        return f"{self.month}月{self.day}日" if self.day else f"{self.month}月"


class OtherDay(NamedTuple):
    """A day beside a name that is on another day: where both stand, the name, and its own day."""

    start: int
    end: int
    name: str
    right: KnownDay


def other_days(text: str) -> Iterator[OtherDay]:
    """Give the days of `text` right beside the name of another one: “6·16”国际禁毒日."""
    if not _SIGNS.search(text):
        return
    known = _days()
    for match in _beside().finditer(text):
        name = match["name"]
        said = match["month"] or match["behind_month"]
        day = match["day"] or match["behind_day"]
        if match["behind_month"] and _NOT_ITS_DAY.match(text, match.end()):
            continue
        is_about = match["held"] or (match["month"] and _NEAR_IT.match(text, match.end()))
        if is_about and not _is_far_off(known[name], match["month"], match["day"]):
            continue
        if match["behind_month"] and known[name] in days_listed(text, match.start("behind_month")):
            continue
        if not _agrees(known[name], said, day, match["digits"]):
            yield OtherDay(match.start(), match.end(), name, known[name])


_LISTED = late("(?:(?P<month>[0-9]{1,2})月)?(?P<day>[0-9]{1,2})日")
_MARKS = late("[）)。；;\\n]")


def days_listed(text: str, start: int) -> list[KnownDay]:
    """Return the days from a place to the end of its bracket: one for each name, 小年、除夕（10日、16日）."""
    end = _MARKS.search(text, start)
    month, found = 0, []
    for match in _LISTED.finditer(text, start, end.start() if end else len(text)):
        month = int(match["month"] or month)
        found.append(KnownDay(month, int(match["day"])))
    return found


def day_of_event(name: str) -> tuple[str, KnownDay] | None:
    """Return the name of the day that an event is named for, and its day: 烈士纪念日公祭活动时间."""
    match = _held_on().search(name) if _SIGNS.search(name) else None
    return (match["name"], _days()[match["name"]]) if match else None


def _agrees(known: KnownDay, month: str | None, day: str | None, digits: str | None) -> bool:
    if digits:
        return known.day is None or digits == f"{known.month}{known.day}"
    if month is None:
        return True
    return int(month) == known.month and (day is None or known.day is None or int(day) == known.day)


def _is_far_off(known: KnownDay, month: str | None, day: str | None) -> bool:
    """Tell whether an event on a day cannot well be that of a known one: 9月11日举办消防日活动.

    Many are held some days or weeks before.
    """
    if month is None or day is not None:
        return month is not None and day is not None and is_far_off(known, KnownDay(int(month), int(day)))
    later = (int(month) - known.month) % 12
    return known.day is not None and (_EARLIEST > later > 1 or (later == 1 and known.day <= _EARLY))


def is_far_off(known: KnownDay, said: KnownDay) -> bool:
    """Tell whether a day is more than a month before or behind a known one."""
    if known.day is None or said.day is None:
        return False
    days = abs((known.month - said.month) * _MONTH + known.day - said.day)
    return min(days, _YEAR - days) > _MONTH


_MONTH, _YEAR = 30, 365
_EARLY = 10
"""Up to which day of a month nothing is held for it in the next one."""
_EARLIEST = 10
"""How many months behind a day those lie in which one begins to celebrate the next."""


@cache
def _days() -> Mapping[str, KnownDay]:
    found: dict[str, KnownDay] = {}
    for line in data_lines(_FILE):
        month, day, names, _ = line.split()
        known = KnownDay(int(month), None if day == "-" else int(day))
        found |= dict.fromkeys(names.split("|"), known)
    return found


@cache
def _held_on() -> re.Pattern[str]:
    names = "|".join(sorted(_days(), key=len, reverse=True))
    event = "(?:主题|集中|系列)?(?:活动|仪式|宣传|公祭|庆祝|慰问|演出|大会)*"
    return late(f"(?P<name>{names}){_CLOSED}{event}的?(?:举办|举行|开展|启动)?(?:时间|日期)\\Z")


@cache
def _beside() -> re.Pattern[str]:
    names = "|".join(sorted(_days(), key=len, reverse=True))
    before = f"(?:(?<![\\d.·月]){_DAY.format('')}|{_NUMBER})"
    held = "(?P<held>[，,]?(?:(?:集中|组织)?(?:举[办行]|召开|开展)|组织)(?:好)?(?:第[^，。；]{1,4}个)?)"
    behind = f"[（(]?(?:即|每年|为|是)?(?<!\\d){_DAY.format('behind_')}"
    joined = f"{_CLOSED}(?:的|是|为|[（(]|{held})?{_OPENED}(?:全国|国际|世界|中国)??"
    return late(f"(?:{before}{joined})?(?P<name>{names}){_CLOSED}(?:{behind})?")
