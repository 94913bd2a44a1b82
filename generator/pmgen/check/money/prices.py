"""Unit prices among the costs of a project, each with the count to which it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pmgen.check.naming.likeness import best_partners, likeness, topic
from pmgen.check.units import Dimension, in_yuan, read_unit, yuan_power
from pmgen.model.numeral import EXACT
from pmgen.model.records import Indicator, Project
from pmgen.model.targets import Frequency, Number, Rate
from pmgen.model.terms import Category

ALIKE = 0.5
"""How near the names of a price and a count must be to belong together."""

_PRICE = re.compile(
    r"(?:标准|单价|均价|单位成本|单位造价)\Z|[人户生亩车床场次]均|平均|每[人户亩公里车场次台件套]"
    r"|(?<![订名清菜])单[座个台套件场次盏株栋间处]"
)
_HEAD = re.compile(
    r"([人户生亩车床场次])均|每(公里|[人户亩车床场次台件套])|(?<![订名清菜])单([座个台套件场次盏株栋间处])"
)
_TIMES_A_YEAR = {"年": (1,), "月": (1, 12), "天": (1, 365, 366), "日": (1, 365, 366)}
"""How often in a year something may be paid for that has a price for each time."""
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
_NOT_COUNTED = frozenset([Dimension.MONEY, Dimension.RATIO, Dimension.GRADE, Dimension.TIME, Dimension.RATE])


@dataclass(frozen=True, slots=True)
class Count:
    """An indicator that counts something; `unit` is the one by which prices find it."""

    indicator: Indicator
    number: Decimal
    unit: str


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


def is_money(unit: str) -> bool:
    """Tell whether a unit is 元 or a multiple of it; 万 and 亿 alone are meant so in a cost."""
    return in_yuan(Decimal(1), unit, colloquial=True) is not None


def is_price(indicator: Indicator) -> bool:
    """Tell whether an indicator states what one of something costs: 3020元/人, or 元 under 人均标准."""
    target = indicator.target
    if isinstance(target, Rate | Frequency):
        return yuan_power(target.unit) is not None
    return isinstance(target, Number) and _PRICE.search(indicator.name) is not None and is_money(target.unit)


def counted_prices(lines: Sequence[Indicator], project: Project) -> tuple[Price, ...]:
    """Return the prices among `lines`, each with the count of the same unit that speaks of the same thing."""
    prices = [price for line in lines if is_price(line) and (price := _price(line))]
    if not prices:
        return ()
    counts = list(_counts(project))
    rows = [[_nearness(price, count) for count in counts] for price in prices]
    partners = best_partners(rows, ALIKE)
    times = _times(project)
    return tuple(
        _with_count(price, [counts[partners[row]]] if row in partners else counts, times, row in partners)
        for row, price in enumerate(prices)
    )


def _times(project: Project) -> Mapping[str, tuple[int | Decimal, ...]]:
    """Return how often something may be paid for in the project's year, with what its indicators say."""
    found: dict[str, tuple[int | Decimal, ...]] = dict(_TIMES_A_YEAR)
    for indicator in project.indicators:
        unit = read_unit(indicator.target.unit) if isinstance(indicator.target, Number) else None
        if unit and unit.word in found and isinstance(indicator.target, Number):
            found[unit.word] = (*found[unit.word], indicator.target.number.value)
    return found


def _price(indicator: Indicator) -> Price | None:
    target = indicator.target
    if not isinstance(target, Number | Rate | Frequency):
        return None
    yuan = in_yuan(target.number.value, target.unit, colloquial=True)
    per = _head(indicator.name) if isinstance(target, Number) else target.per
    return None if yuan is None else Price(indicator, yuan, per)


def _head(name: str) -> str:
    """Return of what 人均, 每公里 or 单座 in a name makes it the price."""
    match = _HEAD.search(name)
    return next(filter(None, match.groups())) if match else ""


def _counts(project: Project) -> Iterator[Count]:
    for indicator in project.indicators:
        target = indicator.target
        if indicator.category is not Category.QUANTITY or not isinstance(target, Number):
            continue
        unit = read_unit(target.unit)
        if unit and unit.dimension not in _NOT_COUNTED:
            yield Count(indicator, EXACT.scaleb(target.number.value, unit.power), same_unit(unit.word))


def same_unit(word: str) -> str:
    """Return the unit by which prices and counts find each other: 人 for 名 and 人次, 平方米 for ㎡."""
    return _EQUALS.get(word, word)


def unit_of_price(price: Price) -> str | None:
    """Return the unit of which a price is the price, as counts have it; None where it is none or not said."""
    return _base(price.per)


def _base(per: str) -> str | None:
    unit = read_unit(per.removeprefix("每"))
    return same_unit(unit.word) if unit and not unit.power and unit.dimension is not Dimension.RATE else None


def _nearness(price: Price, count: Count) -> float:
    if price.per and _base(price.per) != count.unit:
        return 0.0
    return likeness(_topic(price.indicator), _topic(count.indicator))


def _topic(indicator: Indicator) -> str:
    """Return what an indicator is about, by its description where its name is a general word."""
    return topic(indicator.name) or topic(indicator.description or "")


def _with_count(
    price: Price, counts: Sequence[Count], times: Mapping[str, Iterable[int | Decimal]], is_certain: bool
) -> Price:
    """Return a price with the amounts that it may lead to; `counts` is one where that is certain."""
    numbers = {
        EXACT.multiply(count.number, Decimal(often))
        for count in counts
        for often in _how_often(price, count, times)
    }
    products = {EXACT.multiply(price.yuan, number) for number in (*numbers, Decimal(1))}
    certain = counts[0] if is_certain else None
    return Price(price.indicator, price.yuan, price.per, certain, frozenset(products))


def _how_often(
    price: Price, count: Count, times: Mapping[str, Iterable[int | Decimal]]
) -> Iterable[int | Decimal]:
    """Return how often in a year a price may be paid for a count; never for one of another unit."""
    if not price.per or _base(price.per) == count.unit:
        return (1,)
    first, _, second = price.per.replace("·", "/").partition("/")
    heads_and_times = ((first, second), (second, first))
    return next(
        (times[time] for head, time in heads_and_times if time in times and _base(head) == count.unit), ()
    )
