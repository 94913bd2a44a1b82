"""The grid of a table: which columns and rows each cell covers; together they cover it exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pmgen.engines.markup.markup_tree import MERGED, Characters, MarkupElement
from pmgen.problems import Message, Problems, Refusal, SourcePlace, message

MOST_COLUMNS = 63
MOST_ROWS = 65534
"""The columns that a table can have in Word."""

NOT_ALONE = message("merge must stand in the only value of its cell")
NOT_ALONE_HINT = message("put the whole text into the value: {example}", example="{{ ('第' ~ x) | merge }}")


@dataclass(slots=True)
class GridCell:
    """A cell with the part of the grid that it covers; rows and columns count from 0."""

    element: MarkupElement
    row: int
    column: int
    rows: int
    columns: int

    @property
    def below(self) -> int:
        """Return the first row under the cell."""
        return self.row + self.rows


@dataclass(slots=True)
class GridRow:
    """A row of the grid with the cells that begin in it."""

    element: MarkupElement
    part: MarkupElement | None
    spots: list[GridCell]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The rows of a thead, tbody or tfoot, or rows that stand in the table itself."""

    element: MarkupElement | None
    rows: list[MarkupElement]


@dataclass(slots=True)
class Grid:
    """A table's rows and the number of its columns; the first `header_rows` came from thead."""

    rows: list[GridRow]
    columns: int
    header_rows: int


@dataclass(slots=True)
class GridBuilder:
    """Places cells as HTML does and collects whatever does not tile the grid."""

    file: str
    problems: Problems
    _taken: dict[tuple[int, int], GridCell] = field(default_factory=dict)

    def build(self, table: MarkupElement, declared_columns: int) -> Grid:
        """Return the grid of a table element."""
        head, rest = _parts(table)
        rows: list[GridRow] = []
        for part in [*head, *rest]:
            self._place_part(part, rows)
        self._merge(rows)
        grid = Grid(rows, self._width(declared_columns), sum(len(part.rows) for part in head))
        self._check_holes(grid)
        return grid

    def _place_part(self, part: RowGroup, rows: list[GridRow]) -> None:
        end = len(rows) + len(part.rows)
        for element in part.rows:
            spots: list[GridCell] = []
            for cell in element.elements():
                if cell.tag in ("td", "th"):
                    begin = spots[-1].column + 1 if spots else 0
                    spots.append(self._place(cell, len(rows), begin, end))
            rows.append(GridRow(element, part.element, spots))

    def _place(self, cell: MarkupElement, row: int, column: int, end: int) -> GridCell:
        """Place a cell at the first column from `column` on that is free."""
        while (row, column) in self._taken:
            column += 1
        spot = GridCell(cell, row, column, self._span(cell, "rowspan"), self._span(cell, "colspan"))
        if column + spot.columns > MOST_COLUMNS:
            text = message("a table cannot have more than {columns} columns", columns=MOST_COLUMNS)
            self._complain("PMG517", cell, text)
            raise Refusal(self.problems)
        if spot.below > end:
            self._complain(
                "PMG512", cell, message("the cell reaches below the last row of its part of the table")
            )
            spot.rows = end - row
        self._take(spot)
        return spot

    def _take(self, spot: GridCell) -> None:
        for row in range(spot.row, spot.below):
            for column in range(spot.column, spot.column + spot.columns):
                other = self._taken.setdefault((row, column), spot)
                if other is not spot:
                    text = message(
                        "two cells cover row {row}, column {column}", row=row + 1, column=column + 1
                    )
                    self._complain("PMG511", spot.element, text, other.element)
                    return

    def _span(self, cell: MarkupElement, name: str) -> int:
        if name not in cell.attributes:
            return 1
        text = cell.attributes[name].strip()
        number = whole_number(text, MOST_COLUMNS if name == "colspan" else MOST_ROWS)
        if number is not None:
            return number
        self._complain("PMG514", cell, message("{name} cannot be {value}", name=name, value=text))
        return 1

    # merges

    def _merge(self, rows: list[GridRow]) -> None:
        """Join the cells of one turn that stand in touching rows of the same grid columns."""
        open_: dict[int, tuple[GridCell, tuple[str, str]]] = {}
        for line in rows:
            kept = []
            for spot in line.spots:
                turn = self._turn(spot.element)
                above = open_.get(spot.column)
                if turn and above and self._continues(spot, turn, *above):
                    above[0].rows += spot.rows
                    self._take_over(spot, above[0])
                    continue
                kept.append(spot)
                if turn:
                    open_[spot.column] = spot, turn
            line.spots = kept

    def _continues(
        self, spot: GridCell, turn: tuple[str, str], above: GridCell, turn_above: tuple[str, str]
    ) -> bool:
        if turn != turn_above or above.below != spot.row or above.columns != spot.columns:
            return False
        if above.element.children == spot.element.children:
            return True
        self._complain(
            "PMG513",
            spot.element,
            message(
                "cells of one merged block differ: {first} and {second}",
                first=above.element.text().strip(),
                second=spot.element.text().strip(),
            ),
            above.element,
            hint=message("print only what belongs to the loop that owns the merge"),
        )
        return False

    def _take_over(self, spot: GridCell, by: GridCell) -> None:
        for row in range(spot.row, spot.below):
            for column in range(spot.column, spot.column + spot.columns):
                self._taken[row, column] = by

    def _turn(self, cell: MarkupElement) -> tuple[str, str] | None:
        """Return slot and turn of the merged value in a cell, which must be all that the cell holds."""
        marks = list(_marks(cell))
        if not marks:
            return None
        if len(marks) > 1 or cell.text().strip() != marks[0].text().strip():
            self._complain("PMG515", cell, NOT_ALONE, hint=NOT_ALONE_HINT)
            return None
        return marks[0].attributes["slot"], marks[0].attributes["turn"]

    # holes

    def _width(self, declared: int) -> int:
        return max(1, declared, *(column + 1 for _, column in self._taken))

    def _check_holes(self, grid: Grid) -> None:
        for row, line in enumerate(grid.rows):
            covered = sum((row, column) in self._taken for column in range(grid.columns))
            if covered < grid.columns:
                text = message(
                    "row {row} of the table covers {covered} of {columns} columns",
                    row=row + 1,
                    covered=covered,
                    columns=grid.columns,
                )
                hint = message("add the missing cells, or widen one with colspan")
                self._complain("PMG510", line.element, text, hint=hint)

    def _complain(
        self, code: str, at: MarkupElement, text: Message, *others: MarkupElement, hint: Message | None = None
    ) -> None:
        places = [SourcePlace(self.file, element.line) for element in (at, *others)]
        self.problems.add(code, text, *places, hint=hint)


def _parts(table: MarkupElement) -> tuple[list[RowGroup], list[RowGroup]]:
    """Return the parts of thead, and the others with tfoot last; rows without a part are one."""
    found: dict[str, list[RowGroup]] = {"thead": [], "tbody": [], "tfoot": []}
    loose: RowGroup | None = None
    for child in table.elements():
        if child.tag == "tr":
            if loose is None:
                found["tbody"].append(loose := RowGroup(None, []))
            loose.rows.append(child)
        elif child.tag in found:
            loose = None
            found[child.tag].append(RowGroup(child, [row for row in child.elements() if row.tag == "tr"]))
    return found["thead"], found["tbody"] + found["tfoot"]


def _marks(element: MarkupElement) -> Iterator[MarkupElement]:
    for child in element.children:
        if isinstance(child, Characters):
            continue
        if child.tag == MERGED:
            yield child
        else:
            yield from _marks(child)


def whole_number(text: str, most: int) -> int | None:
    """Return the number from 1 to `most` that a text is, None for any other text."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
    return number if is_number and 1 <= (number := int(text)) <= most else None
