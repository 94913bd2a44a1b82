"""The rule about harm that a target allows in advance."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.review_rule import (
    Evidence,
    Measured,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    measured,
    target_span,
    without_note,
)
from pmgen.late_pattern import late
from pmgen.model.terms import Comparator
from pmgen.model.units import Dimension, read_unit
from pmgen.problems import Severity, message
from pmgen.problems.message import short

_OWN_HARM = late(
    "(?:安全|质量|医疗|教学|保管|管理|作业|施工|消防|食品安全|中毒|踩踏|溺水|触电|坠[落亡]|走失)(?:生产)?(?:责任|管理|伤亡)?事故"
    "|责任(?:性)?(?:安全)?事[故件]|伤亡事[故件]|群死群伤|死亡事[故件]|踩踏事[故件]|中毒事[故件]|院内感染暴发"
    "|因[^，。]{2,24}(?:造成|导致|引发|引起|致)的?[^，。]{0,12}(?:安全事故|责任事故|[伤死]亡|失泄密|中毒|感染)"
    "|(?:信息|数据|隐私|试题|试卷|档案|秘密)[^，。]{0,4}(?:泄[露漏密]|外泄|失密|丢失|遗失)|[失泄]泄?密"
    "|(?:虚报|冒领|截留|挪用|挤占|贪污|侵占|套取|骗取|违规使用|违规发放)[^，。]{0,8}(?:案件|问题|事件|行为|现象|金额|资金)?"
    "|(?:廉政|腐败|违纪违法|违法违纪|职务犯罪)[^，。]{0,4}(?:案件|问题|事件|行为)"
    "|漏种|错种|错误接种|接种事故|冤假错案|刑讯逼供"
)
_SIGN = late("[故件伤亡死泄密丢失挪截冒占贪侵套骗违腐漏错冤刑感染]")
_END = late(
    "(?:[起件次例人]?数|数?量|金额|事[故件]|案件|问题|行为|现象|[伤死]亡|泄[露漏密]|失密|丢失|遗失|暴发)\\Z"
)
_OTHERS = late(
    "下降|减少|降低|压降|同比|上年|较|率|比例|占比|处[置理办]|查[处办]|整改"
    "|追[回缴责]|核查|排查|发现|隐患|演练|响应|救援|调查|赔付|保险"
    "|挽回|避免|防止|预防|教育|宣传|辖区|全[市县区省镇乡]|行业|企业|道路|交通|火灾|工矿|生产安全|安全生产|控制|化解|受理|移送|线索|培训"
)
_COUNTED = frozenset(
    [Dimension.PERSONS, Dimension.PERSON_TIMES, Dimension.EVENTS, Dimension.THINGS, Dimension.MONEY]
)


def harm_allowed(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every target that allows some of what must not happen: 安全责任事故 ≤2起."""
    for indicator, target in measured(reviewed.project.indicators):
        unit = read_unit(target.unit) if _allows_some(target) and _is_own_harm(indicator.name) else None
        if unit is not None and unit.dimension in _COUNTED:
            text = message(
                "{name} {value} allows what must not happen",
                name=short(indicator.name),
                value=short(target.written),
            )
            yield Violation(text, (target_span(indicator, target.written),), indicator)


def _allows_some(target: Measured) -> bool:
    number = target.number.value
    if target.comparator is Comparator.LT:
        return number > 1
    return target.comparator in (Comparator.LE, Comparator.EQ) and number > 0


def _is_own_harm(written: str) -> bool:
    if not _SIGN.search(written):
        return False
    name = without_note(written)
    return bool(_OWN_HARM.search(name) and _END.search(name)) and not _OTHERS.search(name)


HARMS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-V26",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=harm_allowed,
        title=message("harm that is allowed in advance"),
        reason=message(
            "Accidents, leaks and misuse for which one is answerable oneself are not planned: "
            "the target is none."
        ),
        repair=message("write {value}", value="=0起"),
        evidence=Evidence.REASONED,
        source=message("reasoned: nobody promises that some of it happens"),
        wrong="三级指标: 活动安全责任事故\n指标值: ≤2起",
        right="三级指标: 活动安全责任事故\n指标值: =0起",
        heuristic=True,
    ),
)
