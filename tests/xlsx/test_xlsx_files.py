"""Whole workbooks: part by part as they were looked at, and as other programs see them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from golden import check_parts, parts_of
from layout_cases import document_of
from pmgen.document import (
    Align,
    Bookmark,
    Cell,
    Document,
    Font,
    Image,
    Link,
    Page,
    PageNumber,
    PageReference,
    Paragraph,
    Row,
    Section,
    Tab,
    Table,
    Text,
)
from pmgen.formats.xlsx import write as xlsx
from samples import PNG, every_node
from tools import converted, validation_errors


def contents_and_forms() -> Document:
    """Return a document like Tianjin's: a contents list, then two forms of two tables each."""
    entries = tuple(
        Paragraph(
            (Link(f"_Toc_{n}", (Text(f"{n}.项目"), Tab(), PageReference(f"_Toc_{n}"))),),
            Align.JUSTIFY,
        )
        for n in (1, 2)
    )
    forms = [block for n in (1, 2) for block in _form(n)]
    foot = (Paragraph((Text("— "), PageNumber(), Text(" —")), Align.CENTER),)
    section = Section(Page(), (Paragraph((Text("目录"),), Align.CENTER), *entries, *forms), footer=foot)
    return Document("公开 & 说明", "单位", sections=(section,))


def _form(number: int) -> tuple[Paragraph, Table, Paragraph, Table]:
    heading = Paragraph(
        (Bookmark(f"_Toc_{number}"), Text(f"{number}.项目")), outline=1, page_break_before=True
    )
    first = Table((100, 300), (Row((_cell("项目名称", 0), _cell("经费", 1))),))
    second = Table(
        (150, 250),
        (
            Row((_cell("一级指标", 0), _cell("指标值", 1)), 30),
            Row((_cell("产出指标" * 9, 0, rows=2), _cell("=15万", 1))),
            Row((_cell("3,540.00", 1),)),
        ),
        header_rows=1,
    )
    return heading, first, Paragraph(font=Font(size=6)), second


def _cell(text: str, column: int, rows: int = 1) -> Cell:
    return Cell((Paragraph((Text(text, Font(size=9)),)),), column, row_span=rows)


DOCUMENTS = {"every-node": every_node(), "contents": contents_and_forms(), "empty": Document("空")}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_parts(name: str, pytestconfig: pytest.Config) -> None:
    folder = Path(__file__).with_name("golden") / name
    folder.mkdir(parents=True, exist_ok=True)
    check_parts(parts_of(xlsx.write(DOCUMENTS[name]).data), folder, pytestconfig.getoption("--accept"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    assert xlsx.write(DOCUMENTS[name]).data == xlsx.write(DOCUMENTS[name]).data


@pytest.mark.parametrize("name", DOCUMENTS)
def test_other_programs_open_it(name: str, tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    file.write_bytes(xlsx.write(DOCUMENTS[name]).data)
    assert not validation_errors(file)
    again = converted(file, "xlsx", tmp_path / "again")
    ours, theirs = openpyxl.load_workbook(file), openpyxl.load_workbook(again)
    assert theirs.sheetnames == ours.sheetnames
    for sheet in ours.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            # LibreOffice keeps no tab in a cell with a link.
            assert cell.hyperlink or theirs[sheet.title][cell.coordinate].value == cell.value


def test_contents_lead_to_sheets() -> None:
    book = openpyxl.load_workbook(BytesIO(xlsx.write(contents_and_forms()).data))
    assert book.sheetnames == ["目录", "1.项目", "2.项目"]
    contents = book["目录"]
    assert [(cell.value, cell.hyperlink.location) for cell in contents["A"][1:]] == [
        ("1.项目", "'1.项目'!A1"),
        ("2.项目", "'2.项目'!A1"),
    ]
    assert {name: defined.attr_text for name, defined in book.defined_names.items()} == {
        "_Toc_1": "'1.项目'!$A$1",
        "_Toc_2": "'2.项目'!$A$1",
    }


def test_rows_are_as_high_as_their_text() -> None:
    long = "字" * 100
    for rows in (1, 2):
        other = Row((_cell("x", 1), *((_cell("y", 0),) if rows == 1 else ())))
        table = Table((90, 90), (Row((_cell(long, 0, rows=rows), _cell("x", 1))), other))
        sheet = _only_sheet(Document("题", sections=(Section(Page(), (table,)),)))
        high = sum(sheet.row_dimensions[row].height for row in range(1, 1 + rows))
        assert 11 * 9 * 1.15 <= high <= 13 * 9 * 1.5


def test_a_row_too_high_for_excel_becomes_several() -> None:
    table = Table(
        (90, 90), (Row((_cell("字" * 5000, 0), _cell("x", 1))), Row((_cell("y", 0), _cell("z", 1))))
    )
    sheet = _only_sheet(Document("题", sections=(Section(Page(), (table,)),)))
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert max(heights) <= 409.5
    assert sum(heights) > 5000 / 10 * 9
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {f"A1:A{sheet.max_row - 1}", f"B1:B{sheet.max_row - 1}"}


def test_columns_have_their_widths() -> None:
    sheet = _only_sheet(contents_and_forms(), 1)
    # 6 points are a digit of the font that widths are counted in.
    assert [round(sheet.column_dimensions[name].width * 6) for name in "ABC"] == [100, 50, 250]


def test_pages_are_set_up(tmp_path: Path) -> None:
    layout = (
        "<style>@page { size: A3 landscape; margin: 36pt 72pt }</style><table><tr><td>x</td></tr></table>"
    )
    sheet = _only_sheet(document_of(layout, tmp_path))
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToHeight) == (8, "landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_margins.top, sheet.page_margins.left) == (0.5, 1)


def test_foot_has_the_page_number() -> None:
    parts = parts_of(xlsx.write(contents_and_forms()).data)
    sheet = etree.fromstring(parts["xl/worksheets/sheet1.xml"].encode())
    font = '&10&"宋体,Regular"'
    assert sheet.findtext(".//{*}oddFooter") == f"&C{font}— {font}&P{font} —"


def _link(bookmark: str) -> Link:
    return Link(bookmark, (Text(bookmark),))


@pytest.mark.parametrize(
    ("section", "codes"),
    [
        (Section(Page(), (), header=(Paragraph((Text("很" * 300),)),)), ["PMG586"]),
        (Section(Page(), (), footer=(Paragraph((Image(PNG, "image/png", 9, 9, "章"),)),)), ["PMG587"]),
        (Section(Page(), (Paragraph((Text("第"), PageNumber())),)), ["PMG583"]),
        (
            Section(Page(), (Paragraph((_link("a"), _link("b"))),)),
            ["PMG584"],
        ),
    ],
)
def test_what_is_left_out_is_reported(section: Section, codes: list[str]) -> None:
    problems = xlsx.write(Document("题", sections=(section,))).problems
    assert [problem.code for problem in problems] == codes


def test_properties_tell_no_dates() -> None:
    core = parts_of(xlsx.write(every_node()).data)["docProps/core.xml"]
    assert "<dc:title>标题 &amp; 题</dc:title>" in core
    assert "<dc:creator>单位</dc:creator>" in core
    assert "dcterms" not in core


def _only_sheet(document: Document, index: int = 0) -> Any:
    return openpyxl.load_workbook(BytesIO(xlsx.write(document).data)).worksheets[index]


def test_a_paragraph_higher_than_a_row_can_be_stands_over_several() -> None:
    document = Document(
        "题", sections=(Section(Page(), (Paragraph((Text("甲" * 5_000),)), Paragraph((Text("乙"),)))),)
    )
    sheet = openpyxl.load_workbook(BytesIO(xlsx.write(document).data)).active
    assert sheet is not None
    (merged,) = sheet.merged_cells.ranges
    heights = [sheet.row_dimensions[row].height for row in range(1, merged.max_row + 1)]
    assert sheet.cell(merged.max_row + 1, 1).value == "乙"
    assert max(heights) <= 409
    # 42 characters of 10.5 points stand in a line of 451 points.
    assert sum(heights) > 5_000 / 42 * 10.5 * 1.2
