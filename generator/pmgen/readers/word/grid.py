"""A table's grid: its rows and cells where they stand, merges joined, and its columns in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from pmgen.ooxml.xml import MC, Element, W, below, is_on, value
from pmgen.readers.word.units import points, whole

MOST_COLUMNS = 1000
"""Far more than Word's 63; what stands further right is no table that anybody can read."""

_WRAPPERS = (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag")


@dataclass(slots=True)
class Slot:
    """A cell of the grid; `covered` are the further cells of a vertical merge."""

    element: Element
    properties: Element | None
    row: int
    column: int
    columns: int
    rows: int = 1
    covered: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row as an element, what it asks for otherwise than its table, and the cells that begin in it."""

    element: Element
    properties: Element | None
    exceptions: Element | None
    slots: tuple[Slot, ...]


def flattened(parent: Element, name: str) -> Iterator[Element]:
    """Iterate over the rows or cells in `parent`, wrapped ones too."""
    for child in parent:
        if child.tag == name:
            yield child
        elif child.tag in _WRAPPERS:
            yield from flattened(child, name)
        elif child.tag == MC + "AlternateContent" and len(child):
            yield from flattened(child[0], name)


def read_lines(table: Element) -> list[Line]:
    """Return the rows of a table with the cells that begin in them."""
    lines: list[Line] = []
    above: dict[int, Slot] = {}
    for number, row in enumerate(flattened(table, W + "tr")):
        properties = below(row, W + "trPr")
        slots = list(_slots(row, number, _grid_before(properties)))
        begun, above = _joined(slots, above)
        lines.append(Line(row, properties, below(row, W + "tblPrEx"), tuple(begun)))
    return lines


def _grid_before(properties: Element | None) -> int:
    return 0 if properties is None else max(whole(value(properties.find(W + "gridBefore"), "0")), 0)


def _slots(row: Element, number: int, column: int) -> Iterator[Slot]:
    for cell in flattened(row, W + "tc"):
        properties = below(cell, W + "tcPr")
        span = whole(value(below(properties, W + "gridSpan"), "1"), 1)
        span = min(max(span, 1), MOST_COLUMNS - column)
        if span < 1:
            return
        yield Slot(cell, properties, number, column, span)
        column += span


def _joined(slots: Sequence[Slot], above: dict[int, Slot]) -> tuple[list[Slot], dict[int, Slot]]:
    """Return the cells that begin in a row, and the merges that may go on below it."""
    begun: list[Slot] = []
    merged: dict[int, Slot] = {}
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


def column_widths(table: Element, lines: Sequence[Line], available: float) -> tuple[float, ...]:
    """Return the widths of the columns, stretched to the width that the table asks for."""
    count = max((slot.column + slot.columns for line in lines for slot in _all_slots(line)), default=1)
    widths = [
        max(points(column.get(W + "w")) or 0.0, 0.0) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")
    ]
    if len(widths) < count or not all(widths[:count]):
        widths = _widths_of_cells(lines, widths, count, available)
    return _stretched(widths[:count], table.find(W + "tblPr"), available)


def _all_slots(line: Line) -> Iterator[Slot]:
    for slot in line.slots:
        yield slot
        yield from slot.covered


def _widths_of_cells(
    lines: Sequence[Line], known: Sequence[float], count: int, available: float
) -> list[float]:
    """Return widths where the grid is silent: those of cells in one column, then equal shares."""
    widths = [*known, *[0.0] * (count - len(known))]
    for line in lines:
        for slot in line.slots:
            if slot.columns == 1 and not widths[slot.column]:
                widths[slot.column] = _cell_width(slot, available)
    missing = widths.count(0.0)
    share = max(available - sum(widths), available / count / 4 * missing) / missing if missing else 0.0
    return [width or share for width in widths]


def _cell_width(slot: Slot, available: float) -> float:
    node = None if slot.properties is None else slot.properties.find(W + "tcW")
    return 0.0 if node is None else max(_width(node, available) or 0.0, 0.0)


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


def _stretched(widths: Sequence[float], properties: Element | None, available: float) -> tuple[float, ...]:
    node = None if properties is None else properties.find(W + "tblW")
    wanted = None if node is None else _width(node, available)
    total = sum(widths)
    is_fixed = node is not None and node.get(W + "type", "dxa") == "dxa" and _is_fixed(properties)
    if not wanted or is_fixed or abs(wanted - total) <= total / 100:
        return _on_twips(widths)
    return _on_twips([width * wanted / total for width in widths])


def _on_twips(widths: Sequence[float]) -> tuple[float, ...]:
    """Return widths that Word can say; no edge of a column moves by more than a fortieth of a point."""
    edges = [round(edge * 20) for edge in accumulate(widths, initial=0.0)]
    return tuple((right - left) / 20 for left, right in pairwise(edges))


def _is_fixed(properties: Element | None) -> bool:
    layout = None if properties is None else properties.find(W + "tblLayout")
    return layout is not None and layout.get(W + "type") == "fixed"


def is_head(line: Line) -> bool:
    """Tell whether a row is to stand on every page."""
    return line.properties is not None and is_on(line.properties.find(W + "tblHeader"))
