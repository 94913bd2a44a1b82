"""What a text says with one number: of what, how much at least or at most, in which unit and time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from pmgen.model.units import Dimension


class Direction(Enum):
    """How what is reached compares with the number."""

    EXACT = "exactly"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Statement:
    """A quantity in a text: 不少于28条 in 保障不少于28条公交线路运营.

    It stands from `start` to `end`, the words around it in its clause are `before` and `behind`, and its
    sentence and clause have numbers. `low` and `high` are counted in the base unit `base`, and are one
    unless it is a range; `stated` is the number as it was written. `per` is what follows a slash or 每
    (人 of 元/人), `each` the time in which it happens again (月 of 每月4次). It `is_change` where it tells by
    how much something grows or falls.
    """

    start: int
    end: int
    low: Fraction
    high: Fraction
    stated: Fraction
    unit: str
    base: str
    dimension: Dimension
    direction: Direction
    before: str
    behind: str
    clause: int
    sentence: int
    per: str = ""
    each: str = ""
    is_change: bool = False
    in_characters: bool = False

    @property
    def is_one(self) -> bool:
        """Tell whether it is one number and no range."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Day:
    """A day or month in a text, with the last day that it can mean; `year` is None where it is not said."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    is_deadline: bool
    before: str
    behind: str
    sentence: int
