"""The rule about rows under a second level that is not their own."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.review_rule import (
    Evidence,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    part,
)
from pmgen.check.right_categories import right_category
from pmgen.problems import Severity, message
from pmgen.problems.message import short


def names_of_another_category(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every indicator whose name shows that it belongs under another second level."""
    for indicator in reviewed.project.indicators:
        if right := right_category(indicator):
            written = str(indicator.value(right.key))
            text = message(
                "{name} stands under {category}, but {word} belongs under {right}",
                name=short(indicator.name),
                category=indicator.category.chinese,
                word=written[right.start : right.end],
                right=right.category.chinese,
            )
            spot = part(indicator.places, right.key, written, right.start, right.end)
            yield Violation(text, (spot,), indicator)


CATEGORIES: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-N03",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=names_of_another_category,
        title=message("name that belongs under another second level"),
        reason=message(
            "Scores are weighted by category: an indicator in the wrong one counts where it proves nothing."
        ),
        repair=message("move the indicator there, or name what is measured here"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Shanghai 2024 and Wuhai 2022"),
        wrong="二级指标: 质量指标\n三级指标: 工伤鉴定及时率\n指标值: =100%",
        right="二级指标: 时效指标\n三级指标: 工伤鉴定及时率\n指标值: =100%",
    ),
)
