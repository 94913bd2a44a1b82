"""Finished files as text, read by other people's readers; nothing of pmgen is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

import docx
import html5lib
import openpyxl
import pdfplumber
from openpyxl.utils.escape import unescape

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HTML = "{http://www.w3.org/1999/xhtml}"


def docx_text(data: bytes) -> str:
    """Return the text of a Word file as python-docx gives its parts, paragraph by paragraph."""
    document = docx.Document(BytesIO(data))
    roots = [document.element.body]
    for section in document.sections:
        roots += [section.header._element, section.footer._element]
    signs = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}
    lines = []
    for paragraph in (each for root in roots for each in root.iter(f"{W}p")):
        nodes = (node for run in paragraph.iter(f"{W}r") for node in run)
        lines.append(
            "".join((node.text or "") if node.tag == f"{W}t" else signs.get(node.tag, "") for node in nodes)
        )
    return "\n".join(lines)


def xlsx_text(data: bytes) -> str:
    """Return the values of a workbook's cells as openpyxl gives them."""
    book = openpyxl.load_workbook(BytesIO(data))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    texts = (cell.value for cell in cells if cell.value is not None and cell.data_type != "f")
    return "\n".join(unescape(str(value)) for value in texts)


def html_text(data: bytes) -> str:
    """Return the text of a page as html5lib parses it; a line break is one, and so is the end of a block."""
    body = html5lib.parse(data.decode("utf-8"), treebuilder="lxml").getroot().find(f"{HTML}body")
    return "".join(_html_parts(body))


def _html_parts(element: object) -> Iterator[str]:
    name = str(element.tag).removeprefix(HTML)  # type: ignore[attr-defined]
    yield "\n" if name == "br" else element.text or ""  # type: ignore[attr-defined]
    for child in element:  # type: ignore[attr-defined]
        yield from _html_parts(child)
        yield child.tail or ""
    if name in ("p", "td", "th", "h1", "h2", "h3", "caption", "li"):
        yield "\n"


def pdf_text(data: bytes) -> str:
    """Return the characters of the pages, in the order in which pdfplumber sees them drawn."""
    with pdfplumber.open(BytesIO(data)) as document:
        return "\f".join("".join(sign["text"] for sign in page.chars) for page in document.pages)


READERS: Mapping[str, Callable[[bytes], str]] = {
    "docx": docx_text,
    "xlsx": xlsx_text,
    "html": html_text,
    "pdf": pdf_text,
}
