"""Pages in print: paper, margins, and what stands at their head and foot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmgen.document import (
    Align,
    Block,
    Image,
    LineBreak,
    Page,
    PageNumber,
    Paragraph,
    Section,
    Tab,
    Table,
    Text,
)
from pmgen.writers.html.looks import font_rule, quoted
from pmgen.writers.reading import leaves, lines

_OUTLINE = 0.75
"""What a page keeps inside its margins left and right, for Chromium cuts a table's outer lines at them."""

_SIDES = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "left"}


def page_rule(name: str, section: Section) -> str:
    """Return the @page rule of a section."""
    page = section.page
    margins = page.margins
    right, left = (max(side - _OUTLINE, 0) for side in (margins.right, margins.left))
    sides = (margins.top, right, margins.bottom, left)
    boxes = "".join((*_boxes("top", section.header), *_boxes("bottom", section.footer)))
    return f"@page {name}{{size:{_size(page)};margin:{' '.join(f'{side:g}pt' for side in sides)};{boxes}}}\n"


def _size(page: Page) -> str:
    return f"{page.width:g}pt {page.height:g}pt"


def _boxes(edge: str, blocks: Iterable[Block]) -> Iterator[str]:
    """Yield a margin box for each place at an edge; the lines of one place stand below each other."""
    places: dict[str, list[Paragraph]] = {}
    for paragraph in edge_paragraphs(blocks):
        if any(isinstance(child, Text | PageNumber) for child in leaves(paragraph.children)):
            places.setdefault(_SIDES[paragraph.align], []).append(paragraph)
    for side, paragraphs in places.items():
        content = ' "\\a " '.join(_content(paragraph) for paragraph in paragraphs)
        font = next(
            c.font for p in paragraphs for c in leaves(p.children) if isinstance(c, Text | PageNumber)
        )
        yield f"@{edge}-{side}{{content:{content};white-space:pre-wrap;{font_rule(font, 'pt')}}}"


def _content(paragraph: Paragraph) -> str:
    parts = []
    for child in leaves(paragraph.children):
        if isinstance(child, Text):
            parts.append(quoted(lines(child.text)))
        elif isinstance(child, PageNumber):
            parts.append("counter(page)")
        elif isinstance(child, LineBreak | Tab):
            parts.append('"\\a "' if isinstance(child, LineBreak) else '"\\9 "')
    return " ".join(parts)


def edge_paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a head or foot, those in its tables too."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from edge_paragraphs(cell.blocks)
        else:
            yield block


def lasting(blocks: Iterable[Block]) -> list[Paragraph]:
    """Return what an edge says beside page numbers, which a page that scrolls shows once."""
    return [
        paragraph
        for paragraph in edge_paragraphs(blocks)
        if any(isinstance(child, Image | Text) for child in leaves(paragraph.children))
        and not any(isinstance(child, PageNumber) for child in leaves(paragraph.children))
    ]
