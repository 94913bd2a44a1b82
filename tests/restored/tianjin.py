"""天津: one cell per line; a heading and two tables for each project."""

from __future__ import annotations

import re
from collections.abc import Iterator

from restored.published import Form, Piece, PublishedDocument, Table, grid, merged

_HEADING = re.compile(r"\s*\[bookmark: (?P<bookmark>\w+)\](?P<text>.+)")
_FIRST_CELLS = (2, 2, 7, 2, 2)
_INDICATOR_CELLS = 5


def read(lines: list[str]) -> PublishedDocument:
    """Return the forms of a Tianjin seed."""
    return PublishedDocument((), tuple(map(_form, _sections(lines))))


def _sections(lines: list[str]) -> Iterator[list[str]]:
    starts = [number for number, line in enumerate(lines) if _HEADING.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start:end]


def _form(lines: list[str]) -> Form:
    heading = _HEADING.fullmatch(lines[0])
    assert heading is not None
    cells = _cells(lines[1:])
    first = sum(_FIRST_CELLS)
    return Form(
        heading["text"].strip(),
        (),
        (_first_table(cells[:first]), _second_table(cells[first:])),
        (heading["bookmark"],),
    )


def _cells(lines: list[str]) -> list[str]:
    """Return the cells: a tab opens one, further lines are its paragraphs, empty paragraphs are none."""
    cells: list[list[str]] = []
    for line in lines:
        if line.startswith("\t"):
            cells.append([])
        if words := line.strip():
            cells[-1].append(words)
    return ["\n".join(paragraphs) for paragraphs in cells]


def _first_table(cells: list[str]) -> Table:
    rows = [cells[:2], cells[2:4], cells[4:11], cells[11:13], cells[13:]]
    return grid(
        7,
        [
            [Piece(rows[0][0], 6), rows[0][1]],
            [rows[1][0], Piece(rows[1][1], 6)],
            [Piece(rows[2][0], rowspan=2), *rows[2][1:]],
            [Piece(rows[3][1], 6)],
            [rows[4][0], Piece(rows[4][1], 6)],
        ],
    )


def _second_table(cells: list[str]) -> Table:
    rows = [cells[at : at + _INDICATOR_CELLS] for at in range(0, len(cells), _INDICATOR_CELLS)]
    level1 = merged([row[0] for row in rows])
    return grid(5, [[first, *row[1:]] for first, row in zip(level1, rows, strict=True)])
