"""Rules about numbers and their units; the rules about words and about names stand beside them."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.empty_criteria import empty_criteria
from pmgen.check.review_rule import (
    Evidence,
    Measured,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    measured,
    part,
    target_span,
)
from pmgen.check.wording.misread_targets import day_meant_by
from pmgen.check.wording.name_words import usual_unit
from pmgen.late_pattern import late
from pmgen.model.numerals import EXACT, exact_text
from pmgen.model.records import Indicator
from pmgen.model.targets import Number, Range, Text, unit_of
from pmgen.model.terms import Category, Comparator
from pmgen.model.units import Dimension, is_money, read_unit
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short

_PLAIN_NUMBER = late(
    r"指数|系数|比值|得分|分值|评分|等级|级别|名次|排名|位次|倍数|容积率|[^占]比$|pH|[A-Z]{2,5}(?:值|\)|）|$)"
)
_BROKEN = late(
    r"(?<![A-Za-zμµ0-9²³])\s|\s(?![A-Za-zμµ0-9(（])"
    r"|[.,;:!?，。；：！？\ufffd\ue000-\uf8ff]|\A[·/]|[·/]\Z"
)
"""Marks that no unit has; a blank stands in those of science: ng TEQ/m³."""
_WHOLE_THINGS = frozenset([Dimension.PERSONS, Dimension.PERSON_TIMES, Dimension.BODIES, Dimension.EVENTS])
_COUNTED = _WHOLE_THINGS | {Dimension.THINGS}
_AVERAGE = late("均|每|比|密度|当量|折算|指数")
_DIFFERENCE = late("净|差|增减|变[化动]|同比|比上年|较上年")
_MAY_FALL = late("增|减|降|变|差|余|盈|利|净|温|同比|比上年")
_SCORED = late("得分|满分|扣分|计分|赋分")


def number_without_unit(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every number that needs a unit and has none; a cost without one has a rule of its own."""
    for indicator in reviewed.project.indicators:
        target = indicator.target
        if day := day_meant_by(indicator):
            yield Violation(
                message(
                    "{value} seems to be a day: {name}", value=target.written, name=short(indicator.name)
                ),
                (target_span(indicator, target.written),),
                indicator,
                message("Excel keeps days as numbers: write {day}", day=day),
            )
        elif isinstance(target, Number | Range) and not target.unit and _needs_a_unit(indicator):
            yield Violation(
                message(
                    "{value} has no unit: {name}", value=short(target.written), name=short(indicator.name)
                ),
                (target_span(indicator, target.written),),
                indicator,
                _with_unit(indicator),
            )


def _needs_a_unit(indicator: Indicator) -> bool:
    target, name = indicator.target, indicator.name
    if isinstance(target, Number) and not target.number.value:
        return False
    if indicator.base is Category.COST and usual_unit(name) != "%":
        return False
    return not _PLAIN_NUMBER.search(name)


def _with_unit(indicator: Indicator) -> Message | None:
    unit, target = usual_unit(indicator.name), indicator.target
    if not unit:
        return None
    value = target.written
    if unit == "%" and isinstance(target, Number) and target.number.value <= 1:
        value = target.comparator.glyph + exact_text(EXACT.scaleb(target.number.value, 2))
    return message("write {value} if that is meant", value=f"{value}{unit}")


def zero_target(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every output of nothing with a score, which goes by ratio where nothing says otherwise."""
    for indicator, target in measured(reviewed.of(Category.QUANTITY)):
        if (
            indicator.score is None
            or target.number.value
            or target.comparator not in (Comparator.EQ, Comparator.LE)
        ):
            continue
        if not any(map(_SCORED.search, filter(None, (indicator.remark, indicator.formula)))):
            yield Violation(
                message("the target is {value}: a score by ratio would divide by zero", value=target.written),
                (target_span(indicator, target.written),),
                indicator,
            )


_ALL = 100


def mixed_decimals(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every unit of which a project writes the numbers with different decimals.

    Only zeros that could be left out count: 99.5% beside 98% are as exact as they need to be, and so are
    38.50万 beside 8万. Money is
    written as the budget is, as the tens of thousands make it, and 100% beside 98.00% as everybody writes it,
    and so is none. What is to stay below a number is another thing than what is to reach one.
    """
    for (unit, _), every in _by_unit(reviewed).items():
        first: dict[int, Indicator] = {}
        all_of_it = {_decimals(target) for _, target in every if target.number.value == _ALL}
        are_padded = any(_decimals(target) and _is_whole(target) for _, target in every)
        for indicator, target in every:
            is_plain = not target.number.value or (target.number.value == _ALL and len(all_of_it) < 2)
            is_plain = is_plain or (not are_padded and not _decimals(target))
            if not is_plain:
                first.setdefault(_decimals(target), indicator)
        if len(first) < 2 or not any(_is_padded(target) for _, target in every):
            continue
        shown = list(first.values())
        yield Violation(
            message(
                "numbers of {unit} have different decimals: {values}",
                unit=unit,
                values="、".join(indicator.target.written for indicator in shown),
            ),
            tuple(target_span(indicator, indicator.target.written) for indicator in reversed(shown)),
        )


def _by_unit(reviewed: ReviewedProject) -> dict[tuple[str, bool], list[tuple[Indicator, Measured]]]:
    groups: dict[tuple[str, bool], list[tuple[Indicator, Measured]]] = {}
    for indicator, target in measured(reviewed.project.indicators):
        if (unit := unit_of(target)) and not is_money(unit):
            is_limit = target.comparator in (Comparator.LE, Comparator.LT)
            groups.setdefault((unit, is_limit), []).append((indicator, target))
    return groups


def _decimals(target: Measured) -> int:
    return len(target.number.text.partition(".")[2])


def _is_whole(target: Measured) -> bool:
    return not target.number.text.partition(".")[2].strip("0")


def _is_padded(target: Measured) -> bool:
    return target.number.text.endswith("0") and "." in target.number.text


def broken_unit(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every unit with blanks or marks in it that no unit has."""
    for indicator in reviewed.project.indicators:
        target = indicator.target
        unit = "" if isinstance(target, Text) and target.comparator is None else unit_of(target)
        if unit and _BROKEN.search(unit) and read_unit(unit) is None:
            yield Violation(
                message("{unit} is no unit: {name}", unit=unit, name=short(indicator.name)),
                (target_span(indicator, unit),),
                indicator,
                _right_unit(indicator, unit),
            )


def _right_unit(indicator: Indicator, unit: str) -> Message | None:
    repaired = "".join(unit.split()).replace(".", "·").strip("·/")
    usual = repaired if read_unit(repaired) else usual_unit(indicator.name)
    return message("write the unit, such as {usual}", usual=usual) if usual else None


def met_always_or_never(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every target and criterion that is met, or missed, whatever happens."""
    for indicator, target in measured(reviewed.project.indicators):
        if target.number.value or _may_be_below_zero(indicator, target):
            continue
        values = {"value": target.written, "name": short(indicator.name)}
        spots = (target_span(indicator, target.written),)
        if target.comparator is Comparator.GE:
            yield Violation(message("{value} is met whatever happens: {name}", **values), spots, indicator)
        elif target.comparator is Comparator.LT:
            yield Violation(message("{value} can never be: {name}", **values), spots, indicator, _NONE)

    for written in reviewed.texts:
        for found in empty_criteria(written.text) if written.key in _CRITERIA else ():
            words = short(written.text[found.start : found.end])
            text = (
                message("{value} can never be", value=words)
                if found.is_never
                else message("{value} is met whatever happens", value=words)
            )
            spot = part(written.places, written.key, written.text, found.start, found.end)
            yield Violation(text, (spot,), written.indicator, _BOUND)


_CRITERIA = frozenset(("description", "remark", "formula", "text", "target"))
_BOUND = message("write the bound that is meant: lower where more is better, upper where less is")
_NONE = message("write =0 where none is to happen")


def _may_be_below_zero(indicator: Indicator, target: Measured) -> bool:
    """Tell whether a number may fall below zero: 气温; what is counted does only as a difference."""
    unit = read_unit(unit_of(target))
    is_counted = unit is not None and unit.dimension in _COUNTED
    return (_DIFFERENCE if is_counted else _MAY_FALL).search(indicator.name) is not None


def part_of_a_whole(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every number of people, places or events that is not whole, and is no average."""
    for indicator, target in measured(reviewed.project.indicators):
        if "." not in target.number.text or not isinstance(target, Number):
            continue
        unit = read_unit(target.unit)
        if unit is None or unit.dimension not in _WHOLE_THINGS or _AVERAGE.search(indicator.name):
            continue
        number = EXACT.scaleb(target.number.value, unit.power)
        if number != number.to_integral_value():
            yield Violation(
                message(
                    "{value} is no whole number: {name}", value=target.written, name=short(indicator.name)
                ),
                (target_span(indicator, target.written),),
                indicator,
            )


NUMBERS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-V02",
        about=Subject.INDICATOR,
        severity=Severity.ERROR,
        find=number_without_unit,
        title=message("number without a unit"),
        reason=message(
            "90 times, 90 people and 90 per cent are different things; the form prints only the number."
        ),
        repair=message("write the unit behind the number"),
        evidence=Evidence.READ,
        source=message("read in public notes on filling in goal forms; no hit in the published annexes"),
        wrong="三级指标: 学生和家长满意度\n指标值: ≥90",
        right="三级指标: 学生和家长满意度\n指标值: ≥90%",
    ),
    ProjectRule(
        code="PMG-V12",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=zero_target,
        title=message("target of zero"),
        reason=message(
            "An output of nothing needs no row; and the usual score, the result divided by the target, is "
            "not to be had for it."
        ),
        repair=message("write what is to be done, or say in the remark how the score is given"),
        evidence=Evidence.READ,
        source=message("read in public notes on scoring; seen in the published annex of Shanghai 2024"),
        wrong="二级指标: 数量指标\n三级指标: 举办招聘会场次\n指标值: 0场",
        right="二级指标: 数量指标\n三级指标: 举办招聘会场次\n指标值: ≥6场",
    ),
    ProjectRule(
        code="PMG-V13",
        severity=Severity.INFO,
        find=mixed_decimals,
        title=message("mixed decimals"),
        reason=message("50.00 beside 50 in one column looks as if the two were differently exact."),
        repair=message("write the numbers of one unit with the same decimals"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Shanghai 2024 and Tianjin"),
        wrong="- 三级指标: 申报项目数\n  指标值: ≥50.00个\n- 三级指标: 资助项目数\n  指标值: ≥50个",
        right="- 三级指标: 申报项目数\n  指标值: ≥50个\n- 三级指标: 资助项目数\n  指标值: ≥50个",
    ),
    ProjectRule(
        code="PMG-V14",
        about=Subject.INDICATOR,
        severity=Severity.ERROR,
        find=broken_unit,
        title=message("broken unit"),
        reason=message("A unit holds no blanks, full stops or commas; something was lost in copying."),
        repair=message("write the unit as it is used in the trade"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Wuhai 2022"),
        wrong="三级指标: 全年用电量\n指标值: ≤40000km. h",
        right="三级指标: 全年用电量\n指标值: ≤40000kW·h",
    ),
    ProjectRule(
        code="PMG-V19",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=met_always_or_never,
        title=message("target or criterion that is met, or missed, whatever happens"),
        reason=message("Nothing can be less than nothing: such a target demands nothing, or too much."),
        repair=message("write the number that is to be reached; = or ≤ where none is to happen"),
        evidence=Evidence.REASONED,
        source=message("reasoned: such a target does not depend on what is done"),
        wrong="三级指标: 培训场次\n指标值: ≥0场",
        right="三级指标: 培训场次\n指标值: ≥3场",
    ),
    ProjectRule(
        code="PMG-V20",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=part_of_a_whole,
        title=message("part of a person"),
        reason=message("People, places and events come whole; mostly 万 is missing before the unit."),
        repair=message("write a whole number, or 万 before the unit where ten thousands are meant"),
        evidence=Evidence.REASONED,
        source=message("reasoned: a number of people is whole"),
        wrong="三级指标: 受益人数\n指标值: ≥1.25人",
        right="三级指标: 受益人数\n指标值: ≥1.25万人",
    ),
)
