"""Rules about prices that are said in two places."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.relations.amounts.prices_elsewhere import OtherPrice, other_prices
from pmgen.check.review_rule import (
    Evidence,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    part,
    target_span,
)
from pmgen.check.statements.project_statements import statements_of
from pmgen.problems import Severity, message
from pmgen.problems.message import short


def prices_said_otherwise(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every price that a text says with other zeros, or for each of another unit."""
    for found in other_prices(statements_of(reviewed)):
        yield _otherwise(found)


def _otherwise(found: OtherPrice) -> Violation:
    indicator, said = found.row.indicator, found.said
    values = {"name": short(indicator.name), "value": short(indicator.target.written), "words": said.words}
    if found.is_of_other_unit:
        text = message("{name} is {value}, and the price of {words} is for another unit", **values)
        repair = message("write in the unit of the target of what it is the price")
    else:
        text = message("{name} is {value}, and {words} has the same digits in another scale", **values)
        repair = message("correct the one in which 元 is typed for 万元 or zeros are wrong")
    spot = part(said.field.places, said.field.key, said.field.text, said.start, said.end)
    return Violation(text, (target_span(indicator), spot), indicator, repair)


PRICES: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-R23",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=prices_said_otherwise,
        title=message("price otherwise than in the reckoning"),
        reason=message(
            "What one costs stands in the reckoning and in the table; for another unit, or with other zeros, "
            "it is another price."
        ),
        repair=message("make both say the same"),
        evidence=Evidence.REASONED,
        source=message("reasoned: a price times a count makes the amount"),
        wrong="绩效指标描述: 按42吨×3500元测算\n三级指标: 废弃物处置单价\n指标值: ≤3500元/个",
        right="绩效指标描述: 按42吨×3500元测算\n三级指标: 废弃物处置单价\n指标值: ≤3500元/吨",
    ),
)
