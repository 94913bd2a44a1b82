"""What of a table stands on one page: rows, and of each cell what has room there, labels again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pmgen.document import Border, Borders, VerticalAlign
from pmgen.formats.pdf.write.layout_boxes import Canvas, Fill, Line, Rule
from pmgen.formats.pdf.write.structure_tags import again

if TYPE_CHECKING:
    from pmgen.formats.pdf.write.cell_layout import Box, Grid


BorderRun = list[Border | None]


class GridBorders:
    """The edges of a grid of rows and columns; where two cells ask for different lines, the wider wins."""

    def __init__(self, rows: int, columns: int) -> None:
        self._across: list[BorderRun] = [[None] * columns for _ in range(rows + 1)]
        self._down: list[BorderRun] = [[None] * rows for _ in range(columns + 1)]

    def surround(self, columns: tuple[int, int], rows: tuple[int, int], borders: Borders) -> None:
        """Ask for the lines around a cell."""
        (left, right), (top, bottom) = columns, rows
        for edge, start, end, border in (
            (self._across[top], left, right, borders.top),
            (self._across[bottom], left, right, borders.bottom),
            (self._down[left], top, bottom, borders.left),
            (self._down[right], top, bottom, borders.right),
        ):
            if border:
                for place in range(start, end):
                    present = edge[place]
                    if present is not border and (present is None or present.width < border.width):
                        edge[place] = border

    def rules(self, xs: Sequence[float], ys: Sequence[float]) -> Iterator[Rule]:
        """Yield the lines; `xs` and `ys` say where the edges are."""
        for y, edge in zip(ys, self._across, strict=True):
            for start, end, border in _runs(edge):
                yield Rule(xs[start], y, xs[end], y, border)
        for x, edge in zip(xs, self._down, strict=True):
            for start, end, border in _runs(edge):
                yield Rule(x, ys[start], x, ys[end], border)


def _runs(edge: BorderRun) -> Iterator[tuple[int, int, Border]]:
    start, size = 0, len(edge)
    while start < size:
        border, end = edge[start], start + 1
        while end < size and (edge[end] is border or edge[end] == border):
            end += 1
        if border is not None and border.width > 0:
            yield start, end, border
        start = end


SLACK = 0.01


@dataclass(slots=True)
class Part:
    """What stands on one sheet: the rows `heads` again, then those from `first` on, with `edges` between."""

    grid: Grid
    first: int
    heads: tuple[int, ...]
    edges: list[float]
    boxes: list[Box]

    @property
    def bare(self) -> bool:
        """Tell whether nothing but the repeated head stands here."""
        return len(self.edges) == len(self.heads) + 1

    def given(self, box: Box) -> float:
        """Return the height that a cell has here so far."""
        return self.edges[-1] - self.edges[self._edge(box.row)]

    def missing(self, box: Box) -> float:
        """Return the height that a cell lacks for the lines that are not on a sheet yet."""
        return box.rest - self.given(box) if box.unfinished else 0

    def stretch(self, until: int, room: float) -> float:
        """Make rows higher for the merged cell that goes on below and lacks most; return by how much."""
        going = [box for box in self.boxes if box.end > until and box.row < until]
        box = max(going, key=self.missing, default=None)
        if box is None:
            return 0
        start = max(box.row, self.first)
        free = set(self.grid.free(range(start, until)))
        more = min(self.missing(box), room) if free else 0
        if more <= SLACK:
            return 0
        moved = 0.0
        for row in range(start, until):
            moved += more / len(free) if row in free else 0
            self.edges[self._edge(row) + 1] += moved
        return more

    def draw(self, canvas: Canvas, left: float, until: int) -> list[Box]:
        """Put everything on a canvas; return the cells that go on. The rows above `until` end here."""
        grid_borders = GridBorders(len(self.edges) - 1, len(self.grid.table.columns))
        for place, row in enumerate(self.heads):
            for box in self.grid.starting[row]:
                rows = place, place + box.end - row
                # A cell that reaches from a head into what it heads is drawn with that.
                if self.heads[slice(*rows)] == tuple(range(row, box.end)):
                    self._draw(canvas, left, grid_borders, box, rows, _Shown(box.lines, again=True))
        for box in self.boxes:
            ended = box.end <= until
            rows = self._edge(box.row), self._edge(box.end) if ended else len(self.edges) - 1
            room = self.edges[rows[1]] - self.edges[rows[0]] - box.padding
            self._draw(canvas, left, grid_borders, box, rows, _taken(box, room, ended))
        canvas.rules += grid_borders.rules([left + x for x in self.grid.edges], self.edges)
        return [box for box in self.boxes if box.end > until]

    def _edge(self, row: int) -> int:
        """Return the number of the edge above a row, or above the first of those after it that stand here."""
        if row >= self.first:
            return len(self.heads) + row - self.first
        return next((place for place, head in enumerate(self.heads) if head >= row), len(self.heads))

    def _draw(
        self,
        canvas: Canvas,
        left: float,
        grid_borders: GridBorders,
        box: Box,
        rows: tuple[int, int],
        shown: _Shown,
    ) -> None:
        cell, top, bottom = box.cell, self.edges[rows[0]], self.edges[rows[1]]
        borders = cell.borders
        grid_borders.surround(box.columns, rows, borders)
        left += box.left
        if cell.background:
            canvas.fills.append(Fill(left, top, box.right - box.left, bottom - top, cell.background))
        if borders.falling or borders.rising:
            canvas.rules += _crossing(borders, left, top, left + box.right - box.left, bottom)
        lines = shown.lines
        if box.turned and lines:
            room = bottom - top - box.padding
            whole = again() if shown.again else None
            box.turned.draw(canvas, left + cell.padding.left, top + box.above, max(room, box.height), whole)
            return
        content = box.height if len(lines) == len(box.lines) else sum(line.full_height for line in lines)
        y = top + box.above + _aligned(cell.vertical_align, bottom - top - box.padding - content)
        left += cell.padding.left
        tags = (again(),) * len(lines) if shown.again else box.tags[shown.first :]
        for line, tag in zip(lines, tags, strict=False):
            canvas.put(line, left, y + line.above, tag)
            y += line.above + line.height + line.below


def _crossing(borders: Borders, left: float, top: float, right: float, bottom: float) -> Iterator[Rule]:
    """Yield the lines from corner to corner."""
    if borders.falling and borders.falling.width:
        yield Rule(left, top, right, bottom, borders.falling)
    if borders.rising and borders.rising.width:
        yield Rule(left, bottom, right, top, borders.rising)


class _Shown(NamedTuple):
    """The lines of a cell that stand in a part: which is the first, and whether all of it comes `again`."""

    lines: Sequence[Line]
    first: int = 0
    again: bool = False


def _taken(box: Box, room: float, ended: bool) -> _Shown:
    """Return the lines of a cell that stand in this part; a merged cell that fits comes again whole."""
    if box.whole:
        return _Shown(box.lines if box.height <= room + SLACK else (), again=True)
    start = box.taken
    box.taken = len(box.lines) if ended else box.fitting(room)
    box.whole = box.merged and start == 0 and not box.unfinished
    return _Shown(box.lines[start : box.taken], start)


def _aligned(align: VerticalAlign, spare: float) -> float:
    if align is VerticalAlign.TOP or spare <= 0:
        return 0
    return spare / 2 if align is VerticalAlign.MIDDLE else spare
