"""Page numbers as GB/T 9704 has them, in a document's sections.

Found of GB/T 9704-2012: the size and face, and the sides. Only remembered: that a number keeps one character
of room at the outer side, and that it stands 7 mm below the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pmgen.document import (
    Align,
    Block,
    Font,
    Inline,
    Link,
    Page,
    PageNumber,
    Paragraph,
    RunningHeads,
    Section,
    Text,
)

SIZE = 14.0
FACE = "宋体"
DASH = "—"
ROOM = SIZE
"""What is left free at the outer side: one character. Remembered."""

_BELOW = 7 * 72 / 25.4
"""From the text down to the number. Remembered."""

_LINE = SIZE * 1.3
_LEAST = 10.0
"""Nearer to the edge of the paper printers do not print."""

_LABELS = re.compile(r"[\s第页共/\-—–―－·.,，、~～|｜()（）]*")


def is_label(text: str) -> bool:
    """Tell whether words say nothing but that a page's number stands beside them."""
    return _LABELS.fullmatch(text) is not None


def foot_distance(page_bottom: float, given: float) -> float:
    """Return how far from the edge of the paper a foot ends, given the margin below the text."""
    distance = page_bottom - _BELOW - _LINE
    return round(distance, 2) if distance >= _LEAST else given


def with_official_numbers(section: Section) -> Section:
    """Return the section with these numbers in the place of its own; a first page without one gets none."""
    even, first = section.even or section.ordinary, section.first
    if first is not None and any(map(_numbered, first.footer)):
        first = RunningHeads(first.header, _foot(first.footer, Align.RIGHT))
    return replace(
        section,
        page=_page(section.page),
        footer=_foot(section.footer, Align.RIGHT),
        first=first,
        even=RunningHeads(even.header, _foot(even.footer, Align.LEFT)),
    )


def _page(page: Page) -> Page:
    return replace(page, footer_distance=foot_distance(page.margins.bottom, page.footer_distance))


def _foot(blocks: Iterable[Block], side: Align) -> tuple[Block, ...]:
    font = Font(FACE, FACE, SIZE)
    number = (Text(f"{DASH} ", font), PageNumber(font), Text(f" {DASH}", font))
    left, right = (0.0, ROOM) if side is Align.RIGHT else (ROOM, 0.0)
    own = Paragraph(number, side, indent=left, indent_right=right, font=font)
    return (*_without_numbers(blocks), own)


def _without_numbers(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        left = _stripped(block) if _numbered(block) else block
        if left is block or not is_label(_words(left)):
            yield left


def _numbered(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return any(map(_is_number, block.children))
    return any(_numbered(inner) for row in block.rows for cell in row.cells for inner in cell.blocks)


def _is_number(inline: Inline) -> bool:
    return isinstance(inline, PageNumber) or (
        isinstance(inline, Link) and any(map(_is_number, inline.children))
    )


def _stripped(block: Block) -> Block:
    """Return a block without the numbers of pages in it."""
    if isinstance(block, Paragraph):
        return replace(block, children=tuple(child for child in block.children if not _is_number(child)))
    rows = (
        replace(
            row,
            cells=tuple(replace(cell, blocks=tuple(map(_stripped, cell.blocks))) for cell in row.cells),
        )
        for row in block.rows
    )
    return replace(block, rows=tuple(rows))


def _words(block: Block) -> str:
    """Return the words of a block; a picture counts as one."""
    if isinstance(block, Paragraph):
        return "".join(child.text if isinstance(child, Text) else "▭" for child in block.children)
    return "".join(_words(inner) for row in block.rows for cell in row.cells for inner in cell.blocks)
