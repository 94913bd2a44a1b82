"""A document as lines of text, for tests that say what should stand where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from pmgen.document import (
    Align,
    Block,
    Bookmark,
    Cell,
    Document,
    Image,
    Inline,
    LineBreak,
    Link,
    PageNumber,
    PageReference,
    Paragraph,
    Row,
    Tab,
    Table,
    Text,
)
from shown import differing


def outline(document: Document) -> list[str]:
    """Return a line for each paragraph and row.

    `↵` is a line break, `⇥` a tab, `·` a space, `⍽` one that does not break, `¶` the end of a paragraph
    inside a cell; `×2` a cell over two columns, `↓2` one over two rows, `^` a further row of one.
    """
    lines: list[str] = []
    for section in document.sections:
        lines += [f"head: {line}" for line in _lines(section.header)]
        lines += _lines(section.blocks)
        lines += [f"foot: {line}" for line in _lines(section.footer)]
        lines += differing(section, _lines)
    return lines


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield f"p{_manner(block)} {_text(block)}".rstrip()
            case Table():
                yield from _table(block)
            case _:
                assert_never(block)


def _manner(paragraph: Paragraph) -> str:
    words = [
        f"h{paragraph.outline}" if paragraph.outline else "",
        "" if paragraph.align is Align.LEFT else paragraph.align.value,
        "next" if paragraph.keep_with_next else "",
        "break" if paragraph.page_break_before else "",
    ]
    said = " ".join(word for word in words if word)
    return f"({said})" if said else ""


def _text(paragraph: Paragraph) -> str:
    return "".join(map(_inline, paragraph.children))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text, font):
            shown = text.replace(" ", "·").replace("\u00a0", "⍽")
            return f"*{shown}*" if font.bold else shown
        case LineBreak():
            return "↵"
        case Tab():
            return "⇥"
        case Image():
            return f"[{inline.media_type} {inline.width:g}×{inline.height:g} {inline.description}]"
        case PageNumber():
            return "[page]"
        case PageReference(bookmark):
            return f"[page of {bookmark}]"
        case Link(bookmark, children):
            return f"[{''.join(map(_inline, children))} → {bookmark}]"
        case Bookmark(name):
            return f"[#{name}]"
        case _:
            assert_never(inline)


def _table(table: Table) -> Iterator[str]:
    widths = " ".join(f"{width:g}" for width in table.columns)
    head = f" head {table.header_rows}" if table.header_rows else ""
    yield f"table {widths}{head}"
    above: dict[int, tuple[Cell, int]] = {}
    for row in table.rows:
        yield "  | " + " | ".join(_row(row, above, len(table.columns))) + " |"
        above = _still_open(row, above)


def _row(row: Row, above: dict[int, tuple[Cell, int]], columns: int) -> Iterator[str]:
    begun = {cell.column: cell for cell in row.cells}
    column = 0
    while column < columns:
        if column in above:
            cell = above[column][0]
            yield "^"
        else:
            cell = begun[column]
            yield _cell(cell)
        column += cell.column_span


def _still_open(row: Row, above: dict[int, tuple[Cell, int]]) -> dict[int, tuple[Cell, int]]:
    left = {column: (cell, rows - 1) for column, (cell, rows) in above.items()}
    left |= {cell.column: (cell, cell.row_span - 1) for cell in row.cells}
    return {column: place for column, place in left.items() if place[1] > 0}


def _cell(cell: Cell) -> str:
    text = "¶".join(_inner(block) for block in cell.blocks)
    spans = (f" ×{cell.column_span}" if cell.column_span > 1 else "") + (
        f" ↓{cell.row_span}" if cell.row_span > 1 else ""
    )
    return f"{'th ' if cell.header else ''}{text}{spans}".strip()


def _inner(block: Block) -> str:
    if isinstance(block, Table):
        return "{" + "; ".join(line.strip() for line in _table(block)) + "}"
    return _text(block)
