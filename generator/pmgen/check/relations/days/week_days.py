"""On how many days of a week something is open, by the days that a text names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pmgen.check.review_rule import FieldText
from pmgen.check.statements.project_statements import ProjectStatements, Promise
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late

_DAYS = "一二三四五六日"
_WEEK = "(?:周|星期|礼拜)"
_NAMED = late(
    rf"(?:每个?)?(?P<days>(?:{_WEEK}[一二三四五六日天末]|双休日)(?:[、和及与至到—－-]{_WEEK}?[一二三四五六日天])*)"
    r"(?:[^，。；、一-十0-9]{0,6}?)(?:(?P<closed>闭馆|休馆|闭园|休园|轮休|休息|公休|停诊|停开|停业|休市|不开放|不营业|关闭)"
    r"|(?P<open>开放|营业|开馆|开园|开诊|坐诊|出诊|值守|上班|开门|发班|开行|受理|办公))"
)
_SPAN = late(rf"([一二三四五六日天])[至到—－-]{_WEEK}?([一二三四五六日天])")
_A_WEEK = late("每周|周均|一周")


class DaysOpen(NamedTuple):
    """The days of a week that a text names, on how many it is open by them, and the row that says another."""

    field: FieldText
    start: int
    end: int
    days: int
    promise: Promise


def days_open_against_targets(statements: ProjectStatements) -> Iterator[DaysOpen]:
    """Give the rows of days a week that name more closed days, or fewer open ones, than their target has."""
    for promise in statements.promises:
        indicator, target = promise.indicator, promise.statement
        if target.unit != "天" or not _A_WEEK.search(indicator.name):
            continue
        for field in statements.reviewed.texts:
            found = _named(field.text) if field.indicator is indicator and field.key in _KEYS else None
            if found is not None and not _fits(found[2], promise):
                yield DaysOpen(field, *found, promise)


_KEYS = frozenset(("description", "remark"))


def _named(text: str) -> tuple[int, int, int] | None:
    """Return where a text names days of the week, and on how many it is open by them; None for several."""
    matches = list(_NAMED.finditer(text))
    if len(matches) != 1:
        return None
    [match] = matches
    count = len(_days(match["days"]))
    is_open = match["open"] and not text.endswith("除", 0, match.start())
    return *match.span(), count if is_open else len(_DAYS) - count


def _days(named: str) -> set[int]:
    """Return the days of 周一、周三至周五, 0 for Monday."""
    written = named.replace("天", "日")
    if "末" in written or written.startswith("双"):
        return {5, 6}
    days = {_DAYS.index(each) for each in written if each in _DAYS}
    for match in _SPAN.finditer(written):
        first, last = (_DAYS.index(each) for each in match.groups())
        days |= {*range(first, last + 1)}
    return days


def _fits(days: int, promise: Promise) -> bool:
    """Tell whether so many days keep to a target."""
    wanted, direction = promise.statement.stated, promise.statement.direction
    if direction is Direction.AT_LEAST:
        return days >= wanted
    return days <= wanted if direction is Direction.AT_MOST else days == wanted
