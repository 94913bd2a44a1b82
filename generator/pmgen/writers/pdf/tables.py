"""A table put on sheets: rows that break over pages, merged cells that go on, heads that come again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pmgen.document import VerticalAlign
from pmgen.writers.pdf.boxes import Fill, Line, Sheet
from pmgen.writers.pdf.cells import Box, Grid
from pmgen.writers.pdf.rules import Edges

_SLACK = 0.01
_MOST_HEAD = 0.5
_MOST_LABEL = 0.25
"""Shares of a page that repeated head rows, and a label repeated below a page break, may take."""
_SHORT_LABEL = 4


class Paper(Protocol):
    """The pages that a table goes on; `y` is where the next thing stands."""

    y: float
    sheet: Sheet

    @property
    def room(self) -> float:
        """Return the height that is left on the page."""
        ...

    @property
    def full(self) -> float:
        """Return the height of an empty page."""
        ...

    def turn(self) -> None:
        """Begin a new page."""
        ...


@dataclass(slots=True)
class Strip:
    """Paper for a table that does not break: one in a head, a foot or a cell."""

    sheet: Sheet
    y: float
    room: float = float("inf")
    full: float = float("inf")

    def turn(self) -> None:
        """Do nothing, for there is always room."""


@dataclass(slots=True)
class _Part:
    """What stands on one sheet: `head` repeated rows, then rows from `first` on; `edges` lie between them."""

    first: int
    head: int
    edges: list[float]
    boxes: list[Box]
    count: int = 0

    @property
    def height(self) -> float:
        """Return the height of the rows without the repeated ones."""
        return self.edges[-1] - self.edges[self.head]


class TableFlow:
    """Puts one table on paper."""

    def __init__(self, grid: Grid, paper: Paper, left: float) -> None:
        self._grid, self._paper, self._left = grid, paper, left
        self._head = head_rows(grid, paper.full)
        self._head_height = sum(grid.heights[: self._head])
        self._carried: list[Box] = []
        self._part = _Part(0, 0, [paper.y], [])

    def run(self) -> None:
        """Put the table on the pages, beginning at the present place."""
        for row in range(len(self._grid.heights)):
            self._put(row)
        self._close(len(self._grid.heights))

    def _put(self, row: int) -> None:
        self._keep(row)
        height, done = self._height(row), 0.0
        while height > self._paper.room + _SLACK:
            if self._splits(row, height):
                room = self._paper.room
                self._append(row, room, done > 0)
                self._turn(row)
                done += room
                height = self._remaining(row, done) or height - room
            elif self._fresh:
                break
            else:
                self._turn(row)
                height = self._height(row)
        self._append(row, height, done > 0)

    def _keep(self, row: int) -> None:
        """Turn the page before a row that would be parted from the one it stays with."""
        if self._grid.keeping[row] and not (row and self._grid.keeping[row - 1]):
            height = self._grid.together(row)
            if self._paper.room + _SLACK < height <= self._paper.full and self._part.count:
                self._turn(row)

    @property
    def _fresh(self) -> bool:
        """Tell whether nothing but the repeated head stands on the page."""
        return self._part.count == 0 and self._paper.room >= self._fresh_room - _SLACK

    @property
    def _fresh_room(self) -> float:
        return self._paper.full - (self._head_height if self._part.first else 0)

    def _splits(self, row: int, height: float) -> bool:
        must = height > self._fresh_room + _SLACK
        if not self._grid.table.rows[row].may_split and not (must and self._fresh):
            return False
        boxes = [box for box in (*self._part.boxes, *self._grid.starting[row]) if box.end == row + 1]
        unfinished = [box for box in boxes if not box.whole and box.taken < len(box.lines)]
        room = self._paper.room
        first = max((box.padding + box.lines[box.taken].full_height for box in unfinished), default=0)
        return room >= first - _SLACK

    def _append(self, row: int, height: float, begun: bool) -> None:
        part, paper = self._part, self._paper
        if not begun:
            part.boxes += self._grid.starting[row]
        part.count += 1
        paper.y += height
        part.edges.append(paper.y)

    def _turn(self, until: int) -> None:
        """Close the part on this page, with the rows below `until` complete, and open one on the next."""
        if self._part.count:
            self._close(until)
        self._paper.turn()
        repeated = self._head if until else 0
        edges = [self._paper.y]
        for height in self._grid.heights[:repeated]:
            edges.append(edges[-1] + height)
        self._paper.y = edges[-1]
        self._part = _Part(until, repeated, edges, list(self._carried))

    def _height(self, row: int) -> float:
        """Return the height of a row; a merged cell that went over a page may need more room than it had."""
        needs = [self._still_needed(box) + box.padding for box in self._carried if box.end == row + 1]
        return max([self._grid.heights[row], *(need - self._part.height for need in needs)])

    def _still_needed(self, box: Box) -> float:
        """Return the height of what a cell has yet to show: its rest, or all of it again as a label."""
        if not box.whole:
            return box.rest()
        return box.height if box.height <= self._paper.full * _MOST_LABEL else 0

    def _remaining(self, row: int, done: float) -> float:
        """Return how high the rest of a row has to be of which `done` is on the pages before."""
        carried = [box for box in self._carried if box.end == row + 1 and not box.whole]
        needed = (box.rest() + box.padding for box in carried if box.taken < len(box.lines))
        return max([(self._grid.table.rows[row].height or 0) - done, *needed])

    def _close(self, until: int) -> None:
        part, grid = self._part, self._grid
        self._make_room(until)
        edges = Edges(len(part.edges) - 1, len(grid.table.columns))
        for row in range(part.head):
            for box in grid.starting[row]:
                self._draw(edges, box, row, box.end, box.lines)
        for box in part.boxes:
            ended = box.end <= until
            start = part.head + max(0, box.row - part.first)
            end = part.head + (box.end - part.first if ended else part.count)
            room = part.edges[end] - part.edges[start] - box.padding
            self._draw(edges, box, start, end, _taken(box, room, ended))
        self._carried = [box for box in part.boxes if box.end > until]
        xs = [self._left + x for x in grid.edges]
        self._paper.sheet.rules += edges.rules(xs, part.edges)

    def _make_room(self, until: int) -> None:
        """Make the last row higher where a short label would be cut, as far as the page has room."""
        part = self._part
        missing = 0.0
        for box in part.boxes:
            if (
                box.end > until
                and box.row < until
                and not (box.whole or box.taken)
                and len(box.lines) <= _SHORT_LABEL
            ):
                start = part.edges[part.head + max(0, box.row - part.first)]
                missing = max(missing, box.height + box.padding - (part.edges[-1] - start))
        if 0 < missing <= self._paper.room:
            self._paper.y += missing
            part.edges[-1] += missing

    def _draw(self, edges: Edges, box: Box, start: int, end: int, lines: Sequence[Line]) -> None:
        cell, ys = box.cell, self._part.edges
        edges.surround(box.columns, (start, end), cell.borders)
        top, height, left = ys[start], ys[end] - ys[start], self._left + box.left
        if cell.background:
            self._paper.sheet.fills.append(Fill(left, top, box.right - box.left, height, cell.background))
        content = box.height if len(lines) == len(box.lines) else _height(lines)
        y = top + box.above + _aligned(cell.vertical_align, height - box.padding - content)
        for line in lines:
            self._put_line(line, left + cell.padding.left, y + line.above)
            y += line.above + line.height + line.below

    def _put_line(self, line: Line, x: float, y: float) -> None:
        if line.inner:
            TableFlow(line.inner, Strip(self._paper.sheet, y), x).run()
        else:
            self._paper.sheet.put(line, x, y)


def head_rows(grid: Grid, full: float) -> int:
    """Return how many rows are repeated on every page: none if they are too high or a cell reaches beyond."""
    count = min(grid.table.header_rows, len(grid.heights) - 1)
    reaching = any(box.end > count for row in grid.starting[:count] for box in row)
    return 0 if reaching or sum(grid.heights[:count]) > full * _MOST_HEAD else count


def _taken(box: Box, room: float, ended: bool) -> Sequence[Line]:
    """Return the lines of a cell that stand in this part; a merged cell that fits comes again whole."""
    if box.whole:
        return box.lines if box.height <= room + _SLACK else ()
    start = box.taken
    box.taken = len(box.lines) if ended else box.fitting(room)
    box.whole = start == 0 and box.taken == len(box.lines) and box.end - box.row > 1
    return box.lines[start : box.taken]


def _height(lines: Sequence[Line]) -> float:
    return sum(line.full_height for line in lines)


def _aligned(align: VerticalAlign, spare: float) -> float:
    if align is VerticalAlign.TOP or spare <= 0:
        return 0
    return spare / 2 if align is VerticalAlign.MIDDLE else spare
