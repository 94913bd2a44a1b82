"""Forms whose rows and cells go over pages: proven, also where one text cannot be told from another."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paged_forms import Form, cells_of, forms
from pdf_samples import FONT, brought_shelf, cell, document, table
from pmgen.document import Cell, Row, Table, Text
from pmgen.formats import FORMATS, WriterSettings
from pmgen.formats.file_contents import read_file
from pmgen.verify.expected_content import ExpectedContent
from pmgen.verify.shown_content import shown_content
from pmgen.verify.table_comparison import compare_file

EXAMPLES = int(os.environ.get("PMGEN_EXAMPLES", "40"))
ALIKE = ("正向", "大于等于", "合计")


@given(forms(), st.sampled_from([0, 1, 2]), st.booleans())
@settings(deadline=None, max_examples=EXAMPLES)
def test_what_goes_over_pages_is_proven(form: Form, shift: int, alike: bool) -> None:
    blocks = tuple(
        replace(block, rows=rows_alike(form, shift)) if alike and block is form.table else block
        for block in form.blocks
    )
    whole = document(*blocks, page=form.page)
    seen = read_file("pdf", FORMATS["pdf"].write(whole, WriterSettings(brought_shelf())).data)
    assert compare_file(ExpectedContent(shown_content(whole)), "x", "pdf", seen) == ()


def rows_alike(form: Form, shift: int) -> tuple[Row, ...]:
    """Return the rows of a form with lines of few words that are the same everywhere."""
    return tuple(
        replace(
            row,
            cells=tuple(alike(cell, number + shift) for number, cell in enumerate(row.cells, len(row.cells))),
        )
        for row in form.table.rows
    )


def alike(cell: Cell, number: int) -> Cell:
    ((_, lines, _),) = cells_of(Table((), (Row((cell,)),)))
    text = "\n".join([ALIKE[number % len(ALIKE)]] * lines)
    (block,) = cell.blocks
    return replace(cell, blocks=(replace(block, children=(Text(text, FONT),)),))  # type: ignore[arg-type]


@pytest.mark.parametrize(("below", "is_told"), [("标", False), ("", False), ("别", True)])
def test_what_a_page_cuts_off_a_cell_says_the_same_or_nothing(below: str, is_told: bool) -> None:
    rows = [[cell("标", 0, 60), cell("0", 1)], *([cell(str(number), 1)] for number in range(1, 60))]
    whole = document(table(rows, [60, 100]))
    seen = read_file("xlsx", FORMATS["xlsx"].write(whole, WriterSettings(brought_shelf())).data)
    (grid,) = seen.grids
    cut = [number for number, line in enumerate(grid.lines) if line[0].text == "标"]
    assert len(cut) == 2
    lines = list(grid.lines)
    lines[cut[1]] = (lines[cut[1]][0]._replace(text=below), *lines[cut[1]][1:])
    altered = replace(seen, blocks=(replace(grid, lines=tuple(lines)),))
    found = compare_file(ExpectedContent(shown_content(whole)), "x", "xlsx", altered)
    assert bool(found) is is_told
