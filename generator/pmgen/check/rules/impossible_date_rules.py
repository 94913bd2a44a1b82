"""The rule about days that no calendar has, or not on that weekday, and documents of a year to come."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from itertools import islice

from pmgen.check.review_rule import (
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    part,
)
from pmgen.check.statements.years_in_force import other_year_at, years_in_force
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.problems import Severity, message
from pmgen.problems.message import short

_DAY = late(r"(?<![0-9])(?:(?P<year>20[0-9]{2})年)?(?P<month>1[0-2]|0?[1-9])月(?P<day>[0-9]{2})[日号](?!文)")
_OF_A_WEEK = late(
    r"(?<![0-9])(?:(?P<year>20[0-9]{2})年)?(?:(?P<month>1[0-2]|0?[1-9])月|(?<=[至到、—～~-]))(?P<day>[0-3]?[0-9])[日号]?"
    r"[（(，,]?(?:周|星期|礼拜)(?P<named>[一二三四五六日天])(?![一二三四五六日天至到、—-])"
)
_MONTH = late(r"(?:(?P<year>20[0-9]{2})年)?(?<![0-9])(?P<month>1[0-2]|0?[1-9])月(?![内底初末])")
_DAYS_OF_A_WEEK = "一二三四五六日"
_LATE_IN_A_MONTH = late(r"月(?:29|[3-9][0-9])[日号]")
_OF_THE_MOON = ("农历", "阴历", "旧历", "古历", "藏历")
_LEAP_YEAR = 2024
_NUMBER = late(rf"(?<={HAN})[〔\[［（(【](?P<year>20[0-9]{{2}})年?[〕\]］）)】]第?[0-9]{{1,4}}号")
_MADE = "印发|出台|发布|颁布|制[定订]|下发|修[订正]|公布|批[复准]|颁发|转发|编制"
_ISSUED = late(
    rf"(?<![0-9])(?P<year>20[0-9]{{2}})年(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?(?:(?![前底末内起将拟计]){HAN}){{0,12}}?(?:{_MADE}|通过|签[订署])的?《"
    rf"|[（(](?P<edition>20[0-9]{{2}})年?(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?(?:版|第[0-9]{{1,4}}号|{_MADE})[版本]?[）)]"
    r"|(?<=[发办函规])(?P<open>20[0-9]{2})年?第?[0-9]{1,4}号|(?<![0-9])(?P<order>20[0-9]{2})年第[0-9]{1,4}号"
)
_STILL_TO_COME = late("(?:拟|计划|将|预计|待|力争|即将|要|争取|适时|完成|后)[^，。；《]{0,8}\\Z")
_PLANNED_AHEAD = 12


def days_that_cannot_be(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every day of a text that no calendar has, and every document of a year after the annex's."""
    yield from _days(reviewed)
    fiscal = reviewed.project.fiscal_year
    for written in reviewed.texts if fiscal and _A_WEEKDAY.search(reviewed.prose) else ():
        yield from _other_weekdays(written, fiscal or 0)
    for written in reviewed.texts if fiscal and _OF_A_MONTH.search(reviewed.prose) else ():
        yield from _other_days_of_a_month(written, fiscal or 0)
    for written, match in reviewed.matches(_NUMBER) if fiscal and "号" in reviewed.prose else ():
        if fiscal and int(match["year"]) > fiscal:
            said = message("{words} is of a year after {year}", words=match.group(), year=fiscal)
            spot = part(written.places, written.key, written.text, *match.span())
            yield Violation(said, (spot,), written.indicator, message("look the document up"))
    for written, match in reviewed.matches(_ISSUED) if fiscal and "20" in reviewed.prose else ():
        year = next(int(each) for each in match.groups() if each)
        start = match.start()
        is_planned = _STILL_TO_COME.search(written.text, max(0, start - _PLANNED_AHEAD), start)
        if fiscal and year > fiscal and written.goal is None and not is_planned:
            said = message("{words} is of a year after {year}", words=short(match.group()), year=fiscal)
            spot = part(written.places, written.key, written.text, *match.span())
            yield Violation(said, (spot,), written.indicator, message("look the document up"))


def _days(reviewed: ReviewedProject) -> Iterator[Violation]:
    for written in reviewed.texts if _LATE_IN_A_MONTH.search(reviewed.prose) else ():
        if written.key == "target":
            continue  # Loading tells it there.
        for match in _DAY.finditer(written.text):
            year, month = int(match["year"] or _LEAP_YEAR), int(match["month"])
            last = monthrange(year, month)[1]
            if int(match["day"]) > last and not _is_of_the_moon(written.text, match.start()):
                said = message("no calendar has {words}", words=match.group())
                spot = part(written.places, written.key, written.text, *match.span())
                hint = message("write a day that there is; that month ends on day {last}", last=last)
                yield Violation(said, (spot,), written.indicator, hint)


_A_WEEKDAY = late(r"[0-9][日号]?[（(，,]?(?:周|星期|礼拜)[一二三四五六日天]")


def _other_weekdays(written: FieldText, fiscal: int) -> Iterator[Violation]:
    """Give every day of a text beside another day of the week than it is: 2026年10月19日（周二）."""
    text = written.text
    said_years = [*map(int, _YEAR.findall(text))]
    spans = years_in_force(text, fiscal)
    for match in islice(_OF_A_WEEK.finditer(text), _MOST):
        month = match if match["month"] else _month_before(text, match.start())
        if month is None or _is_of_the_moon(text, month.start()):
            continue
        stated = match["year"] or month["year"]
        in_force = other_year_at(match.start(), spans) or fiscal
        years = [int(stated)] if stated else [in_force, fiscal, *said_years]
        days = [_day_of(year, int(month["month"]), int(match["day"])) for year in years]
        named = [_DAYS_OF_A_WEEK[day.weekday()] for day in days if day is not None]
        if not named or match["named"].replace("天", "日") in named:
            continue
        said = message(
            "{day} is {right}, and the text says {named}",
            day=text[match.start() : match.start("named")].removesuffix("周").rstrip("星期礼拜（(，,"),
            right=f"星期{named[0]}",
            named=f"星期{match['named']}",
        )
        spot = part(written.places, written.key, text, *match.span())
        yield Violation(said, (spot,), written.indicator, message("look the day up in a calendar"))


_OF_A_MONTH = late(
    "(?:每个?|[单双]|逢[单双])月的?第(?P<number>[一二三四])个?(?:周|星期|礼拜)(?P<named>[一二三四五六日天])(?![、和及与至到])"
)
_ONE_OF_THEM = late(
    f"(?:首|末|第一|最后一?)[次场期节讲堂个]?(?:{HAN}{{1,4}}?)?[为在于]?(?:(?P<year>20[0-9]{{2}})年)?(?P<month>1[0-2]|0?[1-9])月(?P<day>[0-3]?[0-9])[日号]"
)
_SENTENCE_END = late("[。；;\\n]")
_MOVED = late("顺延|调整|提前|推迟|改[在为到]|除外")
_ORDINALS = "一二三四五"
_WEEK = 7


def _other_days_of_a_month(written: FieldText, fiscal: int) -> Iterator[Violation]:
    """Give the first or last meeting that is on another day of the month: 每月第二个星期六, 末课12月19日."""
    text = written.text
    for often in islice(_OF_A_MONTH.finditer(text), _MOST):
        end = _SENTENCE_END.search(text, often.end())
        limit = end.start() if end else len(text)
        is_moved = _MOVED.search(text, often.end(), limit) is not None
        if is_moved or len(_OF_A_MONTH.findall(text, often.start(), limit)) != 1:
            continue
        for match in _ONE_OF_THEM.finditer(text, often.end(), limit):
            day = _day_of(int(match["year"] or fiscal), int(match["month"]), int(match["day"]))
            if day is None:
                continue
            which = _ORDINALS[(day.day - 1) // _WEEK] + _DAYS_OF_A_WEEK[day.weekday()]
            meant = often["number"] + often["named"].replace("天", "日")
            if which != meant:
                said = message(
                    "{day} is {right}, and the text says {named}",
                    day=text[match.start() : match.end()],
                    right=f"第{which[0]}个星期{which[1]}",
                    named=often.group(),
                )
                spots = [part(written.places, written.key, text, *each.span()) for each in (match, often)]
                yield Violation(
                    said, tuple(spots), written.indicator, message("look the day up in a calendar")
                )


_YEAR = late("20[0-9]{2}(?=年)")
_NEAR = 24
_MOST = 100


def _month_before(text: str, start: int) -> re.Match[str] | None:
    """Return the last month named closely before a day that has none of its own: 10月19日至23日（周五）."""
    found = [*_MONTH.finditer(text, max(0, start - _NEAR), start)]
    return found[-1] if found else None


def _day_of(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def _is_of_the_moon(text: str, start: int) -> bool:
    return text[:start].rstrip("0123456789年").endswith(_OF_THE_MOON)


IMPOSSIBLE_DATES: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-T16",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=days_that_cannot_be,
        title=message("day or document that cannot be"),
        reason=message(
            "Nothing can be due on a day that never comes, nor rest on a document not yet written."
        ),
        repair=message("correct the date"),
        evidence=Evidence.REASONED,
        source=message("reasoned from the calendar"),
        wrong="年度绩效目标:\n  - 2026年11月31日前完工。",
        right="年度绩效目标:\n  - 2026年11月30日前完工。",
    ),
)
