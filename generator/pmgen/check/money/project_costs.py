"""What a project's budget comes to, and its cost indicators beside it: amounts, prices times counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pmgen.check.money.unit_prices import Price, counted_prices, is_price
from pmgen.late_pattern import late
from pmgen.model.money import add, in_yuan, to_yuan
from pmgen.model.numerals import EXACT, Numeral
from pmgen.model.records import Amounts, Indicator, Project
from pmgen.model.targets import Number, Range, Text
from pmgen.model.terms import AmountUnit, Category, CostKind, Horizon
from pmgen.model.units import is_money


def total_of(amounts: Amounts | None) -> Decimal | None:
    """Return 合计, or what its sources come to where all of them are stated."""
    if amounts is None:
        return None
    if amounts.total is not None:
        return amounts.total.value
    if _has_more_sources(amounts):
        return None
    whole = _sum((amounts.fiscal, amounts.other))
    return _sum((amounts.fiscal_current, amounts.carryover, amounts.other)) if whole is None else whole


def fiscal_of(amounts: Amounts) -> Decimal | None:
    """Return 财政资金, or what 其他资金 leaves of the total."""
    if amounts.fiscal is not None:
        return amounts.fiscal.value
    if amounts.total is None or amounts.other is None or _has_more_sources(amounts):
        return None
    return EXACT.subtract(amounts.total.value, amounts.other.value)


def _has_more_sources(amounts: Amounts) -> bool:
    """Tell whether there is money that is neither 财政资金 nor 其他资金."""
    more = (amounts.special_account, amounts.unit_funds)
    return any(source is not None and source.value for source in more)


def _sum(amounts: Sequence[Numeral | None]) -> Decimal | None:
    known = [amount.value for amount in amounts if amount is not None]
    return add(known) if len(known) == len(amounts) else None


_WHOLE = late(r"总|合计|全部|整体")
_PAID_BY = late("拨款|财政|结转|自筹|其他资金|单位资金")
_IN_ONE_YEAR = late("20[0-9]{2}年|[当本]年|年度")
_LIMIT_OF_EACH = late(r"(?:[单每][个笔户家项次台套件人]|[人户]均).*(?:最高|上限|限额|封顶)")
_ONE_YEAR = 366
_HUNDREDS = 2
"""The exponent of 元 to which an amount in 万元 with two decimals is rounded."""
_MANY = 5000
"""How many sums are tried at most to see whether prices and counts make up a budget."""


@dataclass(frozen=True, slots=True)
class Total:
    """A cost indicator that states an amount; `yuan` is None where its unit is missing."""

    indicator: Indicator
    number: Decimal
    yuan: Decimal | None


@dataclass(frozen=True, slots=True)
class Costs:
    """The cost indicators of a project's year beside its budget, all in 元.

    `fits` tells that they make up the budget exactly in some way that the data allow, `has_words` that
    some of them are words or a range.
    """

    budget: Decimal
    totals: tuple[Total, ...]
    prices: tuple[Price, ...]
    fits: bool
    has_words: bool = False

    @property
    def sum(self) -> Decimal:
        """Return the sum of the amounts that are stated with their unit."""
        return add(total.yuan for total in self.totals if total.yuan is not None)

    @property
    def reckoned(self) -> Decimal:
        """Return that sum and the products of price and count that are certain."""
        return EXACT.add(self.sum, add(price.product for price in self.prices if price.product is not None))

    @property
    def has_own_prices(self) -> bool:
        """Tell whether some price adds to the amounts, and does not only say how one of them comes about."""
        amounts = {total.yuan for total in self.totals}
        return any(price.possible.isdisjoint(amounts - {price.yuan}) for price in self.prices)

    @property
    def is_complete(self) -> bool:
        """Tell whether every cost indicator has its amount in `reckoned`."""
        return (
            not self.has_words
            and all(total.yuan is not None for total in self.totals)
            and (not self.has_own_prices or all(price.count for price in self.prices))
        )


def without_sign(written: str) -> str:
    """Return a target without its comparator: 3020元/人 of ≤3020元/人."""
    return written.lstrip("≥≤=><＝＞＜≧≦ ")


def costs_of(project: Project) -> Costs | None:
    """Return the costs of a project's year, None where there are none, or no budget above zero is known.

    Costs above the amount of the year may be meant for the whole life, up to its amount where that is known.
    """
    lines = [each for each in project.indicators if each.base is Category.COST and _is_paid(each, project)]
    year, life = _budgets(project)
    if year is None or year <= 0 or not lines:
        return None
    unit = project.funding.amount_unit
    totals = tuple(
        total
        for line in lines
        if (total := _total(line)) and not _is_source(total, project.funding.annual, unit)
    )
    prices = counted_prices(lines, project)
    if not totals and not prices:
        return None
    known = {year, life, _in_yuan(fiscal_of(project.funding.annual), unit)} - {None}
    fits = any(_fits(budget, unit, totals, prices) for budget in known if budget is not None)
    has_words = any(isinstance(line.target, Text | Range) for line in lines)
    costs = Costs(year, totals, prices, fits, has_words)
    return None if not fits and _may_be_of_all_years(costs, life, project) else costs


def _may_be_of_all_years(costs: Costs, life: Decimal | None, project: Project) -> bool:
    """Tell whether costs above the amount of the year may be those of the whole life."""
    if costs.reckoned <= costs.budget:
        return False
    start, end = project.first_day, project.last_day
    if life is not None:
        return costs.reckoned <= life
    takes_years = start is not None and end is not None and (end - start).days > _ONE_YEAR
    return takes_years and project.funding.whole_life is None


def _is_source(total: Total, amounts: Amounts, unit: AmountUnit) -> bool:
    """Tell whether a row only says again how much comes from one source: 当年财政拨款支出 ≤4588350元."""
    if total.yuan is None or not _PAID_BY.search(total.indicator.name):
        return False
    sources = (amounts.fiscal, amounts.fiscal_current, amounts.carryover, amounts.other)
    parts = {to_yuan(each.value, unit) for each in sources if each is not None}
    return total.yuan in parts - {_in_yuan(total_of(amounts), unit)}


def _budgets(project: Project) -> tuple[Decimal | None, Decimal | None]:
    """Return what the year costs and the whole life, in 元.

    The life is None where the data do not say it, or have indicators of their own for it.
    """
    funding = project.funding
    year = _in_yuan(total_of(funding.annual), funding.amount_unit)
    if any(not _is_annual(each, project) for each in project.indicators):
        return year, None
    return year, _in_yuan(total_of(funding.whole_life), funding.amount_unit)


def _in_yuan(amount: Decimal | None, unit: AmountUnit) -> Decimal | None:
    return None if amount is None else to_yuan(amount, unit)


def _is_paid(indicator: Indicator, project: Project) -> bool:
    """Tell whether a cost is paid from the budget of the year, and not borne by society or nature.

    What one may get at most is no cost that could be added up.
    """
    is_of_all = not _LIMIT_OF_EACH.search(indicator.name)
    return is_of_all and indicator.cost_kind in (None, CostKind.ECONOMIC) and _is_annual(indicator, project)


def _is_annual(indicator: Indicator, project: Project) -> bool:
    """Tell whether an indicator serves a goal of the year."""
    if indicator.goals is None:
        return True
    return any(goal.horizon is Horizon.ANNUAL and goal.id in indicator.goals for goal in project.goals)


def _total(indicator: Indicator) -> Total | None:
    target = indicator.target
    if not isinstance(target, Number) or is_price(indicator):
        return None
    if target.unit and not is_money(target.unit):
        return None
    number = target.number.value
    return Total(indicator, number, in_yuan(number, target.unit, colloquial=True))


def _fits(budget: Decimal, unit: AmountUnit, totals: Sequence[Total], prices: Sequence[Price]) -> bool:
    """Tell whether amounts, and prices with counts, make up the budget in some way that is possible.

    An amount without a unit may be one in the unit of the budget. A price beside amounts may be only a
    remark on one of them.
    """
    amounts = [to_yuan(each.number, unit) if each.yuan is None else each.yuan for each in totals]
    if amounts and (
        _is_rounded(amounts, budget)
        or _is_whole_with_parts(budget, totals)
        or _is_year_of_a_whole(budget, totals)
    ):
        return True
    sums = {add(amounts)}
    for price in prices:
        added = {EXACT.add(each, product) for each in sums for product in price.possible}
        sums = added | sums if totals else added
        if len(sums) > _MANY:
            return False
    return budget in sums


def _is_rounded(amounts: Sequence[Decimal], budget: Decimal) -> bool:
    """Tell whether amounts are the budget, or would be if they or it were not rounded to hundreds of 元."""
    difference = EXACT.subtract(add(amounts), budget).copy_abs()
    finer, coarser = sorted((min(map(_exponent, amounts)), _exponent(budget)))
    if finer == coarser or coarser > _HUNDREDS:
        return not difference
    half = Decimal((0, (5,), coarser - 1))
    return difference <= EXACT.multiply(half, Decimal(len(amounts)))


def _exponent(amount: Decimal) -> int:
    return int(amount.as_tuple().exponent)


def _is_whole_with_parts(budget: Decimal, totals: Sequence[Total]) -> bool:
    """Tell whether one amount, called 总成本 or the like, is the budget and the others are parts of it."""
    wholes = [each for each in totals if each.yuan == budget and _WHOLE.search(each.indicator.name)]
    stated = add(each.yuan for each in totals if each.yuan is not None)
    return len(wholes) == 1 and stated <= EXACT.add(budget, budget)


def _is_year_of_a_whole(budget: Decimal, totals: Sequence[Total]) -> bool:
    """Tell whether one amount is what the year pays, by its name, of another that is 总成本 or the like."""
    of_year = [each for each in totals if each.yuan == budget and _IN_ONE_YEAR.search(each.indicator.name)]
    rest = [each for each in totals if each not in of_year]
    return len(of_year) == len(rest) == 1 and _WHOLE.search(rest[0].indicator.name) is not None
