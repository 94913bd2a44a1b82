"""How many all have together, behind how many there are and what each has: 6个站，每站3名，共18名."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, combinations
from typing import NamedTuple

from pmgen.check.relations.amounts.price_products import WrongSum
from pmgen.check.statements.comparing import PEOPLE, THINGS
from pmgen.check.statements.made_otherwise import as_times, said_by
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import Divisor, cancels, divisors_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.slips import is_slip_of_hand
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_NOT_COUNTED = frozenset([Dimension.MONEY, Dimension.RATIO, Dimension.GRADE])
_TOGETHER = late("(?:(?<![公统])共计?|[合总累]计|全年|\\A计)[^，、0-9]{0,6}\\Z")
_RIGHT_BEHIND = late(f"(?:{HAN}{{0,4}}?(?<![公统])共计?|[合总累]计)+")
_OPEN = late(
    "另|其[中余他]|以[上下外]|约|左右|最[多高少低大]|至[少多]|平均|余[下额]|部分|重复|分别|不等|上年|去年|往年|除[^，。；]{1,12}外|扣|含|包括|新增"
    "|累计|两[次轮]|前[两一二三四五六七八九十0-9]"
)
_REST = late("另|其[中余他]|除|余")
_TWICE = late("往返|来回|双程|接送")
_OF_EACH = late(f"每个?(?P<noun>周末|{HAN}{{1,3}}\\Z)|各{HAN}{{0,10}}\\Z")
_YEARS = ("年", "年度", "学年")
_LISTS = frozenset("、和及")
_MOST_CLAUSES, _MOST_OTHERS, _NOUN = 4, 6, 4


class _Each(NamedTuple):
    """A number of each of something, and of what."""

    said: Said
    of: Divisor

    @property
    def number(self) -> Fraction:
        return as_times(self.said.statement)


def wrong_count_products(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the totals that are not what so many of each make but for a slip in one of the three.

    Right behind how many there are, 每座5人，6座共30人, it need be no slip. What else the sentence counts may
    be a factor or be added; then nothing is told.
    """
    for at, total in enumerate(text):
        if _is_total(total, text[at - 1 : at]) and (found := _wrong(total, list(_counted_before(at, text)))):
            yield found


def _is_total(said: Said, before: Sequence[Said]) -> bool:
    """Tell whether a number is called a total, or stands right behind how many there are: 8场408人."""
    one = said.statement
    is_right_behind = not one.behind and any(each.statement.end == one.start for each in before)
    is_plain = one.is_one and one.low > 1 and not one.is_change and not one.each and not one.per
    is_least = one.direction in (Direction.EXACT, Direction.AT_LEAST)
    return (
        is_plain
        and is_least
        and one.dimension not in _NOT_COUNTED
        and (is_right_behind or bool(_TOGETHER.search(one.before)))
    )


def _counted_before(at: int, text: Sequence[Said]) -> Iterator[Said]:
    """Give what the sentence of a number counts before it."""
    for said in text[:at]:
        one = said.statement
        if one.sentence == text[at].statement.sentence and one.dimension not in _NOT_COUNTED:
            yield said


def _eaches(counted: Sequence[Said]) -> list[_Each]:
    """Return the numbers that are of each of something, the last first."""
    found = ((said, _of_its_time(said) or _of_what(said.statement)) for said in reversed(counted))
    return [_Each(said, of) for said, of in found if of]


_ONCE_EACH = late("每个?(?P<time>学期|季度|月|周)[^，。；、0-9每]{0,10}[一1]次[，,（(][每一]次\\Z")
_LONGEST = 24


def _of_its_time(said: Said) -> Divisor | None:
    """Return of which time a number is that of its only occasion: 每学期末清洗一次，一次2100件."""
    text, start = said.field.text, said.statement.start
    is_of_one = text.startswith("次", start - 1)
    match = _ONCE_EACH.search(text, max(0, start - _LONGEST), start) if is_of_one else None
    return Divisor("", Fraction(1), match["time"]) if match else None


def _of_what(one: Statement) -> Divisor | None:
    """Return of what a number is that of each, by a unit or any noun; None where that is nothing or more."""
    divisors = divisors_of(one)
    if divisors:
        return divisors[0] if len(divisors) == 1 and divisors[0].word not in _YEARS else None
    match = _OF_EACH.search(one.before)
    return Divisor("", Fraction(1), match["noun"] or "") if match else None


def _wrong(total: Said, counted: Sequence[Said]) -> WrongSum | None:
    eaches = [each for each in _eaches(counted) if _fits(each, total.statement)]
    counts = [said for said in counted if _counts(said.statement, eaches[0])] if eaches else []
    if not counts or _is_of_several(counts[-1], counted):
        return None
    each, count, whole = eaches[0], counts[-1], as_times(total.statement)
    many = count.statement.low / each.of.factor
    is_kept = total.statement.direction is Direction.AT_LEAST and many * each.number > whole
    is_far = total.statement.clause - each.said.statement.clause > _MOST_CLAUSES
    if many * each.number == whole or is_kept or is_far or _is_open(count, each, total, counted):
        return None
    if not _is_slip(whole, many, each.number) and not _is_right_behind(total, count):
        return None
    if _is_explained(total, eaches, counts, counted):
        return None
    often = 2 if _TWICE.search(_until(total)) else 1
    made = many * each.number * often * total.statement.low / whole
    return WrongSum(total, (count, each.said), made, is_product=True)


def _fits(each: _Each, total: Statement) -> bool:
    """Tell whether what each has may be what all have together: 5次 of each person are 人次."""
    one, of = each.said.statement, each.of.word
    if not one.is_one or one.direction is not Direction.EXACT:
        return False
    if {one.dimension, total.dimension} <= PEOPLE or same_unit(one.unit) == same_unit(total.unit):
        return True
    if one.unit == "个" and one.behind.startswith(total.unit):
        return True
    if total.unit == "个" and one.unit in total.behind[:_NOUN]:
        return True
    unit = same_unit(one.unit)
    return total.unit in (f"{of}{unit}", f"{same_unit(of)}{unit}", f"人{unit}", f"{unit}{of}", f"{unit}次")


def _counts(one: Statement, each: _Each) -> bool:
    """Tell whether a number is of what something is for each of, as its unit or the noun beside it says."""
    of, other = each.of, each.said.statement
    if one is other or not one.is_one or one.direction is not Direction.EXACT or one.is_change:
        return False
    if not of.word:
        return one.unit == "个" if "各" not in other.before else _is_in_its_clause(one, other)
    if (of.key and cancels(one, of)) or one.unit.endswith(of.word):
        return True
    noun, behind = noun_before(one.before)[-_NOUN:], one.behind[:_NOUN]
    is_called = noun.endswith(of.word) or of.word in behind or (one.unit, of.word) == ("所", "校")
    return one.dimension in THINGS and is_called


def _is_in_its_clause(one: Statement, other: Statement) -> bool:
    return one.dimension in THINGS and one.clause == other.clause


def _is_of_several(count: Said, counted: Sequence[Said]) -> bool:
    """Tell whether a count is the last of a list, 4所小学、2所初中, or what each of some have: 各1期."""
    one = count.statement
    first = one.start - len(one.before)
    is_next = any(said.statement.clause == one.clause - 1 for said in counted)
    return (is_next and count.field.text[first - 1 : first] in _LISTS) or "各" in one.before


def _is_open(count: Said, each: _Each, total: Said, counted: Sequence[Said]) -> bool:
    """Tell whether words say that the factors are not all there is, or another of their kind stands there."""
    one, other = count.statement, each.said.statement
    first = min(one, other, key=lambda statement: statement.start)
    if _REST.search(first.before) or _OPEN.search(total.field.text, first.start, total.statement.start):
        return True
    unit = same_unit(total.statement.unit)
    behind = (said.statement for said in counted if said.statement.start > other.start)
    return any(same_unit(statement.unit) == unit for statement in behind if statement is not one)


def _is_slip(total: Fraction, many: Fraction, each: Fraction) -> bool:
    factors = ((total / many, each), (total / each, many))
    is_factor = any(right.denominator == 1 and is_slip_of_hand(right, said) for right, said in factors)
    return is_factor or is_slip_of_hand(many * each, total)


def _is_right_behind(total: Said, count: Said) -> bool:
    """Tell whether a total stands right behind how many there are: 每座5人，6座共30人."""
    return _RIGHT_BEHIND.fullmatch(total.field.text, count.statement.end, total.statement.start) is not None


def _is_explained(
    total: Said, eaches: Sequence[_Each], counts: Sequence[Said], counted: Sequence[Said]
) -> bool:
    """Tell whether other numbers of the sentence make the total, with what each has or without that."""
    each, whole = eaches[0], as_times(total.statement)
    known = [*counts, *(other.said for other in _eaches(counted))]
    beside = [said for said in counted if said not in known]
    others = [as_times(said.statement) for said in (*beside, *known[len(counts) :]) if said is not each.said]
    times = {Fraction(1), *others[-_MOST_OTHERS:], *said_by(_until(total))}
    times |= {Fraction(2)} if _TWICE.search(_until(total)) else set()
    many = {low / each.of.factor for low in _sums([said.statement.low for said in counts])}
    unit = same_unit(each.said.statement.unit)
    alike = [other.number for other in eaches if same_unit(other.said.statement.unit) == unit]
    lows = (*many, *(as_times(said.statement) for said in beside))
    made = {low * one for low in lows for one in _sums(alike)}
    if any(low * often == whole for low in (*made, *_sums(alike)) for often in times):
        return True
    if any(first * second == whole for first, second in combinations(times, 2)):
        return True
    added = {as_times(said.statement) for said in beside if same_unit(said.statement.unit) == unit}
    return any(whole - low in made | added for low in made)


def _until(total: Said) -> str:
    text, end = total.field.text, total.statement.end
    return text[sentence_start(text, end) : end]


def _sums(lows: Sequence[Fraction]) -> Iterator[Fraction]:
    """Give numbers that stand one behind the other, each alone and added up."""
    for first in range(len(lows)):
        yield from accumulate(lows[first:])
