"""The factors of which a cost is made, 45人×3天×400元, beside what goals and targets say of the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmgen.check.money.unit_prices import topic_text
from pmgen.check.review_rule import FieldText, without_note
from pmgen.check.statements.comparing import is_of_other_time
from pmgen.check.statements.formulas import has_formula
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said, said_in
from pmgen.check.statements.reckonings import divisors_of, prices_among
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.statements.statement_reading import read_statements
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_FIELDS = frozenset(["description", "remark", "basis_note"])
_COUNTED = frozenset([Dimension.PERSONS, Dimension.BODIES, Dimension.THINGS, Dimension.EVENTS])
_SIGNS = str.maketrans("×✕*＊=＝+＋", "，，，，，，，，")
_OPEN = ("其余", "剩余", "其中", "另", "部分", "上年", "去年", "往年", "约", "折", "平均")
_PART = late("其中|另|每|各|提前|推迟|试点|[至到](?:第)?\\Z")
_LASTS = late("为期|历时|持续|连续|共计?|全程|期限|时间|每[次期人]|[计为]\\Z")
_MOST_CLAUSES = 2


@dataclass(frozen=True, slots=True)
class OtherFactor:
    """A factor of a row, and another number that a goal or the target of a row says of the same."""

    factor: Said
    row: Promise
    other: Said | Promise


def other_factors(statements: ProjectStatements) -> Iterator[OtherFactor]:
    """Give the factors of costs that no goal and no target repeats, and of which one says another number."""
    rows = {id(each.indicator): each for each in statements.promises if _is_cost(each)}
    goals = [text for text in statements.plans if text[0].field.goal is not None] if rows else []
    for field in statements.reviewed.texts if rows else ():
        row = rows.get(id(field.indicator)) if field.key in _FIELDS else None
        if row is None or any(word in field.text for word in _OPEN):
            continue
        every = _reckoning(field, row)
        for factor in every:
            if _is_factor(factor.statement) and not _is_said(factor.statement, statements):
                rest = [each for each in every if each is not factor]
                yield from _others(_Row(row, factor, rest), goals, statements.promises)


def _is_cost(promise: Promise) -> bool:
    return promise.statement.dimension is Dimension.MONEY


def _reckoning(field: FieldText, row: Promise) -> Sequence[Said]:
    """Return the numbers of a text that reckons a cost; none of one that does not."""
    is_formula = has_formula(field.text)
    every = said_in(field)
    if is_formula:
        every = tuple(Said(each, field) for each in read_statements(field.text.translate(_SIGNS)))
    return every if is_formula or row.statement.per or prices_among(every) else ()


def _is_factor(one: Statement) -> bool:
    is_counted = one.dimension in _COUNTED or one.dimension is Dimension.TIME
    is_exact = one.direction is Direction.EXACT and one.is_one and not one.is_change
    return is_counted and is_exact and one.low > 1 and not divisors_of(one) and not one.each


def _are_in_one_unit(one: Statement, other: Statement) -> bool:
    return same_unit(one.unit) == same_unit(other.unit)


def _is_said(factor: Statement, statements: ProjectStatements) -> bool:
    """Tell whether a goal or a target has a number in its unit."""
    every = (
        *(said.statement for text in statements.plans for said in text),
        *(each.statement for each in statements.promises),
    )
    return any(each.low == factor.low and _are_in_one_unit(each, factor) for each in every)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with the factor that is looked for, and its other factors."""

    promise: Promise
    factor: Said
    rest: Sequence[Said]

    @property
    def words(self) -> frozenset[str]:
        return pairs_of(f"{self.promise.indicator.name} {self.factor.field.text}")

    def is_other(self, stated: Statement) -> bool:
        """Tell whether a number contradicts the factor and does not come from it with another factor."""
        one, low = self.factor.statement, stated.low
        if not stated.is_one or not _are_in_one_unit(one, stated) or low == one.low:
            return False
        if stated.direction is Direction.AT_MOST and low > one.low:
            return False
        if stated.direction is Direction.ABOUT or (stated.direction is Direction.AT_LEAST and low < one.low):
            return False
        others = [each.statement for each in self.rest if each.statement.low]
        alike = [each.low for each in others if _are_in_one_unit(each, one)]
        sums = {sum(alike, one.low), *(one.low + each for each in alike), *(one.low - each for each in alike)}
        times = {value for each in others for value in (one.low * each.stated, one.low / each.stated)}
        return low not in sums | times


def _others(row: _Row, goals: Sequence[Sequence[Said]], promises: Sequence[Promise]) -> Iterator[OtherFactor]:
    said = [each for text in goals for each in _candidates(row, text)]
    if len(said) == 1 and row.is_other(said[0].statement):
        yield OtherFactor(row.factor, row.promise, said[0])
    elif not said:
        counted = [each for each in promises if _counts_it(row, each)]
        if len(counted) == 1 and row.is_other(counted[0].statement):
            yield OtherFactor(row.factor, row.promise, counted[0])


def _candidates(row: _Row, text: Sequence[Said]) -> Iterator[Said]:
    """Give the numbers of a goal that speak of a factor: in its unit, beside the other factors of the row."""
    factor = row.factor.statement
    for said in text:
        one = said.statement
        if not _are_in_one_unit(one, factor) or divisors_of(one) or one.each or _PART.search(one.before):
            continue
        if is_of_other_time(one) or any(_is_same(each.statement, one) for each in row.rest):
            continue
        if _is_of_the_row(one, row) and _stands_beside(one, row, text):
            yield said


def _is_same(one: Statement, other: Statement) -> bool:
    return one.low == other.low and _are_in_one_unit(one, other)


def _is_of_the_row(one: Statement, row: _Row) -> bool:
    """Tell whether the words around a number are those of the row, or only say that it lasts."""
    before = _LASTS.sub(" ", noun_before(one.before))
    topic = topic_pairs(before)
    if one.dimension is Dimension.TIME:
        return len(topic & row.words) * 2 >= len(topic)
    topic |= topic_pairs(one.behind)
    noun = _noun(row.factor.statement) or topic_pairs(without_note(row.promise.indicator.name))
    return not topic.isdisjoint(noun) and len(topic & row.words) * 2 >= len(topic)


def _noun(factor: Statement) -> frozenset[str]:
    return topic_pairs(factor.behind) or topic_pairs(noun_before(factor.before))


def _stands_beside(one: Statement, row: _Row, text: Sequence[Said]) -> bool:
    """Tell whether another factor of the row stands near a number in its sentence, with a word of the row."""
    near = [
        said.statement
        for said in text
        if said.statement.sentence == one.sentence
        and abs(said.statement.clause - one.clause) <= _MOST_CLAUSES
    ]
    if not any(_is_same(each.statement, other) for each in row.rest for other in near):
        return False
    words = pairs_of(" ".join(f"{each.before} {each.behind}" for each in near))
    return not words.isdisjoint(topic_pairs(row.promise.indicator.name))


def _counts_it(row: _Row, promise: Promise) -> bool:
    """Tell whether a target counts the factor by the name that the row has too."""
    one, name = promise.statement, without_note(promise.indicator.name)
    if promise is row.promise or one.per or not _are_in_one_unit(one, row.factor.statement):
        return False
    if one.dimension is Dimension.TIME:
        topic = topic_pairs(name)
        return name.endswith(("天数", "月数", "时长", "周期")) and bool(topic) and topic <= row.words
    topic_of_row = topic_text(without_note(row.promise.indicator.name).removesuffix("费"))
    return len(topic_of_row) > 1 and topic_text(name) == topic_of_row
