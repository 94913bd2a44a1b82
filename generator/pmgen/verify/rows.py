"""Rows: the lines of tables, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pmgen.readers.seen import PAGE, Box, Grid, Line, Seen
from pmgen.verify.texts import squeezed


class Row(NamedTuple):
    """A line with where it stands: its block and its number there, from 0; `named` is the sheet.

    At a seam cells of the rows above may go on.
    """

    block: int
    number: int
    line: Line
    named: str = ""
    is_words: bool = False
    is_seam: bool = False

    def spot(self, at: int) -> tuple[int, int, int]:
        """Return the place in the document of a box of the line."""
        return self.block, self.number, at

    @property
    def key(self) -> tuple[str, ...]:
        """Return what the row says, by which rows find each other."""
        return tuple(squeezed(box.text.split(PAGE)[0]) for box in self.line if box.text or not self.is_words)


def rows_of(seen: Seen) -> Iterator[Row]:
    """Yield the rows of tables in which something begins."""
    for block, item in enumerate(seen.blocks):
        if isinstance(item, Grid):
            lines = ((number, line) for number, line in enumerate(item.lines) if line)
            yield from (
                Row(block, number, line, item.name, is_seam=number in item.seams) for number, line in lines
            )


def rows_and_words(seen: Seen) -> Iterator[Row]:
    """Yield the rows of tables, and each paragraph as a row."""
    rows = {block: list[Row]() for block in range(len(seen.blocks))}
    for row in rows_of(seen):
        rows[row.block].append(row)
    for block, item in enumerate(seen.blocks):
        if isinstance(item, Grid):
            yield from rows[block]
        else:
            yield Row(block, 0, (Box(item.text, 0),), is_words=True)


def ranks(edges: Iterable[int]) -> Mapping[int, int]:
    """Return each edge with its rank."""
    return {edge: rank for rank, edge in enumerate(sorted(set(edges)))}
