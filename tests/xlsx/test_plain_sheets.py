"""Sheets of plain rows are read by a shorter way, and show the same as by their XML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pmgen.formats.file_contents import Line
from pmgen.formats.xlsx.plain_sheet import S, plain_sheet
from pmgen.formats.xlsx.read_xlsx import _AnySheet, _Book, _lines
from pmgen.opc.office_package import Damaged
from pmgen.opc.office_xml import parse

HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{S[1:-1]}">'
TAIL = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
ROW = '<row r="{}" ht="20.80" customHeight="1">'
TEXT = '<c r="{}" s="1" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>'
PLAIN_CELLS = (
    TEXT.format("A1", "目录"),
    TEXT.format("C1", " 甲 &amp; 乙\n&lt;丙&gt;\t"),
    TEXT.format("C2", "&amp;lt; &amp;#65; _x000D_ _x005F_x000D_"),
    TEXT.format("B2", ""),
    '<c r="B1" s="0"/>',
    '<c r="D1" s="1"><v>420.00</v></c>',
    '<c r="D2" s="0"><f>SUM(D1:D1)</f><v>420</v></c>',
)
OTHER_CELLS = (
    TEXT.format("C3", "&#65;&quot;"),
    TEXT.format("C3", "a\rb"),
    TEXT.format("C3", "]]>"),
    TEXT.format("C3", "\x01"),
    TEXT.format("C3", "\ufffe"),
    TEXT.format("C3", "&nbsp;"),
    TEXT.format("C3", "<!-- x -->甲"),
    TEXT.format("C3", "<![CDATA[<c>]]>"),
    '<c r="C3" s="1" t="inlineStr"><is><r><t>甲</t></r></is></c>',
    '<c r="C3" s="1" t="s"><v>0</v></c>',
    '<c r="C3" s="9"><v>1</v></c>',
    '<c r="C3"><v>1E3</v></c>',
    '<c s="1" r="C3"/>',
    '<c r="C3" s="1">',
    "</row>",
    "</sheetData><sheetData>",
    " ",
)


def shown(part: bytes, short: bool) -> tuple[Line, ...] | None:
    """Return the lines of a sheet, None where it is damaged."""
    plain = plain_sheet(part) if short else None
    try:
        return tuple(_lines(plain or _AnySheet(parse(part)), _Book(["串"], ["General", "0.00"])))
    except (Damaged, etree.XMLSyntaxError):
        return None


def sheet(*rows: str, head: str = HEAD, tail: str = TAIL) -> bytes:
    return f"{head}<sheetData>{''.join(rows)}</sheetData>{tail}".encode("utf-8", "surrogatepass")


def row(number: int, cells: list[str]) -> str:
    return f"{ROW.format(number)}{''.join(cells)}</row>"


numbers = st.integers(1, 4)


@given(st.lists(st.builds(row, numbers, st.lists(st.sampled_from(PLAIN_CELLS)))))
def test_plain_rows_show_the_same(rows: list[str]) -> None:
    part = sheet(*rows)
    assert plain_sheet(part) is not None
    assert shown(part, short=True) == shown(part, short=False)


@given(st.lists(st.builds(row, numbers, st.lists(st.sampled_from((*PLAIN_CELLS, *OTHER_CELLS))))))
def test_other_rows_show_the_same_or_are_left_to_the_parser(rows: list[str]) -> None:
    part = sheet(*rows)
    assert shown(part, short=True) == shown(part, short=False)


@pytest.mark.parametrize("cell", OTHER_CELLS)
def test_a_cell_that_is_not_plain_shows_the_same(cell: str) -> None:
    part = sheet(row(3, [cell]))
    assert shown(part, short=True) == shown(part, short=False)


CELL = row(1, [TEXT.format("A1", "甲")])
NAMESPACE = f'xmlns="{S[1:-1]}"'


@pytest.mark.parametrize(
    "part",
    [
        sheet(CELL, head=HEAD.replace("UTF-8", "GBK")),
        sheet(CELL, head=HEAD.replace("<worksheet", "<!DOCTYPE worksheet [<!ENTITY a 'b'>]><worksheet")),
        sheet(CELL, head=f"{HEAD}<!-- <sheetData> -->"),
        sheet(CELL, head=f'{HEAD}<x xmlns="y">', tail=f"</x><sheetData>{row(2, [])}</sheetData>{TAIL}"),
        sheet(CELL, head=f'{HEAD}<x xmlns="y">', tail=f"</x>{TAIL}"),
        sheet(CELL, head=f'{HEAD}<x xmlns="y">', tail=f"</x><sheetData/>{TAIL}"),
        sheet(CELL, head=HEAD.replace(NAMESPACE, 'xmlns="y"')),
        sheet(CELL, head=HEAD.replace("xmlns=", "xmlns:x="), tail=TAIL),
        sheet(CELL, head=f"{HEAD}<extLst>{row(5, [TEXT.format('A5', '乙')])}</extLst>"),
        sheet(CELL, tail=f"<extLst>{row(5, [TEXT.format('A5', '乙')])}</extLst>{TAIL}"),
        sheet(CELL, tail=TAIL.replace("</worksheet>", "")),
        sheet(CELL, tail=f"{TAIL}<x/>"),
        sheet(row(1, [TEXT.format("A1", "\ud800")])),
        sheet(CELL, tail=f"</worksheet><worksheet {NAMESPACE}>"),
        sheet(CELL)[:-40],
        b"",
    ],
)
def test_what_is_not_plain_around_the_rows_is_left_to_the_parser(part: bytes) -> None:
    assert plain_sheet(part) is None


@pytest.mark.parametrize(
    "hiding",
    [
        'hidden="1"',
        'outlineLevel="1"',
        'collapsed="1"',
        'ht="0"',
        'ht="0.00"',
        'ht="00.50"',
        'zeroHeight="1"',
    ],
)
def test_rows_that_may_hide_something_are_never_plain(hiding: str) -> None:
    opening = ROW.format(1)
    given = opening.replace('ht="20.80"', hiding) if hiding.startswith("ht") else f"{opening[:-1]} {hiding}>"
    assert plain_sheet(sheet(f"{opening}</row>")) is not None
    assert plain_sheet(sheet(f"{given}</row>")) is None
