"""The row 合计: its numbers as live sums of the numbers above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pmgen.document import Cell
from pmgen.problems import message
from pmgen.writers.xlsx.contents import Content
from pmgen.writers.xlsx.names import letters, reference
from pmgen.writers.xlsx.numbers import exact, number_format
from pmgen.writers.xlsx.sheet import Sheet

LABELS = frozenset({"合计", "总计"})
"""What the first cell of a row of sums says, without its spaces."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its row in the sheet and its cells with what they say."""

    row: int
    cells: Sequence[tuple[Cell, Content]]


def sums(
    lines: Sequence[Line], header_rows: int, edges: Sequence[int], sheet: Sheet
) -> Mapping[tuple[int, int], str]:
    """Return the formula of each number in a row of sums, by the index of its row and its column."""
    found: dict[tuple[int, int], str] = {}
    first = header_rows
    for index in range(header_rows, len(lines)):
        if _is_total(lines[index]):
            for cell, content in lines[index].cells[1:]:
                _sum(lines, (first, index), cell, content, edges, sheet, found)
            first = index + 1
    return found


def _is_total(line: Line) -> bool:
    if not line.cells:
        return False
    label = line.cells[0][1].text
    return len(label) < 20 and "".join(label.split()) in LABELS


def _sum(
    lines: Sequence[Line],
    rows: tuple[int, int],
    cell: Cell,
    content: Content,
    edges: Sequence[int],
    sheet: Sheet,
    found: dict[tuple[int, int], str],
) -> None:
    first, total = rows
    if number_format(content.text) is None:
        return
    above = _numbers(lines[first:total], cell.column)
    if not above:
        return
    column = edges[cell.column]
    added = sum(above, Decimal(0))
    if added == exact(content.text):
        area = f"{letters(column)}{lines[first].row}:{letters(column)}{lines[total].row - 1}"
        found[total, cell.column] = f"SUM({area})"
        return
    text = message(
        "cell {cell} of sheet {sheet} prints the total {printed}, but the numbers above it add up to {sum}",
        cell=reference(lines[total].row, column),
        sheet=sheet.name,
        printed=content.text,
        sum=f"{added:f}",
    )
    sheet.problems.add("PMG585", text, hint=message("the cell holds the number, not a formula"))


def _numbers(lines: Sequence[Line], column: int) -> list[Decimal]:
    """Return the numbers of a column; none where one stands in a head cell, for Excel adds no text."""
    numbers = [
        (cell, exact(content.text))
        for line in lines
        for cell, content in line.cells
        if cell.column == column and not content.runs and number_format(content.text)
    ]
    return [] if any(cell.header for cell, _ in numbers) else [number for _, number in numbers]
