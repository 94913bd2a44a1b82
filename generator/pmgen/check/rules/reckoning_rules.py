"""Rules about how numbers come about: factors and their result, wherever the two stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from pmgen.check.review_rule import (
    Evidence,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    target_span,
)
from pmgen.check.statements.project_statements import Promise, Said, statements_of
from pmgen.check.statements.row_reckonings import wrong_targets
from pmgen.model.numerals import exact_text
from pmgen.model.targets import unit_of
from pmgen.model.units import in_base_unit
from pmgen.problems import Severity, message
from pmgen.problems.message import short

_SHOWN = 4


def reckoned_targets(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every target that its row, or the row that counts what it pays for, reckons otherwise."""
    for found in wrong_targets(statements_of(reviewed)):
        indicator = found.promise.indicator
        steps = _steps(found.terms)
        spots = [said.spot for term in found.terms for said in term]
        if found.count is not None:
            counted = found.count.indicator
            steps = f"{steps}×{short(counted.target.written.lstrip('=＝≥≤'))}"
            spots.append(target_span(counted, counted.target.written))
        text = message(
            "{steps} makes {reckoned}, and the target is {value}",
            steps=steps,
            reckoned=in_unit_of_target(found.promise, found.made),
            value=short(indicator.target.written),
        )
        spots = [target_span(indicator, indicator.target.written), *spots]
        yield Violation(text, tuple(spots), indicator)


def _steps(terms: Sequence[Sequence[Said]]) -> str:
    products = ["×".join(said.words for said in term) for term in terms]
    return "＋".join(products[:_SHOWN]) + "＋……" * (len(products) > _SHOWN)


def in_unit_of_target(promise: Promise, value: Fraction) -> str:
    """Return a number of base units as the target of an indicator would have it."""
    unit = unit_of(promise.indicator.target)
    factor, _ = in_base_unit(unit)
    rounded = round(value / factor * 10_000)
    return f"{exact_text(Decimal(rounded).scaleb(-4))}{unit}"


RECKONINGS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-R21",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=reckoned_targets,
        title=message("target against how it is reckoned"),
        reason=message(
            "A reviewer multiplies what the row gives: so many, so much for each; what comes out should be "
            "the target."
        ),
        repair=message("correct the factors or the target"),
        evidence=Evidence.REASONED,
        source=message("reasoned: a price times a count makes the amount"),
        wrong="三级指标: 值守补贴\n绩效指标描述: 按18人、6个月、每人每月1500元测算\n指标值: ≤13.5万元",
        right="三级指标: 值守补贴\n绩效指标描述: 按18人、6个月、每人每月1500元测算\n指标值: ≤16.2万元",
    ),
)
