"""A workbook as openpyxl reads it, as lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

_FONT = re.compile('&"[^"]*"|&[0-9]+')


def opened(data: bytes) -> Any:
    """Return a workbook as openpyxl reads it, formulas as text."""
    return openpyxl.load_workbook(BytesIO(data), rich_text=True)


def dump(data: bytes) -> str:
    """Return a workbook as text: each sheet with its manner, then its cells, links and names."""
    book = opened(data)
    cached = openpyxl.load_workbook(BytesIO(data), data_only=True)
    lines = []
    with ZipFile(BytesIO(data)) as archive:
        parts = [
            archive.read(f"xl/worksheets/sheet{number + 1}.xml") for number in range(len(book.worksheets))
        ]
    for sheet, part in zip(book.worksheets, parts, strict=True):
        lines += [_head(sheet), *_edges(part), *_cells(sheet, cached[sheet.title]), *_links(sheet)]
    lines += [f"name {name} {defined.attr_text}" for name, defined in book.defined_names.items()]
    return "\n".join(lines) + "\n"


def _head(sheet: Worksheet) -> str:
    said = [f"sheet {sheet.title}", f"area {str(sheet.print_area).rpartition('!')[2]}"]
    if sheet.print_title_rows:
        said.append(f"heads {sheet.print_title_rows}")
    if sheet.freeze_panes:
        said.append(f"frozen {sheet.freeze_panes}")
    said.append(str(sheet.page_setup.orientation))
    return ", ".join(said)


def _edges(part: bytes) -> Iterator[str]:
    """Yield what stands on pages of a kind of its own, without the signs of fonts."""
    node: Any = etree.fromstring(part).find("{*}headerFooter")
    if node is not None and {"differentFirst", "differentOddEven"} & {*node.keys()}:
        yield " ".join(f"{name}={value}" for name, value in node.items() if name.startswith("different"))
        yield from (f"{etree.QName(edge).localname} {_FONT.sub('', edge.text or '')}" for edge in node)


def _cells(sheet: Worksheet, cached: Worksheet) -> Iterator[str]:
    areas = {str(area).partition(":")[0]: str(area) for area in sheet.merged_cells.ranges}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            place = areas.get(cell.coordinate, cell.coordinate)
            yield f"{place} {_value(cell, cached[cell.coordinate].value)}"


def _value(cell: Any, cached: object) -> str:
    if cell.data_type == "n":
        return f"number {cell.value} as {cell.number_format}"
    if cell.data_type == "f":
        return f"{cell.value} = {cached} as {cell.number_format}"
    kept = " kept" if cell.quotePrefix else ""
    return f"text{kept} {str(cell.value)!r}"


def _links(sheet: Worksheet) -> Iterator[str]:
    links = (cell.hyperlink for row in sheet.iter_rows() for cell in row)
    yield from (f"link {link.ref} -> {link.location}" for link in links if link is not None)
