"""Blocks as HTML: headings that never skip a level, contents lists, paragraphs and tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import assert_never

from pmgen.document import Align, Block, Font, Inline, Link, PageReference, Paragraph, Tab, Table
from pmgen.writers.html.inlines import font_of, inlines
from pmgen.writers.html.page import Page
from pmgen.writers.html.tables import framed_table, inner_table
from pmgen.writers.html.texts import ended
from pmgen.writers.reading import is_entry, words


def blocks_html(blocks: Sequence[Block], page: Page) -> str:
    """Return the blocks of a section."""
    parts = []
    for listed, group in groupby(blocks, lambda block: isinstance(block, Paragraph) and is_entry(block)):
        run = list(group)
        parts += [_contents(run, page)] if listed else [_block(block, page) for block in run]
    return "".join(parts)


def _block(block: Block, page: Page) -> str:
    match block:
        case Paragraph():
            return _paragraph(block, page)
        case Table():
            return framed_table(block, page, _inner) if block.rows else ""
        case _:
            assert_never(block)


def _paragraph(paragraph: Paragraph, page: Page) -> str:
    level = page.headings.level(paragraph)
    if not level:
        return f"{_simple(paragraph, page)}\n"
    name = page.head(words(paragraph))
    font = font_of(paragraph)
    look = page.looks.paragraph(paragraph, font)
    return f'<h{level} class="{look}" id="{name}">{inlines(paragraph.children, font, page)}</h{level}>\n'


def _simple(paragraph: Paragraph, page: Page, more: str = "") -> str:
    font = font_of(paragraph)
    look = page.looks.paragraph(paragraph, font) + more
    return f'<p class="{look}">{ended(_line(paragraph, font, page)) or "<br>"}</p>'


def _line(paragraph: Paragraph, font: Font, page: Page) -> str:
    """Return the inlines of a paragraph; what a tab takes to the right margin stands there."""
    children = paragraph.children
    stops, tabs = paragraph.tabs, [n for n, child in enumerate(children) if isinstance(child, Tab)]
    if len(tabs) != 1 or not stops or stops[0].align is not Align.RIGHT:
        return inlines(children, font, page)
    after = tabs[0] + 1
    end = inlines(children[after:], font, page)
    return f'{inlines(children[:after], font, page)}<span class="end">{end}</span>'


def _contents(entries: Sequence[Block], page: Page) -> str:
    """Return a contents list: links only, for what scrolls has no page numbers."""
    items = "".join([_entry(entry, page) for entry in entries if isinstance(entry, Paragraph)])
    return f'<nav aria-label="{page.list_label()}"><ol>\n{items}</ol></nav>\n'


def _entry(entry: Paragraph, page: Page) -> str:
    font = font_of(entry)
    shown = inlines(_without_number(entry.children), font, page)
    return f'<li class="{page.looks.paragraph(entry, font)}">{shown}</li>\n'


def _without_number(children: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return the inlines of an entry without the number of the page and the tab before it."""
    kept: list[Inline] = []
    for child in reversed(children):
        if isinstance(child, Link):
            child = Link(child.bookmark, _without_number(child.children))
        if kept or not isinstance(child, Tab | PageReference):
            kept.append(child)
    return tuple(reversed(kept))


def edge_html(paragraphs: Sequence[Paragraph], page: Page) -> str:
    """Return what stands at the head or foot of every page; in print the margins have it."""
    return "".join(_simple(paragraph, page, " screen") + "\n" for paragraph in paragraphs)


def _inner(blocks: Sequence[Block], page: Page) -> str:
    """Return what stands in a cell; a heading there is an ordinary paragraph."""
    return "".join([_inner_block(block, page) for block in blocks])


def _inner_block(block: Block, page: Page) -> str:
    return inner_table(block, page, _inner) if isinstance(block, Table) else _simple(block, page)
