"""Inlines as HTML: text with its spaces, breaks, links, anchors and pictures."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from typing import assert_never
from urllib.parse import quote

from pmgen.document import (
    Bookmark,
    Font,
    Image,
    Inline,
    LineBreak,
    Link,
    PageNumber,
    PageReference,
    Paragraph,
    Tab,
    Text,
)
from pmgen.writers.html.page import Page
from pmgen.writers.html.texts import anchor, attribute_text, text_html
from pmgen.writers.reading import leaves


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
    data = b64encode(image.data).decode()
    return (
        f'<img class="{page.looks.image(image)}" alt="{attribute_text(image.description)}"'
        f' src="data:{attribute_text(image.media_type)};base64,{data}">'
    )


def font_of(paragraph: Paragraph) -> Font:
    """Return the font in which a paragraph begins, its own where it says nothing."""
    children = paragraph.children
    if len(children) == 1 and type(child := children[0]) is Text:
        return child.font
    texts = (leaf.font for leaf in leaves(children) if isinstance(leaf, Text) and leaf.text.strip())
    return next(texts, paragraph.font)
