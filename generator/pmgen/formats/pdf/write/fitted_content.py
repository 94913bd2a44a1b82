"""What is made to fit: a table smaller as a whole, a cell whose text runs down or up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from pmgen.document import (
    Align,
    Autospace,
    Block,
    Bookmark,
    Cell,
    Direction,
    Font,
    Image,
    Inline,
    Insets,
    LineBreak,
    Link,
    PageNumber,
    PageReference,
    Paragraph,
    Row,
    Tab,
    Table,
    Text,
    VerticalAlign,
)
from pmgen.formats.document_text import leaves
from pmgen.formats.pdf.write.layout_boxes import Canvas, Line
from pmgen.formats.pdf.write.line_breaking import ParagraphSetter
from pmgen.formats.pdf.write.structure_tags import Tag


def scaled(table: Table, factor: float) -> Table:
    """Return the table with all its measures, fonts included, made smaller by `factor`."""
    return replace(
        table,
        columns=tuple(width * factor for width in table.columns),
        rows=tuple(_row(row, factor) for row in table.rows),
        indent=table.indent * factor,
    )


def _row(row: Row, factor: float) -> Row:
    height = None if row.height is None else row.height * factor
    return replace(row, height=height, cells=tuple(_cell(cell, factor) for cell in row.cells))


def _cell(cell: Cell, factor: float) -> Cell:
    padding = cell.padding
    insets = Insets(
        padding.top * factor, padding.right * factor, padding.bottom * factor, padding.left * factor
    )
    return replace(cell, padding=insets, blocks=tuple(scaled_block(block, factor) for block in cell.blocks))


def scaled_block(block: Block, factor: float) -> Block:
    """Return a block with all its measures, fonts included, made smaller by `factor`."""
    if isinstance(block, Table):
        return scaled(block, factor)
    return replace(
        block,
        children=tuple(_inline(inline, factor) for inline in block.children),
        space_before=block.space_before * factor,
        space_after=block.space_after * factor,
        first_line_indent=block.first_line_indent * factor,
        indent=block.indent * factor,
        indent_right=block.indent_right * factor,
        line_height=None if block.line_height is None else block.line_height * factor,
        tabs=tuple(replace(stop, position=stop.position * factor) for stop in block.tabs),
        font=_font(block.font, factor),
    )


def _inline(inline: Inline, factor: float) -> Inline:
    match inline:
        case Text(_, font) | PageNumber(font) | PageReference(_, font):
            return replace(inline, font=_font(font, factor))
        case Image(_, _, width, height):
            return replace(inline, width=width * factor, height=height * factor)
        case Link(_, children):
            return replace(inline, children=tuple(_inline(child, factor) for child in children))
        case LineBreak() | Tab() | Bookmark():
            return inline
        case _:
            assert_never(inline)


def _font(font: Font, factor: float) -> Font:
    return replace(font, size=font.size * factor)


_LONGEST = 10_000.0
_SLACK = 0.01
_MOST_LABEL = 0.25
"""The share of a page that a line takes before it is broken for want of height alone."""
_STEPS = 12
_FEW = 4


@dataclass(slots=True)
class TurnedCell:
    """The paragraphs of a turned cell, each with its element; `width` is the room for its lines side by side.

    `most` is the width of the whole cell, `tallest` the height of a page.
    """

    cell: Cell
    paragraphs: Sequence[tuple[Paragraph, Tag]]
    width: float
    most: float
    setter: ParagraphSetter
    tallest: float

    @property
    def natural(self) -> float:
        """Return the height at which no line is broken."""
        plain = [replace(paragraph, align=Align.LEFT) for paragraph, _ in self.paragraphs]
        ends = [
            line.pieces[-1].x + line.pieces[-1].width + paragraph.indent_right
            for paragraph in plain
            for line in self.setter.lines(paragraph, _LONGEST)
            if line.pieces
        ]
        return max(ends, default=0)

    def fits(self, height: float) -> bool:
        """Tell whether the lines have room side by side, none longer than the height."""
        lines = [line for _, line in self._lines(height)]
        whole = all(piece.x + piece.width <= height + _SLACK for line in lines for piece in line.pieces)
        return whole and sum(line.full_height for line in lines) <= self.most + _SLACK

    def height(self, available: float, is_said: bool = True) -> float:
        """Return the height that the text takes where its rows have some height by themselves.

        Lines are broken for a height that the layout says, or that holds some characters, and not for that
        of a single line beside.
        """
        natural = self.natural + _SLACK
        if natural <= available:
            return natural
        if (is_said or available >= _FEW * self._size) and self.fits(available):
            return available
        label = max(available, self.tallest * _MOST_LABEL)
        return natural if natural <= label else label if self.fits(label) else self._least(label, natural)

    def _least(self, low: float, high: float) -> float:
        for _ in range(_STEPS):
            middle = (low + high) / 2
            low, high = (low, middle) if self.fits(middle) else (middle, high)
        return high

    def draw(self, canvas: Canvas, left: float, top: float, height: float, tag: Tag | None) -> None:
        """Put the lines into a room of some height; with `tag`, all of them belong to that."""
        lines = self._lines(height)
        spare = self.width - sum(line.full_height for _, line in lines)
        share = {VerticalAlign.TOP: 0.0, VerticalAlign.MIDDLE: 0.5}.get(self.cell.vertical_align, 1.0)
        at = spare * share if spare > 0 else spare / 2
        for own, line in lines:
            turned = line._replace(direction=self.cell.direction, length=height)
            at += line.above
            x = at if self.cell.direction is Direction.UP else self.width - at - line.height
            canvas.put(turned, left + x, top, tag or own)
            at += line.height + line.below

    @property
    def _size(self) -> float:
        pieces = (piece for _, line in self._lines(_LONGEST) for piece in line.pieces)
        return max((piece.style.size for piece in pieces), default=0)

    def _lines(self, height: float) -> list[tuple[Tag, Line]]:
        return [
            (tag, line) for paragraph, tag in self.paragraphs for line in self.setter.lines(paragraph, height)
        ]


def turned(cell: Cell, tag: Tag, widths: tuple[float, float], setter: ParagraphSetter) -> TurnedCell | None:
    """Return what stands turned in a cell, None where there is no room for it, or more than text.

    `widths` are the room between the paddings and the width of the whole cell.
    """
    if not may_turn(cell.blocks):
        return None
    # Columns have no distance between Chinese and Latin text, which lies on its side.
    paragraphs = [
        replace(block, autospace=Autospace.NONE) for block in cell.blocks if isinstance(block, Paragraph)
    ]
    alone = len(paragraphs) == 1
    tagged = [(paragraph, tag if alone else Tag("P")) for paragraph in paragraphs]
    made = TurnedCell(cell, tagged, *widths, setter, setter.tallest)
    if not made.fits(made.natural + _SLACK) or made.height(0) > setter.tallest:
        return None
    if not alone:
        tag.kids += (own for _, own in tagged)
    return made


def may_turn(blocks: Sequence[Block]) -> bool:
    """Tell whether what stands in a cell is text and nothing else."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    pictures = (isinstance(leaf, Image) for block in paragraphs for leaf in leaves(block.children))
    return len(paragraphs) == len(blocks) and not any(pictures)


def is_blank(cell: Cell) -> bool:
    """Tell whether nothing stands in a cell."""
    return not any(isinstance(block, Table) or block.children for block in cell.blocks)
