"""The columns of a sheet: one grid on which tables with different column edges stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from pmgen.document import Align, Table

TOLERANCE = 2.5
"""Edges of two tables that are no farther apart than this become one."""

_ALONE = 0.9
"""What a sheet without tables fills of its page: LibreOffice never shrinks a single column to fit."""

MOST = 16384
"""The columns that a sheet can have."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in points, and for each table the grid line on which each of its own edges lies."""

    widths: tuple[float, ...]
    lines: tuple[tuple[int, ...], ...]


def common_columns(tables: Sequence[Table], available: float) -> Columns:
    """Return the grid for all tables of a sheet, or one column as wide as the page where there is none."""
    if not tables:
        return Columns((available * _ALONE,), ())
    edges = sorted(
        (position, number, index)
        for number, table in enumerate(tables)
        for index, position in enumerate(_edges(table, available))
    )
    groups = _groups(edges)
    lines = [[0] * (len(table.columns) + 1) for table in tables]
    for line, group in enumerate(groups):
        for _, number, index in group:
            lines[number][index] = line
    positions = [sum(position for position, _, _ in group) / len(group) for group in groups]
    widths = tuple(max(right - left, 0.5) for left, right in pairwise(positions))
    return Columns(widths, tuple(map(tuple, lines)))


def _edges(table: Table, available: float) -> list[float]:
    width = sum(table.columns)
    left = {Align.RIGHT: available - width, Align.CENTER: (available - width) / 2}
    return list(accumulate(table.columns, initial=left.get(table.align, table.indent)))


def _groups(edges: Sequence[tuple[float, int, int]]) -> list[list[tuple[float, int, int]]]:
    """Return neighbouring edges as groups; two edges of one table are never the same line."""
    groups: list[list[tuple[float, int, int]]] = []
    for edge in edges:
        group = groups[-1] if groups else []
        near = bool(group) and edge[0] - group[0][0] <= TOLERANCE
        if near and all(other != edge[1] for _, other, _ in group):
            group.append(edge)
        else:
            groups.append([edge])
    return groups


def line_after(widths: Sequence[float], distance: float) -> int:
    """Return the grid line nearest to a distance from the left, never the first or beyond the last."""
    positions = list(accumulate(widths))
    return 1 + min(range(len(positions)), key=lambda place: abs(positions[place] - distance))
