"""Numbers of goals and of rows that are left when all that agree are taken away, and so are one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from operator import ge, le

from pmgen.check.money.project_costs import without_sign
from pmgen.check.relations.rows.goal_promises import IS_ABLE, is_in_each
from pmgen.check.relations.rows.other_units import ANYTHING, may_stand_for
from pmgen.check.review_rule import without_note
from pmgen.check.statements.comparing import (
    AGAINST,
    THINGS,
    agrees,
    are_comparable,
    is_of_each,
    is_of_other_time,
)
from pmgen.check.statements.explanations import adds_up_to_target, leads_to_target
from pmgen.check.statements.other_quantities import counts_another_thing
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said
from pmgen.check.statements.same_subject import heads_of, noun_before, subject_of
from pmgen.check.statements.sentence_bounds import sentence_end, sentence_start
from pmgen.check.statements.slips import is_slip_of_digits, is_slip_of_hand
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of
from pmgen.late_pattern import late
from pmgen.model.terms import Horizon
from pmgen.model.units import Dimension, same_unit

_IN_ANOTHER_ORDER = 0.7
_SURELY_NAMED, _NAMED, _HARDLY_NAMED = 0.6, 0.35, 0.2
_FARTHER, _FARTHEST = 0.75, 0.3
_MUCH_BETTER = 0.8
_BY_NO_CHANCE = 100
_FEW = 2
_TIMES = frozenset(map(Fraction, (2, 3, 4, 5, 6, 12)))
_ROUNDED = Fraction(5, 100)
_CLAUSE_ENDS = "，。；;\n"
_BARE = late(
    "(?:20[0-9]{2}年|其中|全[年部]|[当本]年|年内|[合共小总累]?计|共|约|达到?|为|不少于|不低于|不超过|至少"
    "|需|按|支出|完成|正好|保障|[，,（( ])*"
)
"""Words before a number of which only the sentence says what it counts."""
_NOUN = late(f"(?!以[上下内]|左右|及以上){HAN}")
_EACH_IN_CLAUSE = late(
    f"每(?![年月周日天季旬半次批期]|学[期年])|单[个支台辆套家户校]|(?<!各)各(?:{HAN}|[“”]){{0,12}}\\Z|逐[个户人处]|人手"
)
_OF_SEVERAL = late("[、和及与]|合计|总计|总额|总费用|总投[资入]|等")
_YEARS = late("(?<![0-9])[二三四五六十两2-9]年|十四五|十五五")
_NO_AIM = late(
    "原有|已有|已建|由\\Z|从\\Z|已(?:积累|累计|完成|建成|实施|开展|运行|连续)|到20[0-9]{2}年[^，。；]{0,4}已"
)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A number of a goal and that of a row that nothing else claims, and how sure it is that they are one."""

    said: Said
    promise: Promise
    is_sure: bool


@lru_cache(maxsize=2)
def left_over(statements: ProjectStatements) -> tuple[LeftOver, ...]:
    """Return the pairs of numbers that are left, each number in no more than one."""
    return tuple(_Elimination(statements).pairs())


class _Elimination:
    def __init__(self, statements: ProjectStatements) -> None:
        self._said = [said for text in statements.prose for said in text]
        self._planned = frozenset(id(said) for text in statements.plans for said in text)
        self._promises = statements.promises
        self._goals = tuple(dict.fromkeys(each.field.text for each in self._said))
        self._statements = statements
        self._words: Mapping[str, int] = Counter(
            pair for each in statements.reviewed.project.indicators for pair in subject_of(each.name)
        )

    def pairs(self) -> Iterator[LeftOver]:
        """Give the pairs, the likeliest first."""
        free = [each for each in self._said if not self._is_claimed(each)]
        rows = [each for each in self._promises if self._is_open(each)] if free else []
        slips = list(self._slips(free, rows))
        yield from slips
        taken = {id(each) for pair in slips for each in (pair.said, pair.promise)}
        found = [
            (score, said, row) for row in rows for said in free if (score := self._likeness(said, row)) > 0
        ]
        found.sort(key=lambda each: -each[0])
        for score, said, row in found:
            if id(said) in taken or id(row) in taken:
                continue
            taken |= {id(said), id(row)}
            rivals = [
                other
                for other, one, promise in found
                if (promise is row) != (one is said) and not _say_the_same(one, said, promise, row)
            ]
            is_alone = max(rivals, default=0.0) < score * _MUCH_BETTER
            is_slip = _is_slip(said.statement, row.statement)
            if self._is_explained(said, row, score):
                continue
            is_sure = is_alone and (score >= _SURELY_NAMED or (is_slip and score >= _NAMED))
            is_last = is_alone and _are_last(said, row, free, rows)
            is_likely = is_alone and row.statement.dimension is not Dimension.MONEY
            is_likely = is_likely or is_slip_of_digits(said.statement.low, row.statement.low)
            if is_sure or is_last or score >= (_HARDLY_NAMED if is_likely else _NAMED):
                yield LeftOver(said, row, is_sure and id(said) in self._planned)

    def _slips(self, free: Sequence[Said], rows: Collection[Promise]) -> Iterator[LeftOver]:
        """Give the numbers that are said of what a row is called, and are its number but for a slip."""
        open_rows = frozenset(map(id, rows))
        for said in filter(self._is_of_year, free):
            found = [
                (score, row)
                for row in self._promises
                if _are_slips(said, row)
                and not _keeps(said, row.statement)
                and not _is_before_or_after(said.statement, row.indicator.name)
                and self._serves(said, row)
                and (score := self._told_of(said, row)) >= _SURELY_NAMED
                and not self._is_held_there(said, row)
                and not self._is_with_another(said, row)
            ]
            if found:
                _, row = max(found, key=lambda each: each[0])
                yield LeftOver(said, row, id(row) in open_rows)

    def _is_of_year(self, said: Said) -> bool:
        goal = said.field.goal
        return id(said) in self._planned and (goal is None or goal.horizon is Horizon.ANNUAL)

    def _told_of(self, said: Said, row: Promise) -> float:
        """Return how much of a row's name is said of a number, of a bare one, 共50人, before it."""
        words = _sentence_before(said) if _is_bare(said, row.indicator.name) else _own_words(said)
        return self._named_in(words, subject_of(row.indicator.name))

    def _is_held_there(self, said: Said, row: Promise) -> bool:
        """Tell whether the text of a number has that of a row too, and not as that of another row."""
        return any(
            each.field is said.field
            and each.statement.low == row.statement.low
            and _are_of_one_kind(each.statement, row.statement)
            and not self._is_of_another(each, row)
            for each in self._said
        )

    def _is_of_another(self, said: Said, row: Promise) -> bool:
        """Tell whether more of the name of another row of the same number is said of a number."""
        words = _own_words(said)
        least = self._named_in(words, subject_of(row.indicator.name))
        return any(
            each.statement.low == row.statement.low
            and self._named_in(words, subject_of(each.indicator.name)) > least
            for each in self._promises
        )

    def _is_with_another(self, said: Said, row: Promise) -> bool:
        """Tell whether another number of a sentence makes that of a row of one, or that of it of a row's."""
        one, more = said.statement, abs(said.statement.low - row.statement.low)
        unit = same_unit(one.unit)
        return any(
            each is not said and each.statement.low == more and same_unit(each.statement.unit) == unit
            for each in _sentence_of(said, self._said)
        )

    def _is_open(self, row: Promise) -> bool:
        """Tell whether no text says the number of a row."""
        one = row.statement
        if not one.is_one or not one.low:
            return False
        if _is_written(without_sign(row.indicator.target.written), self._texts_beside(row)):
            return False
        return not any(_states(said, row) for said in self._said)

    def _texts_beside(self, row: Promise) -> str:
        """Return the texts that may say a row's number: its own, and of a rare one those of the goals."""
        own = (row.indicator.name, row.indicator.description or "", row.indicator.remark or "")
        is_rare = _is_rare(row.statement) or "/" in row.indicator.target.written
        return "\n".join((*own, *self._goals) if is_rare else own)

    def _is_claimed(self, said: Said) -> bool:
        """Tell whether a row has a number."""
        return any(_states(said, row) for row in self._promises)

    def _likeness(self, said: Said, row: Promise) -> float:
        """Return how much of a row's name is said of a number, 0 where they cannot be one."""
        one, other = said.statement, row.statement
        if not _are_of_one_kind(one, other) or not self._serves(said, row) or not _can_be_one(said, row):
            return 0.0
        if one.dimension is Dimension.RATIO and not _is_same_rate(said, row.indicator.name):
            return 0.0
        subject = subject_of(row.indicator.name)
        is_plain_amount = one.dimension is Dimension.MONEY and not _is_slip(one, other)
        if id(said) not in self._planned and one.dimension in _OF_A_YEAR and not one.is_change:
            return 0.0
        least = _SURELY_NAMED if _is_by_ten_thousand(one, other) else 0.0
        own = self._named_in(_own_words(said), subject)
        if is_plain_amount or own > _NAMED:
            return max(least, own)
        near = self._named_in(_sentence_before(said), subject) * _FARTHER
        if _is_digit_off(one, other):
            least = max(least, self._named_in(said.field.text, subject) * _FARTHEST)
        return max(least, own, near)

    def _named_in(self, words: str, subject: Collection[str]) -> float:
        """Return how much of a row's name stands in words, what few names have weighing more."""
        pairs, letters = pairs_of(words), frozenset(words)
        if pairs.isdisjoint(subject):
            return 0.0
        weights = {pair: 1 / max(1, self._words.get(pair, 1)) for pair in subject}
        found = sum(
            weight * (1 if pair in pairs else _IN_ANOTHER_ORDER)
            for pair, weight in weights.items()
            if pair in pairs or letters.issuperset(pair)
        )
        return found / sum(weights.values())

    def _serves(self, said: Said, row: Promise) -> bool:
        goal = said.field.goal
        serving = None if goal is None else self._statements.reviewed.project.indicators_of(goal)
        return serving is None or any(each is row.indicator for each in serving)

    def _is_explained(self, said: Said, row: Promise, score: float) -> bool:
        """Tell whether numbers of the sentence make the one of the row, or it and others that of the goal."""
        one, other = said.statement, row.statement
        if one.dimension is Dimension.RATIO:
            return False
        near = _sentence_of(said, self._said)
        is_slip = _is_slip(one, other)
        inside = [each for each in self._said if each.field is said.field]
        wide = near if is_slip else self._said if one.dimension is Dimension.MONEY else inside
        lows = {each.statement.low for each in wide if _are_of_one_kind(each.statement, other)} - {one.low}
        rows = {
            each.statement.low
            for each in self._promises
            if each is not row
            and same_unit(each.statement.unit) == same_unit(other.unit)
            and not subject_of(each.indicator.name).isdisjoint(pairs_of(said.sentence))
        }
        if other.low - one.low in lows or one.low - other.low in (lows if is_slip else lows | rows):
            return True
        times = other.low / one.low if one.low else Fraction(0)
        is_named = score >= _SURELY_NAMED
        if not is_named and times in {each.statement.low for each in near} - {Fraction(1)}:
            return True
        if not is_named and times in _TIMES and not _is_scale(one, other) and _AGAIN.search(said.sentence):
            return True
        if is_slip:
            return False
        if self._is_one_of_three(one, other):
            return True
        if one.dimension is not Dimension.MONEY:
            return adds_up_to_target(near, row)
        return leads_to_target(near, row)

    def _is_one_of_three(self, one: Statement, other: Statement) -> bool:
        """Tell whether a number of a row is that of a goal and two more of its unit."""
        unit = same_unit(other.unit)
        lows = {each.statement.low for each in self._said if same_unit(each.statement.unit) == unit} - {
            one.low
        }
        return any(other.low - one.low - low in lows for low in lows)


def _are_last(said: Said, row: Promise, free: Sequence[Said], rows: Sequence[Promise]) -> bool:
    """Tell whether no other number that is left has the unit of the two."""
    unit = same_unit(row.statement.unit)
    if row.statement.dimension is Dimension.MONEY or same_unit(said.statement.unit) != unit:
        return False
    left = {
        each.statement.low
        for each in free
        if same_unit(each.statement.unit) == unit and each.statement.low > 1
    }
    return len(left) == 1 and all(each is row or same_unit(each.statement.unit) != unit for each in rows)


def _is_scale(one: Statement, other: Statement) -> bool:
    return one.stated == other.stated and one.low != other.low


def _is_by_ten_thousand(one: Statement, other: Statement) -> bool:
    """Tell whether 万 stands before the unit of one of two numbers, which are hardly the same by chance."""
    if not _is_scale(one, other) or one.unit != other.unit or not _is_tenfold(one, other):
        return False
    return one.stated >= _TWO_DIGITS or one.stated.denominator > 1


_TWO_DIGITS = 10


def _is_same_rate(said: Said, name: str) -> bool:
    """Tell whether a share is of the kind of a name: a rate of the same end, or how far something fell."""
    one = said.statement
    if one.is_change:
        change = _CHANGE.search(one.before)
        return change is not None and change[0] in name
    plain = without_note(name)
    if _is_share(said):
        done = _RATE_OF.search(plain)
        return _IS_SHARE.search(plain) is not None or bool(
            done and (done["act"] in _sentence_before(said) or done["act"][0] in _clause_before(said))
        )
    heads = heads_of(one)
    return bool(heads) and (
        plain.endswith(heads[0][-_LEAST_HEAD:])
        or bool(_IS_SHARE.search(heads[0]) and _IS_SHARE.search(plain))
    )


_CHANGE = late("增长|增加|提高|提升|上升|下降|降低|减少|缩短|压减|压缩|节约")
_SHARE_OF = late("占(?:[^，。；]*的)?(?:不低于|不少于)?\\Z|的(?:不低于|不少于)\\Z")
_RATE_OF = late(f"(?P<act>{HAN}{{2}})(?:覆盖)?(?:率|度|比例)\\Z")


def _is_share(said: Said) -> bool:
    """Tell whether a share is said of those before it: 24小时内修好的占95%, 一次通过复核的不低于95%."""
    return _SHARE_OF.search(_clause_before(said)) is not None


def _clause_before(said: Said) -> str:
    text, start = said.field.text, said.statement.start
    return text[sentence_start(text, start, _CLAUSE_ENDS) : start]


_IS_SHARE = late("比[例重率]?\\Z|占[^，。；]*比例")
_LEAST_HEAD = 3


def _is_written(number: str, text: str) -> bool:
    """Tell whether a number with its unit stands in a text, and no longer number."""
    found = re.search(f"(?<![0-9.,]){re.escape(number.replace(',', ''))}", text.replace(",", ""))
    return found is not None


def _is_of_other_time(one: Statement) -> bool:
    return is_of_other_time(replace(one, before=_A_YEAR.sub("", one.before)))


_A_YEAR = late("20[0-9]{2}年")


def _are_of_one_kind(one: Statement, other: Statement) -> bool:
    if one.dimension is other.dimension and one.base == other.base:
        return True
    units = same_unit(one.unit), same_unit(other.unit)
    if units[0] == units[1]:
        return True
    are_things = {one.dimension, other.dimension} <= THINGS
    return are_things and (not ANYTHING.isdisjoint(units) or may_stand_for(*units))


def _states(said: Said, row: Promise) -> bool:
    """Tell whether a number of a text is that of a row: a rare one, or one with a word of its name."""
    one, other = said.statement, row.statement
    if not _say_one_number(one, other):
        return False
    if one.dimension is Dimension.RATIO and not _is_same_rate(said, row.indicator.name):
        return False
    return _is_rare(other) or not subject_of(row.indicator.name).isdisjoint(pairs_of(said.sentence))


def _say_one_number(one: Statement, other: Statement) -> bool:
    if one.dimension in THINGS and not _is_rare(other) and not _are_of_one_kind(one, other):
        return False
    return (one.low == other.low and are_comparable(one, other)) or agrees(one, other)


def _say_the_same(one: Said, other: Said, promise: Promise, row: Promise) -> bool:
    """Tell whether two pairs say the same: the goal repeats its number, or a row has it once more."""
    return one.statement.low == other.statement.low and promise.statement.low == row.statement.low


def _is_rare(one: Statement) -> bool:
    return one.dimension is not Dimension.RATIO and (
        one.stated >= _BY_NO_CHANCE or one.stated.denominator > 1
    )


def _is_slip(one: Statement, other: Statement) -> bool:
    is_digit = one.dimension is Dimension.MONEY and _is_digit_off(one, other)
    return _is_scale(one, other) or is_digit or is_slip_of_digits(one.low, other.low)


def _are_slips(said: Said, row: Promise) -> bool:
    """Tell whether a number, counted as that of a row is, differs from it by a slip of the hand alone."""
    one, other = said.statement, row.statement
    if not one.is_one or not other.is_one or one.stated <= 1 or same_unit(one.unit) != same_unit(other.unit):
        return False
    if one.dimension is Dimension.RATIO:
        return _is_same_rate(said, row.indicator.name) and _are_rates_apart(one, other)
    if not _is_turned_or_other_digit(one, other) or IS_ABLE.match(one.behind):
        return False
    are_of_each = is_of_each(one) == is_of_each(other) and one.per == other.per
    is_change = one.is_change and not _CHANGES.search(row.indicator.name)
    is_mean = _MEAN.search(row.indicator.name) is not None and not _MEAN.search(one.before)
    is_one_of_many = _is_said_of_each(said) and not _EACH_OF.search(row.indicator.name)
    return are_of_each and _often(one) == _often(other) and not (is_change or is_mean or is_one_of_many)


_EACH_OF = late("[各每]")


def _is_said_of_each(said: Said) -> bool:
    """Tell whether the clause of a number says that each of many has it: 春、秋两季各开设10个."""
    one, clause = said.statement, _clause_before(said)
    is_each = _EACH_IN_CLAUSE.search(_behind_the_last(clause, one.unit)) is not None
    return is_each and not is_of_each(one)


_POINTS = frozenset(Fraction(each, 100) for each in (3, 5, 10))


def _are_rates_apart(one: Statement, other: Statement) -> bool:
    """Tell whether a rate is another one by a digit or by a few points."""
    is_apart = _is_turned_or_other_digit(one, other) or abs(one.low - other.low) in _POINTS
    return is_apart and not one.is_change and not _is_rounded(one, other)


def _is_bare(said: Said, name: str) -> bool:
    """Tell whether a number is told of what stands before: 共50人, 占80%, or of the mere rate of a name."""
    one = said.statement
    if one.dimension is Dimension.RATIO:
        return name.endswith(noun_before(one.before)) or _is_share(said)
    return _BARE.fullmatch(one.before) is not None and not _NOUN.match(one.behind)


def _is_before_or_after(one: Statement, name: str) -> bool:
    """Tell whether a number is not of the year, by words of its clause that a name has not."""
    if _OF_ALL_YEAR.search(one.before) or not _is_of_other_time(one):
        return False
    return not ("累计" in one.before and "累计" in name)


_OF_ALL_YEAR = late("全年|年度|[当本]年")


def _is_turned_or_other_digit(one: Statement, other: Statement) -> bool:
    return is_slip_of_hand(one.low, other.low) and not _is_tenfold(one, other)


def _is_digit_off(one: Statement, other: Statement) -> bool:
    """Tell whether two numbers of one unit and length differ in a digit or have two that changed places."""
    first, second = (str(each.stated * 10_000) for each in (one, other))
    if same_unit(one.unit) != same_unit(other.unit) or len(first) != len(second) or one.low == other.low:
        return False
    digits = len(max(first.rstrip("0"), second.rstrip("0"), key=len))
    differing = sum(left != right for left, right in zip(first, second, strict=True))
    return digits >= _FEW and (differing == 1 or sorted(first) == sorted(second))


def _can_be_one(said: Said, row: Promise) -> bool:
    one, other = said.statement, row.statement
    goal = said.field.goal
    if not one.is_one or (one.stated <= 1 and one.dimension is not Dimension.RATIO):
        return False
    is_same_each = one.dimension is Dimension.TIME or is_of_each(one) == is_of_each(other)
    if not is_same_each or one.per != other.per or _often(one) != _often(other):
        return False
    if one.is_change and not _CHANGES.search(row.indicator.name):
        return False
    if goal is not None and goal.horizon is not Horizon.ANNUAL:
        return False
    if _is_scale(one, other):
        return True
    if not one.is_change and one.dimension is not Dimension.TIME and _is_of_other_time(one):
        return False
    if _keeps(said, other) or _is_rounded(one, other):
        return False
    return not _is_another_by_its_words(said, row)


def _often(one: Statement) -> str:
    return "" if one.each == "年" else one.each


def _is_another_by_its_words(said: Said, row: Promise) -> bool:
    """Tell whether a number is of each, of several years or of several things by the words around it."""
    one, clause = said.statement, _clause_before(said)
    if one.dimension is Dimension.MONEY and _is_another_amount(one, row, clause):
        return True
    if counts_another_thing(one, row) or is_in_each(said, row) or IS_ABLE.match(one.behind):
        return True
    if one.dimension is Dimension.TIME and _OF_A_RATE.match(one.behind):
        return True
    if one.dimension is Dimension.RATIO and "分别" in said.sentence:
        return True
    if _is_said_of_each(said):
        return True
    if _OF_WHICH.search(one.before) and not _is_slip(one, row.statement):
        return True
    return bool(_YEARS.search(clause) or _NO_AIM.search(one.before))


def _is_another_amount(one: Statement, row: Promise, clause: str) -> bool:
    """Tell whether an amount is one of several of a row, or the sum where a row has one of them."""
    name, is_in_all = row.indicator.name, _IN_ALL.search(clause) is not None
    if not _is_slip(one, row.statement):
        return is_in_all or bool(_OF_SEVERAL.search(name) or _MEAN.search(name))
    is_of_several = bool(_OF_SEVERAL.search(name) or _MEAN.search(name))
    is_sure = is_in_all and is_slip_of_digits(one.low, row.statement.low)
    return is_of_several and (not is_sure or _is_tenfold(one, row.statement))


def _is_tenfold(one: Statement, other: Statement) -> bool:
    return max(one.low, other.low) / min(one.low, other.low) in _TENS


_TENS = frozenset(map(Fraction, (10, 100, 1000, 10_000)))


def _behind_the_last(clause: str, unit: str) -> str:
    """Return the words of a clause behind its last number of a unit or 共: of all, not of each."""
    return clause[max(clause.rfind("共"), clause.rfind(unit)) + 1 :]


_OF_WHICH = late("其中|[（(]")
_OF_A_RATE = late(f"{HAN}{{0,6}}率")
_IN_ALL = late("[合共]计?")
_MEAN = late("均")
_CHANGES = late("增长|增加|增幅|提高|提升|上升|下降|降低|减少|缩短|压减|压缩|节约|降幅|增收|同比|率")


def _keeps(said: Said, other: Statement) -> bool:
    """Tell whether an exact number of a row keeps to a goal's least or most, or a share to that of a row."""
    one = said.statement
    if {one.direction, other.direction} == AGAINST:
        return True
    if other.direction is not Direction.EXACT:
        reaches = _REACHES.get(other.direction) if one.direction is Direction.EXACT else None
        return reaches is not None and _is_share(said) and reaches(one.low, other.low)
    is_least = one.direction is Direction.AT_LEAST and not _REACHED.search(one.before)
    is_most = one.direction is Direction.AT_MOST
    return (is_least and other.low >= one.low) or (is_most and other.low <= one.low)


_REACHES = {Direction.AT_LEAST: ge, Direction.AT_MOST: le}
_REACHED = late("(?:达到?|提[高升][到至])\\Z")


def _is_rounded(one: Statement, other: Statement) -> bool:
    most = _ROUNDED_RATE if one.dimension is Dimension.RATIO else _ROUNDED
    is_near = abs(one.low - other.low) <= most * max(one.low, other.low)
    if one.dimension is not Dimension.RATIO:
        return is_near and _digits(one.low) != _digits(other.low)
    return is_near and _digits(one.low) > _digits(other.low)


_ROUNDED_RATE = Fraction(1, 100)
_OF_A_YEAR = frozenset([Dimension.RATIO, Dimension.RATE])


def _digits(number: Fraction) -> int:
    return len(str(round(number * 10_000)).strip("0"))


def _sentence_of(said: Said, every: Sequence[Said]) -> list[Said]:
    """Return the numbers of the sentence of a number."""
    text, one = said.field.text, said.statement
    begin, end = sentence_start(text, one.start), sentence_end(text, one.end)
    return [each for each in every if each.field is said.field and begin <= each.statement.start < end]


_AGAIN = late("[各每均和轮批季]|半年|两次")


def _sentence_before(said: Said) -> str:
    text, one = said.field.text, said.statement
    return text[sentence_start(text, one.start) : one.end + len(one.behind)]


def _own_words(said: Said) -> str:
    one = said.statement
    return f"{one.before} {one.unit}{one.behind}"
