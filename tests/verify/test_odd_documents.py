"""Odd but legal documents: written, read back and proven in every format."""

from __future__ import annotations

import pytest

from pmgen.document import (
    Block,
    Bookmark,
    Border,
    Borders,
    Cell,
    Document,
    Inline,
    LineBreak,
    Page,
    PageReference,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
)
from pmgen.formats import FORMATS, WriterSettings
from pmgen.formats.file_contents import read_file
from pmgen.verify.expected_content import ExpectedContent
from pmgen.verify.shown_content import shown_content
from pmgen.verify.table_comparison import compare_file
from proving import FONTS

FRAME = Borders(Border(), Border(), Border(), Border())


def line(*children: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(child) if isinstance(child, str) else child for child in children))


def cell(column: int, *blocks: Block, rows: int = 1) -> Cell:
    return Cell(blocks or (line("格"),), column, row_span=rows, borders=FRAME)


def table(*rows: tuple[Cell, ...]) -> Table:
    return Table((80, 80, 80), tuple(map(Row, rows)))


ODD: dict[str, tuple[Block, ...]] = {
    "a tab in a text": (line("甲\t乙"),),
    "line ends in a text": (line("甲\r\n乙\n丙"),),
    "nothing but spaces": (line("  "), line("甲")),
    "nothing but a break": (line(LineBreak()), line("甲")),
    "a break at the end": (line("甲", LineBreak()), table((cell(0, line("甲", LineBreak())),))),
    "empty paragraphs around": (table((cell(0, line(), line("甲"), line()),)),),
    "a table without rows": (Table((100,), ()), line("甲")),
    "holes": (table((cell(0), cell(2)), (cell(1),)),),
    "a row that begins nothing": (table(tuple(cell(n, rows=2) for n in range(3)), (), (cell(0), cell(1))),),
    "what looks like an escape": (line("_x0041_"), table((cell(0, line("_x000D_")),))),
    "what looks like a formula": (line("=1+1"), table((cell(0, line("=1+1")), cell(1, line("'甲"))))),
    "numbers": (table((cell(0, line("1,234.50")), cell(1, line("0.10")), cell(2, line("100%")))),),
    "characters beyond U+FFFF": (line("𠮷甲"), table((cell(0, line("𠮷")),))),
    "spaces around": (table((cell(0, line("  甲  ")), cell(1, line("\u00a0乙\u3000")))),),
    "a paragraph higher than a row of Excel": (line("甲" * 20_000), line("乙")),
    "a cell higher than a row of Excel": (table((cell(0, line("甲" * 3_000), rows=2), cell(1)), (cell(1),)),),
    "a reference to a page": (line("见第", PageReference("b"), "页"), line(Bookmark("b"), "乙")),
}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", ODD)
def test_an_odd_document_is_proven(name: str, format: str) -> None:
    document = Document("题", sections=(Section(Page(), ODD[name]),))
    seen = read_file(format, FORMATS[format].write(document, WriterSettings(FONTS)).data)
    assert compare_file(ExpectedContent(shown_content(document)), "x", format, seen) == ()
