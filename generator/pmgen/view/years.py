"""Years with which a document contradicts itself: its title, its folder, and the days of its projects."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.catalog.region import Region, last_words
from pmgen.model import fields
from pmgen.model.records import Annex, Places
from pmgen.model.years import Stated, misses_year, year_in_title, year_of, year_of_folder, years_of
from pmgen.problems import Problem, SourcePlace, message
from pmgen.view.findings import Topic, problem

_TITLE = Topic(
    "PMG612",
    message("the title says {title_year}, and the fiscal year is {year}: {title}"),
    message("correct 标题 or 年度; without 标题 the form's own is printed, with the right year"),
)
_FOLDER = Topic(
    "PMG613",
    message("the folder is {folder_year}, and the fiscal year is {year}"),
    message("correct 年度, or move the annex into the folder of its year"),
)
_DAYS = Topic(
    "PMG614",
    message("{project} runs from {start} to {end}, and the fiscal year is {year}"),
    message("correct 计划开始日期 and 计划完成日期, or 年度"),
)
_DATES = {fields.PROJECT.find(name).chinese for name in ("start_date", "end_date")}  # type: ignore[union-attr]


def year_problems(annex: Annex, region: Region) -> Iterator[Problem]:
    """Give a problem for the title and the folder of an annex and for the days that its form prints."""
    years = list(years_of(annex))
    match = year_in_title(annex.title) if annex.title else None
    if match and (other := _other(years, year_of(match))):
        values = {"title_year": year_of(match), "year": other[0].year, "title": annex.title}
        title = _place(annex.places, "title", annex.file)
        yield problem(_TITLE, (title, *_places(other)), **values)
    folder = year_of_folder(annex.file)
    if folder and (other := _other(years, folder)):
        yield problem(_FOLDER, _places(other), folder_year=folder, year=other[0].year)
    if _DATES & last_words(region):
        yield from _days(annex)


def _other(years: list[Stated], year: int) -> list[Stated]:
    return [stated for stated in years if stated.year != year]


def _days(annex: Annex) -> Iterator[Problem]:
    for project in annex.projects:
        year, start, end = project.fiscal_year or annex.fiscal_year, project.start_date, project.end_date
        if misses_year(year, start, end):
            keys = [key for key in ("start_date", "end_date") if key in project.places]
            places = [_place(project.places, key, project.file) for key in keys]
            values = {"project": project.name, "start": start or "…", "end": end or "…", "year": year}
            yield problem(_DAYS, places, **values)


def _places(years: list[Stated]) -> list[SourcePlace]:
    return [_place(stated.places, "fiscal_year", stated.file) for stated in years]


def _place(places: Places, key: str, file: str) -> SourcePlace:
    return places.get(key) or places.get("") or SourcePlace(file)
