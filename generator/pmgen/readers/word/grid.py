"""A table's grid: its rows and cells where they stand, merges joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmgen.ooxml.xml import MC, Element, W, below, is_on, value
from pmgen.readers.word.units import whole

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


def all_slots(line: Line) -> Iterator[Slot]:
    """Iterate over the cells that begin in a row, each with what is merged into it from below."""
    for slot in line.slots:
        yield slot
        yield from slot.covered


def clamp(lines: Sequence[Line], count: int) -> None:
    """Let cells end where the grid's columns do, if none begins beyond them that they could span."""
    slots = [slot for line in lines for slot in all_slots(line)]
    if count and all(slot.column < count for slot in slots):
        for slot in slots:
            slot.columns = min(slot.columns, count - slot.column)


def is_head(line: Line) -> bool:
    """Tell whether a row is to stand on every page."""
    return line.properties is not None and is_on(line.properties.find(W + "tblHeader"))
