"""Write a document as a Word file."""

from __future__ import annotations

from collections.abc import Mapping

from pmgen.document import Document
from pmgen.writers.docx.package import package
from pmgen.writers.docx.pages import refers_to_pages, with_page_numbers
from pmgen.writers.docx.parts import Part
from pmgen.writers.docx.sections import main_part
from pmgen.writers.docx.styles import styles_of
from pmgen.writers.written import Written

__all__ = ["refers_to_pages", "write"]


def write(document: Document, pages: Mapping[str, int] | None = None) -> Written:
    """Return a .docx: the Word engine's own package where there is one, else one made new.

    `pages` gives the page of each bookmark, as our own layout found it, for the page references.
    """
    made = document.source if document.source is not None else _new(document)
    return Written(with_page_numbers(made, pages or {}))


def _new(document: Document) -> bytes:
    part = Part.first(styles_of(document))
    main, edges = main_part(document, part)
    return package(document, main, edges, part)
