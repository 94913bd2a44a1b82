"""What a finished file shows, in the one form in which files of all formats can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

PAGE = "\U0010fff0"
"""Stands for the number of a page, which formats without pages leave out."""

LABEL = "\U0010fff1"
"""Stands for the number that a program puts before a paragraph of a list by itself."""


class Spot(NamedTuple):
    """Where on a page words are drawn, in points from the lower left corner, by their base lines.

    `areas` are those in which it stands of the areas that the page's lines enclose, 0 being outside of all.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float
    areas: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Box:
    """A cell in the row where it begins. Columns and rows are counted in the file's own grid.

    `place` is where people find it: `A1` in a sheet, the page of a PDF. `framed` tells that lines run all
    around it; `spots` are where on pages its words are drawn.
    """

    text: str
    column: int
    columns: int = 1
    rows: int = 1
    place: str = ""
    framed: bool = True
    spots: tuple[Spot, ...] = ()


Line = tuple[Box, ...]
"""The boxes that begin in a row, left to right."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, row by row; `name` is the sheet where there is one, `heads` are the lines that come again.

    Above the lines `seams` a cell may be cut, and go on below, for a page ends there or a head does.
    """

    lines: tuple[Line, ...]
    name: str = ""
    heads: frozenset[int] = frozenset()
    seams: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph outside of tables that is not empty; `kind` is what else it is."""

    text: str
    place: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file from its beginning to its end, and what stands at the head and foot of pages.

    `artifacts` are words on pages that are said to be no part of the document, `astray` is what is drawn in
    another way than it is read.
    """

    blocks: tuple[Grid | Words, ...]
    edges: tuple[str, ...] = ()
    artifacts: tuple[Words, ...] = ()
    astray: tuple[Words, ...] = ()

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Return the tables."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))
