"""Tables: cells with their looks resolved through the table's style, and which cells are heads."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import chain, takewhile
from typing import NamedTuple

from pmgen.document import (
    Align,
    Block,
    Bookmark,
    Borders,
    Cell,
    Direction,
    Insets,
    Paragraph,
    Row,
    Scope,
    Table,
    VerticalAlign,
)
from pmgen.formats.word import word_losses
from pmgen.formats.word.cell_looks import CellAppearance, CellLooks
from pmgen.formats.word.part_state import Story
from pmgen.formats.word.plain_cells import plain_cell
from pmgen.formats.word.row_patterns import MARKS, CellPattern
from pmgen.formats.word.style_cascade import ParagraphSurroundings, key_of
from pmgen.formats.word.word_styles import (
    CellLook,
    Conditions,
    Look,
    RowKind,
    TableStyle,
    read_conditions,
)
from pmgen.formats.word.word_table_grid import (
    CellBorders,
    Grid,
    GridCell,
    GridRow,
    column_widths,
    read_lines,
)
from pmgen.opc.office_xml import Element, W, points, value


class HeaderScopes:
    """Tells what each cell of a table heads; `count` of its first rows are repeated on every page."""

    def __init__(self, lines: Sequence[GridRow], labels: Container[Element]) -> None:
        self.count = sum(1 for _ in takewhile(lambda line: line.pattern.is_head, lines))
        self._labels = labels
        self._heading = _heading(lines, labels)

    def scope(self, slot: GridCell) -> Scope | None:
        """Return what a cell heads: all below it if it stands only in rows of labels, else its row."""
        if slot.row < self.count:
            return Scope.COLUMN
        if slot.element not in self._labels:
            return None
        return Scope.COLUMN if all(self._heading[slot.row : slot.row + slot.rows]) else Scope.ROW


def _heading(lines: Sequence[GridRow], labels: Container[Element]) -> list[bool]:
    """Tell of each row whether it holds nothing but labels and others follow it."""
    heading = [bool(labels)] * len(lines)
    for line in lines if labels else ():
        for slot in line.slots:
            if slot.element not in labels:
                heading[slot.row : slot.row + slot.rows] = [False] * slot.rows
    last = max((number for number, only in enumerate(heading) if not only), default=-1)
    heading[last + 1 :] = [False] * (len(lines) - last - 1)
    return heading


_ALIGN = {"center": Align.CENTER, "right": Align.RIGHT, "end": Align.RIGHT}
_NEWEST = 15
_CONTENT = (W + "t", W + "drawing", W + "pict", W + "bookmarkStart", W + "fldChar", W + "fldSimple")


ReadCell = Callable[[Element, float], tuple[Block, ...]]
"""Reads what stands in a cell of a given width."""


def read_table(element: Element, story: Story, available: float, read_blocks: ReadCell) -> Table:
    """Return what a w:tbl says."""
    properties = element.find(W + "tblPr")
    word_losses.table(properties, story.context.losses)
    lines = read_lines(element, story.context.looks.row_patterns)
    columns = column_widths(element, lines, available)
    reader = _Reader(story, properties, lines, columns, read_blocks)
    rows = tuple(reader.rows())
    return Table(
        columns,
        rows,
        reader.heads.count,
        _align(properties),
        _caption(properties),
        reader.indent(),
    )


class _PlacedCell(NamedTuple):
    """A cell with its look, and the edges that it asks for together with what is merged into it."""

    slot: GridCell
    look: CellAppearance
    sides: CellBorders


@dataclass(slots=True)
class _Reader:
    """Reads the rows of one table."""

    story: Story
    properties: Element | None
    lines: Sequence[GridRow]
    columns: Sequence[float]
    read_blocks: ReadCell
    style: TableStyle = field(init=False)
    style_name: str = field(init=False)
    conditions: Conditions = field(init=False)
    heads: HeaderScopes = field(init=False)
    looks: CellLooks = field(init=False)
    looked: dict[tuple[CellPattern, RowKind], CellAppearance] = field(default_factory=dict)

    def __post_init__(self) -> None:
        styles = self.story.context.looks.styles
        named = None if self.properties is None else self.properties.find(W + "tblStyle")
        self.style_name = styles.known("table", value(named))
        self.style = styles.table(self.style_name)
        self.heads = HeaderScopes(self.lines, self.story.context.labels)
        self.conditions = read_conditions(self.properties, self.style, len(self.lines), len(self.columns))
        known, key = self.story.context.looks.cell_looks, key_of(self.properties)
        if key not in known:
            known[key] = CellLooks.of(self.style, self.properties)
        self.looks = known[key]

    def indent(self) -> float:
        """Return the distance from the margin; older Word measured it to the text of the first cell."""
        node = None if self.properties is None else self.properties.find(W + "tblInd")
        if node is None or _align(self.properties) is not Align.LEFT:
            given = 0.0
        else:
            given = points(node.get(W + "w")) or 0.0
        if self.story.context.looks.compatibility >= _NEWEST or _align(self.properties) is not Align.LEFT:
            return given
        return given - self.looks.padding(self.looks.table).left

    def rows(self) -> Iterator[Row]:
        """Iterate over the rows."""
        placed = [list(map(self.placed, line.slots)) for line in self.lines]
        grid = self.borders_asked(placed)
        losses = self.story.context.losses
        for at, (line, cells) in enumerate(zip(self.lines, placed, strict=True)):
            made = []
            losses.row = at + 1
            self.mark_before(line.element)
            for losses.cell, cell in enumerate(cells, 1):
                made.append(self.cell(cell, self.looks.resolver.borders(cell.sides, grid, cell.slot)))
            asked = line.pattern
            repeats = at >= self.heads.count and asked.is_head
            yield Row(tuple(made), asked.height, asked.exact, asked.may_split, repeats)

    def mark_before(self, element: Element) -> None:
        """Keep the bookmarks that stand between rows or cells for the next paragraph."""
        found = []
        before = element.getprevious()
        while before is not None and before.tag in MARKS:
            found.append(before)
            before = before.getprevious()
        for mark in reversed(found):
            self.story.mark(mark)

    def borders_asked(self, placed: Sequence[Sequence[_PlacedCell]]) -> Grid:
        """Return for each place of the grid what lines its cell asks for."""
        grid: list[list[CellBorders | None]] = [[None] * len(self.columns) for _ in placed]
        for slot, _, sides in chain.from_iterable(placed):
            for row in grid[slot.row : slot.row + slot.rows]:
                row[slot.column : slot.column + slot.columns] = [sides] * slot.columns
        return list(map(tuple, grid))

    def placed(self, slot: GridCell) -> _PlacedCell:
        """Return a cell with its look and the edges that it asks for."""
        look = self.look(slot)
        if not slot.covered:
            return _PlacedCell(slot, look, look.sides)
        return _PlacedCell(slot, look, self.looks.merged(look.sides, self.look(slot.covered[-1]).sides))

    def look(self, slot: GridCell) -> CellAppearance:
        """Return the look and edges of a cell by itself, found once for all that stand alike."""
        key = (slot.pattern, self.conditions.kind_of_row(slot.row))
        if key not in self.looked:
            self.looked[key] = self.found_look(slot)
        return self.looked[key]

    def found_look(self, slot: GridCell) -> CellAppearance:
        """Return the look and edges of a cell where it stands."""
        position = (
            slot.row == 0,
            slot.row == len(self.lines) - 1,
            slot.column == 0,
            slot.column + slot.columns >= len(self.columns),
        )
        parts = self.conditions.parts(slot.row, slot.column, slot.columns)
        return self.looks.look(slot.pattern, self.lines[slot.row].pattern.exceptions, position, parts)

    def cell(self, placed: _PlacedCell, borders: Borders) -> Cell:
        slot, (look, _, padding, parts, left_out), _ = placed
        for text in left_out:
            self.story.context.losses.add("PMG563", text)
        outer = self.story.around
        self.story.around = self.surroundings(parts)
        if self.lines[slot.row].pattern.is_marked:
            self.mark_before(slot.element)
        blocks = self.blocks(slot, padding)
        self.story.around = outer
        return Cell(
            blocks,
            slot.column,
            slot.columns,
            slot.rows,
            _crossed(borders, look),
            padding,
            look.get("background"),
            look.get("vertical_align", VerticalAlign.TOP),
            self.heads.scope(slot),
            look.get("direction", Direction.ACROSS),
        )

    def surroundings(self, parts: tuple[str, ...]) -> ParagraphSurroundings:
        """Return what stands around the paragraphs of a cell."""
        context = self.story.context
        pitch = self.story.pitch if context.looks.grid_in_tables else None
        key = (self.style_name, parts, pitch)
        if key not in context.looks.surroundings:
            look = reduce(Look.under, (self.style.parts[name] for name in parts), self.style.whole)
            context.looks.surroundings[key] = ParagraphSurroundings(look, pitch)
        return context.looks.surroundings[key]

    def blocks(self, slot: GridCell, padding: Insets) -> tuple[Block, ...]:
        """Return what stands in a cell, with anything that was hidden in cells merged into it."""
        blocks = self.own_blocks(slot, padding)
        for covered in slot.covered:
            if next(covered.element.iter(*_CONTENT), None) is not None:
                blocks += self.hidden_blocks(covered, padding)
        return blocks

    def own_blocks(self, slot: GridCell, padding: Insets) -> tuple[Block, ...]:
        """Return what stands in a cell; those that differ in their words only are looked into once."""
        story, key = self.story, (slot.pattern, self.story.around)
        if slot.words is None or story.fields or story.waiting:
            return self.read_blocks(slot.element, self.width(slot, padding))
        if plain := story.context.looks.plain_cells.get(key):
            return plain.saying(slot.words)
        blocks = self.read_blocks(slot.element, self.width(slot, padding))
        if key not in story.context.looks.plain_cells:
            made = plain_cell(slot.element, blocks, story.context.looks.formats, story.around)
            story.context.looks.plain_cells[key] = made
        return blocks

    def width(self, slot: GridCell, padding: Insets) -> float:
        """Return the room between the edges of a cell."""
        return sum(self.columns[slot.column : slot.column + slot.columns]) - padding.left - padding.right

    def hidden_blocks(self, covered: GridCell, padding: Insets) -> tuple[Block, ...]:
        blocks = self.read_blocks(covered.element, self.width(covered, padding))
        says = [block for block in blocks if isinstance(block, Table) or _says_something(block)]
        if says:
            word_losses.covered(self.story.context.losses)
            return (*says, blocks[-1]) if isinstance(says[-1], Table) else tuple(says)
        self.story.waiting += [mark for block in blocks for mark in _marks(block)]
        return ()


def _crossed(borders: Borders, look: CellLook) -> Borders:
    """Return the lines of a cell with those from corner to corner."""
    lines = look.get("lines", {})
    falling, rising = lines.get("falling"), lines.get("rising")
    return replace(borders, falling=falling, rising=rising) if falling or rising else borders


def _says_something(block: Paragraph) -> bool:
    return any(not isinstance(inline, Bookmark) for inline in block.children)


def _marks(block: Block) -> list[Bookmark]:
    children = block.children if isinstance(block, Paragraph) else ()
    return [inline for inline in children if isinstance(inline, Bookmark)]


def _align(properties: Element | None) -> Align:
    return _ALIGN.get(value(None if properties is None else properties.find(W + "jc")), Align.LEFT)


def _caption(properties: Element | None) -> str:
    return value(None if properties is None else properties.find(W + "tblCaption"))
