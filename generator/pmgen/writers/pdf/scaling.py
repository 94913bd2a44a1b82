"""A table made smaller as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from pmgen.document import (
    Block,
    Bookmark,
    Cell,
    Font,
    Image,
    Inline,
    Insets,
    LineBreak,
    Link,
    PageNumber,
    PageReference,
    Row,
    Tab,
    Table,
    Text,
)


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
