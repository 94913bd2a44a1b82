"""Compare what a finished file shows with what it must show, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pmgen.problems import Problem
from pmgen.readers.seen import Box, Grid, Seen
from pmgen.verify.alignment import Pair, align
from pmgen.verify.expectation import Expected, Spot
from pmgen.verify.rows import Row, framed_rows, ranks, rows_and_words, rows_of
from pmgen.verify.stitching import NEAR, stitched
from pmgen.verify.telling import Teller
from pmgen.verify.texts import SAME, Same
from pmgen.verify.words import compare_pages, compare_words


def verify_file(expected: Expected, name: str, format: str, seen: Seen) -> tuple[Problem, ...]:
    """Return every difference between what a file must show and what it shows."""
    tell = Teller(expected, name)
    comparison = _Comparison(tell, SAME[format], NEAR if format == "pdf" else 0)
    if format == "xlsx":
        comparison.rows(list(rows_and_words(expected.seen)), list(rows_of(seen)))
    elif format == "pdf":
        ours = list(framed_rows(expected.seen))
        comparison.rows(ours, stitched(ours, _heads(expected.seen), seen))
        compare_pages(expected.seen, seen, tell)
    else:
        comparison.rows(list(rows_of(expected.seen)), list(rows_of(seen)))
        compare_words(expected.seen, seen, tell)
    return tuple(tell.problems)


def _heads(seen: Seen) -> dict[int, int]:
    return {number: block.heads for number, block in enumerate(seen.blocks) if isinstance(block, Grid)}


@dataclass(slots=True)
class _Comparison:
    tell: Teller
    same: Same
    tolerance: int

    def rows(self, ours: Sequence[Row], theirs: Sequence[Row]) -> None:
        """Compare the rows of all tables."""
        pairs = list(align([row.key for row in ours], [row.key for row in theirs]))
        for _, group in groupby(_with_blocks(pairs, ours), key=lambda item: item[0]):
            self._table([pair for _, pair in group], ours, theirs)

    def _table(self, pairs: list[Pair], ours: Sequence[Row], theirs: Sequence[Row]) -> None:
        mine = [ours[one] for one, _ in pairs if one is not None]
        yours = [theirs[other] for _, other in pairs if other is not None]
        whole = len(mine) == len(yours) == len(pairs)
        our_columns, their_columns = _columns(mine, 0), _columns(yours, self.tolerance)
        our_rows, their_rows = _ranks(mine), _ranks(yours)
        for one, other in pairs:
            if other is None:
                assert one is not None
                self.tell.missing_row(ours[one].block, ours[one].number, ours[one].line)
            elif one is None:
                self._extra(pairs, ours, theirs[other])
            else:
                self._line(ours[one], theirs[other], our_columns, their_columns, our_rows, their_rows, whole)

    def _extra(self, pairs: list[Pair], ours: Sequence[Row], row: Row) -> None:
        block = next((ours[one].block for one, _ in pairs if one is not None), None)
        self.tell.extra_row(block, row.named, row.number, row.line)

    def _line(
        self,
        ours: Row,
        theirs: Row,
        our_columns: Mapping[int, int],
        their_columns: Mapping[int, int],
        our_rows: Mapping[int, int],
        their_rows: Mapping[int, int],
        whole: bool,
    ) -> None:
        """Compare two rows box by box, each found by the column in which it begins."""
        if ours.is_words:
            self._one(ours, theirs)
            return
        boxes = {their_columns[box.column]: box for box in theirs.line}
        for at, box in enumerate(ours.line):
            spot = ours.spot(at)
            other = boxes.pop(our_columns[box.column], None)
            if other is None:
                self.tell.missing_cell(spot, box, theirs.named, theirs.line)
                continue
            if not self.same(box.text, other.text):
                self.tell.changed(spot, box, other, theirs.named)
            self._span(
                spot,
                box,
                other,
                theirs.named,
                _width(box, our_columns) == _width(other, their_columns),
                not whole or _height(box, ours, our_rows) == _height(other, theirs, their_rows),
            )
        # A blank one fills a hole, or is split off a merged cell that has been told of.
        for box in filter(_says_something, boxes.values()):
            self.tell.extra_cell((ours.block, ours.number, 0), box, theirs.named)

    def _span(self, spot: Spot, box: Box, other: Box, named: str, as_wide: bool, as_high: bool) -> None:
        if not (as_wide and as_high):
            self.tell.span(spot, box, other, named)

    def _one(self, ours: Row, theirs: Row) -> None:
        """Compare a paragraph with the row that shows it."""
        filled = [box for box in theirs.line if box.text]
        spot = (ours.block, 0, 0)
        if not filled or not self.same(ours.line[0].text, filled[0].text):
            self.tell.changed(spot, ours.line[0], (filled or list(theirs.line))[0], theirs.named)
        for box in filled[1:]:
            self.tell.extra_cell(spot, box, theirs.named)


def _says_something(box: Box) -> bool:
    return bool(box.text)


def _with_blocks(pairs: Iterable[Pair], ours: Sequence[Row]) -> Iterator[tuple[int, Pair]]:
    """Yield each pair with the block that it belongs to; what is extra belongs to the block before it."""
    block = -1
    for one, other in pairs:
        block = ours[one].block if one is not None else block
        yield block, (one, other)


def _columns(rows: Iterable[Row], tolerance: int) -> Mapping[int, int]:
    """Return the edges of columns that any box of a table has, each with its rank."""
    boxes = [box for row in rows for box in row.line]
    return ranks((edge for box in boxes for edge in (box.column, box.column + box.columns)), tolerance)


def _ranks(rows: Iterable[Row]) -> Mapping[int, int]:
    """Return the edges of rows that any box of a table has, each with its rank."""
    return ranks(edge for row in rows for box in row.line for edge in (row.number, row.number + box.rows))


def _width(box: Box, columns: Mapping[int, int]) -> int:
    return columns[box.column + box.columns] - columns[box.column]


def _height(box: Box, row: Row, rows: Mapping[int, int]) -> int:
    return rows[row.number + box.rows] - rows[row.number]
