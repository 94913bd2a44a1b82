"""Compare what a finished file shows with what it must show, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pmgen.problems import Problem
from pmgen.readers.seen import Box, Seen
from pmgen.verify.alignment import align
from pmgen.verify.drawing import compare_drawing
from pmgen.verify.edges import compare_edges, compare_pieces, in_browsers, in_sheets
from pmgen.verify.expectation import Expected
from pmgen.verify.rows import Row, ranks, rows_and_words, rows_of
from pmgen.verify.seams import Pair, rejoined
from pmgen.verify.telling import Teller
from pmgen.verify.texts import SAME, Same
from pmgen.verify.words import compare_artifacts, compare_words

_BY_PLACES = {"xlsx": in_sheets, "html": in_browsers}
"""What the heads and feet must say in formats where they have places."""


def verify_file(expected: Expected, name: str, format: str, seen: Seen) -> tuple[Problem, ...]:
    """Return every difference between what a file must show and what it shows."""
    tell = Teller(expected, name)
    comparison = _Comparison(tell, SAME[format])
    if format == "xlsx":
        comparison.rows(list(rows_and_words(expected.seen)), list(rows_of(seen)))
    else:
        comparison.rows(list(rows_of(expected.seen)), list(rows_of(seen)))
        compare_words(expected.seen, seen, SAME[format], tell)
    if format == "docx":
        compare_edges(expected.seen, seen, tell)
    elif format in _BY_PLACES:
        compare_pieces(_BY_PLACES[format](expected.seen.edges), seen, tell)
    elif format == "pdf":
        compare_artifacts(expected.seen, seen, tell)
        compare_drawing(expected.seen, seen, tell)
    return tuple(tell.problems)


class _Side:
    """One table as one side has it: its edges of columns and rows, each with its rank."""

    def __init__(self, rows: Sequence[Row]) -> None:
        boxes = [box for row in rows for box in row.line]
        lefts, rights = {box.column for box in boxes}, {box.column + box.columns for box in boxes}
        tops = {row.number for row in rows if row.line}
        self.columns = ranks(lefts | rights)
        self._rows = ranks(tops | {row.number + box.rows for row in rows for box in row.line})

    def width(self, box: Box) -> int:
        """Return over how many columns a box goes, of those that any box begins or ends at."""
        return self.columns[box.column + box.columns] - self.columns[box.column]

    def height(self, box: Box, row: Row) -> int:
        """Return over how many rows a box goes."""
        return self._rows[row.number + box.rows] - self._rows[row.number]


@dataclass(slots=True)
class _Comparison:
    tell: Teller
    same: Same

    def rows(self, ours: Sequence[Row], theirs: Sequence[Row]) -> None:
        """Compare the rows of all tables."""
        theirs = _whole(ours, theirs)
        partners = align([row.key for row in ours], [row.key for row in theirs])
        pairs = [
            (None if one is None else ours[one], None if other is None else theirs[other])
            for one, other in partners
        ]
        for _, group in groupby(_with_blocks(pairs), key=lambda item: item[0]):
            self._table([pair for _, pair in group])

    def _table(self, pairs: Sequence[Pair]) -> None:
        mine = [one for one, _ in pairs if one is not None]
        yours = [other for _, other in pairs if other is not None]
        columns = _Side(mine).columns, _Side(yours).columns
        pairs = rejoined(pairs, *columns)
        yours = [other for _, other in pairs if other is not None]
        sides = _Side(mine), _Side(yours)
        whole = len(mine) == len(yours) == len(pairs)
        last: Row | None = None
        for one, other in pairs:
            if one is not None and other is not None:
                self._line(one, other, sides, whole)
            elif one is not None:
                if not self._is_left_out(one):
                    self.tell.missing_row(one.block, one.number, one.line)
            elif other is not None:
                self.tell.extra_row(last or (mine[0] if mine else None), other.named, other.line)
            last = one or last

    def _is_left_out(self, row: Row) -> bool:
        """Tell whether a paragraph is nothing but space or the number of a page, which no sheet has."""
        text = row.line[0].text if row.is_words else "x"
        return not text.strip() or self.same(text, "")

    def _line(self, ours: Row, theirs: Row, sides: tuple[_Side, _Side], whole: bool) -> None:
        """Compare two rows; the heights of merged cells only where the table has all its rows."""
        if ours.is_words:
            self._words(ours, theirs)
            return
        our_side, their_side = sides
        boxes = {their_side.columns[box.column]: box for box in theirs.line}
        for at, box in enumerate(ours.line):
            other = boxes.pop(our_side.columns[box.column], None)
            if other is None:
                self.tell.missing_cell(ours.spot(at), box, theirs.named, theirs.line)
                continue
            if not self.same(box.text, other.text):
                self.tell.changed(ours.spot(at), box, other, theirs.named)
            as_high = not whole or our_side.height(box, ours) == their_side.height(other, theirs)
            if not as_high or our_side.width(box) != their_side.width(other):
                over = their_side.height(other, theirs), their_side.width(other)
                self.tell.span(
                    ours.spot(at), box, other._replace(rows=over[0], columns=over[1]), theirs.named
                )
        columns = {rank: edge for edge, rank in our_side.columns.items()}
        for rank, box in boxes.items():
            # A blank one fills a hole, or is split off a merged cell that has been told of.
            if box.text:
                self.tell.extra_cell(ours, box, columns.get(rank), theirs.named)

    def _words(self, ours: Row, theirs: Row) -> None:
        """Compare a paragraph with the row that shows it."""
        filled = [box for box in theirs.line if box.text]
        if "\t" in ours.line[0].text and len(filled) > 1:
            # What a tab takes to the right is a cell of its own.
            filled = [filled[0]._replace(text="\t".join(box.text for box in filled))]
        if not filled or not self.same(ours.line[0].text, filled[0].text):
            self.tell.changed(ours.spot(0), ours.line[0], (filled or list(theirs.line))[0], theirs.named)
        for box in filled[1:]:
            self.tell.extra_cell(ours, box, None, theirs.named)


def _whole(ours: Sequence[Row], theirs: Sequence[Row]) -> Sequence[Row]:
    """Return the rows with cells joined that pages cut, where there are as many rows as there must be."""
    if len(ours) != len(theirs) or not any(row.is_seam for row in theirs):
        return theirs
    joined: list[Row] = []
    for _, group in groupby(zip(ours, theirs, strict=True), key=lambda pair: pair[0].block):
        pairs = list(group)
        columns = [_Side(rows).columns for rows in zip(*pairs, strict=True)]
        joined += (other for _, other in rejoined(pairs, *columns) if other is not None)
    return joined


def _with_blocks(pairs: Iterable[Pair]) -> Iterator[tuple[int, Pair]]:
    """Yield each pair with the block that it belongs to; what is extra belongs to the block before it."""
    block = -1
    for one, other in pairs:
        block = one.block if one is not None else block
        yield block, (one, other)
