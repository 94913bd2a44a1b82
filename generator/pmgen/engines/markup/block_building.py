"""Turn the tree of a filled layout into blocks: paragraphs with their text, headings and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple
from unicodedata import east_asian_width

from pmgen.catalog.name_patterns import is_bookmark_name
from pmgen.document import (
    Autospace,
    Block,
    Bookmark,
    Font,
    Image,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Tab,
    Table,
    Text,
)
from pmgen.engines.markup.computed_styles import Cascade, StyledElement
from pmgen.engines.markup.markup_tables import TableBuilder
from pmgen.engines.markup.markup_tree import BLOCKS, MERGED, Characters, MarkupElement
from pmgen.engines.markup.table_grid import NOT_ALONE, NOT_ALONE_HINT
from pmgen.pictures import (
    EMUS_PER_POINT,
    LONGEST,
    NoCode,
    NoPicture,
    PackPicture,
    code_picture,
    load_pack_picture,
    scaled,
)
from pmgen.problems import Problems, SourcePlace, message

_SPACES = re.compile(r"([ \t\n\r\f]+)")
_BREAKS = re.compile("(\r\n|[\n\r\t])")
_USUAL = Font()


@dataclass(slots=True)
class LineBuilder:
    """Collects the inlines of a paragraph.

    White space of the layout goes at both ends and beside breaks; with a line break in it, it goes between
    two Chinese characters and is one space elsewhere; runs of spaces within a line stay as they are typed.
    """

    inlines: list[Inline] = field(default_factory=list)
    _pending: str = ""
    _font: Font = _USUAL
    _last: str = ""

    @property
    def has_text(self) -> bool:
        """Tell whether anything but bookmarks has come."""
        return any(not isinstance(inline, Bookmark) for inline in self.inlines)

    def layout_text(self, text: str, font: Font) -> None:
        """Add text as it stands in the layout."""
        for piece in _SPACES.split(text):
            if piece and piece.isspace() and piece.isascii():
                self._pending, self._font = self._pending + piece, font
            elif piece:
                self._flush(piece[0])
                self._emit(piece, font)

    def value_text(self, text: str, font: Font) -> None:
        """Add text exactly; its line breaks and tabs become those of the document."""
        if text:
            self._flush(text[0])
        for piece in filter(None, _BREAKS.split(text)):
            if piece == "\t":
                self._add(Tab())
            elif _BREAKS.fullmatch(piece):
                self._add(LineBreak())
            else:
                self._emit(piece, font)

    def line_break(self) -> None:
        """Add a line break; layout white space before and after it goes."""
        self._pending = ""
        self._add(LineBreak())
        self._last = ""

    def add(self, inline: Image | Bookmark) -> None:
        """Add a picture or bookmark."""
        if isinstance(inline, Image):
            self._flush("\ufffc")
            self._last = "\ufffc"
        self._add(inline)

    def link(self, bookmark: str, inner: LineBuilder) -> None:
        """Add what `inner` collected as a link."""
        self._add(Link(bookmark, tuple(inner.inlines)))
        self._pending, self._font, self._last = inner._pending, inner._font, inner._last or self._last

    def inside_link(self) -> LineBuilder:
        """Return a builder that goes on inside a link."""
        inner = LineBuilder([], self._pending, self._font, self._last)
        self._pending = ""
        return inner

    def _flush(self, following: str) -> None:
        pending, self._pending = self._pending, ""
        if not pending or not self._last:
            return
        if "\n" not in pending:
            for tab_or_spaces in re.split("(\t)", pending):
                self._add(Tab()) if tab_or_spaces == "\t" else self._emit(tab_or_spaces, self._font)
        elif not (_is_wide(self._last) and _is_wide(following)):
            self._emit(" ", self._font)

    def _emit(self, text: str, font: Font) -> None:
        if not text:
            return
        self._last = text[-1]
        last = self.inlines[-1] if self.inlines else None
        if isinstance(last, Text) and last.font == font:
            self.inlines[-1] = Text(last.text + text, font)
        else:
            self.inlines.append(Text(text, font))

    def _add(self, inline: Inline) -> None:
        if not isinstance(inline, (Bookmark, Link)):
            self._last = self._last or "\ufffc"
        self.inlines.append(inline)


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


HEADINGS = {f"h{level}": level for level in range(1, 7)}
PADDED = frozenset(["p", "caption", *HEADINGS])
"""Where padding is the distance of a paragraph from others."""

UNPRINTED = frozenset(["head", "style", "title", "script", "template", "meta", "link", "colgroup", "col"])


CODE = "code:"
"""Begins the source of a picture that is drawn: its kind and its text follow, parted by a colon."""


def _code(source: str) -> PackPicture:
    kind, _, text = source.removeprefix(CODE).partition("：")
    return code_picture(kind, text)


@dataclass(slots=True)
class BlockBuilder:
    """Builds the blocks of one document; keeps the last heading and what waits for the next paragraph.

    `fits` tells whether columns get their widths by what stands in them.
    """

    cascade: Cascade
    folder: Path
    file: str
    problems: Problems
    fits: bool
    targets: dict[str, SourcePlace] = field(default_factory=dict)
    links: list[tuple[str, SourcePlace]] = field(default_factory=list)
    heading: str = ""
    _bookmarks: list[Bookmark] = field(default_factory=list)
    _break: bool = False
    _looks: dict[StyledElement, _ParagraphLook] = field(default_factory=dict)

    def blocks(self, element: MarkupElement, context: StyledElement, width: float) -> list[Block]:
        """Return the blocks inside an element whose text may be `width` wide."""
        made: list[Block] = []
        line = LineBuilder()
        for child in element.children:
            if isinstance(child, MarkupElement) and child.tag in BLOCKS and child.tag not in UNPRINTED:
                made.extend(self._closed(line, context))
                line = LineBuilder()
                made.extend(self._block(child, self.cascade.context(context, child), width))
            else:
                self._inline(child, context, line)
        made.extend(self._closed(line, context))
        return made

    def cell(self, element: MarkupElement, context: StyledElement, width: float) -> tuple[Block, ...]:
        """Return the blocks of a cell, which end in a paragraph."""
        self._begin(element, context)
        made = self.blocks(element, context, width)
        if not made or isinstance(made[-1], Table):
            made.append(self._paragraph(LineBuilder(), context))
        return tuple(made)

    def caption(self, element: MarkupElement, parent: StyledElement) -> Paragraph:
        """Return the caption of a table as a paragraph that stays with it."""
        context = self.cascade.context(parent, element)
        line = LineBuilder()
        self._begin(element, context)
        self._inlines(element, context, line)
        return replace(self._paragraph(line, context), keep_with_next=True)

    def bookmark(self, element: MarkupElement) -> None:
        """Let the element's id, if it has one, stand in the next paragraph."""
        name = element.attributes.get("id", "")
        if name:
            self._bookmarks.append(self._target(name, element))

    def check_links(self) -> None:
        """Warn of links that lead nowhere, once the whole document is read."""
        for name, place in self.links:
            if name not in self.targets:
                text = message("the link leads to {name}, which is nowhere in the document", name=name)
                self.problems.add("PMG522", text, place)

    # blocks

    def _block(self, element: MarkupElement, context: StyledElement, width: float) -> Iterator[Block]:
        self._begin(element, context)
        if element.tag in HEADINGS:
            self.heading = " ".join(element.text().split())
        if element.tag == "table":
            yield from TableBuilder(self, element, context, width).build()
        elif element.tag == "p" or element.tag in HEADINGS:
            yield from self.blocks(element, context, width) or [self._paragraph(LineBuilder(), context)]
        else:
            yield from self.blocks(element, context, width)

    def _begin(self, element: MarkupElement, context: StyledElement) -> None:
        self.bookmark(element)
        self._break = self._break or context.truth("break-before") is True

    def _closed(self, line: LineBuilder, context: StyledElement) -> Iterator[Paragraph]:
        if line.has_text:
            yield self._paragraph(line, context)
        else:
            self._bookmarks += [inline for inline in line.inlines if isinstance(inline, Bookmark)]

    def _paragraph(self, line: LineBuilder, context: StyledElement) -> Paragraph:
        if context not in self._looks:
            self._looks[context] = _look(context)
        outline, above, below, left, autospace = self._looks[context]
        before, self._bookmarks = tuple(self._bookmarks), []
        breaks, self._break = self._break, False
        return Paragraph(
            (*before, *line.inlines),
            context.align,
            outline,
            space_before=above,
            space_after=below,
            indent=left,
            keep_with_next=outline > 0,
            page_break_before=breaks,
            font=context.font,
            autospace=autospace,
        )

    # inlines

    def _inlines(self, element: MarkupElement, context: StyledElement, line: LineBuilder) -> None:
        for child in element.children:
            self._inline(child, context, line)

    def _inline(self, node: MarkupElement | Characters, context: StyledElement, line: LineBuilder) -> None:
        if isinstance(node, Characters):
            add = line.value_text if node.literal else line.layout_text
            add(node.text, context.font)
        elif node.tag not in UNPRINTED:
            self._inline_element(node, self.cascade.context(context, node), line)

    def _inline_element(self, element: MarkupElement, context: StyledElement, line: LineBuilder) -> None:
        name = element.attributes.get("id", "")
        if name:
            line.add(self._target(name, element))
        if element.tag == MERGED and not _is_in_cell(context):
            self.problems.add("PMG515", NOT_ALONE, self._place(element), hint=NOT_ALONE_HINT)
        if element.tag == "br":
            line.line_break()
        elif element.tag == "img":
            self._image(element, context, line)
        elif element.tag == "a" and element.attributes.get("href"):
            self._link(element, context, line)
        else:
            self._inlines(element, context, line)

    def _link(self, element: MarkupElement, context: StyledElement, line: LineBuilder) -> None:
        href, place = element.attributes["href"], self._place(element)
        if not href.startswith("#"):
            text = message("the link to {address} is left out: links lead to bookmarks only", address=href)
            self.problems.add("PMG531", text, place)
            self._inlines(element, context, line)
            return
        inner = line.inside_link()
        self._inlines(element, context, inner)
        line.link(href[1:], inner)
        self.links.append((href[1:], place))

    def _image(self, element: MarkupElement, context: StyledElement, line: LineBuilder) -> None:
        name = element.attributes.get("src", "")
        try:
            picture = _code(name) if name.startswith(CODE) else load_pack_picture(self.folder, name)
        except (NoPicture, NoCode, KeyError):
            text = message("{name} is not a PNG or JPEG picture in the folder of the layout", name=name)
            self.problems.add("PMG530", text, self._place(element))
            return
        natural = (picture.width / EMUS_PER_POINT, picture.height / EMUS_PER_POINT)
        width, height = scaled(natural, *map(context.points, ("width", "height"), natural))
        if not 0 < min(width, height) <= max(width, height) <= LONGEST / EMUS_PER_POINT:
            text = message(
                "no picture is {width} by {height} points large", width=f"{width:g}", height=f"{height:g}"
            )
            self.problems.add("PMG530", text, self._place(element), hint=_PICTURE_SIZE)
            return
        line.add(Image(picture.data, picture.media_type, width, height, element.attributes.get("alt", "")))

    # bookmarks

    def _target(self, name: str, element: MarkupElement) -> Bookmark:
        place = self._place(element)
        if not is_bookmark_name(name):
            text = message("{name} cannot be the name of a bookmark", name=name)
            hint = message("use at most 40 letters, digits and _, and begin with a letter or _")
            self.problems.add("PMG520", text, place, hint=hint)
        elif name in self.targets:
            text = message("two bookmarks have the name {name}", name=name)
            self.problems.add("PMG521", text, place, self.targets[name])
        self.targets.setdefault(name, place)
        return Bookmark(name)

    def _place(self, element: MarkupElement) -> SourcePlace:
        return SourcePlace(self.file, element.line)


_PICTURE_SIZE = message("write for example {example}", example="image('30mm')")


def _is_in_cell(context: StyledElement | None) -> bool:
    while context is not None and context.tag not in ("td", "th"):
        context = context.parent
    return context is not None


class _ParagraphLook(NamedTuple):
    """What is said of a paragraph: its outline level, its distances above, below and to the left."""

    outline: int
    above: float
    below: float
    left: float
    autospace: Autospace


def _look(context: StyledElement) -> _ParagraphLook:
    above, below, left = (_padding(context, side) for side in ("top", "bottom", "left"))
    return _ParagraphLook(HEADINGS.get(context.tag, 0), above, below, left, _autospace(context))


def _padding(context: StyledElement, side: str) -> float:
    return context.points(f"padding-{side}", 0) or 0 if context.tag in PADDED else 0


def _autospace(context: StyledElement | None) -> Autospace:
    """Return what the element or one around it says; by itself a layout sets text without it."""
    while context is not None:
        found = context.value("text-autospace")
        if isinstance(found, Autospace):
            return found
        context = context.parent
    return Autospace.NONE
