"""Amounts that are ten thousand times off, as 元 typed for 万元 is: where the slip is, and what to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import Enum
from statistics import median

from pmgen.check.money.project_costs import Costs, costs_of, total_of
from pmgen.model.fields import AMOUNTS
from pmgen.model.money import to_yuan
from pmgen.model.numerals import EXACT, Numeral, exact_text
from pmgen.model.records import Amounts, Project
from pmgen.model.targets import unit_of
from pmgen.model.terms import AmountUnit
from pmgen.problems import Message, message

_WAN = 10_000
_POWER = 4
_FEN = 2
_MOSTLY = 2
_ALIKE = 100
"""How many times another amount, at most, that has the same slip."""
_CLOSER = 2
"""The power of ten by which one of two amounts is nearer to those of the neighbours, to be the right one."""
_FAR = 1000
_NEAR = 10
_FEW = 2
_SMALL, _LARGE = Decimal(10_000), Decimal(1_000_000_000)
"""What projects cost in 元; beside one other project alone, only what lies outside is odd."""
MEANT = {"元": "万元", "万元": "元"}
"""The unit with which one is mixed up."""


class Slip(Enum):
    """Which amounts are wrong where costs and budget are ten thousand times apart."""

    ANNEX = "those of all projects"
    BUDGET = "those of the budget"
    COSTS = "those of the costs"
    UNKNOWN = "nothing tells"


def is_ten_thousandfold(one: Decimal, other: Decimal) -> bool:
    """Tell whether one amount is about as many 万元 as the other is 元."""
    smaller, larger = sorted((one, other))
    return 0 < smaller * _WAN <= larger * _MOSTLY and larger <= smaller * _WAN * _MOSTLY


def is_exactly_ten_thousandfold(one: Decimal, other: Decimal) -> bool:
    """Tell whether one amount is exactly as many 万元 as the other is 元."""
    smaller, larger = sorted((one, other))
    return EXACT.scaleb(smaller, _POWER) == larger


def year_in_yuan(project: Project) -> Decimal | None:
    """Return the budget of the year in 元, None where it is not stated."""
    total = project.funding.annual.total
    return None if total is None else to_yuan(total.value, project.funding.amount_unit)


def _slip_of(project: Project, neighbours: Iterable[Project], costs: Costs) -> Slip:
    """Return whose slip it is, by the other projects: whether their costs fit, and how large they are."""
    others = [each for each in neighbours if each is not project]
    theirs = [each for other in others if (each := costs_of(other)) and each.reckoned]
    too_large = costs.budget > costs.reckoned
    alike = [
        each
        for each in theirs
        if is_ten_thousandfold(each.reckoned, each.budget) and (each.budget > each.reckoned) is too_large
    ]
    by_size = _by_size(costs)
    if len(alike) * _MOSTLY > len(theirs):
        return Slip.ANNEX if _typed_in(project, too_large) and by_size is not Slip.COSTS else Slip.COSTS
    usual = _usual_budget(others)
    if usual is None:
        return by_size
    off = _orders(costs.budget, usual) - _orders(costs.reckoned, usual)
    if abs(off) < _CLOSER:
        return Slip.UNKNOWN
    return Slip.BUDGET if off > 0 else Slip.COSTS


def _by_size(costs: Costs) -> Slip:
    """Return whose slip it is by what projects cost; where costs and budget may both be, nothing tells."""
    match _SMALL <= costs.budget < _LARGE, _SMALL <= costs.reckoned < _LARGE:
        case True, False:
            return Slip.COSTS
        case False, True:
            return Slip.BUDGET
    return Slip.UNKNOWN


def _usual_budget(projects: Iterable[Project]) -> Decimal | None:
    budgets = [each for each in map(year_in_yuan, projects) if each]
    return median(budgets) if budgets else None


def _orders(amount: Decimal, other: Decimal) -> Decimal:
    """Return how many powers of ten lie between two amounts."""
    return abs((amount / other).log10()) if amount > 0 and other > 0 else Decimal(0)


def _typed_in(project: Project, too_large: bool) -> str:
    """Return the unit in which amounts were typed that are ten thousand times too large or small."""
    unit = project.funding.amount_unit
    return MEANT[unit.chinese] if unit is (AmountUnit.WAN if too_large else AmountUnit.YUAN) else ""


def slip_repair(project: Project, neighbours: Sequence[Project], costs: Costs) -> Message:
    """Return what to write where costs and budget are ten thousand times apart."""
    too_large = costs.budget > costs.reckoned
    budget, targets = corrected(project, too_large), _corrected_costs(costs)
    match _slip_of(project, neighbours, costs):
        case Slip.ANNEX:
            return message(
                "so it is in the other projects: the amounts of the annex seem typed in {unit}; if they are, "
                "write 金额单位: {unit} in annex.yaml and leave the amounts",
                unit=_typed_in(project, too_large),
            )
        case Slip.BUDGET:
            return budget_repair(project, len(neighbours) > 1, too_large)
        case Slip.COSTS if targets:
            return message("the unit of the costs is wrong: write {targets}", targets=targets)
        case Slip.COSTS:
            return message("correct the amounts of the costs")
        case _ if targets:
            return message(
                "if the costs are right, write the budget so: {budget}; if the budget is right, "
                "write the costs so: {targets}",
                budget=budget,
                targets=targets,
            )
    return message(
        "if the costs are right, write the budget so: {budget}; if not, correct the amounts of the costs",
        budget=budget,
    )


def budget_repair(project: Project, has_neighbours: bool, too_large: bool) -> Message:
    """Return what to write for a budget that is ten thousand times too large or small."""
    values = {
        "unit": project.funding.amount_unit.chinese,
        "other": _typed_in(project, too_large),
        "budget": corrected(project, too_large),
    }
    if not values["other"]:
        return message("write the budget so: {budget}", budget=values["budget"])
    if not has_neighbours:
        return message("金额单位 is {unit}, this amount seems typed in {other}: write {budget}", **values)
    return message(
        "金额单位 is {unit}, and the other projects keep to it; this one seems typed in {other}: "
        "write {budget}",
        **values,
    )


def corrected(project: Project, too_large: bool) -> str:
    """Return the amounts of a project that are as far off as its total, and what each should be.

    Like `800000.00→80.00`. An amount that is right already, beside a total that is wrong, stays.
    """
    total = total_of(project.funding.annual)
    wrong = [] if total is None else [*_as_far_off(project, total, too_large)]
    return "、".join(dict.fromkeys(f"{amount}→{scaled(amount, too_large)}" for amount in wrong))


def scaled(amount: Numeral, too_large: bool) -> str:
    """Return an amount divided or multiplied by ten thousand, as it is written."""
    return exact_text(in_other_unit(amount.value, too_large), _FEN if too_large else 0)


def in_other_unit(amount: Decimal, too_large: bool) -> Decimal:
    """Return an amount divided or multiplied by ten thousand."""
    return EXACT.scaleb(amount, -_POWER if too_large else _POWER)


def _as_far_off(project: Project, total: Decimal, too_large: bool) -> Iterator[Numeral]:
    funding = project.funding
    for column in (funding.annual, funding.whole_life):
        for amount in _amounts(column) if column else ():
            if amount.value * _ALIKE >= total if too_large else 0 < amount.value <= total * _ALIKE:
                yield amount


def _amounts(column: Amounts) -> Iterator[Numeral]:
    for name in dict.fromkeys([*(field.english for field in AMOUNTS), *column.more]):
        if isinstance(amount := column.value(name), Numeral):
            yield amount


def _corrected_costs(costs: Costs) -> str:
    """Return the costs with the unit that makes them fit; nothing where another unit does not."""
    unit = "万元" if costs.reckoned > costs.budget else "元"
    lines = [*(each.indicator for each in costs.totals), *(each.indicator for each in costs.prices)]
    targets = [line.target for line in lines]
    if any(unit_of(target) != unit or unit not in target.written for target in targets):
        return ""
    return "、".join(f"{target.written}→{target.written.replace(unit, MEANT[unit], 1)}" for target in targets)


def outliers(projects: Sequence[Project]) -> Iterator[tuple[Project, bool]]:
    """Give each project whose budget is ten thousand times off beside the others, and whether too large.

    It is thousands of times theirs, or as small a part, and of their size with the other unit. Costs that
    are of the size of a budget vouch for it.
    """
    budgets = [year_in_yuan(each) for each in projects]
    if any(budget is None for budget in budgets):
        return
    known = [budget for budget in budgets if budget is not None]
    for index, project in enumerate(projects):
        others = known[:index] + known[index + 1 :]
        if others and min(others) > 0:
            too_large = _is_outlier(known[index], others)
            if too_large is not None and not _has_costs(project):
                yield project, too_large


def _is_outlier(budget: Decimal, others: Sequence[Decimal]) -> bool | None:
    low, high = min(others), max(others)
    is_odd = len(others) >= _FEW or not _SMALL <= budget < _LARGE
    if is_odd and budget >= high * _FAR and low / _NEAR <= budget / _WAN <= high * _NEAR:
        return True
    if is_odd and 0 < budget * _FAR <= low and low / _NEAR <= budget * _WAN <= high * _NEAR:
        return False
    return None


def _has_costs(project: Project) -> bool:
    costs = costs_of(project)
    return costs is not None and costs.reckoned > 0
