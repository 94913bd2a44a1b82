"""Tables whose heads stand further down: parts, each of which is in print a table with a head that repeats.

A browser repeats a table's first head only. So each part is a `tbody` that is a table in print, and the row
of heads that begins it a `thead`. On a screen nothing is changed by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmgen.document import Cell, Direction, Row, Scope, Table


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
