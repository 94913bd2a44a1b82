"""Where on the form each value of the data is printed, as people count: table, row, column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pmgen.engines import Layout
from pmgen.formats.file_contents import Box, Grid, Words
from pmgen.problems import SourcePlace
from pmgen.verify.expected_content import ExpectedContent, Spot, TracedText, expected_content
from pmgen.verify.file_proof import shown_by
from pmgen.verify.shown_content import ranks
from pmgen.view.shapes import Record


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """A place on a form: the words of a paragraph, or a cell by its table, row and column, from 1.

    `heading` are the words above the table; `labels` those of the form beside the cell: over its column
    where there are any, or else before it in its row.
    """

    heading: str
    table: int | None = None
    row: int | None = None
    column: int | None = None
    label: str = ""


@dataclass(slots=True)
class PlacesOfValues:
    """The values of the data with the places where a form prints them, to be asked by place."""

    _printed: dict[SourcePlace, list[PrintedPlace]] = field(default_factory=dict)
    _lines: dict[SourcePlace, int] = field(default_factory=dict)
    _starts: dict[str, list[SourcePlace]] = field(default_factory=dict)

    def add(self, value: TracedText, printed: PrintedPlace) -> None:
        """Keep where a value is printed."""
        if value.place is not None:
            found = self._printed.setdefault(value.place, [])
            self._lines[value.place] = value.text.count("\n")
            if printed not in found:
                found.append(printed)

    def of(self, place: SourcePlace) -> tuple[PrintedPlace, ...]:
        """Return where a form prints the value at `place`, or around it; cells come first."""
        value = self._value_around(place)
        found = self._printed[value] if value is not None else ()
        return tuple(sorted(found, key=lambda printed: printed.table is None))

    def _value_around(self, place: SourcePlace) -> SourcePlace | None:
        if not self._starts:
            self._starts = _by_file(self._printed)
        starts = self._starts.get(place.file, [])
        number = bisect_right(starts, _order(place), key=_order)
        before = starts[number - 1] if number else None
        return before if before is not None and self._holds(before, place) else None

    def _holds(self, value: SourcePlace, place: SourcePlace) -> bool:
        line, at = value.line or 0, place.line or 0
        if line == at:
            return (place.column or 0) < (value.column or 0) + value.length
        # A text of several lines begins below the `|` that is its place.
        return self._lines[value] > 0 and at <= line + self._lines[value] + 1


def _by_file(places: Iterable[SourcePlace]) -> dict[str, list[SourcePlace]]:
    found: dict[str, list[SourcePlace]] = {}
    for place in sorted(places, key=_order):
        found.setdefault(place.file, []).append(place)
    return found


def _order(place: SourcePlace) -> tuple[int, int]:
    return place.line or 0, place.column or 0


def printed_cells(layout: Layout, roots: Iterable[Record]) -> PlacesOfValues | None:
    """Return where `layout` prints the values of the views `roots`, a document each.

    None where that cannot be told: the layout cannot be filled, or computes with its values.
    """
    cells = PlacesOfValues()
    for root in roots:
        document = layout.fill(root, "", "").document
        expected = expected_content(layout, root, document, shown_by) if document is not None else None
        if document is None or expected is None or expected.seen != shown_by(document):
            return None
        for value, printed in _printed(expected):
            cells.add(value, printed)
    return cells


def _printed(expected: ExpectedContent) -> Iterator[tuple[TracedText, PrintedPlace]]:
    tables = _tables(expected)
    for spot, values in expected.values.items():
        block = expected.seen.blocks[spot[0]]
        printed = PrintedPlace(block.text) if isinstance(block, Words) else tables[spot[0]].cell(spot)
        yield from ((value, printed) for value in values)


def _tables(expected: ExpectedContent) -> dict[int, _Table]:
    """Return the tables by the number of their block; the paragraph before a table is its heading."""
    found: dict[int, _Table] = {}
    heading = ""
    for number, block in enumerate(expected.seen.blocks):
        if isinstance(block, Words):
            heading = block.text
        else:
            found[number] = _Table(expected, block, len(found) + 1, heading)
    return found


class _Table:
    """One table of a form, with the labels beside its cells."""

    def __init__(self, expected: ExpectedContent, grid: Grid, number: int, heading: str) -> None:
        self._stated = expected.values
        self._grid = grid
        self._number = number
        self._heading = heading
        self._columns = ranks(box.column for line in grid.lines for box in line)

    def cell(self, spot: Spot) -> PrintedPlace:
        """Return the words for a cell."""
        _, row, at = spot
        column = self._columns[self._grid.lines[row][at].column] + 1
        label = self._label_before(spot) or self._label_above(spot)
        return PrintedPlace(self._heading, self._number, row + 1, column, label)

    def _label_before(self, spot: Spot) -> str:
        block, row, at = spot
        if not at:
            return ""
        box, before = self._grid.lines[row][at], self._grid.lines[row][at - 1]
        touches = before.column + before.columns == box.column and before.rows == box.rows
        return self._label(before, (block, row, at - 1)) if touches else ""

    def _label_above(self, spot: Spot) -> str:
        block, row, at = spot
        column = self._grid.lines[row][at].column
        for number in range(row - 1, -1, -1):
            for place, box in enumerate(self._grid.lines[number]):
                if box.column <= column < box.column + box.columns:
                    label = self._label(box, (block, number, place))
                    if label:
                        return label
        return ""

    def _label(self, box: Box, spot: Spot) -> str:
        """Return the words of a cell that prints no value."""
        return "" if spot in self._stated else " ".join(box.text.split())
