"""Head cells of a table: which cells head others, and whether those are beside them or below."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import takewhile

from pmgen.document import Scope
from pmgen.ooxml.xml import Element
from pmgen.readers.word.grid import Line, Slot, is_head


class Heads:
    """Tells what each cell of a table heads; `count` of its first rows are repeated on every page."""

    def __init__(self, lines: Sequence[Line], labels: Container[Element]) -> None:
        self.count = sum(1 for _ in takewhile(is_head, lines))
        self._labels = labels
        self._heading = _heading(lines, labels)

    def scope(self, slot: Slot) -> Scope | None:
        """Return what a cell heads: all below it if it stands only in rows of labels, else its row."""
        if slot.row < self.count:
            return Scope.COLUMN
        if slot.element not in self._labels:
            return None
        return Scope.COLUMN if all(self._heading[slot.row : slot.row + slot.rows]) else Scope.ROW


def _heading(lines: Sequence[Line], labels: Container[Element]) -> list[bool]:
    """Tell of each row whether it holds nothing but labels and others follow it."""
    heading = [bool(labels)] * len(lines)
    for line in lines if labels else ():
        for slot in line.slots:
            if slot.element not in labels:
                heading[slot.row : slot.row + slot.rows] = [False] * slot.rows
    last = max((number for number, only in enumerate(heading) if not only), default=-1)
    heading[last + 1 :] = [False] * (len(lines) - last - 1)
    return heading
