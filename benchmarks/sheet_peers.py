"""The grid of thirteen columns as a workbook, as authors of openpyxl and XlsxWriter make it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from xlsxwriter import Workbook as XlsxWriterWorkbook

Looks = tuple[object, object, object, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands in a sheet, ready to be written: values with the number of their style, and the styles."""

    name: str
    rows: list[list[tuple[Any, int]]]
    styles: list[Looks]
    heights: list[float]
    widths: list[float]
    merges: list[str]
    page: dict[str, Any]


def ready(workbook: bytes) -> Sheet:
    """Return what stands in the first sheet of a finished workbook, so that others can make the same."""
    sheet = load_workbook(BytesIO(workbook)).worksheets[0]
    styles: dict[Any, int] = {}
    looks: list[Looks] = []
    rows: list[list[tuple[Any, int]]] = []
    for row in sheet.iter_rows():
        rows.append([])
        cell: Any
        for cell in row:
            number = styles.setdefault(cell._style, len(styles))
            if number == len(looks):
                looks.append((copy(cell.font), copy(cell.border), copy(cell.alignment), cell.number_format))
            rows[-1].append((cell.value, number))
    heights = [sheet.row_dimensions[at].height for at in range(1, len(rows) + 1)]
    letters = map(get_column_letter, range(1, len(rows[0]) + 1))
    widths = [sheet.column_dimensions[letter].width for letter in letters]
    merges = [merge.coord for merge in sheet.merged_cells.ranges]
    page: dict[str, Any] = {"heads": sheet.print_title_rows, "freeze": sheet.freeze_panes}
    return Sheet(sheet.title, rows, looks, heights, widths, merges, page)


def contents(workbook: bytes) -> tuple[list[object], set[str]]:
    """Return value, number format, fonts, lines and alignment of every cell, and the merged areas."""
    sheet = load_workbook(BytesIO(workbook)).worksheets[0]
    shown = (
        cell for row in sheet.iter_rows() for cell in row if cell.value is not None or cell.border.top.style
    )
    cells: list[object] = [tuple(_seen(cell)) for cell in shown]
    return cells, {merge.coord for merge in sheet.merged_cells.ranges}


def _seen(cell: Any) -> Iterator[object]:
    yield from (cell.coordinate, cell.value, cell.number_format)
    yield from (cell.font.name, cell.font.sz, bool(cell.font.b))
    yield from (cell.border.top.style, cell.border.bottom.style)
    yield from (cell.alignment.horizontal, cell.alignment.vertical, bool(cell.alignment.wrap_text))


def openpyxl_normal(sheet: Sheet) -> Callable[[], bytes]:
    """Return what makes the sheet with openpyxl's usual workbook."""

    def make() -> bytes:
        workbook = Workbook()
        target = workbook.active
        assert target is not None
        _dimensions(target, sheet)
        for at, row in enumerate(sheet.rows, 1):
            for column, (value, style) in enumerate(row, 1):
                _dress(target.cell(at, column, value), sheet.styles[style])
        for area in sheet.merges:
            target.merge_cells(area)
        return _saved(workbook)

    return make


def openpyxl_write_only(sheet: Sheet) -> Callable[[], bytes]:
    """Return what makes the sheet with openpyxl's write-only workbook."""

    def make() -> bytes:
        workbook = Workbook(write_only=True)
        target: Any = workbook.create_sheet()
        _dimensions(target, sheet)
        for area in sheet.merges:
            target.merged_cells.add(CellRange(area))
        for row in sheet.rows:
            cells = []
            for value, style in row:
                cell = WriteOnlyCell(target, value)
                _dress(cell, sheet.styles[style])
                cells.append(cell)
            target.append(cells)
        return _saved(workbook)

    return make


def _dimensions(target: Any, sheet: Sheet) -> None:
    target.title = sheet.name
    target.print_title_rows = sheet.page["heads"]
    target.freeze_panes = sheet.page["freeze"]
    for column, width in enumerate(sheet.widths, 1):
        target.column_dimensions[get_column_letter(column)].width = width
    for row, height in enumerate(sheet.heights, 1):
        target.row_dimensions[row].height = height


def _dress(cell: Any, looks: Looks) -> None:
    cell.font, cell.border, cell.alignment, cell.number_format = looks


def _saved(workbook: Workbook) -> bytes:
    made = BytesIO()
    workbook.save(made)
    return made.getvalue()


def xlsxwriter(sheet: Sheet) -> Callable[[], bytes]:
    """Return what makes the sheet with XlsxWriter."""
    properties = [_properties(looks) for looks in sheet.styles]
    areas = [_area(area) for area in sheet.merges]

    def make() -> bytes:
        made = BytesIO()
        workbook = XlsxWriterWorkbook(made, {"in_memory": True})
        target = workbook.add_worksheet(sheet.name)
        formats = [workbook.add_format(looks) for looks in properties]
        for column, width in enumerate(sheet.widths):
            target.set_column(column, column, width)
        for at, (row, height) in enumerate(zip(sheet.rows, sheet.heights, strict=True)):
            target.set_row(at, height)
            for column, (value, style) in enumerate(row):
                target.write(at, column, value, formats[style])
        for top, left, bottom, right in areas:
            value, style = sheet.rows[top][left]
            target.merge_range(top, left, bottom, right, value, formats[style])
        workbook.close()
        return made.getvalue()

    return make


def _area(area: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = CellRange(area).bounds
    return top - 1, left - 1, bottom - 1, right - 1


def _properties(looks: Looks) -> dict[str, object]:
    font: Any
    border: Any
    alignment: Any
    font, border, alignment, number_format = looks
    return {
        "font_name": font.name,
        "font_size": font.sz,
        "bold": bool(font.b),
        "border": 1 if border.top.style else 0,
        "align": alignment.horizontal or "general",
        "valign": {"center": "vcenter"}.get(alignment.vertical, alignment.vertical or "bottom"),
        "text_wrap": bool(alignment.wrap_text),
        "num_format": number_format,
    }
