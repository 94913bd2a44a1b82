"""A table put on sheets: rows that break over pages, merged cells that go on, heads that come again.

Where the rest of a page is too low for a row, a person would let it stand there all the same if only a merged
cell needs more, and go on with that cell on the next page; only a row whose own cells are higher than a page,
or that may break, is broken itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pmgen.document import Row, Scope
from pmgen.formats.pdf.write.layout_boxes import Canvas
from pmgen.formats.pdf.write.table_on_page import SLACK, Part

if TYPE_CHECKING:
    from pmgen.formats.pdf.write.cell_layout import Box, Grid


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


_MOST_LABEL = 0.25
_MOST_BLANK = 0.25
"""Shares of a page that a label repeated below a page break may take, and that may stay blank above a row
that has to be broken anyway."""
_FOOTHOLD = 2
"""So many lines of a long cell at least stand where it begins."""


class Paper(Protocol):
    """The pages that a table goes on; `y` is where the next thing stands."""

    y: float

    @property
    def sheet(self) -> Canvas:
        """Return the present page."""
        ...

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


class UnbrokenPaper:
    """Paper for a table that does not break: one in a head or foot."""

    room = full = float("inf")

    def __init__(self, sheet: Canvas, y: float) -> None:
        self.sheet, self.y = sheet, y

    def turn(self) -> None:
        """Do nothing, for there is always room."""


class CellPaper:
    """Paper for a table in a cell: pieces of which none is higher than `full`."""

    def __init__(self, full: float) -> None:
        self.full, self.y, self.sheet = full, 0.0, Canvas()
        self._done: list[tuple[float, Canvas]] = []

    @property
    def room(self) -> float:
        """Return the height that is left in the piece."""
        return self.full - self.y

    def turn(self) -> None:
        """Begin a new piece."""
        if self.y:
            self._done.append((self.y, self.sheet))
        self.y, self.sheet = 0.0, Canvas()

    def done(self) -> Iterator[tuple[float, Canvas]]:
        """Yield the pieces with their heights."""
        self.turn()
        yield from self._done


class TableFlow:
    """Puts one table on paper."""

    def __init__(self, grid: Grid, paper: Paper, left: float) -> None:
        self._grid, self._paper, self._left = grid, paper, left
        self._repeats = Repeats(grid, paper.full)
        self._part = Part(grid, 0, (), [paper.y], [])

    def run(self) -> None:
        """Put the table on the pages, beginning at the present place."""
        for row in range(len(self._grid.heights)):
            self._put(row)
        self._close(len(self._grid.heights))

    def _put(self, row: int) -> None:
        self._keep(row)
        done = 0.0
        while (height := self._height(row, done)) > self._paper.room + SLACK:
            room, part = self._paper.room, self._part
            if not done and self._is_content_with(row, room):
                height = room
                break
            lacking = max(map(part.missing, self._ending(row)), default=0)
            if self._splits(row, room, done):
                self._append(row, room, done)
                self._turn(row)
                done += room
            elif self._gains(row) or (lacking > room + SLACK and not part.bare):
                self._turn(row)
            elif lacking > room + SLACK and part.heads:
                self._drop_head()
            else:
                # What is higher than the page is empty space, or a single line.
                height = max(room, lacking)
                break
        self._append(row, height, done)

    def _keep(self, row: int) -> None:
        """Turn the page before a row that would be parted from the one it stays with, or from its labels."""
        grid = self._grid
        if self._part.bare:
            return
        if grid.keeping[row] and not (row and grid.keeping[row - 1]):
            most = self._most(row)
            height = grid.together(row, most)
            if self._paper.room + SLACK < height <= most:
                self._turn(row)
                return
        if row > grid.table.header_rows and not grid.keeping[row - 1]:
            begun = max(map(self._label, grid.merging[row]), default=0.0)
            if self._paper.room + SLACK < begun <= self._most(row):
                self._turn(row)

    def _label(self, box: Box) -> float:
        """Return the height of the rows beside which a merged cell finds all of its label; 0 without one."""
        height = 0.0
        if _is_label(box, self._paper.full):
            for row in range(box.row, box.end):
                height += self._grid.heights[row]
                if height + SLACK >= box.rest:
                    break
        return height

    def _gains(self, row: int) -> bool:
        """Tell whether a row has more room on the next page."""
        return self._paper.room < self._most(row) - SLACK

    def _most(self, row: int) -> float:
        """Return the height that a row may have on a page of its own."""
        return self._paper.full - self._repeats.height(row)

    def _ending(self, row: int) -> Iterator[Box]:
        """Yield the cells that end with a row."""
        yield from self._grid.ending[row]
        for box in self._grid.starting[row]:
            if not box.merged:
                yield box

    def _height(self, row: int, done: float) -> float:
        """Return the height that a row should have here; `done` of it stands on the pages before."""
        grid = self._grid
        if done:
            return max([(grid.table.rows[row].height or 0) - done, *map(self._lack, self._ending(row))])
        return max([grid.heights[row], *map(self._lack, grid.ending[row])])

    def _least(self, row: int) -> float:
        """Return the height without which a row cannot stand here whole."""
        return max([self._grid.least[row], *map(self._lack, self._grid.ending[row])])

    def _lack(self, box: Box) -> float:
        """Return the height that a cell lacks that ends here, for its rest or to come again as a label."""
        if not box.whole:
            return self._part.missing(box)
        return box.height + box.padding - self._part.given(box) if _is_label(box, self._paper.full) else 0

    def _is_content_with(self, row: int, room: float) -> bool:
        """Tell whether a row can stand in less height than it should have: only merged cells need more.

        A row that is said to be higher than any page is content with much of one.
        """
        if max(map(self._lack, self._ending(row)), default=0) > room + SLACK:
            return False
        if self._grid.least[row] > room + SLACK and (self._gains(row) and not self._has_to_break(row)):
            return False
        going = (box for box in (*self._part.boxes, *self._grid.starting[row]) if box.end > row + 1)
        return not self._gains(row) or all(
            box.taken or _foothold(box, self._paper.full) <= self._part.given(box) + room + SLACK
            for box in going
        )

    def _splits(self, row: int, room: float, done: float) -> bool:
        """Tell whether a row is broken here: some text has no room, and something of each cell has."""
        given = self._part.given
        unfinished = [box for box in self._ending(row) if box.unfinished]
        if all(box.rest <= given(box) + room + SLACK for box in unfinished):
            return False
        if any(box.beginning(1) > given(box) + room + SLACK for box in unfinished):
            return False
        if done or not self._gains(row):
            return True
        if self._grid.least[row] <= room + SLACK and not self._part.bare:
            return False
        return self._grid.table.rows[row].may_split or self._has_to_break(row)

    def _has_to_break(self, row: int) -> bool:
        """Tell whether a row is higher than any page, and much of this one is left for it."""
        enough = self._paper.room >= self._paper.full * _MOST_BLANK
        return enough and self._least(row) > self._most(row) + SLACK

    def _append(self, row: int, height: float, done: float) -> None:
        if not done:
            self._part.boxes += self._grid.starting[row]
        self._paper.y += height
        self._part.edges.append(self._paper.y)

    def _turn(self, until: int) -> None:
        """Close the part on this page, with the rows above `until` complete, and open one on the next."""
        carried = self._close(until)
        self._paper.turn()
        repeated = self._repeats.above(until)
        edges = [self._paper.y]
        for row in repeated:
            edges.append(edges[-1] + self._grid.heights[row])
        self._paper.y = edges[-1]
        self._part = Part(self._grid, until, repeated, edges, carried)
        if until:
            self._grid.measure(until, carried)

    def _drop_head(self) -> None:
        """Let a page begin without the head that leaves too little room."""
        self._paper.y = self._part.edges[0]
        self._part = Part(self._grid, self._part.first, (), [self._paper.y], self._part.boxes)

    def _close(self, until: int) -> list[Box]:
        part = self._part
        if part.bare:
            return part.boxes
        self._paper.y += part.stretch(until, self._paper.room)
        return part.draw(self._paper.sheet, self._left, until)


def beginning(grid: Grid, full: float) -> float:
    """Return the height that a table needs to begin on a page: its head, and of the rows below some lines."""
    head = min(grid.table.header_rows, len(grid.heights) - 1)
    most = full - sum(grid.heights[:head])
    if grid.keeping[head]:
        height = grid.together(head, most)
        if height <= most:
            return full - most + height
    least = grid.least[head]
    if least > most:
        least = full * _MOST_BLANK
    if grid.table.rows[head].may_split:
        least = 0
    boxes = (box for box in grid.starting[head] if box.merged or least != grid.least[head])
    return full - most + max([least, *(_foothold(box, full) for box in boxes)])


def _is_label(box: Box, full: float) -> bool:
    """Tell whether a merged cell comes again whole below a page break."""
    return box.height <= full * _MOST_LABEL


def _foothold(box: Box, full: float) -> float:
    """Return the height that a cell needs where it begins: for all of a label, or some lines."""
    return box.beginning(len(box.lines) if box.merged and _is_label(box, full) else _FOOTHOLD)
