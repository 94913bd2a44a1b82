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
from pmgen.formats.word.word_styles import BorderLine
from pmgen.opc.office_xml import MC, Element, W, below, is_on, points, value, whole

MOST_COLUMNS = 1000
"""Far more than Word's 63; what stands further right is no table that anybody can read."""

_WRAPPERS = (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag")


@dataclass(slots=True)
class GridCell:
    """A cell of the grid; `covered` are the further cells of a vertical merge."""

    element: Element
    properties: Element | None
    row: int
    column: int
    columns: int
    rows: int = 1
    covered: tuple[GridCell, ...] = ()


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row as an element, what it asks for otherwise than its table, and the cells that begin in it."""

    element: Element
    properties: Element | None
    exceptions: Element | None
    slots: tuple[GridCell, ...]


def flattened(parent: Element, name: str) -> Iterator[Element]:
    """Iterate over the rows or cells in `parent`, wrapped ones too."""
    for child in parent:
        if child.tag == name:
            yield child
        elif child.tag in _WRAPPERS:
            yield from flattened(child, name)
        elif child.tag == MC + "AlternateContent" and len(child):
            yield from flattened(child[0], name)


def read_lines(table: Element) -> list[GridRow]:
    """Return the rows of a table with the cells that begin in them."""
    lines: list[GridRow] = []
    above: dict[int, GridCell] = {}
    for number, row in enumerate(flattened(table, W + "tr")):
        properties = below(row, W + "trPr")
        slots = list(_slots(row, number, _grid_before(properties)))
        begun, above = _joined(slots, above)
        lines.append(GridRow(row, properties, below(row, W + "tblPrEx"), tuple(begun)))
    return lines


def _grid_before(properties: Element | None) -> int:
    return 0 if properties is None else max(whole(value(properties.find(W + "gridBefore"), "0")), 0)


def _slots(row: Element, number: int, column: int) -> Iterator[GridCell]:
    for cell in flattened(row, W + "tc"):
        properties = below(cell, W + "tcPr")
        span = whole(value(below(properties, W + "gridSpan"), "1"), 1)
        span = min(max(span, 1), MOST_COLUMNS - column)
        if span < 1:
            return
        yield GridCell(cell, properties, number, column, span)
        column += span


def _joined(
    slots: Sequence[GridCell], above: dict[int, GridCell]
) -> tuple[list[GridCell], dict[int, GridCell]]:
    """Return the cells that begin in a row, and the merges that may go on below it."""
    begun: list[GridCell] = []
    merged: dict[int, GridCell] = {}
    for slot in slots:
        merge = below(slot.properties, W + "vMerge")
        if merge is None:
            begun.append(slot)
            continue
        upper = above.get(slot.column)
        if value(merge, "continue") == "restart" or upper is None or upper.columns != slot.columns:
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


def clamp(lines: Sequence[GridRow], count: int) -> None:
    """Let cells end where the grid's columns do, if none begins beyond them that they could span."""
    slots = [slot for line in lines for slot in all_slots(line)]
    if count and all(slot.column < count for slot in slots):
        for slot in slots:
            slot.columns = min(slot.columns, count - slot.column)


def is_head(line: GridRow) -> bool:
    """Tell whether a row is to stand on every page."""
    return line.properties is not None and is_on(line.properties.find(W + "tblHeader"))


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
    clamp(lines, len(grid))
    count = max((slot.column + slot.columns for line in lines for slot in all_slots(line)), default=1)
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
    """Yield what cells ask for, and rows for what they leave out before their first cell."""
    for line in lines:
        before, columns = below(line.properties, W + "wBefore"), below(line.properties, W + "gridBefore")
        if before is not None:
            yield 0, whole(value(columns, "0")), _width(before, available) or 0.0
        for slot in line.slots:
            node = None if slot.properties is None else slot.properties.find(W + "tcW")
            if node is not None:
                yield slot.column, slot.columns, max(_width(node, available) or 0.0, 0.0)


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
    return None if node is None else _width(node, available) or None


def _width(node: Element, available: float) -> float | None:
    """Return a width in points, or as a share of the available one; None for an automatic one."""
    text = node.get(W + "w", "")
    match node.get(W + "type", "dxa"):
        case "dxa":
            return points(text)
        case "pct" if text.endswith("%"):
            return (points(text[:-1], 100) or 0.0) * available
        case "pct":
            return (points(text, 5000) or 0.0) * available
    return None


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


@dataclass(frozen=True, slots=True)
class Area:
    """The place of a cell in the grid."""

    row: int
    column: int
    rows: int
    columns: int


Grid = Sequence[Sequence[int]]
"""For each place of the grid the number of the cell that covers it; -1 for a hole."""


class BorderResolver:
    """Resolves the lines of a table's cells; equal ones are one object."""

    def __init__(self, grid: Grid, areas: Sequence[Area], sides: Sequence[CellBorders]) -> None:
        self._grid = grid
        self._areas = areas
        self._sides = sides
        self._made: dict[tuple[BorderLine, BorderLine, BorderLine, BorderLine], Borders] = {}

    def of(self, cell: int) -> Borders:
        """Return the lines around a cell, each as strong as its neighbours ask."""
        area, sides = self._areas[cell], self._sides[cell]
        top = _drawn(sides.top, [self._sides[n].bottom for n in self._along_row(area.row - 1, area)])
        bottom = _drawn(
            sides.bottom, [self._sides[n].top for n in self._along_row(area.row + area.rows, area)]
        )
        left = _drawn(sides.left, [self._sides[n].right for n in self._along_column(area.column - 1, area)])
        after = area.column + area.columns
        right = _drawn(sides.right, [self._sides[n].left for n in self._along_column(after, area)])
        key = (top, right, bottom, left)
        if key not in self._made:
            self._made[key] = Borders(*key)
        return self._made[key]

    def _along_row(self, row: int, area: Area) -> Sequence[int]:
        if not 0 <= row < len(self._grid):
            return ()
        return _once(self._grid[row][area.column : area.column + area.columns])

    def _along_column(self, column: int, area: Area) -> Sequence[int]:
        if column < 0:
            return ()
        rows = self._grid[area.row : area.row + area.rows]
        return _once([row[column] for row in rows if column < len(row)])


def _once(cells: Sequence[int]) -> Sequence[int]:
    """Return cells, each once, without holes."""
    if len(cells) == 1:
        return cells if cells[0] >= 0 else ()
    return [cell for cell in dict.fromkeys(cells) if cell >= 0]


def _drawn(own: SideBorder, others: Sequence[SideBorder]) -> BorderLine:
    """Return the line for a whole side; where neighbours disagree, theirs are drawn on their own sides."""
    if all(other is own for other in others):
        return own.line
    drawn = [_stronger(own, other).line for other in others]
    return drawn[0] if all(line is drawn[0] or line == drawn[0] for line in drawn) else own.line


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
