"""The rule about days that have a name: the same every year, or moved by the moon."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.known.begun_events import late_insurances, late_rows, late_work
from pmgen.check.known.censuses import OtherCensusDay, other_census_days
from pmgen.check.known.known_days import KnownDay, OtherDay, day_of_event, other_days
from pmgen.check.known.lunar_dates import has_lunar_date, other_lunar_dates
from pmgen.check.known.lunar_days import has_lunar_day, other_lunar_days, taken_for_the_sun
from pmgen.check.review_rule import (
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    part,
    target_span,
)
from pmgen.model.dates import whole_days
from pmgen.problems import Severity, message
from pmgen.problems.message import Message, short


def days_of_others(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every day in a text that stands beside the name of another one."""
    year = reviewed.annex.fiscal_year
    has_moon = has_lunar_day(reviewed.prose)
    for written in reviewed.texts:
        for found in (*other_days(written.text), *(other_lunar_days(written.text, year) if has_moon else ())):
            yield _beside(written, found, message("write {value}", value=str(found.right)))
    yield from _days_of_two_calendars(reviewed)
    yield from _days_of_censuses(reviewed)
    yield from _days_of_events(reviewed)
    yield from _days_of_the_moon(reviewed)


def _beside(written: FieldText, found: OtherDay | OtherCensusDay, repair: Message) -> Violation:
    """Return what is said of a day beside the name of another one."""
    text = _is_on(found.name, found.right, written.text[found.start : found.end])
    spot = part(written.places, written.key, written.text, found.start, found.end)
    return Violation(text, (spot,), written.indicator, repair)


def _is_on(name: str, day: KnownDay | str, words: str) -> Message:
    return message("{name} is on {day}: {words}", name=name, day=day, words=short(words))


def _days_of_two_calendars(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every day that stands beside another one of the moon's calendar: 2月10日（腊月廿四）."""
    for written in reviewed.texts if has_lunar_date(reviewed.prose) else ():
        for found in other_lunar_dates(written.text, reviewed.annex.fiscal_year):
            yield _beside(written, found, message("make both say the same"))


def _days_of_censuses(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every day that is called that of a census, and is not that of the one the project is about."""
    for written in reviewed.texts if "普查" in reviewed.prose or "国土调查" in reviewed.prose else ():
        for found in other_census_days(written.text, reviewed.project.name or ""):
            yield _beside(written, found, message("write {value}", value=found.right))


def _days_of_events(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every event that is named for a day and held on another one."""
    for indicator in reviewed.project.indicators:
        written = indicator.target.written
        named, days = day_of_event(indicator.name), whole_days(written)
        if named is None or len(days) != 1 or not written.endswith(("日", "号")):
            continue
        name, right = named
        if days[0].month != right.month or right.day not in (None, days[0].day):
            text = _is_on(name, right, written)
            repair = message("write {value}", value=str(right))
            yield Violation(text, (target_span(indicator, written),), indicator, repair)


def _days_of_the_moon(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every row that is due on the digits of a day of the moon: 3月3日 for 三月三."""
    if not has_lunar_day(reviewed.prose):
        return
    for indicator in reviewed.project.indicators:
        written = indicator.target.written
        for found in filter(None, (taken_for_the_sun(indicator.name, day) for day in whole_days(written))):
            text = _is_on(found.name, found.right, written)
            repair = message("write {value}", value=str(found.right))
            yield Violation(text, (target_span(indicator, written),), indicator, repair)


def due_too_late(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every row that is to be ready before something, and is due when that has begun."""
    told: set[tuple[int, int]] = set()
    for late in late_rows(reviewed):
        told.add((id(late.field.places), late.start))
        row, field = late.indicator, late.field
        text = message(
            "{name} is due {value}, and {words}: that begins by {day}",
            name=short(row.name),
            value=short(row.target.written),
            words=short(field.text[late.start : late.end]),
            day=late.begins,
        )
        spot = part(field.places, field.key, field.text, late.start, late.end)
        yield Violation(text, (target_span(row, row.target.written), spot), row)
    for work in late_work(reviewed):
        if (id(work.field.places), work.start) in told:
            continue
        words = short(work.field.text[work.start : work.end])
        text = message("{words} is due when that has begun: it begins by {day}", words=words, day=work.begins)
        yield Violation(
            text, (part(work.field.places, work.field.key, work.field.text, work.start, work.end),)
        )
    for row in late_insurances(reviewed):
        text = message(
            "{name} is {value}: until then nobody is insured",
            name=short(row.name),
            value=short(row.target.written),
        )
        yield Violation(text, (target_span(row, row.target.written),), row)


KNOWN_DAYS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-T12",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=days_of_others,
        title=message("another day than the one that has the name"),
        reason=message("Everybody knows these days; a wrong one shows that nobody read the text."),
        repair=message("write the day that has the name"),
        evidence=Evidence.READ,
        source=message(
            "read in public lists of the days that the state and the United Nations have set; "
            "the moon's days are reckoned for 2020 to 2030"
        ),
        wrong="年度绩效目标:\n  - 以“6·16”国际禁毒日为重点开展宣传。",
        right="年度绩效目标:\n  - 以“6·26”国际禁毒日为重点开展宣传。",
    ),
    ProjectRule(
        code="PMG-T14",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=due_too_late,
        title=message("due when what it must precede has begun"),
        reason=message("What is to be ready before a festival, a term or a season is of no use behind it."),
        repair=message("write a day before it begins"),
        evidence=Evidence.REASONED,
        source=message("reasoned; the last days on which each begins anywhere were chosen by hand"),
        wrong="三级指标: 救生衣到位时间\n指标值: 2026年5月31日前\n备注: 赶在泼水节之前。",
        right="三级指标: 救生衣到位时间\n指标值: 2026年3月31日前\n备注: 赶在泼水节之前。",
    ),
)
