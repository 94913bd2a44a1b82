from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdf_samples import FONT, LINES, NO_PADDING, brought_shelf, laid, paragraph, texts, words, written
from pmgen.document import (
    Align,
    Block,
    Border,
    Cell,
    Document,
    Font,
    Image,
    Insets,
    Page,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    VerticalAlign,
)
from pmgen.formats.pdf.write import write
from pmgen.problems import Severity

CASES = Path(__file__).parent / "cases" / "tables.txt"
ROW = 20.0
WIDTH = 40.0


@dataclass(frozen=True)
class Case:
    title: str
    rows_per_page: int
    heads: int
    rows: list[str]
    pages: list[list[str]]


def cases() -> list[Case]:
    _, *parts = CASES.read_text("utf-8").split("\n=== ")
    return [case(part) for part in parts]


def case(part: str) -> Case:
    head, pages = part.rstrip("\n").split("\n---\n")
    title, numbers, *rows = head.split("\n")
    per_page, heads = map(int, numbers.split())
    return Case(title, per_page, heads, rows, [page.split() for page in pages.split("\n")])


def grid(case: Case) -> Table:
    marks = [row.lstrip("*+").split("|") for row in case.rows]
    rows = tuple(
        Row(
            tuple(cells(marks, number)),
            ROW,
            may_split=case.rows[number].startswith("*"),
            repeats=case.rows[number].startswith("+"),
        )
        for number in range(len(marks))
    )
    return Table((WIDTH,) * len(marks[0]), rows, case.heads)


def cells(marks: list[list[str]], row: int) -> Iterator[Cell]:
    for column, mark in enumerate(marks[row]):
        if mark in "^<":
            continue
        rows = next((n for n in range(row + 1, len(marks)) if marks[n][column] != "^"), len(marks)) - row
        columns = next(
            (n for n in range(column + 1, len(marks[row])) if marks[row][n] != "<"), len(marks[row])
        )
        yield Cell(
            (Paragraph(tuple(pieces(mark)), font=FONT, line_height=ROW, line_exact=True),),
            column,
            columns - column,
            rows,
            padding=NO_PADDING,
            vertical_align=VerticalAlign.TOP,
        )


def pieces(mark: str) -> Iterator[Text]:
    repeated = re.fullmatch(r"(.+)x(\d)", mark)
    text = "\n".join([repeated[1]] * int(repeated[2])) if repeated else mark
    yield Text(text, FONT)


def page(height: float, width: float = 300) -> Page:
    return Page(width, height + 20, Insets(10, 10, 10, 10), 0, 0)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_pages(case: Case) -> None:
    sheets = laid(grid(case), page=page(case.rows_per_page * ROW))
    assert [texts(sheet) for sheet in sheets] == case.pages


@pytest.mark.parametrize(("above", "is_together"), [(9, True), (10, False)])
def test_a_table_begins_where_all_of_its_first_label_has_room(above: int, is_together: bool) -> None:
    line = grid(Case("", 12, 0, ["前"], []))
    label = grid(Case("", 12, 0, ["txx3|1", "^|2", "^|3"], []))
    sheets = laid(*[line] * above, label, page=page(12 * ROW))
    pages = [sorted(texts(sheet)) for sheet in sheets]
    before, after = ["前"] * above, ["1", "2", "3", "tx", "tx", "tx"]
    assert pages == ([sorted(before + after)] if is_together else [before, after])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Return a table of any merges, heights and lengths of text; every cell has a character of its own."""
    columns, count = draw(st.integers(1, 4)), draw(st.integers(1, 8))
    taken: set[tuple[int, int]] = set()
    rows: list[Row] = []
    for row in range(count):
        cells_: list[Cell] = []
        for column in range(columns):
            if (row, column) in taken:
                continue
            across, down = draw(st.integers(1, columns - column)), draw(st.integers(1, count - row))
            while any((row, column + n) in taken for n in range(across)):
                across -= 1
            taken |= {(row + r, column + c) for r in range(down) for c in range(across)}
            text = chr(0x4E00 + row * columns + column) * draw(st.sampled_from([0, 1, 3, 20, 60]))
            cells_.append(lined(text, column, row_span=down, column_span=across))
        height = draw(st.sampled_from([None, 5, ROW, 90]))
        rows.append(Row(tuple(cells_), height, draw(st.booleans()), draw(st.booleans())))
    return Table((WIDTH,) * columns, tuple(rows), draw(st.integers(0, count)))


@given(tables(), st.integers(40, 200), st.integers(0, 6))
@settings(deadline=None, max_examples=150)
def test_any_table_stands_on_its_pages_whole(table: Table, height: int, before: int) -> None:
    sheets = laid(*(paragraph("前") for _ in range(before)), table, page=page(height))
    shown = Counter("".join(words(line.pieces) for sheet in sheets for line, _, _, _ in sheet.lines))
    expected = Counter(text for row in table.rows for cell in row.cells for text in cell_text(cell))
    assert expected - shown == Counter()
    for sheet in sheets:
        assert all(y + line.height <= sheet.page.height - 10 + 0.1 for line, _, y, _ in sheet.lines)
        assert all(rule.y2 <= sheet.page.height - 10 + 0.1 for rule in sheet.rules)


def cell_text(cell: Cell) -> str:
    (block,) = cell.blocks
    assert isinstance(block, Paragraph)
    return "".join(child.text for child in block.children if isinstance(child, Text))


def test_a_table_without_rows_and_a_cell_without_blocks() -> None:
    (sheet,) = laid(Table((WIDTH,), ()), Table((WIDTH,), (Row((Cell((), 0),)), Row(()))), page=page(100))
    assert sheet.lines == []


def lined(text: str, column: int, **changes: object) -> Cell:
    cell = Cell((Paragraph((Text(text, FONT),), font=FONT),), column, borders=LINES, padding=NO_PADDING)
    return replace(cell, **changes)  # type: ignore[arg-type]


def test_neighbouring_cells_share_one_line() -> None:
    rows = tuple(Row((lined("a", 0), lined("b", 1)), ROW) for _ in range(3))
    (sheet,) = laid(Table((WIDTH, WIDTH), rows, align=Align.LEFT), page=page(200))
    across = sorted((rule.y1, rule.x1, rule.x2) for rule in sheet.rules if rule.y1 == rule.y2)
    down = sorted((rule.x1, rule.y1, rule.y2) for rule in sheet.rules if rule.x1 == rule.x2)
    assert across == [(y, 10, 90) for y in (10, 30, 50, 70)]
    assert down == [(x, 10, 70) for x in (10, 50, 90)]


def test_the_wider_of_two_lines_wins() -> None:
    thick = Border(2)
    left, right = lined("a", 0), lined("b", 1, borders=replace(LINES, left=thick))
    (sheet,) = laid(Table((WIDTH, WIDTH), (Row((left, right)),), align=Align.LEFT), page=page(200))
    assert [rule.border for rule in sheet.rules if rule.x1 == rule.x2 == 50] == [thick]


def test_a_merged_cell_that_breaks_has_lines_on_both_pages() -> None:
    rows = (Row((lined("L", 0, row_span=3), lined("1", 1)), ROW), *(Row((lined("x", 1),), ROW) for _ in "23"))
    sheets = laid(Table((WIDTH, WIDTH), rows, align=Align.LEFT), page=page(2 * ROW))
    for sheet, bottom in zip(sheets, (50, 30), strict=True):
        across = sorted((rule.y1, rule.x1, rule.x2) for rule in sheet.rules if rule.y1 == rule.y2)
        assert across[0] == (10, 10, 90)
        assert across[-1] == (bottom, 10, 90)


def test_rows_share_what_a_merged_cell_needs() -> None:
    tall = lined("\n".join("abcd"), 0, row_span=2)
    rows = (Row((tall, lined("1", 1))), Row((lined("2", 1),)))
    (sheet,) = laid(Table((WIDTH, WIDTH), rows, align=Align.LEFT), page=page(300))
    first, middle, last = sorted({rule.y1 for rule in sheet.rules if rule.y1 == rule.y2})
    assert middle - first == pytest.approx(last - middle)


def test_a_table_wider_than_the_paper_is_printed_smaller_and_says_so() -> None:
    count = 200
    cells_ = tuple(lined(f"第{n}列", n) for n in range(count))
    result = written(Table((WIDTH,) * count, (Row(cells_),), caption="宽表"))
    (problem,) = result.problems
    assert (problem.code, str(problem.message)) == (
        "PMG546",
        "The table “宽表” is wider than the page and is printed at 6 %",
    )
    (sheet,) = laid(Table((WIDTH,) * count, (Row(cells_),)))
    assert texts(sheet) == [f"第{n}列" for n in range(count)]
    assert max(rule.x2 for rule in sheet.rules) <= Page().width - Page().margins.right + 0.01


def test_a_column_too_narrow_for_a_character_is_a_problem() -> None:
    result = written(Table((4, 100), (Row((lined("窄列", 0), lined("b", 1))),)))
    assert [problem.code for problem in result.problems] == ["PMG550"]


def test_a_row_too_low_for_its_text_grows_and_says_so() -> None:
    low = Row((lined("高高\n高高", 0),), 5, height_exact=True)
    result = written(Table((100,), (low,)))
    assert [problem.code for problem in result.problems] == ["PMG548"]
    (sheet,) = laid(Table((100,), (low,)))
    assert texts(sheet) == ["高高", "高高"]


def test_a_table_in_a_cell_breaks_between_its_rows() -> None:
    inner = Table((30,), tuple(Row((lined(name, 0),), ROW) for name in "abc"))
    outer = Cell((inner, Paragraph()), 0, borders=LINES, padding=NO_PADDING)
    sheets = laid(Table((WIDTH,), (Row((outer,), may_split=True),)), page=page(2 * ROW + 2))
    assert [texts(sheet) for sheet in sheets] == [["a", "b"], ["c"]]


def test_a_row_that_stays_with_the_next_goes_with_it() -> None:
    title = Cell((Paragraph((Text("题", FONT),), keep_with_next=True, font=FONT),), 0, padding=NO_PADDING)
    rows = (Row((lined("a", 0),), ROW), Row((title,), ROW), Row((title,), ROW), Row((lined("b", 0),), ROW))
    sheets = laid(Table((WIDTH,), rows), page=page(3 * ROW + 1))
    assert [texts(sheet) for sheet in sheets] == [["a"], ["题", "题", "b"]]


@pytest.mark.parametrize(
    ("block", "page_"),
    [
        (paragraph("高", font=Font(size=300)), page(200)),
        (Table((WIDTH,), (Row((replace(lined("a", 0), padding=Insets(300, 0, 300, 0)),)),)), page(200)),
        (paragraph("a"), Page(50, 12, Insets(1, 1, 1, 1), 0, 0)),
        (paragraph("a"), Page(0, 0, Insets(1, 1, 1, 1), 0, 0)),
    ],
)
def test_a_line_that_no_page_has_room_for_is_an_error(block: Block, page_: Page) -> None:
    problems = [problem for problem in written(block, page=page_).problems if problem.code == "PMG554"]
    assert [problem.severity for problem in problems] == [Severity.ERROR]


def test_a_head_and_a_foot_that_fill_the_page_are_an_error() -> None:
    section = Section(page(200), (paragraph("a"),), footer=(paragraph("f"),) * 40)
    result = write(Document("题", sections=(section,)), brought_shelf())
    assert [problem.code for problem in result.problems] == ["PMG555"]


def tall_rows(depth: int) -> Table:
    """Return a row of sixty lines in so many tables."""
    inner: Block = Table((WIDTH,), (Row((lined("\n".join(f"x{n}" for n in range(60)), 0),)),))
    for _ in range(depth):
        inner = Table((WIDTH,), (Row((Cell((inner,), 0, borders=LINES, padding=NO_PADDING),)),))
    assert isinstance(inner, Table)
    return inner


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_row_higher_than_a_page_is_broken_also_inside_of_cells(depth: int) -> None:
    sheets = laid(Table((WIDTH,), (Row((lined("头", 0),)), *tall_rows(depth).rows), 1), page=page(200))
    shown = [text for sheet in sheets for text in texts(sheet) if text != "头"]
    assert shown == [f"x{n}" for n in range(60)]
    assert all(y + line.height <= 210.05 for sheet in sheets for line, _, y, _ in sheet.lines)
    assert all(rule.y2 <= 210.05 for sheet in sheets for rule in sheet.rules)


@pytest.mark.parametrize("exact", [False, True])
def test_a_row_said_to_be_higher_than_any_page_takes_one(exact: bool) -> None:
    rows = (Row((lined("头", 0),)), Row((lined("a", 0),), 1e9, exact), Row((lined("b", 0),)))
    sheets = laid(Table((WIDTH,), rows, 1), page=page(200))
    assert [texts(sheet) for sheet in sheets] == [["头", "a"], ["头", "b"]]


@pytest.mark.parametrize("rows", [1, 2])
def test_a_picture_higher_than_a_page_is_made_to_fit_its_cell(rows: int) -> None:
    picture = Paragraph((Image(b"", "image/png", 50, 5000),), font=FONT, line_factor=1.5)
    cell_ = Cell((picture,), 0, row_span=rows, padding=Insets(5, 5, 5, 5))
    below = tuple(Row((lined("b", 1),)) for _ in range(rows))
    table = Table((WIDTH, WIDTH), (Row((cell_, *below[0].cells)), *below[1:]))
    sheets = laid(paragraph("前"), table, page=page(200))
    ((line, y),) = ((line, y) for sheet in sheets for line, _, y, _ in sheet.lines if line.pictures)
    assert y + line.height <= 205.05
    assert line.height > 150
