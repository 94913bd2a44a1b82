"""乌海: one table of 13 columns for all projects."""

from __future__ import annotations

from restored.published import Form, Piece, Pieces, PublishedDocument, grid

_COLUMNS = 13
_PROJECT_COLUMNS = 5
_UNIT_COLUMN = 11


def read(lines: list[str]) -> PublishedDocument:
    """Return the Wuhai seed as one form with one table."""
    title, unit_line, head, *rows = [line for line in lines if line.strip()]
    cells = [_cells(row) for row in rows]
    projects = _merged_projects(cells[:-1])
    table = grid(_COLUMNS, [head.split("\t"), *projects, cells[-1]])
    return PublishedDocument((title,), (Form("", (unit_line,), (table,)),))


def _cells(line: str) -> list[str]:
    cells = [_unwrapped(cell, column) for column, cell in enumerate(line.split("\t"))]
    if len(cells) != _COLUMNS:
        raise ValueError(f"{len(cells)} cells in {line!r}")
    return cells


def _unwrapped(cell: str, column: int) -> str:
    """Return the cell without the spaces that line wraps left; a measure unit keeps its own."""
    return cell if column == _UNIT_COLUMN else cell.replace(" ", "")


def _merged_projects(rows: list[list[str]]) -> list[Pieces]:
    starts = [number for number, row in enumerate(rows) if row[0] and _opens(rows[:number], row)]
    ends = [*starts[1:], len(rows)]
    result: list[Pieces] = []
    for start, end in zip(starts, ends, strict=True):
        result.append([*_project_cells(rows[start], end - start), *rows[start][_PROJECT_COLUMNS:]])
        result.extend(row[_PROJECT_COLUMNS:] for row in rows[start + 1 : end])
    return result


def _opens(above: list[list[str]], row: list[str]) -> bool:
    """Return whether the row opens a project; the report server repeats a project's cells on a new page."""
    earlier = [other[:_PROJECT_COLUMNS] for other in above if other[0]]
    return not earlier or earlier[-1] != row[:_PROJECT_COLUMNS]


def _project_cells(row: list[str], height: int) -> Pieces:
    return [Piece(text, rowspan=height) for text in row[:_PROJECT_COLUMNS]]
