"""Rules about goals of year and whole life beside their indicators, and the annex's stated total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pmgen.check.money.project_costs import total_of
from pmgen.check.money.unit_slips import corrected, in_other_unit, is_exactly_ten_thousandfold, scaled
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
from pmgen.model.money import add, amount_with_unit, to_yuan
from pmgen.model.numerals import EXACT, Numeral
from pmgen.model.records import Annex, Goal, Project
from pmgen.model.terms import AmountUnit, AnyCategory, Horizon
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short

_SHOWN = 3


def sum_of_annex(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give a 预算合计 that is not the sum of the projects, each counted once."""
    annex = reviewed.annex
    unit = annex.amount_unit or _common_unit(annex.projects)
    if annex.stated_total is None or unit is None or not annex.is_whole:
        return
    stated, found = to_yuan(annex.stated_total.value, unit), _sum_in_yuan(annex.projects)
    if found is not None and found != stated:
        difference = EXACT.subtract(found, stated).copy_abs()
        yield Violation(
            message(
                "预算合计 is {stated}, the {count} projects come to {sum}",
                stated=f"{annex.stated_total}{unit.chinese}",
                count=len(annex.projects),
                sum=amount_with_unit(found, unit),
            ),
            (whole(annex.places, "stated_total"),),
            repair=_what_makes_it_right(annex, annex.stated_total, stated, found)
            or message(
                "the difference is {difference}: look for a project that is missing, doubled or changed",
                difference=amount_with_unit(difference, unit),
            ),
        )


def _what_makes_it_right(annex: Annex, total: Numeral, stated: Decimal, found: Decimal) -> Message | None:
    """Return the one amount, ten thousand times off, that is all that is wrong."""
    if is_exactly_ten_thousandfold(stated, found):
        return message(
            "exactly ten thousand times: if the projects are right, write 预算合计: {total}",
            total=scaled(total, too_large=stated > found),
        )
    for project in annex.projects:
        for too_large in (True, False):
            if _changed(project, too_large, found) == stated:
                return message(
                    "the difference lies in {project}, whose budget is exactly ten thousand times off: "
                    "write {budget}",
                    project=project.name,
                    budget=corrected(project, too_large),
                )
    return None


def _changed(project: Project, too_large: bool, found: Decimal) -> Decimal | None:
    """Return what all come to if the budget of one is ten thousand times off."""
    budget = total_of(project.funding.annual)
    if budget is None:
        return None
    yuan = to_yuan(budget, project.funding.amount_unit)
    return EXACT.add(EXACT.subtract(found, yuan), in_other_unit(yuan, too_large))


def _sum_in_yuan(projects: Sequence[Project]) -> Decimal | None:
    """Return what the projects cost in the year, None where one does not say."""
    found = [(total_of(each.funding.annual), each.funding.amount_unit) for each in projects]
    known = [to_yuan(amount, unit) for amount, unit in found if amount is not None]
    return add(known) if known and len(known) == len(found) else None


def _common_unit(projects: Sequence[Project]) -> AmountUnit | None:
    units = {project.funding.amount_unit for project in projects}
    return units.pop() if len(units) == 1 else None


def same_for_all_years(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give once the projects whose long-term indicators are those of the year, with the same targets."""
    same = [each.project for each in reviewed.projects if _is_same_for_all_years(each)]
    if same:
        names = "、".join(short(project.name) for project in same[:_SHOWN])
        yield Violation(
            message(
                "in {count} projects all indicators of the long-term goals are those of the year: {names}",
                count=len(same),
                names=names + "……" * (len(same) > _SHOWN),
            ),
            tuple(whole(project.places, "long_term_goals") for project in same),
        )


def _is_same_for_all_years(reviewed: ReviewedProject) -> bool:
    later = _served(reviewed, Horizon.LONG_TERM)
    return bool(later) and later == _served(reviewed, Horizon.ANNUAL)


def _served(reviewed: ReviewedProject, horizon: Horizon) -> set[tuple[AnyCategory, str, str]]:
    goals = reviewed.project.goals_of(horizon)
    return {
        (each.category, each.name, each.target.written)
        for goal in goals
        for each in reviewed.project.indicators_of(goal)
    }


def goal_without_rows(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every goal that no indicator serves, while indicators name goals of its horizon."""
    named = {goal_id for each in reviewed.project.indicators for goal_id in each.goals or ()}
    if not named:
        return
    for goal in reviewed.project.goals:
        if _has_named_neighbour(goal, reviewed.project, named) and not reviewed.project.indicators_of(goal):
            yield Violation(
                message("no indicator serves {goal}", goal=goal.id),
                (whole(goal.places, "text"),),
                repair=message("name {goal} under 对应目标 of the indicators that measure it", goal=goal.id),
            )


def _has_named_neighbour(goal: Goal, project: Project, named: set[str]) -> bool:
    return any(other.id in named for other in project.goals_of(goal.horizon))


WHOLES: tuple[Rule, ...] = (
    AnnexRule(
        code="PMG-S10",
        severity=Severity.ERROR,
        find=sum_of_annex,
        title=message("预算合计 is not the sum of the projects"),
        reason=message("The last row of the form is added up by everybody; each project counts once."),
        repair=message("correct 预算合计 in annex.yaml, or the project that is wrong"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Wuhai 2022, whose form prints the sum"),
        wrong="# 项目 80.00 和 33.00\n预算合计: 103.00",
        right="# 项目 80.00 和 33.00\n预算合计: 113.00",
    ),
    AnnexRule(
        code="PMG-S11",
        severity=Severity.INFO,
        find=same_for_all_years,
        title=message("long-term indicators are those of the year"),
        reason=message(
            "Several years should reach more than one of them; equal tables show that one was copied."
        ),
        repair=message("state for the long-term goal what is reached at its end"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Ezhou 2026"),
        wrong="- 三级指标: 培训人数\n  指标值: ≥210人\n  对应目标:\n    - 长期1\n    - 年度1",
        right="""\
- 三级指标: 培训人数
  指标值: ≥210人
  对应目标: 年度1
- 三级指标: 三年培训人数
  指标值: ≥700人
  对应目标: 长期1""",
    ),
    ProjectRule(
        code="PMG-S18",
        severity=Severity.WARNING,
        find=goal_without_rows,
        title=message("goal that no indicator serves"),
        reason=message("A goal that nothing measures cannot be reached or missed."),
        repair=message("name the goal under 对应目标 of the indicators that measure it"),
        evidence=Evidence.REASONED,
        source=message("every goal of the forms seen has indicators"),
        wrong="""\
年度绩效目标:
  - 培训一千人。
  - 举办竞赛两场。
绩效指标:
  - 三级指标: 培训人数
    对应目标: 年度1""",
        right="年度绩效目标:\n  - 培训一千人。\n绩效指标:\n  - 三级指标: 培训人数\n    对应目标: 年度1",
    ),
)
