"""Read a finished file of any format: what it shows, in one form in which all can be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from lxml import etree

from pmgen.formats import FORMATS
from pmgen.opc.office_package import MOST_BYTES, Damaged

__all__ = ["MOST_BYTES", "Reader", "Unreadable", "read_file", "reader_of"]


PAGE = "\U0010fff0"
"""Stands for the number of a page, which formats without pages leave out."""

LABEL = "\U0010fff1"
"""Stands for the number that a program puts before a paragraph of a list by itself."""

RAISED = "\U0010fff2"
"""Stands before the text of a cell that the style of its table may show in capitals."""


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


class Box(NamedTuple):
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
class ShownRunningHeads:
    """What the heads and feet of a section say, line by line: those of ordinary pages, its first, even ones.

    None is no other than ordinary pages have; `unused` is what a file holds and no page shows. Nothing else
    stands on pages that are `alone`.
    """

    ordinary: tuple[str, ...] = ()
    first: tuple[str, ...] | None = None
    even: tuple[str, ...] | None = None
    unused: tuple[str, ...] = ()
    alone: bool = False

    def on(self, number: int, is_first: bool) -> tuple[str, ...]:
        """Return what the page `number` shows."""
        if is_first and self.first is not None:
            return self.first
        return self.even if self.even is not None and number % 2 == 0 else self.ordinary

    def reworded(self, change: Callable[[str], str]) -> ShownRunningHeads:
        """Return the edges with every line changed."""
        first, even = (
            None if lines is None else tuple(map(change, lines)) for lines in (self.first, self.even)
        )
        unused = tuple(map(change, self.unused))
        return ShownRunningHeads(tuple(map(change, self.ordinary)), first, even, unused, self.alone)


@dataclass(frozen=True, slots=True)
class Seen:
    """A file from its beginning to its end, and what stands at the heads and feet of its sections' pages.

    `artifacts` are words on pages that are said to be no part of the document, `astray` is what is drawn in
    another way than it is read; `pages` counts pages where a file has them.
    """

    blocks: tuple[Grid | Words, ...]
    running_heads: tuple[ShownRunningHeads, ...] = ()
    artifacts: tuple[Words, ...] = ()
    astray: tuple[Words, ...] = ()
    pages: int = 0

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Return the tables."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))


class Unreadable(Exception):
    """Raised for a file that is not what its ending says."""


class Reader(Protocol):
    """What the module of a reader offers."""

    def read(self, data: bytes) -> Seen:
        """Return what the file shows."""
        ...


def reader_of(format: str) -> Reader:
    """Return the reader of a format."""
    return cast(Reader, import_module(FORMATS[format].reader))


def read_file(format: str, data: bytes) -> Seen:
    """Return what a file shows; raise Unreadable where it is damaged or too large."""
    if len(data) > MOST_BYTES:
        raise Unreadable("it is larger than any document")
    try:
        return reader_of(format).read(data)
    except (Damaged, etree.XMLSyntaxError) as error:
        raise Unreadable(str(error)) from error
