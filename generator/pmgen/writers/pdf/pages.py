"""Sections put on pages: blocks one below the other, heads and feet, and what has to stay together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pmgen.document import Align, Block, Document, Edges, Page, Paragraph, Section, Table
from pmgen.problems import Problems
from pmgen.writers.pdf import complaints
from pmgen.writers.pdf.boxes import Canvas, Line, Sheet
from pmgen.writers.pdf.cells import Grid, lay_out, words
from pmgen.writers.pdf.lines import Setter
from pmgen.writers.pdf.scaling import scaled
from pmgen.writers.pdf.tables import Strip, TableFlow, beginning
from pmgen.writers.pdf.tags import FOOT, HEAD, Structure, TableTag, Tag

_SLACK = 0.01
_LEAST_BODY = 36.0
_NO_SHEET = Sheet(page=Page(), number=0)


@dataclass(frozen=True, slots=True)
class Bound:
    """The sheets of a document, and the elements to which what stands on them belongs."""

    sheets: Sequence[Sheet]
    root: Tag


def bind(document: Document, setter: Setter, problems: Problems) -> Bound:
    """Return the whole document on sheets."""
    sheets, structure = list[Sheet](), Structure(document)
    for section in document.sections or (Section(Page(), ()),):
        _SectionFlow(section, sheets, structure, setter, problems).run()
    return Bound(sheets, structure.root)


class _SectionFlow:
    """Puts one section on pages; is the paper of its tables."""

    def __init__(
        self,
        section: Section,
        sheets: list[Sheet],
        structure: Structure,
        setter: Setter,
        problems: Problems,
    ) -> None:
        self._section, self._sheets, self._structure = section, sheets, structure
        self._setter, self._problems = setter, problems
        page = section.page
        self._grids: dict[int, Grid] = {}
        self._left = page.margins.left
        self._width = max(1.0, page.width - page.margins.left - page.margins.right)
        setter.page_number = len(sheets) + 1
        self._bodies = {edges: self._body(edges) for edges in section.edges}
        self._full = min(bottom - top for top, bottom in self._bodies.values())
        self._edges = section.ordinary
        self._top, self._bottom = self._bodies[self._edges]
        self.sheet = _NO_SHEET
        setter.tallest = self._full
        self.turn()

    @property
    def room(self) -> float:
        """Return the height that is left on the page."""
        return self._bottom - self.y

    @property
    def full(self) -> float:
        """Return the height of an empty page, of the lowest if the heads and feet of pages differ."""
        return self._full

    def turn(self) -> None:
        """Begin a new page with its head, and give the one before its foot."""
        self._finish()
        is_first = self.sheet is _NO_SHEET
        self.sheet = Sheet(page=self._section.page, number=len(self._sheets) + 1)
        self._sheets.append(self.sheet)
        self._setter.page_number = self.sheet.number
        self._edges = self._section.edges_on(self.sheet.number, is_first)
        self._top, self._bottom = self._bodies[self._edges]
        self.y = self._section.page.header_distance
        self._stack(self._edges.header, HEAD)
        self.y = self._top

    def _finish(self) -> None:
        """Put the foot on the page; it comes last, as it is read last."""
        self._complain_of_lines()
        if self._edges.footer and self.sheet is not _NO_SHEET:
            page = self._section.page
            self.y = page.height - page.footer_distance - self._height(self._edges.footer)
            self._stack(self._edges.footer, FOOT)

    def _complain_of_lines(self) -> None:
        """Name the first line that is too high for the page, and so is not on it whole."""
        bottom = min(self._bottom, self._section.page.height) + _SLACK
        for line, _, y, _ in self.sheet.lines:
            if y + line.height > bottom and y >= self._top:
                self._problems.keep(complaints.too_high("".join(piece.text for piece in line.pieces)))
                break

    def run(self) -> None:
        """Put every block of the section on the pages."""
        blocks = self._section.blocks
        for number, block in enumerate(blocks):
            if isinstance(block, Paragraph) and block.page_break_before and not self._fresh:
                self.turn()
            self._keep(blocks, number)
            self._put(block)
        self._finish()

    @property
    def _fresh(self) -> bool:
        return self.y <= self._top

    def _body(self, edges: Edges) -> tuple[float, float]:
        """Return where the text of a page begins and ends; a high head or foot pushes it."""
        page = self._section.page
        top, bottom = page.margins.top, page.height - page.margins.bottom
        if edges.header:
            top = max(top, page.header_distance + self._height(edges.header))
        if edges.footer:
            bottom = min(bottom, page.height - page.footer_distance - self._height(edges.footer))
        if bottom < top + _LEAST_BODY and edges.blocks:
            self._problems.keep(complaints.no_room())
        return top, max(bottom, top + _LEAST_BODY)

    def _height(self, blocks: Iterable[Block]) -> float:
        return sum(self._block_height(block) for block in blocks)

    def _block_height(self, block: Block) -> float:
        if isinstance(block, Paragraph):
            return sum(line.full_height for line in self._setter.lines(block, self._width))
        return sum(self._grid(block).heights)

    def _stack(self, blocks: Iterable[Block], tag: Tag) -> None:
        """Put the blocks of a head or foot, which never break."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self._put_lines(self._setter.lines(block, self._width), tag)
            else:
                grid, canvas = self._take_grid(block), Canvas()
                TableFlow(grid, Strip(canvas, self.y), self._left + self._indent(grid)).run()
                self.sheet.copy(canvas, tag=tag)
                self.y += sum(grid.heights)

    def _put(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._put_paragraph(self._setter.lines(block, self._width), self._structure.paragraph(block))
        elif block.rows:
            grid = self._take_grid(block)
            self._structure.table(grid.tag)
            self._begin_table(grid)
            TableFlow(grid, self, self._left + self._indent(grid)).run()

    def _put_lines(self, lines: Sequence[Line], tag: Tag) -> None:
        for line in lines:
            # What is indented beyond the edge of the paper begins at the edge.
            left = max(self._left, -line.pieces[0].x) if line.pieces else self._left
            self.sheet.put(line, left, self.y + line.above, tag)
            self.y += line.full_height

    def _put_paragraph(self, lines: Sequence[Line], tag: Tag) -> None:
        start = 0
        while start < len(lines):
            end = self._fitting(lines, start)
            self._put_lines(lines[start:end], tag)
            start = end
            if start < len(lines):
                self.turn()

    def _fitting(self, lines: Sequence[Line], start: int) -> int:
        """Return up to which line fits; neither the first nor the last line of a paragraph stands alone."""
        room, end, size = self.room + _SLACK, start, len(lines)
        while end < size and room >= lines[end].above + lines[end].height:
            room -= lines[end].full_height
            end += 1
        if end == size:
            return size
        if end == size - 1 and end - start > 2:
            end -= 1
        alone = end - start == 1 and start == 0 and size > 2
        if (end == start or alone) and not self._fresh:
            self.turn()
            return self._fitting(lines, start)
        return max(end, start + 1)

    def _keep(self, blocks: Sequence[Block], number: int) -> None:
        """Turn the page if a block that stays with the next would be parted from it."""
        end = number
        while end < len(blocks) and _keeps(blocks[end]):
            end += 1
        if end == number or end == len(blocks) or (number and _keeps(blocks[number - 1])):
            return
        height = self._height(blocks[number:end]) + self._beginning(blocks[end])
        if height > self.room + _SLACK and height <= self.full and not self._fresh:
            self.turn()

    def _beginning(self, block: Block) -> float:
        """Return the height that a block needs at least to begin on a page."""
        if isinstance(block, Paragraph):
            lines = self._setter.lines(block, self._width)
            return sum(line.full_height for line in (lines if len(lines) < 4 else lines[:2]))
        return beginning(self._grid(block), self.full) if block.rows else 0

    def _begin_table(self, grid: Grid) -> None:
        if beginning(grid, self.full) > self.room + _SLACK and not self._fresh:
            self.turn()

    def _grid(self, table: Table) -> Grid:
        """Return the grid of a table, laid out once until it is put on pages."""
        key = id(table)
        if key not in self._grids:
            self._grids[key] = self._new_grid(table)
        return self._grids[key]

    def _take_grid(self, table: Table) -> Grid:
        grid = self._grid(table)
        del self._grids[id(table)]
        return grid

    def _new_grid(self, table: Table) -> Grid:
        width = sum(table.columns)
        if width > self._section.page.width:
            factor = self._width / width
            self._problems.keep(complaints.shrunk(_title(table), round(100 * factor)))
            table = scaled(table, factor)
        return self._complained(lay_out(table, self._setter, TableTag(table)))

    def _complained(self, grid: Grid) -> Grid:
        for box in grid.too_low:
            self._problems.keep(complaints.grown(box.words))
        for box in grid.too_narrow:
            self._problems.keep(complaints.too_narrow(box.words))
        for box, percent in grid.smaller:
            self._problems.keep(complaints.wide_number(box.words, percent))
        for box in grid.upright:
            self._problems.keep(complaints.not_turned(box.words))
        return grid

    def _indent(self, grid: Grid) -> float:
        table, spare = grid.table, self._width - grid.edges[-1]
        indent = {Align.CENTER: spare / 2, Align.RIGHT: spare}.get(table.align, table.indent)
        return max(indent, -self._left)


def _keeps(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.keep_with_next


def _title(table: Table) -> str:
    """Return the words by which to know a table: its caption or what stands in its first cell."""
    return table.caption or next((words(cell) for row in table.rows for cell in row.cells if words(cell)), "")
