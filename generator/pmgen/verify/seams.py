"""Cells that the end of a page cuts in two, made one again where the document has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pmgen.readers.seen import Box
from pmgen.verify.rows import Row

Pair = tuple[Row | None, Row | None]
"""A row expected and the row seen for it."""

Ranks = Mapping[int, int]


def rejoined(pairs: Sequence[Pair], ours: Ranks, theirs: Ranks) -> Sequence[Pair]:
    """Return the rows with cells joined that go on below a seam and say nothing else there.

    `ours` and `theirs` are the ranks of the edges of columns, by which the columns of both sides meet.
    """
    if not any(other is not None and other.is_seam for _, other in pairs):
        return pairs
    joining = _Joining(ours, theirs)
    for one, other in pairs:
        joining.take(one, other)
    return [
        (one, other and other._replace(line=line))
        for (one, other), line in zip(pairs, joining.lines(), strict=True)
    ]


@dataclass(slots=True)
class _Joining:
    """Takes rows from the top down; keeps what stands over each column on either side."""

    ours: Ranks
    theirs: Ranks
    _lines: list[list[Box]] = field(default_factory=list)
    _ends: dict[int, int] = field(default_factory=dict)
    _above: dict[int, tuple[int, int, int]] = field(default_factory=dict)

    def take(self, one: Row | None, other: Row | None) -> None:
        """Take a row of either side."""
        begun = {self.ours[box.column] for box in one.line} if one is not None else set()
        kept = list[Box]()
        for box in other.line if other is not None else ():
            rank = self.theirs[box.column]
            goes_on = one is not None and rank not in begun and self._ends.get(rank, 0) > one.number
            if not (goes_on and other is not None and other.is_seam and self._join(rank, box, other.number)):
                self._above[rank] = len(self._lines), len(kept), other.number if other is not None else 0
                kept.append(box)
        self._lines.append(kept)
        for box in one.line if one is not None else ():
            self._ends[self.ours[box.column]] = (one.number if one is not None else 0) + box.rows

    def _join(self, rank: int, box: Box, number: int) -> bool:
        """Join a box to the one above it if it touches that and says the same, or one says nothing."""
        if rank not in self._above:
            return False
        line, at, top = self._above[rank]
        upper = self._lines[line][at]
        touches = upper.columns == box.columns and top + upper.rows == number
        if not touches or (upper.text and box.text not in ("", upper.text)):
            return False
        self._lines[line][at] = upper._replace(rows=upper.rows + box.rows, text=upper.text or box.text)
        return True

    def lines(self) -> list[tuple[Box, ...]]:
        """Return the lines of the other side."""
        return [tuple(line) for line in self._lines]
