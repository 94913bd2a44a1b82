"""Rules about what the cost indicators add up to beside the budget, and prices without a count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from pmgen.check.money.project_costs import Costs, without_sign
from pmgen.check.money.unit_prices import GoalPrice, Price, prices_in_goals
from pmgen.check.money.unit_slips import MEANT, is_exactly_ten_thousandfold, is_ten_thousandfold, slip_repair
from pmgen.check.relations.amounts.goal_amounts import goals_make
from pmgen.check.review_rule import (
    Evidence,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    ValueSpan,
    Violation,
    part,
    whole,
)
from pmgen.check.statements.project_statements import statements_of
from pmgen.model.money import add, amount_with_unit, in_yuan
from pmgen.model.numerals import EXACT
from pmgen.model.records import Goal, Indicator
from pmgen.model.targets import unit_of
from pmgen.model.terms import Comparator
from pmgen.model.units import Dimension
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short

_ROUNDING = Decimal(100)
"""元 that a product may differ from a budget in 万元 with two decimals."""

_HUNDRED = 100
_OPEN_PART = 10
_STEPS_SHOWN = 4
_FAR_MORE = 10
_AT_MOST = (Comparator.LE, Comparator.LT)


def over_budget(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the cost indicators of a project that come to more than its budget."""
    costs = reviewed.costs
    if costs and not costs.fits and costs.sum > costs.budget and not _is_apart(costs):
        values = _amounts(reviewed, costs, costs.sum)
        text = message("costs come to {sum}, {difference} more than the budget of {budget}", **values)
        yield _difference(reviewed, costs, text)


def under_budget(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the cost indicators, all of them amounts, that come to nearly the budget, or are it with a slip.

    Those that leave more of it open are the greatest costs, and were never meant to be all.
    """
    costs = reviewed.costs
    if (
        costs
        and not costs.fits
        and not costs.has_own_prices
        and costs.is_complete
        and costs.sum < costs.budget
        and not _is_apart(costs)
        and (_is_nearly_all(costs) or _unit_slip(costs))
    ):
        values = _amounts(reviewed, costs, costs.sum)
        text = message("costs come to {sum}, {difference} less than the budget of {budget}", **values)
        yield _difference(reviewed, costs, text)


def _is_nearly_all(costs: Costs) -> bool:
    open_part = EXACT.subtract(costs.budget, costs.sum)
    return open_part * _OPEN_PART <= costs.budget or _has_same_digits(costs.sum, costs.budget)


def _difference(
    reviewed: ReviewedProject, costs: Costs, text: Message, repair: Message | None = None
) -> Violation:
    lines = [total.indicator for total in costs.totals]
    only = lines[0] if len(lines) == 1 else None
    return Violation(text, (_budget_spot(reviewed), *map(_target, lines)), only, repair or _unit_slip(costs))


def _unit_slip(costs: Costs) -> Message | None:
    """Return a word on 元 and 万元 where they may have been mixed up in one cost."""
    for total in costs.totals:
        unit = MEANT.get(unit_of(total.indicator.target), "")
        meant = in_yuan(total.number, unit)
        if total.yuan and meant is not None and _fits_as(costs, total.yuan, meant):
            return message(
                "{value} on line {line}, read in {unit}, makes the costs come to the budget exactly: "
                "correct its unit if that is meant",
                value=total.indicator.target.written,
                line=_target(total.indicator).place.line,
                unit=unit,
            )
    return None


def _fits_as(costs: Costs, yuan: Decimal, meant: Decimal) -> bool:
    """Tell whether the costs make up the budget if one of them is meant as another amount."""
    return EXACT.add(EXACT.subtract(costs.sum, yuan), meant) == costs.budget


def _amounts(reviewed: ReviewedProject, costs: Costs, reckoned: Decimal) -> dict[str, str]:
    unit = reviewed.project.funding.amount_unit
    return {
        "sum": amount_with_unit(reckoned, unit),
        "budget": _budget(reviewed, costs),
        "difference": amount_with_unit(EXACT.subtract(reckoned, costs.budget).copy_abs(), unit),
    }


def _budget(reviewed: ReviewedProject, costs: Costs) -> str:
    """Return the budget as it was typed, or derived, with its unit."""
    funding = reviewed.project.funding
    typed = funding.annual.total
    return (
        f"{typed}{funding.amount_unit.chinese}"
        if typed
        else amount_with_unit(costs.budget, funding.amount_unit)
    )


def _budget_spot(reviewed: ReviewedProject) -> ValueSpan:
    return whole(reviewed.project.funding.annual.places, "total")


def _target(indicator: Indicator) -> ValueSpan:
    return whole(indicator.places, "target")


def price_times_count(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give unit prices that with the counts that belong to them cannot make up the budget.

    They come to more, or are it with a slip of the hand: costs need not say all of it.
    """
    yield from _products(reviewed, is_certain=True)


def limits_times_counts(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give unit prices that come to more than the budget where each costs the most, or to nearly the budget.

    With ≤ before the price, or so small a difference, that is no contradiction.
    """
    yield from islice(_products(reviewed, is_certain=False), 1)


def _products(reviewed: ReviewedProject, *, is_certain: bool) -> Iterator[Violation]:
    costs = reviewed.costs
    if costs is None or not costs.has_own_prices or costs.fits or costs.sum > costs.budget:
        return
    missing = EXACT.subtract(costs.budget, costs.reckoned)
    counted = [price for price in costs.prices if price.count]
    is_slip = any(
        alike(costs.reckoned, costs.budget) for alike in (_is_nearly, _has_same_digits, is_ten_thousandfold)
    )
    is_less = missing >= _ROUNDING and not _is_paid_for_more(missing, costs.budget, reviewed)
    is_said = missing <= -_ROUNDING or (is_slip and costs.is_complete and is_less)
    if counted and is_said and is_certain is _contradict(counted, costs.reckoned, costs.budget):
        yield _product(reviewed, costs, counted, is_certain=is_certain)
    yield from _by_goals(reviewed, costs, is_certain=is_certain)


def _contradict(prices: Iterable[Price], reckoned: Decimal, budget: Decimal) -> bool:
    """Tell whether prices cannot make up a budget, or come to it with a slip of the hand or to ten of it."""
    is_slip = _has_same_digits(reckoned, budget) or is_ten_thousandfold(reckoned, budget)
    if is_slip or reckoned >= budget * _FAR_MORE:
        return True
    return not _is_nearly(reckoned, budget) and not any(map(_may_be_less, prices))


def _may_be_less(price: Price) -> bool:
    """Tell whether a price, or the count that belongs to it, has only an upper limit."""
    lines = [price.indicator, *([price.count.indicator] if price.count else [])]
    return any(getattr(each.target, "comparator", None) in _AT_MOST for each in lines)


def _is_paid_for_more(missing: Decimal, budget: Decimal, reviewed: ReviewedProject) -> bool:
    """Tell whether the goals have an amount, or two of them, that make what is missing, or all the budget."""
    amounts = {
        each.statement.low
        for text in statements_of(reviewed).plans
        for each in text
        if each.statement.base == "元" and each.statement.is_one and not each.statement.per
    }
    rest = Fraction(missing)
    is_made = rest in amounts or any(rest - each in amounts for each in amounts if each * 2 != rest)
    return is_made or goals_make(statements_of(reviewed), Fraction(budget))


def _is_nearly(one: Decimal, other: Decimal) -> bool:
    return EXACT.subtract(other, one).copy_abs() * _HUNDRED <= other


def _has_same_digits(one: Decimal, other: Decimal) -> bool:
    """Tell whether two amounts are alike but for their zeros and the order of their digits."""
    first, second = (sorted(str(int(each)).replace("0", "")) for each in (one, other))
    return bool(first) and first == second


def _product(
    reviewed: ReviewedProject, costs: Costs, counted: Sequence[Price], *, is_certain: bool
) -> Violation:
    partners = [price.count.indicator for price in counted if price.count]
    certain, bound = (
        message("prices times counts come to {sum}, {difference} off the budget of {budget}: {steps}"),
        message(
            "prices and counts are at most or at least so much; with these they come to {sum}, {difference} "
            "off the budget of {budget}: {steps}"
        ),
    )
    pairs = zip((price.indicator for price in counted), partners, strict=True)
    steps = _steps(
        ((_target_text(one), _target_text(other)) for one, other in pairs), with_signs=not is_certain
    )
    values = {**_amounts(reviewed, costs, costs.reckoned), "steps": steps}
    is_apart = is_ten_thousandfold(costs.reckoned, costs.budget)
    return Violation(
        Message((certain if is_certain else bound).text, tuple(values.items())),
        (_budget_spot(reviewed), *(_target(price.indicator) for price in counted), *map(_target, partners)),
        counted[0].indicator if len(counted) == 1 else None,
        _either_unit(reviewed, costs) if is_apart else _unit_slip(costs),
    )


def _by_goals(reviewed: ReviewedProject, costs: Costs, *, is_certain: bool) -> Iterator[Violation]:
    """Give the numbers of a goal that with the prices come to more than the budget."""
    for goal, prices in prices_in_goals(reviewed.project, costs.prices):
        reckoned = EXACT.add(costs.sum, add(each.product for each in prices))
        is_over = EXACT.subtract(reckoned, costs.budget) >= _ROUNDING
        if is_certain is not _contradict((each.price for each in prices), reckoned, costs.budget):
            continue
        if is_over and not _is_reckoned_there(goal, prices, reviewed):
            spots = (part(goal.places, "text", goal.text, each.start, each.end) for each in prices)
            yield Violation(
                message(
                    "with the goal's numbers, prices come to {sum}, {difference} off the budget of {budget}: "
                    "{steps}",
                    steps=_steps(
                        ((_written(each.price), each.words) for each in prices), with_signs=not is_certain
                    ),
                    **_amounts(reviewed, costs, reckoned),
                ),
                (*spots, _budget_spot(reviewed)),
            )


def _is_reckoned_there(goal: Goal, prices: Iterable[GoalPrice], reviewed: ReviewedProject) -> bool:
    """Tell whether a goal says itself what a price comes to: 436件，要修的158件，均价850元，134,300元."""
    plans = statements_of(reviewed).plans
    said = [each.statement for text in plans for each in text if each.field.goal is goal]
    amounts = {one.low for one in said if one.dimension is Dimension.MONEY}
    counts = [one.low for one in said if one.dimension is not Dimension.MONEY]
    return any(Fraction(each.price.yuan) * count in amounts for each in prices for count in counts)


def _written(price: Price) -> str:
    return _target_text(price.indicator)


def _target_text(indicator: Indicator) -> str:
    return indicator.target.written


def _steps(pairs: Iterable[tuple[str, str]], *, with_signs: bool = False) -> str:
    """Return what is multiplied, of very many only the first."""
    bare = _without_equal if with_signs else without_sign
    steps = [f"{bare(price)}×{bare(count)}" for price, count in pairs]
    return "＋".join(steps[:_STEPS_SHOWN]) + ("＋……" if len(steps) > _STEPS_SHOWN else "")


def _without_equal(written: str) -> str:
    return written.lstrip("=＝")


def ten_thousand_times_apart(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the costs that are ten thousand times the budget, or as small a part of it."""
    costs = reviewed.costs
    if not costs or not _is_apart(costs):
        return
    values = _amounts(reviewed, costs, costs.sum)
    text = (
        message("costs come to {sum}, the budget is {budget}: exactly ten thousand times", **values)
        if is_exactly_ten_thousandfold(costs.sum, costs.budget)
        else message("costs come to {sum}, the budget is {budget}: about ten thousand times", **values)
    )
    yield _difference(reviewed, costs, text, _either_unit(reviewed, costs))


def _is_apart(costs: Costs) -> bool:
    """Tell whether the amounts of the costs are ten thousand times the budget, or as small a part of it."""
    is_all = costs.sum > costs.budget or (costs.is_complete and not costs.has_own_prices)
    return is_all and not costs.fits and is_ten_thousandfold(costs.sum, costs.budget)


def _either_unit(reviewed: ReviewedProject, costs: Costs) -> Message:
    return slip_repair(reviewed.project, reviewed.annex.projects, costs)


def price_above_budget(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every price of one thing that is more than the budget for all."""
    costs = reviewed.costs
    if costs is None or costs.fits:
        return
    for price in costs.prices:
        if price.count is None and price.yuan > costs.budget:
            text = message(
                "{name}: {price} for one is more than the whole budget of {budget}",
                name=short(price.indicator.name),
                price=without_sign(_written(price)),
                budget=_budget(reviewed, costs),
            )
            yield Violation(text, (_target(price.indicator), _budget_spot(reviewed)), price.indicator)


COST_LINES: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-A02",
        about=Subject.EITHER,
        severity=Severity.ERROR,
        find=over_budget,
        title=message("costs above the budget"),
        reason=message(
            "Cost indicators limit what is spent: together they cannot allow more than the budget. Costs of "
            "several years are compared with 全程, and with nothing where that is not stated."
        ),
        repair=message(
            "correct the costs or the budget, or call one of them the total and the others parts of it"
        ),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Wuhai 2022 and Ezhou 2026"),
        wrong="""\
预算:
  年度: 100.00
绩效指标:
  - 二级指标: 成本指标
    三级指标: 考务费
    指标值: ≤112万元""",
        right="""\
预算:
  年度: 100.00
绩效指标:
  - 二级指标: 成本指标
    三级指标: 考务费
    指标值: ≤100万元""",
    ),
    ProjectRule(
        code="PMG-A03",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=under_budget,
        title=message("costs below the budget"),
        reason=message("What the costs leave of the budget is under no cost control, or a line is missing."),
        repair=message("add the cost that is missing, or correct the amounts"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Tianjin 2025"),
        wrong="""\
预算:
  年度: 100.00
绩效指标:
  - 二级指标: 成本指标
    三级指标: 考务费
    指标值: ≤95万元""",
        right="""\
预算:
  年度: 100.00
绩效指标:
  - 二级指标: 成本指标
    三级指标: 考务费
    指标值: ≤100万元""",
    ),
    ProjectRule(
        code="PMG-A04",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=price_times_count,
        title=message("prices and counts do not make up the budget"),
        reason=message(
            "A reviewer multiplies the price with the count; what comes out should be the budget."
        ),
        repair=message("correct the price, the count or the budget, or add the other costs as indicators"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin 2025 and Ezhou 2026"),
        wrong="""\
预算:
  年度: 50.00
绩效指标:
  - 二级指标: 数量指标
    三级指标: 技能培训人数
    指标值: ≥600人
  - 二级指标: 成本指标
    三级指标: 技能培训补贴标准
    指标值: =1000元/人""",
        right="""\
预算:
  年度: 60.00
绩效指标:
  - 二级指标: 数量指标
    三级指标: 技能培训人数
    指标值: ≥600人
  - 二级指标: 成本指标
    三级指标: 技能培训补贴标准
    指标值: =1000元/人""",
    ),
    ProjectRule(
        code="PMG-A21",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=limits_times_counts,
        title=message("highest prices and least counts beside the budget"),
        reason=message(
            "With ≤ a price may be less, with ≥ a count may be more: their product is no contradiction, but "
            "shows whether the budget is enough where each costs the most."
        ),
        repair=message(
            "ask whether the price is the usual one or the highest; if it is only a limit, leave it as it is"
        ),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Tianjin 2025"),
        wrong="""\
预算:
  年度: 50.00
绩效指标:
  - 二级指标: 数量指标
    三级指标: 技能培训人数
    指标值: ≥600人
  - 二级指标: 成本指标
    三级指标: 技能培训补贴标准
    指标值: ≤1000元/人""",
        right="""\
预算:
  年度: 60.00
绩效指标:
  - 二级指标: 数量指标
    三级指标: 技能培训人数
    指标值: ≥600人
  - 二级指标: 成本指标
    三级指标: 技能培训补贴标准
    指标值: ≤1000元/人""",
    ),
    ProjectRule(
        code="PMG-A05",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=price_above_budget,
        title=message("price above the whole budget"),
        reason=message("What one of something costs is not more than the money for all of them."),
        repair=message("correct the price or its unit, such as 元 for 万元, or the budget"),
        evidence=Evidence.REASONED,
        source=message("reasoned: one of many costs less than all of them"),
        wrong="预算:\n  年度: 84.60\n绩效指标:\n  - 三级指标: 单站通信服务费\n    指标值: ≤200万元/个·月",
        right="预算:\n  年度: 84.60\n绩效指标:\n  - 三级指标: 单站通信服务费\n    指标值: ≤200元/个·月",
    ),
    ProjectRule(
        code="PMG-A19",
        about=Subject.EITHER,
        severity=Severity.ERROR,
        find=ten_thousand_times_apart,
        title=message("costs and budget ten thousand times apart"),
        reason=message(
            "An amount in 元 under a heading of 万元, or the reverse, is ten thousand times wrong."
        ),
        repair=message("correct the amount or the unit of the one that is wrong"),
        evidence=Evidence.REASONED,
        source=message("reasoned: amounts are copied between tables in 元 and in 万元"),
        wrong="""\
金额单位: 万元
预算:
  年度: 800000.00
绩效指标:
  - 二级指标: 成本指标
    三级指标: 物业管理费
    指标值: ≤80万元""",
        right="""\
金额单位: 万元
预算:
  年度: 80.00
绩效指标:
  - 二级指标: 成本指标
    三级指标: 物业管理费
    指标值: ≤80万元""",
    ),
)
