"""Rules about the unit of a target beside what the name of its row promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmgen.check.review_rule import (
    Evidence,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    measured,
    target_span,
    whole,
)
from pmgen.check.rules.name_and_target_rules import has_two_measures
from pmgen.check.wording.name_words import ExpectedUnit, expected_unit, fits_expected_unit
from pmgen.late_pattern import late
from pmgen.model.targets import Frequency, Number, Rate
from pmgen.model.terms import Category
from pmgen.model.units import Dimension, Unit, is_money, read_unit
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short

_PEOPLE = frozenset([Dimension.PERSONS, Dimension.PERSON_TIMES])
_MONEY_WORDS = late(
    "[额款费金价税薪贷奖债券股息租罚捐]|资|补贴|补助|收[入益]|产值|成本|标准|支出|开支|投入|利润|营收|销售|损失|节[约省]|节支|经济|预算"
    "|经费|财政|规模|效益|融|增收|购买力|消费|交易|采购|赔|保障|待遇|价值|账|欠|进出口|零售|成交|贸易|产出|订单|合同|让利|减[免负]|降本"
)
_NO_AMOUNTS = frozenset([Category.QUANTITY, Category.QUALITY, Category.SOCIAL, Category.ECOLOGICAL])


def unit_against_name(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every number whose unit is not of the kind that the end of the name promises."""
    for promise, unit, violation in _other_units(reviewed):
        if _measures_something_else(promise, unit):
            yield violation
    yield from _amounts_of_other_things(reviewed)
    yield from _described_in_another_unit(reviewed)


_COUNTED_BY = late(
    "的(?:总|全部|累计)?(?P<measure>人次|人数|场次|次数|户数|面积|长度|里程|天数|金额|比例|[^，。；的]{2,8}率)。?\\Z"
)


def _described_in_another_unit(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every target whose description ends in what another unit measures: 参加保健课的人次, =10场."""
    for indicator, target in measured(reviewed.project.indicators):
        match = _COUNTED_BY.search(indicator.description or "")
        promise = expected_unit(match["measure"]) if match else None
        unit = read_unit(target.unit) if promise else None
        if promise is None or unit is None or isinstance(target, Frequency | Rate):
            continue
        if unit.dimension in _OTHERS_THAN_COUNTS | promise.fitting or not _measures_something_else(
            promise, unit
        ):
            continue
        text = message(
            "the description ends in {ending}, and the unit is {unit}: {name} {value}",
            ending=promise.ending,
            unit=target.unit,
            name=short(indicator.name),
            value=short(target.written),
        )
        spots = (target_span(indicator, target.unit), whole(indicator.places, "description"))
        yield Violation(text, spots, indicator, message("correct the description, or the target"))


_OTHERS_THAN_COUNTS = frozenset([Dimension.RATE, Dimension.GRADE])


def _amounts_of_other_things(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every amount of money under a name that speaks of none: 新增吸毒人员 ≤2万元."""
    for indicator, target in measured(reviewed.project.indicators):
        if indicator.base not in _NO_AMOUNTS or not is_money(target.unit):
            continue
        if not _MONEY_WORDS.search(indicator.name) and expected_unit(indicator.name) is None:
            text = message(
                "the name speaks of no money, and the unit is {unit}: {name} {value}",
                unit=target.unit,
                name=short(indicator.name),
                value=short(target.written),
            )
            yield Violation(text, (target_span(indicator, target.unit),), indicator)


def unit_beside_name(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every number that is counted in another word than the end of the name has, such as 次 for 场次."""
    for promise, unit, violation in _other_units(reviewed):
        if not _measures_something_else(promise, unit) and not _may_be_visits(
            promise, unit, violation, reviewed
        ):
            yield violation


def _may_be_visits(
    promise: ExpectedUnit, unit: Unit, violation: Violation, reviewed: ReviewedProject
) -> bool:
    """Tell whether 人数 may mean 人次: no text but the targets of other rows says the number of 人."""
    if unit.dimension is not Dimension.PERSON_TIMES or promise.fitting != {Dimension.PERSONS}:
        return False
    target = violation.indicator.target if violation.indicator else None
    number = re.escape(str(target.number)) if isinstance(target, Number | Rate) else ""
    said = re.compile(rf"(?<![\d.,]){number}[人名](?!次)")
    return not any(said.search(each.text) for each in reviewed.texts if each.key != "target")


def _measures_something_else(promise: ExpectedUnit, unit: Unit) -> bool:
    """Tell whether more than the measure word differs: people may be counted by visits, things never."""
    if unit.dimension in _PEOPLE:
        return not promise.fitting <= _PEOPLE
    return unit.dimension not in promise.fitting


def _other_units(reviewed: ReviewedProject) -> Iterator[tuple[ExpectedUnit, Unit, Violation]]:
    for indicator, target in measured(reviewed.project.indicators):
        promise = None if isinstance(target, Frequency) else expected_unit(indicator.name)
        unit = read_unit(target.unit) if promise else None
        if indicator.name.endswith("倍数") and target.unit == "倍":
            continue
        if promise is None or unit is None or fits_expected_unit(promise, target, unit, indicator.base):
            continue
        if not has_two_measures(indicator.name):
            text = message(
                "the name ends in {ending}, and the unit is {unit}: {name} {value}",
                ending=promise.ending,
                unit=target.unit,
                name=short(indicator.name),
                value=short(target.written),
            )
            spots = (target_span(indicator, target.unit),)
            yield promise, unit, Violation(text, spots, indicator, _other_unit(promise, unit))


def _other_unit(promise: ExpectedUnit, unit: Unit) -> Message:
    if unit.dimension is Dimension.RATIO:
        return message(
            "say in the name of what it is the share, such as 完成率, or write a number of {usual}",
            usual=promise.usual,
        )
    return message("write the target in a unit such as {usual}, or correct the name", usual=promise.usual)


UNITS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-V01",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=unit_against_name,
        title=message("the unit measures something else than the name says"),
        reason=message("Surfaces are not measured in 公里, nor places in people: one of the two is wrong."),
        repair=message("correct the unit, or the name"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin and Ezhou"),
        wrong="三级指标: 道路修补面积\n指标值: ≥12公里",
        right="三级指标: 道路修补面积\n指标值: ≥12000平方米",
        heuristic=True,
    ),
    ProjectRule(
        code="PMG-V23",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=unit_beside_name,
        title=message("unit in another word than the name has"),
        reason=message(
            "人数 and 人次, 场次 and 次 are different measures: with the wrong one the value is another."
        ),
        repair=message("correct the unit, or the name"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin and Ezhou"),
        wrong="三级指标: 招聘活动场次\n指标值: ≥10次",
        right="三级指标: 招聘活动场次\n指标值: ≥10场",
        heuristic=True,
    ),
)
