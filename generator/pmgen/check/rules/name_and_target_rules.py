"""Rules about what a name promises and its target does not keep: its unit, its direction, its bounds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pmgen.check.meant_directions import (
    is_against_sense,
    is_hardly_a_floor,
    is_hardly_a_limit,
    is_hardly_to_fall,
    is_hardly_to_rise,
)
from pmgen.check.relations.phrases.changes_for_the_worse import (
    DOWN,
    UP,
    changes_for_the_worse,
    turned_against_goals,
    turned_description,
)
from pmgen.check.review_rule import (
    Evidence,
    Measured,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    in_words,
    measured,
    part,
    target_span,
    whole,
    without_note,
)
from pmgen.check.wording.misread_targets import is_misread
from pmgen.late_pattern import late
from pmgen.model.numerals import EXACT, exact_text
from pmgen.model.records import Indicator
from pmgen.model.targets import Range, Text, unit_of
from pmgen.model.terms import Category, Comparator, Polarity
from pmgen.model.units import Dimension, is_percent, read_unit
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short

_GOOD_SHARES = """
    满意度 满意率 合格率 达标率 及时率 准确率 正确率 覆盖率 到位率 知晓率 通过率 参与率 参训率 出勤率
    上岗率 合规率 落实率 优良率 优秀率 完好率 公开率 整改率 办结率 结案率 成功率 发放率 支付率 拨付率
    完成率 实现率 应用率 普及率 采纳率 验收率 成活率 存活率 巩固率 接种率 处置率 解决率 修复率 在线率
    可用率 稳定率 保障率 就业率
"""
_GOOD = frozenset(_GOOD_SHARES.split())
"""Shares of which more is better; all have three characters."""

_MAY_EXCEED = late(
    "增|提升|提高|上升|超|涨|完成率|毛入|使用率|(?<!再)利用率|周转|收益|回报|产出|产销|拨备|同比|比上年|速动|流动"
    "|充足率|自给率|杠杆|溢价|波动|变动|偏离|倍|负荷|负债|含水|认购|偿付|担保|保证率|达产|达成|计划|目标|任务|拥有|复购|扩面|复种|抚养|征收|征缴|入库|预算执行"
)
_BURDEN = late(
    "(?:用电|用水|用气|耗电|耗水|耗能|能耗|油耗|消耗)(?:总?量)?$"
    "|(?:事故|投诉|差错|错误|失误|故障|死亡|伤亡|火灾|违规|违法|违纪|漏损|破损|流失|辍学|失业|返贫|逾期|爆管|断电|停电|停水"
    "|纠纷|不合格|超限|发病|污染)(?:事件)?(?:发生)?(?:人数|起数|件数|次数|数量|数|率|时长)?$"
    "|(?:险情|疫情|溺水|工亡|[泄失]密|侵害|漏[报检登诊查]|误[报判诊差]|错[误发报漏]|返工|返修|退货|退款|超支|超期|超编|病死|死淘|缺陷|缺勤|上访|损耗|损坏|拖欠|弃管"
    "|欺诈|骗保|复发|感染|溢漏|滞留|积压|空岗|违约)(?:事件|案件|问题)?(?:发生)?(?:起数|件数|次数|数量|数|率|量)?$"
    "|(?:排放量|超标率|空置率|闲置率|等候时间|等待时间|排队时间|响应时间|反应时间|修复时间)$"
)
_WORK = late(
    "(?:培训|建设|建成|改造|新建|服务|受益|[救资]助|发放|覆盖|开展|举办|巡查|检查|宣传|演练|监测|修缮)[^率]*\\Z"
)
_RELIEF = late(
    "补贴|奖[补励]|推广|替代|再生|绿[色电]|清洁|岸电|充电|减|降|节约|受理|处理|处置|办理|查处|核查|监测|整改|化解|调解|调处|保障|供应|满足|赔付|保险|补助|救助"
)
_WORK_ON_ILLS = late(
    "(?:[帮协代]办|[帮协]助|接[收报警处诉访]|扑救|排[查解]|摸排|分流|移[交送]|[查侦承经]办|[立结]案|审[理结判]|仲裁|登记|[答回]复|[转交督]办|转[交送]|勘[查验]|调查|[救施]救"
    "|救援|侦[破查]|破获|快处|制止|劝[返阻]|预警|处突|录入|承接|代理|援助|统计|研判|归集|[上填]报|采集|抽查|打击|惩处|收集|收到)[^，、率]{0,4}"
    "(?:事故|投诉|火灾|溺水|辍学|险情|疫情|违[法规纪]|[信上]访|纠纷|欺诈|骗保|污染|缺陷|拖欠|侵害|超限|退[货款]|[爆断停][管电水])"
    "|(?:[抢维检]修|排除|接报|处[理置])[^，、率]{0,4}(?:故障|破损|漏损|损坏|[爆断停][管电水])|(?:纠正|发现|消除|查[出找]|复核)[^，、率]{0,4}"
    "(?:差错|错误|失误|违[法规纪]|故障|纠纷|缺陷|不合格|[漏误错].)"
)
"""Work on what is bad, of which more may be done: 接收纠纷件数, 抢修故障次数."""
_OVERGROWN = late(
    "(?:水葫芦|水花生|水华|浮萍|[蓝绿]?藻类?|杂草|漂浮物|垃圾|黄花|互花米草|入侵(?:植物|物种|生物)|外来物种|有害生物|积雪|裸[土露][^，、]{0,2}|油污)"
    "(?:面积|水面|水域|平均|的)*覆盖[率度]\\Z"
)
_COMPLAINT = late("投诉|举报|信访|上访|差评")
_SEPARATORS = frozenset("、，,；;/和与及")
_PARTS = late("[、，,；;/]|和|(?<!参)与|以及|(?<![普涉惠波触以])及(?!时|格|第)")
_MEASURE = late("(?:数量|人次|场次|频次|批次|[^指系参倍分基级度]数|率|比例|满意度|面积|长度|金额|时间|时长)$")
_UPWARD, _DOWNWARD = (Comparator.GE, Comparator.GT), (Comparator.LE, Comparator.LT)
_HUNDRED = Decimal(100)
_REACHABLE = message("write a rate that can be reached, such as {example}", example="≥95%")


def at_least_all(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every share that is to be at least 100 %."""
    for indicator, target in measured(reviewed.project.indicators):
        if (
            not is_percent(target.unit)
            or target.comparator is not Comparator.GE
            or target.number.value != _HUNDRED
        ):
            continue
        if not _MAY_EXCEED.search(indicator.name):
            yield Violation(
                message("{value} cannot be exceeded", value=short(target.written)),
                (target_span(indicator, target.written),),
                indicator,
                _REACHABLE
                if "满意" in indicator.name
                else message("write {value}", value=f"={target.number}%"),
            )


def satisfaction_by_complaints(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every satisfaction indicator that counts complaints."""
    for indicator in reviewed.of(Category.SATISFACTION):
        if "满意" not in indicator.name and _COMPLAINT.search(indicator.name):
            yield Violation(
                message("{name} does not measure satisfaction", name=short(indicator.name)),
                (whole(indicator.places, "name"),),
                indicator,
            )


def against_sense(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every burden of which more is asked for, and every good share of which less is."""
    for indicator, target in measured(reviewed.project.indicators):
        right = _right_way(indicator, target)
        if right is not None:
            yield _wrong_way(indicator, target, right)
    for indicator, words in in_words(reviewed.project.indicators):
        yield from _against_sense_in_words(indicator, words.text)
    sound = [each for each, words in in_words(reviewed.project.indicators) if not _is_told(each, words)]
    for indicator, field, start, end in turned_against_goals(sound, reviewed.texts):
        text = message(
            "the goal says {words}; the indicator is {name} {target}",
            words=short(field.text[start:end]),
            name=short(indicator.name),
            target=indicator.target.written,
        )
        spot = part(field.places, field.key, field.text, start, end)
        yield Violation(text, (target_span(indicator, indicator.target.written), spot), indicator)
    yield from _for_the_worse(reviewed)


def _right_way(indicator: Indicator, target: Measured) -> Comparator | None:
    """Return the way that a row goes by its name where it goes the other one."""
    if indicator.base is Category.COST:
        return None
    rises = target.comparator in _UPWARD or indicator.polarity is Polarity.POSITIVE
    falls = target.comparator in _DOWNWARD or indicator.polarity is Polarity.NEGATIVE
    name = without_note(indicator.name)
    if rises and (_is_burden(name) or _is_limit(indicator, name) or _is_none_wanted(indicator, target)):
        return Comparator.LE
    if is_against_sense(indicator, target):
        return Comparator.LE
    return Comparator.GE if falls and (_is_good(name) or _is_work(indicator, target, name)) else None


def hardly_meant_directions(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the rows that have work to be done as their most, or a small share of ills as their least."""
    for indicator, target in measured(reviewed.project.indicators):
        if indicator.base is Category.COST or _right_way(indicator, target) is not None:
            continue
        if is_hardly_a_limit(indicator, target):
            yield _hardly_meant(indicator, target, Comparator.GE)
        elif is_hardly_a_floor(indicator, target):
            yield _hardly_meant(indicator, target, Comparator.LE)
    for indicator, words in in_words(reviewed.project.indicators):
        name = without_note(indicator.name)
        rises, falls = UP.fullmatch(words.text), DOWN.fullmatch(words.text)
        if indicator.base is Category.COST or _is_told(indicator, words):
            continue
        if (rises and is_hardly_to_rise(name)) or (falls and is_hardly_to_fall(name)):
            text = message("{name} is hardly meant to be {value}", name=short(name), value=short(words.text))
            repair = message("write {value}", value="较上年下降" if rises else "较上年上升")
            yield Violation(text, (target_span(indicator, words.text),), indicator, repair)


def _hardly_meant(indicator: Indicator, target: Measured, right: Comparator) -> Violation:
    values = {"name": short(indicator.name), "value": short(target.written)}
    text = message("{name} is hardly meant to be {value}", **values)
    spot = target_span(indicator, target.written)
    return Violation(text, (spot,), indicator, _turned(indicator, target, right))


def _for_the_worse(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the clauses of goals that have it worse, and descriptions that turn a rise or fall round."""
    for field in reviewed.texts:
        if field.goal is not None and field.key == "text":
            for start, end in changes_for_the_worse(field.text):
                text = message("{words} is for the worse", words=short(field.text[start:end]))
                yield Violation(text, (part(field.places, field.key, field.text, start, end),))
        elif field.indicator is not None and field.key == "description":
            row = field.indicator
            match = turned_description(without_note(row.name), field.text)
            if match is not None:
                text = message(
                    "the description says {words}, and the name is {name}",
                    words=match.group(),
                    name=short(row.name),
                )
                spots = (part(field.places, field.key, field.text, *match.span()), whole(row.places, "name"))
                yield Violation(text, spots, row)


_ILLS = """
    违法行为 违法犯罪行为 违规行为 违章行为 失信行为 违法现象 违规现象 违章现象 违停现象
    安全隐患 火灾隐患 消防隐患 安全事故 交通事故 责任事故 矛盾纠纷 污染 污染物 安全风险 廉政风险 金融风险
    火灾风险 疫情风险 灾害风险 债务风险 负担 乱象 顽疾 堵点 拥堵 返贫 失业 犯罪 发案
    水土流失 土壤侵蚀 沙化面积 荒漠化面积 内涝 积水点 扬尘 噪声 黑臭水体 病虫害 投诉量 信访量
    投诉数 信访件 能耗 水耗 物耗 电耗 碳排放 碳排放量 农药使用量 化肥使用量 农药施用量
    化肥施用量 发生率 发病率 发案率 死亡率 漏损率 差错率 事故 火灾 灾害损失
"""
_ILL = tuple(_ILLS.split())
_FOUGHT = late(
    "打击|[减降控压消]|防|遏制|治|管控|抵御|应对|抗|查|排|识别|化解|监测|预警|发现|处置|打掉|认[识知]|揭示"
)
_GOODS = """
    满意度 安全感 幸福感 获得感 积极性 知晓度 知晓率 意识 能力 素质 素养 技能 效率 质量 信心 活力
    森林覆盖率 绿化覆盖率 植被覆盖率 就业率 入学率 巩固率 成活率 健康 农民收入 居民收入
    农户收入 职工收入 村集体收入 人均收入 可支配收入 公信力 影响力 凝聚力 知名度
    美誉度 生物多样性 生态环境 人居环境 营商环境
"""
_WELL = tuple(_GOODS.split())
_NOT_WELL = late("[噪污排耗废]|风险|损|危害|成本|负荷|传播|传染|破坏|犯罪|违法|致灾|容量|浪费|依赖")


def _against_sense_in_words(indicator: Indicator, words: str) -> Iterator[Violation]:
    """Give what is bad and is to grow, and what is good and is to fall: 违法行为 有效提升."""
    name, value = without_note(indicator.name), short(words)
    spots = (target_span(indicator, words),)
    if (name.endswith(_ILL) or _is_burden(name)) and UP.fullmatch(words) and not _FOUGHT.search(name):
        text = message("more of {name} is counted as better: {value}", name=short(name), value=value)
        yield Violation(text, spots, indicator, message("write {value}", value="有效遏制"))
    elif _is_well(name) and DOWN.fullmatch(words):
        text = message("less of {name} is counted as better: {value}", name=short(name), value=value)
        yield Violation(text, spots, indicator, message("write {value}", value="有效提升"))


def _is_told(indicator: Indicator, words: Text) -> bool:
    return any(_against_sense_in_words(indicator, words.text))


def _is_well(name: str) -> bool:
    return name.removesuffix("水平").endswith(_WELL) and not _NOT_WELL.search(name)


def _is_burden(name: str) -> bool:
    return _BURDEN.search(name) is not None and not _RELIEF.search(name) and not _WORK_ON_ILLS.search(name)


def _is_none_wanted(indicator: Indicator, target: Measured) -> bool:
    """Tell whether nothing is to happen of what is counted as better: =0起 and 正向."""
    is_none = target.number.value == 0 and target.comparator is Comparator.EQ
    return is_none and indicator.polarity is Polarity.POSITIVE and "增" not in indicator.name


def _is_work(indicator: Indicator, target: Measured, name: str) -> bool:
    """Tell whether work is counted as worse the more there is of it: 培训人数 =200人 and 反向."""
    is_fixed = target.comparator is Comparator.EQ and target.number.value > 0
    return is_fixed and indicator.base is Category.QUANTITY and _WORK.search(name) is not None


def _is_limit(indicator: Indicator, name: str) -> bool:
    """Tell whether a timeliness indicator sets the time within which something is to be done."""
    unit = read_unit(unit_of(indicator.target))
    is_time = unit is not None and unit.dimension is Dimension.TIME
    return indicator.base is Category.TIMELINESS and is_time and name.endswith("时限")


def _is_good(name: str) -> bool:
    is_denied = name.startswith(("不", "未")) or name[-4:-3] in ("不", "未")
    return name[-3:] in _GOOD and not is_denied and not _OVERGROWN.search(name)


def _wrong_way(indicator: Indicator, target: Measured, right: Comparator) -> Violation:
    name, value = short(indicator.name), short(target.written)
    if right is Comparator.LE:
        wrong = message("more of {name} is counted as better: {value}", name=name, value=value)
    else:
        wrong = message("less of {name} is counted as better: {value}", name=name, value=value)
    return Violation(
        wrong, (target_span(indicator, target.written),), indicator, _turned(indicator, target, right)
    )


def _turned(indicator: Indicator, target: Measured, right: Comparator) -> Message | None:
    if read_unit(unit_of(target)) is None:
        return None
    sign = target.comparator if target.comparator is Comparator.EQ else right
    value = f"{sign.glyph}{target.number}{unit_of(target)}"
    if indicator.polarity is None:
        return message("write {value}, or say in the name what is meant", value=value)
    polarity = Polarity.POSITIVE if right in _UPWARD else Polarity.NEGATIVE
    return message(
        "write {value} and {polarity}, or say in the name what is meant",
        value=value,
        polarity=polarity.chinese,
    )


def two_measures(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every indicator that names two measures and has one value."""
    for indicator in reviewed.project.indicators:
        if has_two_measures(indicator.name):
            yield Violation(
                message(
                    "two measures share the value {value}: {name}",
                    value=short(indicator.target.written),
                    name=short(indicator.name),
                ),
                (whole(indicator.places, "name"),),
                indicator,
            )


def has_two_measures(name: str) -> bool:
    """Tell whether a name joins two things that are measured."""
    if _SEPARATORS.isdisjoint(name):
        return False
    return (
        sum(_MEASURE.search(without_note(part)) is not None for part in _PARTS.split(without_note(name))) > 1
    )


def polarity_against_target(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every stated polarity that its target cannot have."""
    for indicator in reviewed.project.indicators:
        polarity, target = indicator.polarity, indicator.target
        if polarity is None or not _contradicts(polarity, target) or is_misread(indicator):
            continue
        yield Violation(
            message(
                "the polarity is {polarity}, and the target is {value}",
                polarity=polarity.chinese,
                value=short(target.written),
            ),
            (whole(indicator.places, "polarity"), target_span(indicator, target.written)),
            indicator,
        )


def _contradicts(polarity: Polarity, target: object) -> bool:
    if isinstance(target, Text):
        told = target.comparator is not None or target.is_quantity
        return polarity is not Polarity.QUALITATIVE and not told
    if polarity is Polarity.QUALITATIVE:
        return isinstance(target, Measured | Range)
    if not isinstance(target, Measured):
        return False
    return target.comparator in (_DOWNWARD if polarity is Polarity.POSITIVE else _UPWARD)


def impossible_share(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every share above 100 %, and every good one below 1 %."""
    for indicator, target in measured(reviewed.project.indicators):
        name = without_note(indicator.name)
        if not is_percent(target.unit) or not (name.endswith("率") or _is_good(name)):
            continue
        number = target.number.value
        above = number > _HUNDRED or (number == _HUNDRED and target.comparator is Comparator.GT)
        if above and not _MAY_EXCEED.search(indicator.name):
            yield _impossible(indicator, target, _HUNDRED)
        elif 0 < number < 1 and _is_good(name):
            yield _impossible(indicator, target, EXACT.scaleb(number, 2))


def _impossible(indicator: Indicator, target: Measured, likely: Decimal) -> Violation:
    name, value = short(indicator.name), short(target.written)
    spot = (target_span(indicator, target.written),)
    if target.number.value >= _HUNDRED:
        return Violation(
            message("{name} cannot be {value}: all is 100%", name=name, value=value), spot, indicator
        )
    return Violation(
        message("{name} of {value} is less than one in a hundred", name=name, value=value),
        spot,
        indicator,
        message("write {value} if that is meant", value=f"{target.comparator.glyph}{exact_text(likely)}%"),
    )


SENSES: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-V03",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=at_least_all,
        title=message("at least 100%"),
        reason=message(
            "A share cannot be more than all of it: with ≥ the target says no more than with an equal sign."
        ),
        repair=message("write =100%"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin 2025 and Wuhai 2022"),
        wrong="三级指标: 维修验收合格率\n指标值: ≥100%",
        right="三级指标: 维修验收合格率\n指标值: =100%",
    ),
    ProjectRule(
        code="PMG-V10",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=satisfaction_by_complaints,
        title=message("satisfaction measured by complaints"),
        reason=message("Few complaints do not mean that people are satisfied; they were not asked."),
        repair=message("ask the people served, and write their rate of satisfaction"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Shanghai 2024"),
        wrong="二级指标: 服务对象满意度指标\n三级指标: 被投诉次数\n指标值: =0次",
        right="二级指标: 服务对象满意度指标\n三级指标: 被审计单位满意度\n指标值: ≥90%",
    ),
    ProjectRule(
        code="PMG-V11",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=against_sense,
        title=message("direction against the sense of the name"),
        reason=message(
            "As it stands, the more accidents or the less quality there is, the more points are given."
        ),
        repair=message("turn the comparator and the polarity around, or name what is meant"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Wuhai 2022"),
        wrong="三级指标: 全年用电量\n指标值: ≥40000千瓦时",
        right="三级指标: 全年用电量\n指标值: ≤40000千瓦时",
    ),
    ProjectRule(
        code="PMG-V28",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=hardly_meant_directions,
        title=message("direction that is hardly meant"),
        reason=message("Work to be done is promised at least so often, and ills at most."),
        repair=message("turn the comparator around, or say in the description why it is so"),
        evidence=Evidence.REASONED,
        source=message("reasoned: no count of work has ≤ in 9,500 rows of sound projects"),
        wrong="二级指标: 数量指标\n三级指标: 食材抽检次数\n指标值: ≤46次",
        right="二级指标: 数量指标\n三级指标: 食材抽检次数\n指标值: ≥46次",
        heuristic=True,
    ),
    ProjectRule(
        code="PMG-V15",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=two_measures,
        title=message("two measures in one indicator"),
        reason=message("One value cannot tell which of two measures was missed."),
        repair=message("make an indicator of each measure"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin 2025 and Wuhai 2022"),
        wrong="三级指标: 宣传活动场次、研修班次数\n指标值: ≥3场",
        right="三级指标: 宣传活动场次\n指标值: ≥3场",
        heuristic=True,
    ),
    ProjectRule(
        code="PMG-V17",
        exactness=0,
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=polarity_against_target,
        title=message("polarity against the target"),
        reason=message("The form prints both, side by side; one of them is wrong."),
        repair=message("正向 goes with 大于等于, 反向 with 小于等于, 定性 with words"),
        evidence=Evidence.REASONED,
        source=message("reasoned: the form of Wuhai prints polarity and comparator side by side"),
        wrong="三级指标: 投诉件数\n指标值: ≤2件\n指标性质: 正向",
        right="三级指标: 投诉件数\n指标值: ≤2件\n指标性质: 反向",
    ),
    ProjectRule(
        code="PMG-V18",
        about=Subject.INDICATOR,
        severity=Severity.ERROR,
        find=impossible_share,
        title=message("impossible percentage"),
        reason=message(
            "More than all is not possible, and less than one in a hundred is mostly a share without %."
        ),
        repair=message("write a number up to 100"),
        evidence=Evidence.READ,
        source=message("read in public notes on checking goal forms; no hit in the published annexes"),
        wrong="三级指标: 服务对象满意度\n指标值: ≥950%",
        right="三级指标: 服务对象满意度\n指标值: ≥95%",
    ),
)
