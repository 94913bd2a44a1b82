"""What long-term goals say beside the goals of the year: the longer time is not the smaller number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pmgen.check.review_rule import without_note
from pmgen.check.statements.comparing import A_FEW, THINGS, are_comparable, is_of_each
from pmgen.check.statements.project_statements import Promise, Said
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.check.wording.similar_words import is_word
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_ALIKE = 0.6
_SOME_OF_THEM = late(f"{A_FEW.pattern}|其中")
"""Words of a few among many, which there may be fewer of in three years than of all in one."""
_OF_ONE_YEAR = late("其中|分年|分别|逐年|(?:19|20)[0-9]{2}年|[每当本首]年")


_EACH_HAS = late("[各均][有配派设聘]\\Z")


def smaller_in_the_long_term(long: Iterable[Said], year: Iterable[Said]) -> Iterator[tuple[Said, Said]]:
    """Give each number of a long-term goal with the greater one of the year that counts the same."""
    annual, every = list(year), list(long)
    yield from _smaller_each_year(every, annual)
    for said in every:
        before = said.statement.before
        if _OF_ONE_YEAR.search(_SEVERAL_YEARS.sub("", before)) or _OF_THE_REST.search(before):
            continue
        if _EACH_HAS.search(before):
            continue
        same = [each for each in annual if _is_same(said.statement, each.statement)]
        if not same and _SUM.search(before):
            same = [each for each in annual if _is_one_of_the_sum(said, each)]
        is_one = len(same) == 1 and not _reaches_with_its_list(said, every, same[0].statement)
        if is_one and _is_smaller(said.statement, same[0].statement):
            yield said, same[0]


_SUM = late("累计|合计|共计|总计|总共")
_DONE = late(
    f"(?:[^，。；0-9]{{0,6}}[年期]内?)?(?:{_SUM.pattern})(?:要|将|力争|确保|完成|实现)*(?P<verb>[^，。；0-9]{{0,2}})"
)


def _is_one_of_the_sum(said: Said, year: Said) -> bool:
    """Tell whether a sum said of nothing but what was done, 累计掏通190根, has what one year does in it.

    The year's number has the same unit, and that verb before it; where the sum has none, 累计650班次, its
    sentence and the goal of the year speak of the same.
    """
    one, other = said.statement, year.statement
    done = _DONE.fullmatch(_LIMIT.sub("", one.before))
    if done is None or one.behind or one.unit != other.unit or one.per or is_of_each(other):
        return False
    if done["verb"]:
        return len(done["verb"]) > 1 and done["verb"] in other.before
    return len(topic_pairs(said.sentence) & topic_pairs(year.field.text)) > _LEAST_SHARED


_JOINED = frozenset("、和及与")


def _reaches_with_its_list(said: Said, every: Sequence[Said], year: Statement) -> bool:
    """Tell whether a number comes with those listed beside it to that of a year: 18个村、3个社区 to 21个."""
    at = every.index(said)
    begin, end = at, at + 1
    while begin and _are_listed(every[begin - 1], every[begin]):
        begin -= 1
    while end < len(every) and _are_listed(every[end - 1], every[end]):
        end += 1
    total = sum(each.statement.low for each in every[begin:end])
    return end - begin > 1 and year.low <= total <= year.low * _FAR_MORE


_FAR_MORE = 2
"""How many times the number of a year those listed may be that are still of its kind."""


def _are_listed(one: Said, other: Said) -> bool:
    first, second = one.statement, other.statement
    between = one.field.text[first.end + len(first.behind) : second.start - len(second.before)]
    are_alike = first.base == second.base or {first.dimension, second.dimension} <= THINGS
    return one.field is other.field and are_alike and between in _JOINED


_EACH_YEAR = late("每年度?|年均|每个年度")
_IN_THE_YEAR = late("(?:全年|本年度?|当年|年内|年度)(?:内|共|计划|累计)*")
_AT_LEAST = late("不得?[少低]于|达到?|以上")
_OF_SOME_YEARS = late(
    "年起|以后|其后|之后|[逐递]年?[减降]|减少|下降|压减|平均|另|再|新增|其[中余]|[分首末]年"
)


def _smaller_each_year(long: Iterable[Said], annual: Iterable[Said]) -> Iterator[tuple[Said, Said]]:
    """Give what there is to be of every year at least, beside more of the same at least in this one.

    Of what is done one year may do more.
    """
    yearly = [each for each in long if each.statement.each == "年" and _is_of_every_year(each)]
    if not yearly:
        return
    plain = [(said, _plainly(said, _IN_THE_YEAR)) for said in annual]
    for said in yearly:
        one = _plainly(said, _EACH_YEAR)
        same = [(each, other) for each, other in plain if _is_same(one, other) and _has_all_words(other, one)]
        are_floors = len(same) == 1 and {one.direction, same[0][1].direction} == {Direction.AT_LEAST}
        if are_floors and _is_smaller(one, same[0][1]):
            yield said, same[0][0]


def _has_all_words(year: Statement, long: Statement) -> bool:
    """Tell whether what is said of one year is not more than what a word of the long term narrows down."""
    every, one = (pairs_of(f"{each.before} {each.behind}") for each in (year, long))
    return len(one & every) >= _NEARLY_ALL * len(one)


def _is_of_every_year(said: Said) -> bool:
    """Tell whether a number is that of every year, as the sentence says of no later ones or rest."""
    text, one = said.field.text, said.statement
    begin = sentence_start(text, one.start)
    ends = (at for mark in "。；\n" if (at := text.find(mark, one.end)) >= 0)
    has_word = _EACH_YEAR.search(one.before) is not None
    return has_word and not _OF_SOME_YEARS.search(text, begin, min(ends, default=len(text)))


def _plainly(said: Said, time: re.Pattern[str]) -> Statement:
    """Return a number without the time that it is said of."""
    one = said.statement
    before = _AT_LEAST.sub("", time.sub("", one.before))
    return replace(one, before=before, each="" if one.each == "年" else one.each)


def smaller_than_rows(
    long: Iterable[Said], year: Iterable[Said], rows: Iterable[Promise]
) -> Iterator[tuple[Said, Promise]]:
    """Give each sum of several years in a long-term goal with a greater row of the year.

    What the goals of the year say too is held against them, if it is one thing.
    """
    annual, promises = list(year), list(rows)
    for said in long:
        one = said.statement
        said_too = [each.statement for each in annual if _is_same(one, each.statement)]
        is_told = len(said_too) == 1 or not all(_is_smaller(one, each) for each in said_too)
        if is_told or not _is_of_all_years(said):
            continue
        same = [each for each in promises if _is_same(one, _by_its_name(each))]
        if len(same) == 1 and _is_smaller(one, same[0].statement):
            yield said, same[0]


_SEVERAL_YEARS = late(
    "(?:19|20)[0-9]{2}年?度?(?:至|到|[-—–~～]{1,2})(?:19|20)?[0-9]{2}年|(?:到|至|截至)20[0-9]{2}年[底末]?"
)
_ALL_YEARS = late(f"累计|[二两三四五六]年[内间来]?(?:时间)?|十[四五六]五|{_SEVERAL_YEARS.pattern}")


def _by_its_name(promise: Promise) -> Statement:
    name = without_note(promise.indicator.name).removesuffix("数量").removesuffix("数")
    return replace(promise.statement, before=name)


_OF_THE_REST = late("(?<!累)[再另]|剩余|其余|余下|剩下|后续|现有|原有|已有|目前")
_LATER_OR_KEPT = late(f"{_OF_THE_REST.pattern}|保持|稳定|维持|在册|存量|平均|[增降减]")


def _is_of_all_years(said: Said) -> bool:
    """Tell whether a sentence sums up several years before a number, and goes on to none of them."""
    text, start = said.field.text, said.statement.start
    begin = sentence_start(text, start)
    words = text[begin:start]
    if "累计" in said.statement.before:
        return True
    rest = _SEVERAL_YEARS.sub("", words)
    is_of_one = _LATER_OR_KEPT.search(words) or _OF_ONE_YEAR.search(rest)
    return _ALL_YEARS.search(words) is not None and not is_of_one


def smaller_rows(long: Iterable[Promise], year: Iterable[Promise]) -> Iterator[tuple[Promise, Promise]]:
    """Give each row of a long-term goal with the greater one of the year that has its name."""
    annual = {promise.indicator.name: promise for promise in year}
    words: list[_Words] = []
    for promise in long:
        same = annual.get(promise.indicator.name)
        if same is None and _SUMMED_UP.search(promise.indicator.name):
            words = words or [_Words(each, *_words_of(each)) for each in annual.values()]
            same = _same_in_one_year(promise, words)
        if same is None or not are_comparable(promise.statement, same.statement):
            continue
        if _is_smaller(promise.statement, same.statement):
            yield promise, same


_SUMMED_UP = late("累计|合计|总共|[二两三四五六]年|[2-6]年|20[0-9]{2}年?(?:至|到|[-—–~～])20[0-9]{2}年?")
_TIMES = late("年[内度]|[全当本每]年|截至|至?20[0-9]{2}年[底末]?|的|数量?|人次|情况|实际|反映")


class _Words(NamedTuple):
    """A row with the pairs of characters of its name and of its description."""

    row: Promise
    name: frozenset[str]
    description: frozenset[str]


def _same_in_one_year(long: Promise, annual: Iterable[_Words]) -> Promise | None:
    """Return the only row of the year that counts what a row of several years sums up, by their words."""
    words = _words_of(long)
    found = [each.row for each in annual if _counts_alike(long, each.row) and _are_alike(words, each[1:])]
    return found[0] if len(found) == 1 else None


def _counts_alike(long: Promise, year: Promise) -> bool:
    one, other = long.statement, year.statement
    is_one_year = not _SUMMED_UP.search(year.indicator.name)
    return (
        is_one_year and one.dimension is other.dimension and one.base == other.base and one.per == other.per
    )


def _words_of(promise: Promise) -> tuple[frozenset[str], frozenset[str]]:
    row = promise.indicator
    texts = (row.name, row.description or "")
    plain = [_TIMES.sub(" ", _SUMMED_UP.sub(" ", each)) for each in texts]
    return pairs_of(plain[0]), pairs_of(plain[1])


def _are_alike(
    one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]
) -> bool:
    """Tell whether the names, or the descriptions, of two rows have nearly the same words."""
    return any(
        len(first & second) >= max(_LEAST_SHARED, _NEARLY_ALL * max(len(first), len(second)))
        for first, second in zip(one, other, strict=True)
    )


_LEAST_SHARED = 2
_NEARLY_ALL = 0.65


def _is_same(one: Statement, other: Statement) -> bool:
    if not are_comparable(one, other) or is_of_each(one) or is_of_each(other):
        return False
    if one.dimension in THINGS and one.unit != other.unit:
        return False
    if _kinds(one) != _kinds(other):
        return False
    first, second = (_words_around(each) for each in (one, other))
    is_alike = bool(first and second) and len(first & second) >= _ALIKE * min(len(first), len(second))
    return is_alike or _count_one_thing(one.before, other.before)


def _words_around(one: Statement) -> frozenset[str]:
    words = _LIMIT.sub(" ", f"{one.before} {one.behind}")
    return topic_pairs(words) or pairs_of(words)


_LIMIT = late("不得?[少低大小高多超]于?过?|达到?|[保维]持在?|稳定在|提[高升][到至]|控制在|以[上下内]")


def _count_one_thing(one: str, other: str) -> bool:
    """Tell whether two numbers stand behind one noun: 检测土样180个, 采集土样360个.

    What is right before the shorter of their ends is somewhere before the other number, too.
    """
    end = _shared_end(one, other)
    if len(end) < _LEAST_SHARED:
        return False
    led = [before[: -len(end)][-_LEAST_SHARED:] for before in (one, other)]
    if len(end) >= _WHOLE_NOUN and all(map(_MADE_NEW.fullmatch, led)):
        return True
    return any(is_word(words) and words in before for words, before in zip(led, (other, one), strict=True))


_WHOLE_NOUN = 4
_MADE_NEW = late("新建|建[成设]|兴建|新增|增设|打造")


def _shared_end(one: str, other: str) -> str:
    at = 0
    while at < min(len(one), len(other)) and one[-at - 1] == other[-at - 1]:
        at += 1
    return one[len(one) - at :]


def _kinds(one: Statement) -> frozenset[str]:
    return frozenset(_SOME_OF_THEM.findall(f"{one.before} {one.behind}"))


def _is_smaller(long: Statement, year: Statement) -> bool:
    """Tell whether what is reached in the long term is less than in one year of it."""
    is_time_spent = long.dimension is Dimension.TIME and "累计" in long.before
    kinds = (Dimension.TIME, Dimension.RATE, Dimension.GRADE)
    if (
        (long.dimension in kinds and not is_time_spent)
        or long.each
        or year.each
        or long.is_change
        or year.is_change
    ):
        return False
    directions = {long.direction, year.direction}
    is_paid = long.dimension is Dimension.MONEY and year.direction is not Direction.AT_LEAST
    if Direction.AT_MOST in directions and not is_paid:
        return False
    if long.dimension is Dimension.RATIO and directions != {Direction.AT_LEAST}:
        return False
    return long.high < year.low
