"""Pages in print as CSS: paper, margins, and what stands at their head and foot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from pmgen.document import (
    Align,
    Block,
    Image,
    LineBreak,
    Page,
    PageNumber,
    Paragraph,
    RunningHeads,
    Section,
    Tab,
    Table,
    Text,
)
from pmgen.formats.document_text import leaves, lines, words
from pmgen.formats.html.write.html_classes import font_rule, quoted

_OUTLINE = 1.5
"""What a page keeps inside its margins left and right, for Chromium cuts a table's outer lines at them."""

_SIDES = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "left"}


_Boxes = Mapping[str, str]
"""Margin boxes by their names, such as `bottom-left`, with what stands in their braces."""

NOTHING = "content:none"


def page_rules(name: str, section: Section, *, is_first: bool) -> str:
    """Return the @page rules of a section; `is_first` tells that it begins the document.

    Pages of odd numbers are `:right`, of even ones `:left`, and only the document's first page is `:first`
    (CSS Paged Media 3, §3.3).
    """
    ordinary = _boxes(section.ordinary)
    rules = _page_rule(name, section.page, ordinary)
    if section.even is not None:
        rules += f"@page {name}:left{{{_css(_instead(ordinary, section.even))}}}\n"
    if section.first is not None and is_first:
        rules += f"@page {name}:first{{{_css(_instead(ordinary, section.first))}}}\n"
    return rules


def _instead(ordinary: _Boxes, running_heads: RunningHeads) -> _Boxes:
    """Return the boxes of other pages; those of ordinary ones that they have not are empty."""
    return {**dict.fromkeys(ordinary, NOTHING), **_boxes(running_heads)}


def _css(boxes: _Boxes) -> str:
    return "".join(f"@{name}{{{inside}}}" for name, inside in boxes.items())


def _page_rule(name: str, page: Page, boxes: _Boxes) -> str:
    margins = page.margins
    right, left = (max(side - _OUTLINE, 0) for side in (margins.right, margins.left))
    sides = (margins.top, right, margins.bottom, left)
    margin = " ".join(f"{side:g}pt" for side in sides)
    return f"@page {name}{{size:{_size(page)};margin:{margin};{_css(boxes)}}}\n"


def _size(page: Page) -> str:
    return f"{page.width:g}pt {page.height:g}pt"


def _boxes(running_heads: RunningHeads) -> _Boxes:
    return dict((*_boxes_at("top", running_heads.header), *_boxes_at("bottom", running_heads.footer)))


def _boxes_at(edge: str, blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Yield a margin box for each place at an edge; the lines of one place stand below each other."""
    places: dict[str, list[Paragraph]] = {}
    for paragraph in running_head_paragraphs(blocks):
        if any(isinstance(child, Text | PageNumber) for child in leaves(paragraph.children)):
            places.setdefault(_SIDES[paragraph.align], []).append(paragraph)
    for side, paragraphs in places.items():
        content = ' "\\a " '.join(_content(paragraph) for paragraph in paragraphs)
        font = next(
            c.font for p in paragraphs for c in leaves(p.children) if isinstance(c, Text | PageNumber)
        )
        yield f"{edge}-{side}", f"content:{content};white-space:pre-wrap;{font_rule(font, 'pt')}"


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


def running_head_paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a head or foot, those in its tables too."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from running_head_paragraphs(cell.blocks)
        else:
            yield block


def lasting_running_heads(section: Section, edge: Literal["header", "footer"]) -> list[Paragraph]:
    """Return what an edge of pages says beside page numbers, which a page that scrolls shows once."""
    first, ordinary, even = (
        []
        if running_heads is None
        else _lasting(running_heads.header if edge == "header" else running_heads.footer)
        for running_heads in (section.first, section.ordinary, section.even)
    )
    before = [paragraph for paragraph in first if not _is_among(paragraph, ordinary)]
    after = [paragraph for paragraph in even if not _is_among(paragraph, [*before, *ordinary])]
    return [*before, *ordinary, *after]


def _is_among(paragraph: Paragraph, others: Iterable[Paragraph]) -> bool:
    return any(words(paragraph) == words(other) for other in others)


def _lasting(blocks: Iterable[Block]) -> list[Paragraph]:
    return [
        paragraph
        for paragraph in running_head_paragraphs(blocks)
        if any(isinstance(child, Image | Text) for child in leaves(paragraph.children))
        and not any(isinstance(child, PageNumber) for child in leaves(paragraph.children))
    ]
