"""Tables whose heads stand further down: print repeats them, and a screen shows one table."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from pdf_samples import cell, document, paragraph
from pmgen.document import Cell, Direction, Row, Scope, Table
from pmgen.formats.file_contents import Box, Grid, read_file
from pmgen.formats.html import write as html
from pmgen.formats.html.write.html_table_parts import parts_of
from tools import in_browser

TITLES = ("一级", "二级", "值")


def head(label: Cell | None = None) -> Row:
    """Return a row of heads, that begins with a label or with a head like the others."""
    first = label or replace(cell("名称", 0), header=Scope.COLUMN)
    others = (replace(cell(title, n), header=Scope.COLUMN) for n, title in enumerate(TITLES, 1))
    return Row((first, *others), repeats=True)


def label(rows: int) -> Cell:
    return replace(cell("绩效", 0, rows), header=Scope.ROW)


def body(count: int, first: int = 1) -> tuple[Row, ...]:
    return tuple(Row(tuple(cell(f"行{row}", n) for n in range(first, 4)), 20) for row in range(count))


TOP = Row((cell("项目", 0), cell("甲", 1), cell("乙", 2), cell("丙", 3)))
TITLE = Row((replace(cell("年度", 0, columns=4), header=Scope.COLUMN),))
WIDTHS = (60.0, 120.0, 120.0, 100.0)


def table(*rows: Row) -> Table:
    return Table(WIDTHS, rows)


LABELLED = table(TOP, head(label(91)), *body(90), TOP)
TWICE = table(TOP, head(), *body(40, 0), TITLE, head(), *body(40, 0))


def test_parts() -> None:
    labelled = [(part.first, part.end, part.repeats, part.label) for part in parts_of(LABELLED)]
    assert labelled == [(0, 1, False, None), (1, 92, True, label(91)), (92, 93, False, None)]
    twice = [(part.first, part.end, part.repeats) for part in parts_of(TWICE)]
    assert twice == [(0, 1, False), (1, 42, True), (42, 43, False), (43, 84, True)]


@pytest.mark.parametrize(
    "whole",
    [
        table(TOP, *body(3, 0)),
        replace(LABELLED, header_rows=1),
        table(TOP, head(), head(), *body(3, 0)),
        table(TOP, *body(2, 0), head()),
        table(Row((cell("项目", 0, 3), *TOP.cells[1:])), head(label(2)), *body(1)),
        table(TOP, head(replace(label(4), direction=Direction.UPRIGHT)), *body(3)),
        table(TOP, head(label(3)), Row((cell("甲", 1), cell("乙", 2), cell("丙", 3, 3))), *body(2)),
        table(Row((cell("项目", 0, columns=4),)), TOP, head(), *body(3, 0)),
        table(TOP, Row((cell("名称", 0, 2), cell("一级", 1), cell("值", 2, 3, 2)), repeats=True), *body(3)),
    ],
    ids=[
        "no heads further down",
        "a head above all",
        "two rows of heads",
        "a head of nothing",
        "a cell from above",
        "a turned label",
        "a cell beyond the label",
        "columns that its first row has not",
        "two cells beside what stands below",
    ],
)
def test_what_print_could_not_show_alike_stays_whole(whole: Table) -> None:
    assert parts_of(whole) == ()
    assert html.write(document(whole)).data.count(b"<tbody") == 1


def test_a_reader_sees_one_table() -> None:
    (grid,) = (one for one in read_file("html", html.write(document(LABELLED)).data).blocks)
    assert isinstance(grid, Grid)
    assert len(grid.lines) == 93
    assert grid.lines[1][0] == Box("绩效", 0, 1, 91)
    assert [box.column for box in grid.lines[2]] == [1, 2, 3]


@pytest.mark.parametrize(("whole", "above"), [(LABELLED, "绩效"), (TWICE, "名称")])
def test_every_printed_page_has_the_heads(whole: Table, above: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(html.write(document(paragraph("题"), whole)).data)
    seen = in_browser(page, tmp_path, is_judged=True)
    assert seen["violations"] == []
    pages = printed(tmp_path / "print.pdf")
    assert len(pages) > 2
    for number, words in enumerate(pages):
        heads = [line.split() for line in words if line.split()[-3:] == list(TITLES)]
        assert heads, f"page {number + 1}"
        assert number == 0 or (above in words[0] and heads[0] == words[0].split())
    rows = [word for words in pages for line in words for word in line.split() if word.startswith("行")]
    assert len(rows) == sum(len(row.cells) for row in whole.rows if row.height == 20)


def printed(file: Path) -> list[list[str]]:
    """Return the lines of each page."""
    command: list[str | Path] = ["pdftotext", "-layout", file, "-"]
    text = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    return [[line for line in page.splitlines() if line.strip()] for page in text.split("\f")[:-1]]
