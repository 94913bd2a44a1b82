"""Every alteration of a real document is found in every format, with its cell; nothing else is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from pmgen.document import Cell, Document, Table
from pmgen.formats import FORMATS
from proving import (
    case,
    find,
    saying,
    stated,
    tables,
    text_of,
    told,
    with_cell,
    with_row,
    with_table,
)

ANNEX = "undated/tianjin-skills"
Alteration = Callable[[Document], Document]
Told = list[tuple[str, int, int, int | None]]


def says(text: str, other: str) -> Alteration:
    def change(document: Document) -> Document:
        number, row, at = find(document, text)
        return with_table(document, number, lambda table: with_cell(table, row, at, saying(other)))

    return change


def swapped(one: str, other: str) -> Alteration:
    def change(document: Document) -> Document:
        number, row, at = find(document, one)
        cells = tables(document)[number].rows[row].cells
        there = next(place for place, cell in enumerate(cells) if text_of(cell) == other)

        def both(table: Table) -> Table:
            return with_cell(with_cell(table, row, at, saying(other)), row, there, saying(one))

        return with_table(document, number, both)

    return change


def row_of(text: str, times: int) -> Alteration:
    """Return what drops (0) or doubles (2) the row that begins none of the merged cells."""

    def change(document: Document) -> Document:
        number, row, _ = find(document, text)

        def rows(table: Table) -> Table:
            fitted = table
            for above in range(row):
                for at, cell in enumerate(table.rows[above].cells):
                    if above + cell.row_span > row:
                        fitted = with_cell(fitted, above, at, spanning(cell.row_span + times - 1))
            return with_row(fitted, row, *[fitted.rows[row]] * times)

        return with_table(document, number, rows)

    return change


def spanning(rows: int) -> Callable[[Cell], Cell]:
    return lambda cell: replace(cell, row_span=rows)


def split(text: str, rows: int) -> Alteration:
    """Return what cuts a merged cell after some rows."""

    def change(document: Document) -> Document:
        number, row, at = find(document, text)

        def cut(table: Table) -> Table:
            cell = table.rows[row].cells[at]
            below = table.rows[row + rows]
            rest = replace(saying(text)(cell), row_span=cell.row_span - rows)
            cells = sorted((*below.cells, rest), key=lambda cell: cell.column)
            first = with_cell(table, row, at, spanning(rows))
            return with_row(first, row + rows, replace(below, cells=tuple(cells)))

        return with_table(document, number, cut)

    return change


CASES: dict[str, tuple[Alteration, Told]] = {
    "two values of a row swapped": (
        swapped("425.50", "其中：财政    资金"),
        [("PMG721", 1, 3, 3), ("PMG721", 1, 3, 4)],
    ),
    "a sign lost": (says("≥80000人次", "80000人次"), [("PMG721", 2, 2, 5)]),
    "a digit changed": (says("≥80000人次", "≥80001人次"), [("PMG721", 2, 2, 5)]),
    "a value lost": (says("≥80000人次", ""), [("PMG721", 2, 2, 5)]),
    "a space dropped": (says("其中：财政    资金", "其中：财政   资金"), [("PMG723", 1, 3, 4)]),
    "a blank filled": (says("", "0.00"), [("PMG722", 1, 3, 7)]),
    "a row dropped": (row_of("≥20家", 0), [("PMG727", 2, 3, None)]),
    "a row doubled": (row_of("≥20家", 2), [("PMG728", 2, 3, None)]),
    "a merged cell split": (split("产出指标", 4), [("PMG726", 2, 2, 1), ("PMG725", 2, 6, 1)]),
}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("alteration", CASES)
def test_an_alteration_is_found_with_its_cell(alteration: str, format: str) -> None:
    rendered = case(ANNEX)
    alter, expected = CASES[alteration]
    assert told(rendered.prove(rendered.file(format, alter(rendered.document)))) == expected


@pytest.mark.parametrize("format", FORMATS)
def test_an_alteration_is_told_with_both_texts_and_the_line_of_the_data(format: str) -> None:
    rendered = case(ANNEX)
    altered = says("≥80000人次", "80000人次")(rendered.document)
    (problem,) = rendered.prove(rendered.file(format, altered))
    assert "≥80000人次" in str(problem.message)
    assert "it is 80000人次" in str(problem.message)
    assert "1.技能人才评价培养服务管理经费绩效目标表" in str(problem.message)
    assert [(name[:3], line.strip()) for name, line in stated(problem)] == [("01_", "指标值: ≥80000人次")]


def test_only_the_format_that_differs_is_named() -> None:
    rendered = case(ANNEX)
    altered = says("≥80000人次", "80000人次")(rendered.document)
    files = [rendered.file(format, altered if format == "html" else None) for format in FORMATS]
    assert {problem.places[0].file for problem in rendered.prove(*files)} == {"x.html"}


LONG = "2022/wuhai"


ALTERED_ROWS = range(1, 102, 7)
"""Rows of a grid that goes over four pages with merged cells across each break."""


def last_cells_altered(rows: Iterable[int]) -> Alteration:
    def change(table: Table) -> Table:
        for row in rows:
            table = with_cell(table, row, len(table.rows[row].cells) - 1, saying("77"))
        return table

    return lambda document: with_table(document, 0, change)


def found_in_long(format: str, rows: Iterable[int]) -> object:
    rendered = case(LONG)
    return told(rendered.prove(rendered.file(format, last_cells_altered(rows)(rendered.document))))


@pytest.mark.parametrize("format", FORMATS)
def test_alterations_on_every_page_are_found(format: str) -> None:
    assert len(tables(case(LONG).document)[0].rows) > max(ALTERED_ROWS)
    assert found_in_long(format, ALTERED_ROWS) == [("PMG721", 1, row + 1, 13) for row in ALTERED_ROWS]


@pytest.mark.long
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("row", ALTERED_ROWS)
def test_each_of_them_is_found_alone(row: int, format: str) -> None:
    assert found_in_long(format, [row]) == [("PMG721", 1, row + 1, 13)]
