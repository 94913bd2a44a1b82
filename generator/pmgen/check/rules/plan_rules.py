"""The rule about plans of five years beside the years in brackets behind them."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.review_rule import Evidence, ProjectRule, ReviewedProject, Rule, Violation, part
from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import read_chinese_numeral
from pmgen.problems import Severity, message
from pmgen.problems.message import short

_PLAN = late(
    "[“‘「]?(?P<plan>十[一二三四五六]五)[”’」]?(?P<name>[^《》，。；、（()）“”\\n]{0,30})"
    "》?[（(](?P<first>20[0-9]{2})年?[-—–~～至到]+(?P<last>20[0-9]{2})年?[）)]"
)
_FIRST = 1951
_YEARS = 5
_LONGER = ("远景", "中长期", "2035")


def plans_of_other_years(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every plan of five years that has the years of another one in brackets."""
    for written, match in reviewed.matches(_PLAN) if _may_name_one(reviewed.prose) else ():
        if any(word in match["name"] for word in _LONGER):
            continue
        first = _FIRST + _YEARS * int(read_chinese_numeral(match["plan"][:-1]) or 0)
        begins, ends, last = int(match["first"]), int(match["last"]), first + _YEARS - 1
        if first <= begins <= last and (begins != first or ends <= last):
            continue
        text = message(
            "{plan} are the years {first} to {last}: {words}",
            plan=match["plan"],
            first=first,
            last=last,
            words=short(match.group()),
        )
        spot = part(written.places, written.key, written.text, match.start(), match.end())
        yield Violation(text, (spot,), written.indicator)


def _may_name_one(text: str) -> bool:
    return any(f"{ordinal}五" in text for ordinal in "一二三四五六")


PLANS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-T15",
        severity=Severity.WARNING,
        find=plans_of_other_years,
        title=message("plan of five years with other years"),
        reason=message("Everybody knows the years of these plans; others were left from an older text."),
        repair=message("correct the plan or its years"),
        evidence=Evidence.REASONED,
        source=message("reasoned: 十四五 are the years 2021 to 2025, and every plan has five years"),
        wrong="立项依据: 《“十五五”消防规划（2021—2025年）》",
        right="立项依据: 《“十五五”消防规划（2026—2030年）》",
    ),
)
