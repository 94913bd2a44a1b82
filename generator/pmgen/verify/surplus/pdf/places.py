"""Where on a page something stands: the words of the cell, or of the line, at a point."""

from __future__ import annotations

from pmgen.readers.pdf import Areas
from pmgen.readers.pdfmarks import Piece
from pmgen.readers.pdftext import Content

_LINE = 2.0
_AROUND = 0


class Words:
    """The words of a page by where they stand."""

    def __init__(self, content: Content) -> None:
        self._areas = Areas.of(content.strokes)
        self._cells: dict[int, list[Piece]] = {}
        self._free: list[Piece] = []
        for piece in content.pieces:
            area = self._areas.area(*piece.inside)
            if area == _AROUND:
                self._free.append(piece)
            else:
                self._cells.setdefault(area, []).append(piece)

    def at(self, x: float, y: float) -> str:
        """Return the words of the cell around a point, or of the nearest line outside of tables."""
        area = self._areas.area(x, y)
        if area != _AROUND and area in self._cells:
            return "".join(piece.text for piece in self._cells[area])
        if not self._free:
            return ""
        nearest = min(abs(piece.y - y) for piece in self._free)
        line = (piece for piece in self._free if abs(piece.y - y) <= nearest + _LINE)
        return "".join(piece.text for piece in line)

    def inside(self, x1: float, y1: float, x2: float, y2: float) -> str:
        """Return the words of the cell in the middle of a box."""
        return self.at((x1 + x2) / 2, (y1 + y2) / 2 - _LINE)
