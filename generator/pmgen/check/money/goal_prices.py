"""Unit prices with the numbers that a goal states: 培训488人 in a goal, 800元/人 among the costs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pmgen.check.money.prices import ALIKE, Price, same_unit, unit_of_price
from pmgen.check.naming.likeness import best_partners, likeness, topic
from pmgen.model.numeral import EXACT
from pmgen.model.records import Goal, Project
from pmgen.model.terms import Horizon

_COUNT = re.compile(
    r"(?P<before>[\u4e00-\u9fff]{2,12})(?P<number>\d+(?:\.\d+)?)(?P<large>万?)(?P<unit>[\u4e00-\u9fff]{1,3})"
)


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
        rows = [[_nearness(price, match) for match in matches] for price in prices]
        partners = best_partners(rows, ALIKE) if matches else {}
        if len(partners) == len(prices):
            yield goal, tuple(_goal_price(price, matches[partners[at]]) for at, price in enumerate(prices))


def _nearness(price: Price, match: re.Match[str]) -> float:
    unit = unit_of_price(price)
    if unit is None or not any(same_unit(match["unit"][:end]) == unit for end in (1, 2, 3)):
        return 0.0
    return likeness(topic(price.indicator.name), topic(match["before"]))


def _goal_price(price: Price, match: re.Match[str]) -> GoalPrice:
    number = EXACT.scaleb(Decimal(match["number"]), 4 if match["large"] else 0)
    unit = unit_of_price(price)
    length = next(end for end in (1, 2, 3) if same_unit(match["unit"][:end]) == unit)
    end = match.start("unit") + length
    words = f"{match['number']}{match['large']}{match['unit'][:length]}"
    return GoalPrice(price, number, words, match.start("number"), end)
