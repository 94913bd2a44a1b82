"""The table of formats: for each who writes, reads and compares it; writers and readers share nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from pmgen.problems import Problem

if TYPE_CHECKING:
    from pmgen.document import Document
    from pmgen.fonts import FontShelf


class Medium(Enum):
    """How a format shows a document, which says in which way a file is compared with it."""

    TEXT = auto()
    """Texts as they are; heads and feet of pages belong to sections."""
    SHEETS = auto()
    """Texts as they are, paragraphs in rows like those of tables; heads and feet of sheets."""
    SCREEN = auto()
    """Texts as they are, on one page without end; heads and feet as a browser prints them."""
    PAGES = auto()
    """Texts in the lines into which they were broken, numbers of pages, tables drawn with lines."""


class Signature(NamedTuple):
    """By what the content of a file tells its format: one of the `marks` in its first bytes, in any case.

    Of a package, `folder` is where the parts lie that only this format has.
    """

    marks: tuple[bytes, ...]
    within: int
    folder: str = ""


@dataclass(frozen=True, slots=True)
class WriterSettings:
    """What a writer may need beside the document: fonts, and the page of each bookmark."""

    fonts: FontShelf
    pages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of a file, and what the writer left out.

    A writer that knows pages says on which each bookmark stands, and how many there are.
    """

    data: bytes
    problems: tuple[Problem, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
    page_count: int | None = None


class Writer(Protocol):
    """What the module of a writer offers."""

    def write(self, document: Document, *settings: object) -> Written:
        """Return the file."""
        ...


class PageReferences(Protocol):
    """What the writer of the format offers that is the filled layout itself."""

    def refers_to_pages(self, source: bytes) -> bool:
        """Tell whether a filled layout says on which page something stands."""
        ...


class PageNumbers(Protocol):
    """What the writer of a format with pages offers."""

    def pages(self, document: Document, fonts: FontShelf) -> Mapping[str, int]:
        """Return the page of each bookmark; raise Refusal if there is no font."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of files. Nothing has a default, so that nothing is forgotten; modules are imported when used.

    `name` is also the ending of its files, `needs` what of WriterSettings its writer takes. `scan` finds what
    pmgen would not have written. One format `is_filled_layout`, so that nothing of a Word layout is lost.
    """

    name: str
    writer: str
    needs: tuple[str, ...]
    reader: str
    scan: str
    medium: Medium
    is_filled_layout: bool
    signature: Signature

    def write(self, document: Document, settings: WriterSettings) -> Written:
        """Return the document as a file; raise Refusal where it cannot be one."""
        writer = cast(Writer, import_module(self.writer))
        return writer.write(document, *(getattr(settings, name) for name in self.needs))


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format(
            name="docx",
            writer="pmgen.formats.docx.write",
            needs=("pages",),
            reader="pmgen.formats.docx.read_docx",
            scan="pmgen.verify.foreign_content.word_scan",
            medium=Medium.TEXT,
            is_filled_layout=True,
            signature=Signature((b"pk",), 2, "word/"),
        ),
        Format(
            name="html",
            writer="pmgen.formats.html.write",
            needs=(),
            reader="pmgen.formats.html.read_html",
            scan="pmgen.verify.foreign_content.html_scan",
            medium=Medium.SCREEN,
            is_filled_layout=False,
            signature=Signature((b"<!doctype html", b"<html"), 4096),
        ),
        Format(
            name="pdf",
            writer="pmgen.formats.pdf.write",
            needs=("fonts",),
            reader="pmgen.formats.pdf.read",
            scan="pmgen.verify.foreign_content.pdf_scan",
            medium=Medium.PAGES,
            is_filled_layout=False,
            signature=Signature((b"%pdf-",), 1024),
        ),
        Format(
            name="xlsx",
            writer="pmgen.formats.xlsx.write",
            needs=(),
            reader="pmgen.formats.xlsx.read_xlsx",
            scan="pmgen.verify.foreign_content.excel_scan",
            medium=Medium.SHEETS,
            is_filled_layout=False,
            signature=Signature((b"pk",), 2, "xl/"),
        ),
    )
}
"""Every format by its name; a new one is a record here and the modules that it names."""

FILLED_LAYOUT = next(each for each in FORMATS.values() if each.is_filled_layout)
WITH_PAGES = next(each for each in FORMATS.values() if each.medium is Medium.PAGES)


def refers_to_pages(source: bytes) -> bool:
    """Tell whether a filled layout says on which page something stands."""
    return cast(PageReferences, import_module(FILLED_LAYOUT.writer)).refers_to_pages(source)


def pages_of(document: Document, fonts: FontShelf) -> Mapping[str, int]:
    """Return the page of each bookmark in our own layout, if the filled layout refers to pages at all.

    Raises Refusal where there is no font to lay the document out with.
    """
    if document.source is None or not refers_to_pages(document.source):
        return {}
    return cast(PageNumbers, import_module(WITH_PAGES.writer)).pages(document, fonts)
