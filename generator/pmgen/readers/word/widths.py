"""The widths of a table's columns: its grid, reconciled with what its cells ask for as Word does it.

A grid is what a program last laid out; Word lays out anew (ISO/IEC 29500-1, 17.18.87) and goes by the cells
(17.4.71). In a table of fixed layout they come first. Else, where each column has a cell that asks for a
width, these widths hold if the table asks for none itself, or are as wide together as it asks for, or wider:
then they shrink alike. Where they do not fill the width that the table asks for, the grid stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from pmgen.ooxml.xml import Element, W, below, value
from pmgen.readers.word.grid import Line, all_slots, clamp
from pmgen.readers.word.units import points, whole

_NEARLY = 0.99
_LEAST_SHARE = 0.2
"""A grid narrower than this share of its room is a place holder, as programs write that lay out nothing."""
_MARGINS = 10.8
"""By so much the cells' own margins may let a table reach over the text."""

_SIGN = 12.0
"""The width of a sign of usual text."""

_Asked = tuple[int, int, float]
"""The first column, how many, and the width that is asked for them together."""


def column_widths(table: Element, lines: Sequence[Line], available: float) -> tuple[float, ...]:
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


def _asked(lines: Sequence[Line], available: float) -> Iterator[_Asked]:
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


def _holding(widths: Sequence[float], lines: Sequence[Line]) -> list[float]:
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
