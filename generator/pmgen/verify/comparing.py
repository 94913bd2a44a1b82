"""Compare what a finished file shows with what it must show, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pmgen.problems import Problem
from pmgen.readers.seen import PAGE, Box, Grid, Line, Seen, Words
from pmgen.verify.alignment import Pair, align
from pmgen.verify.expectation import Expected, Spot
from pmgen.verify.telling import Teller
from pmgen.verify.texts import SAME, Same, squeezed


@dataclass(frozen=True, slots=True)
class Row:
    """A line with where it stands: its block and its number there, from 0; `named` is the sheet."""

    block: int
    number: int
    line: Line
    named: str = ""
    is_words: bool = False


def verify_file(expected: Expected, name: str, format: str, seen: Seen) -> tuple[Problem, ...]:
    """Return every difference between what a file must show and what it shows."""
    comparison = _Comparison(expected, Teller(expected, name), SAME[format])
    if format == "xlsx":
        comparison.rows(list(_rows(expected.seen, with_words=True)), list(_rows(seen)))
    else:
        comparison.rows(list(_rows(expected.seen)), list(_rows(seen)))
        comparison.words(format == "pdf", seen)
    return tuple(comparison.tell.problems)


def _rows(seen: Seen, with_words: bool = False) -> Iterator[Row]:
    """Yield the rows in which something stands or begins."""
    for block, item in enumerate(seen.blocks):
        if isinstance(item, Grid):
            lines = ((number, line) for number, line in enumerate(item.lines) if line)
            yield from (Row(block, number, line, item.name) for number, line in lines)
        elif with_words:
            yield Row(block, 0, (Box(item.text, 0),), is_words=True)


@dataclass(slots=True)
class _Comparison:
    expected: Expected
    tell: Teller
    same: Same

    def rows(self, ours: Sequence[Row], theirs: Sequence[Row]) -> None:
        """Compare the rows of all tables."""
        pairs = list(align(list(map(_key, ours)), list(map(_key, theirs))))
        for _, group in groupby(_with_blocks(pairs, ours), key=lambda item: item[0]):
            self._table([pair for _, pair in group], ours, theirs)

    def _table(self, pairs: list[Pair], ours: Sequence[Row], theirs: Sequence[Row]) -> None:
        mine = [ours[one] for one, _ in pairs if one is not None]
        yours = [theirs[other] for _, other in pairs if other is not None]
        whole = len(mine) == len(yours) == len(pairs)
        our_columns, their_columns = _columns(mine), _columns(yours)
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
            spot = (ours.block, ours.number, at)
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

    def words(self, laid_out: bool, seen: Seen) -> None:
        """Compare the paragraphs outside of tables."""
        if laid_out:
            return
        ours = [(number, block) for number, block in enumerate(self.expected.seen.blocks)]
        mine = [(number, block) for number, block in ours if isinstance(block, Words) and block.text.strip()]
        theirs = [block for block in seen.blocks if isinstance(block, Words) and block.text.strip()]
        pairs = align([_words_key(block) for _, block in mine], [_words_key(block) for block in theirs])
        for one, other in pairs:
            if one is None:
                assert other is not None
                self.tell.extra_words(theirs[other])
            elif other is None:
                self.tell.missing_words(mine[one][0], mine[one][1])
            elif not self.same(mine[one][1].text, theirs[other].text):
                self.tell.changed_words(mine[one][0], mine[one][1], theirs[other])


def _says_something(box: Box) -> bool:
    return bool(box.text)


def _key(row: Row) -> tuple[str, ...]:
    return tuple(squeezed(box.text.split(PAGE)[0]) for box in row.line if row.is_words is False or box.text)


def _words_key(words: Words) -> tuple[str, ...]:
    return (squeezed(words.text.split(PAGE)[0]),)


def _with_blocks(pairs: Iterable[Pair], ours: Sequence[Row]) -> Iterator[tuple[int, Pair]]:
    """Yield each pair with the block that it belongs to; what is extra belongs to the block before it."""
    block = -1
    for one, other in pairs:
        block = ours[one].block if one is not None else block
        yield block, (one, other)


def _columns(rows: Iterable[Row]) -> dict[int, int]:
    """Return the edges of columns that any box of a table has, each with its rank."""
    edges = {edge for row in rows for box in row.line for edge in (box.column, box.column + box.columns)}
    return {edge: rank for rank, edge in enumerate(sorted(edges))}


def _ranks(rows: Iterable[Row]) -> dict[int, int]:
    """Return the edges of rows that any box of a table has, each with its rank."""
    edges = {edge for row in rows for box in row.line for edge in (row.number, row.number + box.rows)}
    return {edge: rank for rank, edge in enumerate(sorted(edges))}


def _width(box: Box, columns: Mapping[int, int]) -> int:
    return columns[box.column + box.columns] - columns[box.column]


def _height(box: Box, row: Row, rows: Mapping[int, int]) -> int:
    return rows[row.number + box.rows] - rows[row.number]
