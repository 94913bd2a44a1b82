"""Which rows of a table come again above which others: its head, and heads that stand further down in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from pmgen.document import Row, Scope

if TYPE_CHECKING:
    from pmgen.writers.pdf.cells import Box, Grid

_MOST_HEAD = 0.5
"""The share of a page that repeated rows may take."""


class _Group(NamedTuple):
    """Rows of heads from `first` on, and the rows before `end` above which they come again."""

    first: int
    below: int
    end: int


class Repeats:
    """Tells what comes again above a row that begins a page of which `full` is the height."""

    def __init__(self, grid: Grid, full: float) -> None:
        self._head = range(head_rows(grid, full))
        self._groups = [
            group
            for group in _groups(grid)
            if sum(grid.heights[row] for row in (*self._head, *range(group.first, group.below)))
            <= full * _MOST_HEAD
        ]
        self._heights = grid.heights

    def above(self, row: int) -> tuple[int, ...]:
        """Return the rows that come again above a row."""
        head = self._head if row >= self._head.stop else ()
        inner = (range(group.first, group.below) for group in self._groups if group.below <= row < group.end)
        return (*head, *chain.from_iterable(inner))

    def height(self, row: int) -> float:
        """Return the height of the rows that come again above a row."""
        return sum(self._heights[number] for number in self.above(row))


def head_rows(grid: Grid, full: float) -> int:
    """Return how many first rows come again on every page: none if too high, or if a cell reaches beyond."""
    count = min(grid.table.header_rows, len(grid.heights) - 1)
    reaching = any(box.end > count for row in grid.starting[:count] for box in row)
    return 0 if reaching or sum(grid.heights[:count]) > full * _MOST_HEAD else count


def _groups(grid: Grid) -> Iterator[_Group]:
    """Yield the heads within a table: each holds until the next, or until a cell ends that began in it."""
    rows, first = grid.table.rows, -1
    next_heads = _next_heads(rows)
    going: list[Box] = []
    upper: list[Box] = []
    for number, row in enumerate(rows):
        if row.repeats and first < 0:
            first, upper = number, going
        below = number + 1
        going = [box for box in (*going, *grid.starting[number]) if box.end > below]
        if first >= 0 and not (below < len(rows) and rows[below].repeats):
            if all(box.end > below for box in upper):
                yield _Group(first, below, min([next_heads[below], *(box.end for box in going)]))
            first = -1


def _next_heads(rows: Sequence[Row]) -> list[int]:
    """Return for each row, and for the end, the first row of heads from there on."""
    found = [len(rows)]
    for number in range(len(rows) - 1, -1, -1):
        found.append(number if is_heading(rows[number]) else found[-1])
    return found[::-1]


def is_heading(row: Row) -> bool:
    """Tell whether a row heads those below it."""
    return row.repeats or any(cell.header is Scope.COLUMN for cell in row.cells)
