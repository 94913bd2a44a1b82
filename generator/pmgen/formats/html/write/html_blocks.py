"""Blocks as HTML: headings, contents lists, paragraphs, and tables that say what their heads head."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import groupby
from typing import assert_never

from pmgen.document import (
    Align,
    Block,
    Cell,
    Font,
    Inline,
    Link,
    PageReference,
    Paragraph,
    Row,
    Scope,
    Tab,
    Table,
    Text,
)
from pmgen.formats.document_text import filled, is_entry, words
from pmgen.formats.html.write.html_inlines import Page, ended, font_of, inlines, text_html
from pmgen.formats.html.write.html_table_parts import Part, parts_of, wide_numbers

_EMPTY = Paragraph()
_TOLERANCE = 1.0

WriteBlocks = Callable[[Sequence[Block], Page], str]
"""Writes what stands in a cell that holds more than one paragraph."""


def framed_table(table: Table, page: Page, write_blocks: WriteBlocks) -> str:
    """Return a table in a frame that can be reached by keyboard and scrolls where the window is narrow."""
    label, caption = page.table_label(table.caption)
    inner = _table(table, page, write_blocks, caption, f' aria-labelledby="{label}"' if not caption else "")
    return f'<section class="scroll" aria-labelledby="{label}" tabindex="0">{inner}</section>\n'


def inner_table(table: Table, page: Page, write_blocks: WriteBlocks) -> str:
    """Return a table that stands in a cell."""
    return _table(table, page, write_blocks, "", "")


def _table(table: Table, page: Page, write_blocks: WriteBlocks, caption: str, label: str) -> str:
    looks = page.looks
    columns = "".join([f'<col class="{looks.width(width)}">' for width in table.columns])
    wide = wide_numbers(table)
    width = sum(table.columns)
    look = looks.table(width, table.align, table.indent)
    if wide.cells:
        look += " grows"
    end = max(width, wide.width) + (max(table.indent, 0) if table.align is Align.LEFT else 0)
    if end > page.width + _TOLERANCE:
        look += f" {looks.shrunk(page.width / end)}"
    parts = () if wide.cells else parts_of(table)
    if parts:
        look += " parts"
    more = _widths(table, parts, page) if parts else dict.fromkeys(wide.cells, " whole")
    again = {part.first for part in parts if part.repeats}
    rows = list(_rows(table, more, again, page, write_blocks))
    heads = table.header_rows if _is_closed(table) else 0
    head = f"<thead>{''.join(rows[:heads])}</thead>\n" if heads else ""
    body = f"<tbody>{''.join(rows[heads:])}</tbody>" if rows[heads:] and not parts else ""
    body += "\n".join([_part(part, table, rows, page) for part in parts])
    return f'<table class="{look}"{label}>{caption}<colgroup>{columns}</colgroup>\n{head}{body}</table>'


def _is_closed(table: Table) -> bool:
    """Tell whether no head cell reaches into the rows below, where HTML would cut it."""
    heads = table.rows[: table.header_rows]
    return all(
        index + cell.row_span <= table.header_rows for index, row in enumerate(heads) for cell in row.cells
    )


def _widths(table: Table, parts: Sequence[Part], page: Page) -> dict[int, str]:
    """Return the widths of the cells, by their ids, that give the parts their columns in print."""
    widths = table.columns
    return {
        id(cell): f" {page.looks.printed_width(sum(widths[cell.column : cell.column + cell.column_span]))}"
        for part in parts
        for cell in table.rows[part.first].cells
    }


def _part(part: Part, table: Table, rows: Sequence[str], page: Page) -> str:
    head, last = table.rows[part.first], table.rows[part.end - 1]
    names = [page.looks.touching(head)] if part.first else []
    if part.label is not None:
        names += ["beside", page.looks.beside(part.label)]
    if _stays(last):
        names.append("stays")
    look = f' class="{" ".join(names)}"' if names else ""
    return f"<tbody{look}>{''.join(rows[part.first : part.end])}</tbody>"


def _rows(
    table: Table, more: Mapping[int, str], again: Container[int], page: Page, write_blocks: WriteBlocks
) -> Iterator[str]:
    above: list[int] = [0] * len(table.columns)
    for index, row in enumerate(table.rows):
        is_head = index < table.header_rows
        cells = filled(row, above)
        look = _row_class(row, index in again, page)
        shown = [_cell(cell, is_head, more.get(id(cell), ""), page, write_blocks) for cell in cells]
        yield f"<tr{look}>{''.join(shown)}</tr>\n"


def _row_class(row: Row, comes_again: bool, page: Page) -> str:
    names = [page.looks.height(row.height)] if row.height else []
    if row.may_split or any(cell.row_span > 1 for cell in row.cells):
        names.append("splits")
    if _stays(row):
        names.append("stays")
    if comes_again:
        names.append("again")
    return f' class="{" ".join(names)}"' if names else ""


def _stays(row: Row) -> bool:
    return bool(row.cells) and all(map(_keeps, row.cells))


def _keeps(cell: Cell) -> bool:
    last = cell.blocks[-1] if cell.blocks else None
    return isinstance(last, Paragraph) and last.keep_with_next


def _cell(cell: Cell, is_head: bool, more: str, page: Page, write_blocks: WriteBlocks) -> str:
    look, content = _content(cell, page, write_blocks)
    look += more
    spans = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    if cell.row_span > 1:
        spans += f' rowspan="{cell.row_span}"'
    if (is_head or cell.header) and content:
        scope = "col" if is_head or cell.header is Scope.COLUMN else "row"
        return f'<th class="{look}" scope="{scope}"{spans}>{content}</th>'
    return f'<td class="{look}"{spans}>{content}</td>'


def _content(cell: Cell, page: Page, write_blocks: WriteBlocks) -> tuple[str, str]:
    """Return the class of a cell and what stands in it; a paragraph that stands alone needs no element."""
    if len(cell.blocks) > 1 or (cell.blocks and not isinstance(cell.blocks[0], Paragraph)):
        return page.looks.cell(cell), write_blocks(cell.blocks, page)
    paragraph = cell.blocks[0] if cell.blocks else _EMPTY
    assert isinstance(paragraph, Paragraph)
    children = paragraph.children
    if len(children) == 1 and type(child := children[0]) is Text:
        return page.looks.cell_with(cell, paragraph, child.font), ended(text_html(child.text))
    font = font_of(paragraph)
    return page.looks.cell_with(cell, paragraph, font), ended(inlines(children, font, page))


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


def running_head_html(paragraphs: Sequence[Paragraph], page: Page) -> str:
    """Return what stands at the head or foot of every page; in print the margins have it."""
    return "".join(_simple(paragraph, page, " screen") + "\n" for paragraph in paragraphs)


def _inner(blocks: Sequence[Block], page: Page) -> str:
    """Return what stands in a cell; a heading there is an ordinary paragraph."""
    return "".join([_inner_block(block, page) for block in blocks])


def _inner_block(block: Block, page: Page) -> str:
    return inner_table(block, page, _inner) if isinstance(block, Table) else _simple(block, page)
