"""Write a document as a Word file."""

from __future__ import annotations

from pmgen.document import Document
from pmgen.writers.docx.package import package
from pmgen.writers.docx.parts import Part
from pmgen.writers.docx.sections import main_part

__all__ = ["write"]


def write(document: Document) -> bytes:
    """Return the bytes of a .docx: the Word engine's own package where there is one, else one made new."""
    if document.source is not None:
        return document.source
    part = Part.first()
    main, edges = main_part(document, part)
    return package(document, main, edges, part.media)
