"""What a document costs grows with its rows and no faster, and its text is never held as a whole."""

from __future__ import annotations

import io
import sys
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from pmgen.engines import FilledLayout
from pmgen.engines.word import compile_word
from pmgen.problems import LayoutPlace
from pmgen.view.shapes import ListOf, Name, Record, Shape
from word.building import build
from word.corpus import PICTURES, fill, region

LINE = Shape("line", "行", (Name("name", "名称", ""), Name("value", "值", "")))
GROUP = Shape("group", "组", (Name("name", "名称", ""), Name("lines", "行", "", of=ListOf(LINE))))
ROOT = Shape("root", "数据", (Name("groups", "组", "", of=ListOf(GROUP)),))
LAYOUT = (
    "│ {% for g in groups %}{% for x in g.lines %}{{ g.name | merge }} │ {{ x.name }} │ "
    "{{ x.value }}{% endfor %}{% endfor %} │"
)


def filling(rows: int) -> Callable[[], FilledLayout]:
    """Return what fills a table of groups of five rows each."""
    layout = compile_word(build(LAYOUT), "layout.docx", region(PICTURES, {}), shape=ROOT)
    groups = [
        Record(GROUP, {"name": f"组{start}", "lines": [line(start + n) for n in range(5)]}, {})
        for start in range(0, rows, 5)
    ]
    root = Record(ROOT, {"groups": groups}, {})
    return lambda: layout.fill(root, "标题", "单位")


def line(number: int) -> Record:
    return Record(LINE, {"name": f"指标{number}", "value": f"≥{number}人"}, {})


def calls(rows: int) -> int:
    """Return how many functions are called for a document of so many rows."""
    count = 0
    fill_once = filling(rows)
    fill_once()

    def tally(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tally)
    try:
        fill_once()
    finally:
        sys.setprofile(None)
    return count


def test_every_further_row_takes_as_much_work_as_the_one_before() -> None:
    few, more, many = (calls(rows) for rows in (100, 1_000, 1_900))
    assert many - more == pytest.approx(more - few, rel=0.01)


def test_the_memory_added_stays_below_the_size_of_the_xml() -> None:
    fill_once = filling(5_000)
    tracemalloc.start()
    try:
        filled = fill_once()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert filled.document is not None and filled.document.source is not None
    with zipfile.ZipFile(io.BytesIO(filled.document.source)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    assert peak < size


def test_a_value_that_cannot_be_computed_is_named_by_its_own_cell() -> None:
    layout = build("│ {% for x in xs %}{{ x.a }} │ {{ x.b }} │ {{ x.c | int + x.a }}{% endfor %} │")
    [problem] = fill(layout, "xs: [{a: 甲, b: 乙, c: 1}]").problems
    [place] = problem.places
    assert isinstance(place, LayoutPlace)
    assert (problem.code, place.table, place.row, place.cell) == ("PMG403", 1, 1, 3)
