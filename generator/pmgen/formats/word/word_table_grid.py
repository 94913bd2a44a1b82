"""A table's grid: its rows and cells with merges joined, widths of columns, borders resolved.

A grid is what a program last laid out; Word lays out anew (ISO/IEC 29500-1, 17.18.87) and goes by the cells
(17.4.71). In a table of fixed layout they come first. Else, where each column has a cell that asks for a
width, these widths hold if the table asks for none itself, or are as wide together as it asks for, or wider:
then they shrink alike. Where they do not fill the width that the table asks for, the grid stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from pmgen.document import Border, Borders
from pmgen.formats.word.row_patterns import CellPattern, RowPattern, RowPatterns, flattened, read_width
from pmgen.formats.word.word_styles import BorderLine
from pmgen.opc.office_xml import Element, W, below, points, value, whole


@dataclass(slots=True)
class GridCell:
    """A cell of the grid; `covered` are the further cells of a vertical merge."""

    element: Element
    pattern: CellPattern
    words: Sequence[str] | None
    row: int
    column: int
    columns: int
    rows: int = 1
    covered: tuple[GridCell, ...] = ()


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row as an element, what it asks for, and the cells that begin in it."""

    element: Element
    pattern: RowPattern
    slots: tuple[GridCell, ...]


def read_lines(table: Element, patterns: RowPatterns) -> list[GridRow]:
    """Return the rows of a table with the cells that begin in them."""
    lines: list[GridRow] = []
    above: dict[int, GridCell] = {}
    for number, row in enumerate(flattened(table, W + "tr")):
        pattern, cells = patterns.read(row)
        slots = [
            GridCell(cell, asked, words, number, asked.column, asked.columns) for cell, asked, words in cells
        ]
        begun, above = _joined(slots, above)
        lines.append(GridRow(row, pattern, tuple(begun)))
    return lines


def _joined(
    slots: Sequence[GridCell], above: dict[int, GridCell]
) -> tuple[list[GridCell], dict[int, GridCell]]:
    """Return the cells that begin in a row, and the merges that may go on below it."""
    begun: list[GridCell] = []
    merged: dict[int, GridCell] = {}
    for slot in slots:
        if slot.pattern.merge is None:
            begun.append(slot)
            continue
        upper = above.get(slot.column)
        if slot.pattern.merge == "restart" or upper is None or upper.columns != slot.columns:
            upper = slot
            begun.append(slot)
        else:
            upper.rows += 1
            upper.covered = (*upper.covered, slot)
        merged[slot.column] = upper
    return begun, merged


def all_slots(line: GridRow) -> Iterator[GridCell]:
    """Iterate over the cells that begin in a row, each with what is merged into it from below."""
    for slot in line.slots:
        yield slot
        yield from slot.covered


def clamp(lines: Sequence[GridRow], count: int) -> int:
    """Let cells end where the grid's columns do, if none begins beyond them that they could span.

    Return how many columns the cells have then.
    """
    cells = [cell for pattern in {line.pattern for line in lines} for cell in pattern.cells]
    end = max((cell.column + cell.columns for cell in cells), default=1)
    if end <= count or not count or any(cell.column >= count for cell in cells):
        return end
    for line in lines:
        for slot in all_slots(line):
            slot.columns = min(slot.columns, count - slot.column)
    return count


_NEARLY = 0.99
_LEAST_SHARE = 0.2
"""A grid narrower than this share of its room is a place holder, as programs write that lay out nothing."""
_MARGINS = 10.8
"""By so much the cells' own margins may let a table reach over the text."""

_SIGN = 12.0
"""The width of a sign of usual text."""

_Asked = tuple[int, int, float]
"""The first column, how many, and the width that is asked for them together."""


def column_widths(table: Element, lines: Sequence[GridRow], available: float) -> tuple[float, ...]:
    """Return the widths of the columns in points."""
    properties = table.find(W + "tblPr")
    grid = [max(points(one.get(W + "w")) or 0.0, 0.0) for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    count = clamp(lines, len(grid))
    grid = [*grid, *[0.0] * count][:count]
    wanted = _table_width(properties, available)
    asked = list(_asked(lines, wanted or available))
    cells = _widest(asked, count)
    if _is_fixed(properties):
        widths = [cell or column for cell, column in zip(cells, grid, strict=True)]
    else:
        widths = _fitted(grid, cells, wanted, available)
    stretched = _stretched(_completed(widths, asked, available), properties, wanted)
    return _on_twips(_holding(stretched, lines))


def _fitted(grid: list[float], cells: list[float], wanted: float | None, available: float) -> list[float]:
    """Return the widths of a table that fits its columns to what stands in them; 0 for one not known."""
    room, total = wanted or available + _MARGINS, sum(cells)
    if all(cells) and (not wanted or total >= wanted * _NEARLY):
        return [width * min(1.0, room / total) for width in cells]
    if sum(grid) < room * _LEAST_SHARE and any(cells):
        return cells
    return [column or cell for column, cell in zip(grid, cells, strict=True)]


def _asked(lines: Sequence[GridRow], available: float) -> Iterator[_Asked]:
    """Yield what cells ask for, and rows for what they leave out before their first cell; equal rows once."""
    for line in {line.pattern: line for line in lines}.values():
        properties = line.pattern.properties
        before, columns = below(properties, W + "wBefore"), below(properties, W + "gridBefore")
        if before is not None:
            yield 0, whole(value(columns, "0")), read_width(before).within(available)
        for slot in line.slots:
            if slot.pattern.width is not None:
                yield slot.column, slot.columns, max(slot.pattern.width.within(available), 0.0)


def _widest(asked: Sequence[_Asked], count: int) -> list[float]:
    """Return the widest that cells of one column ask for, 0 where none asks."""
    widths = [0.0] * count
    for column, columns, width in asked:
        if columns == 1 and column < count:
            widths[column] = max(widths[column], width)
    return widths


def _completed(widths: list[float], asked: Sequence[_Asked], available: float) -> list[float]:
    """Return the widths with those not known yet: the rest of cells over several, or equal shares."""
    known = list(widths)
    for column, columns, width in asked:
        inside = range(column, min(column + columns, len(known)))
        unknown = [place for place in inside if not known[place]]
        rest = width - sum(known[place] for place in inside)
        if unknown and rest > 0:
            for place in unknown:
                known[place] = rest / len(unknown)
    missing = known.count(0.0)
    least = available / len(known) / 4 * missing
    share = max(available - sum(known), least) / missing if missing else 0.0
    return [width or share for width in known]


def _holding(widths: Sequence[float], lines: Sequence[GridRow]) -> list[float]:
    """Return the widths, but none of a column with text in which not one of its signs would find room."""
    narrow = {column for column, width in enumerate(widths) if width < _SIGN}
    said = {
        slot.column
        for line in (lines if narrow else ())
        for slot in line.slots
        if slot.columns == 1 and slot.column in narrow and next(slot.element.iter(W + "t"), None) is not None
    }
    return [_SIGN + _MARGINS if column in said else width for column, width in enumerate(widths)]


def _table_width(properties: Element | None, available: float) -> float | None:
    node = None if properties is None else properties.find(W + "tblW")
    return None if node is None else read_width(node).within(available) or None


def _stretched(widths: Sequence[float], properties: Element | None, wanted: float | None) -> Sequence[float]:
    """Return the widths stretched to the one that the table asks for."""
    node = None if properties is None else properties.find(W + "tblW")
    total = sum(widths)
    is_fixed = node is not None and node.get(W + "type", "dxa") == "dxa" and _is_fixed(properties)
    if not wanted or is_fixed or abs(wanted - total) <= total / 100:
        return widths
    return [width * wanted / total for width in widths]


def _on_twips(widths: Sequence[float]) -> tuple[float, ...]:
    """Return widths that Word can say; no edge of a column moves by more than a fortieth of a point."""
    edges = [round(edge * 20) for edge in accumulate(widths, initial=0.0)]
    return tuple((right - left) / 20 for left, right in pairwise(edges))


def _is_fixed(properties: Element | None) -> bool:
    layout = None if properties is None else properties.find(W + "tblLayout")
    return layout is not None and layout.get(W + "type") == "fixed"


class SideBorder(NamedTuple):
    """One side of a cell; `own` tells that the cell asks for it, and not the table."""

    line: BorderLine
    own: bool


@dataclass(frozen=True, slots=True, eq=False)
class CellBorders:
    """The four edges of a cell."""

    top: SideBorder
    right: SideBorder
    bottom: SideBorder
    left: SideBorder


Grid = Sequence[tuple[CellBorders | None, ...]]
"""For each place of the grid what the cell that covers it asks for; None for a hole."""

_Edge = tuple[CellBorders | None, ...]
"""What the neighbours along one side of a cell ask for."""


class BorderResolver:
    """Resolves the lines of cells; those that ask alike among neighbours that ask alike share them."""

    def __init__(self) -> None:
        self._known: dict[tuple[CellBorders, _Edge, _Edge, _Edge, _Edge], Borders] = {}
        self._made: dict[tuple[BorderLine, ...], Borders] = {}

    def borders(self, own: CellBorders, grid: Grid, cell: GridCell) -> Borders:
        """Return the lines around a cell, each as strong as its neighbours ask."""
        below, before, after = cell.row + cell.rows, cell.column - 1, cell.column + cell.columns
        rows = grid[cell.row : below]
        key = (
            own,
            grid[cell.row - 1][cell.column : after] if cell.row else (),
            tuple([row[after] for row in rows if after < len(row)]),
            grid[below][cell.column : after] if below < len(grid) else (),
            tuple([row[before] for row in rows if before < len(row)]) if cell.column else (),
        )
        if key not in self._known:
            self._known[key] = self._resolved(*key)
        return self._known[key]

    def _resolved(self, own: CellBorders, above: _Edge, right: _Edge, below: _Edge, left: _Edge) -> Borders:
        lines = (
            _drawn(own.top, [other.bottom for other in above if other]),
            _drawn(own.right, [other.left for other in right if other]),
            _drawn(own.bottom, [other.top for other in below if other]),
            _drawn(own.left, [other.right for other in left if other]),
        )
        return self._made.setdefault(lines, Borders(*lines))


def _drawn(own: SideBorder, others: Sequence[SideBorder]) -> BorderLine:
    """Return the line for a whole side; where neighbours disagree, theirs are drawn on their own sides."""
    drawn = [_stronger(own, other).line for other in others] or [own.line]
    return drawn[0] if all(line == drawn[0] for line in drawn) else own.line


def _stronger(one: SideBorder, other: SideBorder) -> SideBorder:
    """Return what wins: a cell's own line over the table's, a line over none, the wider, the darker."""
    if one is other or one == other:
        return one
    if one.own != other.own:
        return one if one.own else other
    return max(one, other, key=_strength)


def _strength(edge: SideBorder) -> tuple[float, int]:
    return (0.0, 0) if edge.line is None else (edge.line.width, -_brightness(edge.line))


def _brightness(line: Border) -> int:
    return sum(int(line.color[at : at + 2], 16) for at in (0, 2, 4))
