"""Read what an .xlsx shows: every sheet as a grid, numbers with the digits that their formats display."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from pmgen.readers.numberformats import display
from pmgen.readers.seen import Box, Grid, Line, Seen


def read(data: bytes) -> Seen:
    """Return what the sheets show, one grid per sheet; of a formula, the value that was saved with it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(data), data_only=True)
    return Seen(tuple(Grid(tuple(_lines(sheet)), sheet.title) for sheet in book.worksheets))


def _lines(sheet: Any) -> Iterator[Line]:
    spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    covered = {
        (row, column)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
        if (row, column) != (area.min_row, area.min_col)
    }
    for row in sheet.iter_rows():
        yield tuple(
            _box(cell, spans.get((cell.row, cell.column)))
            for cell in row
            if (cell.row, cell.column) not in covered and _is_there(cell, spans)
        )


def _is_there(cell: Any, spans: Any) -> bool:
    """Tell a cell of the form, be it blank, from the room beside it."""
    return cell.has_style or cell.value is not None or (cell.row, cell.column) in spans


def _box(cell: Any, area: Any) -> Box:
    rows = area.max_row - area.min_row + 1 if area else 1
    columns = area.max_col - area.min_col + 1 if area else 1
    return Box(_text(cell), cell.column - 1, columns, rows, cell.coordinate)


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    # A number is saved with as many digits as it was written with; repr gives those back.
    return display(Decimal(repr(value)), cell.number_format)
