"""The one document model: all that a writer sees. Immutable; lengths are points, colours RRGGBB."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum

Points = float


class _Word(Enum):
    """One of a few words: each is a single object, and known by that, for Enum's own hash is slow."""

    __hash__ = object.__hash__


class Align(_Word):
    """How text stands in a line."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class Scope(_Word):
    """What a head cell heads: the rest of its row, or the cells below it."""

    ROW = "row"
    COLUMN = "column"


class VerticalAlign(_Word):
    """How the text of a cell stands in its height."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Direction(_Word):
    """How the lines of a cell run: across, or down in columns.

    Columns begin on the right, and Chinese stands upright in them or is turned like all else; only where
    lines run up do they begin on the left.
    """

    ACROSS = "across"
    UPRIGHT = "upright"
    DOWN = "down"
    UP = "up"


class Autospace(_Word):
    """Beside what Chinese text has a distance of its own: letters, digits, both or none."""

    NORMAL = "normal"
    LETTERS = "ideograph-alpha"
    DIGITS = "ideograph-numeric"
    NONE = "no-autospace"


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface for Chinese and one for Latin text, with size and looks."""

    east_asian: str = "宋体"
    latin: str = "宋体"
    size: Points = 10.5
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = "000000"


@dataclass(frozen=True, slots=True)
class Text:
    """Characters in one font; runs of spaces are data."""

    text: str
    font: Font = Font()


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line in the same paragraph."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture with its media type (`image/png`), size and words for those who cannot see it."""

    data: bytes
    media_type: str
    width: Points
    height: Points
    description: str = ""


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of the page that it stands on."""

    font: Font = Font()


@dataclass(frozen=True, slots=True)
class PageReference:
    """The number of the page on which a bookmark stands."""

    bookmark: str
    font: Font = Font()


@dataclass(frozen=True, slots=True)
class Link:
    """Inlines that lead to a bookmark of the same document."""

    bookmark: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A named place; names are unique in a document and at most 40 characters long."""

    name: str


Inline = Text | LineBreak | Tab | Image | PageNumber | PageReference | Link | Bookmark


@dataclass(frozen=True, slots=True)
class Border:
    """A line around a cell; width 0 is no line."""

    width: Points = 0.5
    color: str = "000000"


@dataclass(frozen=True, slots=True)
class Borders:
    """The four lines of a cell, and those from corner to corner; None is no line.

    `falling` goes from the upper left down to the right, `rising` from the lower left up.
    """

    top: Border | None = None
    right: Border | None = None
    bottom: Border | None = None
    left: Border | None = None
    falling: Border | None = None
    rising: Border | None = None


@dataclass(frozen=True, slots=True)
class Insets:
    """Distances from the four edges."""

    top: Points = 0
    right: Points = 0
    bottom: Points = 0
    left: Points = 0


@dataclass(frozen=True, slots=True)
class TabStop:
    """Where a tab leads, measured from the paragraph's left edge; `leader` fills the way, such as `.`."""

    position: Points
    align: Align = Align.LEFT
    leader: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `outline` 1 to 9 makes it a heading, 0 does not.

    A line is `line_factor` times as high as its fonts ask, but at least (or, if `line_exact`, exactly)
    `line_height`.
    """

    children: tuple[Inline, ...] = ()
    align: Align = Align.LEFT
    outline: int = 0
    space_before: Points = 0
    space_after: Points = 0
    first_line_indent: Points = 0
    indent: Points = 0
    indent_right: Points = 0
    line_height: Points | None = None
    line_factor: float = 1.0
    line_exact: bool = False
    tabs: tuple[TabStop, ...] = ()
    keep_with_next: bool = False
    page_break_before: bool = False
    font: Font = Font()
    autospace: Autospace = Autospace.NONE


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its place in the grid; `blocks` ends in a paragraph. `header` tells what it heads."""

    blocks: tuple[Block, ...]
    column: int
    column_span: int = 1
    row_span: int = 1
    borders: Borders = Borders()
    padding: Insets = Insets(0, 5.4, 0, 5.4)
    background: str | None = None
    vertical_align: VerticalAlign = VerticalAlign.MIDDLE
    header: Scope | None = None
    direction: Direction = Direction.ACROSS


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that begin in this row, left to right.

    One that `repeats` is a head within a table: it comes again on every page on which what it heads goes on.
    """

    cells: tuple[Cell, ...]
    height: Points | None = None
    height_exact: bool = False
    may_split: bool = False
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a grid of columns; the first `header_rows` rows repeat on every page.

    `caption` names the table for those who cannot see it and is not printed;
    `indent` moves a left-aligned table away from the left margin.
    """

    columns: tuple[Points, ...]
    rows: tuple[Row, ...]
    header_rows: int = 0
    align: Align = Align.CENTER
    caption: str = ""
    indent: Points = 0


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Page:
    """Paper size and margins; a width above the height is landscape."""

    width: Points = 595.3
    height: Points = 841.9
    margins: Insets = Insets(72, 72, 72, 72)
    header_distance: Points = 42.5
    footer_distance: Points = 42.5


@dataclass(frozen=True, slots=True)
class RunningHeads:
    """What stands at the head and foot of a page."""

    header: tuple[Block, ...] = ()
    footer: tuple[Block, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return both."""
        return (*self.header, *self.footer)


@dataclass(frozen=True, slots=True)
class Section:
    """A run of blocks on pages of one kind, with what stands at their head and foot.

    `first` stands instead on its first page and `even` on pages of even number; None is no difference.
    """

    page: Page
    blocks: tuple[Block, ...]
    header: tuple[Block, ...] = ()
    footer: tuple[Block, ...] = ()
    first: RunningHeads | None = None
    even: RunningHeads | None = None

    @property
    def ordinary(self) -> RunningHeads:
        """Return the head and foot of ordinary pages."""
        return RunningHeads(self.header, self.footer)

    @property
    def running_heads(self) -> tuple[RunningHeads, ...]:
        """Return the heads and feet of ordinary pages, and of first and even ones that have their own."""
        return tuple(
            running_heads
            for running_heads in (self.ordinary, self.first, self.even)
            if running_heads is not None
        )

    def running_heads_on(self, number: int, is_first: bool) -> RunningHeads:
        """Return the head and foot of the page `number`; a first page is that before it is an even one."""
        if is_first and self.first is not None:
            return self.first
        return self.even if self.even is not None and number % 2 == 0 else self.ordinary


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `source` is the Word engine's finished package, dropped when the document changes.

    `labels` number those cells of the package, in its order and from 0, that say what the layout itself says.
    `tab_distance` is how far apart the stops of tabs are beyond those that a paragraph has itself.
    """

    title: str
    author: str = ""
    language: str = "zh-CN"
    sections: tuple[Section, ...] = ()
    source: bytes | None = field(default=None, repr=False)
    labels: frozenset[int] = frozenset()
    tab_distance: Points = 21.0

    def with_sections(self, sections: tuple[Section, ...]) -> Document:
        """Return the document with other contents, and so without the package it came from."""
        return replace(self, sections=sections, source=None, labels=frozenset())
