"""Foreign content: what a finished file holds that pmgen would not have written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Protocol, cast

from pmgen.formats import FORMATS
from pmgen.opc.office_package import MOST_BYTES
from pmgen.problems import LayoutPlace, Problem
from pmgen.verify.foreign_content.foreign_content_report import TEXT

__all__ = ["ForeignContentScan", "find_foreign_content", "not_reported_yet"]

OTHER_DIFFERENCE = "PMG758"
"""The code of a difference of which nothing more is known than where it stands."""

_REPEATED = frozenset({OTHER_DIFFERENCE, TEXT})
"""Codes of what the comparison of texts may have told as well."""


class ForeignContentScan(Protocol):
    """What the module of a format offers."""

    def find_foreign_content(self, ours: bytes | None, theirs: bytes, name: str) -> tuple[Problem, ...]:
        """Return what `theirs` holds too much; see the function below."""
        ...


def find_foreign_content(format: str, ours: bytes | None, theirs: bytes, name: str) -> tuple[Problem, ...]:
    """Return what the file `name` holds that pmgen would not have written.

    `ours` is what pmgen writes for the same document today: with it every difference is told. Without it
    the file is examined by itself, which finds nothing in a file that pmgen has just written. A file that
    is larger than any document is not looked into: it cannot be read back either, which is told.
    """
    if ours == theirs or len(theirs) > MOST_BYTES:
        return ()
    scan = cast(ForeignContentScan, import_module(FORMATS[format].scan))
    return scan.find_foreign_content(ours, theirs, name)


def not_reported_yet(told: Iterable[Problem], found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield what was found without what has been told at the same place already, and better."""
    spots = {spot for problem in told for spot in _spots(problem)}
    return (
        problem for problem in found if problem.code not in _REPEATED or spots.isdisjoint(_spots(problem))
    )


def _spots(problem: Problem) -> Iterator[tuple[object, ...]]:
    """Yield the cell of a sheet, or of a table, and the page to which a problem points first."""
    place = problem.places[0] if problem.places else None
    if not isinstance(place, LayoutPlace):
        yield (problem,)
    elif "!" in place.part:
        yield place.file, place.part
    else:
        if place.page is not None:
            yield place.file, place.page
        yield place.file, place.part, place.table, place.row, place.cell
