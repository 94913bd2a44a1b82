"""The areas into which lines part a page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from pmgen.formats.pdf.read.page_marks import Stroke

_NEAR = 1.0
OUTSIDE = 0
"""The area around everything."""


class Areas:
    """The areas that lines enclose.

    The edges at which lines stand part the page into fields, counted from 0, which lies before the first
    edge, from the left and from the top down. Fields between which no line runs are one area.
    """

    def __init__(self, strokes: Sequence[Stroke]) -> None:
        self._xs = _edges(x for stroke in strokes for x in (stroke.x1, stroke.x2))
        self._ys = _edges(-y for stroke in strokes for y in (stroke.y1, stroke.y2))
        rows = range(len(self._ys) + 1)
        self._above: list[set[int]] = [set() for _ in rows]
        """The fields of each row that have a line above them."""
        self._before: list[set[int]] = [set() for _ in rows]
        """Those that have one on their left."""
        for stroke in strokes:
            self._take(stroke)
        self._same = [OUTSIDE]
        """For each area another one that is the same, or itself."""
        self._fields = self._marked()

    def area(self, x: float, y: float) -> int:
        """Return the area in which text begins that stands on a base line."""
        return self._first(
            self._fields[bisect_right(self._ys, -y - _NEAR)][bisect_right(self._xs, x + _NEAR)]
        )

    def _take(self, stroke: Stroke) -> None:
        left, right = bisect_right(self._xs, stroke.x1), bisect_right(self._xs, stroke.x2)
        top, bottom = bisect_right(self._ys, -stroke.y2), bisect_right(self._ys, -stroke.y1)
        if top == bottom:
            self._above[top].update(range(left, right))
        else:
            for row in range(top, bottom):
                self._before[row].add(left)

    def _marked(self) -> list[list[int]]:
        """Return the area of every field, row by row: that of its left or upper neighbour, or a new one."""
        fields: list[list[int]] = []
        above = [OUTSIDE] * (len(self._xs) + 1)
        for lines_above, lines_before in zip(self._above, self._before, strict=True):
            row, last = list[int](), OUTSIDE
            for column, upper in enumerate(above):
                if column in lines_before:
                    last = upper if column not in lines_above else self._new()
                elif column not in lines_above and upper != last:
                    self._join(upper, last)
                row.append(last)
            fields.append(row)
            above = row
        return fields

    def _new(self) -> int:
        self._same.append(len(self._same))
        return self._same[-1]

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self._first(one), self._first(other)))
        self._same[second] = first

    def _first(self, area: int) -> int:
        while (same := self._same[area]) != area:
            area = same
        return area


def _edges(values: Iterable[float]) -> list[float]:
    """Return the values in order, those that are near each other once."""
    edges: list[float] = []
    for value in sorted(set(values)):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges
