"""The lines of a table: which of two neighbours' lines is drawn on the edge between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pmgen.document import Border, Borders
from pmgen.readers.word.tablelooks import Line


class Edge(NamedTuple):
    """One side of a cell; `own` tells that the cell asks for it, and not the table."""

    line: Line
    own: bool


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """The four edges of a cell."""

    top: Edge
    right: Edge
    bottom: Edge
    left: Edge


@dataclass(frozen=True, slots=True)
class Area:
    """The place of a cell in the grid."""

    row: int
    column: int
    rows: int
    columns: int


Grid = Sequence[Sequence[int]]
"""For each place of the grid the number of the cell that covers it; -1 for a hole."""


class Lines:
    """Resolves the lines of a table's cells; equal ones are one object."""

    def __init__(self, grid: Grid, areas: Sequence[Area], sides: Sequence[Sides]) -> None:
        self._grid = grid
        self._areas = areas
        self._sides = sides
        self._made: dict[tuple[Line, Line, Line, Line], Borders] = {}

    def of(self, cell: int) -> Borders:
        """Return the lines around a cell, each as strong as its neighbours ask."""
        area, sides = self._areas[cell], self._sides[cell]
        top = _drawn(sides.top, [self._sides[n].bottom for n in self._along_row(area.row - 1, area)])
        bottom = _drawn(
            sides.bottom, [self._sides[n].top for n in self._along_row(area.row + area.rows, area)]
        )
        left = _drawn(sides.left, [self._sides[n].right for n in self._along_column(area.column - 1, area)])
        after = area.column + area.columns
        right = _drawn(sides.right, [self._sides[n].left for n in self._along_column(after, area)])
        key = (top, right, bottom, left)
        if key not in self._made:
            self._made[key] = Borders(*key)
        return self._made[key]

    def _along_row(self, row: int, area: Area) -> Sequence[int]:
        if not 0 <= row < len(self._grid):
            return ()
        return _once(self._grid[row][area.column : area.column + area.columns])

    def _along_column(self, column: int, area: Area) -> Sequence[int]:
        if column < 0:
            return ()
        rows = self._grid[area.row : area.row + area.rows]
        return _once([row[column] for row in rows if column < len(row)])


def _once(cells: Sequence[int]) -> Sequence[int]:
    """Return cells, each once, without holes."""
    if len(cells) == 1:
        return cells if cells[0] >= 0 else ()
    return [cell for cell in dict.fromkeys(cells) if cell >= 0]


def _drawn(own: Edge, others: Sequence[Edge]) -> Line:
    """Return the line for a whole side; where neighbours disagree, theirs are drawn on their own sides."""
    if all(other is own for other in others):
        return own.line
    drawn = [_stronger(own, other).line for other in others]
    return drawn[0] if all(line is drawn[0] or line == drawn[0] for line in drawn) else own.line


def _stronger(one: Edge, other: Edge) -> Edge:
    """Return what wins: a cell's own line over the table's, a line over none, the wider, the darker."""
    if one is other or one == other:
        return one
    if one.own != other.own:
        return one if one.own else other
    return max(one, other, key=_strength)


def _strength(edge: Edge) -> tuple[float, int]:
    return (0.0, 0) if edge.line is None else (edge.line.width, -_brightness(edge.line))


def _brightness(line: Border) -> int:
    return sum(int(line.color[at : at + 2], 16) for at in (0, 2, 4))
