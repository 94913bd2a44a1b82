"""A sheet of plain rows taken apart: all but the rows as XML, the rows as text that is known to be XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from pmgen.opc.office_xml import Element, parse
from pmgen.opc.xml_text import NOT_IN_XML

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_WORDS = rf"[^<>&\r{NOT_IN_XML}]*+"
_TEXT = rf"{_WORDS}(?:&(?:amp|lt|gt);{_WORDS})*+"
_CELL = (
    r'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})" s="([0-9]{1,5})"'
    rf"(?:/>|>(?:<f>{_WORDS}</f>)?<v>([0-9]++(?:\.[0-9]++)?)</v></c>"
    rf'| t="inlineStr"><is><t xml:space="preserve">({_TEXT})</t></is></c>)'
)
_ROW = r'<row r="[1-9][0-9]{0,6}" ht="[1-9][0-9]{0,3}\.[0-9]{1,2}" customHeight="1">'
_ROWS = re.compile(rf"(?:{_ROW}(?:{_CELL})*+</row>)*+")
_CELLS = re.compile(_CELL)
_BEGIN = '<?xml version="1.0" encoding="UTF-8" '
_LONGEST = 4_000_000
"""What lxml takes of one text is more than this, and so it refuses nothing that is plain."""


PlainCell = tuple[str, str, str, str]
"""The place of a cell, its look, and the number or the text in it, which is escaped."""


class PlainSheet(NamedTuple):
    """A sheet whose rows are all to be seen; `root` is without them, `rows` are as they stand in the part."""

    root: Element
    rows: str

    def lines(self) -> Iterator[tuple[int, list[PlainCell]]]:
        """Yield each row by its number, with its cells."""
        for row in self.rows.split("</row>")[:-1]:
            number = row[len('<row r="') : row.index('" ')]
            yield int(number), _CELLS.findall(row)


def _taken_apart(part: bytes) -> PlainSheet | None:
    try:
        text = part.decode()
    except UnicodeDecodeError:
        return None
    head, _, below = text.partition("<sheetData>")
    rows, closing, tail = below.partition("</sheetData>")
    around = head + tail
    is_simple = head.startswith(_BEGIN) and "<!" not in around and "sheetData" not in around
    if not (is_simple and closing and len(text) < _LONGEST and _ROWS.fullmatch(rows)):
        return None
    try:
        root = parse(f"{head}<sheetData/>{tail}".encode())
    except etree.XMLSyntaxError:
        return None
    alone = root.tag == f"{S}worksheet" and root.find(f"{S}sheetData") is not None
    return PlainSheet(root, rows) if alone and next(root.iter(f"{S}row", f"{S}c"), None) is None else None


plain_sheet = lru_cache(maxsize=32)(_taken_apart)
"""Returns a sheet taken apart, None where its rows are not so plain; nobody may change what it returns."""
