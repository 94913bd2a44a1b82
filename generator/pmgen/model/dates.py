"""Days, deadlines, periods and fiscal years in the ways people write them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import PurePath
from typing import NamedTuple
from unicodedata import normalize

from pmgen.late_pattern import late
from pmgen.model.records import Annex, Places
from pmgen.model.targets import Deadline, Period

_DAY = r"(\d{4})(?:年(\d{1,2})月(\d{1,2})[日号]|([-/.])(\d{1,2})\4(\d{1,2}))"
_ISO = late(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_BEFORE = r"(?:之|以)?前[^\d，。；：、,;:]{0,12}"
_BEFORE_DAY = late(_DAY + _BEFORE, re.ASCII)
_BEFORE_END = late(rf"(\d{{4}})年(?:度|(\d{{1,2}})月)?[底末]{_BEFORE}", re.ASCII)
_BEFORE_PHRASE = late(
    r"(?:\d{4}年)?(?:(?:当|本|每|次|上|下)?(?:年度?|半年|季度?|月|周|学期)|\d{1,2}月(?:份)?)"
    rf"(?:\d{{1,2}}[日号]|[底末初中]|[上中下]旬)?{_BEFORE}",
    re.ASCII,
)
_FROM_TO = late(
    r"(?P<start>\d{4}(?:年\d{1,2}月\d{1,2}[日号]|[-/.]\d{1,2}[-/.]\d{1,2}))\s*(?:至|到|-|—|–|~|～)+\s*"
    r"(?P<end>(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[止]?",
    re.ASCII,
)
_WHOLE_DAY = late(_DAY, re.ASCII)
_LOOSE = late(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})[日号]?")
_LOOSER = late(
    r"(\d{4})(\d\d)(\d\d)|(\d{2}|\d{4})\s*[年./_-]\s*(\d{1,2})\s*[月./_-]\s*(\d{1,2})[日号]?(?:\s+0?0:00(?::00)?)?",
    re.ASCII,
)
_YEAR_LAST = late(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_NUMBER_OF_EXCEL = late(r"(4\d{4})(?:\.\d+)?", re.ASCII)
_FIRST_OF_EXCEL = date(1899, 12, 30)
_LOOSE_YEAR = late(r"((?:19|20)?[0-9]{2})\s*(?:年度?)?")
_SHORT_YEAR = 2
_LOOSE_MONTH = late(r"(\d{4})(?:\s*[年./-]\s*(?=\d{1,2}\s*月?\Z)|(?=\d{2}\Z))(\d{1,2})\s*月?")


def read_iso_day(text: str) -> date | None:
    """Return the day that `2024-12-31` names, None where it is written otherwise or does not exist."""
    match = _ISO.fullmatch(text)
    return _day(match[1], match[2], match[3]) if match else None


def read_deadline(usual: str, phrase: str) -> Deadline | None:
    """Return the deadline that `usual` states; its date is None where the words leave it open."""
    match = _BEFORE_DAY.fullmatch(usual)
    if match:
        return Deadline(phrase, _day(match[1], match[2] or match[5], match[3] or match[6]), phrase)
    match = _BEFORE_END.fullmatch(usual)
    if match:
        return Deadline(phrase, _last_day(int(match[1]), int(match[2] or 12)), phrase)
    return Deadline(phrase, None, phrase) if _BEFORE_PHRASE.fullmatch(usual) else None


def names_no_day(usual: str) -> bool:
    """Tell whether a day written out in full does not exist, such as 2025年2月30日."""
    return any(_day(m[1], m[2] or m[5], m[3] or m[6]) is None for m in _WHOLE_DAY.finditer(usual))


def whole_days(text: str) -> tuple[date, ...]:
    """Return the days that are written out in full anywhere in `text`, in their order."""
    days = (_day(m[1], m[2] or m[5], m[3] or m[6]) for m in _WHOLE_DAY.finditer(text))
    return tuple(day for day in days if day)


def read_period(usual: str, phrase: str) -> Period | None:
    """Return the period that `usual` states from day to day; an end without a year is in the same year."""
    match = _FROM_TO.fullmatch(usual)
    if not match:
        return None
    end = match["end"] if re.match(r"\d{4}", match["end"]) else f"{match['start'][:4]}年{match['end']}"
    days = _day(*re.findall(r"\d+", match["start"])), _day(*re.findall(r"\d+", end))
    return Period(phrase, days[0], days[1], phrase) if days[0] and days[1] else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if year and 1 <= month <= 12 else None


def read_loose_day(text: str) -> date | str | None:
    """Return the day that `text` names in any way of writing, "impossible" where there is no such day."""
    match = _LOOSE.fullmatch(text.strip())
    return match and (_day(match[1], match[2], match[3]) or "impossible")


def meant_day(text: str) -> date | str | None:
    """Return what read_loose_day does, of a day without a century or without any signs as well."""
    match = _LOOSER.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (part for part in match.groups() if part)
    return _day(_with_century(year), month, day) or "impossible"


def impossible_day(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day of a day in `text` that does not exist, None where there is none."""
    loose = _LOOSER.fullmatch(text.strip())
    found = (
        [part for part in match.groups() if part and part.isdecimal()] for match in _days_in(text, loose)
    )
    days = ((int(_with_century(year)), int(month), int(day)) for year, month, day in found)
    return next((each for each in days if _day(*map(str, each)) is None), None)


def _days_in(text: str, loose: re.Match[str] | None) -> Iterator[re.Match[str]]:
    if loose:
        yield loose
    yield from _WHOLE_DAY.finditer(text)


def days_with_year_last(text: str) -> tuple[date, ...]:
    """Return the days that `text` may mean where it has the year last."""
    match = _YEAR_LAST.fullmatch(text.strip())
    found = (_day(match[3], match[1], match[2]), _day(match[3], match[2], match[1])) if match else ()
    return tuple(dict.fromkeys(day for day in found if day))


def day_of_excel(text: str) -> date | None:
    """Return the day that `text` stands for if it is the number that Excel has for a day of our years."""
    match = _NUMBER_OF_EXCEL.fullmatch(text.strip())
    return _FIRST_OF_EXCEL + timedelta(int(match[1])) if match else None


def impossible_month(text: str) -> tuple[int, int] | None:
    """Return year and month where `text` names a month that does not exist, None for any other."""
    match = _LOOSE_MONTH.fullmatch(text.strip())
    return (int(match[1]), int(match[2])) if match and read_loose_month(text) is None else None


def _with_century(year: str) -> str:
    return f"20{year}" if len(year) == _SHORT_YEAR else year


def meant_year(text: str) -> str:
    """Return the four digits of the year that `text` is in any way of writing, nothing where it is none."""
    match = _LOOSE_YEAR.fullmatch(normalize("NFKC", text).translate(_DIGITS).strip())
    return _with_century(match[1]) if match else ""


def read_loose_month(text: str) -> date | None:
    """Return the first day of the month that `text` names: 2021年1月, 2023.07, 202001."""
    match = _LOOSE_MONTH.fullmatch(text.strip())
    return match and _day(match[1], match[2], "1")


YEAR = "(?:19|20)[0-9]{2}"
"""The years of documents, for regular expressions."""

_YEAR = late(YEAR)
_SAID = late(rf"(?<![0-9.第])({YEAR})(?![0-9号]|年[级龄薪])")
_IN_PROSE = late(r"年|[-./](?:0?[1-9]|1[0-2])(?![0-9])")
_RANGE = late(r"年?度?\s*[-—–~～至到]\s*(?![0-9]{1,2}[-./月])[0-9]")
_NAMED = late("年度?")
_DIGITS = str.maketrans("０１２３４５６７８９〇○零一二三四五六七八九", "0123456789000123456789")
_FOLDER = late(rf"({YEAR})(?:年度?)?")
_DATA, _LEVELS = "data", 3
"""Where the folders of years begin, and how far above an annex they are looked for."""


class StatedYear(NamedTuple):
    """A fiscal year as a record states it, with the places of that record."""

    year: int
    places: Places
    file: str


def years_of(annex: Annex) -> Iterator[StatedYear]:
    """Give the fiscal year of the annex, or else those of its projects."""
    if annex.fiscal_year is not None:
        yield StatedYear(annex.fiscal_year, annex.places, annex.file)
        return
    for project in annex.projects:
        if project.fiscal_year is not None:
            yield StatedYear(project.fiscal_year, project.places, project.file)


def is_year(text: str) -> bool:
    """Tell whether a text is a year, such as 2025, and nothing else."""
    return _YEAR.fullmatch(text) is not None


def years_in(text: str, *, alone: bool = False) -> list[re.Match[str]]:
    """Return where a text says a year: 2025年, 二〇二五年, 2025-12-31; in titles 2025 `alone` is one as well.

    第2025号, 2025年级 and 12025 say none.
    """
    # 二〇二五年 has as many characters as 2025年, so that the places are right.
    plain = text if _YEAR.search(text) else text.translate(_DIGITS)
    return [match for match in _SAID.finditer(plain) if alone or _IN_PROSE.match(plain, match.end())]


def with_later_years(text: str, years: int) -> str:
    """Return `text` with every year so many years later, in plain digits."""
    return _replaced(text, years_in(text), lambda year: (str(year_of(year) + years), year.end()))


def without_years(text: str) -> str:
    """Return `text` with 年 in place of every year: what is said of 2024年度 and of 2025 is the same."""

    def named(year: re.Match[str]) -> tuple[str, int]:
        behind = _NAMED.match(text, year.end())
        return "年", behind.end() if behind else year.end()

    return _replaced(text, years_in(text, alone=True), named)


def _replaced(
    text: str, found: Iterable[re.Match[str]], other: Callable[[re.Match[str]], tuple[str, int]]
) -> str:
    pieces, end = list[str](), 0
    for match in found:
        words, behind = other(match)
        pieces += [text[end : match.start()], words]
        end = behind
    return "".join(pieces) + text[end:]


def year_in_title(title: str) -> re.Match[str] | None:
    """Return where a title says the one year that it is of; None where it says none, or several."""
    found = years_in(title, alone=True)
    is_one = len({match.group() for match in found}) == 1 and not _RANGE.match(
        found[0].string, found[0].end()
    )
    return found[0] if is_one else None


def year_of(match: re.Match[str]) -> int:
    """Return the year that a match in a title or text says."""
    return int(match.group())


def year_of_folder(file: str) -> int | None:
    """Return the year on the nearest folder that is named by one: data/2027/…; None where there is none."""
    for name in list(reversed(PurePath(file).parent.parts))[:_LEVELS]:
        if name == _DATA:
            return None
        if match := _FOLDER.fullmatch(name):
            return int(match[1])
    return None


def misses_year(year: int | None, start: date | None, end: date | None) -> bool:
    """Tell whether none of a project's days lies in the year; days in the wrong order tell nothing."""
    if year is None or (start and end and end < start):
        return False
    return (end is not None and end.year < year) or (start is not None and start.year > year)
