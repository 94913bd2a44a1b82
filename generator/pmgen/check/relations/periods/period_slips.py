"""How often something is done, beside a number that another period makes: 隔月巡检1次，全年12次."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import prod
from typing import NamedTuple

from pmgen.check.relations.parts.prose_sums import WrongPeriods
from pmgen.check.statements.comparing import PEOPLE, TIMES_A_YEAR
from pmgen.check.statements.made_otherwise import times_said
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import Divisor, cancels, divisors_of
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.statements.statement_reading import read_statements
from pmgen.check.wording.name_words import pairs_of
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_TIMES = {**TIMES_A_YEAR, "年": (1,)}
_USUAL = ("年", "半年", "季度", "两月", "月", "旬", "周", "日")
_AS = {"个月": "月", "星期": "周", "天": "日", "季": "季度"}
_SPANS = frozenset(["月", "周", "日", "季度", "学期"])
_TOGETHER = late("(?:(?<![公统])共计?|[合总累]计|全年|一年|年度)[^，、0-9]{0,6}\\Z")
_WEEKS = late("(?:教学|工作|自然)?(?P<of>周|月|学期)")
_EXACT = (Direction.EXACT, Direction.AT_LEAST)
_OPEN = late("另|其[中余他]|约|左右|最[多高少低]|至多|平均|除|扣|分别|不等|两[次轮]")
_MORE = late("汛期|[防采供][^，。；]期|[旺淡雨旱]季|[春夏秋冬]季|[上下]半年|[寒暑]假|高峰|加密|增加|其余")
_DAILY = frozenset(["日", "天"])
_SO_MANY_DAYS = late("[0-9]个[^，。；0-9]{1,6}[日天]")
"""Days of a kind of which there are so many: 60个客流高峰日."""
_MONTHS = 12
_SHORT = frozenset(["周", "日", "天"])
_MOST_CLAUSES, _MOST_COUNTS, _MOST_FACTORS = 3, 5, 2


class _Factor(NamedTuple):
    """A number of a sentence that may be a factor, and of which time it counts how many, if of one."""

    number: Fraction
    of: str


def wrong_for_their_period(text: Sequence[Said]) -> Iterator[WrongPeriods]:
    """Give what a sentence has each time and in all, where its period never makes that, but another one."""
    text = _with_ones(text)
    for at, each in enumerate(text):
        one = each.statement
        if one.each not in _TIMES or one.per or not one.is_one or one.dimension is Dimension.MONEY:
            continue
        total = next((said for said in text[at + 1 :] if _is_all_of(said.statement, one)), None)
        if total and not _is_open(each, total, text) and (made := _otherwise(each, total, text)):
            yield WrongPeriods(each, total, made, is_certain=True)


_ONCE = late(
    "[每按逐隔]个?(?:半?[年月]|[周日天旬]|星期|季度?|学期)[^，。；、0-9一二两三四五六七八九十]{0,12}一(?=[次场期轮遍回趟])"
)


def _with_ones(text: Sequence[Said]) -> Sequence[Said]:
    """Return the statements of a text in which 每周组织一次 is read as 每周组织1次."""
    field = text[0].field
    read = _ONCE.sub(_in_digits, field.text) if "一" in field.text and "每" in field.text else field.text
    return text if read == field.text else [Said(each, field) for each in read_statements(read)]


def _in_digits(once: re.Match[str]) -> str:
    return f"{once[0][:-1]}1"


def _is_all_of(total: Statement, one: Statement) -> bool:
    is_near = total.sentence == one.sentence and total.clause - one.clause <= _MOST_CLAUSES
    is_plain = total.is_one and not total.per and not total.each and total.direction in _EXACT
    is_of_that = pairs_of(total.behind) <= pairs_of(f"{one.before}{one.behind}")
    return (
        is_near
        and is_plain
        and is_of_that
        and _is_counted_so(total, one)
        and bool(_TOGETHER.search(total.before))
    )


def _is_counted_so(total: Statement, one: Statement) -> bool:
    if {one.dimension, total.dimension} <= PEOPLE or same_unit(one.unit) == same_unit(total.unit):
        return True
    return one.dimension is Dimension.EVENTS and total.unit.endswith("次")


def _is_open(each: Said, total: Said, text: Sequence[Said]) -> bool:
    """Tell whether a total may be that of more, or of something else that is counted before it."""
    first, last, written = each.statement, total.statement, each.field.text
    begin = first.start - len(first.before)
    if _OPEN.search(written, first.start, last.start) or _MORE.search(written, begin, last.start):
        return True
    sentence = sentence_start(written, first.start)
    if first.each in _DAILY and _SO_MANY_DAYS.search(written, sentence, last.start):
        return True
    near = [said.statement for said in text if said.statement.sentence == first.sentence]
    if any(one.each in _TIMES and one.each != first.each for one in near):
        return True
    between = (one for one in near if first.start < one.start < last.start)
    return any(_may_be_counted(one) or same_unit(one.unit) == same_unit(last.unit) for one in between)


def _may_be_counted(one: Statement) -> bool:
    return divisors_of(one) == () and not _time_of(one) and one.dimension is not Dimension.MONEY


def _time_of(one: Statement) -> str:
    """Return of which time a number counts how many, 周 of 40个教学周; "" where it counts something else."""
    match = _WEEKS.match(one.behind) if one.unit == "个" else None
    unit = match["of"] if match else _AS.get(one.unit, one.unit)
    return unit if unit in _SPANS else ""


def _otherwise(each: Said, total: Said, text: Sequence[Said]) -> Fraction | None:
    """Return what the period said makes, where it never makes the total and another one does."""
    factors = _factors(each, total, text)
    ratio = total.statement.low / each.statement.low
    own = _AS.get(each.statement.each, each.statement.each)
    kind = "月" if own.endswith("个月") else ""
    if _makes(own, ratio, factors) or any(prod(some) == ratio for some in _some(factors, kind)):
        return None
    if any(ratio / said.statement.stated in _TIMES[own] for said in text if said.statement.stated):
        return None
    others = [period for period in _USUAL if _TIMES[period] != _TIMES[own]]
    if not any(_makes(other, ratio, factors) for other in others):
        return None
    counts = [factor.number for factor in factors if not factor.of]
    often = {times for other in others for times in _TIMES[other]}
    many = next((count for count in counts if ratio / count in often), Fraction(1))
    months = next((factor.number for factor in factors if factor.of == "月"), Fraction(_MONTHS))
    times = Fraction(_TIMES[own][0]) * (months if own in _SHORT else _MONTHS) // _MONTHS
    made = each.statement.low * times * many
    is_kept = total.statement.direction is Direction.AT_LEAST and made >= total.statement.low
    return None if is_kept else made


def _factors(each: Said, total: Said, text: Sequence[Said]) -> list[_Factor]:
    """Return what may be multiplied: counts, where it is said of which only these, and times."""
    begin, end = sentence_start(each.field.text, each.statement.start), total.statement.start
    near = [said.statement for said in text if begin <= said.statement.start < end and said is not each]
    counted = [one for one in near if one.is_one and one.low > 0 and one.dimension is not Dimension.MONEY]
    divisors = [divisor for divisor in divisors_of(each.statement) or () if divisor.word not in _TIMES]
    of_these = [one for one in counted if any(_counts(one, divisor) for divisor in divisors)]
    kept = [one for one in counted if _time_of(one) or one.dimension is not Dimension.TIME]
    found = [one for one in kept if _time_of(one) or one in of_these or not of_these]
    spans = [span.times for span in times_said(each.field.text, begin, end)]
    times = [*spans, *([sum(spans, Fraction(0))] if len(spans) > 1 else [])]
    return [
        *(_Factor(one.stated, _time_of(one)) for one in found[-_MOST_COUNTS:]),
        *(_Factor(number, "月" if number <= _MONTHS else "日") for number in times),
    ]


def _counts(one: Statement, divisor: Divisor) -> bool:
    return cancels(one, divisor) if divisor.key else one.unit == "个"


def _some(factors: Sequence[_Factor], period: str) -> Iterator[list[Fraction]]:
    """Give some of the factors together, of which those of a time are of a period."""
    fitting = [factor.number for factor in factors if factor.of in ("", period)]
    for size in range(1, _MOST_FACTORS + 1):
        yield from map(list, combinations(fitting, size))


def _makes(period: str, ratio: Fraction, factors: Sequence[_Factor]) -> bool:
    """Tell whether a period makes a number so many times as great, alone or for some that are counted."""
    counts = [Fraction(1), *(prod(some) for some in _some([f for f in factors if not f.of], ""))]
    is_of_year = any(ratio / count in _TIMES[period] for count in counts)
    return is_of_year or any(prod(some) == ratio for some in _some(factors, period))
