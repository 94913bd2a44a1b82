"""How high rows are, which head others, what must stay together, and where printed pages end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise
from math import ceil
from typing import NamedTuple

from pmgen.document import Cell, Direction, Paragraph, Row, Scope, Table
from pmgen.formats.document_text import LINE, length, needed
from pmgen.formats.xlsx.write.sheet_cells import Content, content_of, exact, number_format
from pmgen.formats.xlsx.write.sheet_columns import SpanningCell
from pmgen.formats.xlsx.write.sheet_rows import TALLEST, PrintTitles, Sheet, letters, reference
from pmgen.problems import message

LABELS = frozenset({"合计", "总计"})
"""What the first cell of a row of sums says, without its spaces."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of a table: its row in the sheet and its cells with what they say."""

    row: int
    cells: Sequence[tuple[Cell, Content]]


def sums(
    lines: Sequence[TableLine], header_rows: int, edges: Sequence[int], sheet: Sheet
) -> Mapping[tuple[int, int], str]:
    """Return the formula of each number in a row of sums, by the index of its row and its column."""
    found: dict[tuple[int, int], str] = {}
    first = header_rows
    for index in range(header_rows, len(lines)):
        if _is_total(lines[index]):
            for cell, content in lines[index].cells[1:]:
                _sum(lines, (first, index), cell, content, edges, sheet, found)
            first = index + 1
    return found


def _is_total(line: TableLine) -> bool:
    if not line.cells:
        return False
    label = line.cells[0][1].text
    return len(label) < 20 and "".join(label.split()) in LABELS


def _sum(
    lines: Sequence[TableLine],
    rows: tuple[int, int],
    cell: Cell,
    content: Content,
    edges: Sequence[int],
    sheet: Sheet,
    found: dict[tuple[int, int], str],
) -> None:
    first, total = rows
    if number_format(content.text) is None:
        return
    above = _numbers(lines[first:total], cell.column)
    if not above:
        return
    column = edges[cell.column]
    added = sum(above, Decimal(0))
    if added == exact(content.text):
        area = f"{letters(column)}{lines[first].row}:{letters(column)}{lines[total].row - 1}"
        found[total, cell.column] = f"SUM({area})"
        return
    text = message(
        "cell {cell} of sheet {sheet} prints the total {printed}, but the numbers above it add up to {sum}",
        cell=reference(lines[total].row, column),
        sheet=sheet.name,
        printed=content.text,
        sum=f"{added:f}",
    )
    sheet.problems.add("PMG585", text, hint=message("the cell holds the number, not a formula"))


def _numbers(lines: Sequence[TableLine], column: int) -> list[Decimal]:
    """Return the numbers of a column; none where one stands in a head cell, for Excel adds no text."""
    numbers = [
        (cell, exact(content.text))
        for line in lines
        for cell, content in line.cells
        if cell.column == column and not content.runs and number_format(content.text)
    ]
    return [] if any(cell.header for cell, _ in numbers) else [number for _, number in numbers]


_ACROSS = Direction.ACROSS
_UP, _DOWN, _STACKED = 90, 180, 255


class RepeatableRows(NamedTuple):
    """Rows that can come again on every page, the rows that they head, and what they say."""

    heads: PrintTitles
    body: range
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A table on the rows of a sheet, `starts` having the row for each of its own and for its end.

    `edges` are the grid lines on which its column edges lie, `asked` the heights that its merged cells need.
    """

    table: Table
    edges: Sequence[int]
    lines: Sequence[TableLine]
    starts: Sequence[int]
    heights: Sequence[float]
    asked: dict[tuple[int, int], float]

    def end(self, index: int, cell: Cell) -> int:
        """Return the row of the sheet below a cell that begins in the row `index` of the table."""
        below = index + cell.row_span
        return self.starts[below] if below < len(self.starts) else self.starts[-1]

    def row_heights(self) -> Iterator[float]:
        """Yield the height of each row of the sheet."""
        for height, start, below in zip(self.heights, self.starts, self.starts[1:], strict=False):
            yield from [height / (below - start)] * (below - start)

    def blocks(self, highest_label: float) -> Iterator[SpanningCell]:
        """Yield the cells that stand on several rows of the sheet."""
        for index, line in enumerate(self.lines):
            for cell, _ in line.cells:
                below = self.end(index, cell)
                if below > line.row + 1:
                    asked = self.asked.get((index, cell.column), 0.0)
                    yield SpanningCell(line.row, below, asked, asked <= highest_label)

    def tied(self) -> Iterator[int]:
        """Yield the rows that stay with the row above, for that heads them or asks for it."""
        for index, row in enumerate(self.table.rows):
            if index < self.table.header_rows or _is_heading(row) or all(map(_keeps, row.cells)):
                yield self.starts[index + 1]

    def inner(self) -> Iterator[int]:
        """Yield the rows of the sheet that only go on with a row of the table."""
        for start, below in pairwise(self.starts):
            yield from range(start + 1, below)

    def heads(self, above: float) -> Iterator[RepeatableRows]:
        """Yield the rows that can come again on every page; `above` is the height of the sheet above."""
        tops = list(accumulate(self.heights, initial=above))
        if count := self.table.header_rows:
            yield self._heading(range(count), len(self.lines), tops, False)
        for rows, end in _inner_heads(self.table):
            yield self._heading(rows, end, tops, True)

    def _heading(self, rows: range, end: int, tops: Sequence[float], is_inner: bool) -> RepeatableRows:
        first, last = self.starts[rows.start], self.starts[rows.stop] - 1
        height = tops[rows.stop] - tops[rows.start]
        said = tuple(content.text for row in rows for _, content in self.lines[row].cells)
        return RepeatableRows(
            PrintTitles(first, last, tops[rows.stop], height, is_inner),
            range(last + 1, self.starts[end]),
            said,
        )


def _inner_heads(table: Table) -> Iterator[tuple[range, int]]:
    """Yield each run of heads within a table, and the row that ends what it heads."""
    rows, index = table.rows, table.header_rows
    while index < len(rows):
        first = index
        while index < len(rows) and rows[index].repeats:
            index += 1
        if index == first:
            index += 1
            continue
        heads = range(first, index)
        while index < len(rows) and not _is_heading(rows[index]):
            index += 1
        yield heads, index


def plan_table(table: Table, edges: Sequence[int], widths: Sequence[float], first: int) -> TablePlan:
    """Return a table on the rows of a sheet from `first` on, whose columns have these widths."""
    contents = [[(cell, content_of(cell.blocks)) for cell in row.cells] for row in table.rows]
    heights, asked = _heights(table, contents, edges, widths)
    starts = _starts(heights, first)
    lines = [TableLine(start, cells) for start, cells in zip(starts, contents, strict=False)]
    return TablePlan(table, edges, lines, starts, heights, asked)


def _is_heading(row: Row) -> bool:
    return row.repeats or any(cell.header is Scope.COLUMN for cell in row.cells)


def _keeps(cell: Cell) -> bool:
    last = cell.blocks[-1] if cell.blocks else None
    return isinstance(last, Paragraph) and last.keep_with_next


def _heights(
    table: Table,
    contents: Sequence[Sequence[tuple[Cell, Content]]],
    edges: Sequence[int],
    widths: Sequence[float],
) -> tuple[list[float], dict[tuple[int, int], float]]:
    """Return the height of each row, and what the cells over several rows ask for.

    A row is as high as its own cells need, with its share of those over several rows.
    """
    positions = list(accumulate(widths, initial=0.0))
    heights: list[float] = []
    tall: list[tuple[int, int, float]] = []
    tall_cells: dict[tuple[int, int], float] = {}
    for index, (row, cells) in enumerate(zip(table.rows, contents, strict=True)):
        height = row.height or 0.0
        for cell, content in cells:
            text = content.text
            if not text:
                continue
            column = cell.column
            width = positions[edges[column + cell.column_span]] - positions[edges[column]]
            asked = (
                needed(text, content.font.size, width)
                if cell.direction is _ACROSS
                else _turned(cell, content)
            )
            if cell.row_span > 1:
                tall.append((index, cell.row_span, asked))
                tall_cells[index, column] = asked
            elif asked > height:
                height = asked
        heights.append(height or _least(cells))
    _stretch(heights, tall)
    return heights, tall_cells


def _turned(cell: Cell, content: Content) -> float:
    """Return the height of text that runs down or up: that of its longest line."""
    if turn(cell, content.text) == _STACKED:
        # Excel begins no new column for a new line.
        return len(f"{content.text}。") * content.font.size * LINE
    line = max(content.text.split("\n"), key=len)
    return length(line, content.font.size) + content.font.size


def turn(cell: Cell, text: str) -> int:
    """Return the degrees by which Excel turns text, more than 90 for down, or that it stacks Chinese."""
    if cell.direction is _ACROSS or not text:
        return 0
    if cell.direction is Direction.UP:
        return _UP
    return _STACKED if cell.direction is Direction.UPRIGHT and not text.isascii() else _DOWN


def _least(cells: Sequence[tuple[Cell, Content]]) -> float:
    size = max((content.font.size for _, content in cells), default=8.0)
    return needed(" ", size, size * 2)


def _stretch(heights: list[float], tall: Sequence[tuple[int, int, float]]) -> None:
    for index, span, asked in tall:
        missing = asked - sum(heights[index : index + span])
        if missing > 0:
            for row in range(index, min(index + span, len(heights))):
                heights[row] += missing / span


def _starts(heights: Sequence[float], first: int) -> list[int]:
    """Return the row of the sheet for each row and for the end; one too tall for Excel becomes several."""
    starts = [first]
    for height in heights:
        starts.append(starts[-1] + (1 if height <= TALLEST else ceil(height / TALLEST)))
    return starts
