"""How many every year, and how many in all of so many years: 每年8个村寨、720户，三年24个村寨、2160户."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

from pmgen.check.statements.comparing import PEOPLE, PHYSICAL, THINGS, are_comparable, is_of_each
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.terms import Horizon
from pmgen.model.units import Dimension, same_unit

_EVERY = ("每年", "年均")
_YEARS = late(
    "(?<![0-9第每近前上逐隔满约])(?P<number>[两二三四五2-5])(?:个年度|年(?!行动|计划|规划|方案|期|制|级|一|以|后|前|来|度|保|质|有效|攻坚|提升"
    "|[，。；、）)])(?:时间|期间|内|间)?)"
)
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_ENDS = late("[。；;\\n]")
_OPEN = (
    *("其中", "另", "第一年", "首年", "左右", "约", "现有", "已", "达", "保持", "至少", "递增", "增长"),
    *("年底前", "总数", "总量", "在校", "保有", "存量"),
)
"""Words of sentences in which the years need not be alike, or are not added up."""
_COUNTED = PEOPLE | THINGS | PHYSICAL | {Dimension.EVENTS, Dimension.MONEY}


@dataclass(frozen=True, slots=True)
class WrongYears:
    """So many every year, and another number for all of the years than these make."""

    each: Said | Promise
    total: Said
    years: int
    made: Fraction


def wrong_years(text: Sequence[Said]) -> Iterator[WrongYears]:
    """Give the totals of several years that are others than so many every year make."""
    written = text[0].field.text
    if not any(word in written for word in _EVERY):
        return
    start = 0
    for end in (*(match.start() for match in _ENDS.finditer(written)), len(written)):
        yield from _in_sentence(text, written, start, end)
        start = end + 1


def _in_sentence(text: Sequence[Said], written: str, start: int, end: int) -> Iterator[WrongYears]:
    sentence = written[start:end]
    spans = list(_YEARS.finditer(sentence)) if any(word in sentence for word in _EVERY) else []
    if len(spans) != 1 or any(word in sentence for word in _OPEN):
        return
    every = sorted(start + match.start() for match in re.finditer("|".join(_EVERY), sentence))
    at = start + spans[0].start()
    inside = [said for said in text if start <= said.statement.start < end and _is_counted(said)]
    if every[0] < at:
        one_year = [said for said in inside if every[0] < said.statement.start < at]
        until = next((other for other in every if other > at), end)
        all_years = [said for said in inside if at < said.statement.start < until]
    else:
        one_year = [said for said in inside if said.statement.start > every[0]]
        all_years = [said for said in inside if at < said.statement.start < every[0]]
    number = spans[0]["number"]
    years = _NUMBERS.get(number) or int(number)
    are_parallel = len(one_year) == len(all_years) and all(
        are_comparable(one.statement, other.statement) for one, other in zip(one_year, all_years, strict=True)
    )
    for total, beside in zip_longest(all_years, one_year if are_parallel else ()):
        same = [each for each in one_year if _unit(each) == _unit(total)]
        alone = len(same) == 1 and sum(_unit(each) == _unit(total) for each in all_years) == 1
        each = same[0] if alone else beside
        if each and (_are_about_the_same(each, total) or (alone and are_parallel)):
            made = each.statement.low * years
            if _is_other(each, total, made):
                yield WrongYears(each, total, years, made)


_SPAN = late("(?P<first>20[0-9]{2})年?[—–~～至到-]{1,2}(?P<last>20[0-9]{2})年")
_LEAST_ALIKE = 3
_ALIKE = Fraction(3, 5)
_STOCK = ("现有", "达到", "保有", "总数", "总量", "存量", "总规模", "提高", "以上老")


def unlike_the_others(statements: ProjectStatements) -> Iterator[WrongYears]:
    """Give the number of a long-term goal that is not that of its row for each of the years.

    It is told where three others are: 三年12个 and =4个, 1320平方米 and ≥440平方米, 120场 and ≥40场.
    """
    long = [text for text in statements.prose if _is_long(text)]
    years = {number for text in long for number in _years_of(text[0].field.text)}
    if len(years) != 1 or not (number := years.pop()) > 1:
        return
    rows = [each for each in statements.promises if _is_of_a_year(each)]
    right, others = 0, []
    for said in (said for text in long for said in text if _is_counted(said) and not said.statement.each):
        same = [each for each in rows if _is_row_of(said, each)]
        if len(same) != 1 or any(word in said.statement.before for word in (*_EVERY, *_STOCK)):
            continue
        if said.statement.low == same[0].statement.low * number:
            right += 1
        elif said.statement.low > same[0].statement.low:
            others.append((said, same[0]))
    if right >= _LEAST_ALIKE and len(others) == 1:
        said, row = others[0]
        yield WrongYears(row, said, number, row.statement.low * number)


def _is_long(text: Sequence[Said]) -> bool:
    goal = text[0].field.goal
    return goal is not None and goal.horizon is not Horizon.ANNUAL


def _years_of(text: str) -> Iterator[int]:
    for match in _YEARS.finditer(text):
        yield _NUMBERS.get(match["number"]) or int(match["number"])
    for match in _SPAN.finditer(text):
        yield int(match["last"]) - int(match["first"]) + 1


def _is_of_a_year(promise: Promise) -> bool:
    one = promise.statement
    is_clear = one.is_one and not one.per and not one.each and one.direction is not Direction.AT_MOST
    return is_clear and one.dimension in _COUNTED and not _YEARS.search(promise.indicator.name)


def _is_row_of(said: Said, promise: Promise) -> bool:
    """Tell whether a number counts in the unit of a row what most of the row's name says."""
    one, other = said.statement, promise.statement
    if not are_comparable(one, other) or (one.dimension in THINGS and _unit(said) != same_unit(other.base)):
        return False
    topic = topic_pairs(promise.indicator.name)
    words = f"{one.before} {one.behind}" if pairs_of(one.before) else f"{_clause_before(said)} {one.behind}"
    return bool(topic) and len(topic & pairs_of(words)) >= _ALIKE * len(topic)


def _clause_before(said: Said) -> str:
    """Return the words of a clause before a number that only follows another: 记忆家园12处、1320平方米."""
    text, start = said.field.text, said.statement.start
    begin = max(text.rfind(mark, max(0, start - _LONGEST_CLAUSE), start) for mark in "，。；\n") + 1
    return text[begin:start]


_LONGEST_CLAUSE = 60


def _unit(said: Said) -> str:
    return same_unit(said.statement.base)


def _is_counted(said: Said) -> bool:
    one = said.statement
    return one.dimension in _COUNTED and one.is_one and not one.is_change and not is_of_each(one)


def _are_about_the_same(one: Said, other: Said) -> bool:
    first, second = (pairs_of(f"{each.statement.before} {each.statement.behind}") for each in (one, other))
    return not first.isdisjoint(second)


def _is_other(each: Said, total: Said, made: Fraction) -> bool:
    """Tell whether a total is no sum of the years; the same number as every year may be that of the same."""
    one, result = each.statement, total.statement
    if result.low in (made, one.low) or Direction.ABOUT in (one.direction, result.direction):
        return False
    if Direction.AT_MOST in (one.direction, result.direction):
        return result.low < made and one.direction is not Direction.AT_MOST
    if one.direction is Direction.AT_LEAST:
        return result.low < made
    return result.low > made or result.direction is Direction.EXACT
