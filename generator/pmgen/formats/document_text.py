"""The text of a document for writers: words, leaves and holes, levels of headings, heights of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from math import ceil

from pmgen.document import Cell, Document, Inline, Link, PageReference, Paragraph, Row, Text

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


_DEEPEST = 6


@dataclass(slots=True)
class Headings:
    """Gives each paragraph its level; `title` is the paragraph that is the h1, if one is."""

    title: Paragraph | None
    _open: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document) -> Headings:
        """Return the levels for a document: its only top heading is h1, or a first line that is its title."""
        said = [paragraph for paragraph in _paragraphs(document) if words(paragraph)]
        headings = [paragraph for paragraph in said if paragraph.outline]
        if headings:
            highest = min(paragraph.outline for paragraph in headings)
            tops = [paragraph for paragraph in headings if paragraph.outline == highest]
            if len(tops) == 1 and tops[0] is headings[0]:
                return cls(tops[0])
        if said and words(said[0]) == document.title.strip():
            return cls(said[0])
        return cls(None)

    def level(self, paragraph: Paragraph) -> int:
        """Return the level of a heading that comes next, 0 for other paragraphs."""
        if paragraph is self.title:
            return 1
        if not paragraph.outline or not words(paragraph):
            return 0
        while self._open and self._open[-1] >= paragraph.outline:
            self._open.pop()
        self._open.append(paragraph.outline)
        return min(len(self._open) + 1, _DEEPEST)


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    for section in document.sections:
        yield from (block for block in section.blocks if isinstance(block, Paragraph))


LINE = 1.4
"""The height of a line, in type sizes: nearly that of open Chinese fonts, which is more than 宋体 asks."""

_INSET = 5.0
_ROOM = 4.0


def needed(text: str, size: float, width: float) -> float:
    """Return the height that `text` needs in a cell of that width; a Chinese character is as wide as high."""
    room = max(width - _INSET, size)
    if len(text) * size <= room and "\n" not in text:
        return size * LINE + _ROOM
    count = 0
    for line in text.split("\n"):
        count += _lines(line, size, room)
    return count * size * LINE + _ROOM


def length(line: str, size: float) -> float:
    """Return how long a line of text is."""
    narrow = len(line.encode("ascii", "ignore"))
    return (len(line) - narrow / 2) * size


def _lines(line: str, size: float, room: float) -> int:
    long = length(line, size)
    if long <= room:
        return 1
    # Closing marks and numbers that do not part leave the ends of lines empty.
    return ceil(long / max(room - size * 0.75, size))
