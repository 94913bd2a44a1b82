"""Widths of columns by what stands in them: rows as low as the room that they share allows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import ceil, sqrt
from typing import NamedTuple

_TURNS = 6
"""So many times the widths are balanced; then hardly anything moves any more."""

_FEWEST = 3
"""A column keeps room for three Chinese characters, or a mark that may not begin a line stands alone."""

_SHORT = 8
"""A line of so many Chinese characters or fewer stands whole where there is room for all such lines."""

_LEAST = 0.01
"""The room of a column that the edges of its cells fill, in points."""

_SLACK = 0.5
"""Faces differ in how wide their digits are, and keep digits and Chinese characters apart."""

_WORD = re.compile(r"[!-~]+")


class WidthNeed(NamedTuple):
    """What a cell asks of its column, in points: the lengths of its lines, and what should not be parted.

    `firm` is the longest number or Latin word, `whole` also the longest short line. `length` is how long the
    text is for each row that the cell stands in.
    """

    lines: tuple[float, ...]
    firm: float
    whole: float
    rows: int
    length: float


def width_need(text: str, size: float, rows: int = 1) -> WidthNeed:
    """Return what `text` in a type size asks for.

    A Chinese character is as wide as high, any other half as wide.
    """
    ems = [_ems(line) for line in text.split("\n")]
    firm = max([_FEWEST, *[len(word) / 2 for word in _WORD.findall(text)]])
    whole = max([firm, *(length for length in ems if length <= _SHORT)])
    lengths = tuple([length * size for length in ems])
    return WidthNeed(lengths, (firm + _SLACK) * size, (whole + _SLACK) * size, rows, sum(lengths) / rows)


def _ems(text: str) -> float:
    return len(text) - len(text.encode("ascii", "ignore")) / 2


def fitted_widths(
    widths: Sequence[float], inset: float, rows: Sequence[Mapping[int, WidthNeed]]
) -> tuple[float, ...]:
    """Return widths of the same sum at which the rows are lowest; `rows` holds the needs by column.

    `inset` is what the edges of a cell take. Columns of which no row speaks keep their width. Where the room
    is too small for the longest words, or nothing is won, the widths are the given ones.
    """
    cells: dict[int, list[WidthNeed]] = {}
    for row in rows:
        for column, cell in row.items():
            cells.setdefault(column, []).append(cell)
    given = {column: widths[column] for column in sorted(cells)}
    room = sum(given.values())
    firm = {column: inset + max(cell.firm for cell in cells[column]) for column in given}
    whole = {column: inset + max(cell.whole for cell in cells[column]) for column in given}
    floors = whole if sum(whole.values()) <= room else firm
    if len(given) < 2 or sum(floors.values()) > room:
        return tuple(widths)
    best, lowest = given, _height(given, inset, rows)
    now = given
    for _ in range(_TURNS):
        now = _balanced(now, floors, inset, room, rows)
        height = _height(now, inset, rows)
        if height < lowest:
            best, lowest = now, height
    return tuple(best.get(column, width) for column, width in enumerate(widths))


def _height(widths: Mapping[int, float], inset: float, rows: Sequence[Mapping[int, WidthNeed]]) -> float:
    """Return how many lines the rows have; each has as many as its fullest cell."""
    rooms = _rooms(widths, inset)
    height = 0.0
    for row in rows:
        height += max([_lines(cell, rooms[column]) for column, cell in row.items()], default=0.0)
    return height


def _rooms(widths: Mapping[int, float], inset: float) -> dict[int, float]:
    return {column: max(width - inset, _LEAST) for column, width in widths.items()}


def _lines(cell: WidthNeed, room: float) -> float:
    """Return how many lines a cell takes for each of its rows."""
    if len(cell.lines) == 1:
        return (ceil(cell.lines[0] / room) or 1) / cell.rows
    return sum([ceil(line / room) or 1 for line in cell.lines]) / cell.rows


def _balanced(
    widths: Mapping[int, float],
    floors: Mapping[int, float],
    inset: float,
    room: float,
    rows: Sequence[Mapping[int, WidthNeed]],
) -> dict[int, float]:
    """Return widths half way to where a little more room would lower the rows of each column alike.

    The height that a column decides is the length of its texts over its width, so that what a little room
    saves is that length over the width's square: it is the same where widths are as the roots of lengths.
    """
    lengths, rooms = dict.fromkeys(widths, 0.0), _rooms(widths, inset)
    for row in rows:
        if row:
            _, column = max([(cell.length / rooms[column], column) for column, cell in row.items()])
            lengths[column] += row[column].length
    whole = sum(map(sqrt, lengths.values())) or 1.0
    free = room - inset * len(widths)
    wished = {column: inset + free * sqrt(length) / whole for column, length in lengths.items()}
    return _above({column: (widths[column] + wished[column]) / 2 for column in widths}, floors, room)


def _above(widths: Mapping[int, float], floors: Mapping[int, float], room: float) -> dict[int, float]:
    """Return widths of the sum `room`, none below its floor; what one gains the others lose in proportion."""
    low = {column for column in widths if widths[column] <= floors[column]}
    while True:
        left = room - sum(floors[column] for column in low)
        given = sum(width for column, width in widths.items() if column not in low)
        made = {
            column: floors[column] if column in low else width * left / given
            for column, width in widths.items()
        }
        lower = {column for column, width in made.items() if width < floors[column] - 1e-9}
        if not lower:
            return made
        low |= lower
