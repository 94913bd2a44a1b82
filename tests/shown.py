"""A document with all its looks as lines of text; what is as usual is not said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from enum import Enum
from typing import assert_never

from pmgen.document import (
    Autospace,
    Block,
    Bookmark,
    Border,
    Borders,
    Cell,
    Document,
    Font,
    Image,
    Inline,
    Insets,
    LineBreak,
    Link,
    Page,
    PageNumber,
    PageReference,
    Paragraph,
    Row,
    Section,
    Tab,
    Table,
    TabStop,
    Text,
)

_APART = ("children", "font", "blocks", "column", "column_span", "row_span", "cells", "rows", "columns")


def shown(document: Document) -> list[str]:
    """Return a line for each section, paragraph, row and cell, with everything that is not as usual.

    `⟨…⟩` is the font of a paragraph and, inside it, of the text that follows in another one. Of a cell, `2×3`
    are its column and span, `↓2` its rows, and then its lines: top, right, bottom, left.
    """
    lines: list[str] = []
    for section in document.sections:
        lines.append(f"page {_page(section.page)}")
        lines += [f"head: {line}" for line in _blocks(section.header)]
        lines += _blocks(section.blocks)
        lines += [f"foot: {line}" for line in _blocks(section.footer)]
        lines += differing(section, _blocks)
    return lines


def differing(section: Section, lines_of: Callable[[Iterable[Block]], Iterable[str]]) -> list[str]:
    """Return the heads and feet of first and even pages; `no head, no foot` where these are blank."""
    lines: list[str] = []
    for name, edges in (("first", section.first), ("even", section.even)):
        if edges is not None:
            found = [f"{name} head: {line}" for line in lines_of(edges.header)]
            found += [f"{name} foot: {line}" for line in lines_of(edges.footer)]
            lines += found or [f"{name}: no head, no foot"]
    return lines


def _page(page: Page) -> str:
    edges = f"{page.header_distance:g} {page.footer_distance:g}"
    return f"{page.width:g}×{page.height:g} margins {_insets(page.margins)} edges {edges}"


def _insets(insets: Insets) -> str:
    return f"{insets.top:g} {insets.right:g} {insets.bottom:g} {insets.left:g}"


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield _paragraph(block)
            case Table():
                yield from _table(block)
            case _:
                assert_never(block)


def _paragraph(paragraph: Paragraph) -> str:
    text = "".join(_inline(child, paragraph.font) for child in paragraph.children)
    return f"p{_unusual(paragraph)} {_font(paragraph.font)} {text}".rstrip()


def _unusual(node: Paragraph | Table | Row | Cell) -> str:
    """Return the values of a node that are not as usual."""
    words = []
    for field in fields(node):
        value = getattr(node, field.name)
        # Word sets all text so that says nothing else.
        if field.name not in _APART and value != field.default and value is not Autospace.NORMAL:
            words.append(f" {field.name}={_value(value)}" if value is not True else f" {field.name}")
    return "".join(words)


def _value(value: object) -> str:
    match value:
        case Enum():
            return str(value.value)
        case float():
            return f"{value:g}"
        case Insets():
            return _insets(value).replace(" ", "/")
        case Borders():
            lines = (value.top, value.right, value.bottom, value.left)
            return "/".join(map(_border, lines))
        case tuple():
            return ",".join(map(_value, value))
        case TabStop():
            align = "" if value.align.value == "left" else value.align.value
            return f"{value.position:g}{align}{value.leader}"
    return str(value)


def _border(border: Border | None) -> str:
    if border is None:
        return "-"
    return f"{border.width:g}" + ("" if border.color == "000000" else f"#{border.color}")


def _font(font: Font) -> str:
    looks = ("bold", "italic", "underline")
    words = [f"{font.east_asian}+{font.latin}" if font.latin != font.east_asian else font.latin]
    words += [f"{font.size:g}", *(look for look in looks if getattr(font, look))]
    words += ["" if font.color == "000000" else f"#{font.color}"]
    return f"⟨{' '.join(word for word in words if word)}⟩"


def _inline(inline: Inline, font: Font) -> str:
    match inline:
        case Text():
            text = inline.text.replace(" ", "·").replace("\u00a0", "⍽")
            return f"{_other(inline.font, font)}{text}"
        case LineBreak():
            return "↵"
        case Tab():
            return "⇥"
        case Image():
            return f"[{inline.media_type} {inline.width:g}×{inline.height:g} {inline.description}]"
        case PageNumber():
            return f"{_other(inline.font, font)}[page]"
        case PageReference():
            return f"{_other(inline.font, font)}[page of {inline.bookmark}]"
        case Link():
            return f"[{''.join(_inline(child, font) for child in inline.children)} → {inline.bookmark}]"
        case Bookmark():
            return f"[#{inline.name}]"
        case _:
            assert_never(inline)


def _other(font: Font, usual: Font) -> str:
    return "" if font == usual else _font(font)


def _table(table: Table) -> Iterator[str]:
    widths = " ".join(f"{width:g}" for width in table.columns)
    yield f"table {widths}{_unusual(table)}"
    for row in table.rows:
        yield f"  row{_unusual(row)}"
        for cell in row.cells:
            yield from _cell(cell)


def _cell(cell: Cell) -> Iterator[str]:
    span = f"×{cell.column_span}" * (cell.column_span > 1) + f"↓{cell.row_span}" * (cell.row_span > 1)
    inner = list(_blocks(cell.blocks))
    yield f"    {cell.column}{span}{_unusual(cell)}: {inner[0] if inner else 'nothing'}"
    yield from (f"      {line}" for line in inner[1:])
