"""A whole document on pages: blocks, page heads and feet, until the page numbers in it are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pmgen.document import (
    Align,
    Block,
    Document,
    Inline,
    Link,
    Page,
    Paragraph,
    RunningHeads,
    Section,
    Table,
    Text,
)
from pmgen.fonts import FontShelf
from pmgen.formats.pdf.write import pdf_problems
from pmgen.formats.pdf.write.cell_layout import Grid, lay_out_table, words
from pmgen.formats.pdf.write.fitted_content import scaled
from pmgen.formats.pdf.write.layout_boxes import Canvas, Line, Sheet
from pmgen.formats.pdf.write.line_breaking import TALLEST, ParagraphSetter
from pmgen.formats.pdf.write.page_references import renumber
from pmgen.formats.pdf.write.structure_tags import FOOT, HEAD, Structure, TableTag, Tag
from pmgen.formats.pdf.write.table_paging import TableFlow, UnbrokenPaper, beginning
from pmgen.formats.pdf.write.typefaces import Fonts
from pmgen.problems import LayoutPlace, Problems

_AROUND = 8
_MOST_PLACES = 20

_Spot = tuple[Text, LayoutPlace]


def report_undrawable_characters(document: Document, fonts: Fonts, problems: Problems) -> None:
    """Report each character that no font has, and the first words that run from right to left."""
    if not fonts.missing and not fonts.right_to_left:
        return
    spots = list(_spots(document))
    for character in fonts.missing:
        met = [spot for spot in spots if character in spot[0].text]
        if met:
            places = [_around(text, character, place) for text, place in met[:_MOST_PLACES]]
            problems.keep(pdf_problems.no_glyph(character, met[0][0].font.east_asian, places))
    for text, place in spots:
        turned = next(filter(fonts.right_to_left.__contains__, text.text), None)
        if turned:
            problems.keep(pdf_problems.right_to_left(_around(text, turned, place)))
            break


def _around(text: Text, character: str, place: LayoutPlace) -> LayoutPlace:
    at = text.text.index(character)
    return replace(place, text=text.text[max(0, at - _AROUND) : at + _AROUND].strip())


def _spots(document: Document) -> Iterator[_Spot]:
    tables = 0
    for section in document.sections:
        running_heads = [
            part
            for running_heads in section.running_heads
            for part in (running_heads.header, running_heads.footer)
        ]
        for blocks in (*running_heads, section.blocks):
            for block in blocks:
                tables += isinstance(block, Table)
                yield from _in_block(
                    block, LayoutPlace("", table=tables if isinstance(block, Table) else None)
                )


def _in_block(block: Block, place: LayoutPlace) -> Iterator[_Spot]:
    if isinstance(block, Paragraph):
        yield from ((text, place) for text in _texts(block.children))
        return
    for number, row in enumerate(block.rows, 1):
        for at, cell in enumerate(row.cells, 1):
            # What stands in a table inside a cell is found by the cell.
            here = place if place.row else replace(place, row=number, cell=at)
            for inner in cell.blocks:
                yield from _in_block(inner, here)


def _texts(children: Sequence[Inline]) -> Iterator[Text]:
    for child in children:
        if isinstance(child, Text):
            yield child
        elif isinstance(child, Link):
            yield from _texts(child.children)


_SLACK = 0.01
_LEAST_BODY = 36.0
_NO_SHEET = Sheet(page=Page(), number=0)


@dataclass(frozen=True, slots=True)
class PagedDocument:
    """The sheets of a document, and the elements to which what stands on them belongs."""

    sheets: Sequence[Sheet]
    root: Tag


def lay_out_pages(document: Document, setter: ParagraphSetter, problems: Problems) -> PagedDocument:
    """Return the whole document on sheets."""
    sheets, structure = list[Sheet](), Structure(document)
    setter.tallest = TALLEST
    for section in document.sections or (Section(Page(), ()),):
        _SectionFlow(section, sheets, structure, setter, problems).run()
    return PagedDocument(sheets, structure.root)


class _SectionFlow:
    """Puts one section on pages; is the paper of its tables."""

    def __init__(
        self,
        section: Section,
        sheets: list[Sheet],
        structure: Structure,
        setter: ParagraphSetter,
        problems: Problems,
    ) -> None:
        self._section, self._sheets, self._structure = section, sheets, structure
        self._setter, self._problems = setter, problems
        page = section.page
        self._grids: dict[int, Grid] = {}
        self._left = page.margins.left
        self._width = max(1.0, page.width - page.margins.left - page.margins.right)
        setter.page_number = len(sheets) + 1
        self._bodies = {running_heads: self._body(running_heads) for running_heads in section.running_heads}
        self._full = min(bottom - top for top, bottom in self._bodies.values())
        # The grids of heads hold the number of this page, and may first stand on another.
        self._grids.clear()
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
        self._edges = self._section.running_heads_on(self.sheet.number, is_first)
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
                self._problems.keep(pdf_problems.too_high("".join(piece.text for piece in line.pieces)))
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

    def _body(self, running_heads: RunningHeads) -> tuple[float, float]:
        """Return where the text of a page begins and ends; a high head or foot pushes it."""
        page = self._section.page
        top, bottom = page.margins.top, page.height - page.margins.bottom
        if running_heads.header:
            top = max(top, page.header_distance + self._height(running_heads.header))
        if running_heads.footer:
            bottom = min(bottom, page.height - page.footer_distance - self._height(running_heads.footer))
        if bottom < top + _LEAST_BODY and running_heads.blocks:
            self._problems.keep(pdf_problems.no_room())
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
                TableFlow(grid, UnbrokenPaper(canvas, self.y), self._left + self._indent(grid)).run()
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
            self._problems.keep(pdf_problems.shrunk(_title(table), round(100 * factor)))
            table = scaled(table, factor)
        return self._complained(lay_out_table(table, self._setter, TableTag(table)))

    def _complained(self, grid: Grid) -> Grid:
        for box in grid.too_low:
            self._problems.keep(pdf_problems.grown(box.words))
        for box in grid.too_narrow:
            self._problems.keep(pdf_problems.too_narrow(box.words))
        for box, percent in grid.smaller:
            self._problems.keep(pdf_problems.wide_number(box.words, percent))
        for box in grid.upright:
            self._problems.keep(pdf_problems.not_turned(box.words))
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


_MOST_PASSES = 5


@dataclass(frozen=True, slots=True)
class LaidOutDocument:
    """The sheets of a document, the elements that it consists of, its fonts, and each bookmark's page."""

    sheets: Sequence[Sheet]
    root: Tag
    fonts: Fonts
    pages: Mapping[str, int]


def lay_out_document(document: Document, shelf: FontShelf, problems: Problems) -> LaidOutDocument:
    """Return the document on its sheets."""
    fonts = Fonts(shelf, problems)
    setter = ParagraphSetter(fonts, document.tab_distance)
    bound = lay_out_pages(document, setter, problems)
    pages = _pages(bound.sheets)
    for _ in range(_MOST_PASSES):
        if not setter.referring or pages == setter.pages:
            break
        setter.pages = pages
        if not renumber(bound.sheets, setter):
            bound = lay_out_pages(document, setter, problems)
            pages = _pages(bound.sheets)
    for bookmark in setter.referring:
        if bookmark not in pages:
            problems.keep(pdf_problems.no_bookmark(bookmark))
    report_undrawable_characters(document, fonts, problems)
    for sheet in bound.sheets:
        sheet.find_rich_lines()
    return LaidOutDocument(bound.sheets, bound.root, fonts, pages)


def _pages(sheets: Sequence[Sheet]) -> dict[str, int]:
    pages: dict[str, int] = {}
    for sheet in sheets:
        for line, _, _, _ in sheet.lines:
            for mark in line.marks:
                pages.setdefault(mark.name, sheet.number)
    return pages
