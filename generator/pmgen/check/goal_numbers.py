"""Numbers that a goal promises, and the indicators that speak of the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from pmgen.check.name_words import HAN, topic_pairs
from pmgen.model.numerals import EXACT
from pmgen.model.records import Indicator
from pmgen.model.targets import Number, quantity_of
from pmgen.model.units import POWER_PATTERN, POWERS, Dimension, Unit, plain_unit, read_unit

_NUMBER = re.compile(
    r"(?<![\d.,A-Za-z第~～\-—/:：])(\d[\d,]*(?:\.\d+)?)"
    rf"({POWER_PATTERN})?[ \u3000]?(多?余?)([%％]|[{HAN}]{{1,4}})"
)
_ANY_NUMBER = re.compile(rf"(\d[\d,]*(?:\.\d+)?)({POWER_PATTERN})?")
_ALIKE = {
    Dimension.PERSONS: Dimension.PERSONS,
    Dimension.PERSON_TIMES: Dimension.PERSONS,
    Dimension.BODIES: Dimension.BODIES,
    Dimension.EVENTS: Dimension.EVENTS,
    Dimension.THINGS: Dimension.THINGS,
    Dimension.LENGTH: Dimension.LENGTH,
    Dimension.AREA: Dimension.AREA,
    Dimension.VOLUME: Dimension.VOLUME,
    Dimension.MASS: Dimension.MASS,
    Dimension.RATIO: Dimension.RATIO,
    Dimension.TIME: Dimension.TIME,
}
"""The dimensions of which goals promise numbers; persons are compared with visits of persons."""

_NO_COUNT = frozenset(("届", "百分点", "倍", "成", "折", "层", "种", "类"))
_DURATIONS = frozenset(("天", "工作日", "小时", "分钟", "学时", "课时"))
_RATE = re.compile(rf"[{HAN}]{{2}}(?:率|度|比例|占比|比重)")
_CIRCUMSTANCE = re.compile("对|为|向|在|由|按|改善|保障|覆盖|服务|涉及|辖区|现有|共有|已")
_EACH_TIME = re.compile("每(?:[日天周旬月季年]|学期|半年)")
_CLAUSE_ENDS = "，。；、：,;\n（）"
_LONGEST_CLAUSE = 60
_MOST_ADDED = 3
_MOST_PARTS = 12


class GoalNumber(NamedTuple):
    """A number with its unit in the text of a goal, and the clause around it.

    `value` is counted in the plain unit, 5000 for 5公里, of which 5 are `stated`.
    """

    start: int
    end: int
    value: Decimal
    stated: Decimal
    unit: str
    dimension: Dimension
    clause: str


def numbers_of_goal(text: str) -> Iterator[GoalNumber]:
    """Give the numbers of a goal that count or measure something.

    Years, ordinals and rates are none, nor is what is done each month.
    """
    for match in _NUMBER.finditer(text):
        words, unit = _unit_at_start(match[4])
        end = match.start(4) + len(words)
        if unit is not None and text[end : end + 1] != "/":
            clause = clause_at(text, match.start(), end)
            if not _EACH_TIME.search(clause):
                stated = _value(match)
                value = EXACT.scaleb(stated, plain_unit(words)[0])
                dimension = _ALIKE[unit.dimension]
                yield GoalNumber(match.start(), end, value, stated, unit.word, dimension, clause)


def _unit_at_start(words: str) -> tuple[str, Unit | None]:
    """Return the longest unit that `words` begin with, as written and read; None if it counts nothing."""
    beginnings = (words[:length] for length in range(len(words), 0, -1))
    found = next(((each, unit) for each in beginnings if (unit := read_unit(each)) is not None), None)
    if found is None or not _is_counted(found[1]):
        return "", None
    return found


def _is_counted(unit: Unit) -> bool:
    if unit.dimension not in _ALIKE or unit.word in _NO_COUNT:
        return False
    return unit.dimension is not Dimension.TIME or unit.word in _DURATIONS


def _value(match: re.Match[str]) -> Decimal:
    return EXACT.scaleb(Decimal(match[1].replace(",", "")), POWERS.get(match[2], 0))


def clause_at(text: str, start: int, end: int) -> str:
    """Return the words around `text[start:end]` up to the next marks."""
    least, most = max(0, start - _LONGEST_CLAUSE), end + _LONGEST_CLAUSE
    first = max(least, max(text.rfind(mark, least, start) for mark in _CLAUSE_ENDS) + 1)
    return text[
        first : min((at for mark in _CLAUSE_ENDS if (at := text.find(mark, end, most)) >= 0), default=most)
    ]


def unmet(text: str, indicators: Sequence[Indicator]) -> Iterator[tuple[GoalNumber, Indicator | None]]:
    """Give the promises of a goal that no indicator repeats, with the indicator that is nearest to each.

    A number that several indicators or later parts of the goal make up together is repeated.
    """
    found = list(numbers_of_goal(text))
    if not found:
        return
    said = {value for each in indicators for value in _numbers(each)}
    for promise in found:
        if not said.isdisjoint((promise.value, promise.stated)) or _is_sum(promise, found, indicators):
            continue
        nearest = _nearest(promise, indicators)
        if nearest is not None or not _is_circumstance(promise):
            yield promise, nearest


def _is_circumstance(promise: GoalNumber) -> bool:
    """Tell whether a number only says how things are, or how long something takes."""
    return promise.dimension is Dimension.TIME or _CIRCUMSTANCE.match(promise.clause) is not None


def _numbers(indicator: Indicator) -> Iterator[Decimal]:
    text = f"{indicator.name} {indicator.target.written}"
    yield from map(_value, _ANY_NUMBER.finditer(text))
    yield from (each.value for each in numbers_of_goal(text))
    if quantity := quantity_of(indicator.target):
        yield quantity.value


def _is_sum(promise: GoalNumber, others: Sequence[GoalNumber], indicators: Sequence[Indicator]) -> bool:
    """Tell whether a number is the sum of its parts: 86.4公里，其中中修62公里、安防24.4公里."""
    if promise.dimension is Dimension.RATIO:
        return False
    parts = [each.value for each in others if each.dimension is promise.dimension and each is not promise]
    targets = [value for each, value in _counts(indicators) if each is promise.dimension]
    return any(_adds_up(promise.value, values) for values in (parts, targets))


def _adds_up(value: Decimal, parts: Sequence[Decimal]) -> bool:
    smaller = [part for part in parts if part < value][:_MOST_PARTS]
    sums = (sum(some) for size in range(2, _MOST_ADDED + 1) for some in combinations(smaller, size))
    return sum(smaller) == value or value in sums


def _counts(indicators: Iterable[Indicator]) -> Iterator[tuple[Dimension, Decimal]]:
    for indicator in indicators:
        dimension, quantity = _dimension(indicator), quantity_of(indicator.target)
        if dimension is not None and quantity is not None:
            yield dimension, quantity.value


def _dimension(indicator: Indicator) -> Dimension | None:
    """Return what a number target counts, None for what goals promise no numbers of."""
    unit = read_unit(indicator.target.unit) if isinstance(indicator.target, Number) else None
    return _ALIKE.get(unit.dimension) if unit else None


def _is_like(promise: GoalNumber, indicator: Indicator) -> bool:
    if _dimension(indicator) is not promise.dimension:
        return False
    target = indicator.target
    return promise.dimension is not Dimension.TIME or (
        isinstance(target, Number) and target.unit.removeprefix("个") == promise.unit
    )


def _nearest(promise: GoalNumber, indicators: Iterable[Indicator]) -> Indicator | None:
    """Return the indicator of the same dimension that shares most words with the clause of a promise."""
    same = [each for each in indicators if _is_like(promise, each)]
    if promise.dimension is Dimension.RATIO:
        rates = set(_RATE.findall(promise.clause))
        return next((each for each in same if not rates.isdisjoint(_RATE.findall(each.name))), None)
    topic = topic_pairs(promise.clause)
    best = max(same, key=lambda each: len(topic & topic_pairs(each.name)), default=None)
    return best if best is not None and topic & topic_pairs(best.name) else None
