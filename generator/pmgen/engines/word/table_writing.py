"""Write tables and rows, and the columns that share their room by what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from pmgen.engines.column_fitting import WidthNeed, fitted_widths, width_need
from pmgen.engines.word.block_scopes import Scopes
from pmgen.engines.word.layout_tags import TagKind
from pmgen.engines.word.layout_xml import ancestor, closing, opening, serialised
from pmgen.engines.word.part_writing import (
    ElementWriter,
    Excerpt,
    PartProgram,
    has_filter,
    last_filter,
    merge_of,
    quoted,
)
from pmgen.engines.word.tag_placement import SLOT, TAG, PlacedTag, style_of
from pmgen.opc.office_xml import Element, W, value
from pmgen.problems import Problems, message

FIT = "fit"

_TABLE, _ROW, _CELL = "\x01", "\x02", "\x03"
_USUAL_SIZE, _USUAL_INSET = 21, 108
"""Word's own type size in half points, and the left and right margin of a cell in twentieths of a point."""

Widths = Sequence[Sequence[Sequence[int]]]
"""The widths of columns in twips: for each table to fit, by its number, as often as it is written."""


@dataclass(frozen=True, slots=True)
class FittedTable:
    """A table with columns that share their room, as the layout has it; `size` in points, the rest in twips.

    `number` counts such tables of a part.
    """

    number: int
    widths: tuple[int, ...]
    columns: frozenset[int]
    inset: int
    size: float


FittedTables = Mapping[Element, FittedTable]
"""The tables of a part that have columns to fit."""


def find_fitted(
    root: Element, tags: Sequence[PlacedTag], styles: Element | None, problems: Problems
) -> FittedTables:
    """Return the tables of a part with values that end in `| fit`, and report such values elsewhere."""
    found: dict[Element, FittedTable] = {}
    slots: dict[Element, dict[int, Element]] = {}
    for slot in root.iter(SLOT):
        tag = tags[int(slot.get("n", ""))]
        if has_filter(tag, FIT):
            cell = ancestor(slot, W + "tc") if last_filter(tag, FIT) else None
            at = None if cell is None else _column(cell)
            if cell is None or at is None:
                _misplaced(tag, problems)
            else:
                slots.setdefault(_table(cell), {}).setdefault(at, slot)
    for table, columns in slots.items():
        widths, first = _grid(table), next(iter(columns.values()))
        if len(columns) < 2 or max(columns) >= len(widths):
            _misplaced(tags[int(first.get("n", ""))], problems)
        else:
            size = _size(first, styles)
            found[table] = FittedTable(len(found), widths, frozenset(columns), _inset(table), size)
    return found


def _misplaced(tag: PlacedTag, problems: Problems) -> None:
    problems.add(
        "PMG438",
        message("fit must be the last filter in at least two columns of a table, in cells of one column"),
        tag.place,
        hint=message("write for example {example}", example="{{ 指标.三级指标 | fit }}"),
    )


def write_measuring(
    root: Element, program: PartProgram, scopes: Scopes, tags: Sequence[PlacedTag], of: FittedTables
) -> None:
    """Write the program that yields the words of the cells in the columns to fit, row by row."""

    def take(excerpt: Excerpt, element: Element) -> bool:
        if element in of:
            excerpt.want()
            excerpt.program.write(f"{_TABLE}{of[element].number}")
        table = of.get(parent) if (parent := element.getparent()) is not None else None
        if table is None or element.tag != W + "tr":
            return False
        cells = list(_cells_to_fit(element, table))
        if cells:
            excerpt.want()
            excerpt.program.write(_ROW)
        for column, cell in cells:
            excerpt.program.write(f"{_CELL}{column}{_CELL}")
            excerpt.words(cell)
        return True

    Excerpt(scopes, tags, take, str).write(root, program)


def widths_of(measured: str, tables: Sequence[FittedTable]) -> Widths:
    """Return the widths of the tables' columns by what a measuring program yielded."""
    widths: list[list[Sequence[int]]] = [[] for _ in tables]
    for said in measured.split(_TABLE)[1:]:
        number, *rows = said.split(_ROW)
        table = tables[int(number)]
        needs = [_needs(row.split(_CELL)[1:], table) for row in rows]
        widths[table.number].append(_whole(fitted_widths(table.widths, table.inset, needs), table.widths))
    return widths


def _needs(cells: Sequence[str], table: FittedTable) -> dict[int, WidthNeed]:
    told = zip(cells[::2], cells[1::2], strict=True)
    return {int(column): width_need(words, table.size * 20) for column, words in told}


def _whole(widths: Sequence[float], given: Sequence[int]) -> list[int]:
    """Return whole numbers of the same sum."""
    made = [int(width) for width in widths]
    changed = max(range(len(made)), key=lambda column: made[column] - given[column])
    made[changed] += sum(given) - sum(made)
    return made


def _cells_to_fit(row: Element, table: FittedTable) -> Iterator[tuple[int, Element]]:
    for cell, start, span in placed_cells(row):
        if span == 1 and start in table.columns:
            yield start, cell


def _table(cell: Element) -> Element:
    table = ancestor(cell, W + "tbl")
    assert table is not None
    return table


def _column(cell: Element) -> int | None:
    """Return the column of the grid in which a cell stands alone, or None."""
    row = cell.getparent()
    placed = () if row is None else placed_cells(row)
    return next((start for each, start, span in placed if each is cell and span == 1), None)


def placed_cells(row: Element) -> list[tuple[Element, int, int]]:
    """Return each cell of a row with the grid column it begins in and its span."""
    found: list[tuple[Element, int, int]] = []
    start = int(value(row.find(f"{W}trPr/{W}gridBefore"), "0"))
    for cell in row.iterchildren(W + "tc"):
        span = int(value(cell.find(f"{W}tcPr/{W}gridSpan"), "1"))
        found.append((cell, start, span))
        start += span
    return found


def _grid(table: Element) -> tuple[int, ...]:
    widths = [column.get(W + "w", "") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    return tuple(map(int, widths)) if all(width.isdigit() for width in widths) else ()


def _inset(table: Element) -> int:
    """Return what the left and the right margin of a cell take together."""
    margins = (table.find(f"{W}tblPr/{W}tblCellMar/{W}{side}") for side in ("left", "right"))
    return sum(_whole_number("" if each is None else each.get(W + "w", ""), _USUAL_INSET) for each in margins)


def _size(slot: Element, styles: Element | None) -> float:
    """Return the type size of a value in points,, by its run, its paragraph's style or the file's own."""
    run, paragraph = slot.getparent(), ancestor(slot, W + "p")
    found = None if run is None else run.find(f"{W}rPr/{W}sz")
    named = "" if paragraph is None else style_of(paragraph)
    for style in () if styles is None else styles:
        is_its = style.get(W + "styleId") == named if named else style.get(W + "default") == "1"
        if found is None and style.get(W + "type") == "paragraph" and is_its:
            found = style.find(f"{W}rPr/{W}sz")
    if found is None and styles is not None:
        found = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
    return (_whole_number(value(found), _USUAL_SIZE) or _USUAL_SIZE) / 2


def _whole_number(text: str, usual: int) -> int:
    return int(text) if text.isdecimal() else usual


@dataclass(slots=True)
class TableInWriting:
    """A table that is being written; `column` is the grid column of the next cell."""

    number: int
    merges: bool
    fitted: FittedTable | None = None
    column: int = 0


class TableWriter:
    """Writes the tables of a part and their rows; `fit` holds those with columns that share their room."""

    def __init__(self, writer: ElementWriter, fit: FittedTables) -> None:
        self._writer = writer
        self._fit = fit
        self._program = writer.program
        self._scopes = writer.scopes
        self._tags = writer.tags
        self._open_tables: list[TableInWriting] = []
        self._count = 0
        writer.writers |= {
            W + "tbl": self._table,
            W + "tblGrid": self._grid,
            W + "tr": self._row,
            W + "tcW": self._cell_width,
        }

    @property
    def here(self) -> TableInWriting:
        """Return the table that is being written."""
        return self._open_tables[-1]

    def _table(self, table: Element) -> None:
        self._count += 1
        self._open_tables.append(TableInWriting(self._count, self._has_merges(table), self._fit.get(table)))
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

    def _fitted(self, table: FittedTable, element: Element, start: int, span: int) -> None:
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
