"""Compare what a file shows with what it must show: its tables as read, and as a PDF draws them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from operator import lt

from pmgen.formats import FORMATS, Medium
from pmgen.formats.file_contents import Box, Grid, Seen, Spot
from pmgen.problems import Problem
from pmgen.verify.difference_report import DifferenceReport
from pmgen.verify.expected_content import ExpectedContent
from pmgen.verify.paragraphs_and_running_heads import (
    compare_artifacts,
    compare_paragraphs,
    compare_running_head_pieces,
    compare_running_heads,
    running_heads_in_browsers,
    running_heads_in_sheets,
)
from pmgen.verify.sequence_alignment import align
from pmgen.verify.shown_content import ComparedRow, ranks, rows_of
from pmgen.verify.text_equality import TextEquality, same_text, same_text_on_pages

_NEAR = 2.0
"""Points by which words may reach beyond the edge of their column or row."""
_OUTSIDE = 0

_Cell = tuple[tuple[int, int, int], Box, Box]
"""A cell by its place in the document, as it is expected and as it is seen."""


def compare_drawn_tables(expected: Seen, seen: Seen, report: DifferenceReport) -> None:
    """Tell where lines do not part cells as they should, and what is drawn elsewhere than it is read."""
    ours = [(number, block) for number, block in enumerate(expected.blocks) if isinstance(block, Grid)]
    users = Counter(
        (spot.page, area) for box in _boxes(seen.grids) for spot in box.spots for area in spot.areas
    )
    shared = {place for place, count in users.items() if count > 1 or place[1] == _OUTSIDE}
    for (number, ours_grid), grid in zip(ours, seen.grids, strict=False):
        for at, box, other in _cells(number, ours_grid, grid) if shared else ():
            for spot in other.spots:
                if box.framed and any((spot.page, area) in shared for area in spot.areas):
                    report.unframed(at, box, spot.page)
        for box, spot in _displaced(grid):
            report.displaced(number, box, spot.page)


def _boxes(grids: Iterable[Grid]) -> Iterator[Box]:
    return (box for grid in grids for line in grid.lines for box in line)


def _cells(number: int, ours: Grid, theirs: Grid) -> Iterator[_Cell]:
    for row, (line, other_line) in enumerate(zip(ours.lines, theirs.lines, strict=False)):
        others = {box.column: box for box in other_line}
        for at, box in enumerate(line):
            if box.column in others:
                yield (number, row, at), box, others[box.column]


def _displaced(grid: Grid) -> Iterator[tuple[Box, Spot]]:
    """Yield what is drawn to the left of or above the column or row in which it is read."""
    placed = [(row, box, spot) for row, line in enumerate(grid.lines) for box in line for spot in box.spots]
    width = max((box.column + box.columns for _, box, _ in placed), default=0)
    left = [float("-inf")] * (width + 1)
    ends: dict[int, list[tuple[int, float]]] = {}
    for row, box, spot in placed:
        end = box.column + box.columns
        left[end] = max(left[end], spot.right)
        ends.setdefault(spot.page, []).append((row + box.rows, spot.bottom))
    left = list(accumulate(left, max))
    lowest = {page: _Lowest(found) for page, found in ends.items()}
    for row, box, spot in placed:
        beside = spot.left < left[box.column] - _NEAR
        above = spot.top > lowest[spot.page].above(row) + _NEAR
        if beside or above:
            yield box, spot


class _Lowest:
    """How far down a page reaches what ends at or above each row."""

    def __init__(self, ends: Iterable[tuple[int, float]]) -> None:
        ordered = sorted(ends)
        self._rows = [row for row, _ in ordered]
        self._bottoms = list(accumulate((bottom for _, bottom in ordered), min, initial=float("inf")))

    def above(self, row: int) -> float:
        """Return the lowest place above a row, or without end where there is nothing."""
        return self._bottoms[bisect_right(self._rows, row)]


RowPair = tuple[ComparedRow | None, ComparedRow | None]
"""A row expected and the row seen for it."""

Ranks = Mapping[int, int]


def join_cells_cut_by_pages(pairs: Sequence[RowPair], ours: Ranks, theirs: Ranks) -> Sequence[RowPair]:
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

    def take(self, one: ComparedRow | None, other: ComparedRow | None) -> None:
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


def compare_file(expected: ExpectedContent, name: str, format: str, seen: Seen) -> tuple[Problem, ...]:
    """Return every difference between what a file must show and what it shows."""
    report, ours = DifferenceReport(expected, name), expected.seen
    medium = FORMATS[format].medium
    same = same_text_on_pages if medium is Medium.PAGES else same_text
    _Comparison(report, same).rows(expected.rows(medium is Medium.SHEETS), list(rows_of(seen)))
    if medium is not Medium.SHEETS:
        compare_paragraphs(ours, seen, same, report)
    match medium:
        case Medium.TEXT:
            compare_running_heads(ours, seen, report)
        case Medium.SHEETS:
            compare_running_head_pieces(running_heads_in_sheets(ours.running_heads), seen, report)
        case Medium.SCREEN:
            compare_running_head_pieces(running_heads_in_browsers(ours.running_heads), seen, report)
        case Medium.PAGES:
            compare_artifacts(ours, seen, report)
            compare_drawn_tables(ours, seen, report)
    return tuple(report.problems)


class _TableSide:
    """One table as one side has it: its edges of columns and rows, each with its rank."""

    def __init__(self, rows: Sequence[ComparedRow], start: int | None = None) -> None:
        boxes = [box for row in rows for box in row.line]
        lefts, rights = {box.column for box in boxes}, {box.column + box.columns for box in boxes}
        tops = {row.number for row in rows if row.line}
        self.columns = ranks(lefts | rights | ({start} if start is not None else set()))
        self._rows = ranks(tops | {row.number + box.rows for row in rows for box in row.line})

    def extent(self, box: Box, row: ComparedRow) -> tuple[int, int]:
        """Return over how many rows and columns a box goes, of those that any box begins or ends at."""
        columns, rows, top, left = self.columns, self._rows, row.number, box.column
        return rows[top + box.rows] - rows[top], columns[left + box.columns] - columns[left]


@dataclass(slots=True)
class _Comparison:
    report: DifferenceReport
    same: TextEquality

    def rows(self, ours: Sequence[ComparedRow], theirs: Sequence[ComparedRow]) -> None:
        """Compare the rows of all tables."""
        if len(ours) == len(theirs):
            tables = list(self._in_place(ours, theirs))
            if all(agree for agree, _ in tables):
                return
            theirs = [other for _, pairs in tables for _, other in pairs if other is not None]
        partners = align([row.key for row in ours], [row.key for row in theirs])
        pairs = [
            (None if one is None else ours[one], None if other is None else theirs[other])
            for one, other in partners
        ]
        for _, group in groupby(_with_blocks(pairs), key=lambda item: item[0]):
            self._table([pair for _, pair in group])

    def _table(self, pairs: Sequence[RowPair]) -> None:
        if self._agree(pairs):
            return
        mine = [one for one, _ in pairs if one is not None]
        yours = [other for _, other in pairs if other is not None]
        start = _start_of_holes(mine, yours)
        sides = _TableSide(mine, start), _TableSide(yours)
        joined = join_cells_cut_by_pages(pairs, *(side.columns for side in sides))
        if joined is not pairs:
            pairs, yours = joined, [other for _, other in joined if other is not None]
            sides = sides[0], _TableSide(yours)
        whole = len(mine) == len(yours) == len(pairs)
        last: ComparedRow | None = None
        for one, other in pairs:
            if one is not None and other is not None:
                self._line(one, other, sides, whole)
            elif one is not None:
                if not self._is_left_out(one):
                    self.report.missing_row(one.block, one.number, one.line)
            elif other is not None:
                self.report.extra_row(last or (mine[0] if mine else None), other.named, other.line)
            last = one or last

    def _in_place(
        self, ours: Sequence[ComparedRow], theirs: Sequence[ComparedRow]
    ) -> Iterator[tuple[bool, Sequence[RowPair]]]:
        """Yield each table row by row, with cells joined that pages cut, and whether both sides agree."""
        for _, group in groupby(zip(ours, theirs, strict=True), key=lambda pair: pair[0].block):
            pairs = list(group)
            if self._agree(pairs):
                yield True, pairs
            else:
                columns = [_TableSide(rows).columns for rows in zip(*pairs, strict=True)]
                joined = join_cells_cut_by_pages(pairs, *columns)
                yield joined is not pairs and self._agree(joined), joined

    def _agree(self, pairs: Sequence[RowPair]) -> bool:
        """Tell whether a table has the same texts in boxes of the same shapes, wherever in its grid."""
        edges: dict[int, int] = {}
        places = set[tuple[int, int]]()
        for one, other in pairs:
            if one is None or other is None:
                return False
            if one.is_words:
                return len(pairs) == 1 and self._same_words(one, _filled(one, other))
            places.add((other.block, other.number - one.number))
            if len(one.line) != len(other.line):
                return False
            for our, their in zip(one.line, other.line, strict=True):
                left, right = our.column, our.column + our.columns
                if our.rows != their.rows or not self.same(our.text, their.text):
                    return False
                if edges.setdefault(left, their.column) != their.column:
                    return False
                if edges.setdefault(right, their.column + their.columns) != their.column + their.columns:
                    return False
        return len(places) == 1 and _keep_order(edges)

    def _same_words(self, ours: ComparedRow, filled: Sequence[Box]) -> bool:
        return len(filled) == 1 and self.same(ours.line[0].text, filled[0].text)

    def _is_left_out(self, row: ComparedRow) -> bool:
        """Tell whether a paragraph is nothing but space or the number of a page, which no sheet has."""
        text = row.line[0].text if row.is_words else "x"
        return not text.strip() or self.same(text, "")

    def _line(
        self, ours: ComparedRow, theirs: ComparedRow, sides: tuple[_TableSide, _TableSide], whole: bool
    ) -> None:
        """Compare two rows; the heights of merged cells only where the table has all its rows."""
        if ours.is_words:
            self._words(ours, theirs)
            return
        our_side, their_side = sides
        boxes = {their_side.columns[box.column]: box for box in theirs.line}
        for at, box in enumerate(ours.line):
            other = boxes.pop(our_side.columns[box.column], None)
            if other is None:
                self.report.missing_cell(ours.spot(at), box, theirs.named, theirs.line)
                continue
            if not self.same(box.text, other.text):
                self.report.changed(ours.spot(at), box, other, theirs.named)
            due, over = our_side.extent(box, ours), their_side.extent(other, theirs)
            if due[1] != over[1] or (whole and due[0] != over[0]):
                self.report.span(
                    ours.spot(at), box, other._replace(rows=over[0], columns=over[1]), theirs.named
                )
        if not boxes:
            return
        columns = {rank: edge for edge, rank in our_side.columns.items()}
        for rank, box in boxes.items():
            # A blank one fills a hole, or is split off a merged cell that has been told of.
            if box.text:
                self.report.extra_cell(ours, box, columns.get(rank), theirs.named)

    def _words(self, ours: ComparedRow, theirs: ComparedRow) -> None:
        """Compare a paragraph with the row that shows it."""
        filled = _filled(ours, theirs)
        if not self._same_words(ours, filled[:1]):
            self.report.changed(ours.spot(0), ours.line[0], (filled or list(theirs.line))[0], theirs.named)
        for box in filled[1:]:
            self.report.extra_cell(ours, box, None, theirs.named)


def _filled(ours: ComparedRow, theirs: ComparedRow) -> Sequence[Box]:
    """Return what says something in the row that shows a paragraph."""
    filled = [box for box in theirs.line if box.text]
    if "\t" in ours.line[0].text and len(filled) > 1:
        # What a tab takes to the right is a cell of its own.
        filled = [filled[0]._replace(text="\t".join(box.text for box in filled))]
    return filled


def _keep_order(edges: Mapping[int, int]) -> bool:
    """Tell whether edges go to others in the same order, of which the first lies no farther to the left."""
    seen = [edges[edge] for edge in sorted(edges)]
    return all(map(lt, seen, seen[1:])) and seen[:1] >= sorted(edges)[:1]


def _start_of_holes(ours: Sequence[ComparedRow], theirs: Sequence[ComparedRow]) -> int | None:
    """Return the first column of a file if no row of the table reaches so far to the left."""
    our_first = min((box.column for row in ours for box in row.line), default=0)
    first = min((box.column for row in theirs for box in row.line), default=0)
    return first if first < our_first else None


def _with_blocks(pairs: Iterable[RowPair]) -> Iterator[tuple[int, RowPair]]:
    """Yield each pair with the block that it belongs to; what is extra belongs to the block before it."""
    block = -1
    for one, other in pairs:
        block = one.block if one is not None else block
        yield block, (one, other)
