"""The head cells of a table as its structure names them: those above a cell, and those beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pmgen.document import Cell, Scope

if TYPE_CHECKING:
    from pmgen.writers.pdf.tags import Tag

Tags = tuple["Tag", ...]


class Heads:
    """Keeps which heads hold, while the rows of a table are taken from the top down.

    The heads that every page repeats hold for the whole table, others until the next row of such heads. What
    stands beside a cell heads it unless another cell lies between; so does a merged label at the left.
    """

    def __init__(self, columns: int, repeated: int) -> None:
        self._repeated = repeated
        self._lasting: list[Tags] = [()] * columns
        self._above: list[Tags] = [()] * columns
        self._beside: list[tuple[int, Tag | None, bool]] = [(0, None, False)] * columns
        self._known: dict[tuple[int, int], Tags] = {}
        self._row = self._last_heading = -1

    def begin(self, cells: Sequence[Cell]) -> list[Scope | None]:
        """Begin the next row, and return what each of its cells heads."""
        self._row += 1
        if self._row == self._repeated:
            self._lasting = [*self._above]
        scopes = [self._scope(cell) for cell in cells]
        if Scope.COLUMN in scopes:
            if self._row >= self._repeated and self._last_heading != self._row - 1:
                self._above = [*self._lasting]
                self._known.clear()
            self._last_heading = self._row
        return scopes

    def _scope(self, cell: Cell) -> Scope | None:
        if not cell.blocks:
            return None
        return Scope.COLUMN if self._row < self._repeated else cell.header

    def of(self, cell: Cell) -> Tags:
        """Return the heads of a cell of the present row."""
        beside = self._heads_beside(cell.column)
        return (*self._heads_above(cell), *beside) if beside else self._heads_above(cell)

    def add(self, cell: Cell, scope: Scope | None, tag: Tag) -> None:
        """Take a cell of the present row, which stands beside those that follow and may head others."""
        columns = slice(cell.column, cell.column + cell.column_span)
        label = tag if scope is Scope.ROW else None
        until = self._row + cell.row_span
        self._beside[columns] = [(until, label, cell.row_span > 1)] * len(self._beside[columns])
        if scope is Scope.COLUMN:
            self._above[columns] = [(*heads, tag) for heads in self._above[columns]]
            self._known.clear()

    def _heads_above(self, cell: Cell) -> Tags:
        place = cell.column, cell.column_span
        known = self._known.get(place)
        if known is None:
            heads = self._above[cell.column : cell.column + cell.column_span]
            known = self._known[place] = _distinct(head for tags in heads for head in tags)
        return known

    def _heads_beside(self, column: int) -> Tags:
        found: list[Tag] = []
        at = column - 1
        while at >= 0 and (tag := self._label(at)) is not None:
            found.append(tag)
            at -= 1
        if at > 0 and self._beside[0][2] and (first := self._label(0)) is not None:
            found.append(first)
        return _distinct(reversed(found)) if found else ()

    def _label(self, column: int) -> Tag | None:
        until, tag, _ = self._beside[column]
        return tag if until > self._row else None


def _distinct(tags: Iterable[Tag]) -> Tags:
    return tuple(dict.fromkeys(tags))
