"""Documents that grow in one way only: rows, cells, characters, pages, pictures, links and the like."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Mapping

from pmgen.document import (
    Block,
    Bookmark,
    Border,
    Borders,
    Cell,
    Document,
    Image,
    Insets,
    Link,
    Page,
    PageNumber,
    PageReference,
    Paragraph,
    Row,
    Section,
    Tab,
    Table,
    Text,
)

_WORDS = "开展技能评价机构管理，完善评价标准，"
_LINES = Borders(*[Border()] * 4)


def rows(count: int) -> Document:
    """Return a table of rows of five cells."""
    lines = (Row(tuple(_cell(_said(5 * row + at), at) for at in range(5))) for row in range(count))
    return _document(Table((80.0,) * 5, tuple(lines), 1))


def blank_rows(count: int) -> Document:
    """Return a form to fill by hand."""
    lines = (Row(tuple(_cell("", at) for at in range(5))) for _ in range(count))
    return _document(Table((80.0,) * 5, tuple(lines), 1))


def merged(count: int) -> Document:
    """Return a table whose first cell goes over all rows and pages."""
    label = Cell((_paragraph("产出指标"),), 0, row_span=count, borders=_LINES)
    lines = (
        Row((*([label] if not row else []), _cell(_said(row), 1), _cell(_said(row + 7), 2)))
        for row in range(count)
    )
    return _document(Table((80.0,) * 3, tuple(lines), 1))


def cells(count: int) -> Document:
    """Return a table of thirty narrow columns."""
    lines = (
        Row(
            tuple(
                Cell((_paragraph(str((row + at) % 100)),), at, borders=_LINES, padding=Insets())
                for at in range(30)
            )
        )
        for row in range(count // 30)
    )
    return _document(Table((14.0,) * 30, tuple(lines)))


def characters(count: int) -> Document:
    """Return a cell with a text of twenty times as many characters, which goes over pages."""
    text = (_WORDS * (count * 20 // len(_WORDS) + 1))[: count * 20]
    return _document(Table((200.0, 200.0), (Row((_cell(text, 0), _cell("乙", 1)), may_split=True),)))


def paragraphs(count: int) -> Document:
    """Return paragraphs."""
    return _document(*(_paragraph(_said(number)) for number in range(count)))


def tables(count: int) -> Document:
    """Return small tables, each with words above it."""
    return _document(
        *(
            block
            for number in range(count // 2)
            for block in (
                _paragraph(_said(number)),
                Table((80.0, 80.0), tuple(Row((_cell(_said(row), 0), _cell("乙", 1))) for row in range(2))),
            )
        )
    )


def pages(count: int) -> Document:
    """Return a page for every fourth, each with a head and its number."""
    foot = Paragraph((Text("第"), PageNumber(), Text("页")))
    made = tuple(Paragraph((Text(_said(at)),), page_break_before=True) for at in range(count // 4))
    return Document("题", sections=(Section(Page(), made, (_paragraph("页眉"),), (foot,)),))


def sections(count: int) -> Document:
    """Return a section for every fourth, each with a head of its own."""
    made = (
        Section(Page(), (_paragraph(_said(at)),), (_paragraph(f"第{at}部分"),)) for at in range(count // 4)
    )
    return Document("题", sections=tuple(made))


def pictures(count: int) -> Document:
    """Return a picture for every fourth, no two the same."""
    made = (Image(_png(at), "image/png", 20, 20, f"图{at}") for at in range(count // 4))
    return _document(*(Paragraph((image,)) for image in made))


def links(count: int) -> Document:
    """Return contents with links and the headings that they lead to."""
    entries = (
        Paragraph((Link(f"b{at}", (Text(f"条{at}"), Tab(), PageReference(f"b{at}"))),)) for at in range(count)
    )
    heads = (Paragraph((Bookmark(f"b{at}"), Text(f"题{at}")), outline=1) for at in range(count))
    return _document(*entries, *heads)


GROWING: Mapping[str, Callable[[int], Document]] = {
    made.__name__: made
    for made in (
        rows, blank_rows, merged, cells, characters, paragraphs, tables, pages, sections, pictures, links,
    )
}  # fmt: skip
"""What grows, by its name."""


def _document(*blocks: Block) -> Document:
    return Document("题", sections=(Section(Page(), tuple(blocks)),))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _cell(text: str, column: int) -> Cell:
    return Cell((_paragraph(text),), column, borders=_LINES)


def _said(number: int) -> str:
    return f"{_WORDS[:12]}{number}"


def _png(number: int) -> bytes:
    lines = b"".join(b"\0" + bytes((number % 256, number // 256 % 256, row)) * 4 for row in range(4))
    chunks: Iterable[tuple[bytes, bytes]] = (
        (b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
