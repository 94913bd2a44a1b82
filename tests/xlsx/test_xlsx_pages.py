"""Where the pages of a sheet end, and what is cut there: the cases of pages.txt, and whole sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from pdf_samples import cell, document, paragraph, table
from pmgen.document import (
    Align,
    Document,
    Insets,
    Page,
    Paragraph,
    Row,
    Scope,
    Tab,
    Table,
    TabStop,
    Text,
)
from pmgen.formats.xlsx import read_xlsx as reader
from pmgen.formats.xlsx import write as xlsx
from pmgen.formats.xlsx.write.sheet_columns import Paging, SpanningCell
from pmgen.formats.xlsx.write.sheet_rows import PrintTitles
from pmgen.problems import Refusal
from pmgen.verify.expected_content import ExpectedContent
from pmgen.verify.shown_content import shown_content
from pmgen.verify.table_comparison import compare_file

HEIGHT = 10.0
ASKED = 2 * HEIGHT
CASES = Path(__file__).with_name("pages.txt")


@dataclass(frozen=True)
class Case:
    title: str
    room: float
    heads: int
    rows: list[str]
    pages: list[str]


def cases() -> list[Case]:
    _, *parts = CASES.read_text("utf-8").split("\n=== ")
    return [case(part) for part in parts]


def case(part: str) -> Case:
    head, pages = part.rstrip("\n").split("\n---\n")
    title, numbers, *rows = head.split("\n")
    room, heads = map(int, numbers.split())
    return Case(title, room, heads, rows, pages.split("\n"))


def marks(row: str) -> str:
    return re.sub(r"^(x\d |&)+", "", row)


def blocks(rows: list[str]) -> list[SpanningCell]:
    found = []
    for number, row in enumerate(rows):
        for column, mark in enumerate(marks(row)):
            going = next(
                (n for n in range(number + 1, len(rows)) if marks(rows[n])[column] != "|"), len(rows)
            )
            if mark not in "-|" and going > number + 1:
                asked = ASKED if mark.isupper() else 0.0
                found.append(SpanningCell(number + 1, going + 1, asked, False))
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_pages(case: Case) -> None:
    times = [re.match(r"x(\d) ", row) for row in case.rows]
    heights = [HEIGHT * int(found[1] if found else 1) for found in times]
    tied = {number for number, row in enumerate(case.rows, 1) if row.startswith("&")}
    heads = PrintTitles(1, case.heads, case.heads * HEIGHT, case.heads * HEIGHT) if case.heads else None
    starts = Paging(heights, blocks(case.rows), tied, (), case.room, heads).starts()
    ends = [start - 1 for start in (*starts, len(case.rows) + 1)]
    pages = [(first + 1, last) for first, last in pairwise((0, *ends))]
    assert [str(a) if a == b else f"{a}-{b}" for a, b in pages] == case.pages


@pytest.mark.parametrize(("is_label", "last"), [(True, 25.0), (False, HEIGHT)])
def test_a_label_that_comes_again_beside_one_row_has_room_there(is_label: bool, last: float) -> None:
    paging = Paging([HEIGHT] * 5, [SpanningCell(1, 6, 25.0, is_label)], set(), set(), 4 * HEIGHT, None)
    assert list(paging.starts()) == [5]
    assert paging.heights == [*[HEIGHT] * 4, last]


@pytest.mark.parametrize(("columns", "is_refused"), [(16_384, False), (16_385, True)])
def test_a_table_wider_than_a_sheet_is_refused(columns: int, is_refused: bool) -> None:
    wide = document(Table((3.0,) * columns, (Row((cell("甲", 0),)),)))
    if not is_refused:
        assert xlsx.write(wide).data
        return
    with pytest.raises(Refusal) as refusal:
        xlsx.write(wide)
    assert [problem.code for problem in refusal.value.problems] == ["PMG581"]


PAGE = Page(300, 240, Insets(20, 20, 20, 20))


def long_block() -> Table:
    """Return a block higher than a page, whose head stands within the table and is spanned by its label."""
    heads = [replace(cell(text, at), header=Scope.COLUMN) for at, text in ((1, "指标"), (2, "值"))]
    body = [[cell(f"第{n}项", 1), cell(f"{n}.50", 2)] for n in range(20)]
    label = replace(cell("绩效", 0, rows=21), header=Scope.ROW)
    made = table([[cell("项目", 0), cell("甲", 1), cell("12", 2)], [label, *heads], *body], (60, 120, 60))
    rows = (made.rows[0], replace(made.rows[1], repeats=True), *made.rows[2:])
    return replace(made, rows=rows)


def told(made: Document, data: bytes) -> list[str]:
    return [
        problem.code
        for problem in compare_file(ExpectedContent(shown_content(made)), "x", "xlsx", reader.read(data))
    ]


def test_a_label_comes_again_on_every_page_and_the_head_with_it() -> None:
    made = document(paragraph("表"), long_block(), page=PAGE)
    data = xlsx.write(made).data
    (sheet,) = openpyxl.load_workbook(BytesIO(data)).worksheets
    breaks = [each.id for each in sheet.row_breaks.brk]
    assert len(breaks) > 1
    assert sheet.print_title_rows == "$3:$3"
    assert [sheet.cell(row, 1).value for row in (3, 4, *(each + 1 for each in breaks))] == [
        None,
        *["绩效"] * (len(breaks) + 1),
    ]
    for each in breaks:
        assert sheet.cell(each, 1).border.bottom.style and sheet.cell(each + 1, 1).border.top.style
    assert told(made, data) == []


def test_another_label_after_the_end_of_a_page_is_told() -> None:
    made = document(paragraph("表"), long_block(), page=PAGE)
    data = xlsx.write(made).data
    book = openpyxl.load_workbook(BytesIO(data))
    (sheet,) = book.worksheets
    sheet.cell(sheet.row_breaks.brk[0].id + 1, 1).value = "成本"
    altered = BytesIO()
    book.save(altered)
    assert told(made, altered.getvalue())


def test_a_number_that_comes_again_is_text_and_is_not_added_twice() -> None:
    rows = [
        [cell("项目", 0), cell("预算", 1), cell("指标", 2)],
        [cell("甲", 0, rows=20), cell("12.50", 1, rows=20), cell("第0项", 2)],
        *([cell(f"第{n}项", 2)] for n in range(1, 20)),
        [cell("合计", 0), cell("12.50", 1), cell("", 2)],
    ]
    made = document(table(rows, (60, 60, 120), heads=1), page=PAGE)
    data = xlsx.write(made).data
    (sheet,) = openpyxl.load_workbook(BytesIO(data)).worksheets
    values = [value for (value,) in sheet.iter_rows(2, 21, 2, 2, values_only=True) if value is not None]
    assert values[0] == 12.5 and set(values[1:]) == {"12.50"}
    assert sheet["B22"].value == "=SUM(B2:B21)"
    assert told(made, data) == []


def test_what_a_tab_takes_to_the_right_is_a_cell_of_its_own() -> None:
    line = Paragraph(
        (Text("申报单位：甲中心"), Tab(), Text("金额单位：万元")), tabs=(TabStop(260, Align.RIGHT),)
    )
    made = document(line, table([[cell("a", 0), cell("b", 1)]], (130, 130)), page=PAGE)
    data = xlsx.write(made).data
    (sheet,) = openpyxl.load_workbook(BytesIO(data)).worksheets
    assert (sheet["A1"].value, sheet["B1"].value) == ("申报单位：甲中心", "金额单位：万元")
    assert sheet["B1"].alignment.horizontal == "right"
    assert told(made, data) == []
