"""Rules about targets in words: what they leave open, and what a number would say better."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from pmgen.catalog.layout_tags import columns_printed
from pmgen.check.review_rule import (
    Evidence,
    Measured,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    in_words,
    whole,
    without_note,
)
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.misread_targets import is_misread
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.target_reading import parse_target
from pmgen.model.targets import Deadline, Period, Text, parts_of, unit_of
from pmgen.model.terms import Category
from pmgen.model.units import Dimension, read_unit
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short

_VAGUE = late(
    "提升|提高|增强|促进|改善|改进|推动|推进|加强|优化|增进|扩大|完善|健全|助力|支持|保障|维护|发挥|满足|巩固"
    "|增加|减少|减轻|降低|缩小|缓解|有效|显著|明显|良好|较好|浓厚|长期|持续|不断|逐步|稳步|进一步|充分|有所|一定"
    "|完成年度目标|完成年度任务"
)
"""Words that praise or promise without a measure."""

_SAYS_HOW = late(
    r"(?<![\d年])\d+(?:\.\d+)?\s?(?:[%‰个项次人家天日分级类倍件起例条套台户所处座万元亩吨米]|小时|公里|平方米|年[以内])|[÷×≥≤]"
    "|[不未][低高少多大小]于|[高低多少大小优]于|超过|达到|即为|视为|算作|判定|[为]?达标|合格|[较比]上|上年|去年|同期|往年"
    "|之比|占.{0,12}比|(?<!一定)比[例率]|问卷|抽样|抽查|测评|评为|评估结[论果]|考核结果|考核等级|得分|全部|逐项"
    "|不增加|不减少|不下降|不发生|零增长|为零|无.{0,6}(?:事故|投诉|事件)"
)
"""Words by which a text says when something is reached."""

_CLAUSES = late("[，；,;。]")
_ADVERBS = late("^(?:有效|不断|持续|进一步|切实|显著|明显|逐步|稳步|积极|全面|充分|大力)+")
_LONG = 20
_SHOWN = 3
_BENEFITS = (Category.ECONOMIC, Category.SOCIAL, Category.ECOLOGICAL, Category.SUSTAINABILITY)
_RATE = late("(?<![效频])率$")
_AT_LEAST, _AT_MOST = "≥", "≤"
_BEFORE_NUMBER = {
    **dict.fromkeys(
        ["不低于", "不少于", "不小于", "不得低于", "不得少于", "至少", "最少", "达到", "达"], _AT_LEAST
    ),
    **dict.fromkeys(["不高于", "不多于", "不大于", "不超过", "不得超过", "至多", "最多", "控制在"], _AT_MOST),
    **dict.fromkeys(["超过", "高于", "大于", "多于"], ">"),
    **dict.fromkeys(["低于", "小于", "少于"], "<"),
}
_BEHIND_NUMBER = {
    **dict.fromkeys(["以上", "及以上", "(含)以上", "（含）以上"], _AT_LEAST),
    **dict.fromkeys(["以内", "以下", "及以下", "之内", "内"], _AT_MOST),
}
_SPOKEN = late(
    rf"(?P<before>{'|'.join(_BEFORE_NUMBER)})?(?P<number>\d[\d,.]*[^\s\d，。；、]{{1,6}}?)"
    rf"(?P<behind>{'|'.join(map(re.escape, _BEHIND_NUMBER))})?"
)


_DONE_FOR = late(r"\A(?:[为对向给]|针对|通过).{3,}(?:给予|进行|开展|提供|组织|实施)")
_ANY_WORK = late("(?:相关|有关|各项|本职|日常)(?:工作|任务|事项)\\Z")


class _Wording(Enum):
    """What is wrong with a target in words; only the plainest reason counts."""

    NOTHING = "it says how it is judged, or is a state that can be seen"
    RATE = "the name asks for a rate"
    REPEATED = "it says what the name says"
    LONG = "it tells what is done"
    VAGUE = "it praises"


def _wording(indicator: Indicator, text: str) -> _Wording:
    if any(map(str.isdigit, text)) or _SAYS_HOW.search(text):
        return _Wording.NOTHING
    if _RATE.search(without_note(indicator.name)):
        return _Wording.RATE
    if _ADVERBS.sub("", text) == _ADVERBS.sub("", indicator.name):
        return _Wording.REPEATED
    if _is_judged(indicator):
        return _Wording.NOTHING
    if len(text) > _LONG or _ANY_WORK.search(text) or _DONE_FOR.search(text):
        return _Wording.LONG
    clauses = [clause for clause in _CLAUSES.split(text) if clause]
    return _Wording.VAGUE if clauses and all(map(_VAGUE.search, clauses)) else _Wording.NOTHING


def _is_judged(indicator: Indicator) -> bool:
    """Tell whether another field of the indicator says when its words come true."""
    texts = (indicator.description, indicator.remark)
    return indicator.formula is not None or any(
        text is not None and text != indicator.name and _SAYS_HOW.search(text) for text in texts
    )


def _worded(reviewed: ReviewedProject, wording: _Wording, text: Message) -> Iterator[Violation]:
    for indicator, target in in_words(reviewed.project.indicators):
        if (
            indicator.base is not Category.SATISFACTION
            and _wording(indicator, target.text) is wording
            and not is_misread(indicator)
        ):
            values = {"name": short(indicator.name), "value": short(target.text)}
            yield Violation(
                Message(text.text, tuple(values.items())), (whole(indicator.places, "target"),), indicator
            )


def words_with_a_sign(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every target in words that has a comparator or a unit, which only a number can have."""
    for indicator, target in in_words(reviewed.project.indicators):
        sign, words, _ = parts_of(target)
        if not target.unit and (sign is None or target.text == target.written):
            continue
        yield Violation(
            message(
                "{value} is words, and stands with {sign}",
                value=short(words),
                sign="、".join(filter(None, (sign and sign.chinese, target.unit))),
            ),
            (whole(indicator.places, "target"),),
            indicator,
        )


def rate_in_words(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every indicator that is called a rate and has words or a day as its target."""
    text = message("{name} asks for a number, and {value} is none")
    yield from _worded(reviewed, _Wording.RATE, text)
    for indicator in reviewed.project.indicators:
        if isinstance(indicator.target, Deadline | Period) and _RATE.search(without_note(indicator.name)):
            values = {"name": short(indicator.name), "value": short(indicator.target.written)}
            yield Violation(
                Message(text.text, tuple(values.items())), (whole(indicator.places, "target"),), indicator
            )


def vague_words(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give a project of several benefits all of which are words that nobody can measure.

    One in words beside one in numbers is what every form allows.
    """
    benefits = reviewed.of(*_BENEFITS)
    vague = [
        indicator
        for indicator, target in in_words(benefits)
        if _wording(indicator, target.text) is _Wording.VAGUE
    ]
    if len(vague) > 1 and len(vague) == len(benefits):
        words = "、".join(short(each.target.written) for each in vague[:_SHOWN])
        text = message("none of the {count} benefits can be measured: {words}", count=len(vague), words=words)
        yield Violation(
            text, tuple(whole(each.places, "target") for each in vague), repair=_said_where(reviewed)
        )


_COLUMNS = ("绩效指标描述", "备注", "计算公式")


def _said_where(reviewed: ReviewedProject) -> Message | None:
    """Return where the region's form has room to say when words come true; None where that is unknown."""
    if reviewed.region is None:
        return None
    columns = columns_printed(reviewed.region.layout, _COLUMNS)
    if not columns:
        return message("write a number, or in the target what is reached, such as “不低于上年”")
    return message(
        "write a number, or say in {columns} when it is reached, such as “不低于上年即为达到”",
        columns="、".join(columns),
    )


def activity_as_value(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every long target that tells what is done and not what is reached."""
    yield from _worded(reviewed, _Wording.LONG, message("{value} tells what is done, not what is reached"))


def value_repeats_name(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every target in words that says what the name says."""
    yield from _worded(reviewed, _Wording.REPEATED, message("{value} only repeats the name"))


_COUNTS_NOTHING = late(
    "(?:不少于|至少|约)?(?:若干|一批|数[十百千万]|几[十百千]?|大量|少量|部分|适量|一定(?:的?数量)?|许多|众多|较多"
    f"|多(?=[次个场批期份件项轮处家人名])){HAN}{{0,6}}"
)


def quantity_in_words(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every quantity that is to be some, several or many."""
    for indicator, target in in_words(reviewed.of(Category.QUANTITY)):
        if _COUNTS_NOTHING.fullmatch(target.text.strip()):
            text = message(
                "{name} is a number, and {value} counts nothing",
                name=short(indicator.name),
                value=short(target.written),
            )
            yield Violation(text, (whole(indicator.places, "target"),), indicator)


def satisfaction_in_words(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every satisfaction indicator without a number."""
    for indicator in reviewed.of(Category.SATISFACTION):
        target = indicator.target
        if not isinstance(target, Text | Deadline | Period) or any(map(str.isdigit, target.written)):
            continue
        yield Violation(
            message("satisfaction is {value}, which is no number", value=short(target.written)),
            (whole(indicator.places, "target"),),
            indicator,
        )


def spoken_number(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every target in words that is no more than a number with a comparator."""
    for indicator, target in in_words(reviewed.project.indicators):
        plain = _in_signs(target.text) if target.comparator is None else ""
        if plain and not _says_how_new(indicator, plain):
            yield Violation(
                message("{value} is a number, and stands as words", value=short(target.text)),
                (whole(indicator.places, "target"),),
                indicator,
                message("write {value}", value=plain),
            )


def _in_signs(text: str) -> str:
    """Return the short form of a number that `text` states in words, "" where it states anything else."""
    match = _SPOKEN.fullmatch(text)
    if match is None or not (match["before"] or match["behind"]):
        return ""
    signs = {_BEFORE_NUMBER.get(match["before"]), _BEHIND_NUMBER.get(match["behind"])} - {None}
    if len(signs) != 1:
        return ""
    plain = f"{signs.pop()}{match['number']}"
    target = parse_target(plain)
    return plain if isinstance(target, Measured) and read_unit(unit_of(target)) else ""


def _says_how_new(indicator: Indicator, plain: str) -> bool:
    """Tell whether a benefit says in words how old something may be: 现势性, 不超过1年."""
    unit = read_unit(unit_of(parse_target(plain)))
    return indicator.base in _BENEFITS and unit is not None and unit.dimension is Dimension.TIME


WORDING: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-V04",
        about=Subject.INDICATOR,
        severity=Severity.ERROR,
        find=words_with_a_sign,
        title=message("words with a comparator or a unit"),
        reason=message("“At least effective, in years” means nothing, and the columns of the form print it."),
        repair=message("write the words alone as 定性, or a number with its unit"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Wuhai 2022"),
        wrong="三级指标: 促进毕业生就业\n指标值:\n  指标方向: 大于等于\n  目标值: 有效促进\n  计量单位: 年",
        right="三级指标: 招聘高校毕业生人数\n指标值:\n  指标方向: 大于等于\n  目标值: 200\n  计量单位: 人",
    ),
    ProjectRule(
        code="PMG-V05",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=rate_in_words,
        title=message("a rate without a number"),
        reason=message("What is called a rate can be counted; words in its place leave the result open."),
        repair=message("write a number, such as ≥95%"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin 2025 and Shanghai 2024"),
        wrong="三级指标: 课件上线及时率\n指标值: 及时",
        right="三级指标: 课件上线及时率\n指标值: ≥95%",
    ),
    ProjectRule(
        code="PMG-V06",
        severity=Severity.INFO,
        find=vague_words,
        title=message("benefits in words alone"),
        reason=message(
            "At the end of the year somebody has to judge whether this was reached. A target in words needs a"
            " description that says what is judged, and how."
        ),
        repair=message(
            "write a number, or say where the form has a column for it when it is reached, such as "
            "“不低于上年即为达到”"
        ),
        evidence=Evidence.READ,
        source=message("read in public notes on filling in goal forms; seen in all published annexes"),
        wrong="- 二级指标: 社会效益指标\n  三级指标: 教师专业素养\n  指标值: 稳步提升\n"
        "- 二级指标: 可持续影响指标\n  三级指标: 培养机制\n  指标值: 不断完善",
        right="- 二级指标: 社会效益指标\n  三级指标: 教师年度考核优秀率\n  指标值: ≥20%\n"
        "- 二级指标: 可持续影响指标\n  三级指标: 培养机制\n  指标值: 不断完善",
    ),
    ProjectRule(
        code="PMG-V07",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=activity_as_value,
        title=message("an activity in place of a value"),
        reason=message("A target says what is reached. What is done for it belongs into the goal."),
        repair=message("write the level that is reached; move the activity to the goal or the description"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Tianjin 2025"),
        wrong="三级指标: 提升品牌知晓度\n指标值: 通过制作各类宣传视频并面向社会投放等形式扩大品牌影响",
        right="三级指标: 品牌知晓度\n指标值: ≥80%",
    ),
    ProjectRule(
        code="PMG-V08",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=value_repeats_name,
        title=message("the value repeats the name"),
        reason=message("Name and value say the same, so the line sets no target."),
        repair=message("write the level that is reached, and say in the description how it is judged"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Tianjin 2025"),
        wrong="三级指标: 提升就业服务能力\n指标值: 提升就业服务能力",
        right="三级指标: 就业服务事项按时办结率\n指标值: ≥95%",
    ),
    ProjectRule(
        code="PMG-V09",
        about=Subject.INDICATOR,
        severity=Severity.ERROR,
        find=satisfaction_in_words,
        title=message("satisfaction without a number"),
        reason=message("Satisfaction is scored by its rate; without a number it cannot be scored at all."),
        repair=message("write the rate that is aimed at, such as ≥90%"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Tianjin 2025"),
        wrong="二级指标: 服务对象满意度指标\n三级指标: 服务对象满意度\n指标值: 不断提升",
        right="二级指标: 服务对象满意度指标\n三级指标: 服务对象满意度\n指标值: ≥90%",
    ),
    ProjectRule(
        code="PMG-V22",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=spoken_number,
        title=message("number written in words"),
        reason=message(
            "Only a number with its sign goes into the columns of a form, is added up and is scored."
        ),
        repair=message("write the sign and the number"),
        evidence=Evidence.REASONED,
        source=message("reasoned: forms print sign, number and unit in columns of their own"),
        wrong="三级指标: 培训合格率\n指标值: 不低于95%",
        right="三级指标: 培训合格率\n指标值: ≥95%",
    ),
    ProjectRule(
        code="PMG-V27",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=quantity_in_words,
        title=message("quantity that counts nothing"),
        reason=message("Some, several or many is reached by two as well as by two hundred."),
        repair=message("write how many, as the goal or the reckoning has it"),
        evidence=Evidence.REASONED,
        source=message("reasoned: a quantity is a number"),
        wrong="二级指标: 数量指标\n三级指标: 制作拓片数量\n指标值: 若干张",
        right="二级指标: 数量指标\n三级指标: 制作拓片数量\n指标值: =32张",
    ),
)
