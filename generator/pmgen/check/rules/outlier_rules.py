"""Rules about budgets that are out of scale: beside the other projects, the year before, and any budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pmgen.check.money.unit_slips import (
    budget_repair,
    corrected,
    is_ten_thousandfold,
    outliers,
    year_in_yuan,
)
from pmgen.check.review_rule import (
    AnnexRule,
    Evidence,
    ProjectRule,
    ReviewedAnnex,
    ReviewedProject,
    Rule,
    Violation,
    whole,
)
from pmgen.model.money import amount_with_unit
from pmgen.model.records import Project
from pmgen.model.terms import AmountUnit
from pmgen.problems import Message, Severity, message

_FAR = Decimal(1000)
"""How many times another budget, so that rather its unit is wrong than its amount."""
_LARGEST = Decimal(100_000_000_000)
"""A thousand times a hundred million 元, which no project of an office has."""
_LARGE = Decimal(10_000_000_000)


def out_of_scale(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give the budgets ten thousand times those of the other projects, or as small a part of them."""
    projects = reviewed.annex.projects
    for project, too_large in outliers(projects):
        funding = project.funding
        yield Violation(
            message(
                "the budget of the year is {total}, ten thousand times off beside the other projects",
                total=f"{funding.annual.total}{funding.amount_unit.chinese}",
            ),
            (whole(funding.annual.places, "total"),),
            repair=budget_repair(project, True, too_large),
        )


def beyond_any_budget(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give the budgets that are larger than those of whole cities, as where 元 stand under 万元."""
    projects = reviewed.annex.projects
    told = {project.id for project, _ in outliers(projects)}
    for each in reviewed.projects:
        project, funding = each.project, each.project.funding
        amount = year_in_yuan(project)
        if amount is None or amount < _LARGEST or project.id in told or _is_off_its_costs(each):
            continue
        yield Violation(
            message(
                "the budget of the year is {total}, that is {yuan}元",
                total=f"{funding.annual.total}{funding.amount_unit.chinese}",
                yuan=f"{amount:,f}",
            ),
            (whole(funding.annual.places, "total"),),
            repair=_out_of_yuan(project, projects) if funding.amount_unit is AmountUnit.WAN else None,
        )


def _is_off_its_costs(reviewed: ReviewedProject) -> bool:
    costs = reviewed.costs
    return costs is not None and is_ten_thousandfold(costs.reckoned, costs.budget)


def _out_of_yuan(project: Project, projects: Sequence[Project]) -> Message:
    """Return what to write where budgets under 万元, all or only this one, seem to be typed in 元."""
    amounts = [year_in_yuan(each) for each in projects]
    if len(amounts) > 1 and all(amount is not None and amount >= _LARGE for amount in amounts):
        return message(
            "if the amounts are typed in 元, write 金额单位: 元 in annex.yaml and leave the amounts"
        )
    return budget_repair(project, len(amounts) > 1, too_large=True)


def far_from_year_before(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give a budget that is thousands of times that of the year before, or as small a part of it."""
    funding, before = reviewed.project.funding, reviewed.before
    now, then = year_in_yuan(reviewed.project), year_in_yuan(before) if before else None
    if not now or not then or 1 / _FAR < now / then < _FAR:
        return
    total = f"{funding.annual.total}{funding.amount_unit.chinese}"
    then_total = amount_with_unit(then, funding.amount_unit)
    repair = None
    if is_ten_thousandfold(now, then):
        repair = message(
            "about ten thousand times: if the unit was mixed up this year, write {budget}; "
            "if it was the year before, waive this",
            budget=corrected(reviewed.project, now > then),
        )
    yield Violation(
        message("{total} this year, {before} the year before", total=total, before=then_total),
        (whole(funding.annual.places, "total"),),
        repair=repair,
    )


OUTLIERS: tuple[Rule, ...] = (
    AnnexRule(
        code="PMG-A16",
        severity=Severity.WARNING,
        find=out_of_scale,
        title=message("budget ten thousand times off beside the other projects"),
        reason=message(
            "An amount that was copied from a table in 元 into one in 万元, or the reverse, is so far off."
        ),
        repair=message("write the amount in the unit of 金额单位"),
        evidence=Evidence.REASONED,
        source=message("reasoned: the projects of one annex are of a similar size"),
        wrong="# annex.yaml: 金额单位: 元\n预算:\n  年度: 435.82",
        right="# annex.yaml: 金额单位: 元\n预算:\n  年度: 4358200",
    ),
    ProjectRule(
        code="PMG-A18",
        severity=Severity.WARNING,
        find=far_from_year_before,
        title=message("budget a thousand times or a thousandth of that of the year before"),
        reason=message(
            "An amount in 元 under a heading of 万元, or the reverse, is ten thousand times wrong."
        ),
        repair=message("see in which unit the amount is, and write it in that of 金额单位; or waive this"),
        evidence=Evidence.REASONED,
        source=message("reasoned: the same project in the folder of the year before, where there is one"),
        wrong="# data/2025/…: 年度: 120.00\n预算:\n  年度: 1250000.00",
        right="# data/2025/…: 年度: 120.00\n预算:\n  年度: 125.00",
    ),
    AnnexRule(
        code="PMG-A20",
        severity=Severity.WARNING,
        find=beyond_any_budget,
        title=message("budget of more than 100 billion"),
        reason=message("No project of an office costs as much as a whole province; its unit is wrong."),
        repair=message("see in which unit the amount is, and write it in that of 金额单位"),
        evidence=Evidence.REASONED,
        source=message("reasoned: amounts in 元 under a 金额单位 of 万元 become so large"),
        wrong="# annex.yaml: 金额单位: 万元\n预算:\n  年度: 86000000.00",
        right="# annex.yaml: 金额单位: 万元\n预算:\n  年度: 8600.00",
    ),
)
