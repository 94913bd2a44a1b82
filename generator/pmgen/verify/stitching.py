"""Join what page breaks part: rows that go on, merged cells that come again, heads that are repeated.

A line at the top of a page is a repeated head where it says what a head of the table in progress says; it
belongs to the row before the break where its texts go on those of that row; otherwise it is a new row. A cell
over the break is one cell: its texts are joined, and a label that comes again is taken once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pmgen.readers.seen import Box, Grid, Line, Seen
from pmgen.verify.rows import Row
from pmgen.verify.texts import squeezed

NEAR = 2
"""Edges no farther apart than so many points are one."""

_RANGE = 3
_Slot = tuple[Box, bool]
"""A box expected in a line, and whether it began in a row above."""


def stitched(ours: Sequence[Row], heads: Mapping[int, int], seen: Seen) -> list[Row]:
    """Return the rows of all pages; `ours` are the rows expected, `heads` the repeated rows of each block."""
    stitching = _Stitching(ours, heads)
    for grid in seen.blocks:
        if isinstance(grid, Grid):
            stitching.page(grid)
    return stitching.rows


@dataclass(slots=True)
class _Stitching:
    ours: Sequence[Row]
    heads: Mapping[int, int]
    rows: list[Row] = field(default_factory=list)
    _base: int = 0
    _bottom: int = 0

    def page(self, grid: Grid) -> None:
        """Take the rows of a page."""
        lines = [(number, line) for number, line in enumerate(grid.lines) if line]
        if self.rows:
            lines = self._without_heads(lines)
        if not lines:
            return
        (first, line), rest = lines[0], lines[1:]
        if self.rows:
            self._first(first, line)
        else:
            self._add(first, line)
        for number, line in rest:
            self._add(number, line)
        self._bottom = self._base + max(number + box.rows for number, line in lines for box in line)

    def _add(self, number: int, line: Line) -> None:
        self.rows.append(Row(0, self._base + number, line))

    def _next(self) -> int:
        """Return which row is expected next: after the one that says what the last one says, or begins to."""
        last = self.rows[-1].key
        count = len(self.rows)
        if count <= len(self.ours) and _is_begun(last, self.ours[count - 1].key):
            return count
        for step in sorted(range(-_RANGE, _RANGE + 1), key=abs):
            if 0 < count + step <= len(self.ours) and self.ours[count + step - 1].key == last:
                return count + step
        return min(count, len(self.ours))

    def _without_heads(self, lines: list[tuple[int, Line]]) -> list[tuple[int, Line]]:
        expected = self._next()
        block = self.ours[min(expected, len(self.ours) - 1)].block
        if expected < len(self.ours) and self.ours[expected - 1].block != block:
            return lines
        heads = [row.key for row in self.ours if row.block == block][: self.heads.get(block, 0)]
        found = [Row(0, 0, line).key for _, line in lines[: len(heads)]]
        return lines[len(heads) :] if heads and found == heads else lines

    def _first(self, number: int, line: Line) -> None:
        """Take the first line of a page as a new row or as the rest of the last, whichever it is more."""
        expected = self._next()
        new, old = self._slots(expected), self._slots(expected - 1)
        as_new, as_old = _begins(line, new), self._continues(line, old)
        if as_new and as_new >= as_old and not (as_old == 1 and self._is_broken(expected - 1)):
            self._begin(number, line, new)
        elif as_old:
            self._go_on(number, line, old)
        else:
            self._begin(number, line, [(box, self._is_again(box)) for box in line])

    def _is_broken(self, index: int) -> bool:
        """Tell whether the last row lacks something of a cell that ends with it."""
        if not 0 <= index < len(self.ours):
            return False
        pairs = zip(self.rows[-1].line, self.ours[index].line, strict=False)
        return any(slot.rows == 1 and squeezed(box.text) != squeezed(slot.text) for box, slot in pairs)

    def _slots(self, index: int) -> list[_Slot]:
        """Return the boxes that a page would show if it began with a row."""
        if not 0 <= index < len(self.ours):
            return []
        row = self.ours[index]
        slots = [(box, False) for box in row.line]
        for above in self.ours[max(0, index - row.number) : index]:
            if above.block == row.block:
                slots += [(box, True) for box in above.line if above.number + box.rows > row.number]
        return sorted(slots, key=lambda slot: slot[0].column)

    def _begin(self, number: int, line: Line, slots: Sequence[_Slot]) -> None:
        """Take a line as a new row; what covers it from above goes on."""
        self._base = self._bottom - number
        own = list[Box]()
        for box, (slot, is_covering) in zip(line, slots, strict=True):
            if is_covering:
                self._extend(box, self._bottom + box.rows, slot)
            else:
                own.append(box)
        if own:
            self._add(number, tuple(own))

    def _go_on(self, number: int, line: Line, slots: Sequence[_Slot]) -> None:
        last = self.rows[-1].number
        self._base = last - number
        for box, (slot, _) in zip(line, slots, strict=True):
            self._extend(box, last + box.rows, slot)

    def _extend(self, box: Box, end: int, slot: Box) -> None:
        """Let the box above the break reach down to `end`, with the text of its rest."""
        for place, at, other in self._open(box):
            row = self.rows[place]
            again = _comes_again(other, box) and not _goes_on(other, box, slot)
            joined = replace(
                other, rows=end - row.number, text=other.text if again else f"{other.text}\n{box.text}"
            )
            self.rows[place] = replace(row, line=(*row.line[:at], joined, *row.line[at + 1 :]))
            return

    def _open(self, box: Box) -> Iterator[tuple[int, int, Box]]:
        """Yield the box that stands in the same columns and reaches down to the break."""
        for place in range(len(self.rows) - 1, -1, -1):
            row = self.rows[place]
            for at, other in enumerate(row.line):
                if row.number + other.rows >= self._bottom and _same_columns(box, other):
                    yield place, at, other

    def _continues(self, line: Line, slots: Sequence[_Slot]) -> float:
        """Return how much of a line is the rest of texts."""
        if not slots or len(line) != len(slots):
            return 0
        pairs = zip(line, slots, strict=True)
        return sum(self._fits(box, slot) for box, (slot, _) in pairs) / len(slots)

    def _fits(self, box: Box, slot: Box) -> bool:
        before = next(self._open(box), None)
        return before is not None and (_comes_again(before[2], box) or _goes_on(before[2], box, slot))

    def _is_again(self, box: Box) -> bool:
        before = next(self._open(box), None)
        return before is not None and before[2].rows > 1 and _comes_again(before[2], box)


def _is_begun(texts: Sequence[str], whole: Sequence[str]) -> bool:
    """Tell whether a row says what another says, as far as its texts go."""
    return len(texts) == len(whole) and all(map(_is_beginning, texts, whole))


def _begins(line: Line, slots: Sequence[_Slot]) -> float:
    """Return how much of a line begins a row: its texts are those of the row, or their beginnings."""
    if len(line) != len(slots):
        return 0
    own = [(box, slot) for box, (slot, covers) in zip(line, slots, strict=True) if not covers]
    return sum(_is_beginning(squeezed(box.text), squeezed(slot.text)) for box, slot in own) / max(len(own), 1)


def _is_beginning(text: str, whole: str) -> bool:
    return whole.startswith(text) and bool(text or not whole)


def _comes_again(one: Box, other: Box) -> bool:
    return not other.text or squeezed(one.text) == squeezed(other.text)


def _goes_on(one: Box, other: Box, slot: Box) -> bool:
    """Tell whether a text goes on with that of another, by what is expected."""
    return bool(other.text) and squeezed(slot.text).startswith(squeezed(one.text) + squeezed(other.text))


def _same_columns(one: Box, other: Box) -> bool:
    begins, ends = one.column - other.column, one.column + one.columns - other.column - other.columns
    return abs(begins) <= NEAR and abs(ends) <= NEAR
