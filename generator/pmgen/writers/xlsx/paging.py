"""Where the pages of a sheet end: between blocks, and inside only of one that is higher than a page."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pmgen.writers.xlsx.sheet import TALLEST, Heads

_LEAST_FILLED = 0.5
"""The part of a page that is filled, where it can be, before a block is kept whole."""


class Block(NamedTuple):
    """A cell over the rows from `first` to before `below`, whose text asks for a height.

    A label is so low that it can come again where the block goes on on another page.
    """

    first: int
    below: int
    asked: float
    is_label: bool


class _Border(NamedTuple):
    """A place for the end of a page: above a row, with the blocks that would be split there."""

    row: int
    height: float
    split: tuple[Block, ...]
    is_good: bool


@dataclass(slots=True)
class Paging:
    """Divides rows over pages. Rows count from 1; those in `tied` stay with the row above.

    Those in `inner` are one with it, on too many rows for a page to end there. `heights` grow where a label
    needs more room to come again.
    """

    heights: list[float]
    blocks: Iterable[Block]
    tied: Container[int]
    inner: Container[int]
    room: float
    heads: Heads | None
    _begun: dict[int, list[Block]] = field(default_factory=dict)

    def starts(self) -> list[int]:
        """Return the rows with which further pages begin."""
        for block in self.blocks:
            self._begun.setdefault(block.first, []).append(block)
        starts = list[int]()
        start, split = 1, tuple[Block, ...]()
        while borders := self._borders(start, split):
            border = self._chosen(borders, start)
            start, split = border.row, border.split
            starts.append(start)
            for block in split:
                self._make_room(block, start)
        return starts

    def _most(self, start: int) -> float:
        """Return the height of the rows that a page may have which begins with `start`."""
        return self.room - (self.heads.height if self.heads and start > self.heads.last else 0)

    def _borders(self, start: int, split: tuple[Block, ...]) -> Sequence[_Border]:
        """Return where a page may end that begins with a row; nowhere if all that is left stands on it."""
        found, going = list[_Border](), split
        above, most = 0.0, self._most(start)
        tops: dict[int, float] = {}
        for row in range(start, len(self.heights) + 1):
            tops[row] = above
            above += self.heights[row - 1]
            if above > most and found:
                return found
            going = self._going(going, row)
            fits = all(
                block.first < start or above - tops[block.first] >= min(block.asked, most) for block in going
            )
            if row + 1 not in self.inner:
                found.append(_Border(row + 1, above, going, fits and row + 1 not in self.tied))
        return ()

    def _going(self, blocks: tuple[Block, ...], row: int) -> tuple[Block, ...]:
        """Return the blocks that go on below a row."""
        begun = self._begun.get(row)
        if not blocks and not begun:
            return blocks
        return tuple(block for block in (*blocks, *(begun or ())) if block.below > row + 1)

    def _chosen(self, borders: Sequence[_Border], start: int) -> _Border:
        """Return the last border that splits fewest blocks.

        A later one splits more where the block below is higher than a page, or the page would be half empty.
        """
        good = [border for border in borders if border.is_good] or borders
        last = {len(border.split): border for border in good}
        best = last[min(last)]
        least = self._most(start) * _LEAST_FILLED
        for level in sorted(last):
            if last[level].row >= best.row:
                best = last[level]
                if best.height >= least and self._stands_on_a_page(best):
                    break
        return best

    def _stands_on_a_page(self, border: _Border) -> bool:
        """Tell whether a page has room for what stands below, down to the next border of that kind."""
        going, height, most = border.split, 0.0, self._most(border.row)
        for row in range(border.row, len(self.heights) + 1):
            height += self.heights[row - 1]
            if height > most:
                return False
            going = self._going(going, row)
            if len(going) <= len(border.split) and row + 1 not in self.tied:
                return True
        return True

    def _make_room(self, block: Block, start: int) -> None:
        """Make the first row of a page higher where a label that comes again lacks room."""
        missing = block.asked if block.is_label else 0.0
        for row in range(start, block.below):
            missing -= self.heights[row - 1]
            if missing <= 0:
                return
        self.heights[start - 1] = min(self.heights[start - 1] + missing, TALLEST)
