"""Write a document as a Word file."""

from __future__ import annotations

from pmgen.document import Document
from pmgen.writers.docx.package import package
from pmgen.writers.docx.parts import Part
from pmgen.writers.docx.sections import main_part
from pmgen.writers.written import Written

__all__ = ["write"]


def write(document: Document) -> Written:
    """Return a .docx: the Word engine's own package where there is one, else one made new."""
    if document.source is not None:
        return Written(document.source)
    part = Part.first()
    main, edges = main_part(document, part)
    return Written(package(document, main, edges, part.media))
