"""Numbers of pages that are known only when all is laid out stand as if they had been known before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from pdf_samples import FONT, SIZE, brought_shelf, cell, document, paragraph
from pmgen.document import (
    Align,
    Block,
    Bookmark,
    Direction,
    Document,
    Insets,
    Page,
    PageReference,
    Paragraph,
    Row,
    Table,
    Text,
)
from pmgen.formats.pdf.write.layout_boxes import Line
from pmgen.formats.pdf.write.line_breaking import ParagraphSetter
from pmgen.formats.pdf.write.page_layout import PagedDocument, lay_out_document, lay_out_pages
from pmgen.formats.pdf.write.typefaces import Fonts
from pmgen.problems import Problems

PAGES = 12
SHEET = Page(10 * SIZE + 20, 200, Insets(10, 10, 10, 10))
NAMED = Paragraph((Text("见第", FONT), PageReference("末", FONT), Text("页", FONT)), font=FONT)
LAST = Paragraph((Bookmark("末"), Text("末", FONT)), font=FONT, page_break_before=True)


def long(words: str) -> Paragraph:
    return replace(NAMED, children=(Text(words, FONT), *NAMED.children))


def table(block: Paragraph = NAMED, width: float = SHEET.width - 20, *, upright: bool = False) -> Table:
    direction = Direction.UPRIGHT if upright else Direction.ACROSS
    one = replace(cell("", 0), blocks=(block,), direction=direction)
    return Table((width,), (Row((one,), height=80),))


def before_big(words: str) -> Paragraph:
    big = replace(FONT, size=24)
    return replace(
        NAMED, children=(Text("一二三四五", FONT), *NAMED.children[:2], Text("大", big), Text(words, FONT))
    )


PLACES: Mapping[str, Block] = {
    "in a line": NAMED,
    "in the middle of a line": replace(NAMED, align=Align.CENTER),
    "at the right": replace(NAMED, align=Align.RIGHT, indent=-40),
    "where the second digit needs another line": long("一二三四五六"),
    "where the second digit moves high words down": before_big("一二三四五"),
    "in a cell": table(),
    "in a cell that grows": table(long("一二三四五六")),
    "in a cell too narrow for two digits": table(width=8),
    "in a turned cell": table(upright=True),
}


def filled(block: Block) -> Document:
    turned = replace(paragraph("页"), page_break_before=True)
    return document(block, paragraph("下"), *[turned] * (PAGES - 2), LAST, page=SHEET)


def stands(paged: PagedDocument) -> list[list[tuple[float, float, Line]]]:
    return [[(x, y, plain(line)) for line, x, y, _ in sheet.lines] for sheet in paged.sheets]


def plain(line: Line) -> Line:
    """Return a line with its text and places alone, for styles are those of one run."""
    pieces = tuple(piece._replace(style=None) for piece in line.pieces)  # type: ignore[arg-type]
    return line._replace(pieces=pieces, numbered=None)


@pytest.mark.parametrize("place", PLACES)
def test_a_number_stands_as_if_it_had_been_known(place: str) -> None:
    made = filled(PLACES[place])
    laid = lay_out_document(made, brought_shelf(), Problems())
    assert laid.pages == {"末": PAGES}
    setter = ParagraphSetter(Fonts(brought_shelf(), Problems()), made.tab_distance)
    setter.pages = laid.pages
    again = lay_out_pages(made, setter, Problems())
    assert stands(PagedDocument(laid.sheets, laid.root)) == stands(again)
    shown = "".join(piece.text for line, *_ in laid.sheets[0].lines for piece in line.pieces)
    assert f"第{PAGES}" in shown
