"""The form of five columns as a PDF, as authors of typst, reportlab's platypus and LibreOffice make it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

import typst
from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate, Table
from reportlab.platypus import Paragraph as Words

from pmgen.document import Document, Page
from pmgen.fonts.font_shelf import brought_folders
from tables import Place, heading_of, places, table_of

Case = Callable[[], bytes]

INSET, DEEP, LINE = 4.25, 3.85, 15.0
PIECE = 6
_LOOKS: list[tuple[object, ...]] = [
    ("GRID", (0, 0), (-1, -1), 0.5, black),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), INSET),
    ("RIGHTPADDING", (0, 0), (-1, -1), INSET),
    ("TOPPADDING", (0, 0), (-1, -1), DEEP),
    ("BOTTOMPADDING", (0, 0), (-1, -1), DEEP),
]
CENTERED = (0, 1, 4)
_TRUETYPE = (
    "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
    "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
    "C:/Windows/Fonts/simfang.ttf",
)
"""Chinese fonts with TrueType outlines: reportlab refuses those of CFF."""


# typst


@cache
def typst_compiler() -> typst.Compiler:
    """Return a compiler that has read the fonts which pmgen reads too."""
    folders = [str(folder) for folder in brought_folders()]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    return typst.Compiler(font_paths=fonts)


def typst_pdf(source: bytes) -> bytes:
    """Return the PDF of a source."""
    made = typst_compiler().compile(input=source)
    assert isinstance(made, bytes)
    return made


def typst_source(document: Document) -> bytes:
    """Return the form in typst's markup."""
    table = table_of(document)
    columns = ", ".join(f"{width}pt" for width in table.columns)
    aligns = ", ".join(f"{'center' if at in CENTERED else 'left'} + horizon" for at in range(5))
    lines = [
        _typst_page(document.sections[0].page),
        '#set text(font: "Noto Serif SC", size: 10.5pt, lang: "zh", region: "cn")',
        "#set text(top-edge: 0.8em, bottom-edge: -0.2em)",
        "#set table.cell(breakable: false)",
        f"#set par(leading: {LINE - 10.5}pt)",
        f'#align(center, text(font: "Noto Sans SC", size: 18pt, {_typst_text(heading_of(document))}))',
        f"#table(columns: ({columns}), align: ({aligns}), stroke: 0.5pt,",
        f"inset: (x: {INSET}pt, y: {DEEP}pt), table.header(",
        *_typst_cells(places(table)),
        ")",
    ]
    return "\n".join(lines).encode()


def _typst_page(page: Page) -> str:
    edges = page.margins
    margins = f"top: {edges.top}pt, right: {edges.right}pt, bottom: {edges.bottom}pt, left: {edges.left}pt"
    foot = "context align(center, text(size: 12pt)[— #counter(page).display() —])"
    return f"#set page(width: {page.width}pt, height: {page.height}pt, margin: ({margins}), footer: {foot})"


def _typst_cells(cells: Sequence[Place]) -> Iterator[str]:
    for cell in cells:
        if cell.row == 0:
            yield f'text(font: "Noto Sans SC", {_typst_text(cell.text)}),'
        elif cell.rows > 1:
            yield f"table.cell(rowspan: {cell.rows}, breakable: true, {_typst_text(cell.text)}),"
        else:
            yield f"{_typst_text(cell.text)},"
        if cell.row == 0 and cell.column == 4:
            yield "),"


def _typst_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


# reportlab


def platypus(document: Document) -> Case | None:
    """Return what makes the form with platypus from ready texts, None without a TrueType font."""
    table, heading, page = table_of(document), heading_of(document), document.sections[0].page
    cells = places(table)
    if truetype() is None:
        return None
    return lambda: platypus_pdf(heading, table.columns, cells, page)


def platypus_pdf(heading: str, widths: Sequence[float], cells: Sequence[Place], page: Page) -> bytes:
    """Return a form as a PDF by platypus."""
    family = truetype()
    assert family is not None
    pieces = [piece for cell in cells for piece in _pieces(cell)]
    styles = _styles(family)
    body: list[list[Words | str]] = [["" for _ in widths] for _ in range(max(cell.row for cell in cells) + 1)]
    for cell in pieces:
        body[cell.row][cell.column] = Words(escape(cell.text), styles[cell.column])
    spans = [
        ("SPAN", (cell.column, cell.row), (cell.column, cell.row + cell.rows - 1))
        for cell in pieces
        if cell.rows > 1
    ]
    table = Table(body, colWidths=widths, repeatRows=1, style=[*_LOOKS, *spans])
    return _platypus_file([Words(escape(heading), styles[5]), table], page, family)


def _pieces(cell: Place) -> Iterator[Place]:
    """Yield a merged cell in pieces with its text in each.

    platypus moves a merged cell to the next page whole and stops with an error where it is higher than that,
    so cells over more rows end at every sixth row of the table, where it can break the page.
    """
    row, end = cell.row, cell.row + cell.rows
    while row < end:
        below = min(end, row - row % PIECE + PIECE)
        yield replace(cell, row=row, rows=below - row)
        row = below


def _platypus_file(story: list[Flowable], page: Page, family: str) -> bytes:
    made, edges = BytesIO(), page.margins

    def foot(canvas: Canvas, _: object) -> None:
        canvas.setFont(family, 12)
        canvas.drawCentredString(page.width / 2, page.footer_distance, f"— {canvas.getPageNumber()} —")

    template = SimpleDocTemplate(
        made,
        pagesize=(page.width, page.height),
        # platypus adds a padding of 6 points to every frame
        topMargin=edges.top - 6,
        rightMargin=edges.right - 6,
        bottomMargin=edges.bottom - 6,
        leftMargin=edges.left - 6,
    )
    template.build(story, onFirstPage=foot, onLaterPages=foot)
    return made.getvalue()


def _styles(family: str) -> list[ParagraphStyle]:
    looks = {"fontName": family, "fontSize": 10.5, "leading": LINE, "wordWrap": "CJK"}
    cells = [
        ParagraphStyle(str(at), alignment=TA_CENTER if at in CENTERED else TA_LEFT, **looks)
        for at in range(5)
    ]
    return [*cells, ParagraphStyle("title", fontName=family, fontSize=18, leading=24, alignment=TA_CENTER)]


@cache
def truetype() -> str | None:
    """Return the name under which reportlab knows a Chinese font, None where it can read none."""
    for place in map(Path, _TRUETYPE):
        try:
            registerFont(TTFont(place.stem, str(place)))
        except TTFError:
            continue
        return place.stem
    return None


# LibreOffice


def libreoffice(package: bytes) -> Case | None:
    """Return what converts a Word file with a LibreOffice started for it, None where there is none."""
    program = which("soffice")
    if program is None:
        return None

    def make() -> bytes:
        with TemporaryDirectory() as folder:
            place = Path(folder, "form.docx")
            place.write_bytes(package)
            profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
            order = [program, "--headless", profile, "--convert-to", "pdf", "--outdir", folder, str(place)]
            subprocess.run(order, check=True, capture_output=True)
            return place.with_suffix(".pdf").read_bytes()

    return make
