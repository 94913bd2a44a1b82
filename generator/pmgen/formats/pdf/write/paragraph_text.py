"""The inlines of a paragraph as text without line breaks, with space between Chinese and Latin.

It does so by itself (autoSpaceDE, autoSpaceDN, ISO 29500-1 §17.3.1.2 and .3), on both sides of what is Latin,
and beside letters and digits only: there is none before or after a blank or a sign such as `%` or `≥`. Pages
that Word itself has exported show 0.25 of the type size behind the character before, whatever the font, the
size and the alignment, in cells and in lists. A line that ends there does not have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Protocol, assert_never

from pmgen.document import (
    Autospace,
    Bookmark,
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
from pmgen.fonts.font_tables import WIDER
from pmgen.formats.document_text import leaves
from pmgen.formats.pdf.write.typefaces import Fonts, Style

__all__ = ["WIDER", "autospace_places"]


_CHINESE = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u30fa\u30fc-\u30ff"
    "\u3105-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_LETTERS = "A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0370-\u03ff\u0400-\u052f"
_OTHERS = {Autospace.NORMAL: _LETTERS + "0-9", Autospace.LETTERS: _LETTERS, Autospace.DIGITS: "0-9"}
_RUNS = {kind: re.compile(f"[{others}]+") for kind, others in _OTHERS.items()}


class _Chinese(dict[str, bool]):
    """Tells of each character whether it is Chinese, found out once."""

    _pattern = re.compile(f"[{_CHINESE}]")

    def __missing__(self, character: str) -> bool:
        found = self[character] = self._pattern.match(character) is not None
        return found


_IS_CHINESE = _Chinese()


def autospace_places(text: str, kind: Autospace) -> Sequence[int]:
    """Return the places in a text before which space stands."""
    if kind is Autospace.NONE or text.isascii():
        return ()
    found, size = [], len(text)
    for match in _RUNS[kind].finditer(text):
        start, end = match.span()
        if start and _IS_CHINESE[text[start - 1]]:
            found.append(start)
        if end < size and _IS_CHINESE[text[end]]:
            found.append(end)
    return found


_OBJECT = "\ufffc"
_UNKNOWN_PAGE = "0"
_LEAST_PICTURE = 1.0


@dataclass(slots=True)
class HardLine:
    """Text up to a line break: its spans of one style, and what else stands at which place.

    `airs` are the places before which Chinese and Latin text stand apart, each with the distance; `ways` are
    links, each with its bookmark and which of the paragraph it is.
    """

    style: Style
    text: str = ""
    spans: list[tuple[int, int, Style]] = field(default_factory=list)
    pictures: dict[int, Image] = field(default_factory=dict)
    tabs: list[int] = field(default_factory=list)
    marks: list[tuple[int, str]] = field(default_factory=list)
    ways: list[tuple[int, int, str, int]] = field(default_factory=list)
    airs: dict[int, float] = field(default_factory=dict)

    @classmethod
    def plain(cls, text: str, style: Style) -> HardLine:
        """Return a line of one style with nothing in it; what such lines lack is the same for all of them."""
        return cls(style, text, [(0, len(text), style)], *_NOTHING)

    def places(self, autospace: Autospace = Autospace.NONE) -> list[float]:
        """Return how far from the start every character begins, and where the last one ends."""
        found = autospace_places(self.text, autospace)
        if len(self.spans) == 1 and not self.pictures and not self.tabs:
            style = self.spans[0][2]
            advances = map(style.advance.__getitem__, self.text)
            if not found:
                return list(accumulate(advances, initial=0.0))
            gap, widths = style.size * WIDER, list(advances)
            self.airs = dict.fromkeys(found, gap)
            for place in found:
                widths[place - 1] += gap
            return list(accumulate(widths, initial=0.0))
        tabs = frozenset(self.tabs)
        widths = [
            width for start, end, style in self.spans for width in self._widths(start, end, style, tabs)
        ]
        return list(accumulate(self._apart(widths, found), initial=0.0))

    def _apart(self, widths: list[float], found: Sequence[int]) -> list[float]:
        """Return the widths of characters with the distance behind them to what stands apart."""
        self.airs = {}
        for place in found:
            style = next(style for start, end, style in self.spans if start < place <= end)
            self.airs[place] = style.size * WIDER
            widths[place - 1] += self.airs[place]
        return widths

    def _widths(self, start: int, end: int, style: Style, tabs: frozenset[int]) -> Iterable[float]:
        if start in self.pictures:
            return (self.pictures[start].width,)
        return (0.0,) if start in tabs else map(style.advance.__getitem__, self.text[start:end])

    def add(self, text: str, style: Style) -> None:
        """Put text at the end."""
        start = len(self.text)
        self.text += text
        self.spans.append((start, len(self.text), style))

    def add_tab(self) -> None:
        """Put a tab at the end."""
        self.tabs.append(len(self.text))
        self.add("\t", self.style)

    def add_picture(self, image: Image) -> None:
        """Put a picture at the end."""
        self.pictures[len(self.text)] = image
        self.add(_OBJECT, self.style)


_Nothing = tuple[
    dict[int, Image], list[int], list[tuple[int, str]], list[tuple[int, int, str, int]], dict[int, float]
]
_NOTHING: _Nothing = ({}, [], [], [], {})


class ParagraphContext(Protocol):
    """What a paragraph has to know: fonts, the present page, pages of bookmarks, room for pictures."""

    fonts: Fonts
    page_number: int
    pages: Mapping[str, int]
    referring: dict[str, None]
    tallest: float


class InlineFlattener:
    """Flattens the inlines of a paragraph."""

    def __init__(self, paragraph: Paragraph, settings: ParagraphContext, width: float) -> None:
        self._setting, self._width = settings, width
        self._style = settings.fonts.style(paragraph.font)
        self.done = [HardLine(self._style)]
        self._links = 0

    def add(self, inlines: Iterable[Inline]) -> None:
        """Take inlines in."""
        for inline in inlines:
            self._add(inline)

    def _add(self, inline: Inline) -> None:
        line = self.done[-1]
        match inline:
            case Text(text, font):
                self._add_text(text, self._setting.fonts.style(font))
            case LineBreak():
                self.done.append(HardLine(line.style))
            case Tab():
                line.add_tab()
            case Image():
                line.add_picture(self._fitted(inline))
            case PageNumber(font):
                line.add(str(self._setting.page_number), self._setting.fonts.style(font))
            case PageReference(bookmark, font):
                self._setting.referring[bookmark] = None
                page = self._setting.pages.get(bookmark, _UNKNOWN_PAGE)
                line.add(str(page), self._setting.fonts.style(font))
            case Link(bookmark, children):
                self._add_link(bookmark, children)
            case Bookmark(name):
                line.marks.append((len(line.text), name))
            case _:
                assert_never(inline)

    def _add_text(self, text: str, style: Style) -> None:
        for number, part in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            if number:
                self.done.append(HardLine(self._style))
            self._add_tabbed(part, style)

    def _add_tabbed(self, text: str, style: Style) -> None:
        line = self.done[-1]
        for number, part in enumerate(text.split("\t")):
            if number:
                line.add_tab()
            if part:
                line.add(part, style)

    def _fitted(self, image: Image) -> Image:
        """Return a picture that is not larger than its column and page."""
        tallest = max(_LEAST_PICTURE, self._setting.tallest - self._style.descent)
        factor = min(1.0, self._width / image.width, tallest / image.height)
        return (
            image if factor == 1 else replace(image, width=image.width * factor, height=image.height * factor)
        )

    def _add_link(self, bookmark: str, children: Iterable[Inline]) -> None:
        self._setting.referring[bookmark] = None
        number, self._links = self._links, self._links + 1
        line, start = self.done[-1], len(self.done[-1].text)
        self.add(children)
        for later in self.done[self.done.index(line) :]:
            later.ways.append((start, len(later.text), bookmark, number))
            start = 0


def hard_lines(paragraph: Paragraph, settings: ParagraphContext, width: float) -> Sequence[HardLine]:
    """Return the lines into which line breaks cut a paragraph."""
    if len(paragraph.children) == 1:
        (only,) = paragraph.children
        if isinstance(only, Text) and only.text and only.text.isprintable():
            style = settings.fonts.style(only.font)
            return (HardLine.plain(only.text, style),)
    flattener = InlineFlattener(paragraph, settings, width)
    flattener.add(paragraph.children)
    return flattener.done


def names_pages(inlines: Iterable[Inline]) -> bool:
    """Tell whether a paragraph names the page of a bookmark."""
    return any(isinstance(leaf, PageReference) for leaf in leaves(inlines))


def plain_text(inlines: Iterable[Inline]) -> str:
    """Return the words of a paragraph without the looks."""
    return "".join(
        inline.text
        if isinstance(inline, Text)
        else plain_text(inline.children)
        if isinstance(inline, Link)
        else ""
        for inline in inlines
    )
