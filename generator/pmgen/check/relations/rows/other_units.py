"""Targets that count in another unit than all that is said of the same number: 440个 in texts, =440座."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from pmgen.check.money.project_costs import without_sign
from pmgen.check.review_rule import FieldText, without_note
from pmgen.check.statements.comparing import PHYSICAL, THINGS
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.statement import Statement
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.targets import Number
from pmgen.model.terms import Category
from pmgen.model.units import Dimension, is_percent, same_unit

_LEAST = 10
_OFTEN = 2
_NEAR_BY = 16
ANYTHING = frozenset(["个", "处", "项", "件", "类", "种"])
"""Units in which anything may be counted."""
_ALIKE = tuple(
    map(
        frozenset,
        (
            *("家所院户校村", "座栋幢口间", "台套部架辆组艘", "本册部卷", "张份幅块页"),
            *("本份册张", "床张席座", "株棵根", "条根", "头只羽匹", "队支"),
        ),
    )
)
"""Units of which one may stand for another."""


def in_other_units(statements: ProjectStatements) -> Iterator[tuple[Said, Promise]]:
    """Give the numbers of goals that a row repeats in a unit that no other text has with that number."""
    goals = [text for text in statements.plans if text[0].field.goal is not None]
    promises = [each for each in statements.promises if _is_counted(each)] if goals else []
    prose = statements.reviewed.prose
    texts = (
        "\n".join(each.text for each in statements.reviewed.texts if each.key != "target") if promises else ""
    )
    for text in goals if promises else ():
        for said in text:
            same = [each for each in promises if each.statement.low == said.statement.low]
            if len(same) != 1 or not _are_other(said, same[0]):
                continue
            if _counts_by_its_name(same[0]) or _is_told(same[0], goals):
                continue
            target = without_sign(same[0].indicator.target.written)
            is_told_often = prose.count(said.words) >= _OFTEN and prose.count(target) == 1
            is_slip = target not in texts and _is_from_the_row_above(said, same[0], statements)
            is_other = (is_told_often or is_slip) and _is_named(said, same[0])
            if is_other or _counts_firms(said, same[0]):
                yield said, same[0]


@dataclass(frozen=True, slots=True)
class PlainNumber:
    """A number without a unit in a goal, of which a row makes a percentage."""

    field: FieldText
    start: int
    end: int
    indicator: Indicator


_PERCENT = late("\\s*(?:[%％‰]|个?百分|个点)")
_NO_UNIT = late("(?=[，。；;、）)\\n以]|\\Z)")
_LEAST_PLAIN_DIGITS = 3
_LEAST_NAMED = 2


def percents_of_numbers(statements: ProjectStatements) -> Iterator[PlainNumber]:
    """Give the numbers that a goal has without % wherever it has them, and a row with it: 系数达到0.744."""
    for indicator in statements.reviewed.project.indicators:
        target = indicator.target
        if not isinstance(target, Number) or not is_percent(target.unit):
            continue
        written = target.number.text
        if "." not in written or len(written.replace(".", "").strip("0")) < _LEAST_PLAIN_DIGITS:
            continue
        found = [each for field in _goals(statements) for each in _places(written, field)]
        plain = [(field, at) for field, at in found if _NO_UNIT.match(field.text, at + len(written))]
        is_percentage = any(_PERCENT.match(field.text, at + len(written)) for field, at in found)
        for field, at in plain[:1] if not is_percentage else ():
            clause = field.text[sentence_start(field.text, at, "，。；\n") : at]
            if len(topic_pairs(indicator.name) & pairs_of(clause)) >= _LEAST_NAMED:
                yield PlainNumber(field, at, at + len(written), indicator)


_IS_SHARE = late(
    "[率比度性]\\Z|[占百]分?比|比[例重]|幅|进度|完成|达标|合格|覆盖|到位|及时|准确|通过|规范|情况"
)
_COUNTED = THINGS | {Dimension.PERSONS, Dimension.PERSON_TIMES}


def counts_as_percents(statements: ProjectStatements) -> Iterator[PlainNumber]:
    """Give the counts of a goal that a row of quantities has in %: 机手培训两期，计100人 and =100%."""
    for indicator in statements.reviewed.of(Category.QUANTITY):
        target, name = indicator.target, without_note(indicator.name)
        if not isinstance(target, Number) or not is_percent(target.unit) or _IS_SHARE.search(name):
            continue
        for text in statements.plans:
            found = [each for each in text if _is_count_of(each, name, target)]
            if len(found) == 1:
                one = found[0]
                yield PlainNumber(one.field, one.statement.start, one.statement.end, indicator)
                break


def _is_count_of(said: Said, name: str, target: Number) -> bool:
    """Tell whether a sentence names a row in full before a count that has its number."""
    one, text = said.statement, said.field.text
    if one.dimension not in _COUNTED or not one.is_one or one.stated != target.number.value:
        return False
    return name in text[sentence_start(text, one.start, "。；\n") : one.start]


def _goals(statements: ProjectStatements) -> Iterator[FieldText]:
    return (field for field in statements.reviewed.texts if field.goal is not None and field.key == "text")


def _places(number: str, field: FieldText) -> Iterator[tuple[FieldText, int]]:
    """Give where a number stands in a text, and no longer one."""
    text, at = field.text, field.text.find(number)
    while at >= 0:
        end = at + len(number)
        if not text[at - 1 : at].strip(".").isdigit() and not text[end : end + 1].isdigit():
            yield field, at
        at = text.find(number, end)


def _is_from_the_row_above(said: Said, promise: Promise, statements: ProjectStatements) -> bool:
    """Tell whether a row has the unit of the one above it, and a noun that the texts count in another.

    =54盏 of 更换座椅 below =132盏 of 更换路灯, and 座椅54张 in the goal.
    """
    rows = list(statements.promises)
    at = next(at for at, each in enumerate(rows) if each is promise)
    above = rows[at - 1].statement.unit if at else ""
    noun = noun_before(said.statement.before)[-_SHORTEST_NOUN:]
    is_its_noun = len(noun) == _SHORTEST_NOUN and _NUMBER_OF.sub("", promise.indicator.name).endswith(noun)
    is_own_unit = said.statement.unit not in ANYTHING and said.statement.unit != above
    return is_its_noun and is_own_unit and same_unit(above) == same_unit(promise.statement.unit)


_SHORTEST_NOUN = 2
_FIRMS = "家"
_THINGS = frozenset("件份篇册本部台套辆架张幅条场期株棵头只枚卷")
_NUMBER_OF = late("(?:总?数量?|总量|个数|件数|[件份册]数)\\Z")
_LEAST_NOUN = 4


def _counts_firms(said: Said, promise: Promise) -> bool:
    """Tell whether one of two counts of a noun is of firms, the other of things: 授权200件 and ≥200家."""
    units = {said.statement.unit, promise.statement.unit}
    noun = noun_before(said.statement.before)[-_LEAST_NOUN:]
    name = _NUMBER_OF.sub("", promise.indicator.name)
    is_one_noun = len(noun) == _LEAST_NOUN and name.endswith(noun)
    return is_one_noun and _FIRMS in units and not units.isdisjoint(_THINGS)


def _is_named(said: Said, promise: Promise) -> bool:
    """Tell whether the words before a number have a word of the row's name."""
    start = said.statement.start
    before = said.field.text[max(0, start - _NEAR_BY) : start]
    return not topic_pairs(promise.indicator.name).isdisjoint(pairs_of(before))


_COUNTED_BY = late("(.)数\\Z")


def _counts_by_its_name(promise: Promise) -> bool:
    """Tell whether a name ends in the measure word of its target, or one like it: 上门户数 =600户."""
    match = _COUNTED_BY.search(promise.indicator.name)
    named, unit = same_unit(match[1]) if match else "", same_unit(promise.statement.unit)
    return named == unit or may_stand_for(named, unit)


def _is_told(promise: Promise, goals: Sequence[Sequence[Said]]) -> bool:
    """Tell whether a goal has the number of a row in its unit, however many decimals either has."""
    row = promise.statement
    return any(
        each.statement.low == row.low and same_unit(each.statement.unit) == same_unit(row.unit)
        for each in chain.from_iterable(goals)
    )


def _is_counted(promise: Promise) -> bool:
    one = promise.statement
    return one.dimension in THINGS and one.is_one and one.low >= _LEAST and not one.per


def _are_other(said: Said, promise: Promise) -> bool:
    one, other = same_unit(said.statement.unit), same_unit(promise.statement.unit)
    if said.statement.dimension not in THINGS or other in ANYTHING:
        return False
    is_one_of_each = f"一{other}" in said.statement.behind
    return one != other and not may_stand_for(one, other) and not is_one_of_each


def may_stand_for(one: str, other: str) -> bool:
    """Tell whether the same things may be counted in two units."""
    return any({one, other} <= units for units in _ALIKE)


_HAS_ONE = {"人": frozenset("例份岗床张席样针剂证"), "户": frozenset("份座台套口眼")}
"""What each person and each household has one of."""


def is_one_for_each(one: str, other: str) -> bool:
    """Tell whether there is one of a unit for each of another: 30元/份 of an insurance for 每人."""
    one, other = same_unit(one), same_unit(other)
    return other in _HAS_ONE.get(one, ()) or one in _HAS_ONE.get(other, ())


_IN_SCALES = PHYSICAL | {Dimension.MONEY, Dimension.TIME}


@lru_cache(maxsize=2)
def in_other_scales(statements: ProjectStatements) -> tuple[tuple[Said, Promise], ...]:
    """Return the numbers of goals that a row repeats in another unit of the same measure: 1500吨, ≥1500公斤.

    It must be the only number of that measure with these digits, and speak of what the row is about.
    """
    return tuple(_in_other_scales(statements))


def _in_other_scales(statements: ProjectStatements) -> Iterator[tuple[Said, Promise]]:
    promises = [each for each in statements.promises if _is_measured(each.statement)]
    by_base: dict[str, list[Said]] = {}
    for said in chain.from_iterable(statements.plans if promises else ()):
        by_base.setdefault(said.statement.base, []).append(said)
    for promise in promises:
        target = promise.statement
        alike = by_base.get(target.base, ())
        same = [said for said in alike if said.statement.stated == target.stated]
        if len(same) != 1 or any(said.statement.low == target.low for said in alike):
            continue
        said = same[0]
        is_same = _is_measured(said.statement) and _is_no_chance(said.statement, target)
        if said.field.goal and is_same and _is_about(said, promise):
            yield said, promise


def _is_measured(one: Statement) -> bool:
    if one.dimension not in _IN_SCALES or one.each or one.is_change:
        return False
    return one.is_one and one.stated > 1 and not divisors_of(one)


def _is_no_chance(said: Statement, target: Statement) -> bool:
    """Tell whether two numbers share more than a digit, or differ by a thousand or ten thousand times."""
    less, more = sorted((said.low, target.low))
    return said.stated >= _LEAST or said.stated.denominator > 1 or more / less in _SCALES


_SCALES = (1000, 10000)


def _is_about(said: Said, promise: Promise) -> bool:
    """Tell whether most words of a name stand in the text of a number, and one beside it."""
    one = said.statement
    near = pairs_of(f"{one.before} {one.behind}")
    topic = topic_pairs(promise.indicator.name)
    around = near if one.dimension is Dimension.TIME else pairs_of(said.field.text)
    return not topic.isdisjoint(near) and len(topic & around) * 2 > len(topic)
