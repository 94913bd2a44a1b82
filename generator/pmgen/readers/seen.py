"""What a finished file shows, in the one form in which files of all formats can be compared."""

from __future__ import annotations

from dataclasses import dataclass

PAGE = "\U0010fff0"
"""Stands for the number of a page, which formats without pages leave out."""

LABEL = "\U0010fff1"
"""Stands for the number that a program puts before a paragraph of a list by itself."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell in the row where it begins. Columns and rows are counted in the file's own grid.

    `place` is where people find it: `A1` in a sheet, the page of a PDF. `framed` tells that lines run all
    around it.
    """

    text: str
    column: int
    columns: int = 1
    rows: int = 1
    place: str = ""
    framed: bool = True


Line = tuple[Box, ...]
"""The boxes that begin in a row, left to right."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, row by row; `name` is the sheet where there is one, `heads` are the rows that come again."""

    lines: tuple[Line, ...]
    name: str = ""
    heads: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph outside of tables that is not empty."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file from its beginning to its end, and what stands at the head and foot of pages."""

    blocks: tuple[Grid | Words, ...]
    edges: tuple[str, ...] = ()

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Return the tables."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))
