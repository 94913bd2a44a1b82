"""The year of which all projects of an annex speak, where annex.yaml has another one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmgen.late_pattern import late
from pmgen.model.dates import whole_days, year_of, years_in
from pmgen.model.records import Annex, Project
from pmgen.model.targets import Deadline, Period
from pmgen.model.terms import Horizon

_LEAST_YEARS, _LEAST_PROJECTS = 4, 2
_BEGINNING = late("[^0-9]{0,4}(?P<year>20[0-9]{2})年(?!底|末)")


def year_of_all_projects(annex: Annex) -> int | None:
    """Return the only year in which all projects of an annex are due, if that is not the annex's.

    None where one of them has a year or days of its own, or where a goal speaks of the annex's year.
    """
    stated, projects = annex.fiscal_year, annex.projects
    if stated is None or len(projects) < _LEAST_PROJECTS:
        return None
    if any(each.first_day or each.last_day or each.fiscal_year != stated for each in projects):
        return None
    years = [list(_years_of(each)) for each in projects]
    named = {year for each in years for year in each}
    if len(named) != 1 or stated in named or not all(years) or sum(map(len, years)) < _LEAST_YEARS:
        return None
    if any(year_of(match) == stated for each in projects for match in _in_words(each)):
        return None
    return named.pop()


def _years_of(project: Project) -> Iterator[int]:
    """Give the years of the targets, and those with which goals of the year begin."""
    for indicator in project.indicators:
        target = indicator.target
        if isinstance(target, Deadline):
            if target.date:
                yield target.date.year
        elif isinstance(target, Period):
            yield from (target.start.year, target.end.year)
        else:
            yield from (day.year for day in whole_days(target.written))
    for goal in project.goals_of(Horizon.ANNUAL):
        if match := _BEGINNING.match(goal.text):
            yield int(match["year"])


def _in_words(project: Project) -> Iterator[re.Match[str]]:
    for goal in project.goals:
        yield from years_in(goal.text)
