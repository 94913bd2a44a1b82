"""The cells of a table on its grid: where each stands and how high its contents are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate

from pmgen.document import Border, Cell, Paragraph, Table
from pmgen.writers.pdf.boxes import Line
from pmgen.writers.pdf.inlines import plain_text
from pmgen.writers.pdf.lines import Setter
from pmgen.writers.pdf.scaling import scaled

_LEAST_WIDTH = 1.0
_NARROW = 50.0
_SLACK = 0.01
_FEW_WORDS = 16


@dataclass(slots=True)
class Box:
    """A cell: its rows, its edges and its lines, whose height is `height`.

    `padding` is the space around the lines, `above` the part of it on top. `taken` of the lines are on sheets
    already; `whole` says that all are and may come again.
    """

    cell: Cell
    row: int
    end: int
    columns: tuple[int, int]
    left: float
    right: float
    lines: tuple[Line, ...]
    height: float
    above: float
    padding: float
    taken: int = 0
    whole: bool = False

    @property
    def words(self) -> str:
        """Return the first words of the cell."""
        return words(self.cell)

    def rest(self) -> float:
        """Return the height of the lines that are not on a sheet yet."""
        return sum(line.full_height for line in self.lines[self.taken :])

    def fitting(self, room: float) -> int:
        """Return up to which line the contents fit into `room`."""
        number, room = self.taken, room + _SLACK
        for line in self.lines[self.taken :]:
            room -= line.full_height
            if room < 0:
                break
            number += 1
        return number


@dataclass(slots=True)
class Grid:
    """A table: each row's height, the cells that begin and end in it, whether it stays with the next."""

    table: Table
    edges: list[float]
    heights: list[float]
    starting: list[list[Box]]
    ending: list[list[Box]]
    keeping: list[bool] = field(default_factory=list)
    too_low: list[Box] = field(default_factory=list)
    too_narrow: list[Box] = field(default_factory=list)

    def together(self, row: int) -> float:
        """Return the height of a row and of those that it may not be parted from."""
        height = self.heights[row]
        while self.keeping[row] and row + 1 < len(self.heights):
            row += 1
            height += self.heights[row]
        return height


def lay_out(table: Table, setter: Setter) -> Grid:
    """Return the grid of a table whose cells are set to their widths."""
    edges = list(accumulate(table.columns, initial=0.0))
    count = len(table.rows)
    grid = Grid(table, edges, [row.height or 0.0 for row in table.rows], [], [[] for _ in range(count)])
    for number, row in enumerate(table.rows):
        boxes = [_box(grid, cell, number, count, setter) for cell in row.cells]
        grid.starting.append(boxes)
        grid.keeping.append(bool(row.cells) and all(map(_keeps, row.cells)))
        for box in boxes:
            grid.ending[box.end - 1].append(box)
    _fit_heights(grid)
    return grid


def _box(grid: Grid, cell: Cell, row: int, count: int, setter: Setter) -> Box:
    first, last = cell.column, min(cell.column + cell.column_span, len(grid.edges) - 1)
    left, right = grid.edges[min(first, last)], grid.edges[last]
    width = max(_LEAST_WIDTH, right - left - cell.padding.left - cell.padding.right)
    lines = _lines(cell, width, setter)
    height = 0.0
    for line in lines:
        height += line.above + line.height + line.below
    above = cell.padding.top + _half(cell.borders.top)
    padding = above + cell.padding.bottom + _half(cell.borders.bottom)
    end = min(row + cell.row_span, count)
    box = Box(cell, row, end, (first, last), left, right, lines, height, above, padding)
    if width < _NARROW and _sticks_out(lines, width + _SLACK):
        grid.too_narrow.append(box)
    return box


def _sticks_out(lines: Iterable[Line], width: float) -> bool:
    for line in lines:
        for piece in line.pieces:
            if piece.width > width:
                return True
    return False


def _keeps(cell: Cell) -> bool:
    last = cell.blocks[-1] if cell.blocks else None
    return isinstance(last, Paragraph) and last.keep_with_next


def _half(border: Border | None) -> float:
    return border.width / 2 if border else 0


def _lines(cell: Cell, width: float, setter: Setter) -> tuple[Line, ...]:
    if len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph):
        return setter.lines(cell.blocks[0], width)
    lines = list[Line]()
    for block in cell.blocks:
        lines += (
            setter.lines(block, width) if isinstance(block, Paragraph) else _inner_lines(block, width, setter)
        )
    return tuple(lines)


def _inner_lines(table: Table, width: float, setter: Setter) -> Iterator[Line]:
    """Yield a table inside a cell as lines, each of rows that no cell ties to others."""
    total = sum(table.columns)
    table = table if total <= width else scaled(table, width / total)
    start, until = 0, 0
    for number, row in enumerate(table.rows):
        until = max([until, *(number + cell.row_span for cell in row.cells)])
        if until <= number + 1 or number + 1 == len(table.rows):
            grid = lay_out(replace(table, rows=table.rows[start : number + 1]), setter)
            yield Line(sum(grid.heights), 0, inner=grid)
            start = number + 1


def words(cell: Cell) -> str:
    """Return the first words of a cell."""
    texts = (plain_text(block.children) for block in cell.blocks if isinstance(block, Paragraph))
    return next(filter(None, texts), "")[:_FEW_WORDS]


def _fit_heights(grid: Grid) -> None:
    spanning = list[Box]()
    for number, boxes in enumerate(grid.starting):
        for box in boxes:
            if box.end - number > 1:
                spanning.append(box)
            else:
                _grow(grid, box)
    for box in sorted(spanning, key=lambda box: (box.end - box.row, box.end)):
        _grow(grid, box)


def _grow(grid: Grid, box: Box) -> None:
    """Make the rows of a cell as high as its contents, all of them by the same."""
    rows = range(box.row, box.end)
    missing = box.height + box.padding - sum(grid.heights[box.row : box.end])
    if missing <= 0:
        return
    free = [row for row in rows if not grid.table.rows[row].height_exact]
    if not free:
        grid.too_low.append(box)
    for row in free or rows:
        grid.heights[row] += missing / len(free or rows)
