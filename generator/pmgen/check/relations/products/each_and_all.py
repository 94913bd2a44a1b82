"""What each of many gets beside what all of them get: 86个行政村, 每村1名 and a target of ≥68名."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from pmgen.check.relations.rows.row_relations import is_of_each_by_name
from pmgen.check.review_rule import FieldText
from pmgen.check.statements.comparing import PEOPLE, THINGS, is_of_each
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import read_chinese_numeral
from pmgen.model.units import Dimension, same_unit, unit_at

_MANY = late(f"(?<![0-9.第约余每])(?P<many>[0-9]{{1,5}})(?P<of>(?![年月日时点分])个?(?:(?!每){HAN}){{1,8}})")
_EACH = late(
    f"每(?:一|个)?(?P<noun>(?![年月周日天季旬次期半学])(?:行政|自然)?{HAN})(?P<between>[^，。；、：0-9每（(]{{0,12}}?)"
    "(?P<each>[0-9]{1,4}|[一二两三四五六七八九十])(?=[名人个台套辆件张块盏只把本册座处场])"
)
_TOTAL = late("[，（、](?:总?共|共计|合计|总计)(?:配备|聘请|安装|发放|建设|购置)?(?P<many>[0-9]{1,6})")
_NOT_ALL = late("另|每[年月周日天季旬次期]|至少|不少于|不低于|以上|左右|约|[～~]|分别|轮|部分|试点|符合")
_FIELDS = frozenset(["name", "description", "remark"])
_COUNTED = PEOPLE | THINGS | {Dimension.EVENTS}
_LONGEST_SENTENCE = 160


@dataclass(frozen=True, slots=True)
class OtherThanEach:
    """A row whose target is not what so many of each make, and where the text says both."""

    promise: Promise
    field: FieldText
    start: int
    end: int
    made: int


def targets_other_than_each(statements: ProjectStatements) -> Iterator[OtherThanEach]:
    """Give the rows that a name, note or goal contradicts by how many there are, and how many each has.

    A goal may be about more than a row, of which it must have most words, and contradicts only a greater
    target or one with the same digits.
    """
    counts = [each for each in statements.promises if _is_count(each)]
    rows = {id(each.indicator): each for each in counts}
    for field in statements.reviewed.texts if counts else ():
        if "每" not in field.text:
            continue
        if field.indicator is not None:
            own = rows.get(id(field.indicator)) if field.key in _FIELDS else None
            about = [own] if own else []
        else:
            about = counts if field.goal is not None else []
        for each in _EACH.finditer(field.text) if about else ():
            yield from _against(field, each, about)
    yield from _of_these(counts, statements)


_OF_THESE = late(
    f"(?<![0-9.第约余每])(?P<many>[0-9]{{1,5}})个?{HAN}{{1,8}}?各{HAN}{{0,4}}?(?P<each>[0-9]{{1,4}})(?=[名人个台套辆件张块盏只把本册座处场组])"
)
_THING = late(f"{HAN}{{2,10}}")
_LEAST_THING = 2


def _of_these(counts: Sequence[Promise], statements: ProjectStatements) -> Iterator[OtherThanEach]:
    """Give the rows of what a goal gives each of so many, 给9个取药点各配2只周转箱, if it gives no more."""
    if "各" not in statements.reviewed.prose:
        return
    said = {
        (each.statement.low, same_unit(each.statement.unit)) for text in statements.prose for each in text
    }
    for text in statements.plans:
        field = text[0].field
        for match in _OF_THESE.finditer(field.text) if field.goal is not None else ():
            unit = unit_at(field.text, match.end())
            thing = _THING.match(field.text, match.end() + len(unit))
            made = int(match["many"]) * int(match["each"])
            is_said = (Fraction(made), same_unit(unit)) in said
            begin, end = _sentence(field.text, match)
            if thing is None or is_said or _NOT_ALL.search(field.text[begin:end]):
                continue
            for promise in counts:
                one, name = promise.statement, promise.indicator.name
                is_of_it = same_unit(one.unit) == same_unit(unit) and thing[0] in name
                if is_of_it and one.low < made and (one.low, same_unit(unit)) not in said:
                    yield OtherThanEach(promise, field, match.start(), thing.end(), made)


class TotalBelowEach(NamedTuple):
    """A row of all that is less than what so many have by a row of each."""

    promise: Promise
    each: Promise
    many: Statement
    made: Fraction


_OF_ONE = late("(?:每(?:一|个)?|单(?:个)?|各)(?![年月周日天季旬次期半学])")


def totals_below_each(statements: ProjectStatements) -> Iterator[TotalBelowEach]:
    """Give the rows of all that so many of each exceed: 28个居民区, a row of each of ≥3只 and one of 56只."""
    for each in statements.promises:
        start = _OF_ONE.match(each.indicator.name)
        is_least = each.statement.direction in (Direction.AT_LEAST, Direction.EXACT)
        if start is None or not is_least or each.statement.dimension in _NEVER_ADDED:
            continue
        totals = [one for one in statements.promises if one is not each and _are_of_one_unit(one, each)]
        for total in totals:
            noun = _noun_of_each(each.indicator.name, start.end(), total.indicator.name)
            many = _counted_as(noun, statements) if noun else None
            made = many.low * each.statement.low if many else Fraction(0)
            if many and total.statement.low < made:
                yield TotalBelowEach(total, each, many, made)


_NEVER_ADDED = frozenset([Dimension.RATIO, Dimension.TIME, Dimension.MONEY, Dimension.GRADE])
_LEAST_COMMON = 2


def _are_of_one_unit(one: Promise, each: Promise) -> bool:
    is_of_all = not is_of_each_by_name(one) and _OF_ONE.match(one.indicator.name) is None
    return is_of_all and one.statement.is_one and one.statement.unit == each.statement.unit


def _noun_of_each(name: str, start: int, of_all: str) -> str:
    """Return the noun behind 每 in the name of a row: 居民区, which stands before what both rows count."""
    bare = _OF_ALL.sub("", of_all)
    at = name.find(bare[:_LEAST_COMMON], start + 1) if len(bare) >= _LEAST_COMMON else -1
    return name[start:at] if at > 0 and frozenset(bare) <= frozenset(name[at:]) else ""


_OF_ALL = late("全年|累计|合计|总|数量?|量|个数|设置|配[备置发]|安装|建设|发放|购置|采购")
"""Words of the name of a row of all that the row of each need not have."""


def _counted_as(noun: str, statements: ProjectStatements) -> Statement | None:
    """Return the only number of a noun in the rows or else anywhere: 24眼 for 眼井, 28个居民区."""
    found = [one for one in statements.counts if one.is_one and _is_of(one, noun)]
    targets = [each.statement for each in statements.promises]
    found = [one for one in found if one in targets] or found
    return found[0] if len({one.low for one in found}) == 1 else None


def _is_of(one: Statement, noun: str) -> bool:
    return one.behind.startswith(noun) or (one.unit != "个" and noun.startswith(one.unit))


def _is_count(promise: Promise) -> bool:
    one = promise.statement
    return one.dimension in _COUNTED and one.is_one and not is_of_each_by_name(promise) and not one.each


def _against(field: FieldText, each: re.Match[str], about: Sequence[Promise]) -> Iterator[OtherThanEach]:
    begin, end = _sentence(field.text, each)
    words = field.text[begin:end]
    if _NOT_ALL.search(words) or (field.indicator is None and "、" in words):
        return
    unit = unit_at(field.text, each.end())
    many = _how_many(words, each, begin)
    total = None if many else _TOTAL.search(words, each.end() - begin)
    if many:
        made = int(many["many"]) * _number(each["each"])
    elif total and words.startswith(unit, total.end()):
        made = int(total["many"])
    else:
        return
    beside = many or total
    assert beside
    start, stop = min(begin + beside.start(), each.start()), max(begin + beside.end(), each.end() + len(unit))
    for promise in about:
        one, written = promise.statement, promise.indicator.target.written
        if same_unit(one.unit) != same_unit(unit) or one.low == made or written in words:
            continue
        if _counts_those(each, promise):
            continue
        if field.indicator is not None or (_is_about(promise, words) and _is_slip(one.low, made)):
            yield OtherThanEach(promise, field, start, stop, made)


def _sentence(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Return where the sentence of a match begins and ends."""
    low = max(0, match.start() - _LONGEST_SENTENCE)
    begin = max(text.rfind(mark, low, match.start()) for mark in "。；\n") + 1
    ends = (
        at for mark in "。；\n" if (at := text.find(mark, match.end(), match.end() + _LONGEST_SENTENCE)) >= 0
    )
    return max(begin, low), min(ends, default=min(len(text), match.end() + _LONGEST_SENTENCE))


def _how_many(words: str, each: re.Match[str], begin: int) -> re.Match[str] | None:
    """Return the only number of what the noun of 每 ends or counts; None where there are several.

    Behind a word that counts anything, 每名导师, the noun that follows must be counted.
    """
    noun = each["noun"][-1]
    called = each["between"][:_CALLED] if noun in _COUNTS_ANYTHING else ""
    found = [
        match
        for match in _MANY.finditer(words)
        if noun in match["of"] and called in match["of"] and int(match["many"]) > 1
        if match.end("many") + begin <= each.start() or match.start() + begin >= each.end()
    ]
    return found[0] if len(found) == 1 else None


_CALLED, _COUNTS_ANYTHING = 2, "名位个件台套张只座处条支批"


def _number(written: str) -> int:
    return int(written) if written.isdigit() else int(read_chinese_numeral(written.replace("两", "二")) or 0)


def _is_about(promise: Promise, words: str) -> bool:
    topic = topic_pairs(promise.indicator.name)
    return len(topic) > 1 and len(topic & pairs_of(words)) * 3 >= len(topic) * 2


def _counts_those(each: re.Match[str], promise: Promise) -> bool:
    """Tell whether a row counts those of whom each has some: 带教导师人数 where 每名导师带教2名教师."""
    who = each["between"][:2]
    return each["noun"] in "名位个人" and len(who) > 1 and who in promise.indicator.name


def _is_slip(target: Fraction, made: int) -> bool:
    return target > made or sorted(str(target)) == sorted(str(made))


_IN_NAME = late(f"(?<![0-9.第])(?P<many>[0-9]{{2,4}})(?P<of>[个家所座名户处支]{HAN}{{1,6}})")


def turned_digits(statements: ProjectStatements) -> Iterator[tuple[Promise, re.Match[str]]]:
    """Give the rows whose target has the digits of the only number of their name in another order.

    No other text may say the number of the target: 86个行政村协管员数 and ≥68名.
    """
    said = {each.statement.low for text in statements.prose for each in text}
    for promise in statements.promises:
        one, name = promise.statement, promise.indicator.name
        found = list(_IN_NAME.finditer(name)) if one.is_one and one.dimension in _COUNTED else []
        if len(found) != 1 or sum(character.isdigit() for character in name) != len(found[0]["many"]):
            continue
        many = int(found[0]["many"])
        others = [
            each for each in statements.promises if each is not promise and each.statement.low == one.low
        ]
        is_turned = one.low != many and sorted(str(one.low)) == sorted(str(many))
        if is_turned and one.low not in said and not others:
            yield promise, found[0]


_OF_EACH = late(
    "(?:平均)?(?:每(?:一|个)?|单个|单(?=[家场期次人户台株亩村校]))(?P<noun>(?![年月周日天季旬次半位])(?:行政|自然)?(?:合作社|企业|学校|社区|公园|"
    f"{HAN}))|(?P<average>[人户亩])均"
)
_LIKE = {"人": "人名位", "户": "户", "亩": "亩", "校": "校所", "家": "家", "期": "期", "场": "场"}


@dataclass(frozen=True, slots=True)
class AllUnderEach:
    """A row that is named for each, whose target a text has of all, and what each gets of it."""

    promise: Promise
    said: Said
    each: Fraction


def totals_under_each(statements: ProjectStatements) -> Iterator[AllUnderEach]:
    """Give the rows of each, 每亩株数, whose target is what a sentence has of all: 600亩, 24000株."""
    for promise in statements.promises:
        one = promise.statement
        match = _OF_EACH.search(promise.indicator.name)
        if (
            match is None
            or one.each
            or one.per
            or one.dimension in (Dimension.RATIO, Dimension.TIME)
            or not one.is_one
        ):
            continue
        noun = (match["noun"] or match["average"])[-1]
        every = [said for text in statements.prose for said in text if _is_as_much(said, promise)]
        totals = [said for said in every if not is_of_each(said.statement) and not _is_called_of_each(said)]
        if not totals or len(totals) != len(every):
            continue
        many = [each for said in totals for each in _counted_with(said, noun, statements.prose)]
        if any(_is_taken_times(said, each, statements.prose) for said in totals for each in many):
            continue
        if many and len({each.statement.low for each in many}) == 1 and _can_be_divided(totals[0], many[0]):
            yield AllUnderEach(promise, totals[0], totals[0].statement.low / many[0].statement.low)


_CALLED_OF_EACH = late("[每均]|单[个家场期户]|上限|标准|单价|[由从]")


def _is_called_of_each(said: Said) -> bool:
    """Tell whether the clause of a number has a word for each of many: 单家企业补助上限20万元.

    Of an amount any clause of its item may have it: 每座造价20万元，补助6万元.
    """
    text, start = said.field.text, said.statement.start
    ends = "。；：\n" if said.statement.dimension is Dimension.MONEY else "，。；、\n"
    begin = max(text.rfind(mark, 0, start) for mark in ends) + 1
    return _CALLED_OF_EACH.search(text, begin, start) is not None


def _is_taken_times(said: Said, many: Said, prose: Sequence[tuple[Said, ...]]) -> bool:
    """Tell whether a text multiplies a number by a count, so that it is for each: 补助6万元，5座计30万元."""
    made = said.statement.low * many.statement.stated
    return any(
        each.statement.low == made and each.statement.base == said.statement.base
        for text in prose
        for each in text
    )


def _can_be_divided(total: Said, many: Said) -> bool:
    """Tell whether each of many can have its whole part of a total that is counted."""
    one, number = total.statement, many.statement.stated
    is_counted = one.dimension in _COUNTED
    return one.low > number and (not is_counted or (one.low / number).denominator == 1)


def _is_as_much(said: Said, promise: Promise) -> bool:
    one, other = said.statement, promise.statement
    is_unit = one.base == other.base and (
        one.dimension is Dimension.MONEY or same_unit(one.unit) == same_unit(other.unit)
    )
    return is_unit and one.is_one and one.low == other.low and one.direction is not Direction.ABOUT


def _counted_with(said: Said, noun: str, prose: Sequence[tuple[Said, ...]]) -> Iterator[Said]:
    """Give the counts of a noun that stand in the sentence of a number."""
    for text in prose:
        for each in text if text[0].field is said.field else ():
            one = each.statement
            is_counted = one.unit[-1:] in _LIKE.get(noun, noun) or one.behind[:_NOUN].find(noun) >= 0
            is_other = one.start != said.statement.start and one.is_one and one.low > 1
            if one.sentence == said.statement.sentence and is_counted and is_other:
                yield each


_NOUN = 6
