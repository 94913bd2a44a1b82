"""Numbers that are too wide for their column, which a browser would break between two digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pmgen.document import Cell, Direction, Paragraph, Row, Table, Text
from pmgen.writers.reading import leaves

_NUMBER = re.compile("[0-9][0-9.,]*[0-9]")
_WORD = re.compile("[!-~]+")
_WIDEST = 0.6
"""How wide a digit is in type sizes, in the widest face that may stand in for another."""

_SIGNS = 4
"""So many signs may stand with a number that is kept whole, such as `-` and `%`."""

_LEAST = 24.0
"""What a column keeps beside one that takes room from it, in points."""


@dataclass(frozen=True, slots=True)
class WideNumbers:
    """The cells of a table, by their ids, that must keep their numbers whole, and what width it then has."""

    cells: Mapping[int, float] = field(default_factory=dict)
    width: float = 0.0


_NONE = WideNumbers()


def wide_numbers(table: Table) -> WideNumbers:
    """Return the cells whose columns must become wider for their numbers; a browser measures how much."""
    columns = table.columns
    cells = {id(cell): need for cell, need in _cells(table.rows, columns)}
    if not cells:
        return _NONE
    least = [min(width, _LEAST) for width in columns]
    for row in table.rows:
        for cell in row.cells:
            if (need := cells.get(id(cell))) is not None:
                others = sum(least[cell.column + 1 : cell.column + cell.column_span])
                least[cell.column] = max(least[cell.column], need - others)
    return WideNumbers(cells, max(sum(columns), sum(least)))


def _cells(rows: Sequence[Row], columns: Sequence[float]) -> Iterator[tuple[Cell, float]]:
    for row in rows:
        for cell in row.cells:
            padding = cell.padding
            room = columns[cell.column] - padding.left - padding.right
            if _surely_fits(cell, room):
                continue
            room += sum(columns[cell.column + 1 : cell.column + cell.column_span])
            need = _need(cell, room)
            if need:
                yield cell, need + padding.left + padding.right


def _surely_fits(cell: Cell, room: float) -> bool:
    """Tell at a glance of most cells, which hold one text, that no number in them is too wide."""
    blocks = cell.blocks
    if len(blocks) != 1 or type(block := blocks[0]) is not Paragraph or len(block.children) != 1:
        return False
    child = block.children[0]
    if type(child) is not Text or block.indent or block.indent_right or block.first_line_indent:
        return False
    most = int(room / (_WIDEST * (child.font.size or 1)))
    return most > 0 and (len(child.text) <= most or _run_of(most)(child.text) is None)


@cache
def _run_of(length: int) -> Callable[[str], re.Match[str] | None]:
    """Return what finds so many digits, points and commas together."""
    return re.compile(f"[0-9.,]{{{length}}}").search


def _need(cell: Cell, room: float) -> float:
    """Return the room that a cell's numbers ask for beyond what there is, or 0."""
    if cell.direction is not Direction.ACROSS:
        return 0.0
    return max((_of_block(block, room) for block in cell.blocks), default=0.0)


def _of_block(block: Paragraph | Table, room: float) -> float:
    if isinstance(block, Table):
        return wide_numbers(block).width
    children = block.children
    texts = children if len(children) == 1 else tuple(leaves(children))
    runs = [child for child in texts if isinstance(child, Text)]
    if not runs:
        return 0.0
    text = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
    size = runs[0].font.size if len(runs) == 1 else max(run.font.size for run in runs)
    room -= block.indent + block.indent_right + max(block.first_line_indent, 0)
    return 0.0 if len(text) * _WIDEST * size <= room else _beyond(text, size, room)


def _beyond(text: str, size: float, room: float) -> float:
    """Return how wide the longest number is with its signs, and 0 where the room suffices.

    A word that is longer still is broken, and the number with it.
    """
    longest = max(map(len, _NUMBER.findall(text)), default=0)
    if longest * _WIDEST * size <= room:
        return 0.0
    word = max(map(len, _WORD.findall(text)))
    mark = 1 if len(text) > word else 0
    return (word * _WIDEST + mark) * size if word <= longest + _SIGNS else 0.0
