"""Documents for tests of writers."""

from __future__ import annotations

import struct
import zlib

from pmgen.document import (
    Align,
    Bookmark,
    Border,
    Borders,
    Cell,
    Document,
    Font,
    Image,
    Insets,
    LineBreak,
    Link,
    Page,
    PageNumber,
    PageReference,
    Paragraph,
    Row,
    Scope,
    Section,
    Tab,
    Table,
    TabStop,
    Text,
    VerticalAlign,
)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\xff\0\0\xff\0\0" * 2))
    + _chunk(b"IEND", b"")
)

_LINES = Borders(Border(), Border(), Border(), Border())


def every_node() -> Document:
    """Return a document with every kind of node and property."""
    return Document("标题 & 题", "单位", sections=(_first(), _second()))


def _first() -> Section:
    title = Font("黑体", "黑体", 18, bold=True)
    heading = Paragraph(
        (Bookmark("_Toc_4_4_0000000004"), Text("1.培训经费绩效目标表", title)),
        Align.CENTER,
        outline=1,
        space_before=6,
        space_after=6,
        keep_with_next=True,
        page_break_before=True,
        font=title,
    )
    mixed = Paragraph(
        (
            Link("_Toc_4_4_0000000004", (Text("见"), PageReference("_Toc_4_4_0000000004"))),
            Tab(),
            Text(
                "A&B <b> ]]> “引”",
                Font("仿宋", "Times New Roman", 12, italic=True, underline=True, color="FF0000"),
            ),
            LineBreak(),
            Image(PNG, "image/png", 30, 30, "公章"),
        ),
        Align.JUSTIFY,
        indent=21,
        first_line_indent=-21,
        indent_right=5,
        line_height=18,
        line_exact=True,
        tabs=(TabStop(200, Align.RIGHT, "."),),
    )
    foot = (Paragraph((Text("第 "), PageNumber(), Text(" 页")), Align.CENTER),)
    return Section(
        Page(841.9, 595.3, Insets(50, 40, 50, 40)),
        (heading, _table(), _table(), mixed, _table()),
        footer=foot,
    )


def _second() -> Section:
    nested = Table((200,), (Row((Cell((_table(),), 0),)),), align=Align.LEFT, indent=5)
    head = (Paragraph((Text("页眉"), Image(PNG, "image/png", 9, 9))),)
    return Section(Page(), (Paragraph((Text("第二节"),)), nested), header=head)


def _table() -> Table:
    return Table(
        (60, 70.3, 50.7),
        (
            Row(
                (_cell("头", 0, columns=2, head=True), _cell("头", 2, head=True)),
                height=30,
            ),
            Row(
                (_cell("合并", 0, rows=2), _cell("其中：财政    资金", 1), _cell("a\nb\tc", 2)),
                may_split=True,
            ),
            Row((_cell("x", 1), _cell("", 2))),
        ),
        header_rows=1,
        caption="表",
    )


def _cell(text: str, column: int, columns: int = 1, rows: int = 1, head: bool = False) -> Cell:
    return Cell(
        (Paragraph((Text(text),), Align.CENTER),),
        column,
        columns,
        rows,
        _LINES,
        Insets(1, 2, 3, 4),
        "D9D9D9" if head else None,
        VerticalAlign.TOP,
        Scope.COLUMN if head else None,
    )
