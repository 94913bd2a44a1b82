"""The parts of a table style, such as its first row or its bands, and the cells that they apply to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pmgen.ooxml.xml import Element, W
from pmgen.readers.word.styles import TableStyle
from pmgen.readers.word.tablelooks import CellLook, Line
from pmgen.readers.word.units import hexadecimal

_BITS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}
_CORNERS = {
    (True, False, True, False): "nwCell",
    (True, False, False, True): "neCell",
    (False, True, True, False): "swCell",
    (False, True, False, True): "seCell",
}
Position = tuple[bool, bool, bool, bool]
"""Whether a cell stands in the first row, the last row, the first column, the last column."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """Which parts of its style a table uses; a style without parts asks for nothing."""

    style: TableStyle
    uses: Mapping[str, bool]
    rows: int
    columns: int

    def parts(self, row: int, column: int, span: int) -> tuple[str, ...]:
        """Return the parts of the style that a cell belongs to, the strongest last."""
        if not self.style.parts:
            return ()
        names = ("wholeTable", *self._parts(row, column, column + span == self.columns))
        return tuple(name for name in names if name in self.style.parts)

    def _parts(self, row: int, column: int, ends_row: bool) -> Iterator[str]:
        first_row = row == 0 and self.uses["firstRow"]
        last_row = row == self.rows - 1 and self.uses["lastRow"]
        first_column = column == 0 and self.uses["firstColumn"]
        last_column = ends_row and self.uses["lastColumn"]
        if not (self.uses["noVBand"] or first_column or last_column):
            yield _band(column - self.uses["firstColumn"], self.style.columns_per_band, "Vert")
        if not (self.uses["noHBand"] or first_row or last_row):
            yield _band(row - self.uses["firstRow"], self.style.rows_per_band, "Horz")
        yield from ["firstCol"] * first_column + ["lastCol"] * last_column
        yield from ["firstRow"] * first_row + ["lastRow"] * last_row
        corner = _CORNERS.get((first_row, last_row, first_column, last_column))
        if corner:
            yield corner


def _band(index: int, size: int, kind: str) -> str:
    return f"band{index // max(size, 1) % 2 + 1}{kind}"


def read_conditions(properties: Element | None, style: TableStyle, rows: int, columns: int) -> Conditions:
    """Return which parts of its style a table of this size uses."""
    look = None if properties is None else properties.find(W + "tblLook")
    bits = 0 if look is None else hexadecimal(look.get(W + "val"))
    uses = {name: bool(bits & bit) for name, bit in _BITS.items()}
    for name in _BITS:
        given = None if look is None else look.get(W + name)
        if given is not None:
            uses[name] = given in ("1", "true", "on")
    return Conditions(style, uses, rows, columns)


def lines_of_part(look: CellLook, name: str, position: Position) -> Iterator[tuple[str, Line]]:
    """Iterate over the lines that a part of the style draws around one of its cells."""
    lines = look.get("lines", {})
    is_row, is_column = name.endswith(("Row", "Horz")), name.endswith(("Col", "Vert"))
    starts, ends = not is_row or position[2], not is_row or position[3]
    tops, bottoms = not is_column or position[0], not is_column or position[1]
    for side, at_edge, inner in (
        ("top", tops, "insideH"),
        ("bottom", bottoms, "insideH"),
        ("left", starts, "insideV"),
        ("right", ends, "insideV"),
    ):
        key = side if at_edge else inner
        if key in lines:
            yield side, lines[key]
