"""The rule about days that no calendar has, and documents of a year that is still to come."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

from pmgen.check.chinese_characters import HAN
from pmgen.check.late_pattern import late
from pmgen.check.review_rule import (
    Evidence,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    part,
)
from pmgen.problems import Severity, message

_DAY = late(r"(?<![0-9])(?:(?P<year>20[0-9]{2})年)?(?P<month>1[0-2]|0?[1-9])月(?P<day>[0-9]{2})[日号](?!文)")
_LATE_IN_A_MONTH = late(r"月(?:29|[3-9][0-9])[日号]")
_OF_THE_MOON = ("农历", "阴历", "旧历", "古历", "藏历")
_LEAP_YEAR = 2024
_NUMBER = late(rf"(?<={HAN})[〔\[［（(【](?P<year>20[0-9]{{2}})[〕\]］）)】]第?[0-9]{{1,4}}号")


def days_that_cannot_be(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every day of a text that no calendar has, and every document of a year after the annex's."""
    yield from _days(reviewed)
    fiscal = reviewed.project.fiscal_year
    for written, match in reviewed.matches(_NUMBER) if fiscal and "号" in reviewed.prose else ():
        if fiscal and int(match["year"]) > fiscal:
            said = message("{words} is of a year after {year}", words=match.group(), year=fiscal)
            spot = part(written.places, written.key, written.text, *match.span())
            yield Violation(said, (spot,), written.indicator, message("look the document up"))


def _days(reviewed: ReviewedProject) -> Iterator[Violation]:
    for written in reviewed.texts if _LATE_IN_A_MONTH.search(reviewed.prose) else ():
        if written.key == "target":
            continue  # Loading tells it there.
        for match in _DAY.finditer(written.text):
            year, month = int(match["year"] or _LEAP_YEAR), int(match["month"])
            last = monthrange(year, month)[1]
            is_moon = written.text[: match.start()].rstrip("0123456789年").endswith(_OF_THE_MOON)
            if int(match["day"]) > last and not is_moon:
                said = message("no calendar has {words}", words=match.group())
                spot = part(written.places, written.key, written.text, *match.span())
                hint = message("write a day that there is; that month ends on day {last}", last=last)
                yield Violation(said, (spot,), written.indicator, hint)


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
