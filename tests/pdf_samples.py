"""Small documents for the tests of PDFs, the fonts they use, and what stands in a finished file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pypdf

from pmgen.document import (
    Align,
    Block,
    Border,
    Borders,
    Cell,
    Document,
    Font,
    Insets,
    Page,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
)
from pmgen.fonts import FontShelf
from pmgen.fonts.font_shelf import brought_folders
from pmgen.formats import Written
from pmgen.formats.pdf.write import write
from pmgen.formats.pdf.write.layout_boxes import Sheet
from pmgen.formats.pdf.write.page_layout import lay_out_document
from pmgen.problems import Problems

SIZE = 10.0
FONT = Font("Noto Serif SC", "Noto Serif SC", SIZE)
LINES = Borders(Border(), Border(), Border(), Border())
NO_PADDING = Insets(0, 0, 0, 0)


@cache
def brought_shelf() -> FontShelf:
    """Return the fonts that the installation brings, the same on every machine."""
    return FontShelf(brought_folders())


def paragraph(text: str, align: Align = Align.LEFT, font: Font = FONT) -> Paragraph:
    return Paragraph((Text(text, font),), align, font=font)


def cell(text: str, column: int, rows: int = 1, columns: int = 1) -> Cell:
    return Cell((paragraph(text),), column, columns, rows, LINES, NO_PADDING)


def document(*blocks: Block, page: Page | None = None) -> Document:
    return Document("题目", "单位", sections=(Section(page or Page(), blocks),))


def written(*blocks: Block, page: Page | None = None) -> Written:
    return write(document(*blocks, page=page), brought_shelf())


def laid(*blocks: Block, page: Page | None = None) -> Sequence[Sheet]:
    """Return the sheets of a document before they are drawn."""
    return lay_out_document(document(*blocks, page=page), brought_shelf(), Problems()).sheets


def table(
    rows: Iterable[Sequence[Cell]], columns: Sequence[float], heads: int = 0, height: float = 20
) -> Table:
    return Table(tuple(columns), tuple(Row(tuple(cells), height) for cells in rows), heads)


def opened(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data), strict=True)


def resources(data: bytes) -> Any:
    """Return the fonts and pictures of a file, as pypdf gives them."""
    return opened(data).pages[0]["/Resources"]


def texts(sheet: Sheet) -> list[str]:
    """Return the lines of a sheet, column by column."""
    found = sorted(
        (round(x + line.pieces[0].x), y, words(line.pieces)) for line, x, y, _ in sheet.lines if line.pieces
    )
    return [text for _, _, text in found]


def words(pieces: Iterable[object]) -> str:
    return "".join(getattr(piece, "text", "") for piece in pieces)


def codes(result: Written) -> list[str]:
    return [problem.code for problem in result.problems]


def squeezed(text: str) -> str:
    return "".join(text.split())


def shown_text(data: bytes) -> str:
    """Return all text of a file, page by page, as another program reads it."""
    return "\n".join(page.extract_text() for page in opened(data).pages)


def in_folder(folder: Path, data: bytes, name: str = "a.pdf") -> Path:
    file = folder / name
    file.write_bytes(data)
    return file
