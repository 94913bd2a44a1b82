"""The rule about rates of less than all where the text, or a licence, asks for all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmgen.check.review_rule import (
    Evidence,
    FieldText,
    Measured,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    ValueSpan,
    Violation,
    measured,
    part,
    target_span,
    without_note,
)
from pmgen.check.wording.name_words import pairs_of
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.terms import Category, Comparator, Horizon
from pmgen.model.units import is_percent
from pmgen.problems import Severity, message
from pmgen.problems.message import short

_ALL = late(
    "(?:全部|一律|全员|必须都|均须|均应|百分之百)"
    "(?:及时|按时|按期|依法|实现|做到|达到|完成|得到|予以|能够){0,2}(?P<done>[^，。；、\n]{2,6})"
)
_CLAUSE_BEFORE = late("[^，。；\n]{0,30}\\Z")
_NOT_YET = late("力争|逐步|争取|最终|到20\\d\\d年|除|其余|部分|已")
_NOT_ALL = ("未", "不", "非", "安")
"""What denies that it is all, or makes another word of it: 安全员."""
_LICENSED = late(
    "(?:渡工|船员|特种作业|特种设备作业|驾驶员|司机|电工|焊工|锅炉工|司炉|爆破|押运员?|执法人员|医师|护士|教师|教练员|救生员|保安员?)"
    "(?:人员)?持证(?:上岗)?率\\Z"
)
_AT_LEAST = (Comparator.GE, Comparator.GT, Comparator.EQ)
_ALL_OF_IT = 100
_NUMBER = late("[0-9]+")
_LONGEST, _SHORTEST = 4, 2


def less_than_all(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every rate below 100 % of what a text says is done for all, or nobody may do without a licence."""
    said: list[tuple[FieldText, re.Match[str]]] | None = None
    for indicator, target in measured(reviewed.project.indicators):
        if not _is_some(indicator, target):
            continue
        name = without_note(indicator.name)
        if said is None:
            said = [each for each in reviewed.matches(_ALL) if _is_of_now(*each)]
        spot = next((_spot(*each) for each in said if _is_done(name, indicator, *each)), None)
        if spot is None and not _LICENSED.search(name):
            continue
        text = message("{name} of {value}, and all are meant", name=short(name), value=short(target.written))
        spots = (target_span(indicator, target.written), *((spot,) if spot else ()))
        yield Violation(text, spots, indicator)


def _is_some(indicator: Indicator, target: Measured) -> bool:
    return (
        is_percent(target.unit)
        and 0 < target.number.value < _ALL_OF_IT
        and target.comparator in _AT_LEAST
        and indicator.base is not Category.SATISFACTION
        and without_note(indicator.name).endswith("率")
    )


def _is_of_now(written: FieldText, match: re.Match[str]) -> bool:
    if written.text[: match.start()].endswith(_NOT_ALL):
        return False
    clause = _clause(written, match)
    return (written.goal is None or written.goal.horizon is Horizon.ANNUAL) and not _NOT_YET.search(clause)


def _clause(written: FieldText, match: re.Match[str]) -> str:
    before = _CLAUSE_BEFORE.search(written.text, 0, match.start())
    return f"{before.group() if before else ''}{match.group()}"


def _is_done(name: str, indicator: Indicator, written: FieldText, match: re.Match[str]) -> bool:
    """Tell whether a text says of all what a name is the rate of: 渡工全部持证上岗, 渡工持证上岗率.

    三项考核全部通过的人数 are those of whom it holds, and not all; 60秒内接通率 is no rate of 全部接通.
    """
    if any(number not in written.text for number in _NUMBER.findall(name)):
        return False
    stem = name.removesuffix("率")
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        done, subject = stem[-length:], pairs_of(stem[:-length])
        is_of_some = match["done"].startswith(f"{done}的")
        if len(done) == length and match["done"].startswith(done) and not is_of_some:
            own = written.indicator is indicator
            return own or not subject.isdisjoint(pairs_of(_clause(written, match)))
    return False


def _spot(written: FieldText, match: re.Match[str]) -> ValueSpan:
    return part(written.places, written.key, written.text, *match.span())


ALL_REQUIRED: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-R24",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=less_than_all,
        title=message("less than all where all are meant"),
        reason=message(
            "What is promised for all, or needs a licence by law, is reached at nothing less than 100%."
        ),
        repair=message("write {value}, or say in the text how many", value="=100%"),
        evidence=Evidence.REASONED,
        source=message("reasoned: a goal for all and a target for some cannot both hold"),
        wrong="年度绩效目标:\n  - 隐患全部整改。\n绩效指标:\n  - 三级指标: 隐患整改率\n    指标值: ≥90%",
        right="年度绩效目标:\n  - 隐患全部整改。\n绩效指标:\n  - 三级指标: 隐患整改率\n    指标值: =100%",
        heuristic=True,
    ),
)
