"""How often a text says that something is done, beside a row that has it more seldom or more often."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from pmgen.check.relations.periods.said_frequencies import OtherOften
from pmgen.check.review_rule import FieldText, ReviewedProject, without_note
from pmgen.check.statements.comparing import TIMES_A_YEAR
from pmgen.check.statements.project_statements import ProjectStatements, Promise, promise_of, said_in
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.targets import Deadline, Text
from pmgen.model.units import Dimension

_TIMES = {**TIMES_A_YEAR, "年": (1,), "年度": (1,)}
_WORDS = "半年|半月|季度|学期|星期|季|月|周|旬|年度|年|天|日"
_PERIOD = late(
    f"(?P<every>隔|逢[单双]|每隔?[两二2]个?)(?P<other>[周月])|[每按逐]个?(?P<time>{_WORDS})(?![份初均历])"
    "|(?P<turns>四个季度各|十二个月各|季季|月月|周周)"
    f"|(?<![上下前后本当首末近第新全整0-9两二三四五六七八九十每按逐隔])(?:[一1]个?)?(?P<bare>半年|半月|学期|季度?|月|周)"
    f"(?=(?P<deed>{HAN}{{0,4}}?)[一1](?:[次遍轮]|{HAN}(?!{HAN})))"
)
"""A time in which something is done: 每半年, 逢双月, 半年清洗一次, 半月一洗."""
_TURNS = {"四": "季度", "十": "月", "季": "季度", "月": "月", "周": "周"}


def _time_of(period: re.Match[str]) -> str:
    """Return the time of which a period is: 两月 of 逢双月, 季度 of 四个季度各."""
    if period["other"]:
        return f"两{period['other']}"
    return period["time"] or period["bare"] or _TURNS[period["turns"][0]]


_OF_ROW = late(
    f"[每按逐]个?(?P<time>{_WORDS})度?(?P<once>[一1]次)?(?:及时|足额|按时|全额)?{HAN}{{0,4}}"
    "|[每按逐]个?(?P<month>季度|月)末?月?[0-9]{1,2}[日号](?:之|以)?前"
    "|每?(?P<span>半年|半月|学期|季|月|周|[两二2]个?(?:月|周))度?(?:[一1]次)?"
)
_MEASURE = late(
    "(?:任务|工作|计划)?(?:完成|执行|落实|及时)率\\Z|(?:[执实]行)?(?:频次|频率|频度|周期|次数|场次|期数|轮次|时限|时间|及时性|情况|数量?)\\Z"
)
_EACH = late(f"[每各](?:{_WORDS}|{HAN})|[全本]年|年度|(?:{_WORDS})(?=度?\\Z)")
_NOT_THE_SAME = late(
    "重点|一般|其[中他余]|(?<!每)月份?[至到—–～~-]|部分|个别|汛期|[枯丰平]水|农[忙闲]|花期|节假日|高温|高峰|[旺淡雨旱]季|[冬夏春秋]季|[防采供].期|寒?暑?假|期间|时段|[上下]半年|除|另|加密|不少于|起"
    "|汇总|报[告送表]|通报|例会|抽[查检]|复[查检核]|自[查检]|会商|调度|考核|评[估价]|轮流|人均|试[点运]"
)
_ENDS = "，。；：（）()\n"
_CLAUSE = late(f"[^{_ENDS}]+")
_SHORT_CLAUSE = 9
_BARE = late(
    f"(?:对?每[家户处座所人村校站点个])?(?:至少|原则上|平均|共)?每个?(?:{_WORDS})(?:至少|不少于|不低于|各|开展|进行|组织)*[0-9一二两三四五六七八九十]{{1,3}}[次场期轮趟遍回](?:以上)?"
)
"""A clause that only says how often what stands before it is done: 每周2次."""
_COUNT_ALONE = late(f"共?计?[0-9]{{1,6}}{HAN}{{1,2}}")
"""A clause that only counts what stands before it: 各校选升旗手4名，232名."""
_OF_THING = late("(?:质量|情况|工作|任务)\\Z")
_MONTHS = late("(?<![0-9.])1?[0-9]月份?[至到—–～~-]{1,2}(?:次年|翌年)?1?[0-9]月份?(?:期间)?[，,]?")
"""The months of the year in which something is done: 4月至10月每月轮换一次."""
_REST = late("其[余他它]|另外|非")
_ONCE = late("[一1](?:[次遍轮回趟]\\Z|(?=[^次遍轮回趟]\\Z))")
_SINCE = late("日起")
_MARGIN = Fraction(6, 5)
_MOSTLY = 0.8
_OF_ROW_KEYS = frozenset(["description", "remark"])
_VAGUE = frozenset(["年", "年度", "天", "日"])


class _Row(NamedTuple):
    """A row with how often it is done: so many times in a time, by its target or its name."""

    indicator: Indicator
    number: Fraction
    time: str
    direction: Direction
    topic: str

    @property
    def verb(self) -> str:
        return self.topic[-2:]

    @property
    def noun(self) -> str:
        return self.topic[:-2]


@lru_cache(maxsize=2)
def other_periods(statements: ProjectStatements) -> tuple[OtherOften, ...]:
    """Return the rows of which a goal, or their own note, says once and for all another period.

    每季度对每处检测水质1次 beside 水质检测频次 1次/月; 按季度拨付 beside 拨付周期 每月.
    """
    return tuple(_other_periods(statements.reviewed)) if _PERIOD.search(statements.reviewed.prose) else ()


def _other_periods(reviewed: ReviewedProject) -> Iterator[OtherOften]:
    rows = [row for each in reviewed.project.indicators if (row := _row(each)) is not None]
    fields = [each for each in reviewed.texts if rows and _is_told_of_rows(each)]
    for row in rows:
        own = [each for each in fields if each.indicator in (None, row.indicator)]
        found = [said for field in own for said in _said_of(row, field)]
        if found and not any(_agree(row, each) for each in found):
            first = found[0]
            if first.is_certain and _is_all_year(row, found):
                yield OtherOften(row.indicator, first.field, first.start, first.end)


def _is_all_year(row: _Row, found: Sequence[_SaidPeriod]) -> bool:
    """Tell whether a period holds whenever the work is done: in all months, or the only ones named."""
    first = found[0]
    text = first.field.text
    if not _MONTHS.search(text, sentence_start(text, first.start, "。；\n"), first.end):
        return True
    is_only = len(found) == len(_MONTHS.findall(text)) == 1 and not _REST.search(text)
    return is_only and row.time not in _YEARS


_YEARS = ("年", "年度", "半年")


def _is_told_of_rows(field: FieldText) -> bool:
    if field.indicator is not None:
        return field.key in _OF_ROW_KEYS and _PERIOD.search(field.text) is not None
    return field.key in ("text", "purpose") and _PERIOD.search(field.text) is not None


def _row(indicator: Indicator) -> _Row | None:
    """Return how often a row is done; None where it does not say so in a known time."""
    name, target = without_note(indicator.name), indicator.target
    topic = _EACH.sub("", _MEASURE.sub("", name))
    if len(topic) < _LEAST_TOPIC:
        return None
    if isinstance(target, Text | Deadline):
        match = _OF_ROW.fullmatch(target.written)
        if match is None:
            return None
        span = (match["span"] or "").replace("个", "").replace("二", "两").replace("2", "两")
        return _Row(indicator, Fraction(1), match["time"] or match["month"] or span, Direction.EXACT, topic)
    promise = promise_of(indicator)
    if promise is None:
        return None
    if promise.statement.dimension is Dimension.RATIO:
        named = list(_PERIOD.finditer(name))
        is_clear = len(named) == 1 and not named[0]["bare"] and topic != name
        time = _time_of(named[0]) if is_clear else ""
        return _Row(indicator, Fraction(1), time, Direction.EXACT, topic) if time in _TIMES else None
    return _counted(promise, name, topic)


_LEAST_TOPIC = 4


def _counted(promise: Promise, name: str, topic: str) -> _Row | None:
    one = promise.statement
    named = _PERIOD.search(name)
    time = one.each or (_time_of(named) if named else "")
    is_often = one.dimension is Dimension.EVENTS and one.is_one and time in _TIMES
    return _Row(promise.indicator, one.low, time, one.direction, topic) if is_often else None


class _SaidPeriod(NamedTuple):
    """Where a text says how often the work of a row is done, and whether it surely speaks of that alone."""

    field: FieldText
    start: int
    end: int
    number: Fraction
    time: str
    is_certain: bool


def _said_of(row: _Row, field: FieldText) -> Iterator[_SaidPeriod]:
    before = outer = ""
    for match in _CLAUSE.finditer(field.text):
        clause, mark = _MONTHS.sub("", match[0]), field.text[match.start() - 1 : match.start()]
        if mark and mark in "（(":
            outer = before
        elif mark and mark in "）)":
            before = outer
        periods = list(_PERIOD.finditer(clause))
        words = (
            clause
            if len(clause.partition("、")[0]) > _SHORT_CLAUSE or _PERIOD.search(before)
            else before + clause
        )
        goes_on = before.endswith(row.verb) and _BARE.fullmatch(clause) is not None
        whole = _SINCE.sub("", before) + clause if goes_on else clause
        before = before + clause if _COUNT_ALONE.fullmatch(clause) else clause
        if not periods or not (goes_on or _is_done_in(row, clause)):
            continue
        if not _is_about(row, words) and not _goes_on_about(row, clause, field.text):
            continue
        said = _often(row, field, match.start(), match.end())
        if said is None:
            continue
        number, is_its_work = said
        is_certain = (is_its_work or goes_on) and len(periods) == 1 and not _is_of_other_work(row, whole)
        time = _time_of(periods[0])
        yield _SaidPeriod(field, match.start(), match.end(), number, time, is_certain)


_ROUNDS = late("巡[查检护视逻]|检查|走遍|跑遍|查看|[查走跑过][一1]遍|走访|轮巡|踏查|普查|巡一")


def _are_rounds(verb: str, clause: str) -> bool:
    """Tell whether a verb and a clause say in other words that somebody goes to all and looks."""
    return _ROUNDS.fullmatch(verb) is not None and _ROUNDS.search(clause) is not None


_IN_SHORT = late(f"[一1]({HAN})(?!{HAN})|({HAN})[一1两二2三3四4][次遍回]")


def _is_done_in(row: _Row, clause: str) -> bool:
    """Tell whether a clause has the verb of a row, or one character of it: 半月一洗, 每半年换一次."""
    if row.verb in clause or _are_rounds(row.verb, clause):
        return True
    return len(row.noun) > len(row.verb) and any(
        (match[1] or match[2]) in row.verb for match in _IN_SHORT.finditer(clause)
    )


def _goes_on_about(row: _Row, clause: str, text: str) -> bool:
    """Tell whether a clause names the thing of a row, of which the text has the other words as well.

    购紫外消毒柜6台；灯管每半年换一次 and 消毒柜灯管更换频次.
    """
    noun = _OF_THING.sub("", row.noun)
    shared = pairs_of(noun) & pairs_of(clause)
    return bool(shared) and all(map(text.__contains__, noun))


def _is_about(row: _Row, words: str) -> bool:
    topic = row.topic if row.verb in words else row.noun
    pairs, letters = pairs_of(topic), frozenset(words)
    return bool(pairs) and sum(letters.issuperset(pair) for pair in pairs) >= _MOSTLY * len(pairs)


def _is_of_other_work(row: _Row, clause: str) -> bool:
    return any(word not in row.indicator.name for word in _NOT_THE_SAME.findall(clause))


def _often(row: _Row, field: FieldText, start: int, end: int) -> tuple[Fraction, bool] | None:
    """Return how many times a clause says, once where it has no number, and whether these are the row's."""
    bare = _PERIOD.search(field.text, start, end)
    if bare and bare["bare"]:
        return Fraction(1), True
    every = [each.statement for each in said_in(field) if start <= each.statement.start < end]
    events = [one for one in every if one.dimension is Dimension.EVENTS]
    if not events:
        period = _PERIOD.search(field.text, start, end)
        rest = _ONCE.sub("", field.text[period.end() : end]) if period else ""
        is_done = rest in row.verb or rest.startswith(row.verb) or rest.endswith(row.verb)
        is_done = bool(rest) and (is_done or _are_rounds(row.verb, rest))
        is_alone = period is not None and not any(one.start >= period.end() for one in every)
        is_clear = period is not None and _time_of(period) not in _VAGUE and is_alone
        return (Fraction(1), is_clear and is_done)
    one, *others = events
    if any(other.each not in ("年", "年度") for other in others) or not one.each or not one.is_one:
        return None
    before, name = noun_before(one.before), row.indicator.name
    behind = one.behind.strip("的以上左右 ")
    is_its_noun = before.endswith(row.verb) and len(row.noun) >= _LEAST_TOPIC and behind.endswith(row.noun)
    is_its_own = before[-2:] in name or (before[-1:] in row.verb and row.verb not in before)
    is_its_work = (behind.endswith(row.verb) or is_its_noun) if behind else is_its_own
    return one.low, is_its_work and one.direction is not Direction.ABOUT


def _agree(row: _Row, said: _SaidPeriod) -> bool:
    """Tell whether two make the same in a year, or nearly so, as four a month and one a week do."""
    own = [row.number * times for times in _TIMES[row.time]]
    other = [said.number * times for times in _TIMES[said.time]]
    return any(max(one, two) <= min(one, two) * _MARGIN for one in own for two in other)
