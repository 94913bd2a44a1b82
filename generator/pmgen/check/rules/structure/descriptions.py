"""Rules about texts that only repeat something: 绩效指标描述 and 资金用途."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pmgen.check.case import ProjectCase
from pmgen.check.rule import Evidence, Hit, ProjectRule, Rule, whole
from pmgen.check.writing.words import pairs_of, plain
from pmgen.load.complaints import short
from pmgen.model.records import Indicator
from pmgen.problems import Severity, message

_MANY = 3
_LEAST = 4
_GENERAL = re.compile(
    r"反映|体现|衡量|通过|项目|本|该|对|的|情况|程度|是否|及时性?|准确|完成|达标|合格|覆盖|率|性|提升|资金|人员|数量|工作|以|和|与|及|等"
    r"|[^\u4e00-\u9fff]"
)
_RETELLS = re.compile(r"\A(?:反映|体现|衡量).*(?:情况|程度|水平)。?\Z")


def description_is_name(case: ProjectCase) -> Iterator[Hit]:
    """Give every description that is the indicator's name once more."""
    for indicator in case.project.indicators:
        description = indicator.description
        if description is not None and (
            description == indicator.name or plain(description) == plain(indicator.name)
        ):
            yield Hit(
                message("the description only repeats the name: {name}", name=short(indicator.name)),
                (whole(indicator.places, "description"),),
                indicator,
            )


def one_description(case: ProjectCase) -> Iterator[Hit]:
    """Give every description that three or more indicators of other names have in common."""
    by_text: dict[str, list[Indicator]] = {}
    for indicator in case.project.indicators:
        if indicator.description is not None:
            by_text.setdefault(indicator.description, []).append(indicator)
    for text, indicators in by_text.items():
        if len({each.name for each in indicators}) >= _MANY:
            yield Hit(
                message(
                    "{count} indicators have the description {words}",
                    count=len(indicators),
                    words=short(text),
                ),
                tuple(whole(each.places, "description") for each in indicators),
            )


def purpose_is_name(case: ProjectCase) -> Iterator[Hit]:
    """Give a 资金用途 that is the project's name once more."""
    project = case.project
    if project.purpose is not None and plain(project.purpose) == plain(project.name):
        yield Hit(
            message("资金用途 only repeats the name of the project: {name}", name=short(project.name)),
            (whole(project.places, "purpose"), whole(project.places, "name")),
        )


def other_subject(case: ProjectCase) -> Iterator[Hit]:
    """Give every description that shares no word with its name, and retells or belongs to another."""
    by_text: dict[str, list[Indicator]] = {}
    for indicator in case.project.indicators:
        if indicator.description is not None:
            by_text.setdefault(indicator.description, []).append(indicator)
    for text, indicators in by_text.items():
        if len(indicators) > 1 or _RETELLS.match(text):
            for indicator in _strangers(_subject(text), indicators):
                yield Hit(
                    message(
                        "the description of {name} speaks of something else: {words}",
                        name=short(indicator.name),
                        words=short(text),
                    ),
                    (whole(indicator.places, "description"), whole(indicator.places, "name")),
                    indicator,
                )


def _strangers(about: str, indicators: Sequence[Indicator]) -> Iterator[Indicator]:
    """Give those of the indicators with one description whose names have nothing to do with it.

    A description that several have is of none of them, unless one of their names speaks of it.
    """
    pairs = pairs_of(about)
    if len(about) < _LEAST or not (len(indicators) == 1 or any(_is_of(pairs, each) for each in indicators)):
        return
    for indicator in indicators:
        name = _subject(indicator.name)
        if len(name) >= _LEAST and not name.endswith("指标") and not pairs & pairs_of(name):
            yield indicator


def _subject(text: str) -> str:
    """Return what a text is about, without the words that every description has."""
    return _GENERAL.sub("", text)


def _is_of(about: frozenset[str], indicator: Indicator) -> bool:
    """Tell whether most of an indicator's name stands in a description."""
    name = pairs_of(_subject(indicator.name))
    return len(name & about) * 2 > len(name)


DESCRIPTIONS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-S12",
        severity=Severity.WARNING,
        find=description_is_name,
        title=message("description only repeats the name"),
        reason=message("The description is to say what is counted and how; the name alone leaves that open."),
        repair=message("say what is counted, from which records, and how it is computed"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Tianjin 2025"),
        wrong="三级指标: 培训合格率\n绩效指标描述: 培训合格率",
        right="三级指标: 培训合格率\n绩效指标描述: 结业考试合格人数占参训人数的比例。",
    ),
    ProjectRule(
        code="PMG-S13",
        severity=Severity.INFO,
        find=one_description,
        title=message("one description for many indicators"),
        reason=message("What is said of many indicators explains none of them."),
        repair=message("say for each indicator what is counted and how"),
        evidence=Evidence.SEEN,
        source=message("seen in an undated published annex of Tianjin"),
        wrong="""\
- 三级指标: 维修费
  绩效指标描述: 反映成本控制情况。
- 三级指标: 宣传费
  绩效指标描述: 反映成本控制情况。""",
        right="""\
- 三级指标: 维修费
  绩效指标描述: 房屋维修合同的总金额。
- 三级指标: 宣传费
  绩效指标描述: 印刷和广告的总支出。""",
    ),
    ProjectRule(
        code="PMG-S14",
        severity=Severity.WARNING,
        find=purpose_is_name,
        title=message("资金用途 only repeats the project's name"),
        reason=message("资金用途 is to say what the money buys; a repeated name says nothing."),
        repair=message("write what the money is spent on"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin"),
        wrong="项目名称: 信息系统运维费\n资金用途: 信息系统运维费",
        right="项目名称: 信息系统运维费\n资金用途: 用于支付12套业务系统全年的运行维护费。",
    ),
    ProjectRule(
        code="PMG-S15",
        severity=Severity.INFO,
        find=other_subject,
        title=message("description of something else"),
        reason=message("A description copied from another row tells a reader to measure the wrong thing."),
        repair=message("write the description of this indicator, if it was copied by mistake"),
        evidence=Evidence.SEEN,
        source=message("seen in an undated published annex of Tianjin"),
        wrong="三级指标: 救护车更新数量\n绩效指标描述: 反映学员培训考试情况。",
        right="三级指标: 救护车更新数量\n绩效指标描述: 当年购置并上牌的救护车辆数。",
        heuristic=True,
    ),
)
