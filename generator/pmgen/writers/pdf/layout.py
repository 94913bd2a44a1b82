"""The layout of a whole document, done again until the page numbers in its text are right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pmgen.document import Block, Document, Inline, Link, Paragraph, Text
from pmgen.fonts import FontShelf
from pmgen.problems import Problems
from pmgen.writers.pdf import complaints
from pmgen.writers.pdf.boxes import Sheet
from pmgen.writers.pdf.lines import Setter
from pmgen.writers.pdf.pages import bind
from pmgen.writers.pdf.styles import Fonts

_MOST_PASSES = 5
_AROUND = 8


@dataclass(frozen=True, slots=True)
class Laid:
    """The sheets of a document, its fonts, and the page of every bookmark."""

    sheets: Sequence[Sheet]
    fonts: Fonts
    pages: Mapping[str, int]


def lay_out(document: Document, shelf: FontShelf, problems: Problems) -> Laid:
    """Return the document on its sheets."""
    fonts = Fonts(shelf, problems)
    setter = Setter(fonts)
    sheets = bind(document, setter, problems)
    pages = _pages(sheets)
    for _ in range(_MOST_PASSES):
        if not setter.referring or pages == setter.pages:
            break
        setter.pages = pages
        sheets = bind(document, setter, problems)
        pages = _pages(sheets)
    for bookmark in setter.referring:
        if bookmark not in pages:
            problems.keep(complaints.no_bookmark(bookmark))
    _complain_of_characters(document, fonts, problems)
    return Laid(sheets, fonts, pages)


def _pages(sheets: Sequence[Sheet]) -> dict[str, int]:
    pages: dict[str, int] = {}
    for sheet in sheets:
        for line, _, _ in sheet.lines:
            for mark in line.marks:
                pages.setdefault(mark.name, sheet.number)
    return pages


def _complain_of_characters(document: Document, fonts: Fonts, problems: Problems) -> None:
    missing, backwards = dict(fonts.missing), fonts.right_to_left
    if not missing and not backwards:
        return
    for inline in _inlines(document):
        if isinstance(inline, Text):
            found = [character for character in missing if character in inline.text]
            for character in found:
                del missing[character]
                problems.keep(complaints.no_glyph(character, _around(inline.text, character)))
            turned = next(filter(backwards.__contains__, inline.text), None)
            if turned:
                problems.keep(complaints.right_to_left(_around(inline.text, turned)))
                backwards = {}


def _around(text: str, character: str) -> str:
    at = text.index(character)
    return text[max(0, at - _AROUND) : at + _AROUND].strip()


def _inlines(document: Document) -> Iterator[Inline]:
    for section in document.sections:
        for blocks in (section.blocks, section.header, section.footer):
            for block in blocks:
                yield from _in_block(block)


def _in_block(block: Block) -> Iterator[Inline]:
    if isinstance(block, Paragraph):
        yield from _in_children(block.children)
        return
    for row in block.rows:
        for cell in row.cells:
            for inner in cell.blocks:
                yield from _in_block(inner)


def _in_children(children: Sequence[Inline]) -> Iterator[Inline]:
    for child in children:
        yield child
        if isinstance(child, Link):
            yield from _in_children(child.children)
