"""What layout makes of a document: lines, and sheets with everything at its place, from the top."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from pmgen.document import Border, Direction, Image, Page, Paragraph
from pmgen.formats.pdf.write.structure_tags import Tag
from pmgen.formats.pdf.write.typefaces import Style


class Piece(NamedTuple):
    """Characters of one style in a line; `gaps` are places in the text that are `stretch` wider.

    `airs` are the places before which Chinese and Latin text stand apart.
    What fills the way of a tab is a leader, and no text.
    """

    x: float
    style: Style
    text: str
    width: float
    gaps: tuple[int, ...] = ()
    stretch: float = 0
    is_leader: bool = False
    airs: tuple[int, ...] = ()


class Picture(NamedTuple):
    """An image in a line, standing on the base line."""

    x: float
    image: Image


class LineBookmark(NamedTuple):
    """A bookmark in a line."""

    name: str


class LineLink(NamedTuple):
    """A part of a line that leads to a bookmark; `number` is that of its link in the paragraph."""

    start: float
    end: float
    bookmark: str
    number: int


class OutlineEntry(NamedTuple):
    """An entry of the outline."""

    level: int
    text: str


class Setting(NamedTuple):
    """What a paragraph that names pages was set with, and into how many lines."""

    paragraph: Paragraph
    width: float
    page_number: int
    tallest: float
    lines: int


class Line(NamedTuple):
    """One line of text: its height, where its base line is, and what stands in it from the left.

    A table inside a cell stands in lines too: `inner` is what is drawn in such a line. In a turned cell, a
    line is a column as wide as its `height` and as high as its `length`. `is_cut` tells that
    it ends inside of a number. A line that names pages is `numbered`: its setting, and which of its lines.
    """

    height: float
    base: float
    pieces: tuple[Piece, ...] = ()
    pictures: tuple[Picture, ...] = ()
    marks: tuple[LineBookmark, ...] = ()
    ways: tuple[LineLink, ...] = ()
    above: float = 0
    below: float = 0
    heading: OutlineEntry | None = None
    inner: Canvas | None = None
    direction: Direction = Direction.ACROSS
    length: float = 0
    is_cut: bool = False
    numbered: tuple[Setting, int] | None = None

    @property
    def full_height(self) -> float:
        """Return the height with the space above and below."""
        return self.above + self.height + self.below


class Rule(NamedTuple):
    """A straight line of a table."""

    x1: float
    y1: float
    x2: float
    y2: float
    border: Border


class Fill(NamedTuple):
    """A coloured rectangle."""

    x: float
    y: float
    width: float
    height: float
    color: str


@dataclass(slots=True)
class Canvas:
    """Things at their places, measured from the upper left corner."""

    fills: list[Fill] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    lines: list[tuple[Line, float, float, Tag]] = field(default_factory=list)

    def put(self, line: Line, x: float, y: float, tag: Tag) -> None:
        """Let a line of an element stand with its upper left corner at a place."""
        if line.inner:
            self.copy(line.inner, x, y, tag if tag.is_artifact else None)
        else:
            self.lines.append((line, x, y, tag))

    def copy(self, other: Canvas, x: float = 0, y: float = 0, tag: Tag | None = None) -> None:
        """Put all of another canvas at a place; with `tag`, all of it belongs to that."""
        self.fills += (fill._replace(x=fill.x + x, y=fill.y + y) for fill in other.fills)
        self.rules += (
            Rule(rule.x1 + x, rule.y1 + y, rule.x2 + x, rule.y2 + y, rule.border) for rule in other.rules
        )
        self.lines += ((line, left + x, top + y, tag or own) for line, left, top, own in other.lines)


@dataclass(slots=True, kw_only=True)
class Sheet(Canvas):
    """One page of paper; `rich` are those of the lines that hold more than text, once all are known."""

    page: Page
    number: int
    rich: list[tuple[Line, float, float, Tag]] = field(default_factory=list)

    def find_rich_lines(self) -> None:
        """Find the lines that hold a picture, a bookmark, a link or an entry of the outline."""
        self.rich = [
            placed
            for placed in self.lines
            if (line := placed[0]).pictures or line.marks or line.ways or line.heading
        ]
