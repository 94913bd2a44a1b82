"""What the cost indicators of a project add up to: sums, and unit prices times the counts they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pmgen.check.likeness import best_partners, likeness, topic
from pmgen.check.units import EXACT, Dimension, in_yuan, read_unit, yuan_power
from pmgen.model.records import Indicator, Project
from pmgen.model.targets import Frequency, Number, Rate
from pmgen.model.terms import AmountUnit, Category, Horizon
from pmgen.view.amounts import exact_text, known_amounts

_PRICE = re.compile(
    r"(?:标准|单价|均价|单位成本|单位造价)\Z|[人户生亩车床场次]均|平均|每[人户亩公里车场次台件套]"
)
_HEAD = re.compile(r"([人户生亩车床场次])均|每(公里|[人户亩车床场次台件套])")
_WHOLE = re.compile(r"总|合计|全部|整体")
ALIKE = 0.5
"""How near the names of a price and a count must be to belong together."""

_MANY = 5000
"""How many sums are tried at most to see whether prices and counts make up a budget."""

_MONTHS = 12
_EQUALS = {
    **dict.fromkeys(["名", "位", "生", "人次", "人·次", "人/次"], "人"),
    **dict.fromkeys(["平米", "平方", "m2"], "平方米"),
    **dict.fromkeys(["立方", "方", "m3"], "立方米"),
    **dict.fromkeys(["千米", "km"], "公里"),
    **dict.fromkeys(["度", "kw·h", "kwh"], "千瓦时"),
    **dict.fromkeys(["t"], "吨"),
    **dict.fromkeys(["场次", "次"], "场"),
    **dict.fromkeys(["批次"], "批"),
    **dict.fromkeys(["期次"], "期"),
}
_COUNTED = frozenset(Dimension) - {
    Dimension.MONEY,
    Dimension.RATIO,
    Dimension.GRADE,
    Dimension.TIME,
    Dimension.RATE,
}


@dataclass(frozen=True, slots=True)
class Count:
    """An indicator that counts something; `unit` is the one by which prices find it."""

    indicator: Indicator
    number: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Total:
    """A cost indicator that states an amount; `yuan` is None where its unit is missing."""

    indicator: Indicator
    number: Decimal
    yuan: Decimal | None


@dataclass(frozen=True, slots=True)
class Price:
    """A cost indicator that states what one of something costs; `count` is how many, where that is certain.

    `per` is the unit of which it is the price, "" where it is not said. `possible` are all amounts in 元
    to which the price may lead.
    """

    indicator: Indicator
    yuan: Decimal
    per: str
    count: Count | None = None
    possible: frozenset[Decimal] = frozenset()

    @property
    def product(self) -> Decimal | None:
        """Return price times count, where the count is certain."""
        return EXACT.multiply(self.yuan, self.count.number) if self.count else None


@dataclass(frozen=True, slots=True)
class Costs:
    """The cost indicators of a project's year beside its budget, all in 元.

    `fits` tells that they make up the budget exactly in some way that the data allow.
    """

    budget: Decimal
    totals: tuple[Total, ...]
    prices: tuple[Price, ...]
    fits: bool

    @property
    def sum(self) -> Decimal:
        """Return the sum of the amounts that are stated with their unit."""
        return add(total.yuan for total in self.totals if total.yuan is not None)

    @property
    def reckoned(self) -> Decimal:
        """Return that sum and the products of price and count that are certain."""
        return EXACT.add(self.sum, add(price.product for price in self.prices if price.product is not None))

    @property
    def is_complete(self) -> bool:
        """Tell whether every cost indicator has its amount in `reckoned`."""
        return all(total.yuan is not None for total in self.totals) and all(
            price.count for price in self.prices
        )


def add(amounts: Iterable[Decimal]) -> Decimal:
    """Return the exact sum of amounts."""
    total = Decimal(0)
    for amount in amounts:
        total = EXACT.add(total, amount)
    return total


def to_yuan(number: Decimal, unit: AmountUnit) -> Decimal:
    """Return an amount of a project in 元."""
    return EXACT.scaleb(number, 4 if unit is AmountUnit.WAN else 0)


def shown(yuan: Decimal, unit: AmountUnit) -> str:
    """Return an amount in a project's unit, with all its digits and the unit."""
    return f"{exact_text(EXACT.scaleb(yuan, -4 if unit is AmountUnit.WAN else 0))}{unit.chinese}"


def without_sign(written: str) -> str:
    """Return a target without its comparator: 3020元/人 of ≤3020元/人."""
    return written.lstrip("≥≤=><＝＞＜≧≦ ")


def is_price(indicator: Indicator) -> bool:
    """Tell whether an indicator states what one of something costs: 3020元/人, or 元 under 人均标准."""
    target = indicator.target
    if isinstance(target, Rate | Frequency):
        return yuan_power(target.unit) is not None
    return isinstance(target, Number) and _PRICE.search(indicator.name) is not None and is_money(target.unit)


def is_money(unit: str) -> bool:
    """Tell whether a unit is 元 or a multiple of it; 万 and 亿 alone are meant so in a cost."""
    return in_yuan(Decimal(1), unit, colloquial=True) is not None


def costs_of(project: Project) -> Costs | None:
    """Return the costs of a project's year, None where it states no budget or no amount as a cost."""
    budget = known_amounts(project.funding.annual)["total"]
    lines = [
        each for each in project.indicators if each.category is Category.COST and _is_annual(each, project)
    ]
    if budget is None or not lines:
        return None
    unit = project.funding.amount_unit
    totals = tuple(total for line in lines if (total := _total(line)))
    prices = _counted([line for line in lines if is_price(line)], project)
    if not totals and not prices:
        return None
    yuan = to_yuan(budget.value, unit)
    return Costs(yuan, totals, prices, _fits(yuan, unit, totals, prices))


def _is_annual(indicator: Indicator, project: Project) -> bool:
    """Tell whether an indicator serves a goal of the year."""
    if indicator.goals is None:
        return True
    return any(goal.horizon is Horizon.ANNUAL and goal.id in indicator.goals for goal in project.goals)


def _total(indicator: Indicator) -> Total | None:
    target = indicator.target
    if (
        not isinstance(target, Number)
        or is_price(indicator)
        or not (is_money(target.unit) or not target.unit)
    ):
        return None
    number = target.number.value
    return Total(indicator, number, in_yuan(number, target.unit, colloquial=True))


def _counted(lines: Sequence[Indicator], project: Project) -> tuple[Price, ...]:
    """Return the prices, each with the count that has the same unit and speaks of the same thing."""
    prices = [price for line in lines if (price := _price(line))]
    if not prices:
        return ()
    counts = list(_counts(project))
    rows = [[_nearness(price, count) for count in counts] for price in prices]
    partners = best_partners(rows, ALIKE)
    return tuple(
        _with_count(price, counts, counts[partners[row]] if row in partners else None)
        for row, price in enumerate(prices)
    )


def _price(indicator: Indicator) -> Price | None:
    target = indicator.target
    if isinstance(target, Number):
        yuan, per = in_yuan(target.number.value, target.unit, colloquial=True), _head(indicator.name)
    elif isinstance(target, Rate | Frequency):
        yuan, per = in_yuan(target.number.value, target.unit, colloquial=True), target.per
    else:
        return None
    return None if yuan is None else Price(indicator, yuan, per)


def _head(name: str) -> str:
    """Return of what 人均 or 每公里 in a name makes it the price."""
    match = _HEAD.search(name)
    return (match[1] or match[2]) if match else ""


def _counts(project: Project) -> Iterator[Count]:
    for indicator in project.indicators:
        target = indicator.target
        if indicator.category is not Category.QUANTITY or not isinstance(target, Number):
            continue
        unit = read_unit(target.unit)
        if unit and unit.dimension in _COUNTED:
            yield Count(indicator, EXACT.scaleb(target.number.value, unit.power), same_unit(unit.word))


def same_unit(word: str) -> str:
    """Return the unit by which prices and counts find each other: 人 for 名 and 人次, 平方米 for ㎡."""
    return _EQUALS.get(word, word)


def _nearness(price: Price, count: Count) -> float:
    if price.per and not _is_counted_by(price.per, count):
        return 0.0
    return likeness(_topic(price.indicator), _topic(count.indicator))


def _topic(indicator: Indicator) -> str:
    """Return what an indicator is about, by its description where its name is a general word."""
    return topic(indicator.name) or topic(indicator.description or "")


def _is_counted_by(per: str, count: Count) -> bool:
    """Tell whether a price per `per` can be multiplied with a count as it stands."""
    return _base(per) == count.unit


def unit_of_price(price: Price) -> str | None:
    """Return the unit of which a price is the price, as counts have it; None where it is none or not said."""
    return _base(price.per)


def _base(per: str) -> str | None:
    unit = read_unit(per.removeprefix("每"))
    return same_unit(unit.word) if unit and not unit.power and unit.dimension is not Dimension.RATE else None


def _with_count(price: Price, counts: Iterable[Count], certain: Count | None) -> Price:
    found = (certain,) if certain else counts
    times = {each.number * months for each in found for months in _months(price, each)}
    products = {EXACT.multiply(price.yuan, number) for number in (*times, Decimal(1))}
    return Price(price.indicator, price.yuan, price.per, certain, frozenset(products))


def _months(price: Price, count: Count) -> tuple[int, ...]:
    """Return how often in a year a price may be paid for a count; never for one of another unit."""
    head, _, time = price.per.replace("·", "/").rpartition("/")
    if not price.per or _is_counted_by(price.per, count):
        return (1,)
    if not head or not _is_counted_by(head, count):
        return ()
    return {"年": (1,), "月": (1, _MONTHS)}.get(time, ())


def _fits(budget: Decimal, unit: AmountUnit, totals: Sequence[Total], prices: Sequence[Price]) -> bool:
    """Tell whether amounts, and prices with counts, make up the budget in some way that is possible.

    An amount without a unit may be one in the unit of the budget. A price beside amounts may be only a
    remark on one of them.
    """
    stated = add(to_yuan(each.number, unit) if each.yuan is None else each.yuan for each in totals)
    if stated == budget or _is_whole_with_parts(budget, totals):
        return True
    sums = {stated}
    for price in prices:
        added = {EXACT.add(each, product) for each in sums for product in price.possible}
        sums = added | sums if totals else added
        if len(sums) > _MANY:
            return False
    return budget in sums


def _is_whole_with_parts(budget: Decimal, totals: Sequence[Total]) -> bool:
    """Tell whether one amount, called 总成本 or the like, is the budget and the others are parts of it."""
    wholes = [each for each in totals if each.yuan == budget and _WHOLE.search(each.indicator.name)]
    return len(wholes) == 1 and add(each.yuan or Decimal(0) for each in totals) <= EXACT.add(budget, budget)
