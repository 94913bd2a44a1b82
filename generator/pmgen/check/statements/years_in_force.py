"""Which year the numbers of a text are of: 2025年收到438件，审结389件。本年度办结率达到95%."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pmgen.late_pattern import late

_YEAR = "(?<![0-9.])(?:19|20)[0-9]{2}"
_MONTH = "(?:1[0-2]|0?[1-9])月(?:[0-3]?[0-9][日号])?"
_MARK = late(
    rf"(?<=[比较])(?P<compared>{_YEAR})年度?"
    rf"|(?P<range>{_YEAR}年?度?(?:{_MONTH}|[上下]半年|[春夏秋冬]季(?:学期)?)?[至到—–~～-]+(?:19|20)?[0-9]{{2}}年)"
    rf"|(?P<year>{_YEAR})(?:届|年(?![级龄版起以])度?(?!(?:{_MONTH})?[底末]?(?:之|以)?前(?![一二三两半0-9])))"
    rf"(?:{_MONTH})?(?P<counts>(?=[^，。；;\n]{{0,60}}[0-9]))?"
    "|(?P<last>(?<![比较同])(?:上一?年(?![级龄])|去年|往年|历年)(?=[^，。；;\n]{0,60}[0-9]))"
    "|(?P<this>(?<!结转)(?<!转入)[本今]年|全年|年内|到年[底末]|本期|今后|每年|以后)"
    r"|(?P<comma>，)|(?P<end>[。；;])|(?P<line>\n)|(?P<open>[（(])|(?P<close>[）)])"
)
_PLANNED = late(
    "[≥≤]|不(?:得)?[低少小超高大多][于过]|至少|控制|确保|力争|争取|计划|预计|完成|开展|保持|将|新增|实现|达到|提[高升]"
)
"""Words of a sentence that promises, and does not go on to report."""


class YearSpan(NamedTuple):
    """Characters `start` to `end` of a text, whose numbers are of `year`."""

    start: int
    end: int
    year: int


@lru_cache(maxsize=512)
def years_in_force(text: str, year: int) -> tuple[YearSpan, ...]:
    """Return the spans of a text whose numbers are of another year than `year`.

    A year that is said before a number holds until another is named, or its bracket or sentence ends; longer
    where the next sentence only goes on to report. One to compare with, 比2025年, holds up to the comma.
    """
    return tuple(_spans(text, year)) if _MAY_NAME_ONE.search(text) else ()


_MAY_NAME_ONE = late("[0-9]{2}[年届]|[上去往历一]年")


def other_year_at(start: int, spans: Iterable[YearSpan]) -> int | None:
    """Return the other year in force at a place, None where there is none."""
    return next((year for first, end, year in spans if first <= start < end), None)


def _spans(text: str, year: int) -> Iterator[YearSpan]:
    named, since, outer = year, 0, year
    before = None
    for mark in _MARK.finditer(text):
        if mark.lastgroup == "open":
            outer = named
            continue
        if mark.lastgroup == "comma":
            following = named if before is None else before
        else:
            following = outer if mark.lastgroup == "close" else _following(mark, named, year)
        before = named if mark.lastgroup == "compared" else None
        if following != named:
            if named != year:
                yield YearSpan(since, mark.start(), named)
            named, since = following, mark.end()
    if named != year:
        yield YearSpan(since, len(text), named)


def _following(mark: re.Match[str], named: int, year: int) -> int:
    """Return the year that is in force behind a mark."""
    match mark.lastgroup:
        case "counts":
            return int(mark["year"])
        case "year":
            return year if int(mark["year"]) == year else named
        case "compared":
            return int(mark["compared"])
        case "last":
            return year - 1
        case "end":
            return named if _goes_on_reporting(mark.string, mark.end()) else year
        case _:
            return year


def _goes_on_reporting(text: str, start: int) -> bool:
    """Tell whether the sentence that begins here has numbers and promises nothing."""
    end = _SENTENCE_END.search(text, start)
    sentence = text[start : end.start() if end else len(text)]
    return any(map(str.isdigit, sentence)) and not _PLANNED.search(sentence)


_SENTENCE_END = late("[。；;\n]")
