"""What a cell says: its text in lines, the runs with their fonts, links, bookmarks and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from pmgen.document import (
    Block,
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
    Table,
    Text,
)
from pmgen.writers.reading import is_entry, lines

_EMPTY = Paragraph()


@dataclass(slots=True)
class Content:
    """The words of a cell; `paragraph` gives it its manner, `runs` are kept only where fonts differ.

    `has_more` tells that there may be something beside the text.
    """

    text: str
    paragraph: Paragraph
    font: Font
    runs: Sequence[Text] = ()
    links: Sequence[str] = ()
    bookmarks: Sequence[str] = ()
    pictures: Sequence[Image] = ()
    has_table: bool = False
    has_page_number: bool = False
    has_more: bool = False


def content_of(blocks: Sequence[Block]) -> Content:
    """Return what stands in a cell or in a paragraph of its own."""
    if len(blocks) == 1:
        block = blocks[0]
        if type(block) is Paragraph:
            children = block.children
            if not children:
                return Content("", block, block.font)
            if len(children) == 1 and type(child := children[0]) is Text:
                return Content(lines(child.text), block, child.font)
    return _Collector(blocks).content()


@dataclass(slots=True)
class _Collector:
    blocks: Sequence[Block]
    runs: list[Text] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    pictures: list[Image] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    has_table: bool = False
    has_page_number: bool = False

    def content(self) -> Content:
        self._blocks(self.blocks)
        paragraph = next((p for p in self.paragraphs if p.children), (self.paragraphs or [_EMPTY])[0])
        fonts = {run.font for run in self.runs if run.text.strip()}
        font = next((run.font for run in self.runs if run.text.strip()), paragraph.font)
        return Content(
            "".join(run.text for run in self.runs),
            paragraph,
            font,
            self.runs if len(fonts) > 1 else (),
            self.links,
            self.bookmarks,
            self.pictures,
            self.has_table,
            self.has_page_number,
            True,
        )

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for number, block in enumerate(blocks):
            if number:
                self._say("\n", Font())
            match block:
                case Paragraph():
                    self._paragraph(block)
                case Table():
                    self._table(block)
                case _:
                    assert_never(block)

    def _table(self, table: Table) -> None:
        """Take a table inside a cell as lines of text, its cells parted by tabs."""
        self.has_table = True
        for number, row in enumerate(table.rows):
            if number:
                self._say("\n", Font())
            for index, cell in enumerate(row.cells):
                if index:
                    self._say("\t", Font())
                self._blocks(cell.blocks)

    def _paragraph(self, paragraph: Paragraph) -> None:
        self.paragraphs.append(paragraph)
        start = len(self.runs)
        self._inlines(paragraph.children, paragraph.font)
        if is_entry(paragraph):
            while len(self.runs) > start and self.runs[-1].text == "\t":
                self.runs.pop()

    def _inlines(self, children: Iterable[Inline], font: Font) -> None:
        for child in children:
            match child:
                case Text(text, own):
                    self._say(lines(text), own)
                case LineBreak():
                    self._say("\n", font)
                case Tab():
                    self._say("\t", font)
                case Image():
                    self.pictures.append(child)
                case PageNumber():
                    self.has_page_number = True
                case PageReference():
                    pass  # pages of a sheet are known only when it is printed
                case Link(bookmark, inner):
                    self.links.append(bookmark)
                    self._inlines(inner, font)
                case Bookmark(name):
                    self.bookmarks.append(name)
                case _:
                    assert_never(child)

    def _say(self, text: str, font: Font) -> None:
        if text:
            self.runs.append(Text(text, font))
