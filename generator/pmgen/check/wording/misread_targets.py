"""Targets that are not what they look like: numbers that nothing reads, days that Excel made numbers of."""

from __future__ import annotations

from datetime import date, timedelta

from pmgen.check.wording.proofreading import SUSPECT
from pmgen.late_pattern import late
from pmgen.model.dates import read_loose_day
from pmgen.model.meant_targets import MeantTarget, meant_target
from pmgen.model.records import Indicator
from pmgen.model.target_reading import TargetNotation, read_target
from pmgen.model.targets import Number
from pmgen.model.terms import Category

_FIRST_DAY = date(1899, 12, 30)
"""The day that Excel counts as 0."""
_SERIAL = late(r"\d{5}(?:\.0+)?")
_TOGETHER = late(r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_MONTH = late(r"(?P<year>20\d\d)[.](?P<month>0?[1-9]|1[0-2])")
_ASKS_FOR_A_DAY = late("(?:时间|日期|时点|时限|期限)$")
_NEAR = range(2000, 2060)


def meant_by(indicator: Indicator) -> MeantTarget | None:
    """Return what is meant by a target that states a number oddly, unless loading has told of it."""
    written = indicator.target.written
    if read_target(written).remark is not TargetNotation.NONE:
        return None
    return meant_target(written, is_cost=indicator.base is Category.COST)


def day_meant_by(indicator: Indicator) -> str:
    """Return the day that a bare number is, as a deadline is written; "" where it is none."""
    target = indicator.target
    if not isinstance(target, Number) or target.unit or not _asks_for_a_day(indicator):
        return ""
    number = target.number.text.replace(",", "")
    if month := _MONTH.fullmatch(number):
        return f"{month['year']}年{int(month['month'])}月底前"
    if _SERIAL.fullmatch(number):
        day = _FIRST_DAY + timedelta(days=int(number.partition(".")[0]))
        return _deadline(day) if day.year in _NEAR else ""
    parts = _TOGETHER.fullmatch(number)
    found = read_loose_day("-".join(parts.groups())) if parts else None
    return _deadline(found) if isinstance(found, date) else ""


def _asks_for_a_day(indicator: Indicator) -> bool:
    return indicator.base is Category.TIMELINESS or _ASKS_FOR_A_DAY.search(indicator.name) is not None


def _deadline(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日前"


def is_misread(indicator: Indicator) -> bool:
    """Tell whether a target is said to be something else than it was read as."""
    if meant_by(indicator) or day_meant_by(indicator):
        return True
    return SUSPECT.search(indicator.target.written) is not None
