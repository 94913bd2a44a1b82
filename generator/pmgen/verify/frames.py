"""Which cells of a table have lines all around them, whichever of two neighbours asks for a line."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.document import Border, Cell, Table

Edge = tuple[bool, int, int]
"""A piece of a line: whether it runs down, and the row and the column that begin at it."""


class Frames:
    """The pieces of lines that a table has."""

    def __init__(self, table: Table) -> None:
        self._drawn = {
            edge
            for row, cells in enumerate(table.rows)
            for cell in cells.cells
            for border, edges in _sides(row, cell)
            if _is_drawn(border)
            for edge in edges
        }

    def around(self, row: int, cell: Cell) -> bool:
        """Tell whether lines run all around a cell that begins in a row."""
        borders = cell.borders
        if all(map(_is_drawn, (borders.top, borders.right, borders.bottom, borders.left))):
            return True
        return all(edge in self._drawn for _, edges in _sides(row, cell) for edge in edges)


def _sides(row: int, cell: Cell) -> Iterator[tuple[Border | None, list[Edge]]]:
    columns = range(cell.column, cell.column + cell.column_span)
    rows = range(row, row + cell.row_span)
    borders = cell.borders
    yield borders.top, [(False, row, column) for column in columns]
    yield borders.bottom, [(False, rows.stop, column) for column in columns]
    yield borders.left, [(True, place, cell.column) for place in rows]
    yield borders.right, [(True, place, columns.stop) for place in rows]


def _is_drawn(border: Border | None) -> bool:
    return border is not None and border.width > 0
