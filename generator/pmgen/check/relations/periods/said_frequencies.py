"""How often a row's words say that something is done, beside a target that is rarer: 日产日清, ≥1次/周."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.targets import Frequency
from pmgen.model.terms import Comparator

_DAILY = late("日产日[清运]|日清日[结毕洁运]|日结日清|天天|每天|每日|逐日|一日一|日日")
_RARER = {"周": 7, "星期": 7, "旬": 10, "月": 30, "季": 91, "季度": 91, "半年": 182, "年": 365, "年度": 365}
"""How many days a time has."""
_NAMES_OF_TIMES = {"周": "周|星期|礼拜", "星期": "周|星期|礼拜", "旬": "旬", "月": "月"}
_OTHER_WORK = late("汇总|报送|上报|抽[查检样]|检查|考核|例会|通报|维保|保养|记录|台账|除|小结|会商|培训|盘点")
_SELDOM = Fraction(5, 7)
_OF_ROW = ("name", "description", "remark")
_ROUND_THE_CLOCK = late(r"(?<![0-9×xX*.])(?P<days>[1-7])(?:天)?[×xX*＊](?:24)(?:小时|h|H)?(?![0-9.])")
_CLOCK = ("×24", "x24", "X24", "*24", "＊24")
_NEVER_CLOSED = late("全年无休|节假日不休|节假日无休|全年不休")
_WEEK = 7


class OtherOften(NamedTuple):
    """A row whose target is rarer, or more often, than a text says, and where that stands."""

    indicator: Indicator
    field: FieldText
    start: int
    end: int


def rarer_than_said(reviewed: ReviewedProject) -> Iterator[OtherOften]:
    """Give the rows that are done on fewer days than their words, or on 24 hours the goals, say."""
    for field in reviewed.texts:
        row = field.indicator
        if row is None or field.key not in _OF_ROW or not isinstance(row.target, Frequency):
            continue
        match = _DAILY.search(field.text)
        if match and _is_rarer(row.target) and not _speaks_of(row, row.target.per):
            yield OtherOften(row, field, *match.span())
    if any(map(reviewed.prose.__contains__, _CLOCK)):
        yield from _on_fewer_days(reviewed)


def _is_rarer(target: Frequency) -> bool:
    days = _RARER.get(target.per)
    is_at_most = target.comparator in (Comparator.LE, Comparator.LT)
    return days is not None and not is_at_most and Fraction(target.number.value) / days < _SELDOM


def _speaks_of(row: Indicator, time: str) -> bool:
    """Tell whether the words of a row name the time of its target as well, or other work."""
    words = f"{row.name} {row.description or ''} {row.remark or ''}"
    names = _NAMES_OF_TIMES.get(time, time)
    return any(map(words.__contains__, names.split("|"))) or _OTHER_WORK.search(words) is not None


def _on_fewer_days(reviewed: ReviewedProject) -> Iterator[OtherOften]:
    """Give the rows of 5×24小时 where their own words say 全年无休, or all others 7×24小时."""
    for row in reviewed.project.indicators:
        target = _ROUND_THE_CLOCK.search(row.target.written)
        if target is None or int(target["days"]) == _WEEK:
            continue
        for field in reviewed.texts:
            is_own = field.indicator is row and field.key in _OF_ROW
            if not is_own and field.goal is None:
                continue
            said = _ROUND_THE_CLOCK.search(field.text)
            closed = _NEVER_CLOSED.search(field.text) if is_own else None
            found = said if said and said["days"] != target["days"] else closed
            if found:
                yield OtherOften(row, field, *found.span())
                break
