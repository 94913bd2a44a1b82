"""The cells of a table on its grid: where each stands and how high its contents are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import NamedTuple

from pmgen.document import Border, Borders, Cell, Direction, Insets, Paragraph, Table
from pmgen.formats.pdf.write.fitted_content import TurnedCell, is_blank, scaled, scaled_block, turned
from pmgen.formats.pdf.write.layout_boxes import Line
from pmgen.formats.pdf.write.line_breaking import ParagraphSetter
from pmgen.formats.pdf.write.paragraph_text import plain_text
from pmgen.formats.pdf.write.structure_tags import TableTag, Tag
from pmgen.formats.pdf.write.table_paging import CellPaper, TableFlow

_LEAST_WIDTH = 1.0
_NEAR_EDGE = 2.0
_NARROW = 50.0
_SLACK = 0.01
_FEW_WORDS = 16
_SIZES = (90, 80, 70, 60, 50)
_MOST_INNER = 0.5
"""The share of a page that may be kept together of a table inside a cell."""


@dataclass(slots=True)
class Box:
    """A cell: its rows, its edges and its lines, whose height is `height`.

    `padding` is the space around the lines, `above` the part of it on top, `tags` are the elements that the
    lines belong to. `taken` of the lines are on sheets already; `whole` says that all are and may come again.
    What is `turned` stands in one line as high as all of it.
    """

    cell: Cell
    row: int
    end: int
    columns: tuple[int, int]
    left: float
    right: float
    lines: tuple[Line, ...]
    tags: tuple[Tag, ...]
    height: float
    above: float
    padding: float
    taken: int = 0
    whole: bool = False
    turned: TurnedCell | None = None
    sums: Sequence[float] = ()

    @property
    def words(self) -> str:
        """Return the first words of the cell."""
        return words(self.cell)

    @property
    def merged(self) -> bool:
        """Tell whether the cell reaches over several rows."""
        return self.end - self.row > 1

    @property
    def unfinished(self) -> bool:
        """Tell whether lines are not on a sheet yet."""
        return self.taken < len(self.lines)

    @property
    def rest(self) -> float:
        """Return the height that the lines need that are not on a sheet yet."""
        return self.beginning(len(self.lines)) if self.unfinished else 0

    def beginning(self, lines: int) -> float:
        """Return the height that the next lines need."""
        if not self.sums:
            self.sums = list(accumulate([line.full_height for line in self.lines], initial=0.0))
        end = min(self.taken + lines, len(self.lines))
        return self.padding + (self.sums[end] - self.sums[self.taken])

    def adapt(self, available: float, is_said: bool) -> None:
        """Make what is turned as high as it needs to be beside rows of some height."""
        if self.turned is not None:
            self.height = self.turned.height(available - self.padding, is_said)
            self.lines, self.sums = (Line(self.height, 0),), ()

    def fitting(self, room: float) -> int:
        """Return up to which line the contents fit into `room`."""
        room += _SLACK
        for number in range(self.taken, len(self.lines)):
            room -= self.lines[number].full_height
            if room < 0:
                return number
        return len(self.lines)


@dataclass(slots=True)
class Grid:
    """A table on its columns: its rows, the cells that begin in each, whether it stays with the next.

    `least` is how high a row must be for its own cells, `heights` is that with its share of merged cells;
    `merging` are the merged cells that begin in a row, `ending` those that end in it, `smaller` cells
    set at some percent of their size for a number's sake, at 0 where it is parted all the same.
    """

    table: Table
    tag: TableTag
    edges: list[float]
    least: list[float]
    heights: list[float] = field(default_factory=list)
    starting: list[list[Box]] = field(default_factory=list)
    merging: list[list[Box]] = field(default_factory=list)
    ending: list[list[Box]] = field(default_factory=list)
    keeping: list[bool] = field(default_factory=list)
    too_low: list[Box] = field(default_factory=list)
    too_narrow: list[Box] = field(default_factory=list)
    upright: list[Box] = field(default_factory=list)
    smaller: list[tuple[Box, int]] = field(default_factory=list)

    def together(self, row: int, most: float) -> float:
        """Return the height of a row and of those that it stays with: the least, if they are above `most`."""
        end = row + 1
        while self.keeping[end - 1] and end < len(self.heights):
            end += 1
        height = sum(self.heights[row:end])
        return height if height <= most else sum(self.least[row:end])

    def measure(self, row: int = 0, carried: Iterable[Box] = ()) -> None:
        """Share out anew, from a row on, what the merged cells need; some are `carried` over from above."""
        going = [box for box in carried if box.unfinished and box.merged]
        end = max((box.end for box in going), default=row) if row else len(self.least)
        spanning = going + [box for boxes in self.merging[row:end] for box in boxes]
        self.heights[row:end] = self.least[row:end]
        for box in sorted(spanning, key=lambda box: (box.end - box.row, box.end)):
            self._share(box, max(row, box.row))

    def _share(self, box: Box, start: int) -> None:
        """Make the rows of a cell as high as its contents, all of them by the same."""
        rows = range(start, box.end)
        if not box.taken:
            box.adapt(sum(self.heights[start : box.end]), any(self.table.rows[row].height for row in rows))
        missing = box.rest - sum(self.heights[start : box.end])
        if missing > 0:
            free = self.free(rows)
            if not free and not box.taken:
                self.too_low.append(box)
            for row in free or rows:
                self.heights[row] += missing / len(free or rows)

    def free(self, rows: Iterable[int]) -> list[int]:
        """Return those of some rows that may be higher than they are."""
        return [row for row in rows if not self.table.rows[row].height_exact]


def lay_out_table(table: Table, setter: ParagraphSetter, tag: TableTag, first: int = 0) -> Grid:
    """Return the grid of a table whose cells are set to their widths.

    Where it is a part of a table, `first` is its first row in `tag`, the element of the whole.
    """
    edges = list(accumulate(table.columns, initial=0.0))
    count = len(table.rows)
    heights = [row.height or 0.0 for row in table.rows]
    grid, frames = Grid(table, tag, edges, heights, ending=[[] for _ in range(count)]), _Frames(edges)
    for number, row in enumerate(table.rows):
        boxes = [
            _box(grid, cell, frames.of(cell), tag.cell(first + number, cell), number, setter)
            for cell in row.cells
        ]
        grid.starting.append(boxes)
        grid.merging.append([box for box in boxes if box.end - number > 1])
        grid.keeping.append(row.repeats or (bool(row.cells) and all(map(_keeps, row.cells))))
        for box in sorted(boxes, key=_is_turned) if any(map(_is_turned, boxes)) else boxes:
            if box.end - number > 1:
                grid.ending[box.end - 1].append(box)
                continue
            if box.turned:
                box.adapt(grid.least[number], bool(row.height))
            if box.height + box.padding > grid.least[number]:
                grid.least[number] = box.height + box.padding
                if row.height_exact:
                    grid.too_low.append(box)
    grid.measure()
    return grid


class _Frame(NamedTuple):
    """What cells with the same columns, lines and padding have in common: where they are, and their room.

    `fitted` is a padding in the place of one that leaves no room.
    """

    columns: tuple[int, int]
    left: float
    right: float
    width: float
    above: float
    padding: float
    fitted: Insets | None


class _Frames:
    """The frames of the cells of one table, each found once."""

    def __init__(self, edges: Sequence[float]) -> None:
        self._edges = edges
        self._known: dict[tuple[int, int, int, int], tuple[Borders, Insets, _Frame]] = {}

    def of(self, cell: Cell) -> _Frame:
        """Return the frame of a cell."""
        # What is known by its identity, which is quicker, is kept, so that nothing else takes it over.
        key = cell.column, cell.column_span, id(cell.padding), id(cell.borders)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = cell.borders, cell.padding, self._frame(cell)
        return known[2]

    def _frame(self, cell: Cell) -> _Frame:
        padding, first = cell.padding, cell.column
        last = min(first + cell.column_span, len(self._edges) - 1)
        left, right = self._edges[min(first, last)], self._edges[last]
        fitted = _fitted(padding, right - left)
        padding = fitted or padding
        width = max(_LEAST_WIDTH, right - left - padding.left - padding.right)
        above = padding.top + _half(cell.borders.top)
        below = padding.bottom + _half(cell.borders.bottom)
        return _Frame((first, last), left, right, width, above, above + below, fitted)


def _fitted(padding: Insets, width: float) -> Insets | None:
    """Return the padding of a cell if its own leaves no room: half of the width is then for the text."""
    across = padding.left + padding.right
    if across <= width - _LEAST_WIDTH or not across:
        return None
    share = max(width, 0.0) / 2 / across
    return replace(padding, left=padding.left * share, right=padding.right * share)


def _box(grid: Grid, cell: Cell, frame: _Frame, tag: Tag, row: int, setter: ParagraphSetter) -> Box:
    columns, left, right, width, above, padding, fitted = frame
    if fitted is not None:
        cell = replace(cell, padding=fitted)
    tallest, setter.tallest = setter.tallest, setter.tallest - padding
    turns, may_turn = None, cell.direction is not Direction.ACROSS and not is_blank(cell)
    if may_turn:
        turns = turned(cell, tag, (width, right - left), setter)
    lines, tags = _lines(cell, width, setter, tag) if turns is None else ((), (tag,))
    percent, height = 100, 0.0
    for line in lines:
        height += line.above + line.height + line.below
        if line.is_cut:
            percent = 0
    if not percent:
        percent, lines, tags = _smaller(cell, width, setter, tag)
        height = sum(line.full_height for line in lines)
    setter.tallest = tallest
    end = min(row + cell.row_span, len(grid.table.rows))
    box = Box(cell, row, end, columns, left, right, lines, tags, height, above, padding, turned=turns)
    if may_turn and turns is None:
        grid.upright.append(box)
    if percent != 100:
        grid.smaller.append((box, percent))
    if width < _NARROW and _sticks_out(lines, width + _SLACK):
        grid.too_narrow.append(box)
    return box


def _smaller(
    cell: Cell, width: float, setter: ParagraphSetter, tag: Tag
) -> tuple[int, tuple[Line, ...], tuple[Tag, ...]]:
    """Return a cell set at a size at which no number in it is parted, and at how many percent that is."""
    for percent in _SIZES:
        tag.kids.clear()
        blocks = tuple(scaled_block(block, percent / 100) for block in cell.blocks)
        lines, tags = _lines(replace(cell, blocks=blocks), width, setter, tag)
        if not any(line.is_cut for line in lines):
            return percent, lines, tags
    tag.kids.clear()
    return 0, *_lines(cell, width, setter, tag)


def _is_turned(box: Box) -> bool:
    return box.turned is not None


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


def _lines(
    cell: Cell, width: float, setter: ParagraphSetter, tag: Tag
) -> tuple[tuple[Line, ...], tuple[Tag, ...]]:
    """Return the lines of a cell, and the element of each: the cell's own where it is a single paragraph."""
    if len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph):
        lines = setter.lines(_inside(cell, cell.blocks[0], width), width)
        return lines, (tag,) * len(lines)
    found, tags = list[Line](), list[Tag]()
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            inner = tag.add("P")
            found += setter.lines(_inside(cell, block, width), width)
        else:
            inner = tag
            found += _inner_lines(block, width, setter, tag)
        tags += [inner] * (len(found) - len(tags))
    return tuple(found), tuple(tags)


def _inside(cell: Cell, paragraph: Paragraph, width: float) -> Paragraph:
    """Return a paragraph whose lines stand in its cell, and not beside it in another."""
    least, most, right = -cell.padding.left, max(width - _NEAR_EDGE, 0.0), -cell.padding.right
    indent, first = paragraph.indent, paragraph.indent + paragraph.first_line_indent
    if least <= indent <= most and least <= first <= most and paragraph.indent_right >= right:
        return paragraph
    indent, first = (max(at, least) if at <= most else most / 2 for at in (indent, first))
    right = max(paragraph.indent_right, right)
    return replace(paragraph, indent=indent, first_line_indent=first - indent, indent_right=right)


def _inner_lines(table: Table, width: float, setter: ParagraphSetter, parent: Tag) -> list[Line]:
    """Return a table inside a cell as lines: rows that no cell ties to others, or pieces of them."""
    total, tag = sum(table.columns), TableTag(table)
    parent.kids.append(tag.tag)
    table = table if total <= width else scaled(table, width / total)
    lines, tallest, start, until = list[Line](), setter.tallest, 0, 0
    setter.tallest = most = tallest * _MOST_INNER
    for number, row in enumerate(table.rows):
        until = max([until, *(number + cell.row_span for cell in row.cells)])
        if until <= number + 1 or number + 1 == len(table.rows):
            reel = CellPaper(most)
            grid = lay_out_table(replace(table, rows=table.rows[start : number + 1]), setter, tag, start)
            TableFlow(grid, reel, 0).run()
            lines += (Line(height, 0, inner=canvas) for height, canvas in reel.done())
            start = number + 1
    setter.tallest = tallest
    return lines


def words(cell: Cell) -> str:
    """Return the first words of a cell."""
    texts = (plain_text(block.children) for block in cell.blocks if isinstance(block, Paragraph))
    return next(filter(None, texts), "")[:_FEW_WORDS]
