"""What goals promise beside what the indicators promise: which of them contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from pmgen.check.statements.comparing import (
    PEOPLE,
    PHYSICAL,
    SOME_OF_THE_YEAR,
    THINGS,
    agrees,
    are_comparable,
    is_of_each,
    is_of_other_time,
)
from pmgen.check.statements.other_quantities import (
    counts_another_thing,
    counts_people,
    counts_whom_it_is_for,
    is_of_something_else,
    is_share_of_work,
)
from pmgen.check.statements.project_statements import Promise, Said
from pmgen.check.statements.same_subject import Likeness, Subjects
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.terms import Category
from pmgen.model.units import Dimension

_CHANGES = late("增长|增加|增幅|提高|提升|上升|下降|降低|减少|缩短|压减|压缩|节约|降幅|增收|同比")
_BELONGS_TO_A_NAME = late(f"(?!以?[内上下前后]|之内|完成|办结|左右|到达|响应|的){HAN}")
_IS_AMOUNT = late("(?:额|资金|产值|收入|投资|贷款)\\Z")
_OF_A_SHARE = late("[^，。；、]{0,14}(?:率|全覆盖|比例)")
_CIRCUMSTANCE = late("对|约?占|为|向|在|由|按|改善|保障|覆盖|服务|涉及|辖区|现有|共有|已")
_MAKES = (
    "新建|改建|扩建|续建|建[设成]|新增|新植|栽[植种]|种植|培[训育]|举办|购[置买]|采购|印[制发]|编制|制作|安装|更[新换]|改造"
    "|修[复缮补建]|维修|整治|治理|清淤|疏浚|演出|放映|征集|开发|出版|拍摄"
)
_MAKES_FIRST = late(f"(?:{_MAKES})(?:不少于|至少|共|约)?\\Z")
_MAKES_BEFORE = late(
    f"(?:{_MAKES}|开展|组织|发放|检[测查验]|抽[检查]|监测|采[集样]|巡[查检]|宣传|建档|审结|调解|救助|资助|补[贴助]|奖励|完成"
    f"|保洁|养护|绿化|演练).*{HAN}\\Z"
)
_THING = late(f"(?!以[上下内]|左右|及以|次){HAN}")
_OF_SOMETHING = late("[^，。；]{0,12}[的、]")
_NO_PROMISE = frozenset([Dimension.TIME, Dimension.MONEY, Dimension.RATE, Dimension.GRADE, Dimension.LABOUR])
_HARDLY_BY_CHANCE = PEOPLE | THINGS | PHYSICAL | {Dimension.MONEY}
_MUCH_BETTER = 0.8
_FEW = 3
_BY_NO_CHANCE = 3
_SIZE_OF = late(r"(?:、[^，。；、]{0,8}?\d[^，。；、]{0,8})+的")
_OF_WHICH = late("其中|[（(]")
_ONE_OF_EACH = late("每(?![年月周日天季旬半次批期]|学[期年])")
_MOST_ADDED, _MOST_PARTS = 3, 12


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A statement in prose and the indicator that says otherwise; None where there is no indicator for it."""

    said: Said
    promise: Promise | None
    is_sure: bool


def contradictions(
    said: Sequence[Said], promises: Sequence[Promise], subjects: Subjects
) -> Iterator[Contradiction]:
    """Give the statements of one text that the indicators contradict, or say nothing of."""
    likely = [_Candidates(each, promises, subjects, _context(each, said)) for each in said]
    alone = [each.said for each in likely if not each.kept]
    kept = [each.said for each in likely if each.kept]
    for each in likely:
        if each.kept or _is_of_each_or_other_time(each.said, said) or _is_sum(each.said, kept, promises):
            continue
        free = [
            pair
            for pair in each.contradicting
            if not _is_said_in(pair[0], each.said, alone, said)
            and not _is_part_of(each.said, pair[0], said)
            and not is_of_something_else(each.said, pair[0], said)
            and not is_in_each(each.said, pair[0])
            and not _is_hoped_for(each.said, pair[0], said)
        ]
        if free:
            promise, likeness = free[0]
            rest = max((other.score for _, other in free[1:]), default=0.0)
            is_sure = likeness.is_sure and rest < likeness.score * _MUCH_BETTER
            is_kept = any(promise in other.kept for other in likely if _are_of_one_sentence(other, each))
            if is_sure or not (is_kept or _is_for_others(each.said.statement)):
                yield Contradiction(each.said, promise, is_sure)
        elif came := _who_came(each.said, said, promises):
            yield Contradiction(each.said, came, is_sure=True)
        elif not each.contradicting and _is_promise_alone(each.said, said, promises):
            yield Contradiction(each.said, None, False)


_CAME = late(
    "(?:共|共计|预计|累计|计划|可)?(?:参[训加与会演赛]|受训|培训|听众|覆盖|服务|惠及|受益|到场|学员|带动|吸引|观众|接待)"
    f"(?:(?!其中|每|各|平均){HAN}){{0,4}}"
)
_WHO_CAME = late(
    f"(?:活动|学员|人员|参[训加与会演赛]|受训|培训|听讲|听众|覆盖|服务|惠及|受益|观众|接待|的)*(?:{HAN}{{2}})?(?:人次|人数|人员数|总人次|总人数)"
)
_EVENTS_OF = late("(?:活动|培训)?(?:总?[场期班次批]次?数?量?|次数|期数|场次)\\Z")


def _who_came(said: Said, text: Sequence[Said], promises: Sequence[Promise]) -> Promise | None:
    """Return the row of how many come to what the number before counts, 培训场次 and 培训人次, if it differs.

    The number before is that of its row, and no row has the number of those who come.
    """
    one = said.statement
    if one.dimension not in PEOPLE or not one.is_one or not _CAME.fullmatch(one.before):
        return None
    held = [each.statement for each in text if each.statement.end <= one.start]
    if not held or held[-1].dimension is not Dimension.EVENTS or held[-1].sentence != one.sentence:
        return None
    if is_of_each(one) or any(agrees(one, each.statement) for each in promises):
        return None
    stems = [
        _EVENTS_OF.sub("", each.indicator.name)
        for each in promises
        if each.statement.dimension is Dimension.EVENTS and agrees(held[-1], each.statement)
    ]
    found = [each for each in promises if any(_counts_who_came(each, stem, one) for stem in stems)]
    return found[0] if len(found) == 1 else None


def _counts_who_came(promise: Promise, stem: str, one: Statement) -> bool:
    name = promise.indicator.name
    is_its_name = len(stem) > _FEW - 1 and name.startswith(stem) and _WHO_CAME.fullmatch(name, len(stem))
    return bool(is_its_name) and promise.statement.unit == one.unit and are_comparable(one, promise.statement)


_EACH_OF_THESE = late(
    f"(?<!各)各(?![类项级地镇乡村县区市种界方部单行族民式色自校院科处室站点])(?:{HAN}|[“”]){{0,12}}\\Z"
)
"""So many of each of those named before, 7月、8月各举办1期, which are not the number of all."""

_TAKEN_A_SHARE_OF = late("的(?:[0-9.]+[%％‰]|[一二三四五六七八九]成)")
_WHOM = late("(?:对|面?向|为)(?:[全本][县市区省镇乡]|辖区)?(?:内|的)?")
_OF_YEARS = late("(?:[二三四五六十]|[2-9])年[内来间]?(?:累计|合计|总共|共)")
_IN_YEARS = late("(?:[二两三四五六十]|[2-9])年(?:行动)?(?:计划|规划|任务|目标)[^，。；0-9]{0,8}\\Z")
_LONGEST = 24
_OF_ONE_YEAR = late("每年|全年|年度|当年|本年|其中|20[0-9]{2}年")


def _is_of_each_or_other_time(said: Said, text: Sequence[Said]) -> bool:
    if _EACH_OF_THESE.search(said.statement.before) or _is_of_other_time(said, text):
        return True
    if _TAKEN_A_SHARE_OF.match(said.field.text, said.statement.end):
        return True
    if said.statement.each and SOME_OF_THE_YEAR.search(said.statement.before):
        return True
    return not is_of_each(said.statement) and _ONE_OF_EACH.search(_clause_before(said)) is not None


def _clause_before(said: Said) -> str:
    """Return what stands before a number in its clause, with the numbers listed there."""
    text, start = said.field.text, said.statement.start
    return text[max(text.rfind(mark, 0, start) for mark in "。；，") + 1 : start]


_HOPED = late("力争|争取|奋斗目标|挑战")


def _is_hoped_for(said: Said, promise: Promise, text: Sequence[Said]) -> bool:
    """Tell whether a number is more than its sentence promises: 力争5家，确保3家."""
    one, target = said.statement, promise.statement
    is_more = target.direction is Direction.AT_LEAST and one.low > target.low
    return (
        is_more
        and _HOPED.search(one.before) is not None
        and any(
            agrees(each.statement, target) and each.statement.sentence == one.sentence
            for each in text
            if each is not said
        )
    )


_EACH_BEFORE = late(
    "每(?![年月周日天旬]|[季学]|半年)|单[个支台辆套家户校]|(?<!各)各(?:点|站|校|村|户|馆|所|组)"
)


_NEVER_IN_EACH = frozenset([Dimension.MONEY, Dimension.RATIO, Dimension.TIME])
_LESSONS = frozenset(("课时", "学时"))
_WHOLE_NUMBER = late("(?<![0-9.])[0-9]+(?![0-9.])")


def is_in_each(said: Said, promise: Promise) -> bool:
    """Tell whether a number is what each of so many gets: 每站……包括灭火防护服6套 in 40个站, 240套 in all."""
    written, one = said.field.text, said.statement
    begin = sentence_start(written, one.start, "。；;\n")
    is_never = one.dimension in _NEVER_IN_EACH and one.unit not in _LESSONS
    if is_never or not one.low or not _EACH_BEFORE.search(written, begin, one.start):
        return False
    times = promise.statement.low / one.low
    return times > 1 and times.denominator == 1 and str(times) in _WHOLE_NUMBER.findall(written)


def _is_of_other_time(said: Said, text: Sequence[Said]) -> bool:
    """Tell whether a number is not the year's: by its own words, or listed behind 三年累计."""
    one = said.statement
    if is_of_other_time(one) or _IN_YEARS.search(said.field.text, max(0, one.start - _LONGEST), one.start):
        return True
    for each in text:
        first = each.statement
        if first.sentence == one.sentence and first.start < one.start and _OF_YEARS.search(first.before):
            return _OF_ONE_YEAR.search(said.field.text, first.start, one.start) is None
    return False


def _is_for_others(statement: Statement) -> bool:
    """Tell whether a number is that of things something is done to: 对20个排污口每季度监测."""
    return statement.dimension in THINGS | PEOPLE and _WHOM.fullmatch(statement.before) is not None


def _are_of_one_sentence(one: _Candidates, other: _Candidates) -> bool:
    return one.said.statement.sentence == other.said.statement.sentence


def _is_promise_alone(said: Said, text: Sequence[Said], promises: Sequence[Promise]) -> bool:
    if not _is_promised(said) or _is_said(said, promises) or _leads_to_another(said, text):
        return False
    if any(_is_size_of(said.statement, each.statement) for each in text):
        return False
    return not any(_are_of_one_thing(said, each) and _is_said(each, promises) for each in text)


def _are_of_one_thing(one: Said, other: Said) -> bool:
    """Tell whether two numbers stand side by side and count one thing in two units: 3栋、6200平方米."""
    first, second = sorted((one.statement, other.statement), key=lambda each: each.start)
    between = one.field.text[first.end : second.start]
    return first.unit != second.unit and _BESIDE.fullmatch(between) is not None


def _is_size_of(one: Statement, other: Statement) -> bool:
    """Tell whether a number is how large things are that are counted right behind it: 20米水带400盘."""
    is_next = other.start == one.end + len(one.behind) and other.clause == one.clause
    return is_next and one.dimension in PHYSICAL and other.dimension in THINGS


_BESIDE = late("[、，（(]共?(?:计|约|合)?")


IS_ABLE = late("(?:及?以上)?的?[^，。；]{0,8}能力")
_ABILITY = late("能力|规模|产能|容量|负荷|上限")
"""What can be done at most, as 年处理3万吨的能力 says it, is not what is done in the year."""


class _Candidates:
    """The indicators that may speak of what a statement speaks of, the best first."""

    def __init__(
        self, said: Said, promises: Iterable[Promise], subjects: Subjects, context: frozenset[str]
    ) -> None:
        self.said = said
        statement = said.statement
        listed = _with_listed(said)
        self.kept: list[Promise] = []
        self.contradicting: list[tuple[Promise, Likeness]] = []
        for promise in promises:
            if not _is_of_one_kind(statement, promise):
                continue
            likeness = max(
                (subjects.likeness(each, promise.indicator, context) for each in (statement, *listed)),
                key=lambda found: found.score,
            )
            if agrees(statement, promise.statement) and (likeness.score or _repeats(statement, promise)):
                self.kept.append(promise)
            elif (likeness.is_likely and _can_be_compared(self.said, promise)) or _has_turned_digits(
                statement, promise.statement
            ):
                self.contradicting.append((promise, likeness))
        self.contradicting.sort(key=lambda pair: -pair[1].score)


def _with_listed(said: Said) -> tuple[Statement, ...]:
    """Return a count with the words that are listed before its noun and not counted: 加固女儿墙、挑檐18处."""
    one, text = said.statement, said.field.text
    start = one.start - len(one.before)
    if one.dimension not in THINGS or not text.startswith("、", start - 1):
        return ()
    listed = _LISTED.search(text, max(0, start - _LONGEST), start)
    return (replace(one, before=f"{listed[1]}、{one.before}"),) if listed else ()


_LISTED = late(f"(?:\\A|[，。；：])({HAN}{{2,10}})、\\Z")


def _has_turned_digits(one: Statement, other: Statement) -> bool:
    """Tell whether two numbers of one unit have the same digits in another order: 652株次, 625株次."""
    first, second = str(one.stated), str(other.stated)
    is_long = min(len(first), len(second)) >= _BY_NO_CHANCE and one.dimension is not Dimension.RATIO
    return is_long and one.unit == other.unit and first != second and sorted(first) == sorted(second)


def _repeats(statement: Statement, promise: Promise) -> bool:
    """Tell whether a target has a number with its very unit, and its name a word that stands beside it."""
    other = promise.statement
    if statement.unit != other.unit or statement.stated != other.stated or statement.stated == 1:
        return False
    return not pairs_of(f"{statement.before} {statement.behind}").isdisjoint(
        topic_pairs(promise.indicator.name)
    )


def _context(said: Said, others: Iterable[Said]) -> frozenset[str]:
    """Return the pairs of characters around the other numbers of the same sentence."""
    sentence = said.statement.sentence
    return frozenset(
        pair
        for each in others
        if each is not said and each.statement.sentence == sentence
        for pair in pairs_of(f"{each.statement.before} {each.statement.behind}")
    )


def _is_of_one_kind(statement: Statement, promise: Promise) -> bool:
    """Tell whether a number and a target can speak of the same at all."""
    is_change = _CHANGES.search(promise.indicator.name) is not None
    if statement.is_change and not is_change:
        return False
    if statement.dimension is Dimension.TIME and _BELONGS_TO_A_NAME.match(statement.behind):
        return False
    if is_of_each(statement) is not is_of_each(promise.statement):
        return False
    if IS_ABLE.match(statement.behind) and not _ABILITY.search(promise.indicator.name):
        return False
    is_money = promise.indicator.base in (Category.COST, Category.ECONOMIC) or _IS_AMOUNT.search(
        promise.indicator.name
    )
    return statement.dimension is not Dimension.MONEY or bool(is_money)


def _is_spent(said: Said) -> bool:
    return said.field.key == "purpose" and said.statement.dimension is Dimension.MONEY


def _can_be_compared(said: Said, promise: Promise) -> bool:
    """Tell whether other numbers contradict each other; of other dimensions only the same digits do."""
    one, other = said.statement, promise.statement
    if _is_spent(said) and promise.indicator.base is Category.ECONOMIC:
        return False
    if are_comparable(one, other):
        return not counts_another_thing(one, promise)
    counted = PEOPLE | THINGS | PHYSICAL
    is_alike = one.stated == other.stated > 1 and {one.dimension, other.dimension} <= counted
    return is_alike and not counts_people(one, promise) and not counts_whom_it_is_for(said, promise)


def _is_promised(said: Said) -> bool:
    """Tell whether a number promises something, and does not only say how things are."""
    statement = said.statement
    if statement.dimension in _NO_PROMISE or statement.each or statement.is_change:
        return False
    return (
        not statement.in_characters
        and not is_of_each(statement)
        and not _CIRCUMSTANCE.match(statement.before)
        and (not is_share_of_work(said) if statement.dimension is Dimension.RATIO else _is_made(statement))
    )


def _is_made(statement: Statement) -> bool:
    """Tell whether a number counts what is made or done: 新植行道树8000株, but not 组织12个乡镇."""
    if _OF_A_SHARE.match(statement.behind):
        return False
    before = statement.before.rstrip(" ")
    if _MAKES_FIRST.search(before):
        return not _OF_SOMETHING.match(statement.behind)
    return not _counts_behind(statement) and _MAKES_BEFORE.search(before) is not None


def _counts_behind(statement: Statement) -> bool:
    """Tell whether the thing that is counted stands behind the number."""
    return _THING.match(statement.behind.lstrip(" ")) is not None


def _leads_to_another(said: Said, others: Iterable[Said]) -> bool:
    """Tell whether a number is only a part or a factor of another that is greater."""
    one, text = said.statement, said.field.text
    if f"每{one.unit}" in text or _ONE_OF_EACH.search(_clause_before(said)) or _SIZE_OF.match(text, one.end):
        return True
    return any(
        each.statement.sentence == one.sentence
        and each.statement.start < one.start
        and each.statement.low > one.low
        and are_comparable(one, each.statement)
        and _OF_WHICH.search(text, each.statement.end, one.start)
        for each in others
    )


def _is_said_in(promise: Promise, said: Said, alone: Iterable[Said], text: Iterable[Said]) -> bool:
    """Tell whether another number is the promised one: a count of the text, or one of the same sentence.

    Those of `alone` are repeated by no indicator. Many shares are alike, so that one says little of another.
    """
    one = said.statement
    if one.dimension in _HARDLY_BY_CHANCE and promise.statement.stated > _FEW:
        return any(each is not said and agrees(each.statement, promise.statement) for each in text)
    return any(
        each.statement.sentence == one.sentence and agrees(each.statement, promise.statement)
        for each in alone
    )


def _is_said(said: Said, promises: Iterable[Promise]) -> bool:
    """Tell whether an indicator states the number, be it of something that is counted in another unit."""
    one = said.statement
    return any(
        agrees(one, each.statement)
        or (one.stated == each.statement.stated and one.dimension is not Dimension.RATIO)
        for each in promises
    )


def _is_sum(said: Said, others: Sequence[Said], promises: Iterable[Promise]) -> bool:
    """Tell whether a number is the sum of parts that are promised: 86.4公里，其中中修62公里、安防24.4公里."""
    one = said.statement
    if one.dimension is Dimension.RATIO:
        return False
    parts = [
        each.statement.low for each in others if each is not said and are_comparable(one, each.statement)
    ]
    targets = [each.statement.low for each in promises if are_comparable(one, each.statement)]
    return any(_adds_up(one.low, values) for values in (parts, targets))


def _is_part_of(said: Said, promise: Promise, others: Iterable[Said]) -> bool:
    """Tell whether an indicator counts together what a text counts one by one."""
    one, rest = said.statement, promise.statement.low - said.statement.low
    if one.dimension is Dimension.RATIO or rest <= 0 or not are_comparable(one, promise.statement):
        return False
    parts = [
        each.statement.low for each in others if each is not said and are_comparable(one, each.statement)
    ]
    return rest in parts or _adds_up(rest, parts)


def _adds_up(value: Fraction, parts: Sequence[Fraction]) -> bool:
    smaller = [each for each in parts if each < value][:_MOST_PARTS]
    sums = (sum(some) for size in range(2, _MOST_ADDED + 1) for some in combinations(smaller, size))
    return sum(smaller) == value or value in sums
