"""Text and inlines as HTML, and the page in the making that knows its looks, headings and links."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never
from urllib.parse import quote

from pmgen.document import (
    Block,
    Bookmark,
    Document,
    Font,
    Image,
    Inline,
    LineBreak,
    Link,
    PageNumber,
    PageReference,
    Paragraph,
    Tab,
    Table,
    Text,
)
from pmgen.formats.document_text import Headings, leaves, lines, words
from pmgen.formats.html.write.html_classes import LookClasses
from pmgen.opc.xml_text import NOT_IN_XML, escape_quotes
from pmgen.pictures import dark_squares
from pmgen.problems import Problems, message

_NOT_PLAIN = re.compile(f'[&<>"\n\r\u2028\u2029{NOT_IN_XML}]')
_LAST_BREAK = re.compile("<br>(?:</span>|</a>)*$")


def text_html(text: str) -> str:
    """Return text for the body of a page, its line breaks as elements."""
    if _NOT_PLAIN.search(text) is None:
        return text
    return attribute_text(lines(text)).replace("\n", "<br>")


def ended(shown: str) -> str:
    """Return what a paragraph shows with one more break after one at its end, which begins no line."""
    return f"{shown}<br>" if "<br>" in shown and _LAST_BREAK.search(shown) else shown


def attribute_text(text: str) -> str:
    """Return text for a title or an attribute in double quotes; what HTML cannot hold shows as U+FFFD."""
    if _NOT_PLAIN.search(text) is None:
        return text
    return escape_quotes(text)


def anchor(bookmark: str) -> str:
    """Return the id of a bookmark, which holds no white space, before it is escaped."""
    return "_".join(bookmark.split())


_CONTENTS = {"zh": "目录"}


@dataclass(slots=True)
class Page:
    """What grows while a page is written; `width` is that of the text in the section being written."""

    title: str
    contents: str
    headings: Headings
    bookmarks: frozenset[str]
    looks: LookClasses = field(default_factory=LookClasses)
    problems: Problems = field(default_factory=Problems)
    width: float = 0.0
    _lists: int = 0
    _tables: int = 0
    _heads: int = 0
    _heading: str = ""
    _free_heading: str = ""
    _said: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Page:
        """Return the page of a document before anything is written."""
        headings = Headings.of(document)
        said = words(headings.title) if headings.title is not None else ""
        bookmarks = frozenset(name for section in document.sections for name in _bookmarks(section.blocks))
        contents = _CONTENTS.get(document.language.partition("-")[0].lower(), "Contents")
        return cls(document.title.strip() or said or contents, contents, headings, bookmarks)

    def hidden_title(self) -> str:
        """Return an h1 for those who hear the page, where no paragraph is its title."""
        if self.headings.title is not None:
            return ""
        return f'<h1 class="hidden" id="{self.head(self.title)}">{attribute_text(self.title)}</h1>\n'

    def head(self, said: str) -> str:
        """Return an id for a heading; the next tables belong to it."""
        self._heads += 1
        self._heading, self._free_heading = said, f"heading-{self._heads}"
        return self._free_heading

    def list_label(self) -> str:
        """Return the name of the next contents list."""
        self._lists += 1
        return self.contents if self._lists == 1 else f"{self.contents} {self._lists}"

    def table_label(self, caption: str) -> tuple[str, str]:
        """Return the id of what names the next table, and its caption.

        The heading above names its first table; others have a caption, which differs from all others.
        """
        heading, self._free_heading = self._free_heading, ""
        is_its_name = "".join(caption.split()) in ("", "".join(self._heading.split()))
        if heading and is_its_name and self._heading not in self._said:
            self._said[self._heading] = 1
            return heading, ""
        self._tables += 1
        name, said = f"table-{self._tables}", attribute_text(self._unsaid(caption or self._heading))
        return name, f'<caption class="hidden" id="{name}">{said}</caption>'

    def _unsaid(self, label: str) -> str:
        """Return a label that no table has yet."""
        count = self._said[label] = self._said.get(label, 0) + 1
        return label if count == 1 else self._unsaid(f"{label} ({count})")

    def report_link(self, bookmark: str) -> None:
        """Report a link that leads nowhere."""
        said = message("a link leads to the bookmark {name}, which is not in the document", name=bookmark)
        self.problems.add("PMG588", said, hint=message("the page shows the words without a link"))


def _bookmarks(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _bookmarks(
                [inner for row in block.rows for cell in row.cells for inner in cell.blocks]
            )
        elif len(block.children) > 1 or not all(isinstance(child, Text) for child in block.children):
            yield from (leaf.name for leaf in leaves(block.children) if isinstance(leaf, Bookmark))


def inlines(children: Iterable[Inline], font: Font, page: Page) -> str:
    """Return the inlines of a paragraph, whose own font needs no saying."""
    return "".join([_inline(child, font, page) for child in children])


def _inline(inline: Inline, font: Font, page: Page) -> str:
    match inline:
        case Text(text, own):
            shown = text_html(text)
            return shown if own is font or own == font else _span(shown, own, page)
        case LineBreak():
            return "<br>"
        case Tab():
            return "\t"
        case Image():
            return _image(inline, page)
        case PageNumber():
            return ""  # a page that scrolls has no number; in print the margin has it
        case PageReference():
            return ""
        case Link(bookmark, inner):
            return _link(bookmark, inlines(inner, font, page), page)
        case Bookmark(name):
            return f'<span id="{attribute_text(anchor(name))}"></span>'
        case _:
            assert_never(inline)


def _span(shown: str, font: Font, page: Page) -> str:
    return f'<span class="{page.looks.font(font)}">{shown}</span>' if shown else ""


def _link(bookmark: str, shown: str, page: Page) -> str:
    if bookmark not in page.bookmarks:
        page.report_link(bookmark)
        return shown
    return f'<a href="#{quote(anchor(bookmark))}">{shown}</a>' if shown else ""


def _image(image: Image, page: Page) -> str:
    drawing = _svg(image)
    data = b64encode(drawing or image.data).decode()
    kind = "image/svg+xml" if drawing else image.media_type
    return (
        f'<img class="{page.looks.image(image)}" alt="{attribute_text(image.description)}"'
        f' src="data:{attribute_text(kind)};base64,{data}">'
    )


def _svg(image: Image) -> bytes:
    """Return a picture that is made of squares as a drawing, and nothing for any other."""
    squares = dark_squares(image.data)
    if squares is None:
        return b""
    across, down, boxes = squares
    dark = "".join(f"M{x} {y}h{wide}v{high}h-{wide}z" for x, y, wide, high in boxes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{image.width:g}" height="{image.height:g}"'
        f' viewBox="0 0 {across} {down}" preserveAspectRatio="none" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{across}v{down}H0z"/><path d="{dark}"/></svg>'
    ).encode()


def font_of(paragraph: Paragraph) -> Font:
    """Return the font in which a paragraph begins, its own where it says nothing."""
    children = paragraph.children
    if len(children) == 1 and type(child := children[0]) is Text:
        return child.font
    texts = (leaf.font for leaf in leaves(children) if isinstance(leaf, Text) and leaf.text.strip())
    return next(texts, paragraph.font)
