"""Censuses of the whole state and the day of which they ask, beside the day that a project says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from pmgen.check.known.word_files import data_lines
from pmgen.late_pattern import late

_FILE = "censuses.txt"
_SIGN = "标准时"
_DAY = late(
    "(?:标准时[点间刻]|统一时点)(?:统一)?(?:定)?[为是即：:（(]*(?:(?P<year>20[0-9]{2})年)?(?P<month>1[0-2]|[1-9])月(?P<day>[0-9]{1,2})[日号]"
)


class OtherCensusDay(NamedTuple):
    """Another day than that of a census: where it stands, the census, and its own day as it is written."""

    start: int
    end: int
    name: str
    right: str


def other_census_days(text: str, names: str) -> Iterator[OtherCensusDay]:
    """Give the days of `text` that it calls those of a census, and that are not those of the one in `names`.

    What `text` itself names before the day comes first; where several are named, nothing is certain.
    """
    for match in _DAY.finditer(text) if _SIGN in text or "统一时点" in text else ():
        named = _named_in(text[: match.start()]) or _named_in(names)
        if len(named) != 1:
            continue
        name, day = named.popitem()
        is_day = (int(match["month"]), int(match["day"])) == (day.month, day.day)
        if not is_day or int(match["year"] or day.year) != day.year:
            yield OtherCensusDay(*match.span(), name, f"{day.year}年{day.month}月{day.day}日")


def _named_in(text: str) -> dict[str, date]:
    return {name: day for name, day in _censuses().items() if name in text}


@cache
def _censuses() -> Mapping[str, date]:
    lines = data_lines(_FILE)
    parts = (line.split(" | ") for line in lines)
    return {name: date.fromisoformat(day) for name, day, _ in parts}
