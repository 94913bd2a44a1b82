"""Tables of a page in the parts that print needs, and numbers that are too wide for their column.

A browser repeats a table's first head only. So each part is a `tbody` that is a table in print, and the row
of heads that begins it a `thead`. On a screen nothing is changed by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pmgen.document import Cell, Direction, Paragraph, Row, Scope, Table, Text
from pmgen.formats.document_text import leaves


@dataclass(frozen=True, slots=True)
class Part:
    """The rows from `first` to before `end`; of one that `repeats` the first comes again on each page.

    `label` is the cell that begins in that row, left of the others, and goes on beside all rows.
    """

    first: int
    end: int
    repeats: bool = False
    label: Cell | None = None


def parts_of(table: Table) -> tuple[Part, ...]:
    """Return the parts of a table, or none where it has no such heads or print could not show it alike."""
    if table.header_rows or not any(row.repeats for row in table.rows):
        return ()
    parts = tuple(_parts(table.rows))
    return parts if all(_stands_alone(part, table) for part in parts) else ()


def _parts(rows: Sequence[Row]) -> Iterator[Part]:
    first, repeats = 0, False
    end = len(rows)
    for number, row in enumerate(rows):
        if number > first and (row.repeats or number == end or (repeats and _is_heading(row))):
            yield Part(first, number, repeats, _label(rows, first, number) if repeats else None)
            first, repeats, end = number, False, len(rows)
        if row.repeats and number == first:
            repeats = True
            end = min((number + cell.row_span for cell in row.cells if cell.row_span > 1), default=end)
    yield Part(first, len(rows), repeats, _label(rows, first, len(rows)) if repeats else None)


def _is_heading(row: Row) -> bool:
    return any(cell.header is Scope.COLUMN for cell in row.cells)


def _label(rows: Sequence[Row], first: int, end: int) -> Cell | None:
    """Return the cell of a row of heads that stands beside everything below it."""
    cells = rows[first].cells
    is_one = bool(cells) and 1 < cells[0].row_span == end - first and cells[0].column == 0
    return cells[0] if is_one and cells[0].column_span == 1 else None


def _stands_alone(part: Part, table: Table) -> bool:
    """Tell whether a part can be a table, whose columns are those of its first row."""
    head, *others = rows = table.rows[part.first : part.end]
    if any(part.first + n + cell.row_span > part.end for n, row in enumerate(rows) for cell in row.cells):
        return False
    if part.repeats and not (others and _is_closed(head, part.label)):
        return False
    edges = {0, *(cell.column + cell.column_span for cell in head.cells)}
    is_whole = sum(cell.column_span for cell in head.cells) == len(table.columns)
    return is_whole and all(
        {cell.column, cell.column + cell.column_span} <= edges for row in others for cell in row.cells
    )


def _is_closed(head: Row, label: Cell | None) -> bool:
    """Tell whether no cell of a row of heads but the label goes on below."""
    is_across = label is None or label.direction is Direction.ACROSS
    return is_across and all(cell is label or cell.row_span == 1 for cell in head.cells)


_NUMBER = re.compile("[0-9][0-9.,]*[0-9]")
_WORD = re.compile("[!-~]+")
_WIDEST = 0.6
"""How wide a digit is in type sizes, in the widest face that may stand in for another."""

_SIGNS = 4
"""So many signs may stand with a number that is kept whole, such as `-` and `%`."""

_LEAST = 24.0
"""What a column keeps beside one that takes room from it, in points."""


@dataclass(frozen=True, slots=True)
class WideNumbers:
    """The cells of a table, by their ids, that must keep their numbers whole, and what width it then has."""

    cells: Mapping[int, float] = field(default_factory=dict)
    width: float = 0.0


_NONE = WideNumbers()


def wide_numbers(table: Table) -> WideNumbers:
    """Return the cells whose columns must become wider for their numbers; a browser measures how much."""
    columns = table.columns
    cells = {id(cell): need for cell, need in _cells(table.rows, columns)}
    if not cells:
        return _NONE
    least = [min(width, _LEAST) for width in columns]
    for row in table.rows:
        for cell in row.cells:
            if (need := cells.get(id(cell))) is not None:
                others = sum(least[cell.column + 1 : cell.column + cell.column_span])
                least[cell.column] = max(least[cell.column], need - others)
    return WideNumbers(cells, max(sum(columns), sum(least)))


def _cells(rows: Sequence[Row], columns: Sequence[float]) -> Iterator[tuple[Cell, float]]:
    for row in rows:
        for cell in row.cells:
            padding = cell.padding
            room = columns[cell.column] - padding.left - padding.right
            if _surely_fits(cell, room):
                continue
            room += sum(columns[cell.column + 1 : cell.column + cell.column_span])
            need = _need(cell, room)
            if need:
                yield cell, need + padding.left + padding.right


def _surely_fits(cell: Cell, room: float) -> bool:
    """Tell at a glance of most cells, which hold one text, that no number in them is too wide."""
    blocks = cell.blocks
    if len(blocks) != 1 or type(block := blocks[0]) is not Paragraph or len(block.children) != 1:
        return False
    child = block.children[0]
    if type(child) is not Text or block.indent or block.indent_right or block.first_line_indent:
        return False
    most = int(room / (_WIDEST * (child.font.size or 1)))
    return most > 0 and (len(child.text) <= most or _run_of(most)(child.text) is None)


@cache
def _run_of(length: int) -> Callable[[str], re.Match[str] | None]:
    """Return what finds so many digits, points and commas together."""
    return re.compile(f"[0-9.,]{{{length}}}").search


def _need(cell: Cell, room: float) -> float:
    """Return the room that a cell's numbers ask for beyond what there is, or 0."""
    if cell.direction is not Direction.ACROSS:
        return 0.0
    return max((_of_block(block, room) for block in cell.blocks), default=0.0)


def _of_block(block: Paragraph | Table, room: float) -> float:
    if isinstance(block, Table):
        return wide_numbers(block).width
    children = block.children
    texts = children if len(children) == 1 else tuple(leaves(children))
    runs = [child for child in texts if isinstance(child, Text)]
    if not runs:
        return 0.0
    text = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
    size = runs[0].font.size if len(runs) == 1 else max(run.font.size for run in runs)
    room -= block.indent + block.indent_right + max(block.first_line_indent, 0)
    return 0.0 if len(text) * _WIDEST * size <= room else _beyond(text, size, room)


def _beyond(text: str, size: float, room: float) -> float:
    """Return how wide the longest number is with its signs, and 0 where the room suffices.

    A word that is longer still is broken, and the number with it.
    """
    longest = max(map(len, _NUMBER.findall(text)), default=0)
    if not longest or longest * _WIDEST * size <= room:
        return 0.0
    word = max(map(len, _WORD.findall(text)))
    mark = 1 if len(text) > word else 0
    return (word * _WIDEST + mark) * size if word <= longest + _SIGNS else 0.0
