"""Turn the tree of a filled layout into blocks: paragraphs, headings and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pmgen.document import Autospace, Block, Bookmark, Image, Paragraph, Table
from pmgen.engines.markup import images, values
from pmgen.engines.markup.grid import NOT_ALONE, NOT_ALONE_HINT
from pmgen.engines.markup.lines import LineBuilder
from pmgen.engines.markup.styles import Cascade, Context
from pmgen.engines.markup.tables import TableBuilder
from pmgen.engines.markup.tree import BLOCKS, MERGED, Characters, Element
from pmgen.problems import Problems, SourcePlace, message

HEADINGS = {f"h{level}": level for level in range(1, 7)}
PADDED = frozenset(["p", "caption", *HEADINGS])
"""Where padding is the distance of a paragraph from others."""

UNPRINTED = frozenset(["head", "style", "title", "script", "template", "meta", "link", "colgroup", "col"])

_BOOKMARK = re.compile(r"[^\W\d][\w.]{0,39}")


@dataclass(slots=True)
class Flow:
    """Builds the blocks of one document; keeps the last heading and what waits for the next paragraph."""

    cascade: Cascade
    folder: Path
    file: str
    problems: Problems
    targets: dict[str, SourcePlace] = field(default_factory=dict)
    links: list[tuple[str, SourcePlace]] = field(default_factory=list)
    heading: str = ""
    _bookmarks: list[Bookmark] = field(default_factory=list)
    _break: bool = False

    def blocks(self, element: Element, context: Context, width: float) -> list[Block]:
        """Return the blocks inside an element whose text may be `width` wide."""
        made: list[Block] = []
        line = LineBuilder()
        for child in element.children:
            if isinstance(child, Element) and child.tag in BLOCKS and child.tag not in UNPRINTED:
                made.extend(self._closed(line, context))
                line = LineBuilder()
                made.extend(self._block(child, self.cascade.context(context, child), width))
            else:
                self._inline(child, context, line)
        made.extend(self._closed(line, context))
        return made

    def cell(self, element: Element, context: Context, width: float) -> tuple[Block, ...]:
        """Return the blocks of a cell, which end in a paragraph."""
        self._begin(element, context)
        made = self.blocks(element, context, width)
        if not made or isinstance(made[-1], Table):
            made.append(self._paragraph(LineBuilder(), context))
        return tuple(made)

    def caption(self, element: Element, parent: Context) -> Paragraph:
        """Return the caption of a table as a paragraph that stays with it."""
        context = self.cascade.context(parent, element)
        line = LineBuilder()
        self._begin(element, context)
        self._inlines(element, context, line)
        return replace(self._paragraph(line, context), keep_with_next=True)

    def bookmark(self, element: Element) -> None:
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

    def _block(self, element: Element, context: Context, width: float) -> Iterator[Block]:
        self._begin(element, context)
        if element.tag in HEADINGS:
            self.heading = " ".join(element.text().split())
        if element.tag == "table":
            yield from TableBuilder(self, element, context, width).build()
        elif element.tag == "p" or element.tag in HEADINGS:
            yield from self.blocks(element, context, width) or [self._paragraph(LineBuilder(), context)]
        else:
            yield from self.blocks(element, context, width)

    def _begin(self, element: Element, context: Context) -> None:
        self.bookmark(element)
        self._break = self._break or context.truth("break-before") is True

    def _closed(self, line: LineBuilder, context: Context) -> Iterator[Paragraph]:
        if line.has_text:
            yield self._paragraph(line, context)
        else:
            self._bookmarks += [inline for inline in line.inlines if isinstance(inline, Bookmark)]

    def _paragraph(self, line: LineBuilder, context: Context) -> Paragraph:
        outline = HEADINGS.get(context.tag, 0)
        before, self._bookmarks = tuple(self._bookmarks), []
        breaks, self._break = self._break, False
        return Paragraph(
            (*before, *line.inlines),
            context.align,
            outline,
            space_before=_padding(context, "top"),
            space_after=_padding(context, "bottom"),
            indent=_padding(context, "left"),
            keep_with_next=outline > 0,
            page_break_before=breaks,
            font=context.font,
            autospace=_autospace(context),
        )

    # inlines

    def _inlines(self, element: Element, context: Context, line: LineBuilder) -> None:
        for child in element.children:
            self._inline(child, context, line)

    def _inline(self, node: Element | Characters, context: Context, line: LineBuilder) -> None:
        if isinstance(node, Characters):
            add = line.value_text if node.literal else line.layout_text
            add(node.text, context.font)
        elif node.tag not in UNPRINTED:
            self._inline_element(node, self.cascade.context(context, node), line)

    def _inline_element(self, element: Element, context: Context, line: LineBuilder) -> None:
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

    def _link(self, element: Element, context: Context, line: LineBuilder) -> None:
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

    def _image(self, element: Element, context: Context, line: LineBuilder) -> None:
        name = element.attributes.get("src", "")
        try:
            data, media_type, width, height = images.load(self.folder, name)
        except images.NoPicture:
            text = message("{name} is not a PNG or JPEG picture in the folder of the layout", name=name)
            self.problems.add("PMG530", text, self._place(element))
            return
        width, height = _scaled(context, width, height)
        if not (0 < width <= values.MOST["pt"] and 0 < height <= values.MOST["pt"]):
            text = message(
                "no picture is {width} by {height} points large", width=f"{width:g}", height=f"{height:g}"
            )
            self.problems.add("PMG530", text, self._place(element), hint=_PICTURE_SIZE)
            return
        line.add(Image(data, media_type, width, height, element.attributes.get("alt", "")))

    # bookmarks

    def _target(self, name: str, element: Element) -> Bookmark:
        place = self._place(element)
        if not _BOOKMARK.fullmatch(name):
            text = message("{name} cannot be the name of a bookmark", name=name)
            hint = message("use at most 40 letters, digits, _ and ., and begin with a letter or _")
            self.problems.add("PMG520", text, place, hint=hint)
        elif name in self.targets:
            text = message("two bookmarks have the name {name}", name=name)
            self.problems.add("PMG521", text, place, self.targets[name])
        self.targets.setdefault(name, place)
        return Bookmark(name)

    def _place(self, element: Element) -> SourcePlace:
        return SourcePlace(self.file, element.line)


_PICTURE_SIZE = message("write for example {example}", example="image('30mm')")


def _is_in_cell(context: Context | None) -> bool:
    while context is not None and context.tag not in ("td", "th"):
        context = context.parent
    return context is not None


def _padding(context: Context, side: str) -> float:
    return context.points(f"padding-{side}", 0) or 0 if context.tag in PADDED else 0


def _autospace(context: Context | None) -> Autospace:
    """Return what the element or one around it says; by itself a layout sets text without it."""
    while context is not None:
        found = context.value("text-autospace")
        if isinstance(found, Autospace):
            return found
        context = context.parent
    return Autospace.NONE


def _scaled(context: Context, width: float, height: float) -> tuple[float, float]:
    """Return the size that the style asks for; where it gives one side the other follows."""
    wide, high = context.points("width", width), context.points("height", height)
    if wide is None and high is None:
        return width, height
    if wide is None:
        assert high is not None
        return width * high / height, high
    return wide, wide * height / width if high is None else high
