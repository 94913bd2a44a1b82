"""What several writers read out of paragraphs in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from pmgen.document import Cell, Inline, Link, PageReference, Paragraph, Row, Text

_BREAKS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c]")


def lines(text: str) -> str:
    """Return `text` with every kind of line break as one line feed."""
    return _BREAKS.sub("\n", text) if _BREAKS.search(text) else text


def words(paragraph: Paragraph) -> str:
    """Return the text of a paragraph without spaces around it."""
    return "".join(child.text for child in leaves(paragraph.children) if isinstance(child, Text)).strip()


def is_entry(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a line of a contents list: it ends in the number of a page."""
    said = [child for child in leaves(paragraph.children) if isinstance(child, Text | PageReference)]
    return bool(said) and isinstance(said[-1], PageReference)


def leaves(children: Iterable[Inline]) -> Iterator[Inline]:
    """Yield the inlines, those inside links instead of the links."""
    for child in children:
        if isinstance(child, Link):
            yield from leaves(child.children)
        else:
            yield child


def filled(row: Row, above: list[int]) -> Sequence[Cell]:
    """Return the cells of a row with empty ones for holes; `above` counts the rows that columns are taken."""
    covered = sum([cell.column_span for cell in row.cells]) + len(above) - above.count(0)
    cells = row.cells
    if covered < len(above):
        taken = set(chain.from_iterable(range(c.column, c.column + c.column_span) for c in cells))
        holes = [n for n, left in enumerate(above) if not left and n not in taken]
        cells = tuple(sorted([*cells, *_empty(holes)], key=lambda cell: cell.column))
    for column, left in enumerate(above):
        if left:
            above[column] = left - 1
    for cell in row.cells:
        if cell.row_span > 1:
            for column in range(cell.column, cell.column + cell.column_span):
                above[column] = cell.row_span - 1
    return cells


def _empty(columns: Sequence[int]) -> Iterator[Cell]:
    """Yield an empty cell for every run of columns."""
    for _, run in groupby(enumerate(columns), key=lambda item: item[1] - item[0]):
        first, *others = (column for _, column in run)
        yield Cell((), first, len(others) + 1)
