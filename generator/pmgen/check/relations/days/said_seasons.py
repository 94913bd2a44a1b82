"""Months that a text gives to a season, a festival or a kind of weather that is never then: 12月汛期."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pmgen.check.relations.days.season_months import (
    months_from,
    season_of,
    season_words,
)
from pmgen.late_pattern import late

_MONTH = r"(?<![0-9.])(?P<first>1[0-2]|[1-9])月(?:份|[上中下]旬|[初底末]|[0-3]?[0-9][日号])?"
_UNTIL = (
    r"(?:(?:至|到|[-—–~～]{1,2})(?:次年|翌年|当年)?(?P<last>1[0-2]|[1-9])月(?:份|[上中下]旬|[初底末]|[0-3]?[0-9][日号])?"
    r"|[、和](?P<other>1[0-2]|[1-9])月份?)?"
)
_TIME = (
    "(?:多发|高发|易发|关键|重要|集中)*"
    "(?:期间|季节?|期|时[段节令期]|假期|长假|小长假|天气|当[天日晚]|前夕|两节)"
)
_OF_OTHER = late(
    "[^，。；]{0,6}(?:学期|运动会|赛|总结|评估|复盘|物资|储备|采购|招[标生聘]|设[备施]|检修|维修|准备|预案|方案|培训|结束|来临|到来|计划|课程)"
    "|之?前|以前|以后|之后|后"
)


class OtherSeason(NamedTuple):
    """Where a text gives months to a season, and the season that is never then."""

    start: int
    end: int
    season: str


def seasons_in_other_months(text: str) -> Iterator[OtherSeason]:
    """Give the months of a text beside a season that has none of them, 12月汛期 and 汛期（12月至1月）."""
    for match in _IN_SUMMER.finditer(text) if _HEAT.search(text) else ():
        if not _IS_PREPARED.match(text, match.end()):
            yield OtherSeason(match.start(), match.end(), match["season"])
    if "月" not in text:
        return
    for match in _held_in().finditer(text) if _HELD.search(text) else ():
        if _said(match).isdisjoint(_HELD_WHEN[match["held"]]) and not _IS_PREPARED.match(text, match.end()):
            yield OtherSeason(match.start(), match.end(), match["held"])
    for match in _WATER.finditer(text) if _FROST.search(text) else ():
        months = _FREEZING if match["freezes"] else _THAWING
        if _said(match).isdisjoint(months) and not _IS_PREPARED.match(text, match.end()):
            yield OtherSeason(match.start(), match.end(), match["freezes"] or match["thaws"])
    for match in _behind().finditer(text) if "后" in text else ():
        season = season_of(match["season"])
        if _said(match) <= months_from(season.first - _LONG_BEFORE, season.first - 1):
            yield OtherSeason(match.start(), match.end(), match["season"])
    for pattern in _beside():
        for match in pattern.finditer(text):
            months = _said(match)
            in_time = months & season_of(match["season"]).months
            is_in_brackets = match.group().rpartition("（")[1] and text.startswith("）", match.end())
            is_of_it = is_in_brackets or not _OF_OTHER.match(text, match.end())
            if len(in_time) * _FEW <= len(months) and is_of_it:
                yield OtherSeason(match.start(), match.end(), match["season"])


_ON_SNOW = (
    "(?:群众|大众|青少年|校园|全民|全[市区县省旗])*"
    "(?:冰雪(?:活动|运动|嘉年华|节|赛事|旅游)|滑[雪冰](?!机|轮)|冬泳|冰灯|雪雕|冰雕)"
)
_OFF_SNOW = "除雪|扫雪|清雪|铲冰|除冰|融雪"
_IN_THE_HEAT = "防暑降温|高温(?:津贴|补贴)|送清凉"
_AGAINST_COLD = (
    "(?:树木|苗木|绿植|绿地|行道树)?(?:越冬|防寒)(?:风障|覆膜|保暖|包裹|防护)"
    "|越冬(?:作物|苗木|植物)(?:覆膜|覆盖|包裹|防寒)"
)
_HELD_WHEN_BY = {
    _ON_SNOW: months_from(10, 4),
    _OFF_SNOW: months_from(10, 4),
    _IN_THE_HEAT: months_from(4, 10),
    _AGAINST_COLD: months_from(9, 4),
}
"""What is held or done only in some months, out of doors."""
_IS_PREPARED = late(
    "[^，。；]{0,6}(?:设[备施]|检修|维修|采购|购置|储备|物资|器材|装备|准备|筹备|预案|方案|培训|教练"
    "|招[标生聘商]|推介|论坛|研讨|规划|计划)"
)
_HELD = late("[雪冰冬暑热凉高寒]")
_HEAT = late("[夏暑伏]")
_IN_SUMMER = late(
    "(?:盛夏|酷暑|炎夏|三伏天?|伏天)(?:时节|季节|期间)?[^，。；0-9]{0,6}(?P<held>拆除|搭[建设]|开展|实施|组织|举办|完成|进行)"
    f"(?P<season>{_AGAINST_COLD}|{_OFF_SNOW}|{_ON_SNOW})"
)
"""What belongs to the winter, in the heat."""


_FROST = late("[冻冰]")
_FREEZING, _THAWING = months_from(9, 4), months_from(1, 6)
_WATER = late(
    f"{_MONTH}{_UNTIL}(?:[湖河江海水库塘地路]|土壤|管道|渠[道系])?[面层表水]?"
    "(?:(?P<freezes>封冻|上冻|结冰|冰封)|(?P<thaws>解冻|化冻|融冰|冰融))"
)
"""Months in which waters and the ground are said to freeze or to thaw: 6月中旬湖面封冻前."""


class _When(dict[str, frozenset[int]]):
    """The months of what is held, by its words as they stand in a text."""

    def __missing__(self, words: str) -> frozenset[int]:
        return next(when for pattern, when in _HELD_WHEN_BY.items() if re.fullmatch(pattern, words))


_HELD_WHEN = _When()


@cache
def _held_in() -> re.Pattern[str]:
    held = "|".join(_HELD_WHEN_BY)
    return re.compile(
        f"{_MONTH}{_UNTIL}(?:期间|，)?(?:集中|组织|分批)*(?:举办|举行|开展|组织|实施|进行|发放|承办|完成|搭[建设])(?:全民|首届|第[^，。；]{{1,3}}届|户外)*(?P<held>{held})"
    )


_FEW = 3
"""Of so many months one at most lies in the season."""


def season_held_in(words: str, month: int) -> str:
    """Return the festival on whose day `words` put something, 中秋节当晚, where it is never in that month."""
    match = _on_its_day().search(words) if "当" in words else None
    return match["season"] if match and month not in season_of(match["season"]).months else ""


def _said(match: re.Match[str]) -> frozenset[int]:
    first = int(match["first"])
    if match["other"]:
        return frozenset((first, int(match["other"])))
    return months_from(first, int(match["last"] or first))


@cache
def _on_its_day() -> re.Pattern[str]:
    return late(f"(?P<season>{season_words()})(?:节)?(?:之[日夜])?当[天日晚夜]")


_LONG_BEFORE = 5
"""In so many months before a season it is not what is meant by the time behind it."""


@cache
def _behind() -> re.Pattern[str]:
    """Return the pattern of months behind what they are said to come after: 梅雨期过后（7月中旬至9月）."""
    return late(f"(?P<season>{season_words()}){_TIME}?(?:过|之|以|结束|过去)后[（(，于在]?{_MONTH}{_UNTIL}")


@cache
def _beside() -> tuple[re.Pattern[str], re.Pattern[str]]:
    season = f'[“"]?(?P<season>{season_words()})(?:节)?[”"]?'
    own = f"(?:(?<=汛期)|{_TIME})"
    return (
        late(
            f"{_MONTH}{_UNTIL}(?:的|是|为|正值|适逢|恰逢|等|(?P<inside>[（(]))?{season}(?(inside){_TIME}?[）)]|{own})"
        ),
        late(
            f"{season}{own}?(?:[（(]|为|是|自|从|[:：]|即)(?:每年|当年|上年|20[0-9]{{2}}年)?(?:的)?{_MONTH}{_UNTIL}"
        ),
    )
