"""Compare what a PDF says of its tables with how it draws them: lines around cells, columns, rows."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate

from pmgen.readers.seen import Box, Grid, Seen, Spot
from pmgen.verify.telling import Teller

_NEAR = 2.0
"""Points by which words may reach beyond the edge of their column or row."""
_OUTSIDE = 0

_Cell = tuple[tuple[int, int, int], Box, Box]
"""A cell by its place in the document, as it is expected and as it is seen."""


def compare_drawing(expected: Seen, seen: Seen, tell: Teller) -> None:
    """Tell where lines do not part cells as they should, and what is drawn elsewhere than it is read."""
    ours = [(number, block) for number, block in enumerate(expected.blocks) if isinstance(block, Grid)]
    users = Counter(
        (spot.page, area) for box in _boxes(seen.grids) for spot in box.spots for area in spot.areas
    )
    for (number, ours_grid), grid in zip(ours, seen.grids, strict=False):
        for at, box, other in _cells(number, ours_grid, grid):
            for spot in other.spots:
                alone = all(area != _OUTSIDE and users[spot.page, area] == 1 for area in spot.areas)
                if box.framed and not alone:
                    tell.unframed(at, box, spot.page)
        for box, spot in _displaced(grid):
            tell.displaced(number, box, spot.page)


def _boxes(grids: Iterable[Grid]) -> Iterator[Box]:
    return (box for grid in grids for line in grid.lines for box in line)


def _cells(number: int, ours: Grid, theirs: Grid) -> Iterator[_Cell]:
    for row, (line, other_line) in enumerate(zip(ours.lines, theirs.lines, strict=False)):
        others = {box.column: box for box in other_line}
        for at, box in enumerate(line):
            if box.column in others:
                yield (number, row, at), box, others[box.column]


def _displaced(grid: Grid) -> Iterator[tuple[Box, Spot]]:
    """Yield what is drawn to the left of or above the column or row in which it is read."""
    placed = [(row, box, spot) for row, line in enumerate(grid.lines) for box in line for spot in box.spots]
    width = max((box.column + box.columns for _, box, _ in placed), default=0)
    left = [float("-inf")] * (width + 1)
    ends: dict[int, list[tuple[int, float]]] = {}
    for row, box, spot in placed:
        end = box.column + box.columns
        left[end] = max(left[end], spot.right)
        ends.setdefault(spot.page, []).append((row + box.rows, spot.bottom))
    left = list(accumulate(left, max))
    lowest = {page: _Lowest(found) for page, found in ends.items()}
    for row, box, spot in placed:
        beside = spot.left < left[box.column] - _NEAR
        above = spot.top > lowest[spot.page].above(row) + _NEAR
        if beside or above:
            yield box, spot


class _Lowest:
    """How far down a page reaches what ends at or above each row."""

    def __init__(self, ends: Iterable[tuple[int, float]]) -> None:
        ordered = sorted(ends)
        self._rows = [row for row, _ in ordered]
        self._bottoms = list(accumulate((bottom for _, bottom in ordered), min, initial=float("inf")))

    def above(self, row: int) -> float:
        """Return the lowest place above a row, or without end where there is nothing."""
        return self._bottoms[bisect_right(self._rows, row)]
