"""Rows of work that is to be finished before the goal says that it begins: 新建工程7月6日开工."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pmgen.check.relations.days.steps_by_days import is_needed_by
from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.check.statements.statement import Day
from pmgen.check.statements.statement_reading import read_days
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.dates import whole_days
from pmgen.model.records import Indicator
from pmgen.model.targets import Deadline

_BEGINS = late(
    f"(?:^|[，。；、：\\n]|[0-9]{{1,2}}[.．、])(?P<work>{HAN}{{4,12}}?)[于自从在]?(?:(?P<year>20[0-9]{{2}})年)?(?P<month>1[0-2]|0?[1-9])月(?P<day>[0-3]?[0-9])[日号]"
    "(?:[（(](?:周|星期)[一二三四五六日天][)）])?起?(?:正式|全面)?(?:开工|动工|启动|开始(?:施工|实施)?)"
)
_ENDS = late("(?:完工|竣工|完成|建成|投用|交付|验收)(?:投用|投入使用|验收)?(?:时间|日期|期限|时限)?\\Z")


class EarlyRow(NamedTuple):
    """A row, the day on which it is due, and where a text says that its work begins later."""

    indicator: Indicator
    field: FieldText
    start: int
    end: int


def due_before_their_start(reviewed: ReviewedProject) -> Iterator[EarlyRow]:
    """Give the rows whose work begins in a goal behind the day on which they have it finished.

    The name of the row begins with that of the work, of which the project says one beginning.
    """
    fiscal = reviewed.project.fiscal_year
    if fiscal is None or "月" not in reviewed.prose:
        return
    yield from _due_before_their_ground(reviewed, fiscal)
    starts = [
        (field, match)
        for field in reviewed.texts
        if field.goal is not None and field.key == "text"
        for match in _BEGINS.finditer(field.text)
    ]
    for indicator in reviewed.project.indicators if starts else ():
        days = whole_days(indicator.target.written) if isinstance(indicator.target, Deadline) else ()
        if len(days) != 1 or not (end := _ENDS.search(indicator.name)):
            continue
        own = indicator.name[: end.start()]
        begun = [(field, match) for field, match in starts if match["work"] == own]
        if len(begun) == 1:
            field, match = begun[0]
            first = _day(int(match["year"] or fiscal), int(match["month"]), int(match["day"]))
            if first is not None and days[0] < first:
                yield EarlyRow(indicator, field, match.start("work"), match.end())


class _Ground(NamedTuple):
    """What a goal has done by a day: the text from the day before it on, and the words for what is done."""

    field: FieldText
    start: int
    day: Day
    end: int

    @property
    def words(self) -> str:
        return self.field.text[self.day.end : self.end]

    @property
    def around(self) -> str:
        return self.field.text[self.start : self.end]


def _due_before_their_ground(reviewed: ReviewedProject, fiscal: int) -> Iterator[EarlyRow]:
    """Give the rows that are due before the day by which a goal has done what they need of the same work.

    甲板防滑改造验收时间 4月15日前 beside 做甲板防滑，5月底前完工.
    """
    goals = [field for field in reviewed.texts if field.goal is not None and field.key == "text"]
    grounds = [ground for field in goals for ground in _grounds(field)]
    said = {(ground.day.month, ground.day.day) for ground in grounds}
    for indicator in reviewed.project.indicators if grounds else ():
        days = whole_days(indicator.target.written) if isinstance(indicator.target, Deadline) else ()
        if len(days) != 1 or (days[0].month, days[0].day) in said:
            continue
        for ground in grounds:
            if days[0] < _last_day(ground.day, fiscal) and is_needed_by(
                ground.words, ground.around, indicator.name
            ):
                yield EarlyRow(indicator, ground.field, ground.day.start, ground.end)


def _grounds(field: FieldText) -> Iterator[_Ground]:
    text, start = field.text, 0
    for day in read_days(text):
        ends = (at for mark in "，。；、\n" if (at := text.find(mark, day.end)) >= 0)
        end = min(ends, default=len(text))
        if day.is_deadline:
            yield _Ground(
                field, max(start, *(text.rfind(mark, 0, day.start) + 1 for mark in "。；\n")), day, end
            )
        start = day.end


def _last_day(day: Day, fiscal: int) -> date:
    year = day.year or fiscal
    last = monthrange(year, day.month)[1]
    return date(year, day.month, min(day.day or last, last))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
