"""A sheet for each form of a document, and the widths of the columns on which its tables stand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from pmgen.document import Align, Block, Document, Image, Inline, Paragraph, Section, Table
from pmgen.formats.document_text import is_entry, leaves, words
from pmgen.formats.xlsx.write.sheet_rows import TALLEST, PrintTitles


@dataclass(slots=True)
class Form:
    """A heading with what belongs to it, on pages of one kind; `lists` tells that it is a contents list."""

    section: Section
    blocks: list[Block] = field(default_factory=list)
    has_table: bool = False
    has_words: bool = False
    lists: bool = False

    def add(self, block: Block) -> None:
        """Take one more block."""
        self.blocks.append(block)
        if isinstance(block, Table):
            self.has_table = True
        else:
            self.has_words = self.has_words or bool(words(block)) or _holds_picture(block.children)
            self.lists = self.lists or is_entry(block)

    @property
    def is_empty(self) -> bool:
        """Tell that there is nothing to show."""
        return not (self.has_table or self.has_words)

    def ends_before(self, block: Block) -> bool:
        """Tell whether `block` opens another form: a heading once there is a table, a new page always."""
        if begins_page(block):
            return not self.is_empty
        is_heading = isinstance(block, Paragraph) and block.outline > 0
        return is_heading and (self.has_table or self.lists)

    @property
    def tables(self) -> list[Table]:
        """Return the tables that stand in the form itself."""
        return [block for block in self.blocks if isinstance(block, Table)]


def forms(document: Document) -> list[Form]:
    """Return the forms of a document, at least one."""
    found = [form for section in document.sections for form in _shown(section)]
    return found or [Form(section) for section in document.sections[:1]]


def _shown(section: Section) -> Iterator[Form]:
    """Yield the forms that show something; only the first of them begins with the section's first page."""
    for number, form in enumerate(form for form in _forms(section) if not form.is_empty):
        if number and section.first is not None:
            form.section = replace(section, first=None)
        yield form


def _forms(section: Section) -> Iterator[Form]:
    form = Form(section)
    for block in section.blocks:
        if form.ends_before(block):
            yield form
            form = Form(section)
        form.add(block)
    yield form


def begins_page(block: Block) -> bool:
    """Tell whether a block opens a page; a table does if the paragraph in its first cell does."""
    while isinstance(block, Table):
        if not block.rows or not block.rows[0].cells or not block.rows[0].cells[0].blocks:
            return False
        block = block.rows[0].cells[0].blocks[0]
    return block.page_break_before


def _holds_picture(children: Iterable[Inline]) -> bool:
    return any(isinstance(child, Image) for child in leaves(children))


TOLERANCE = 2.5
"""Edges of two tables that are no farther apart than this become one."""

_ALONE = 0.9
"""What a sheet without tables fills of its page: LibreOffice never shrinks a single column to fit."""

MOST_SHEET_COLUMNS = 16384
"""The columns that a sheet can have."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in points, and for each table the grid line on which each of its own edges lies."""

    widths: tuple[float, ...]
    lines: tuple[tuple[int, ...], ...]


def common_columns(tables: Sequence[Table], available: float) -> Columns:
    """Return the grid for all tables of a sheet, or one column as wide as the page where there is none."""
    if not tables:
        return Columns((available * _ALONE,), ())
    edges = sorted(
        (position, number, index)
        for number, table in enumerate(tables)
        for index, position in enumerate(_column_positions(table, available))
    )
    groups = _groups(edges)
    lines = [[0] * (len(table.columns) + 1) for table in tables]
    for line, group in enumerate(groups):
        for _, number, index in group:
            lines[number][index] = line
    positions = [sum(position for position, _, _ in group) / len(group) for group in groups]
    widths = tuple(max(right - left, 0.5) for left, right in pairwise(positions))
    return Columns(widths, tuple(map(tuple, lines)))


def _column_positions(table: Table, available: float) -> list[float]:
    width = sum(table.columns)
    left = {Align.RIGHT: available - width, Align.CENTER: (available - width) / 2}
    return list(accumulate(table.columns, initial=left.get(table.align, table.indent)))


def _groups(edges: Sequence[tuple[float, int, int]]) -> list[list[tuple[float, int, int]]]:
    """Return neighbouring edges as groups; two edges of one table are never the same line."""
    groups: list[list[tuple[float, int, int]]] = []
    for edge in edges:
        group = groups[-1] if groups else []
        near = bool(group) and edge[0] - group[0][0] <= TOLERANCE
        if near and all(other != edge[1] for _, other, _ in group):
            group.append(edge)
        else:
            groups.append([edge])
    return groups


def line_after(widths: Sequence[float], distance: float) -> int:
    """Return the grid line nearest to a distance from the left, never the first or beyond the last."""
    positions = list(accumulate(widths))
    return 1 + min(range(len(positions)), key=lambda place: abs(positions[place] - distance))


_LEAST_FILLED = 0.5
"""The part of a page that is filled, where it can be, before a block is kept whole."""


class SpanningCell(NamedTuple):
    """A cell over the rows from `first` to before `below`, whose text asks for a height.

    A label is so low that it can come again where the block goes on on another page.
    """

    first: int
    below: int
    asked: float
    is_label: bool


class _Border(NamedTuple):
    """A place for the end of a page: above a row, with the blocks that would be split there."""

    row: int
    height: float
    split: tuple[SpanningCell, ...]
    is_good: bool


@dataclass(slots=True)
class Paging:
    """Divides rows over pages. Rows count from 1; those in `tied` stay with the row above.

    Those in `inner` are one with it, on too many rows for a page to end there. `heights` grow where a label
    needs more room to come again.
    """

    heights: list[float]
    blocks: Iterable[SpanningCell]
    tied: Container[int]
    inner: Container[int]
    room: float
    heads: PrintTitles | None
    _begun: dict[int, list[SpanningCell]] = field(default_factory=dict)

    def starts(self) -> list[int]:
        """Return the rows with which further pages begin."""
        for block in self.blocks:
            self._begun.setdefault(block.first, []).append(block)
        starts = list[int]()
        start, split = 1, tuple[SpanningCell, ...]()
        while borders := self._borders(start, split):
            border = self._chosen(borders, start)
            start, split = border.row, border.split
            starts.append(start)
            for block in split:
                self._make_room(block, start)
        return starts

    def _most(self, start: int) -> float:
        """Return the height of the rows that a page may have which begins with `start`."""
        return self.room - (self.heads.height if self.heads and start > self.heads.last else 0)

    def _borders(self, start: int, split: tuple[SpanningCell, ...]) -> Sequence[_Border]:
        """Return where a page may end that begins with a row; nowhere if all that is left stands on it."""
        most = self._most(start)
        if max(accumulate(self.heights[start - 1 :]), default=0.0) <= most:
            return ()
        found, going, above = list[_Border](), split, 0.0
        tops: dict[int, float] = {}
        for row in range(start, len(self.heights) + 1):
            tops[row] = above
            above += self.heights[row - 1]
            if above > most and found:
                return found
            going = self._going(going, row)
            fits = all(
                block.first < start or above - tops[block.first] >= min(block.asked, most) for block in going
            )
            if row + 1 not in self.inner:
                found.append(_Border(row + 1, above, going, fits and row + 1 not in self.tied))
        return ()

    def _going(self, blocks: tuple[SpanningCell, ...], row: int) -> tuple[SpanningCell, ...]:
        """Return the blocks that go on below a row."""
        begun = self._begun.get(row)
        if not blocks and not begun:
            return blocks
        return tuple(block for block in (*blocks, *(begun or ())) if block.below > row + 1)

    def _chosen(self, borders: Sequence[_Border], start: int) -> _Border:
        """Return the last border that splits fewest blocks.

        A later one splits more where the block below is higher than a page, or the page would be half empty.
        """
        good = [border for border in borders if border.is_good] or borders
        last = {len(border.split): border for border in good}
        best = last[min(last)]
        least = self._most(start) * _LEAST_FILLED
        for level in sorted(last):
            if last[level].row >= best.row:
                best = last[level]
                if best.height >= least and self._stands_on_a_page(best):
                    break
        return best

    def _stands_on_a_page(self, border: _Border) -> bool:
        """Tell whether a page has room for what stands below, down to the next border of that kind."""
        going, height, most = border.split, 0.0, self._most(border.row)
        for row in range(border.row, len(self.heights) + 1):
            height += self.heights[row - 1]
            if height > most:
                return False
            going = self._going(going, row)
            if len(going) <= len(border.split) and row + 1 not in self.tied:
                return True
        return True

    def _make_room(self, block: SpanningCell, start: int) -> None:
        """Make the first row of a page higher where a label that comes again lacks room."""
        missing = block.asked if block.is_label else 0.0
        for row in range(start, block.below):
            missing -= self.heights[row - 1]
            if missing <= 0:
                return
        self.heights[start - 1] = min(self.heights[start - 1] + missing, TALLEST)
