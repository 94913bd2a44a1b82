"""What only goes along with the budget year: 2025年12月31日前 becomes 2026年12月31日前."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pmgen.compare.changes import Change, Kind
from pmgen.compare.matching import Pair
from pmgen.model.records import Annex, Project

_YEAR = re.compile(r"(?:19|20)\d\d(?=年|[-./]\d)", re.ASCII)
_CHANGED = {Kind.TEXT, Kind.VALUE, Kind.RENAMED}


def years_between(project: Pair[Project], annexes: Pair[Annex]) -> int:
    """Return how many years lie between the two sides; 0 where a side does not say its year."""
    old = _year(project.old, annexes.old)
    new = _year(project.new, annexes.new)
    return new - old if old and new else 0


def with_years(changes: Iterable[Change], years: int) -> tuple[Change, ...]:
    """Return the changes, those told apart whose texts differ by nothing but `years` in every year."""
    return tuple(replace(each, kind=Kind.YEAR) if _is_year(each, years) else each for each in changes)


def _year(project: Project | None, annex: Annex | None) -> int | None:
    return (project.fiscal_year if project else None) or (annex.fiscal_year if annex else None)


def _is_year(change: Change, years: int) -> bool:
    if not years or change.kind not in _CHANGED or change.old is None or change.new is None:
        return False
    return _YEAR.sub(lambda year: str(int(year[0]) + years), change.old.text) == change.new.text
