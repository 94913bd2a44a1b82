"""Rows that have the number of another thing, direction or time than the goal that says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmgen.check.statements.comparing import PEOPLE, THINGS
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said
from pmgen.check.statements.reckonings import Divisor, divisors_of
from pmgen.check.statements.sentence_bounds import sentence_end, sentence_start
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.targets import Rate
from pmgen.model.units import Dimension, same_unit

_COUNTED = PEOPLE | THINGS | {Dimension.EVENTS}
_OFTEN = (1, 2, 4, 12)
_LEAST = 5
_TAKES = late("(?:时间|时限|时长|期限|用时|周期|耗时)\\Z")
_WITHIN = late("个?(?:工作日|小时|分钟|天|日)?(?:之|以)?内")
_LASTS = late(
    "培训|课|学习|服务|开放|演出|活动|实训|比赛|直播|运行|供|保障|巡[查护]|值|质保|保修|保存|保留|公示|展"
)


def counts_for_totals(statements: ProjectStatements) -> Iterator[tuple[Said, Promise]]:
    """Give the totals whose rows have only how many get something: 120名, each 1套 a quarter, 480套."""
    for promise in statements.promises:
        one, subject = promise.statement, topic_pairs(promise.indicator.name)
        is_count = one.dimension in _COUNTED and one.is_one and one.low >= _LEAST and not one.each
        if (
            not is_count
            or not subject
            or "每" in promise.indicator.name
            or isinstance(promise.indicator.target, Rate)
        ):
            continue
        alike = [
            said
            for text in statements.prose
            for said in text
            if said.statement.low == one.low and same_unit(said.statement.unit) == same_unit(one.unit)
        ]
        if alike:
            continue
        for text in statements.prose:
            total = _total_of_each(text, promise, subject)
            if total is not None and not any(
                each.statement.low == total.statement.low for each in statements.promises
            ):
                yield total, promise
                break


def _total_of_each(text: Sequence[Said], promise: Promise, subject: frozenset[str]) -> Said | None:
    """Return what so many of something make of it in one sentence, where a row has but how many they are."""
    target = promise.statement
    for many in text:
        one = many.statement
        is_of_others = one.dimension in PEOPLE | THINGS and same_unit(one.unit) != same_unit(target.unit)
        if one.low != target.low or not one.is_one or not is_of_others or divisors_of(one):
            continue
        rest = [
            said for said in _sentence(many, text) if same_unit(said.statement.unit) == same_unit(target.unit)
        ]
        each = [said for said in rest if divisors_of(said.statement)]
        totals = [said for said in rest if not divisors_of(said.statement) and said.statement.low > one.low]
        for some in each if not subject.isdisjoint(pairs_of(_words(many))) else ():
            made = {one.low * some.statement.low * often for often in _OFTEN}
            found = [said for said in totals if said.statement.low in made]
            if len(found) == 1 and not subject.isdisjoint(_said_of_it(many, found[0])):
                return found[0]
    return None


def _said_of_it(many: Said, total: Said) -> frozenset[str]:
    """Return what a sentence says up to a total: behind a ； it speaks of something else."""
    text, one = total.field.text, total.statement
    return pairs_of(text[sentence_start(text, many.statement.start) : sentence_end(text, one.end)])


_COURSES = frozenset(["期", "班", "场", "批", "批次", "场次", "期次", "班次", "轮"])
_YEARLY = frozenset(["年", "年度"])
_OF_EACH = late("[每单均各]")


def each_for_all(statements: ProjectStatements) -> Iterator[tuple[Said, Promise]]:
    """Give what a goal has in each of several courses, where a row has no more of all: 2期，每期45人, =45人.

    No text has the number of all of them or otherwise than in each.
    """
    said = [each for text in statements.prose for each in text]
    for promise in statements.promises:
        one, row = promise.statement, promise.indicator
        is_count = one.dimension in _COUNTED and one.is_one and one.low >= _LEAST and not one.each
        if not is_count or one.direction is Direction.AT_MOST or isinstance(row.target, Rate):
            continue
        if _OF_EACH.search(f"{row.name}{row.description or ''}{row.remark or ''}"):
            continue
        alike = [each for each in said if same_unit(each.statement.unit) == same_unit(one.unit)]
        same = [each for each in alike if each.statement.low == one.low]
        courses = [_courses_of(each, said) for each in same]
        if not same or not all(courses):
            continue
        subject = topic_pairs(row.name)
        if len(subject & pairs_of(_words(same[-1]))) * 2 >= len(subject):
            yield same[-1], promise


def _courses_of(each: Said, said: Sequence[Said]) -> Said | None:
    """Return how many courses stand before what is in each of them, 2期 of 每期45人; None for no course."""
    words = {divisor.word for divisor in divisors_of(each.statement) or ()}
    if len(words) != 1 or not words <= _COURSES:
        return None
    one, text = each.statement, each.field.text
    begin = sentence_start(text, one.start, "。；\n")
    found = [
        many
        for many in said
        if many.field is each.field
        and begin <= many.statement.start < one.start
        and many.statement.unit in words
        and many.statement.is_one
        and many.statement.low > 1
        and {divisor.word for divisor in divisors_of(many.statement) or ()} <= _YEARLY
    ]
    return found[0] if len(found) == 1 else None


def _words(said: Said) -> str:
    text, one = said.field.text, said.statement
    begin = sentence_start(text, one.start, "。\n")
    end = sentence_end(text, one.end, "。\n")
    return text[begin:end]


def _sentence(first: Said, text: Sequence[Said]) -> list[Said]:
    """Return the numbers behind one, up to the full stop."""
    written, end = first.field.text, first.statement.end
    stop = sentence_end(written, end, "。\n")
    return [said for said in text if end <= said.statement.start < stop]


def limits_the_wrong_way(statements: ProjectStatements) -> Iterator[tuple[Said, Promise]]:
    """Give the times within which goals have something done, and a row at least: 10天内, ≥10天."""
    for promise in statements.promises:
        one, name = promise.statement, promise.indicator.name
        if one.dimension is not Dimension.TIME or one.direction is not Direction.AT_LEAST:
            continue
        if not _TAKES.search(name) or _LASTS.search(name):
            continue
        same = [
            said
            for text in statements.prose
            for said in text
            if said.statement.low == one.low
            and said.statement.unit == one.unit
            and not pairs_of(_words(said)).isdisjoint(topic_pairs(name))
        ]
        if same and all(_is_within(said) for said in same):
            yield same[0], promise


def _is_within(said: Said) -> bool:
    is_within = _WITHIN.match(said.field.text, said.statement.end) is not None
    return is_within and said.statement.direction is not Direction.AT_LEAST


_PERIODS = {
    "年": "年",
    "年度": "年",
    "月": "月",
    "季度": "季",
    "季": "季",
    "天": "天",
    "日": "天",
    "学期": "学期",
    "周": "周",
}


def prices_of_another_time(statements: ProjectStatements) -> Iterator[tuple[Promise, Said]]:
    """Give the prices that all goals say for another time than a row: 每张每月600元, =600元/张·年."""
    for promise in statements.promises:
        one = promise.statement
        if one.dimension is not Dimension.MONEY or not isinstance(promise.indicator.target, Rate):
            continue
        own = _words_of(divisors_of(one) or ())
        times = {_PERIODS[each] for each in own if each in _PERIODS}
        things = own - set(_PERIODS)
        if len(times) != 1 or not things:
            continue
        same = [
            (said, _words_of(divisors))
            for text in statements.prose
            for said in text
            if said.statement.base == "元" and said.statement.low == one.low
            if (divisors := divisors_of(said.statement)) and not things.isdisjoint(_words_of(divisors))
        ]
        said_times = [{_PERIODS[each] for each in words if each in _PERIODS} for _, words in same]
        if same and all(len(time) == 1 and time.isdisjoint(times) for time in said_times):
            yield promise, same[0][0]


def _words_of(divisors: Sequence[Divisor]) -> set[str]:
    return {each.word for each in divisors}
