"""Cells as SpreadsheetML: what each says, text that stays text, numbers with their digits, sums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, assert_never

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
from pmgen.formats.document_text import is_entry, lines
from pmgen.formats.xlsx.write.cell_styles import PROTECTED, QUOTED, TEXT, font_element
from pmgen.opc.xml_text import escape

_EMPTY = Paragraph()


class Beside(NamedTuple):
    """What a cell has beside its text, or cannot show."""

    links: Sequence[str]
    bookmarks: Sequence[str]
    pictures: Sequence[Image]
    has_table: bool
    has_page_number: bool


@dataclass(slots=True)
class Content:
    """The words of a cell; `paragraph` gives it its manner, `runs` are kept only where fonts differ."""

    text: str
    paragraph: Paragraph
    font: Font
    runs: Sequence[Text] = ()
    beside: Beside | None = None


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
            Beside(self.links, self.bookmarks, self.pictures, self.has_table, self.has_page_number),
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


MOST_DIGITS = 15
"""The digits that Excel keeps; longer ones are codes and stay text."""

_NUMBER = re.compile(r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}((?:,[0-9]{3})+))(?:\.([0-9]+))?")


def number_format(text: str) -> str | None:
    """Return the format that shows the number exactly as it is written, or None if the text is no number.

    A number has no sign, no leading zero and at most fifteen digits; its thousands are all marked or none.
    """
    match = _NUMBER.fullmatch(text)
    if match is None or (len(text) > MOST_DIGITS and sum(map(str.isdigit, text)) > MOST_DIGITS):
        return None
    thousands, decimals = match.groups()
    whole = "#,##0" if thousands else "0"
    return f"{whole}.{'0' * len(decimals)}" if decimals else whole


def plain(text: str) -> str:
    """Return a number without the marks of its thousands, as XML stores it."""
    return text.replace(",", "")


def exact(text: str) -> Decimal:
    """Return a number as an exact decimal."""
    return Decimal(plain(text))


_LONGEST_PROTECTED = 255
_LOOKS_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_MAY_BE_REREAD = re.compile("[!-~\uff01-\uff5e￥€£]")


def text_kind(text: str) -> str:
    """Return the kind of a text: whether Excel might read it as something else when somebody edits it."""
    if _MAY_BE_REREAD.match(text) is None:
        return TEXT
    return PROTECTED if len(text) <= _LONGEST_PROTECTED else QUOTED


def text_cell(place: str, style: int, content: Content) -> str:
    """Return a cell with text, or one with nothing but a look."""
    if content.runs:
        return f'<c r="{place}" s="{style}" t="inlineStr"><is>{_runs(content)}</is></c>'
    text = cell_text(content.text)
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def number_cell(place: str, style: int, text: str, formula: str = "") -> str:
    """Return a cell with a number, or with the formula that it is the result of."""
    shown = f"<f>{formula}</f>" if formula else ""
    return f'<c r="{place}" s="{style}">{shown}<v>{plain(text)}</v></c>'


def cell_text(text: str) -> str:
    """Return text for a `t` element, in which `_x000D_` would stand for a character."""
    if "_x" in text:
        text = _LOOKS_LIKE_AN_ESCAPE.sub("_x005F_", text)
    return escape(text)


def _runs(content: Content) -> str:
    return "".join(
        f"<r>{font_element(run.font, 'rPr', run.text.isascii())}"
        f'<t xml:space="preserve">{cell_text(run.text)}</t></r>'
        for run in content.runs
    )
