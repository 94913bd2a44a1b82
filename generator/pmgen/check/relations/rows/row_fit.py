"""Whether a row fits what it stands beside: its description, its goal's time, the other rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, permutations

from pmgen.check.money.unit_prices import counted_unit
from pmgen.check.relations.rows.other_units import ANYTHING, is_one_for_each, may_stand_for
from pmgen.check.review_rule import ReviewedProject, without_note
from pmgen.check.statements.comparing import PEOPLE, PHYSICAL, THINGS
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.targets import Deadline, Rate
from pmgen.model.terms import Horizon
from pmgen.model.units import Dimension, dimension_of, in_base_unit, same_unit, unit_at

_SHARE = late(
    "(?:[^，。；]{0,20}[=＝])?[（(]?(?P<part>[^，。；（(－=＝-]{2,40}?)"
    "(?:(?:占|除以|÷)(?P<whole>[^，。；]{2,40}?)(?:的(?:比例|比重|比率|百分比)|[）)]?[×x*]100[%％]|\\Z)"
    "|[/／](?P<under>[^，。；/／]{2,40}?)[）)]?[×x*]100[%％])"
)
_OF_ALL = late("总|全部|所有|全[省市区县]|应当?(?!.{1,4}[未不没])[^用急]|受理|计划|被调查|参加|申请")
_SAMPLE = late("抽[查检样测]|被检")
_THERE_ARE = late("[0-9]|(?:[床座泊车席工摊展机岗]位|容量|能力|定员|编制|名额|额度)[总数]*\\Z")
"""What is there for others to take: observers of 320个座位, guests of all 床位."""
_DONE = late("已|实际|按[时期质]|及时|合格|通过|达标|完成|正常|有效|成功|到位|无误|准确|正确|属实|一致")
_DONE_ONES = late("(?:已[^，。；]{1,6}|及时|合格|通过|达标|完成|有效|成功|到位|无误|准确|正确|属实|一致)的")
"""What makes 申请 and the like the noun of a part: 经复核无误的申请件数."""
_RATE = late("[率度]\\Z")
_STEM = 2


_FALLING = late("(?:下降|降低|减少|压减|缩短|防治)(?:率|幅度|比例|效果)\\Z|防效\\Z")
_RISING = late("(?:增长|提高|提升|上升|增加)(?:率|幅度|比例)\\Z")
_DIFFERENCE = late(
    "[（(](?P<first>[^（()）－−—+＋-]{2,20})[－−—-]{1,2}(?P<second>[^（()）－−—+＋-]{2,20})[）)](?:[/÷]|除以)"
)
_LATER = late("后|今年|本年|当年|本期|现在|改造完成")
_EARLIER = late("前|上年|去年|上期|基期|原有|原来")


def is_swapped_share(name: str, written: str) -> bool:
    """Tell whether a text divides the whole by the part, or takes the greater from the smaller.

    So do 受理案件数占审结案件数的比例 of a 结案率, and （防治后虫口－防治前虫口）÷防治前虫口 of a 防治效果.
    """
    name = without_note(name)
    if (difference := _DIFFERENCE.search(written)) is not None:
        return _is_turned_difference(name, difference["first"], difference["second"])
    match = _SHARE.match(written) if _RATE.search(name) else None
    return match is not None and _is_whole_above(name, match["part"], match["whole"] or match["under"])


def _is_turned_difference(name: str, first: str, second: str) -> bool:
    """Tell whether a fall is reckoned from later to earlier, or a rise the other way."""
    if _is_later(first) and _is_earlier(second):
        return _FALLING.search(name) is not None
    return _is_earlier(first) and _is_later(second) and _RISING.search(name) is not None


def _is_later(words: str) -> bool:
    return _LATER.search(words) is not None and not _EARLIER.search(words)


def _is_earlier(words: str) -> bool:
    return _EARLIER.search(words) is not None and not _LATER.search(words)


def _is_whole_above(name: str, over: str, under: str) -> bool:
    stem = name[:-1][-_STEM:]
    more = sum((character in under) - (character in over) for character in stem)
    of_all = _OF_ALL.search(over) is not None and not _is_what_is_asked(name, over)
    under_all = _OF_ALL.search(under) is not None
    under_all = under_all or _SAMPLE.search(under) is not None
    is_some = not of_all or _DONE_ONES.search(over) is not None
    is_part_above = is_some and _DONE.search(over) is not None and _DONE.search(under) is None
    if is_part_above or (under_all and not of_all) or _THERE_ARE.search(under):
        return False
    is_whole_above = of_all and not under_all
    if more > 0:
        return stem[-1:] in under or stem[:1] in under
    return more == 0 and is_whole_above


_TAKING_PART = late("(?:覆盖|参与|参加|参[训检赛学]|普及|报名|到[场会课]|出[勤席])率\\Z")


def _is_what_is_asked(name: str, over: str) -> bool:
    """Tell whether those who take part are the part: 参加筛查的学生占在训学生的比例 of a 筛查覆盖率."""
    return "参加" in over and _TAKING_PART.search(name) is not None


_COURSES = (
    (
        "申报|受理|征集|报名",
        "评审|立项|遴选",
        "招标|采购",
        "开工|启动|开始",
        "完工|竣工|建成|(?:建设|施工|安装)(?:工作|工程|任务|全部)*(?:完成|结束)|施工(?=时间|时限|期限)"
        "|(?<=更换|维修|修缮|改建|清淤|疏浚|铺设|敷设|加固|翻修|拆除|种植|栽植|补植)(?:施工|工作|工程|任务|全部)*(?:完成|结束|时间|时限)|举办|竞赛完成|培训完成|活动完成|改造完成|加工完成",
        "验收|检验合格",
        "交付|投入使用|启用|上线|挂接|入库",
        "结算|决算|审计|奖金|奖励|兑现|总结|绩效评价|归档",
    ),
    (
        "初稿|编纂完成|编写完成|撰写",
        "初审|一审",
        "复审|二审",
        "终审|三审|审定|定稿",
        "印刷|印制|出版",
        "发行|发放|赠阅|入藏",
    ),
    ("报名", "资格审查|资格初审", "笔试|考试|测试", "面试|体检|考察", "公示|录用|聘用|发证|取证"),
    (
        "受理|申报截止",
        "审[结定]|审[核批]完成|(?:申请|资格|材料)审[核批]",
        "公示",
        "清算|兑付|兑现|拨付|发放|支付",
    ),
    (
        "(?<=调查|普查|勘查|摸底|监测|检测|采样|核查|评估|外业)(?:工作|任务|全部)*(?:完成|结束)",
        "报告(?:编制|编写|撰写|初稿|形成)?(?:完成)?",
        "报告(?:审定|评审|提交|报送|出具|印发|发布)",
    ),
    ("方案(?:编制|制定|印发|下发|审定|评审)", "开班|启动|开幕|首场|举办|实施|开展|培训完成|活动完成"),
)
"""What comes one after the other: works and events, books, examinations, subsidies."""

_COURSE = tuple(tuple(map(re.compile, stages)) for stages in _COURSES)
_WORDS_OF_TIME = late("时间|日期|时限|时点|期限|完成|全部|年度|项目|工程|工作|情况|及时")


_Dated = tuple[Indicator, tuple[int, ...], date]
"""A row, its stages in every course, and the day on which it is due."""


def out_of_order(indicators: Sequence[Indicator]) -> Iterator[tuple[Indicator, Indicator]]:
    """Give each row that is due before what it follows, with that: 竣工验收 before 完工."""
    dated = [(each, _stages(each.name), day) for each in indicators if (day := _day(each))]
    found = chain(_before_their_course(dated), _before_what_they_say(dated), _accepted_before_done(dated))
    yield from {(id(later), id(earlier)): (later, earlier) for later, earlier in found}.values()


def _before_their_course(dated: Sequence[_Dated]) -> Iterator[tuple[Indicator, Indicator]]:
    for (later, stages, day), (earlier, before, other) in permutations(dated, 2):
        if (
            day < other
            and any(one < two for one, two in zip(before, stages, strict=True) if min(one, two) >= 0)
            and _is_of_one_work(later.name, earlier.name)
            and _serve_alike(later, earlier)
            and not _is_by_turns(later, earlier)
        ):
            yield later, earlier


_BY_TURNS = late(
    "上一?年|往年|去年|续建|结转|尾工|首批|首次|第[一二三四1-4]|[上下]半年|预[拨付发]|春|夏|秋|冬|年审|年检|[一二三]期"
)


def _is_by_turns(one: Indicator, other: Indicator) -> bool:
    """Tell whether a row is of the first of several turns, or both are of different ones."""
    return set(_BY_TURNS.findall(one.name)) != set(_BY_TURNS.findall(other.name))


_BEHIND_STEP = late(
    "(?P<step>[^，。；、：0-9]{3,16}?)(?:工作|任务|全部)*(?:完成|结束|完毕|通过|合格|到位)?(?:之|以)?后(?![期勤备续补])"
)
_LEAST_OF_STEP = 2


def _before_what_they_say(dated: Sequence[_Dated]) -> Iterator[tuple[Indicator, Indicator]]:
    """Give each row that is due before the row of the step behind which its description puts it.

    全部申请审结后完成资金清算的时间 is not before that of 补贴申请审结时间.
    """
    topics = [pairs_of(_WORDS_OF_TIME.sub(" ", each.name)) for each, _, _ in dated]
    for later, _, day in dated:
        match = _BEHIND_STEP.search(later.description or "")
        step = pairs_of(match["step"]) if match else frozenset()
        for (earlier, _, other), topic in zip(dated, topics, strict=True) if match else ():
            shared = topic & step
            is_it = len(shared) >= _LEAST_OF_STEP and len(shared) * 2 >= len(topic)
            if (
                day < other
                and is_it
                and not shared <= pairs_of(later.name)
                and not _is_by_turns(later, earlier)
            ):
                yield later, earlier


_FINISHED = late(f"(?:{HAN}*)(?P<deed>{HAN}{{2}})(?:完成|结束|完毕)(?:时间|日期|时限|期限)?")
_ACCEPTED = late(f"(?P<deed>{HAN}*?)(?:工程|工作|项目)?验收(?:合格|通过|完成)?(?:时间|日期|时限|期限)?")
_SHORT_FOR_A_DEED = 2


def _accepted_before_done(dated: Sequence[_Dated]) -> Iterator[tuple[Indicator, Indicator]]:
    """Give each row that accepts a work before the row that has it done: 封井验收 before 封填完成."""
    accepted = [
        (each, day, match["deed"])
        for each, _, day in dated
        if "验收" in each.name and (match := _ACCEPTED.fullmatch(each.name))
    ]
    for earlier, _, other in dated if accepted else ():
        done = _FINISHED.fullmatch(earlier.name)
        own = done["deed"] if done else ""
        for later, day, deed in accepted if own else ():
            is_short = len(deed) == _SHORT_FOR_A_DEED and len(accepted) == 1 and deed[0] == own[0]
            thing = deed.replace(own, "", 1)
            is_it = is_short or (thing != deed and thing in earlier.name)
            if day < other and is_it and _serve_alike(later, earlier) and not _is_by_turns(later, earlier):
                yield later, earlier


def _stages(name: str) -> tuple[int, ...]:
    """Return the last stage of each course that a name speaks of, -1 for none."""
    return tuple(
        max((at for at, pattern in enumerate(course) if pattern.search(name)), default=-1)
        for course in _COURSE
    )


def _day(indicator: Indicator) -> date | None:
    return indicator.target.date if isinstance(indicator.target, Deadline) else None


def _is_of_one_work(one: str, other: str) -> bool:
    """Tell whether two names speak of one work: they share its words, or one has none of its own."""
    first, second = (_own_words(each) for each in (one, other))
    return not first or not second or bool(pairs_of(first) & pairs_of(second))


def _own_words(name: str) -> str:
    for pattern in (*chain.from_iterable(_COURSE), _WORDS_OF_TIME):
        name = pattern.sub("", name)
    return name if len(name) > 1 else ""


def _serve_alike(one: Indicator, other: Indicator) -> bool:
    return (
        one.goals is None or other.goals is None or not one.goals.isdisjoint(other.goals)
        if isinstance(one.goals, frozenset) and isinstance(other.goals, frozenset)
        else one.goals is None or other.goals is None or bool(set(one.goals) & set(other.goals))
    )


_SEVERAL_YEARS = late(
    "[二两三四五六][个]?年(?:累计|轮训|内|期)|[2-6]年(?:累计|内)|[三五]年(?!制|级|期)|累计.{0,8}三年"
)


def under_the_wrong_time(reviewed: ReviewedProject) -> Iterator[Indicator]:
    """Give the rows of several years that serve only goals of the year, where there are long-term goals."""
    annual = {goal.id for goal in reviewed.project.goals_of(Horizon.ANNUAL)}
    if len(annual) == len(reviewed.project.goals):
        return
    for indicator in reviewed.project.indicators:
        if indicator.goals and annual.issuperset(indicator.goals) and _SEVERAL_YEARS.search(indicator.name):
            yield indicator


@dataclass(frozen=True, slots=True)
class Slip:
    """A count that is another of the project with its zeros shifted."""

    promise: Promise
    other: Promise


_LEAST_DIGITS = 2
_SAMPLE = late("抽|样|复[核查检]|质检|回访|试点|示范|骨干|重点")
"""What is done to one of ten: 抽查卷数."""


def shifted_counts(statements: ProjectStatements) -> Iterator[Slip]:
    """Give the counts that are ten or a hundred times another one of the same unit: 9500户 and 950户.

    What the goals or 资金用途 say too is no slip.
    """
    counts = [
        each
        for each in statements.promises
        if each.statement.dimension in PEOPLE | THINGS and each.statement.is_one
    ]
    said = {each.statement.low for text in statements.prose for each in text}
    for at, one in enumerate(counts):
        for other in counts[at + 1 :]:
            few, many = sorted((one, other), key=lambda each: each.statement.low)
            digits = str(int(few.statement.low)).rstrip("0")
            if (
                same_unit(one.statement.unit) != same_unit(other.statement.unit)
                or len(digits) < _LEAST_DIGITS
                or _SAMPLE.search(few.indicator.name)
            ):
                continue
            if many.statement.low / few.statement.low in (10, 100, 1000) and many.statement.low not in said:
                yield Slip(many, few)


_EACH = ("每", "每个", "每一", "每一个")
_PLACES = frozenset(["点", "站", "点位", "站点", "网点", "处", "家", "所", "座", "间"])
_LESSONS = frozenset(["节", "课时", "学时", "课"])
_WORKER_OF = {"工": "人"}
_COUNTED_WITH_ANYTHING = THINGS | {None}
_MEASURED = PHYSICAL | {Dimension.TIME}
_PERIODS = frozenset(["年", "月", "日", "天", "周", "季度", "学期", "次", ""])


def price_of_another(promises: Sequence[Promise], said: Sequence[Said]) -> Iterator[tuple[Promise, Said]]:
    """Give the prices that a goal says of another unit: 每小时50元 in the goal, ≤50元/人 in the row."""
    for promise in promises:
        target = promise.indicator.target
        if not isinstance(target, Rate) or promise.statement.dimension is not Dimension.MONEY:
            continue
        written = {each for each in re.split("[·/、]", target.per) if each not in _PERIODS}
        own = _units_of_row(written)
        same = [
            each
            for each in said
            if each.statement.base == "元" and each.statement.low == promise.statement.low
        ]
        name = pairs_of(promise.indicator.name)
        of_each = [
            each
            for each in same
            if _units_of_each(each) and not name.isdisjoint(pairs_of(each.statement.before))
        ]
        others = [
            each
            for each in of_each
            if own and not _says_each(each.statement.before, written) and not _are_alike(own, each)
        ]
        if others and len(others) == len(of_each):
            yield promise, others[0]


def _units_of_row(written: Iterable[str]) -> frozenset[str]:
    """Return the units of a price, and what they are made of: 亩 and 亩次, 人 and 人天."""
    units = frozenset(map(counted_unit, written))
    without_times = frozenset(each.removesuffix("次") for each in units)
    workers = frozenset(
        _WORKER_OF.get(each[0], each[0]) for each in written if dimension_of(each) is Dimension.LABOUR
    )
    return (units | without_times | workers) - _PERIODS


def _says_each(before: str, units: Iterable[str]) -> bool:
    """Tell whether a text has a unit that is none elsewhere: 每个居村 beside 元/居村."""
    return any(f"{each}{unit}" in before for unit in units for each in _EACH)


def _are_alike(own: Iterable[str], said: Said) -> bool:
    """Tell whether one of the units of a row may be one that a text has behind 每."""
    return any(_may_be_same(one, other) for other in _units_of_each(said) for one in own)


def _may_be_same(one: str, other: str) -> bool:
    """Tell whether two units may count the same: 点 or 处, and 个 all but people, times and measures."""
    if one == other or {one, other} <= _PLACES or may_stand_for(one, other) or is_one_for_each(one, other):
        return True
    kinds = {dimension_of(one), dimension_of(other)}
    if {one, other} <= _LESSONS or kinds == {Dimension.EVENTS} or in_base_unit(one) == in_base_unit(other):
        return True
    if {one, other} & ANYTHING:
        return kinds <= _COUNTED_WITH_ANYTHING
    return None in kinds and kinds.isdisjoint(_MEASURED)


def _units_of_each(said: Said) -> frozenset[str]:
    """Return the units of which a text says each: 人 of 每人每月2000元, 点位 and 个 of 每个点位."""
    before = said.statement.before
    units = [unit_at(before, at + 1) for at, character in enumerate(before) if character == "每"]
    units += [part for unit in units if unit.startswith("个") for part in ("个", unit[1:])]
    return frozenset(map(counted_unit, units)) - _PERIODS


_RISES, _FALLS = "增长|上升|提高|提升|增加|升高", "下降|降低|减少|缩短|压减"
_CHANGE = late(f"(?P<up>{_RISES})|(?P<down>{_FALLS})")


def opposite_changes(promises: Sequence[Promise], said: Sequence[Said]) -> Iterator[tuple[Promise, Said]]:
    """Give the rows that call a rise what a goal with the same number calls a fall."""
    for promise in promises:
        name = promise.indicator.name
        own = _CHANGE.search(name)
        subject = topic_pairs(name[: own.start()]) if own else frozenset()
        for each in said if own and subject else ():
            one = each.statement
            other = _CHANGE.search(one.before)
            is_same = one.dimension is promise.statement.dimension and one.low == promise.statement.low
            is_opposite = own and other and (own["up"] is None) is not (other["up"] is None)
            if is_same and is_opposite and len(subject & pairs_of(one.before)) * 2 > len(subject):
                yield promise, each
