"""The rule about what a law forbids by its very words."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.known.forbidden_words import forbidden_in
from pmgen.check.review_rule import (
    Evidence,
    FieldText,
    Measured,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    part,
)
from pmgen.problems import Severity, message
from pmgen.problems.message import short


def forbidden_by_law(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every text that plans or pays what a law forbids, unless its sentence denies it."""
    for forbidden in forbidden_in(reviewed.prose):
        told: FieldText | None = None
        for written, match in reviewed.matches(forbidden.pattern):
            if (
                written is told
                or _plans_nothing(written)
                or not forbidden.is_planned(written.text, *match.span())
            ):
                continue
            told = written
            words, law = short(match.group()), forbidden.law
            if forbidden.is_read:
                said = message("{words} is against {law}", words=words, law=law)
            else:
                said = message("{words} may be against {law}", words=words, law=law)
            spot = part(written.places, written.key, written.text, *match.span())
            yield Violation(said, (spot,), written.indicator)


def _plans_nothing(written: FieldText) -> bool:
    """Tell whether a text only names what it rests on, or counts what is to be none."""
    target = written.indicator.target if written.indicator is not None else None
    is_none = isinstance(target, Measured) and target.number.value == 0
    return written.key == "legal_basis" or is_none


FORBIDDEN: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-N13",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=forbidden_by_law,
        title=message("what a law forbids"),
        reason=message("Money of the state cannot be planned for what a law forbids."),
        repair=message("strike it, or write what is allowed"),
        evidence=Evidence.REMEMBERED,
        source=message("read where it says so; where it says may, from memory and not verified"),
        wrong="年度绩效目标:\n  - 清理枯死松木，疫木出售给农户。",
        right="年度绩效目标:\n  - 清理枯死松木，疫木就地粉碎。",
        heuristic=True,
    ),
)
