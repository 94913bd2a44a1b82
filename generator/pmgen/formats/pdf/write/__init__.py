"""Write a document as a PDF: laid out, drawn and with its fonts embedded by pmgen itself."""

from __future__ import annotations

from collections.abc import Mapping

from pmgen.document import Document
from pmgen.fonts import FontShelf
from pmgen.formats import Written
from pmgen.formats.pdf.write.page_layout import lay_out_document
from pmgen.formats.pdf.write.pdf_objects import without_collection
from pmgen.formats.pdf.write.pdf_structure import build
from pmgen.problems import Problems

__all__ = ["pages", "write"]


def write(document: Document, fonts: FontShelf) -> Written:
    """Return the document as a PDF; raise Refusal if there is no font for it."""
    with without_collection():
        return _written(document, fonts)


def pages(document: Document, fonts: FontShelf) -> Mapping[str, int]:
    """Return the page on which each bookmark stands; raise Refusal if there is no font."""
    with without_collection():
        return lay_out_document(document, fonts, Problems()).pages


def _written(document: Document, fonts: FontShelf) -> Written:
    problems = Problems()
    laid = lay_out_document(document, fonts, problems)
    data = build(document, laid, problems)
    return Written(data, tuple(dict.fromkeys(problems)), laid.pages, len(laid.sheets))
