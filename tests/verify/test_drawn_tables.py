"""Where the cells of a PDF are drawn, and the lines around them: told where they are not as they must be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pdf_samples import LINES, brought_shelf, cell, document, table
from pmgen.document import Borders, Document
from pmgen.formats import FORMATS, WriterSettings
from pmgen.formats.file_contents import Seen, read_file
from pmgen.verify.expected_content import ExpectedContent
from pmgen.verify.shown_content import shown_content
from pmgen.verify.table_comparison import compare_file


def framed(*borders: Borders) -> Document:
    """Return a table of two rows and as many columns, each with its own lines."""
    rows = [
        [replace(cell(f"{row}{column}", column), borders=lines) for column, lines in enumerate(borders)]
        for row in "甲乙"
    ]
    return document(table(rows, [60] * len(borders)))


def told(expected: Document, seen: Seen) -> set[str]:
    found = compare_file(ExpectedContent(shown_content(expected)), "x", "pdf", seen)
    return {problem.code for problem in found}


def read_back(made: Document) -> Seen:
    return read_file("pdf", FORMATS["pdf"].write(made, WriterSettings(brought_shelf())).data)


NOT_RIGHT, NOT_LEFT = replace(LINES, right=None), replace(LINES, left=None)


@pytest.mark.parametrize(
    ("borders", "codes"),
    [
        ((LINES, LINES, LINES), set()),
        ((LINES, NOT_RIGHT, LINES), set()),
        ((LINES, NOT_RIGHT, NOT_LEFT), {"PMG738"}),
        ((NOT_LEFT, LINES, LINES), {"PMG738"}),
        ((Borders(), Borders(), Borders()), {"PMG738"}),
    ],
    ids=["all", "the neighbour's", "none between two", "none at the edge", "none"],
)
def test_lines_that_part_no_cells_are_told(borders: tuple[Borders, ...], codes: set[str]) -> None:
    assert told(framed(LINES, LINES, LINES), read_back(framed(*borders))) == codes


@pytest.mark.parametrize(("one", "other"), [((0, 0), (0, 1)), ((0, 0), (1, 0))], ids=["column", "row"])
def test_what_is_drawn_in_the_place_of_another_is_told(one: tuple[int, int], other: tuple[int, int]) -> None:
    made = framed(LINES, LINES)
    seen = read_back(made)
    (grid,) = seen.grids
    lines = [list(line) for line in grid.lines]
    first, second = lines[one[0]][one[1]], lines[other[0]][other[1]]
    lines[one[0]][one[1]] = first._replace(spots=second.spots)
    lines[other[0]][other[1]] = second._replace(spots=first.spots)
    changed = replace(seen, blocks=(replace(grid, lines=tuple(map(tuple, lines))),))
    assert told(made, changed) == {"PMG739"}


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_cell_that_is_not_there_is_told(at: int) -> None:
    made = framed(LINES, LINES, LINES)
    seen = read_back(made)
    (grid,) = seen.grids
    first = (*grid.lines[0][:at], *grid.lines[0][at + 1 :])
    changed = replace(seen, blocks=(replace(grid, lines=(first, *grid.lines[1:])),))
    assert told(made, changed) == {"PMG724"}
