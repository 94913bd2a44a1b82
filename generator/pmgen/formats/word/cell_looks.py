"""How the cells of tables look: what their tables, the tables' styles and they themselves ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from typing import NamedTuple

from pmgen.document import Insets
from pmgen.formats.word import word_losses
from pmgen.formats.word.row_patterns import CellPattern
from pmgen.formats.word.style_cascade import key_of
from pmgen.formats.word.word_styles import (
    CellLook,
    Position,
    TableStyle,
    cell_over,
    lines_of_part,
    read_cell,
)
from pmgen.formats.word.word_table_grid import BorderResolver, CellBorders, SideBorder
from pmgen.opc.office_xml import Element
from pmgen.problems import Message

_SIDES = ("top", "right", "bottom", "left")
_DEFAULT_PADDING = {"left": 5.4, "right": 5.4}


class CellAppearance(NamedTuple):
    """How a cell looks by itself, the edges that it asks for, and what of its look is left out.

    `parts` are those of the table's style that it belongs to.
    """

    look: CellLook
    sides: CellBorders
    padding: Insets
    parts: tuple[str, ...]
    losses: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class CellLooks:
    """The looks of cells in tables of one style that say the same of themselves, each made once."""

    style: TableStyle
    table: CellLook
    resolver: BorderResolver = field(default_factory=BorderResolver)
    _looks: dict[tuple[object, ...], CellAppearance] = field(default_factory=dict)
    _sides: dict[SideBorder, SideBorder] = field(default_factory=dict)
    _merged: dict[tuple[CellBorders, CellBorders], CellBorders] = field(default_factory=dict)
    _paddings: dict[Insets, Insets] = field(default_factory=dict)

    @classmethod
    def of(cls, style: TableStyle, properties: Element | None) -> CellLooks:
        """Return the looks in tables with these w:tblPr."""
        return cls(style, cell_over(style.whole.cell, read_cell(properties)))

    def look(
        self,
        cell: CellPattern,
        exceptions: Element | None,
        position: Position,
        parts: tuple[str, ...],
    ) -> CellAppearance:
        """Return how a cell looks at a place of the table; its row may make exceptions."""
        key = (cell.key, key_of(exceptions), position, parts)
        if key not in self._looks:
            self._looks[key] = self._made(cell.properties, exceptions, position, parts)
        return self._looks[key]

    def _made(
        self,
        properties: Element | None,
        exceptions: Element | None,
        position: Position,
        parts: tuple[str, ...],
    ) -> CellAppearance:
        table = cell_over(self.table, read_cell(exceptions))
        own = read_cell(properties)
        styled = reduce(cell_over, (self.style.parts[name].cell for name in parts), CellLook())
        asked: dict[str, SideBorder] = {}
        for name in parts:
            found = lines_of_part(self.style.parts[name].cell, name, position)
            asked |= {side: SideBorder(line, True) for side, line in found}
        asked |= {
            side: SideBorder(line, True) for side, line in own.get("lines", {}).items() if side in _SIDES
        }
        side_borders = {**_table_borders(table, position), **asked}
        shared = [self._sides.setdefault(side_borders[side], side_borders[side]) for side in _SIDES]
        look = cell_over(cell_over(table, styled), own)
        return CellAppearance(
            look, CellBorders(*shared), self.padding(look), parts, word_losses.cell(properties)
        )

    def merged(self, first: CellBorders, last: CellBorders) -> CellBorders:
        """Return the edges of a merged cell, whose foot is that of its last part."""
        if (first, last) not in self._merged:
            self._merged[first, last] = CellBorders(first.top, first.right, last.bottom, first.left)
        return self._merged[first, last]

    def padding(self, look: CellLook) -> Insets:
        """Return the distances from the edges to the text; equal ones are one object."""
        given = {**_DEFAULT_PADDING, **look.get("padding", {})}
        insets = Insets(*(given.get(side, 0.0) for side in _SIDES))
        return self._paddings.setdefault(insets, insets)


def _table_borders(look: CellLook, position: Position) -> dict[str, SideBorder]:
    """Return the edges that the table gives a cell: its outer lines at its rim, its inner ones elsewhere."""
    lines = look.get("lines", {})
    first_row, last_row, first_column, last_column = position
    return {
        "top": SideBorder(lines.get("top" if first_row else "insideH"), False),
        "right": SideBorder(lines.get("right" if last_column else "insideV"), False),
        "bottom": SideBorder(lines.get("bottom" if last_row else "insideH"), False),
        "left": SideBorder(lines.get("left" if first_column else "insideV"), False),
    }
