"""How a number comes about: counts and what each of them takes, whose units cancel to that of a result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product

from pmgen.check.money.unit_prices import counted_unit
from pmgen.check.statements.comparing import PEOPLE, THINGS, TIMES_A_YEAR, are_comparable
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, in_base_unit, read_unit, same_unit, unit_at

_EACH = late(
    r"每(?:一?(?=个)|一)?|(?P<mean>[人户亩车床场次台件](?=均)|亩(?=产))[均产]"
    r"|(?<![0-9每个年])(?P<time>[日月])(?=均|补|工资|薪|租|标准|费|产|处理|清运|供|排|运|需|接|收|检|消|耗)"
    rf"|(?P<any>单价|各(?![类项级地镇乡村县区市种界方部单行]){HAN}{{0,4}}\Z)"
)
_ANYTHING = ""
"""The key of what 各 and 单价 leave unsaid."""
_LONGER = ("次", "民", "籍", "组")
"""What makes a unit the beginning of a longer word: 点次, 村民."""
_YEARS = ("年", "年度")
_EVEN_TIMES = frozenset(["月", "季度", "季", "半年", "学期"])
"""Times of which every year has the same number."""
_WHOLE_YEAR = late("全年|年度|一年")
_MOST_COUNTS = 5
_FACTORS = PEOPLE | THINGS | {Dimension.EVENTS, Dimension.TIME, Dimension.LENGTH, Dimension.AREA}
_FACTORS |= {Dimension.VOLUME, Dimension.MASS, Dimension.ENERGY, Dimension.DATA, Dimension.LABOUR}


@dataclass(frozen=True, slots=True)
class Divisor:
    """What something is for each of: 人 of 每人500元, a thousand 字 of 每千字50元."""

    key: str
    factor: Fraction
    word: str


@lru_cache(maxsize=1024)
def divisor_of(unit: str) -> Divisor:
    """Return a unit as what something is for each of."""
    factor, base = in_base_unit(unit)
    known = read_unit(unit)
    return Divisor(counted_unit(base), factor, known.word if known else unit)


@lru_cache(maxsize=4096)
def divisors_of(statement: Statement, own: tuple[str, ...] = ()) -> tuple[Divisor, ...] | None:
    """Return of what a quantity is that of each; nothing for what is not, None where it cannot be read.

    `own` are units that the text has for itself.
    """
    if statement.before.endswith("每"):
        return None
    found = [divisor_of(each) for each in statement.per.split("·") if each]
    end = 0
    for match in _EACH.finditer(statement.before):
        if match.start() < end:
            continue
        if match["any"]:
            found.append(Divisor(_ANYTHING, Fraction(1), ""))
            continue
        unit = match["mean"] or match["time"] or _unit_at(statement.before, match.end(), own)
        end = match.end() + len(unit) * (not match["mean"] and not match["time"])
        rest = statement.before[end:] if match[0].startswith("每") else ""
        if not unit or rest.startswith(_LONGER):
            return None
        found.append(Divisor(_ANYTHING, Fraction(1), "") if unit == "个" else divisor_of(unit))
    named = [each for each in found if each.key != _ANYTHING]
    return tuple(named if named and "单价" in statement.before else found)


def _unit_at(words: str, start: int, own: Sequence[str]) -> str:
    return next((word for word in own if words.startswith(word, start)), "") or unit_at(words, start)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What something takes for each, `each`, with the counts it is taken for, and what that makes.

    `possible` are all results to which the numbers may lead in any reading; `is_exact` tells that none of
    them is a limit.
    """

    each: Said
    counts: tuple[Said, ...]
    made: Fraction
    possible: frozenset[Fraction]
    is_exact: bool

    @property
    def factors(self) -> tuple[Said, ...]:
        """Return the counts and what each takes in the order in which they stand."""
        return tuple(sorted((*self.counts, self.each), key=lambda said: said.statement.start))


def reckoning_of(each: Said, others: Sequence[Said], *, of_all: bool = True) -> Reckoning | None:
    """Return what a quantity for each makes with the counts among `others`; None where that is not certain.

    All of the counts must have a part in it, unless it is not `of_all`.
    """
    statements = {each.statement: each, **{said.statement: said for said in others}}
    counts = [one for one in statements if one is not each.statement and _is_factor(one)]
    if len(counts) > _MOST_COUNTS or any(not one.is_one for one in (each.statement, *counts)):
        return None
    used: list[Statement] = []
    made = _multiplied(each.statement, counts, used, _says_whole_year(each))
    if made is None or made == each.statement.low or (of_all and len(used) < len(counts)):
        return None
    parts = (each.statement, *used)
    if any(one.direction is Direction.ABOUT for one in parts):
        return None
    return Reckoning(
        each,
        tuple(statements[one] for one in used),
        made,
        frozenset(_possible(each.statement, counts)),
        all(one.direction is Direction.EXACT for one in parts),
    )


def _is_factor(one: Statement) -> bool:
    return one.dimension in _FACTORS and not one.is_change


def _says_whole_year(each: Said) -> bool:
    return _WHOLE_YEAR.search(each.field.text) is not None


def _multiplied(
    each: Statement, counts: Sequence[Statement], used: list[Statement], whole_year: bool
) -> Fraction | None:
    """Return a quantity times the counts that its divisors ask for, and those that theirs ask for."""
    value, open_ones = each.low, divisors_of(each)
    while open_ones:
        divisor, *rest = open_ones
        fitting = [one for one in counts if one not in used and one is not each and cancels(one, divisor)]
        if len(fitting) > 1:
            return None
        if fitting:
            used.append(fitting[0])
            value *= fitting[0].low / divisor.factor
            more = divisors_of(fitting[0])
            open_ones = None if more is None else (*rest, *more)
        elif divisor.word in _YEARS:
            open_ones = tuple(rest)
        elif whole_year and divisor.word in _EVEN_TIMES:
            value *= TIMES_A_YEAR[divisor.word][0]
            open_ones = tuple(rest)
        else:
            return None
    return None if open_ones is None else value


def cancels(count: Statement, divisor: Divisor) -> bool:
    """Tell whether a count is of what something is for each of."""
    if divisor.key == _ANYTHING:
        return count.dimension in THINGS
    if divisor.word in _YEARS:
        return count.unit in _YEARS
    return counted_unit(count.base) == divisor.key or counts_what_is_called(divisor.word, count)


_NOUN = late(f"{HAN}{{1,8}}?(?=[\\W\\d_A-Za-z]|[各每均的]|\\Z)")


def counts_what_is_called(word: str, count: Statement) -> bool:
    """Tell whether the noun behind a count ends in the word of a divisor: 86个行政村 for 每村."""
    noun = _NOUN.match(count.behind) if count.dimension in THINGS else None
    return noun is not None and len(word) > 0 and noun[0].endswith(word)


def _possible(each: Statement, counts: Sequence[Statement]) -> Iterator[Fraction]:
    """Give the results of all readings: of any of the counts, for one time or for all of a year."""
    often = {Fraction(1), *map(Fraction, TIMES_A_YEAR.get(each.each, ()))}
    for divisor in divisors_of(each) or ():
        often |= {1 / divisor.factor, *map(Fraction, TIMES_A_YEAR.get(divisor.word, ()))}
    factors = [{Fraction(1), one.low, one.stated} for one in counts]
    for some in product(often, *factors):
        result = each.low
        for factor in some:
            result *= factor
        yield result


def prices_among(text: Sequence[Said]) -> list[Said]:
    """Return the quantities of a text that are for each of something, and no counts for another one."""
    each = [said for said in text if divisors_of(said.statement)]
    return [said for said in each if not any(_is_for(said, other) for other in each if other is not said)]


def _is_for(count: Said, other: Said) -> bool:
    return any(cancels(count.statement, divisor) for divisor in divisors_of(other.statement) or ())


def can_make(each: Statement, result: Statement) -> bool:
    """Tell whether a quantity for each can make a result that is counted in its unit."""
    if not are_comparable(each, result) or result.per:
        return False
    is_of_people = {each.dimension, result.dimension} <= PEOPLE
    return is_of_people or each.dimension not in THINGS or same_unit(each.unit) == same_unit(result.unit)
