"""Steps of one work in one sentence with their days: 5月10日前发布通知，4月20日前完成受理."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pmgen.check.statements.statement import Day
from pmgen.check.statements.statement_reading import read_days
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of
from pmgen.late_pattern import late

_ANNOUNCED = late("(?:发布|印发|下发|公布)[^，。；]{0,8}(?:通知|公告|指南|简章|方案)")
_IS_WRITTEN = late("通知|公告|公示|指南|简章|方案")
_DRAFT = late("初稿|征求意见稿|送审稿|讨论稿")
_IS_AGREED = late(
    "[底末]?(?:之?前)?(?:[并再]|计划|全部|组织|完成|通过|专家|终期|最终|正式){0,5}(?:评审|审定|定稿|印发|报批|批复|结题)(?:验收|工作)?"
)
"""What becomes of a draft at last, with no other thing named."""
_THEN = late("受理|报名|评审|评选|遴选|审核|考试|开标")
_OF_PARTS = late("批|轮|次年|上年|下一?年|分[期年段]|第[一二三四]|20[0-9]{2}年[^。；]*20[0-9]{2}年|另|同时")
_NEAR, _FAR = 4, 160
"""How many steps, and how many characters, may lie between two that are held against each other."""
_CLAUSE_ENDS = "，。；、\n"
_ANOTHER = late("[。；;\\n]")


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done by a day, and where that stands."""

    start: int
    end: int
    day: Day
    words: str


def turned_steps(text: str) -> Iterator[tuple[Step, Step]]:
    """Give each step that a sentence has before another one which follows it, and by a later day."""
    if text.count("月") < 2 or not ("前" in text or _ENDS_OR_BEGINS.search(text)):
        return
    days = read_days(text)
    every = [step for day in days if _is_milestone(step := _step(text, day)) or _ends_works(text, step)]
    yield from _turned_turns(text, every)
    yield from _too_late(text, days)
    for one, other in pairwise(every):
        if _is_apart(text, one, other) or not _is_later(one.day, other.day) or _begins(other):
            continue
        has_months = not one.day.day or not other.day.day
        leads = has_months and _leads_to(one.words, other.words)
        if leads or _is_ground(one.words, other.words) or _is_put_there(one.words, other.words):
            yield one, other
    steps = [step for step in every if step.day.day]
    for one, other in ((one, other) for at, one in enumerate(steps) for other in steps[at + 1 : at + _NEAR]):
        if _is_apart(text, one, other) or not _is_later(one.day, other.day) or _begins(other):
            continue
        if _is_ground(one.words, other.words):
            continue
        is_draft = _DRAFT.search(one.words) is not None
        is_first = _comes_first(one.words, other.words) and (
            is_draft or _are_of_one_work(one.words, other.words)
        )
        if is_first or (one.end + 1 >= other.start and _leads_to(one.words, other.words)):
            yield one, other


def _too_late(text: str, days: Sequence[Day]) -> Iterator[tuple[Step, Step]]:
    """Give each deadline with the earlier day that it is said to be in time for: 赶在3月16日开班前."""
    for one, other in pairwise(days):
        is_for_it = text[other.start - 2 : other.start] in _IN_TIME_FOR
        is_of_one_year = one.month - other.month <= _HALF_A_YEAR
        if is_for_it and is_of_one_year and one.is_deadline and _is_later(one, other):
            first, second = _step(text, one), _step(text, other)
            if not _ANOTHER.search(text[first.start : second.start]):
                yield first, second


_IN_TIME_FOR = ("赶在", "抢在")
_HALF_A_YEAR = 6


_TURN = late(
    "第(?P<number>[一二三四五六])(?P<kind>批次?|期|轮|次|阶段|笔)|首(?P<first>[批期轮次笔])"
    "|(?P<spring>春[季末茬]|早春|上半年)|(?P<autumn>秋[季末茬]|下半年)"
)
_OTHER_YEAR = late("次年|翌年|上年|下一?年|明年|去年")
_IN_TURN = late("分(?P<number>[两二三四五六])[批期次轮笔]")
_SO_FAR = "累计"
_NEW_YEAR = 3
"""The month before which autumn's work may still go on."""


def _turned_turns(text: str, steps: Sequence[Step]) -> Iterator[tuple[Step, Step]]:
    """Give each step of one turn with that of a later turn, or of more so far, that is due before it.

    第一批10月底前拨付，第二批5月底前拨付; 分两批，9月底前20套，6月底前12套.
    """
    for line in _TURNS_APART.finditer(text) if len(steps) > 1 else ():
        own = [step for step in steps if line.start() <= step.start < line.end() and step.day.is_deadline]
        if len(own) < 2 or _OTHER_YEAR.search(line[0]):
            continue
        turns = [_turn(text, line.start(), step) for step in own]
        is_listed = not any(turns) and _are_in_turn(text[line.start() : own[0].start], own)
        for (one, turn), (other, later) in pairwise(zip(own, turns, strict=True)):
            is_more = _SO_FAR in one.words and _SO_FAR in other.words
            is_next = turn and later and turn[0] == later[0] and turn[1] < later[1]
            is_once = turns.count(turn) == turns.count(later) == 1 and other.day.month >= _NEW_YEAR
            deeds = _deeds(one), _deeds(other)
            is_alike = not deeds[0].isdisjoint(deeds[1])
            is_rest = is_alike and _REST.search(other.words)
            is_next = is_next and (is_alike or not all(deeds))
            if (is_listed or is_more or is_rest or (is_next and is_once)) and _is_later(one.day, other.day):
                yield one, other


_REST = late("其余|余下|剩余")
_TURNS_APART = late("[^。\\n]+")


def _turn(text: str, start: int, step: Step) -> tuple[str, int] | None:
    """Return which of several turns a step is of, by the last words for one before the end of its clause."""
    every = list(_TURN.finditer(text, start, step.end))
    if not every:
        return None
    match = every[-1]
    if match["number"]:
        return match["kind"][0], "一二三四五六".index(match["number"])
    if match["first"]:
        return match["first"], 0
    return "半" if match[0].endswith("半年") else "季", 1 if match["autumn"] else 0


def _deeds(step: Step) -> frozenset[str]:
    return pairs_of(_JOINING.sub(" ", step.words))


def _are_in_turn(before: str, steps: Sequence[Step]) -> bool:
    """Tell whether a text says of how many turns it gives the days."""
    match = _IN_TURN.search(before)
    return match is not None and "零一二三四五六".find(match["number"].replace("两", "二")) == len(steps)


def _is_apart(text: str, one: Step, other: Step) -> bool:
    """Tell whether two steps stand far from each other, in two sentences, or are of several turns."""
    between = text[one.start : other.end]
    return other.end - one.start > _FAR or bool(_ANOTHER.search(between) or _OF_PARTS.search(between))


def _step(text: str, day: Day) -> Step:
    ends = (at for mark in _CLAUSE_ENDS if (at := text.find(mark, day.end)) >= 0)
    end = min(ends, default=len(text))
    return Step(day.start, end, day, text[day.end : end])


_ENDS_OR_BEGINS = late("投入使用|投用|启用|截止|结束|启动|开始|发布|开[班工标]")
_MILESTONE = late(
    f"起?(?:全部|正式|全面)?(?:投入使用|投用|启用)\\Z|{HAN}{{0,8}}(?:截止|结束|启动|开始|开[班工标])\\Z|(?:正式)?(?:启动|开始|发布)(?!前|后){HAN}{{2,8}}\\Z"
)
_BEGINS = late("启动|开始|开[班工标]")


def _is_milestone(step: Step) -> bool:
    """Tell whether something is done by a day, or ends or begins on it."""
    return step.day.is_deadline or _MILESTONE.match(step.words) is not None


_ENDED_WORKS = late("(?:集中|全面|组织|进行|开展)*(?:施工|建设|改造|修缮|维修|铺设|安装)")


def _ends_works(text: str, step: Step) -> bool:
    """Tell whether a day is the last one of works: 7月10日至8月20日施工."""
    return text[step.start - 1 : step.start] in ("至", "到") and bool(_ENDED_WORKS.fullmatch(step.words))


def _begins(step: Step) -> bool:
    """Tell whether something only begins on a day, as it may while what it needs goes on."""
    return not step.day.is_deadline and _BEGINS.search(step.words) is not None


def _is_later(one: Day, other: Day) -> bool:
    is_of_one_year = one.year == other.year or other.year is None
    return is_of_one_year and (one.month, one.day or _LAST) > (other.month, other.day or _LAST)


_LAST = 31
"""The day that a month alone stands for."""


def _comes_first(one: str, other: str) -> bool:
    """Tell whether one step is always done before another: what is announced, and what is built."""
    if _ANNOUNCED.search(one):
        return _THEN.search(other) is not None and not _IS_WRITTEN.search(other)
    if _DRAFT.search(one):
        return _IS_AGREED.fullmatch(other) is not None
    return -1 < _stage(one) < _stage(other) and not _IS_WRITTEN.search(other)


def _stage(words: str) -> int:
    """Return the last stage of works that words speak of, -1 for none."""
    return _last_of(_STAGES, words)


_STAGES = tuple(map(late, ("招标|采购", "开工|进场", "完工|竣工|建成|安装", "验收", "结算|决算|审计")))
_DONE = late(
    "完成|开展|组织|实施|全面|全部|进行|工作|项目|工程|招标|采购|开工|进场|[完竣]工|建成|安装|验收|结算|决算|审计|发布|公告|截止"
)


def _are_of_one_work(one: str, other: str) -> bool:
    """Tell whether two steps have a word in common, 发布申报通知 and 完成申报受理, or one has none."""
    first, second = (pairs_of(_DONE.sub(" ", words)) for words in (one, other))
    return not first or not second or not first.isdisjoint(second)


_GROUND = late(
    "遴选|选聘|比选|招标|招投标|采购|选定|签订合同|合同签订|方案(?:编制|制定|审定|设计)|勘察|勘测|施工图|初步设计"
    "|报名|征集|申报|申请受理|动员|立项|选址|摸底|开工|进场|购置|到货|招[聘募]"
)
_WORK = late(
    "验收|竣工|完工|结算|决算|审计|总结|绩效评价|归档|兑付|兑现|发放|公示|复查|复核|整改|出具|提交|投入使用|交付|建成|评估|评审|安装|施工"
    "|培训|检测|测试|上线|改造|举办|开展|实施|录用|发证|印刷|配送"
)
_OF_TURNS = late("[春夏秋冬]|其余|剩余|[二两三]期")
_JOINING = late(
    "[底末]?(?:之?前)|以前|完成|工作|任务|项目|全部|开展|组织|启动|实施|年度|[上下]半年|\\d|截止|结束|[网线]上|开始"
)


def _is_ground(one: str, other: str) -> bool:
    """Tell whether a step needs another one, whose day may be a month: who assesses is chosen before.

    Both have a word in common, 评估机构遴选 and 现场评估, or neither has any but that of the step.
    """
    if (
        _OF_TURNS.search(f"{one}{other}")
        or not _GROUND.search(one)
        or _GROUND.search(other)
        or not _WORK.search(other)
    ):
        return False
    first, second = (pairs_of(_JOINING.sub(" ", words)) for words in (one, other))
    own = (
        pairs_of(_JOINING.sub(" ", step.sub(" ", words))) for step, words in ((_GROUND, one), (_WORK, other))
    )
    return not first.isdisjoint(second) or not any(own)


_BOUGHT = late(
    f"(?:完成|全部|集中|统一)*(?:采?购|买|订[购制]|印[制刷]|制作)[^，。；]{{2,}}|{HAN}*(?:到货|采购)"
)
_PUT = late(
    "(?:全部|陆续|统一)*(?:安?装|摆|挂|贴|放|铺|栽|种|投放|配送|分?发|运|送)(?:[到进至上入齐好完毕]|到位)[^，。；0-9]*"
)


def _is_put_there(one: str, other: str) -> bool:
    """Tell whether a step puts somewhere what the one before it buys, and names no other thing.

    买齐漂流书架30组 comes before 装到楼道口和小广场.
    """
    return (
        _BOUGHT.fullmatch(_BY.sub("", one)) is not None
        and _PUT.fullmatch(_BY.sub("", other)) is not None
        and not _IS_WRITTEN.search(other)
    )


_BY = late("\\A[底末]?(?:之|以)?前?")
_CHOSEN = "(?:确定|选定|遴选|比选|优选|选聘|招标|采购)"
_BODY = "(?:企业|单位|机构|公司|商|方|队伍|院校|学校|基地)"
_COURSES = (
    (
        f"{_CHOSEN}{HAN}{{0,8}}{_BODY}|招标|采购",
        f"(?:签[订署定]){HAN}{{0,6}}(?:合同|协议|责任书)|(?:合同|协议)签[订署]",
        "进场|开工|供货|到货|交付|开行|运营|开通|上线|启用|安装|调试|施工|投入使用|栽植|种植|投放|配发",
    ),
    (
        "选址|立项|勘察|勘测|设计|施工图|招标|征地",
        "开工|进场|动工|土建|施工",
        "完工|竣工|建成|封顶|安装|调试",
        "验收",
        "投入使用|投用|启用|交付|移交|开放|运行|开行|通车",
        "结算|决算|审计",
    ),
    (
        "报名|征集|申报|发布(?:公告|通知|简章)",
        "初赛|初评|海选|初审|资格审[查核]|预赛|笔试|受理|审[查核完毕](?:申[报请]|报名)?(?:材料|资料|资格)?|(?:材料|资料)审[查核]",
        "复赛|半决赛|复审|复评|面试|入围",
        "决赛|终审|终评|评选|评审",
        f"颁奖|表彰|公示|(?:确定|公布){HAN}{{0,6}}(?:名单|结果)|录用|兑现|拨付",
    ),
    (
        f"招[聘募录]{HAN}{{0,6}}人员|招[聘募录]|报名|{_CHOSEN}{HAN}{{0,8}}(?:{_BODY}|学员|师资|教师)",
        "(?:岗前|集中)?培训|开班|授课",
        "上岗|结业(?:考核|考试)?|考核|发证",
    ),
    (
        "调查|摸底|排查|采集|普查|采样|问卷发放",
        "汇总|录入|整理|建档|建立台账|问卷回收",
        f"(?:形成|撰写|出具|提交|编制){HAN}{{0,6}}报告|报告(?:编制|撰写|出具|提交)",
    ),
    (
        f"(?:制[定订]|编制|印发|下发|出台){HAN}{{0,6}}(?:方案|计划|通知|办法)",
        "动员|部署|启动|全面实施|铺开",
        "总结|验收|评估",
    ),
    ("采购|购置|买", "到货|供货", "安装|调试", "验收", "投入使用|投用|启用"),
    ("录入|填报|著录", "核对|校[对验核]|复核", "归档|上[报传线]"),
    ("初筛|筛查|初诊", "复[诊筛查]", "适配|治疗|手术", "随访"),
    ("考核|考试|鉴定", "阅卷|成绩(?:公布|发布)|公布成绩", "发证|颁证|证书(?:发放|颁发)"),
    ("采购|招标", "印[制刷]|制作", "发放|配送"),
    ("播种|育苗|移栽|定植", "采收|收割|收获|测产"),
)
"""What leads to what, each with the things that it is always done to."""
_COURSE = tuple(tuple(map(late, stages)) for stages in _COURSES)
_OWN_KIND = late(
    "到位|完毕|就位|齐全|\\A起|运行|建设|部署|名单|人员|数据|正式|专家|公开|集中|陆续|[全并由]|线路|设备"
)
_OTHER_WORK = late("[0-9]|上年|去年|往年|续建|尾款|另|批|[二三四]期|[春夏秋冬]|[上下]半年|中期|预[付拨]|质保")


def _leads_to(one: str, other: str) -> bool:
    """Tell whether a step leads to another one that names no thing of its own, or one that the first has.

    确定承运企业 leads to 签订运营协议, and 设备采购 to 安装调试; 桥梁设计 does not to 道路开工.
    """
    if _OTHER_WORK.search(one) or _OTHER_WORK.search(other):
        return False
    return any(_leads_in(course, one, other) for course in _COURSE)


def _leads_in(course: Sequence[re.Pattern[str]], one: str, other: str) -> bool:
    first, second = (_step_of(course, words) for words in (one, other))
    if not -1 < first < second:
        return False
    rest = course[second].sub(" ", other)
    own = pairs_of(_JOINING.sub(" ", _OWN_KIND.sub(" ", rest)))
    return not own or not own.isdisjoint(pairs_of(one))


_MOSTLY = 0.6
_OF_SEVERAL = late(
    "上年|去年|往年|次年|续建|尾款|另|批|[一二三四]期|[春夏秋冬]|[上下]半年|中期|预[付拨]|质保|其[余他]|剩余|余下|[首第各]|每[年季月周批期轮次]|分别|陆续|随"
)
_OF_ROW = late("(?:完成|结束|截止)?(?:的)?(?:时间|日期|期限|时限|时点|节点)\\Z|及时|按[时期]")


def is_needed_by(done: str, work: str, name: str) -> bool:
    """Tell whether what a row measures needs what some words say is done, to most of what it names."""
    if _OF_SEVERAL.search(work) or _OF_SEVERAL.search(name):
        return False
    name = _OF_ROW.sub("", name)
    for course in _COURSE:
        first, second = (_step_of(course, words) for words in (done, name))
        if -1 < first < second:
            own = pairs_of(_JOINING.sub(" ", course[second].sub(" ", name)))
            return len(own & pairs_of(work)) >= max(2, len(own) * _MOSTLY)
    return False


def _step_of(course: Sequence[re.Pattern[str]], words: str) -> int:
    """Return the stage of a course that most of some words speak of, -1 for none."""
    found = ((len(match[0]), at) for at, stage in enumerate(course) if (match := stage.search(words)))
    return max(found, default=(0, -1))[1]


def _last_of(course: Sequence[re.Pattern[str]], words: str) -> int:
    """Return the last stage of a course that words speak of, -1 for none."""
    return max((at for at, pattern in enumerate(course) if pattern.search(words)), default=-1)
