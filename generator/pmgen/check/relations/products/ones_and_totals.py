"""Rows of all with what each has, and the other way round: 6个站，每站3名，共18名 beside 社工人数 =3名."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from pmgen.check.review_rule import without_note
from pmgen.check.statements.comparing import PEOPLE, TIMES_A_YEAR
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said, said_in
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_NOT_COUNTED = frozenset([Dimension.RATIO, Dimension.GRADE])
_OF_EACH = late(
    f"(?:每(?!年){HAN}{{1,3}}|各{HAN}{{0,10}}|[人户亩]均{HAN}{{0,6}}|单价|平均[^，。；0-9]{{0,8}}"
    "|每(?!年)[^，。；（(共]{1,30}、[^，。；、（(共0-9]{1,12})\\Z"
)
_PRICE_BEFORE = late("[×xX*＊](?P<price>[0-9][0-9,]*(?:\\.[0-9]+)?)(?P<power>万?)元[=＝]\\Z")
_LONGEST = 40
_TOGETHER = late(
    "(?:[两二三四五六七八九十]+[期批班场轮组趟]|(?<![公统])共计?|[合总累]计|全年|一年|\\A[计总])[^，、0-9]{0,6}\\Z"
)
_MAY_BE_OF_EACH = late(
    "每|均|单(?!位|据)|各(?![项类级])|[日月周]|标准|价格?\\Z|上限|限额|最[高低多少大小]|定额|规模|频[次率]|/"
)
_IS_OF_EACH = late(
    "每(?![年月季周日次])|[人户亩]均|单(?:价\\Z|[个台套家户次件期场座人名辆])|标准\\Z|单位(?:成本|造价)"
)
_SOME = late("合格|取证|获证|持证|结业|优秀|师资|教师|讲师|专家|教练|志愿|骨干|工作人员|新增|获奖|入选|录取")
"""Words of those who are some of all, or others, whatever their number is."""
_NOUN = 2
_RARE, _FEW = 100, 10
_PERSON = "人"


class OneAndTotal(NamedTuple):
    """What each of so many has, and the total that they make, with the number of each where it was read."""

    each: Fraction
    total: Said
    one: Said | None = None


class OneForAll(NamedTuple):
    """A row with the number of each where its name is of all, if it `is_of_each`, or the other way round."""

    promise: Promise
    said: OneAndTotal
    is_of_each: bool


def ones_for_all(statements: ProjectStatements) -> Iterator[OneForAll]:
    """Give the rows of all with what each has, and the rows of each with what all have."""
    rows = [each for each in statements.promises if each.statement.is_one and each.statement.low]
    for text in (*statements.plans, *statements.row_texts) if rows else ():
        own = text[0].field.indicator
        for found in _ones_and_totals(text):
            total = found.total.statement
            for row in rows if own is None else (each for each in rows if each.indicator is own):
                if _has(row, found.each, total) and _is_of_all(row, found, statements):
                    yield OneForAll(row, found, is_of_each=True)
                elif _has(row, total.low, total) and _is_of_one(row, found, statements):
                    yield OneForAll(row, found, is_of_each=False)


_SAID_OF_ALL = late(
    "(?:并|[每按]?年|全年|一年|年度|需|[用发]|计划|预计)*(?:(?<![公统])共计?|[合总累]计|总共)(?:需|用|要|为)?\\Z"
)
_MOST_OF_IT = Fraction(3, 5)


def totals_otherwise(statements: ProjectStatements) -> Iterator[tuple[Said, Promise]]:
    """Give the totals of goals that their sentence reckons and names by what each has, and their row is off.

    各装2台开水炉，共6台 beside 安装开水炉 8台: no goal has the number of the row.
    """
    rows = [each for each in statements.promises if each.statement.is_one and not each.statement.per]
    for text in statements.plans if rows else ():
        for found in _ones_and_totals(text) if text[0].field.goal is not None else ():
            total, one = found.total, found.one
            if one is None or total.statement.behind or not _SAID_OF_ALL.fullmatch(total.statement.before):
                continue
            if total.statement.clause - one.statement.clause != 1 or _is_kept(total.statement, statements):
                continue
            about = [row for row in rows if _is_row_of(row, found, statements)]
            if len(about) == 1:
                yield total, about[0]


def _is_kept(total: Statement, statements: ProjectStatements) -> bool:
    """Tell whether a row has a total."""
    return any(each.statement.low == total.low for each in statements.promises)


def _is_row_of(row: Promise, found: OneAndTotal, statements: ProjectStatements) -> bool:
    """Tell whether a row counts what a total does, by its unit and name, and no goal has its number."""
    one, total, name = row.statement, found.total.statement, without_note(row.indicator.name)
    assert found.one
    if one.unit != total.unit or _MAY_BE_OF_EACH.search(name) or one.each or not _may_be_meant(one, total):
        return False
    topic, written = topic_pairs(name), found.total.field.text
    clause = written[sentence_start(written, found.one.statement.start, "，。；\n") : total.start]
    if not topic or len(topic & pairs_of(clause)) < len(topic) * _MOST_OF_IT:
        return False
    return not any(each.statement.low == one.low for text in statements.prose for each in text)


def _may_be_meant(one: Statement, total: Statement) -> bool:
    """Tell whether a target is not the number of a total: less than it, or another one that is no limit."""
    return one.low < total.low or one.direction is Direction.EXACT


def _ones_and_totals(text: Sequence[Said]) -> Iterator[OneAndTotal]:
    """Give what is for each of something with the totals that it makes, in words and in formulas."""
    for at, total in enumerate(text):
        if _is_total(total.statement):
            near = [said for said in text[:at] if said.statement.sentence == total.statement.sentence]
            one = _one_of(total, near)
            if one and _is_made(one, total, near):
                yield OneAndTotal(one.statement.low, total, one)
            elif price := _PRICE_BEFORE.search(total.field.text, 0, total.statement.start):
                scale = 10_000 if price["power"] else 1
                yield OneAndTotal(Fraction(price["price"].replace(",", "")) * scale, total)


def _is_total(one: Statement) -> bool:
    is_plain = one.is_one and not one.is_change and not one.each and not one.per
    return is_plain and divisors_of(one) == () and one.dimension not in _NOT_COUNTED and one.low > 1


def _one_of(total: Said, near: Sequence[Said]) -> Said | None:
    """Return the only number of each that a total may be made of, or the last one of the same noun."""
    ones = [said for said in near if _is_one_of(said, total.statement)]
    noun = noun_before(total.statement.before)[-_NOUN:]
    named = [said for said in ones if len(noun) == _NOUN and noun in said.statement.before]
    return named[-1] if named else ones[0] if len(ones) == 1 else None


def _is_one_of(said: Said, total: Statement) -> bool:
    one = said.statement
    if (
        not one.is_one
        or not 0 < one.low < total.low
        or not (_are_alike(one, total) or total.unit == f"{_PERSON}{one.unit}")
    ):
        return False
    begin = max(0, one.start - _LONGEST)
    return bool(divisors_of(one)) or _OF_EACH.search(said.field.text, begin, one.start) is not None


def _are_alike(one: Statement, other: Statement) -> bool:
    if Dimension.MONEY in (one.dimension, other.dimension):
        return one.dimension is other.dimension
    return {one.dimension, other.dimension} <= PEOPLE or same_unit(one.unit) == same_unit(other.unit)


def _is_made(one: Said, total: Said, near: Sequence[Said]) -> bool:
    """Tell whether a total is so many times a number: how many stands there, or it is called the total."""
    many = total.statement.low / one.statement.low
    is_together = many.denominator == 1 and _TOGETHER.search(total.statement.before) is not None
    return is_together or many in _times(one, near)


def _times(one: Said, near: Sequence[Said]) -> set[Fraction]:
    """Return how many times each number of a sentence, or two of them, may make something be taken."""
    counted = (said.statement for said in near if said is not one)
    lows = {each.stated for each in counted if each.dimension not in (*_NOT_COUNTED, Dimension.MONEY)}
    factors = {*lows, *map(Fraction, TIMES_A_YEAR.get(one.statement.each, ()))}
    return {*factors, *(first * second for first, second in combinations(factors, 2))} - {Fraction(1)}


def _has(row: Promise, number: Fraction, alike: Statement) -> bool:
    return row.statement.low == number and _are_alike(row.statement, alike)


def _is_about(row: Promise, found: OneAndTotal) -> bool:
    """Tell whether a text has a word of a row's name: its sentence for a number that many may have.

    For one digit, it must have half of them.
    """
    if found.total.field.indicator is not None:
        return True
    topic, number = topic_pairs(without_note(row.indicator.name)), row.statement.stated
    is_rare = number >= _RARE or number.denominator > 1
    shared = topic & pairs_of(found.total.field.text if is_rare else found.total.sentence)
    return len(shared) * 2 >= len(topic) > 0 if number < _FEW else bool(shared)


def _is_of_all(row: Promise, found: OneAndTotal, statements: ProjectStatements) -> bool:
    """Tell whether a row counts all: it is not of each by its name or unit, and no other has the total."""
    one, total = row.statement, found.total.statement
    if one.per or one.each or _MAY_BE_OF_EACH.search(row.indicator.name) or not _is_about(row, found):
        return False
    if any(_has(other, total.low, total) for other in statements.promises):
        return False
    if any(word not in found.total.sentence for word in _SOME.findall(row.indicator.name)):
        return False
    said = (each.statement for text in statements.prose for each in text if each is not found.one)
    return not any(_has(row, each.low, each) and _is_total(each) for each in said)


def _is_of_one(row: Promise, found: OneAndTotal, statements: ProjectStatements) -> bool:
    """Tell whether a row is a price by its name or unit, and nothing else has its number."""
    is_of_each = bool(row.statement.per) or _IS_OF_EACH.search(row.indicator.name) is not None
    if not is_of_each or row.statement.dimension is not Dimension.MONEY or not _is_about(row, found):
        return False
    if found.one and _is_all_of_one(found.one, found.total):
        return False
    said = (each.statement for text in statements.prose for each in text if each is not found.total)
    return not any(_has(row, each.low, each) for each in said)


def _is_all_of_one(one: Said, total: Said) -> bool:
    """Tell whether a total is what one gets in all its times: 每名每月300元，10个月共3000元."""
    words = [divisor.word for divisor in divisors_of(one.statement) or ()]
    spans = (said.statement for said in said_in(total.field) if said.statement.dimension is Dimension.TIME)
    often = {Fraction(times) for word in words for times in TIMES_A_YEAR.get(word, ())}
    often |= {each.stated for each in spans}
    return len(words) > 1 and total.statement.low / one.statement.low in often
