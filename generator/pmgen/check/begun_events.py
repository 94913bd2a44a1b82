"""Rows that are due before something begins, by their words, and after it has begun, by their day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from pmgen.check.known_days import KnownDay
from pmgen.check.late_pattern import late
from pmgen.check.lunar_days import day_in_year, moving_days
from pmgen.check.name_words import pairs_of, topic_pairs
from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.check.word_files import data_lines
from pmgen.check.word_index import WordIndex
from pmgen.model.records import Indicator
from pmgen.model.targets import Deadline
from pmgen.model.terms import Horizon

_FILE = "begins.txt"
_BEFORE = "[^，。；\\n]{0,10}?(?:之前|以前|前(?!后|期|[往去来沿夕提身言途列茬置]))"
_BETWEEN = late("前|后|结束|期满|截止|(?<![（(\\d])\\d{1,2}月|至|到|—|[、和及与]")
_CLAUSE_END = late("[，。；\\n]")
_OF_A_ROW = ("name", "description", "remark")
_ENOUGH = 0.75
_NEW_YEAR, _LAST_FOR_NEW_YEAR = (1, 2), 8


class Late(NamedTuple):
    """A row that is due after what it must precede has begun: the text that says so, and when it begins."""

    indicator: Indicator
    field: FieldText
    start: int
    end: int
    begins: KnownDay


def late_rows(reviewed: ReviewedProject) -> Iterator[Late]:
    """Give the rows whose day is behind the beginning of what they, or a goal about them, must precede."""
    rows = [each for each in reviewed.project.indicators if _due(each)]
    if not rows or not any(_names().in_text(reviewed.prose)):
        return
    told: set[tuple[int, KnownDay]] = set()
    for field in reviewed.texts:
        for match in _before().finditer(field.text) if _says_when(field) else ():
            for row in _rows_of(field, match, rows):
                day = _due(row)
                begins = _begun(match["name"], day) if day else None
                if begins and (id(row), begins) not in told:
                    told.add((id(row), begins))
                    yield Late(row, field, *match.span(), begins)


def _due(indicator: Indicator) -> date | None:
    return indicator.target.date if isinstance(indicator.target, Deadline) else None


def _begun(name: str, day: date) -> KnownDay | None:
    """Return when what is named began, if that was before a day; late in a year the next 春节 is meant."""
    begins = _begins().get(name) or day_in_year(name, day.year)
    if begins is None or (begins.month in _NEW_YEAR and day.month > _LAST_FOR_NEW_YEAR):
        return None
    return begins if (begins.month, begins.day or 0) < (day.month, day.day) else None


def _says_when(field: FieldText) -> bool:
    if field.indicator is not None:
        return field.key in _OF_A_ROW
    return field.goal is not None and field.goal.horizon is Horizon.ANNUAL


def _rows_of(field: FieldText, match: re.Match[str], rows: Sequence[Indicator]) -> Iterator[Indicator]:
    """Give the row that a text belongs to, or those that its clause has nearly all words of."""
    if _BETWEEN.search(match.group()[len(match["name"]) : -1].rstrip("之以")):
        return
    behind = _CLAUSE_END.split(field.text[match.end() :], 1)[0]
    said, work = pairs_of(behind), topic_pairs(behind)
    for row in rows:
        topic = topic_pairs(row.name)
        is_meant = len(topic) > 1 and len(topic & said) >= _ENOUGH * len(topic)
        is_own = field.key == "name" or not work or bool(work & topic)
        if (row is field.indicator and is_own) or (field.indicator is None and is_meant):
            yield row


@cache
def _begins() -> Mapping[str, KnownDay]:
    found: dict[str, KnownDay] = {}
    for line in data_lines(_FILE):
        month, day, names = line.split()
        found |= dict.fromkeys(names.split("|"), KnownDay(int(month), int(day)))
    return found


@cache
def _names() -> WordIndex:
    return WordIndex([*_begins(), *moving_days()])


@cache
def _before() -> re.Pattern[str]:
    names = "|".join(sorted([*_begins(), *moving_days()], key=len, reverse=True))
    return re.compile(f"(?P<name>{names}){_BEFORE}")
