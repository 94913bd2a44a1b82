"""Unit prices among the costs, and by the likeness of names the counts and goals they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.money import in_yuan
from pmgen.model.numerals import EXACT
from pmgen.model.records import Goal, Indicator, Project
from pmgen.model.targets import Frequency, Number, Rate
from pmgen.model.terms import Category, Horizon
from pmgen.model.units import Dimension, is_money, read_unit, same_unit, yuan_power

_GENERAL = late(
    r"其他|[\W_]+"
    r"|[人户生亩车床场次台件]均|平均|每[人户亩公里平方米车场次台件套]+|其中|项目|工作(?!人员)|情况|完成|开展|实施|发放|享受|新增"
    r"|补贴|补助|奖补|资助|津贴|采购|购置|购买|单位?(?:成本|造价)|总?成本|单价|价格|标准|总?费用|经费|资金|投资|金额|总额"
    r"|[人户家场期批班座处个件台套辆条盏张株棵亩次]+数|人次|家次|户次|场次|批次|期数|数量|总量|面积|里程|长度|方量|规模|频次"
)


@lru_cache(maxsize=2048)
def topic_text(name: str) -> str:
    """Return what a name is about: its characters without the words that any cost or count has."""
    return _GENERAL.sub("", name)


@lru_cache(maxsize=2048)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def likeness(one: str, other: str) -> float:
    """Return from 0 to 1 how many pairs of neighbouring characters two texts have in common.

    A short text that stands in a long one is nearly as like it as a text of its own length.
    """
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return 0.0
    common = len(first & second)
    return common / (2 * min(len(first), len(second))) + common / (len(first) + len(second))


def best_partners(rows: Sequence[Sequence[float]], least: float) -> dict[int, int]:
    """Return each row with its column where both are nearest to each other, and to none other as near.

    `rows` hold how near each column is to the row.
    """
    columns = list(zip(*rows, strict=True))
    found = ((row, _only_best(nearness, least)) for row, nearness in enumerate(rows))
    return {row: at for row, at in found if at is not None and _only_best(columns[at], least) == row}


def _only_best(nearness: Sequence[float], least: float) -> int | None:
    best = max(nearness, default=0.0)
    return nearness.index(best) if best >= least and nearness.count(best) == 1 else None


ALIKE = 0.5
"""How near the names of a price and a count must be to belong together."""

_PRICE = late(
    r"(?:标准|单价|均价|单位成本|单位造价)\Z|[人户生亩车床场次]均|平均|每[人户亩公里车场次台件套]"
    r"|(?<![订名清菜])单[座个台套件场次盏株栋间处]"
)
_HEAD = late(
    r"([人户生亩车床场次])均|每(公里|[人户亩车床场次台件套])|(?<![订名清菜])单([座个台套件场次盏株栋间处])"
)
_TIMES_A_YEAR = {"年": (1,), "月": (1, 12), "天": (1, 365, 366), "日": (1, 365, 366)}
"""How often in a year something may be paid for that has a price for each time."""
_COUNTED_AS = {"生": "人", "人次": "人", "次": "场", "场次": "场"}
"""Units that count what prices are of: 3元/人 for so many 人次."""

_SEVERAL_YEARS = late(
    "(?<!全年)(?<!年度)(?<!本年)累计|(?<![0-9])[二两三四五2-6]年(?!级)|十[四五六]五"
    "|20[0-9]{2}年?(?:至|到|[-—–~～])20[0-9]{2}年?"
)
"""What makes a count one of more years than a price is paid in."""
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
    """Give the counts of the year; those of long-term goals alone are of several."""
    annual = {goal.id for goal in project.goals_of(Horizon.ANNUAL)}
    for indicator in project.indicators:
        target = indicator.target
        if indicator.base is not Category.QUANTITY or not isinstance(target, Number):
            continue
        if annual and indicator.goals and annual.isdisjoint(indicator.goals):
            continue
        unit = read_unit(target.unit)
        if unit and unit.dimension not in _NOT_COUNTED:
            yield Count(indicator, EXACT.scaleb(target.number.value, unit.power), counted_unit(unit.word))


def counted_unit(word: str) -> str:
    """Return the unit by which prices and counts find each other: 人 for 名 and 人次, 平方米 for ㎡."""
    word = same_unit(word)
    return _COUNTED_AS.get(word, word)


def unit_of_price(price: Price) -> str | None:
    """Return the unit of which a price is the price, as counts have it; None where it is none or not said."""
    return _base(price.per)


def _base(per: str) -> str | None:
    unit = read_unit(per.removeprefix("每"))
    return (
        counted_unit(unit.word) if unit and not unit.power and unit.dimension is not Dimension.RATE else None
    )


def _nearness(price: Price, count: Count) -> float:
    if price.per and _base(price.per) != count.unit:
        return 0.0
    if _SEVERAL_YEARS.search(count.indicator.name) and not _SEVERAL_YEARS.search(price.indicator.name):
        return 0.0
    return likeness(_topic(price.indicator), _topic(count.indicator))


def _topic(indicator: Indicator) -> str:
    """Return what an indicator is about, by its description where its name is a general word."""
    return topic_text(indicator.name) or topic_text(indicator.description or "")


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


_COUNT = late(rf"(?P<before>{HAN}{{2,12}})(?P<number>\d+(?:\.\d+)?)(?P<unit>{HAN}{{1,6}})")


@dataclass(frozen=True, slots=True)
class GoalPrice:
    """A unit price with a number of a goal; `start` and `end` are where that stands in the goal's text."""

    price: Price
    number: Decimal
    words: str
    start: int
    end: int

    @property
    def product(self) -> Decimal:
        """Return price times number."""
        return EXACT.multiply(self.price.yuan, self.number)


def prices_in_goals(
    project: Project, prices: Sequence[Price]
) -> Iterator[tuple[Goal, tuple[GoalPrice, ...]]]:
    """Give each goal of the year that states a number for every price, with them."""
    if not prices:
        return
    for goal in project.goals_of(Horizon.ANNUAL):
        matches = list(_COUNT.finditer(goal.text))
        rows = [[_nearness_in_goal(price, match) for match in matches] for price in prices]
        partners = best_partners(rows, ALIKE) if matches else {}
        if len(partners) == len(prices):
            yield goal, tuple(_goal_price(price, matches[partners[at]]) for at, price in enumerate(prices))


def _nearness_in_goal(price: Price, match: re.Match[str]) -> float:
    if _unit_in_goal(price, match) is None:
        return 0.0
    return likeness(topic_text(price.indicator.name), topic_text(match["before"]))


def _unit_in_goal(price: Price, match: re.Match[str]) -> tuple[str, int] | None:
    """Return the words of the price's unit behind a number, and their power of ten."""
    unit = unit_of_price(price)
    for end in range(1, len(match["unit"]) + 1) if unit else ():
        known = read_unit(match["unit"][:end])
        if known and counted_unit(known.word) == unit:
            return match["unit"][:end], known.power
    return None


def _goal_price(price: Price, match: re.Match[str]) -> GoalPrice:
    found = _unit_in_goal(price, match)
    assert found
    words, power = found
    number = EXACT.scaleb(Decimal(match["number"]), power)
    end = match.start("unit") + len(words)
    return GoalPrice(price, number, f"{match['number']}{words}", match.start("number"), end)
