"""Rules about what was typed or pasted so that nothing reads it: targets, names and codes."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.review_rule import (
    AnnexRule,
    Evidence,
    ProjectRule,
    ReviewedAnnex,
    ReviewedProject,
    Rule,
    Subject,
    ValueSpan,
    Violation,
    target_span,
    whole,
)
from pmgen.check.wording.misread_codes import meant_code
from pmgen.check.wording.misread_targets import meant_by
from pmgen.check.wording.name_words import usual_unit
from pmgen.late_pattern import late
from pmgen.model.dates import whole_days
from pmgen.model.records import Indicator, Party
from pmgen.model.targets import Text, unit_of
from pmgen.model.terms import Category, Polarity
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short

_SIGN_OF = {Polarity.POSITIVE: "≥", Polarity.NEGATIVE: "≤"}
_DAY_ALONE = late(r"\d{4}([-/.])\d{1,2}\1\d{1,2}(?: 00:00:00)?")
_PER_CENT = frozenset(["百分比", "百分之", "百分率", "百分数"])
"""What stands for % in columns of units of other tables, and is no unit."""
_NO_NAME = late(r"[\d\W_]+")


def odd_numbers(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the targets that state a number in a way that nothing reads as one."""
    for indicator in reviewed.project.indicators:
        if meant := meant_by(indicator):
            yield Violation(
                message("{value} is an odd way of writing a number: {name}", **_said(indicator)),
                (whole(indicator.places, "target"),),
                indicator,
                _rewritten(meant.texts, indicator.polarity),
            )
        elif (unit := unit_of(indicator.target)) in _PER_CENT:
            value = indicator.target.written
            yield Violation(
                message("{unit} is no unit: {name}", unit=unit, name=short(indicator.name)),
                (target_span(indicator, unit),),
                indicator,
                message("write {value}", value=value.replace(unit, "%")),
            )
        elif isinstance(indicator.target, Text) and _is_day_for_a_number(indicator):
            yield Violation(
                message("{value} is a day, and {name} asks for a number", **_said(indicator)),
                (whole(indicator.places, "target"),),
                indicator,
                message(
                    "Excel may have made a day of it: write the number, such as ≥95{unit}",
                    unit=usual_unit(indicator.name),
                ),
            )


def _said(indicator: Indicator) -> dict[str, str]:
    return {"value": short(indicator.target.written), "name": short(indicator.name)}


def _rewritten(texts: tuple[str, ...], polarity: Polarity | None) -> Message:
    sign = _SIGN_OF.get(polarity) if polarity else None
    right = next((text for text in texts if sign and text.startswith(sign)), None)
    if right or len(texts) == 1:
        return message("write {value}", value=right or texts[0])
    return message("write {least} for at least, or {most} for at most", least=texts[0], most=texts[1])


def _is_day_for_a_number(indicator: Indicator) -> bool:
    """Tell whether a day stands alone where the name promises a number with a unit."""
    is_day = _DAY_ALONE.fullmatch(indicator.target.written) and whole_days(indicator.target.written[:10])
    return bool(is_day) and indicator.base is not Category.TIMELINESS and bool(usual_unit(indicator.name))


def names_without_words(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the indicators whose names are only digits and marks."""
    for indicator in reviewed.project.indicators:
        if _NO_NAME.fullmatch(indicator.name):
            yield Violation(
                message("the name is only {name}", name=short(indicator.name)),
                (whole(indicator.places, "name"),),
                indicator,
            )


def spoilt_codes(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give the codes that a spreadsheet or the hand has spoilt, each place of a file once."""
    told: set[tuple[str, int | None]] = set()
    for code, span in _codes(reviewed):
        place = span.place
        if (place.file, place.line) in told or (meant := meant_code(code)) is None:
            continue
        told.add((place.file, place.line))
        yield Violation(
            message("{code} is no code", code=short(code)),
            (span,),
            repair=_right_code(code, meant),
        )


def _right_code(code: str, meant: str) -> Message | None:
    if meant:
        return message("write {code}", code=meant)
    if "+" in code:
        return message("digits are lost: copy the code from the list of units, its cell formatted as text")
    return message("where there is no code, delete the line; else write it")


def _codes(reviewed: ReviewedAnnex) -> Iterator[tuple[str, ValueSpan]]:
    for project in reviewed.annex.projects:
        for party in (project.unit, project.department, project.office):
            if isinstance(party, Party) and party.code:
                yield party.code, whole(party.places, "code")
        if project.code:
            yield project.code, whole(project.places, "code")


MISREAD_TARGETS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-V25",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=odd_numbers,
        title=message("number written in an odd way"),
        reason=message("What is read as words is neither compared with other numbers nor scored."),
        repair=message("write sign, digits and unit in this order, such as ≥200天"),
        evidence=Evidence.REASONED,
        source=message("reasoned: cells of other tables have sign and unit in columns of their own"),
        wrong="- 三级指标: 供餐天数\n  指标值: 天≥200",
        right="- 三级指标: 供餐天数\n  指标值: ≥200天",
    ),
)

MISREAD_NAMES: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-N10",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=names_without_words,
        title=message("name of an indicator without words"),
        reason=message("A number alone says nothing of what is measured; a column was pasted into another."),
        repair=message("write what is measured"),
        evidence=Evidence.REASONED,
        source=message("reasoned: rows pasted from a table lose a column"),
        wrong="- 三级指标: 3\n  指标值: ≥200天",
        right="- 三级指标: 供餐天数\n  指标值: ≥200天",
    ),
)

MISREAD_CODES: tuple[Rule, ...] = (
    AnnexRule(
        code="PMG-D09",
        severity=Severity.WARNING,
        find=spoilt_codes,
        title=message("code that a spreadsheet has spoilt"),
        reason=message("Codes are printed as they are typed; Excel makes numbers of them."),
        repair=message("write the code of the list of units; delete the line if there is none"),
        evidence=Evidence.REASONED,
        source=message("reasoned: what Excel makes of codes that are not kept as text"),
        wrong="项目单位:\n  编码: 418001.0",
        right="项目单位:\n  编码: 418001",
    ),
)
