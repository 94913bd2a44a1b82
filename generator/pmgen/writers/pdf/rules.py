"""The lines between cells: each edge has one, and neighbouring pieces of one kind are one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmgen.document import Border, Borders
from pmgen.writers.pdf.boxes import Rule

Edge = list[Border | None]


class Edges:
    """The edges of a grid of rows and columns; where two cells ask for different lines, the wider wins."""

    def __init__(self, rows: int, columns: int) -> None:
        self._across: list[Edge] = [[None] * columns for _ in range(rows + 1)]
        self._down: list[Edge] = [[None] * rows for _ in range(columns + 1)]

    def surround(self, columns: tuple[int, int], rows: tuple[int, int], borders: Borders) -> None:
        """Ask for the lines around a cell."""
        (left, right), (top, bottom) = columns, rows
        if borders.top:
            _ask(self._across[top], left, right, borders.top)
        if borders.bottom:
            _ask(self._across[bottom], left, right, borders.bottom)
        if borders.left:
            _ask(self._down[left], top, bottom, borders.left)
        if borders.right:
            _ask(self._down[right], top, bottom, borders.right)

    def rules(self, xs: Sequence[float], ys: Sequence[float]) -> Iterator[Rule]:
        """Yield the lines; `xs` and `ys` say where the edges are."""
        for y, edge in zip(ys, self._across, strict=True):
            for start, end, border in _runs(edge):
                yield Rule(xs[start], y, xs[end], y, border)
        for x, edge in zip(xs, self._down, strict=True):
            for start, end, border in _runs(edge):
                yield Rule(x, ys[start], x, ys[end], border)


def _ask(edge: Edge, start: int, end: int, border: Border) -> None:
    for place in range(start, end):
        present = edge[place]
        if present is not border and (present is None or present.width < border.width):
            edge[place] = border


def _runs(edge: Edge) -> Iterator[tuple[int, int, Border]]:
    start, size = 0, len(edge)
    while start < size:
        border, end = edge[start], start + 1
        while end < size and (edge[end] is border or edge[end] == border):
            end += 1
        if border is not None and border.width > 0:
            yield start, end, border
        start = end
