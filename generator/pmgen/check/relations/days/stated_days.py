"""Whether the goals have the day of a row themselves, at a step that shares words with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from pmgen.check.relations.days.paired_days import SaidTime, is_of_year, times_in
from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.check.statements.sentence_bounds import sentence_end
from pmgen.check.wording.name_words import pairs_of
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.targets import Deadline

_TAIL = late("(?:工作|任务)?(?:全部)?(?:完成|结束|截止)?(?:的)?(?:时间|日期|期限|时限|时点|节点)\\Z")
_REST = late("其余|剩下|剩余|余下|另外|第?[二三末]批|次批")


def states_its_day(row: Indicator, field: FieldText, start: int, reviewed: ReviewedProject) -> bool:
    """Tell whether a goal has the day of a row for more of its words than stand at another day, or as many.

    测试报告10月31日前交齐，补贴12月20日前拨付 has the day of 测试补贴拨付时间. So has a sentence that
    goes on with the rest: 6月30日抽检110台，剩下的90台在11月30日前抽完.
    """
    times = _times(reviewed)
    own = next((time for time in times if time.field is field and time.start <= start < time.end), None)
    if own is None:
        return False
    least = max(len(_words(row) & pairs_of(own.own)), 1)
    end = sentence_end(field.text, start)
    for time in times:
        if time is own or not _has(row, time):
            continue
        if time.field is field and own.end <= time.start < end and _REST.search(time.own):
            return True
        shared = len(_words(row) & pairs_of(time.own))
        if shared >= least and not _is_of_another(row, time, shared, reviewed.project.indicators):
            return True
    return False


@lru_cache(maxsize=2)
def _times(reviewed: ReviewedProject) -> tuple[SaidTime, ...]:
    fiscal = reviewed.project.fiscal_year
    goals = (field for field in reviewed.texts if is_of_year(field))
    return tuple(chain.from_iterable(times_in(field, fiscal) for field in goals)) if fiscal else ()


def _words(row: Indicator) -> frozenset[str]:
    return pairs_of(_TAIL.sub("", row.name))


def _has(row: Indicator, time: SaidTime) -> bool:
    return isinstance(row.target, Deadline) and row.target.date == time.last


def _is_of_another(row: Indicator, time: SaidTime, shared: int, rows: Sequence[Indicator]) -> bool:
    """Tell whether another row of a day has more of the words beside it."""
    others = (each for each in rows if each is not row and _has(each, time))
    return any(len(_words(each) & pairs_of(time.own)) > shared for each in others)
