"""Whole pages: as they were looked at, as HTML checkers see them, and in a real browser."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
import pdfplumber
import pytest
from lxml import etree

from golden import check_parts
from layout_cases import document_of
from pdf_samples import SIZE, cell, document, paragraph, table
from pmgen.catalog import find_region, shipped_templates
from pmgen.document import Align, Cell, Document, Font, Insets, Page, Paragraph, Row, Section, Table, Text
from pmgen.engines import compile_layout
from pmgen.formats.html import write as html
from pmgen.formats.word import read_document
from pmgen.load import load_annex
from pmgen.view import view_annex
from samples import every_node
from shipped import ANNEXES
from tools import in_browser, page_errors


def annex_document(folder: Path) -> Document:
    """Return an annex in the form of its own place."""
    annex = load_annex(folder).annex
    assert annex is not None and annex.region is not None
    region = find_region(annex.region, [shipped_templates()])
    document = compile_layout(region).fill(view_annex(annex, region).root, "公开表", "单位").document
    assert document is not None
    if document.source is None:
        return document
    return read_document(
        document.source, title=document.title, author=document.author, labels=document.labels
    ).document


def test_a_whole_page(pytestconfig: pytest.Config) -> None:
    page = html.write(every_node()).data.decode()
    folder = Path(__file__).with_name("golden")
    check_parts({"every-node.html": page}, folder, pytestconfig.getoption("--accept"))


@pytest.mark.parametrize("folder", ANNEXES, ids=lambda folder: folder.name)
def test_pages_are_valid(folder: Path, tmp_path: Path) -> None:
    written = html.write(annex_document(folder))
    assert not written.problems
    html5lib.HTMLParser(strict=True).parse(written.data)
    file = tmp_path / "page.html"
    file.write_bytes(written.data)
    assert page_errors(file) == []


@pytest.mark.parametrize("folder", ANNEXES, ids=lambda folder: folder.name)
def test_pages_in_a_browser(folder: Path, tmp_path: Path) -> None:
    seen = browsed(annex_document(folder), tmp_path, is_judged=True)
    assert seen["violations"] == []
    assert seen["overflow"] == {"360": 0, "1280": 0}
    assert (seen["requests"], seen["complaints"], seen["lost"]) == ([], [], 0)
    assert seen["broken"] == []


def test_what_has_no_place_to_break_does_not_widen_the_page(tmp_path: Path) -> None:
    wide = Table((60,) * 40, (Row(tuple(Cell((Paragraph((Text("w" * 500),)),), n) for n in range(40))),))
    blocks = (Paragraph((Text("长" * 50 + "x" * 500, Font(size=22)),)), wide)
    seen = browsed(Document("题", sections=(Section(Page(), blocks),)), tmp_path, is_judged=True)
    assert seen["overflow"] == {"360": 0, "1280": 0}
    assert seen["violations"] == []
    assert "x" * 500 in seen["text"]


AMOUNT = "1,556,000,000.00"


@pytest.mark.parametrize(
    ("columns", "texts"),
    [
        ((60, 30, 300), ("一", AMOUNT, "文字" * 30)),
        ((60, 30, 300), ("一", f"共-{AMOUNT}元，分两年", "x" * 80)),
        ((20,) * 12, (AMOUNT,) * 12),
        ((400, 40), ("一", "110101199001011234")),
    ],
)
def test_a_number_is_never_broken(columns: tuple[float, ...], texts: tuple[str, ...], tmp_path: Path) -> None:
    inner = Table(columns, (Row(tuple(cell(text, n) for n, text in enumerate(texts))),))
    outer = Table((40, 60, 40), (Row((cell("甲", 0), Cell((inner, paragraph("")), 1), cell("乙", 2))),))
    seen = browsed(document(inner, outer), tmp_path)
    assert seen["broken"] == []
    assert seen["overflow"] == {"360": 0, "1280": 0}
    command: list[str | Path] = ["pdftotext", "-raw", tmp_path / "print.pdf", "-"]
    printed = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    numbers = [text for text in texts if text.isascii() and text[0].isdigit()] or [AMOUNT]
    assert all(printed.count(number) >= 2 for number in numbers)


def test_columns_with_room_for_their_numbers_keep_their_widths() -> None:
    rows = [[cell("1,556.00", 0), cell("文字" * 20 + "2025", 1)]]
    assert html.write(document(table(rows, [60, 100]))).data.count(b"grows") == 1


def test_print_loses_no_column_of_a_wide_table(tmp_path: Path) -> None:
    cells = tuple(Cell((Paragraph((Text(str(1000 + number)),)),), number) for number in range(60))
    browsed(Document("题", sections=(Section(Page(), (Table((40,) * 60, (Row(cells),)),)),)), tmp_path)
    command: list[str | Path] = ["pdftotext", "-bbox", tmp_path / "print.pdf", "-"]
    words = etree.fromstring(subprocess.run(command, capture_output=True, check=True).stdout)
    seen = {str(word.text): float(str(word.get("xMax"))) for word in words.iter("{*}word")}
    assert set(seen) == {str(1000 + number) for number in range(60)}
    assert max(seen.values()) < Page().width - Page().margins.right + 1


def test_spaces_are_shown(tmp_path: Path) -> None:
    assert "其中：财政    资金" in browsed(every_node(), tmp_path)["text"]


def test_print_has_the_paper_the_head_and_the_page_numbers(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>行{number}</td></tr>" for number in range(80))
    layout = (
        '<style>@page { size: A4 landscape; @bottom-center { content: "第 " counter(page) " 页" } }</style>'
        f"<h1>表</h1><table><thead><tr><th>表头</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    browsed(document_of(layout, tmp_path), tmp_path)
    file = tmp_path / "print.pdf"
    information = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = text.split("\f")[:-1]
    assert "841.92 x 594.96" in information
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert page.split()[0] == ("表" if number == 1 else "表头")
        assert f"第{number}页" in "".join(page.split())


def test_print_has_the_feet_of_first_left_and_right_pages(tmp_path: Path) -> None:
    layout = (
        "<style>@page { @top-center { content: '绩效' } } @page :first { @top-center { content: none } }"
        "@page :right { @bottom-right { content: '— ' counter(page) ' —' } }"
        "@page :left { @bottom-left { content: '— ' counter(page) ' —' } }</style>"
        + "".join(f"<p style='break-before: page'>第{number}段</p>" for number in range(4))
    )
    browsed(document_of(layout, tmp_path), tmp_path)
    with pdfplumber.open(tmp_path / "print.pdf") as printed:
        lines = [page.extract_text_lines(return_chars=False) for page in printed.pages]
    assert ["绩效" in page[0]["text"] for page in lines] == [False, True, True, True]
    assert [page[-1]["text"] for page in lines] == [f"— {number} —" for number in range(1, 5)]
    assert [page[-1]["x0"] > 400 for page in lines] == [True, False, True, False]
    assert [page[-1]["x0"] < 100 for page in lines] == [False, True, False, True]


def test_blank_rows_leave_room_to_write_and_no_line_is_cut(tmp_path: Path) -> None:
    """A form to fill by hand, a table that Word moves to the left, and one that ends beyond the page."""
    rows = [[cell("姓名", 0), cell("", 1)], [cell("", 0), cell("", 1)]]
    blank = table(rows, (200, 250))
    low = replace(blank, rows=tuple(replace(row, height=None) for row in blank.rows), align=Align.LEFT)
    moved = (replace(low, indent=indent) for indent in (0, -5.4, 40))
    seen = browsed(document(*(block for one in moved for block in (paragraph("表"), one))), tmp_path)
    assert seen["lowest"] > SIZE
    assert seen["cut"] == 0
    with pdfplumber.open(tmp_path / "print.pdf") as printed:
        (page,) = printed.pages
        area, *lines = page.rects
    assert len(lines) > 30
    assert all(area["x0"] <= line["x0"] and line["x1"] < area["x1"] + 0.1 for line in lines)


def browsed(document: Document, folder: Path, *, is_judged: bool = False) -> dict[str, Any]:
    file = folder / "page.html"
    file.write_bytes(html.write(document).data)
    return in_browser(file, folder, is_judged=is_judged)


def test_the_outer_lines_of_a_table_as_wide_as_the_page_are_whole_in_print(tmp_path: Path) -> None:
    columns = (73, 41, 54.14, 42.52, 57, 45.92, 61.51, 192.5, 38.27, 38.84, 57, 41, 25.51)
    page = Page(841.89, 595.28, Insets(42, 36.84, 42, 36.84))
    row = [cell("", number) for number in range(len(columns))]
    browsed(document(table([row], columns), page=page), tmp_path)
    drawn: list[str | Path] = [
        "pdftoppm",
        "-r",
        "600",
        "-gray",
        "-singlefile",
        tmp_path / "print.pdf",
        tmp_path / "print",
    ]
    subprocess.run(drawn, check=True)
    widths = line_widths(tmp_path / "print.pgm", 420)
    assert len(widths) == len(columns) + 1
    assert min(widths) > max(widths) / 2


def line_widths(file: Path, row: int) -> list[int]:
    """Return how many dots wide the lines are that cross a row of dots in a picture."""
    kind, size, _, dots = file.read_bytes().split(b"\n", 3)
    assert kind == b"P5"
    width = int(size.split()[0])
    dark = "".join(" |"[dot < 160] for dot in dots[row * width : (row + 1) * width])
    return [len(line) for line in dark.split()]
