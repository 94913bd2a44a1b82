"""The rule about days that are the same every year."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.known_days import other_days
from pmgen.check.review_rule import Evidence, ProjectRule, ReviewedProject, Rule, Subject, Violation, part
from pmgen.problems import Severity, message
from pmgen.problems.message import short


def days_of_others(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every day in a text that stands beside the name of another one."""
    for written in reviewed.texts:
        for found in other_days(written.text):
            text = message(
                "{name} is on {day}: {words}",
                name=found.name,
                day=found.right,
                words=short(written.text[found.start : found.end]),
            )
            spot = part(written.places, written.key, written.text, found.start, found.end)
            repair = message("write {value}", value=str(found.right))
            yield Violation(text, (spot,), written.indicator, repair)


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
        source=message("read in public lists of the days that the state and the United Nations have set"),
        wrong="年度绩效目标:\n  - 以“6·16”国际禁毒日为重点开展宣传。",
        right="年度绩效目标:\n  - 以“6·26”国际禁毒日为重点开展宣传。",
    ),
)
