"""Tables as rows of a sheet: cells that span its columns, and rows as high as their text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import ceil

from pmgen.document import Borders, Cell, Direction, Table
from pmgen.writers.heights import LINE, length, needed
from pmgen.writers.xlsx.cells import number_cell, text_cell, text_kind
from pmgen.writers.xlsx.contents import Content, content_of
from pmgen.writers.xlsx.names import letters
from pmgen.writers.xlsx.numbers import number_format
from pmgen.writers.xlsx.sheet import LONGEST, TALLEST, Heads, Sheet
from pmgen.writers.xlsx.totals import Line, sums

_NO_BORDERS = Borders()
_ACROSS = Direction.ACROSS
_UP, _DOWN, _STACKED = 90, 180, 255


def add_table(sheet: Sheet, table: Table, edges: Sequence[int]) -> None:
    """Write a table into a sheet; `edges` are the grid lines on which its column edges lie."""
    if not table.rows:
        return
    contents = [[(cell, content_of(cell.blocks)) for cell in row.cells] for row in table.rows]
    heights = _heights(table, contents, edges, sheet.widths)
    starts = _starts(heights, sheet.row + 1)
    _note_heads(sheet, table, heights, starts)
    lines = [Line(start, cells) for start, cells in zip(starts, contents, strict=False)]
    formulas = sums(lines, table.header_rows, edges, sheet)
    cells = _cells(sheet, lines, [*starts], edges, formulas)
    for height, start, below in zip(heights, starts, starts[1:], strict=False):
        for row in range(start, below):
            sheet.add_row(height / (below - start), "".join(cells[row - starts[0]]))


# heights


def _heights(
    table: Table,
    contents: Sequence[Sequence[tuple[Cell, Content]]],
    edges: Sequence[int],
    widths: Sequence[float],
) -> list[float]:
    """Return the height of each row: what its own cells need, and its share of those over several rows."""
    positions = list(accumulate(widths, initial=0.0))
    heights: list[float] = []
    tall: list[tuple[int, int, float]] = []
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
            elif asked > height:
                height = asked
        heights.append(height or _least(cells))
    _stretch(heights, tall)
    return heights


def _turned(cell: Cell, content: Content) -> float:
    """Return the height of text that runs down or up: that of its longest line."""
    if _turn(cell, content.text) == _STACKED:
        # Excel begins no new column for a new line.
        return len(f"{content.text}。") * content.font.size * LINE
    line = max(content.text.split("\n"), key=len)
    return length(line, content.font.size) + content.font.size


def _turn(cell: Cell, text: str) -> int:
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


def _note_heads(sheet: Sheet, table: Table, heights: Sequence[float], starts: Sequence[int]) -> None:
    """Keep the largest head of the sheet's tables, for Excel repeats only one."""
    count = table.header_rows
    known = sheet.heads.last - sheet.heads.first if sheet.heads else -1
    if count and starts[count] - 1 - starts[0] > known:
        sheet.heads = Heads(starts[0], starts[count] - 1, sheet.height + sum(heights[:count]))


# cells


def _cells(
    sheet: Sheet,
    lines: Sequence[Line],
    starts: Sequence[int],
    edges: Sequence[int],
    formulas: Mapping[tuple[int, int], str],
) -> list[list[str]]:
    """Return the cells of each row of the sheet, left to right."""
    names = [letters(column) for column in range(len(sheet.widths))]
    placed: list[list[tuple[int, str]]] = [[] for _ in range(starts[-1] - starts[0])]
    last = len(lines)
    for index, line in enumerate(lines):
        top = line.row
        for cell, content in line.cells:
            left, right = edges[cell.column], edges[cell.column + cell.column_span] - 1
            below = starts[min(index + cell.row_span, last)]
            if len(content.text) > LONGEST // 2:
                sheet.check_length(content.text, top, left)
            style, written = _cell(sheet, cell, content, names[left], top, formulas.get((index, cell.column)))
            placed[top - starts[0]].append((left, written))
            area = ""
            if right > left or below > top + 1:
                area = f"{names[left]}{top}:{names[right]}{below - 1}"
                sheet.merges.append(area)
                if cell.borders != _NO_BORDERS or cell.background:
                    _cover(placed, names, style, (top, below, left, right), starts[0])
            if content.has_more:
                sheet.note(content, top, left, area or f"{names[left]}{top}")
    for row in placed:
        row.sort()
    return [[written for _, written in row] for row in placed]


def _cell(
    sheet: Sheet, cell: Cell, content: Content, column: str, row: int, formula: str | None
) -> tuple[int, str]:
    """Return the look and the XML of the cell in which a text begins."""
    text, place = content.text, f"{column}{row}"
    format_ = None
    if text[-1:].isdigit() and not cell.header and not content.runs:
        format_ = number_format(text)
    is_ascii = text.isascii()
    kind = format_ or text_kind(text)
    turn = _turn(cell, text)
    style = sheet.styles.of_cell(cell, content.paragraph, content.font, is_ascii, kind, turn)
    if format_:
        return style, number_cell(place, style, text, formula or "")
    return style, text_cell(place, style, content)


def _cover(
    placed: list[list[tuple[int, str]]],
    names: Sequence[str],
    style: int,
    area: tuple[int, int, int, int],
    first: int,
) -> None:
    """Give the other cells of a merged area the look of its first, or its lines would be missing."""
    top, below, left, right = area
    for row in range(top, below):
        cells = placed[row - first]
        for column in range(left + (row == top), right + 1):
            cells.append((column, f'<c r="{names[column]}{row}" s="{style}"/>'))
