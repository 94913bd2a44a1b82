"""What is done so often each time to so many, beside how often that is in all: 318处每季度1次, 1272处次."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pmgen.check.relations.parts.prose_sums import WrongPeriods
from pmgen.check.relations.rows.row_reckonings import WrongTarget
from pmgen.check.review_rule import without_note
from pmgen.check.statements.comparing import TIMES_A_YEAR
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said, said_in
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.sentence_bounds import sentence_end, sentence_start
from pmgen.check.statements.statement import Direction, Statement
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_OFTEN = frozenset(["次", "轮", "轮次", "遍", "场", "回", "趟"])
_FIELDS = frozenset(["name", "description", "remark", "basis_note"])
_MONTHS = late("(?P<first>1[0-2]|[1-9])月?份?[至到—–~～-]{1,2}(?P<last>1[0-2]|[1-9])月(?![0-9])")
_PART_OF_A_YEAR = late(
    "[上下]半年|第.季度|月起|隔月|冬春|汛期|[防采供]\\w期|[旺淡雨旱]季|假|高峰|试点|停工|重点时段|分别|上年|去年"
)
_IN_TIMES = frozenset([Dimension.EVENTS, Dimension.PERSON_TIMES])
_VISITED = frozenset([Dimension.BODIES, Dimension.THINGS, Dimension.PERSONS])
_PEOPLE = "人"
_IN_ALL = late("全年|年度|累计|共计?|合计|总计|计划|完成|开展|实施|次数|[，,、：:（(]")
_FAR = Fraction(10, 9)
_NEAR_BY = 6


@dataclass(frozen=True, slots=True)
class _Visits:
    """So many, each time so often, and what that may make in all."""

    count: Said
    each: Said
    made: tuple[Fraction, ...]

    @property
    def words(self) -> str:
        return self.each.field.text[self.count.statement.start : self.each.statement.end]

    def is_other_than(self, result: Statement) -> bool:
        """Tell whether a number of visits is another one; a few less or more may be a margin."""
        least, stated = self.made[0], result.low
        if stated in self.made or result.direction in (Direction.AT_MOST, Direction.ABOUT):
            return False
        if stated < least:
            return least >= stated * _FAR or _are_turned(stated, least)
        is_open = self.each.statement.direction is Direction.AT_LEAST or len(self.made) > 1
        return stated == least * 10 or not is_open


def _are_turned(one: Fraction, other: Fraction) -> bool:
    return sorted(str(one)) == sorted(str(other))


def visits_otherwise(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the rows that count in 处次 or the like what their remark or a goal reckons otherwise."""
    rows = {id(each.indicator): each for each in statements.promises if _visited(each.statement)}
    if not rows:
        return
    for field in statements.reviewed.texts:
        is_row = field.indicator is not None and field.key in _FIELDS
        promise = rows.get(id(field.indicator)) if is_row else None
        visits = _visits(said_in(field), _visited(promise.statement)) if promise else None
        if promise and visits and visits.is_other_than(promise.statement):
            yield WrongTarget(promise, ((visits.count, visits.each),), visits.made[0], words=visits.words)
    for sentence in _sentences(statements):
        for promise in rows.values():
            thing = _visited(promise.statement)
            if any(_visited(said.statement) == thing for said in sentence):
                continue
            visits = _visits(sentence, thing)
            is_named = visits is not None and _names_that_work(promise, visits)
            if visits and is_named and visits.is_other_than(promise.statement):
                yield WrongTarget(promise, ((visits.count, visits.each),), visits.made[0], words=visits.words)


def _names_that_work(promise: Promise, visits: _Visits) -> bool:
    """Tell whether a name has the verb of what is done each time, or only what stands before that.

    镜头清洗处次 is what 360处点位逐月清洗镜头，每处每月1次 makes.
    """
    verb = noun_before(visits.each.statement.before)[-2:]
    name = without_note(promise.indicator.name)
    bare = _IN_ALL.sub("", name.removesuffix("数量").removesuffix("数").removesuffix(promise.statement.unit))
    is_it = len(bare) >= _LEAST_NAME and frozenset(bare) <= frozenset(visits.words)
    return (len(verb) > 1 and verb in name) or is_it


_LEAST_NAME = 4


def wrong_visits(statements: ProjectStatements) -> Iterator[WrongPeriods]:
    """Give the sentences that say how often each time and how often in all, where the two do not fit."""
    for sentence in _sentences(statements):
        totals = [said for said in sentence if _visited(said.statement) and not said.statement.each]
        visits = _visits(sentence, _visited(totals[0].statement)) if len(totals) == 1 else None
        if not visits or not _is_of_one_work(visits.each, totals[0].statement):
            continue
        if visits.is_other_than(totals[0].statement):
            yield WrongPeriods(visits.each, totals[0], visits.made[0])


def _is_of_one_work(each: Said, total: Statement) -> bool:
    """Tell whether the sentence says what is done in all, 全年清洗, before it says how often each time."""
    text, one = each.field.text, each.statement
    begin = sentence_start(text, one.start)
    return _IN_ALL.sub("", noun_before(total.before)) in text[begin : one.start]


def _sentences(statements: ProjectStatements) -> Iterator[list[Said]]:
    for text in statements.plans:
        sentences: dict[int, list[Said]] = {}
        for said in text:
            sentences.setdefault(said.statement.sentence, []).append(said)
        yield from sentences.values()


def _visited(one: Statement) -> str:
    """Return what is visited, 桥 of 408桥次; "" for what is counted otherwise."""
    is_counted = one.dimension in _IN_TIMES and one.base.endswith("次") and one.is_one
    return one.base.removesuffix("次") if is_counted and one.base not in _OFTEN else ""


def _visits(text: Sequence[Said], thing: str) -> _Visits | None:
    """Return how often so many things are visited, where a text says it of just one kind and time."""
    often = [said for said in text if said.statement.base in _OFTEN]
    each = often[0] if len(often) == 1 else None
    if each is None:
        return None
    before = [said for said in text if said.statement.start < each.statement.start]
    counts = [said for said in before if _counts(said, thing)]
    times = _times(each, [said for said in text if said.statement.sentence == each.statement.sentence])
    if len(counts) != 1 or not times or not _is_of_each_time(each.statement, counts[0].statement, thing):
        return None
    made = (counts[0].statement.low * each.statement.low * often for often in times)
    return _Visits(counts[0], each, tuple(sorted(made)))


def _is_of_each_time(one: Statement, count: Statement, thing: str) -> bool:
    """Tell whether something is done each time, by each of those that are counted or by nobody named."""
    divisors = divisors_of(one)
    is_clear = one.is_one and one.direction in (Direction.EXACT, Direction.AT_LEAST)
    words = {divisor.word for divisor in divisors or ()} - {one.each}
    if thing == _PEOPLE and not words:
        return False
    are_those = all(not word or thing in word or word == count.unit for word in words)
    return is_clear and divisors is not None and are_those


def _counts(said: Said, thing: str) -> bool:
    one = said.statement
    is_counted = one.dimension in _VISITED and one.is_one
    divisors = divisors_of(one)
    is_each_time = divisors is not None and all(each.word in TIMES_A_YEAR for each in divisors)
    is_exact = one.direction is Direction.EXACT and is_each_time
    return is_counted and is_exact and (thing in one.base or thing in one.behind[:_NEAR_BY])


_CALENDAR = frozenset(
    ["天", "日", "工作日", "自然日", "日历天", "周", "星期", "旬", "月", "月份", "季", "季度", "学期"]
)


_AGAIN = late(
    "[每逐按隔]个?(?:[年月周日天旬季轮期批]|半[年月]|学期)|[两二三四五六七八九][轮次期批季遍]|[0-9](?:轮|期|批|遍)|分别|[另再又还加]|其[中余他]|[春秋]"
)
"""Words by which what each has may come again, or be that of some."""


def _times(each: Said, sentence: Sequence[Said]) -> tuple[int, ...]:
    """Return how often a time comes in the year, or in the months named; nothing where that is not clear."""
    text, one = each.field.text, each.statement
    begin = sentence_start(text, one.start)
    months = _MONTHS.search(text, begin, one.start)
    if any(said.statement.unit in _CALENDAR for said in sentence) or _PART_OF_A_YEAR.search(text):
        return ()
    if not one.each and divisors_of(one):
        return () if _AGAIN.search(text, begin, sentence_end(text, one.end)) else (1,)
    if months is None or one.each.endswith("个月"):
        return TIMES_A_YEAR.get(one.each, ())
    many = int(months["last"]) - int(months["first"]) + 1
    return (many,) if one.each == "月" and many > 1 else ()
