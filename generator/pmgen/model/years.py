"""The years that an annex is written under: in its title and on its folder, and the days of its projects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from pmgen.model.records import Annex, Places

_TITLE_YEAR = re.compile(r"(?<![\d.第])(?:19|20)\d\d(?![\d号.]|年?度?\s*[-—–~～至到]\s*\d)", re.ASCII)
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_DIGITS = str.maketrans("０１２３４５６７８９〇○零一二三四五六七八九", "0123456789000123456789")
_FOLDER = re.compile(r"((?:19|20)\d\d)(?:年度?)?")
_DATA, _LEVELS = "data", 3
"""Where the folders of years begin, and how far above an annex they are looked for."""


class Stated(NamedTuple):
    """A fiscal year as a record states it, with the places of that record."""

    year: int
    places: Places
    file: str


def years_of(annex: Annex) -> Iterator[Stated]:
    """Give the fiscal year of the annex, or else those of its projects."""
    if annex.fiscal_year is not None:
        yield Stated(annex.fiscal_year, annex.places, annex.file)
        return
    for project in annex.projects:
        if project.fiscal_year is not None:
            yield Stated(project.fiscal_year, project.places, project.file)


def year_in_title(title: str) -> re.Match[str] | None:
    """Return where a title says the one year that it is of; None where it says none, or several."""
    # 二〇二五年 has as many characters as 2025年, so that the place is right.
    text = title if _ANY_YEAR.search(title) else title.translate(_DIGITS)
    match = _TITLE_YEAR.search(text)
    return match if match and set(_ANY_YEAR.findall(text)) == {match.group()} else None


def year_of(match: re.Match[str]) -> int:
    """Return the year that a match in a title says."""
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
