"""Write tables and rows: what goes where nothing of it is left, and the room that repeated columns share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from pmgen.engines.word.paragraphs import SLOT, TAG
from pmgen.engines.word.program import quoted
from pmgen.engines.word.tags import TagKind
from pmgen.engines.word.widths import Fitted, FittedTables, placed_cells
from pmgen.engines.word.writing import Writer, merge_of
from pmgen.engines.word.xml import ancestor, closing, opening, serialised
from pmgen.ooxml.xml import Element, W, value


@dataclass(slots=True)
class Table:
    """A table that is being written; `column` is the grid column of the next cell."""

    number: int
    merges: bool
    fitted: Fitted | None = None
    column: int = 0


class Tables:
    """Writes the tables of a part and their rows; `fit` holds those with columns that share their room."""

    def __init__(self, writer: Writer, fit: FittedTables) -> None:
        self._writer = writer
        self._fit = fit
        self._program = writer.program
        self._scopes = writer.scopes
        self._tags = writer.tags
        self._open_tables: list[Table] = []
        self._count = 0
        writer.writers |= {
            W + "tbl": self._table,
            W + "tblGrid": self._grid,
            W + "tr": self._row,
            W + "tcW": self._cell_width,
        }

    @property
    def here(self) -> Table:
        """Return the table that is being written."""
        return self._open_tables[-1]

    def _table(self, table: Element) -> None:
        self._count += 1
        self._open_tables.append(Table(self._count, self._has_merges(table), self._fit.get(table)))
        rows = [child for child in table if child.tag not in (W + "tblPr", W + "tblGrid")]
        firm = any(row.tag == W + "tr" and not self._may_go(row) for row in rows)
        if self.here.merges:
            self._program.call("table", str(self._count))
        if self.here.fitted:
            self._program.call("fitted", str(self.here.fitted.number))
        if firm:
            self._writer.plain(table)
        else:
            self._fragile_table(table, rows)
        self._open_tables.pop()

    def _has_merges(self, table: Element) -> bool:
        """Tell whether cells merge by tags, or by the layout in rows that are not all written once."""
        tags = [self._tags[int(marker.get("n", ""))] for marker in table.iter(SLOT, TAG)]
        if any(tag.tag.word == "vm" or merge_of(tag) is not None for tag in tags):
            return True
        merged = next(table.iter(W + "vMerge"), None) is not None
        return merged and any(map(self._scopes.conditional, table.iter(W + "tr")))

    def _fragile_table(self, table: Element, rows: list[Element]) -> None:
        """Write a table that goes where no row of it is written."""
        head = "".join(serialised(child) for child in table if child not in rows)
        self._program.do("open", quoted(opening(table) + ">" + head))
        self._writer.children(rows)
        self._program.do("close", quoted(closing(table)), "''")

    def _grid(self, grid: Element) -> None:
        """Write the columns; those that a `{%tc` block repeats share the room of the one in the layout."""
        row = self._row_with_column_blocks(grid)
        if row is None and self.here.fitted:
            self._writer.open(grid)
            for number, column in enumerate(grid.iterchildren(W + "gridCol")):
                self._fitted(self.here.fitted, column, number, 1)
            self._program.write(closing(grid))
            return
        if row is None:
            self._writer.plain(grid)
            return
        columns = list(grid)
        self._writer.open(grid)
        cells = placed_cells(row)
        for cell, start, span in cells:
            before, after = self._scopes.around(cell)
            for tag in before:
                self._program.tag(tag)
            if cell not in self._scopes.gone:
                taken = [columns[at] for other, at, _ in cells if other in self._vacated(cell)]
                self._width(columns[start], self._repeats(cell), taken)
                for column in columns[start + 1 : start + span]:
                    self._width(column, self._repeats(cell))
            for tag in after:
                self._program.tag(tag)
        self._program.write(closing(grid))

    def _row_with_column_blocks(self, grid: Element) -> Element | None:
        """Return the row whose blocks repeat columns, unless loops of rows around it hide its names."""
        table = grid.getparent()
        for row in table.iterchildren(W + "tr") if table is not None else ():
            if self._scopes.of(row):
                return None if self._scopes.conditional(row) else row
        return None

    def _repeats(self, cell: Element) -> bool:
        return any(block.opener.tag.word == "for" for block in self._scopes.over(cell))

    def _fitted(self, table: Fitted, element: Element, start: int, span: int) -> None:
        """Write the width of columns that share their room by what stands in them."""
        before, after = (opening(element) + "/>").split(f'"{element.get(W + "w")}"', 1)
        self._program.write(before + '"')
        self._program.call("width", str(table.number), str(start), str(span))
        self._program.write('"' + after)

    def _width(self, element: Element, shared: bool, taken: Sequence[Element] = ()) -> None:
        """Write a width with the room of the elements it takes the place of."""
        widths = [node.get(W + "w", "") for node in (element, *taken)]
        if not (shared or taken) or not all(width.isdigit() for width in widths):
            self._writer.plain(element)
            return
        start, end = (opening(element) + "/>").split(f'"{widths[0]}"', 1)
        self._program.write(start + '"')
        room = str(sum(map(int, widths)))
        if shared:
            self._program.call("share", room, "loop.length")
        else:
            self._program.write(room)
        self._program.write('"' + end)

    def _cell_width(self, element: Element) -> None:
        cell = ancestor(element, W + "tc")
        assert cell is not None
        span = int(value(cell.find(f"{W}tcPr/{W}gridSpan"), "1"))
        if self.here.fitted and element.get(W + "type") == "dxa" and element.get(W + "w"):
            self._fitted(self.here.fitted, element, self.here.column - span, span)
            return
        found = [other.find(f"{W}tcPr/{W}tcW") for other in self._vacated(cell)]
        self._width(element, self._repeats(cell), [width for width in found if width is not None])

    def _vacated(self, cell: Element) -> list[Element]:
        """Return the cells of `{%tc` tags beside a cell, which disappear and leave it their room."""
        gone = self._scopes.gone
        before = takewhile(gone.__contains__, cell.itersiblings(W + "tc", preceding=True))
        after = takewhile(gone.__contains__, cell.itersiblings(W + "tc"))
        return [other for other in before if self._opens(other)] + [
            other for other in after if not self._opens(other)
        ]

    def _opens(self, cell: Element) -> bool:
        return self._scopes.gone[cell][-1].tag.kind is TagKind.OPENER

    def _row(self, row: Element) -> None:
        table = self.here
        table.column = 0
        if table.merges:
            self._program.call("row", str(table.number))
        if self._is_fragile(row):
            head = "".join(serialised(child) for child in row if child.tag in (W + "tblPrEx", W + "trPr"))
            self._program.do("open", quoted(opening(row) + ">" + head))
            self._writer.children([child for child in row if child.tag not in (W + "tblPrEx", W + "trPr")])
            self._program.do("close", quoted(closing(row)), "''")
        else:
            self._writer.plain(row)

    def _is_fragile(self, row: Element) -> bool:
        """Tell whether a row may be left without cells."""
        return all(map(self._scopes.conditional, row.iterchildren(W + "tc")))

    def _may_go(self, row: Element) -> bool:
        return self._scopes.conditional(row) or self._is_fragile(row)
