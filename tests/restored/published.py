"""What an office published: documents made of forms, forms made of tables, tables made of merged cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell where it begins: `column` counts from 0; paragraphs of one cell are joined by a line break."""

    text: str
    column: int
    colspan: int = 1
    rowspan: int = 1


Row = tuple[Cell, ...]
"""The cells that begin in a row, left to right."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a full grid of `columns` columns."""

    columns: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its heading with its bookmarks, the lines above the tables, and the tables."""

    heading: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    bookmarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """A published annex: the lines of its title and its forms in order."""

    title: tuple[str, ...]
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell that has no place yet."""

    text: str
    colspan: int = 1
    rowspan: int = 1


Pieces = Sequence[Piece | str | None]
"""The cells of a row before they have a place; None is merged into the cell above."""


def grid(columns: int, rows: Iterable[Pieces]) -> Table:
    """Return the pieces laid out from left to right, each in the first columns that no cell above covers."""
    depth = [0] * columns
    return Table(columns, tuple(_row(depth, pieces) for pieces in rows))


def _row(depth: list[int], pieces: Pieces) -> Row:
    free = iter([column for column, covered in enumerate(depth) if covered == 0])
    depth[:] = [max(0, covered - 1) for covered in depth]
    cells = tuple(_placed(depth, free, piece) for piece in pieces if piece is not None)
    if left := list(free):
        raise ValueError(f"columns {left} stay empty beside {[cell.text for cell in cells]}")
    return cells


def _placed(depth: list[int], free: Iterator[int], piece: Piece | str) -> Cell:
    piece = Piece(piece) if isinstance(piece, str) else piece
    taken = list(islice(free, piece.colspan))
    if len(taken) < piece.colspan or taken[-1] - taken[0] >= piece.colspan:
        raise ValueError(f"no room for {piece}")
    for column in taken:
        depth[column] = piece.rowspan - 1
    return Cell(piece.text, taken[0], piece.colspan, piece.rowspan)


def merged(labels: Sequence[str]) -> Pieces:
    """Return each label merged with the blanks that follow it."""
    starts = [*(place for place, label in enumerate(labels) if label), len(labels)]
    pieces: list[Piece | None] = [None] * len(labels)
    for start, end in pairwise(starts):
        pieces[start] = Piece(labels[start], rowspan=end - start)
    return pieces


def texts(table: Table) -> list[list[str]]:
    """Return the words of a table, row by row, each cell once where it begins."""
    return [[cell.text for cell in row] for row in table.rows]
