"""Whatever a text holds arrives in its cell exactly, and a number shows the digits that it was given."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pmgen.document import Cell, Document, Font, Page, Paragraph, Row, Section, Table, Text
from pmgen.formats.xlsx import write as xlsx
from pmgen.formats.xlsx.write.sheet_rows import LONGEST_SHEET_NAME, sheet_names
from pmgen.problems import Refusal

XML_TEXT = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc"),
        include_characters="\t\n",
        exclude_characters="\ufffe\uffff\u2028\u2029",
    )
)
GROUPED = st.decimals(min_value=0, max_value=10**12, places=2).map(lambda number: f"{number:,f}")
PLAIN = st.decimals(min_value=0, max_value=10**9, places=4).map(lambda number: f"{number:f}")


def workbook(*texts: str) -> bytes:
    cells = tuple(Cell((Paragraph((Text(text),)),), column) for column, text in enumerate(texts))
    table = Table((50,) * len(texts), (Row(cells),))
    return xlsx.write(Document("题", sections=(Section(Page(), (table,)),))).data


def values(data: bytes) -> list[object]:
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert sheet is not None
    return [cell.value for row in sheet.iter_rows() for cell in row]


@settings(deadline=None, max_examples=60)
@given(st.lists(XML_TEXT.filter(lambda text: text.strip() != ""), min_size=1, max_size=4))
def test_texts_arrive_exactly(texts: list[str]) -> None:
    shown = ["" if value is None else str(value) for value in values(workbook(*(f"文{t}字" for t in texts)))]
    # A text that is higher than any row stands over several, of which the first holds it.
    assert [text for text in shown if text] == [f"文{text}字" for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", '=HYPERLINK("http://example.org")', "+1", "-1", "@SUM(A1)", "\t=1", " =1", "#REF!", "TRUE"),
        *("1e9", "]]>", "<t>&amp;</t>", "\U0001f600", "مرحبا", "　全角　", "a\tb", " x ", "_x004_"),
    ],
)
def test_hostile_texts_stay_text(text: str) -> None:
    data = workbook(text)
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert sheet is not None
    assert (sheet["A1"].value, sheet["A1"].data_type) == (text, "s")


@pytest.mark.parametrize("text", ["a\x01b", "a\ud800b", "a\ufffeb", "a\x0bb\r\nc\rd"])
def test_what_xml_cannot_hold_is_shown(text: str) -> None:
    expected = {"a\x0bb\r\nc\rd": "a\nb\nc\nd"}.get(text, "a\ufffdb")
    assert values(workbook(text)) == [expected]


@settings(deadline=None, max_examples=80)
@given(st.one_of(GROUPED, PLAIN, st.integers(0, 10**14).map(str)))
def test_numbers_show_their_digits(text: str) -> None:
    sheet = openpyxl.load_workbook(BytesIO(workbook(text))).active
    assert sheet is not None
    cell = sheet["A1"]
    if cell.data_type == "s":
        assert cell.value == text
        assert sum(map(str.isdigit, text)) > 15
        return
    whole, _, decimals = str(cell.number_format).partition(".")
    shown = f"{Decimal(str(cell.value)):{',' if ',' in whole else ''}.{len(decimals)}f}"
    assert shown == text


@pytest.mark.parametrize(("length", "fits"), [(32767, True), (32768, False)])
def test_a_text_that_excel_would_cut_is_refused(length: int, fits: bool) -> None:
    if fits:
        assert values(workbook("字" * length))[0] == "字" * length
        return
    with pytest.raises(Refusal, match="PMG580 cell A1 of sheet 题 would hold 32768 characters"):
        workbook("字" * length)


def test_excel_counts_emoji_twice() -> None:
    assert workbook("😀" * 16383)
    with pytest.raises(Refusal, match="PMG580"):
        workbook("😀" * 16384)


def test_fonts_inside_a_cell_are_kept() -> None:
    runs = (Text("甲", Font("宋体", size=9)), Text("乙", Font("黑体", size=12, bold=True, underline=True)))
    table = Table((50,), (Row((Cell((Paragraph(runs),), 0),)),))
    data = xlsx.write(Document("题", sections=(Section(Page(), (table,)),))).data
    sheet = openpyxl.load_workbook(BytesIO(data), rich_text=True).active
    assert sheet is not None
    first, second = sheet["A1"].value
    assert (first.text, first.font.rFont, first.font.sz) == ("甲", "宋体", 9)
    assert (second.text, second.font.rFont, second.font.b, second.font.u) == ("乙", "黑体", True, "single")


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), max_size=8))
def test_sheet_names_are_legal_and_unique(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len(names) == len(wanted)
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST_SHEET_NAME
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() != "history"


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["表", "表", "表"], ["表", "表(2)", "表(3)"]),
        (["", " ", "\n"], ["表1", "表2", "表3"]),
        (["a", "A", "Ａ"], ["a", "A(2)", "Ａ(3)"]),
        (["History"], ["History(2)"]),
        (["'x'", "[1]:2*3?4/5\\6"], ["’x’", "［1］：2＊3？4／5＼6"]),
        (["一" * 31, "一" * 32], ["一" * 31, "一" * 28 + "(2)"]),
        (["😀" * 16], ["😀" * 15]),
    ],
)
def test_sheet_names(wanted: list[str], names: list[str]) -> None:
    assert sheet_names(wanted) == names


@pytest.mark.parametrize("text", ["_x0041_", "a_x000D_b", "_x005F_x0041_", "__x0041_", "_x0041_x0041_"])
def test_what_excel_would_take_for_an_escape_is_text(text: str) -> None:
    with ZipFile(BytesIO(workbook(text))) as archive:
        root = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    (stored,) = root.iter("{*}t")
    shown = re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), stored.text or "")
    assert shown == text
