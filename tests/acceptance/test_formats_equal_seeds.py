"""Every table of the published annexes stands, as a whole, in each format of the rendered documents.

Files are read back by the readers, which share nothing with the writers; cells are compared by their text
and by how many rows they cover. A sheet's grid has columns of its own, so columns are compared by order.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from pathlib import Path, PurePosixPath

import pytest

from pmgen.fonts import FontShelf, usual_folders
from pmgen.formats import FORMATS
from pmgen.formats.file_contents import Grid, read_file
from pmgen.publish.render_plan import plan
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import render
from pmgen.verify import Finished
from proving import case
from restored import READERS, Table, restored
from shipped import annex as shipped_annex

ROOT = Path(__file__).parents[2]
ANNEXES = {
    "tianjin_skills": "undated/tianjin-skills",
    "tianjin_2025": "2025/tianjin-bureau",
    "wuhai_2022": "2022/wuhai",
    "shanghai_2024": "2024/shanghai",
    "ezhou_2026": "2026/ezhou",
}
Rows = list[list[tuple[str, int]]]


@cache
def rendered(seed: str) -> dict[str, bytes]:
    source = Source(shipped_annex(ANNEXES[seed]), PurePosixPath("x"))
    (job,) = plan(Request((source,), tuple(FORMATS), (ROOT / "templates",))).jobs
    fonts = FontShelf(usual_folders("linux", Path("/nowhere"), {}))
    return {output.format: data for output, data in render(job, fonts).files}


def published_rows(table: Table) -> Rows:
    return [[(plain(cell.text), cell.rowspan) for cell in row] for row in table.rows]


def seen_rows(grid: Grid) -> Rows:
    return [[(plain(box.text), box.rows) for box in line] for line in grid.lines]


def plain(text: str) -> str:
    """Return the characters alone: where a line wraps is the format's affair, and proven elsewhere."""
    return "".join(text.split())


def expected_rows(seed: str) -> Rows:
    tables = [table for form in restored(seed).forms for table in form.tables]
    return list(chain.from_iterable(map(published_rows, tables)))


def found_rows(seed: str, format: str) -> Rows:
    return list(chain.from_iterable(map(seen_rows, read_file(format, rendered(seed)[format]).grids)))


@pytest.mark.parametrize("format", ["docx", "html"])
@pytest.mark.parametrize("seed", READERS)
def test_tables_are_those_that_were_published(seed: str, format: str) -> None:
    assert found_rows(seed, format) == expected_rows(seed)


@pytest.mark.parametrize("seed", READERS)
def test_sheets_hold_the_rows_that_were_published_and_titles(seed: str) -> None:
    document = restored(seed)
    titles = {plain(line) for form in document.forms for line in (form.heading, *form.lines)}
    titles |= {plain(line) for line in document.title} | {"目录", ""}
    titles |= {plain("".join(form.lines)) for form in document.forms}
    found = sheet_rows(seed)
    for row in expected_rows(seed):
        while found and not is_row(row, *found[0]):
            assert {text for text, _ in found.pop(0)[0]} <= titles
        assert is_row(row, *found.pop(0))
    assert all(text in titles for row, _ in found for text, _ in row)


def sheet_rows(seed: str) -> list[tuple[list[tuple[str, int]], bool | None]]:
    """Return the rows of all sheets, each with whether a page begins there; None where all is on one page."""
    grids = read_file("xlsx", rendered(seed)["xlsx"]).grids
    return [
        (row, number in grid.seams if grid.seams else None)
        for grid in grids
        for number, row in enumerate(seen_rows(grid))
    ]


def is_row(row: list[tuple[str, int]], found: list[tuple[str, int]], begins_page: bool | None) -> bool:
    """Tell whether a row is found; where pages cut cells, labels come again and spans are not asked."""
    if begins_page is None:
        return found == row
    texts, said = [text for text, _ in row], [text for text, _ in found]
    return said[-len(texts) :] == texts if begins_page else said in (texts, ["", *texts[1:]])


@pytest.mark.parametrize("seed", READERS)
def test_pages_say_what_the_word_file_says(seed: str) -> None:
    """A table on pages comes back in pieces; the proof joins them and finds the cells of the Word file."""
    proven = case(ANNEXES[seed])
    files = [Finished(f"x.{format}", format, data) for format, data in rendered(seed).items()]
    assert proven.prove(*files) == ()
    assert {file.format for file in files} == set(FORMATS)
