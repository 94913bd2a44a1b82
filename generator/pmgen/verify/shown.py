"""What a document shows, in the form in which files are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from pmgen.document import (
    Block,
    Bookmark,
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
from pmgen.readers.seen import PAGE, Box, Edges, Grid, Seen, Words
from pmgen.verify.frames import Frames


def shown(document: Document) -> Seen:
    """Return what every file of the document must show."""
    blocks = (block for section in document.sections for block in section.blocks)
    return Seen(tuple(_blocks(blocks)), tuple(map(_edges, document.sections)))


def _edges(section: Section) -> Edges:
    ordinary, first, even = (
        None if edges is None else tuple(filter(None, map(_lines, edges.blocks)))
        for edges in (section.ordinary, section.first, section.even)
    )
    return Edges(ordinary or (), first, even, alone=not any(map(_lines, section.blocks)))


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
    frames = Frames(table)
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
    return "".join(map(_inline, paragraph.children))


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
