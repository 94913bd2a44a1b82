"""The layout of a whole document, done again until the page numbers in its text are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmgen.document import Document
from pmgen.fonts import FontShelf
from pmgen.problems import Problems
from pmgen.writers.pdf import complaints
from pmgen.writers.pdf.boxes import Sheet
from pmgen.writers.pdf.characters import complain_of_characters
from pmgen.writers.pdf.lines import Setter
from pmgen.writers.pdf.pages import bind
from pmgen.writers.pdf.styles import Fonts
from pmgen.writers.pdf.tags import Tag

_MOST_PASSES = 5


@dataclass(frozen=True, slots=True)
class Laid:
    """The sheets of a document, the elements that it consists of, its fonts, and each bookmark's page."""

    sheets: Sequence[Sheet]
    root: Tag
    fonts: Fonts
    pages: Mapping[str, int]


def lay_out(document: Document, shelf: FontShelf, problems: Problems) -> Laid:
    """Return the document on its sheets."""
    fonts = Fonts(shelf, problems)
    setter = Setter(fonts, document.tab_distance)
    bound = bind(document, setter, problems)
    pages = _pages(bound.sheets)
    for _ in range(_MOST_PASSES):
        if not setter.referring or pages == setter.pages:
            break
        setter.pages = pages
        bound = bind(document, setter, problems)
        pages = _pages(bound.sheets)
    for bookmark in setter.referring:
        if bookmark not in pages:
            problems.keep(complaints.no_bookmark(bookmark))
    complain_of_characters(document, fonts, problems)
    return Laid(bound.sheets, bound.root, fonts, pages)


def _pages(sheets: Sequence[Sheet]) -> dict[str, int]:
    pages: dict[str, int] = {}
    for sheet in sheets:
        for line, _, _, _ in sheet.lines:
            for mark in line.marks:
                pages.setdefault(mark.name, sheet.number)
    return pages
