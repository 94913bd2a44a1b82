"""Spans of the clock that end before they begin, 22时至当日7时, or have other hours than is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain

from pmgen.late_pattern import late

_SPAN = late(
    r"(?<![0-9])(?P<hour>[01]?[0-9]|2[0-4])(?:[:：](?P<minute>[0-5][0-9])|[时点])(?:至|到|[-—–~～]{1,2})"
    r"(?P<same>当[日天]|同[日天])?(?P<hour2>[01]?[0-9]|2[0-4])(?:[:：](?P<minute2>[0-5][0-9])|[时点])(?![0-9])"
)
_MORNING, _NOON = 5, 12


def turned_clock_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of spans whose end is earlier: of one day by their words, or of one morning.

    What begins in the evening may end the next morning without saying so.
    """
    if not any(mark in text for mark in ("当日", "当天", "同日", "同天", ":", "：")):
        return
    for match in _SPAN.finditer(text):
        first = (int(match["hour"]), int(match["minute"] or 0))
        last = (int(match["hour2"]), int(match["minute2"] or 0))
        is_one_day = match["same"] is not None or (last[0] >= _MORNING and first[0] < _NOON)
        if last < first and is_one_day:
            yield match.span()


_TIME = late(
    r"(?<![0-9.])(?P<hour>[01]?[0-9]|2[0-4])(?:[:：](?P<minute>[0-5][0-9])(?![:：0-9])"
    r"|[时点](?:(?P<half>半)|(?P<minute2>[0-5]?[0-9])分)?(?!间|长|段|效|限|钟|候|位))"
)
_HOURS = late(
    r"(?:每[天日]|全天|当[天日]|日均)(?:共|总|合计|累计|连续|均|各?馆|实际)*[^，。；0-9每各]{0,6}?(?P<hours>[0-9]{1,2}(?:\.[0-9])?)个?小时"
)
_SENTENCE = late(r"[^。；;\n]{6,240}")
_OTHER_HOURS = late(
    "周[一二三四五六日末]|星期|节假日|寒假|暑|[春夏秋冬]季|[两二三四双]班|轮班|值班|错时|弹性|不少于|不低于|以上|至少|约|左右|[内前]"
    "|高峰|延长|另|分别|各|平日|工作日|除|其中|人均|提前"
)
_REST = late("休息|午休|午间|闭馆|停")
_LONGEST_REST = 3
_LONG_DAY = 12
_MINUTES = 60
_A_DAY = 24


def miscounted_hours(text: str) -> Iterator[tuple[int, int, Fraction]]:
    """Give the hours of a day that the times of the clock before them do not make, and what these make."""
    if "小时" not in text:
        return
    told: set[int] = set()
    for start, end, made in chain(_miscounted_days(text), _miscounted_halves(text)):
        if end not in told:
            told.add(end)
            yield start, end, made


def _miscounted_days(text: str) -> Iterator[tuple[int, int, Fraction]]:
    """Give the sentences whose times of the clock have other hours than each day is said to have.

    Behind a time in the evening the next one may be of the morning after. A rest at noon may make hours
    fewer where its time is not said.
    """
    if not ("时" in text or "点" in text or ":" in text or "：" in text):
        return
    for sentence in _SENTENCE.finditer(text):
        if "小时" not in sentence[0] or _REST.search(sentence[0]) or _OTHER_HOURS.search(sentence[0]):
            continue
        said = list(_HOURS.finditer(sentence[0]))
        times = [_hour_of(match) for match in _TIME.finditer(sentence[0])]
        if len(said) != 1 or sentence[0].count("小时") != 1 or len(times) not in (2, 4):
            continue
        hours, made = Fraction(said[0]["hours"]), _hours_between(times)
        if hours > made or (hours < made and _is_of_all(said[0][0], hours, made, len(times))):
            yield sentence.start() + said[0].start(), sentence.start() + said[0].end(), made


_CLOCK = r"(?:[01]?[0-9]|2[0-4])(?:[:：][0-5][0-9]|[时点](?:半|[0-5]?[0-9]分)?)"  # A time of the clock.
_HALF = f"{_CLOCK}(?:[至到]|[-—–~～]{{1,2}}){_CLOCK}"
_TWO_HALVES = late(
    rf"(?<![0-9.])(?P<spans>(?:上午)?{_HALF}[、和及与，](?:下午|晚上|晚间)?{_HALF})[^，。；：、0-9]{{0,10}}[，,（(]?(?:每[天日])?(?:一?共|合计|共计|总计|计|[开][放馆])+"
    "(?P<hours>[0-9]{1,2}(?:\\.[0-9])?)个?小时"
)
_ANOTHER_BEFORE = late(rf"{_CLOCK}[、和及与，,]?(?:上午|下午|晚上|晚间)?\Z")
_LONGEST_TIME = 12


def _miscounted_halves(text: str) -> Iterator[tuple[int, int, Fraction]]:
    """Give the two spans of a day with other hours than is said behind: 8时至11时、14时至18时，共6小时."""
    for match in _TWO_HALVES.finditer(text):
        times = [_hour_of(each) for each in _TIME.finditer(match["spans"])]
        is_third = _ANOTHER_BEFORE.search(text, max(0, match.start() - _LONGEST_TIME), match.start())
        is_one_day = len(times) == 4 and times == sorted(times) and not is_third
        if is_one_day and (made := _hours_between(times)) != Fraction(match["hours"]):
            yield match.start("spans"), match.end(), made


_OPEN = late("开放|开馆|营业|运营|亮灯|照明|供[水电热气]|播出")


def _is_of_all(words: str, hours: Fraction, made: Fraction, times: int) -> bool:
    """Tell whether fewer hours are those of the whole span: what is open, and has no hour off at noon."""
    may_rest = times == 2 and made - hours <= _LONGEST_REST and made < _LONG_DAY
    return _OPEN.search(words) is not None and not may_rest


def _hour_of(match: re.Match[str]) -> Fraction:
    minute = match["minute"] or match["minute2"] or ("30" if match["half"] else "0")
    return int(match["hour"]) + Fraction(int(minute), _MINUTES)


def _hours_between(times: list[Fraction]) -> Fraction:
    """Return how long it is from the first time to the second, and from the third to the fourth."""
    spans = zip(times[::2], times[1::2], strict=True)
    return sum(((last - first) % _A_DAY or Fraction(_A_DAY) for first, last in spans), Fraction(0))
