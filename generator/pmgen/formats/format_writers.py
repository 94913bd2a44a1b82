"""The writer of each format: one function from a document to the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pmgen.document import Document
from pmgen.fonts import FontShelf
from pmgen.formats import Written
from pmgen.formats.docx import write as docx
from pmgen.formats.html import write as html
from pmgen.formats.pdf import write as pdf
from pmgen.formats.xlsx import write as xlsx

__all__ = ["WRITERS", "WriterSettings", "Written", "pages_of"]


@dataclass(frozen=True, slots=True)
class WriterSettings:
    """What a writer may need beside the document: fonts, and the page of each bookmark."""

    fonts: FontShelf
    pages: Mapping[str, int] = field(default_factory=dict)


WRITERS: Mapping[str, Callable[[Document, WriterSettings], Written]] = {
    "docx": lambda document, setting: docx.write(document, setting.pages),
    "html": lambda document, _: html.write(document),
    "pdf": lambda document, setting: pdf.write(document, setting.fonts),
    "xlsx": lambda document, _: xlsx.write(document),
}
"""Every format by its name, which is also the ending of its files."""


def pages_of(document: Document, fonts: FontShelf) -> Mapping[str, int]:
    """Return the page of each bookmark in our own layout, if the finished Word file refers to pages at all.

    Raises Refusal where there is no font to lay the document out with.
    """
    if document.source is None or not docx.refers_to_pages(document.source):
        return {}
    return pdf.pages(document, fonts)
