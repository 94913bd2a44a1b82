"""What a document shows, in the form in which files are compared, and the rows of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, assert_never

from pmgen.document import (
    Block,
    Bookmark,
    Border,
    Cell,
    Document,
    Image,
    Inline,
    LineBreak,
    Link,
    PageNumber,
    PageReference,
    Paragraph,
    Section,
    Tab,
    Table,
    Text,
)
from pmgen.formats.file_contents import PAGE, Box, Grid, Line, Seen, ShownRunningHeads, Words
from pmgen.verify.text_equality import without_spaces

BorderPiece = tuple[bool, int, int]
"""A piece of a line: whether it runs down, and the row and the column that begin at it."""


class CellBorders:
    """The pieces of lines that a table has; few tables ever need them."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._pieces: set[BorderPiece] | None = None

    def around(self, row: int, cell: Cell) -> bool:
        """Tell whether lines run all around a cell that begins in a row."""
        borders = cell.borders
        if all(map(_is_drawn, (borders.top, borders.right, borders.bottom, borders.left))):
            return True
        if self._pieces is None:
            self._pieces = set(_drawn_pieces(self._table))
        return all(edge in self._pieces for _, edges in _sides(row, cell) for edge in edges)


def _drawn_pieces(table: Table) -> Iterator[BorderPiece]:
    for row, cells in enumerate(table.rows):
        for cell in cells.cells:
            for border, edges in _sides(row, cell):
                if _is_drawn(border):
                    yield from edges


def _sides(row: int, cell: Cell) -> Iterator[tuple[Border | None, list[BorderPiece]]]:
    columns = range(cell.column, cell.column + cell.column_span)
    rows = range(row, row + cell.row_span)
    borders = cell.borders
    yield borders.top, [(False, row, column) for column in columns]
    yield borders.bottom, [(False, rows.stop, column) for column in columns]
    yield borders.left, [(True, place, cell.column) for place in rows]
    yield borders.right, [(True, place, columns.stop) for place in rows]


def _is_drawn(border: Border | None) -> bool:
    return border is not None and border.width > 0


def shown_content(document: Document) -> Seen:
    """Return what every file of the document must show."""
    blocks = (block for section in document.sections for block in section.blocks)
    return Seen(tuple(_blocks(blocks)), tuple(map(_running_heads, document.sections)))


def _running_heads(section: Section) -> ShownRunningHeads:
    ordinary, first, even = (
        None if edges is None else tuple(filter(None, map(_lines, edges.blocks)))
        for edges in (section.ordinary, section.first, section.even)
    )
    return ShownRunningHeads(ordinary or (), first, even, alone=not any(map(_lines, section.blocks)))


def _blocks(blocks: Iterable[Block]) -> Iterator[Grid | Words]:
    for block in blocks:
        match block:
            case Table():
                yield _grid(block)
            case Paragraph():
                if text := _paragraph(block):
                    yield Words(text)
            case _:
                assert_never(block)


def _grid(table: Table) -> Grid:
    frames = CellBorders(table)
    lines = (
        tuple([_box(cell, frames.around(row, cell)) for cell in cells.cells])
        for row, cells in enumerate(table.rows)
    )
    return Grid(tuple(lines), heads=_heads(table))


def _heads(table: Table) -> frozenset[int]:
    return frozenset(
        number for number, row in enumerate(table.rows) if number < table.header_rows or row.repeats
    )


def _box(cell: Cell, framed: bool = True) -> Box:
    text = "\n".join(map(_lines, cell.blocks))
    return Box(text, cell.column, cell.column_span, cell.row_span, framed=framed)


def _lines(block: Block) -> str:
    """Return a block as lines; a table gives a line per row, its cells parted by tabs."""
    if isinstance(block, Paragraph):
        return _paragraph(block)
    return "\n".join("\t".join(_box(cell).text for cell in row.cells) for row in block.rows)


def _paragraph(paragraph: Paragraph) -> str:
    return "".join([each.text if isinstance(each, Text) else _inline(each) for each in paragraph.children])


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case LineBreak():
            return "\n"
        case Tab():
            return "\t"
        case PageNumber() | PageReference():
            return PAGE
        case Link(children=children):
            return "".join(map(_inline, children))
        case Image() | Bookmark():
            return ""
        case _:
            assert_never(inline)


class ComparedRow(NamedTuple):
    """A line with where it stands: its block and its number there, from 0; `named` is the sheet.

    At a seam cells of the rows above may go on.
    """

    block: int
    number: int
    line: Line
    named: str = ""
    is_words: bool = False
    is_seam: bool = False

    def spot(self, at: int) -> tuple[int, int, int]:
        """Return the place in the document of a box of the line."""
        return self.block, self.number, at

    @property
    def key(self) -> tuple[str, ...]:
        """Return what the row says, by which rows find each other."""
        texts = [box.text for box in self.line if box.text or not self.is_words]
        return tuple([text if text.isalnum() else without_spaces(text.partition(PAGE)[0]) for text in texts])


def rows_of(seen: Seen) -> Iterator[ComparedRow]:
    """Yield the rows of tables in which something begins."""
    for block, item in enumerate(seen.blocks):
        if isinstance(item, Grid):
            lines = ((number, line) for number, line in enumerate(item.lines) if line)
            yield from (
                ComparedRow(block, number, line, item.name, is_seam=number in item.seams)
                for number, line in lines
            )


def rows_and_words(seen: Seen) -> Iterator[ComparedRow]:
    """Yield the rows of tables, and each paragraph as a row."""
    rows = {block: list[ComparedRow]() for block in range(len(seen.blocks))}
    for row in rows_of(seen):
        rows[row.block].append(row)
    for block, item in enumerate(seen.blocks):
        if isinstance(item, Grid):
            yield from rows[block]
        else:
            yield ComparedRow(block, 0, (Box(item.text, 0),), is_words=True)


def ranks(edges: Iterable[int]) -> Mapping[int, int]:
    """Return each edge with its rank."""
    return {edge: rank for rank, edge in enumerate(sorted(set(edges)))}
