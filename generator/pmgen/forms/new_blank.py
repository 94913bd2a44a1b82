"""A blank form in Word as grids of cells and lines of text, and how tags are put into it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

_COMMENTS = ("commentRangeStart", "commentRangeEnd", "commentReference")


@dataclass(frozen=True, eq=False)
class Cell:
    """A cell of a form: where it begins, over how many rows and columns it goes, and what it says."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    mark: Any = field(repr=False)

    @property
    def below(self) -> int:
        """Return the first row under the cell."""
        return self.row + self.rows

    @property
    def after(self) -> int:
        """Return the first column right of the cell."""
        return self.column + self.columns


@dataclass(frozen=True, eq=False)
class Grid:
    """A table: its cells in order of reading, `heading` is the text above it."""

    cells: tuple[Cell, ...]
    heading: str
    mark: Any = field(repr=False)

    @cached_property
    def _places(self) -> dict[tuple[int, int], Cell]:
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.below)
            for column in range(cell.column, cell.after)
        }

    @cached_property
    def rows(self) -> int:
        """Return how many rows there are."""
        return max((cell.below for cell in self.cells), default=0)

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell that covers a place, None outside."""
        return self._places.get((row, column))

    def across(self, row: int) -> list[Cell]:
        """Return the cells that cover a row, from left to right."""
        columns = range(max((cell.after for cell in self.cells), default=0))
        found = (self._places.get((row, column)) for column in columns)
        return list(dict.fromkeys(cell for cell in found if cell is not None))

    def head_text(self, head: Cell) -> str:
        """Return what the head of a column says, after what the wider one right above it says."""
        above = self.at(head.row - 1, head.column)
        over = above is not None and head.row > 0 and above.columns > head.columns and above.rows == 1
        is_head = (
            over
            and above is not None
            and any(cell.row == above.row and cell.below == head.below for cell in self.across(above.row))
        )
        return f"{above.text}{head.text}" if above is not None and is_head else head.text

    def row(self, number: int) -> list[Cell]:
        """Return the cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == number]


@dataclass(frozen=True, eq=False)
class Line:
    """A paragraph outside of tables."""

    text: str
    mark: Any = field(repr=False)


class BlankForm:
    """A blank form in Word, read once and changed in place."""

    def __init__(self, data: bytes) -> None:
        self._document = Document(io.BytesIO(data))
        self._drop_comments()
        self.lines: list[Line] = []
        self.grids: list[Grid] = []
        heading = ""
        for block in self._document.iter_inner_content():
            if isinstance(block, Table):
                self.grids.append(Grid(tuple(_cells(block)), heading, block))
                heading = ""
            else:
                self.lines.append(Line(block.text, block))
                heading = block.text.strip() or heading

    def _drop_comments(self) -> None:
        """Take out what a reader wrote beside the form, which no form may print."""
        part = self._document.part
        for element in [*part.element.iter(*(qn(f"w:{name}") for name in _COMMENTS))]:
            element.getparent().remove(element)
        for name, relation in [*part.rels.items()]:
            if "comments" in relation.reltype.rpartition("/")[2]:
                del part.rels[name]

    def write(self, cell: Cell, lines: Sequence[str]) -> None:
        """Put lines into a cell, in the manner of its first paragraph, instead of what it says."""
        first, *others = cell.mark.paragraphs
        for other in others:
            other._p.getparent().remove(other._p)
        self.write_line(Line(cell.text, first), lines[0])
        last = first._p
        for line in lines[1:]:
            copied = deepcopy(first._p)
            last.addnext(copied)
            last = copied
            self.write_line(Line("", Paragraph(copied, first._parent)), line)

    def write_line(self, line: Line, text: str) -> None:
        """Put a text into a paragraph instead of what it says, in the manner of its first run."""
        paragraph = line.mark
        runs = paragraph.runs
        manner = runs[0]._r.rPr if runs else _manner_of_mark(paragraph)
        for child in [*paragraph._p]:
            if child.tag != qn("w:pPr"):
                paragraph._p.remove(child)
        run = paragraph.add_run(text)
        if manner is not None:
            run._r.insert(0, deepcopy(manner))

    def remove_rows(self, grid: Grid, rows: Iterable[int]) -> None:
        """Take rows out of a table."""
        marks = [grid.mark.rows[row]._tr for row in rows]
        for mark in marks:
            mark.getparent().remove(mark)

    def separate(self, cell: Cell) -> None:
        """Let a cell stand in its first row only."""
        cell.mark._tc.vMerge = None

    def reword(self, words: Callable[[str], str]) -> None:
        """Say otherwise what is written anywhere in the form."""
        for element in self._document.element.iter(qn("w:t")):
            element.text = words(element.text or "")

    def save(self) -> bytes:
        """Return the form as it is now."""
        file = io.BytesIO()
        self._document.save(file)
        return file.getvalue()


def _manner_of_mark(paragraph: Paragraph) -> Any:
    properties = paragraph._p.pPr
    found = None if properties is None else properties.find(qn("w:rPr"))
    if found is None:
        return None
    manner = deepcopy(found)
    # What a mark alone may say: that it was inserted, deleted or moved.
    for child in [*manner]:
        if child.tag in {qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange")}:
            manner.remove(child)
    return manner


def _cells(table: Table) -> list[Cell]:
    found: list[Cell] = []
    open_cells: dict[int, int] = {}
    for row, tr in enumerate(table._tbl.tr_lst):
        for tc in tr.tc_lst:
            column, columns = tc.grid_offset, tc.grid_span
            if tc.vMerge == "continue" and column in open_cells:
                above = found[open_cells[column]]
                found[open_cells[column]] = Cell(
                    above.row, column, row - above.row + 1, columns, above.text, above.mark
                )
                continue
            open_cells[column] = len(found)
            if tc.vMerge is None:
                del open_cells[column]
            cell = _Cell(tc, table)
            found.append(Cell(row, column, 1, columns, cell.text, cell))
    return found
