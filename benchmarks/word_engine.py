"""The Word engine beside docxtpl and plain Jinja, in one run on the same rows. See README.md."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO

from docx import Document
from docx.oxml.table import CT_Tc
from docxtpl import DocxTemplate
from jinja2 import Environment

from indicator_rows import REGION, TEMPLATES, Sample, one_project, published, sample
from layouts import (
    MAIN,
    THREE_LEVELS,
    TWO_LEVELS,
    docxtpl_layout,
    jinja_source,
    parts,
    pmgen_layout,
    with_main,
)
from pmgen.catalog import find_region
from pmgen.engines.word.word_layout import WordLayout, compile_layout, compile_word
from pmgen.view import view_annex
from pmgen.view.shapes import Record
from timing import Case, medians, memory

SIZES = (20, 200, 2_000)
WANTED = {20: 20, 200: 8, 2_000: 4}
LONG = 20_000
READY = "pmgen"
THREE = "pmgen, three levels"
FRESH = "docxtpl, fresh object"
REUSED = "docxtpl, object reused"
JINJA = "plain Jinja"
VIEW = "pmgen, view"
TITLE, AUTHOR = "项目绩效目标表", "预算单位"

Grid = list[list[tuple[str, str | None, int]]]


def prepare(name: str, rows: int) -> Case:
    """Return the case of that name, ready to run: everything that is not timed has been done."""
    return _CASES[name](rows)


@cache
def _sample(rows: int) -> Sample:
    return sample(rows)


def _pmgen(cells: tuple[str, ...], rows: int) -> Callable[[], bytes]:
    return _filling(compile_word(pmgen_layout(cells), "layout.docx", REGION), _sample(rows).root)


def _filling(layout: WordLayout, root: Record) -> Callable[[], bytes]:
    def run() -> bytes:
        filled = layout.fill(root, TITLE, AUTHOR)
        assert filled.document is not None and filled.document.source is not None, filled.problems
        return filled.document.source

    return run


def _docxtpl_fresh(rows: int) -> Callable[[], bytes]:
    package, context = docxtpl_layout(), _context(rows)

    def run() -> bytes:
        return _rendered(DocxTemplate(BytesIO(package)), context, None)

    return run


def _docxtpl_reused(rows: int) -> Callable[[], bytes]:
    template, context = DocxTemplate(BytesIO(docxtpl_layout())), _context(rows)
    environment = Environment(autoescape=True)

    def run() -> bytes:
        return _rendered(template, context, environment)

    return run


def _rendered(template: DocxTemplate, context: dict[str, object], environment: Environment | None) -> bytes:
    template.render(context, environment, autoescape=True)
    made = BytesIO()
    template.save(made)
    return made.getvalue()


def _jinja(rows: int) -> Callable[[], str]:
    template, context = Environment(autoescape=True).from_string(jinja_source()), _context(rows)
    return lambda: template.render(context)


def _view(rows: int) -> Case:
    annex = one_project(rows)
    return lambda: view_annex(annex, REGION)


def _context(rows: int) -> dict[str, object]:
    return {"name": _sample(rows).name, "rows": _sample(rows).rows}


_CASES: dict[str, Callable[[int], Case]] = {
    READY: lambda rows: _pmgen(TWO_LEVELS, rows),
    THREE: lambda rows: _pmgen(THREE_LEVELS, rows),
    FRESH: _docxtpl_fresh,
    REUSED: _docxtpl_reused,
    JINJA: _jinja,
    VIEW: _view,
}


# the outputs must be the same before their times can be compared


def check_equal(rows: int) -> None:
    """Stop unless pmgen, docxtpl and plain Jinja make the same table of `rows` rows."""
    made = [case() for case in (_pmgen(TWO_LEVELS, rows), _docxtpl_fresh(rows), _docxtpl_reused(rows))]
    plain = with_main(docxtpl_layout(), _jinja(rows)().encode())
    ours, *others = [_grid(package) for package in (*made, plain)]
    if len(ours) != rows + 1 or any(grid != ours for grid in others):
        raise SystemExit(f"the tables differ at {rows} rows: their times cannot be compared")


def _grid(package: bytes) -> Grid:
    """Return text, vertical merge and span of every cell."""
    table = Document(BytesIO(package)).tables[0]._tbl
    return [[(_text(cell), cell.vMerge, cell.grid_span) for cell in row.tc_lst] for row in table.tr_lst]


def _text(cell: CT_Tc) -> str:
    return "\n".join(paragraph.text for paragraph in cell.p_lst)


# the report


def report(seconds: float) -> Iterator[str]:
    """Yield the lines of the report."""
    yield "From ready records (docxtpl and Jinja: ready rows with merge flags) to the bytes of the file; ms."
    yield from _speeds(seconds)
    yield ""
    yield "Three levels of merges, from ready records to the bytes of the file."
    yield from _lengths(seconds)
    yield ""
    yield "Records of the model to records of the view; not part of the times above."
    yield from _views(seconds)
    yield ""
    yield "The published annex of Tianjin in its own layout, with contents and bookmarks."
    yield from _annex(seconds)
    yield ""
    yield "Memory that one document adds at its peak, beside the XML of its main part."
    yield from _memories()


def _speeds(seconds: float) -> Iterator[str]:
    names = (READY, FRESH, REUSED, JINJA)
    yield _line("rows", *names, "× fresh", "× reused", "wanted", "of Jinja")
    for rows in SIZES:
        check_equal(rows)
        times = medians({name: prepare(name, rows) for name in names}, seconds)
        ratios = [f"{times[name] / times[READY]:.1f}" for name in (FRESH, REUSED)]
        share = f"{times[READY] / times[JINJA]:.2f}"
        yield _line(rows, *(f"{times[name]:.2f}" for name in names), *ratios, f"≥ {WANTED[rows]}", share)


def _lengths(seconds: float) -> Iterator[str]:
    yield _line("rows", "ms", "µs per row")
    sizes = (*SIZES, LONG)
    times = medians({str(rows): prepare(THREE, rows) for rows in sizes}, seconds)
    for rows in sizes:
        time = times[str(rows)]
        yield _line(rows, f"{time:.2f}", f"{time * 1000 / rows:.1f}")


def _views(seconds: float) -> Iterator[str]:
    yield _line("rows", "ms", "µs per row")
    times = medians({str(rows): prepare(VIEW, rows) for rows in SIZES}, seconds)
    for rows in SIZES:
        time = times[str(rows)]
        yield _line(rows, f"{time:.2f}", f"{time * 1000 / rows:.1f}")


def _annex(seconds: float) -> Iterator[str]:
    annex, region = published(), find_region("tianjin", [TEMPLATES])
    layout, root = compile_layout(region), view_annex(annex, region).root
    cases: dict[str, Case] = {
        "layout to script": lambda: compile_layout(region),
        "view": lambda: view_annex(annex, region),
        "fill": _filling(layout, root),
    }
    yield _line("projects", "rows", *(f"{name}, ms" for name in cases))
    times = medians(cases, seconds)
    lines = sum(len(project.indicators) for project in annex.projects)
    yield _line(len(annex.projects), lines, *(f"{time:.2f}" for time in times.values()))


def _memories() -> Iterator[str]:
    yield _line("case", "rows", "XML, MB", "traced, MB", "× XML", "resident, MB", "× XML")
    for name, rows in ((READY, SIZES[-1]), (READY, LONG), (THREE, LONG), (REUSED, SIZES[-1])):
        size = _xml_size(name, rows)
        added = memory(prepare, name, rows)
        columns = (*_size(added.traced, size), *_size(added.resident, size))
        yield _line(name, rows, f"{size / 1e6:.2f}", *columns)


def _size(taken: int | None, xml: int) -> tuple[str, str]:
    return ("–", "–") if taken is None else (f"{taken / 1e6:.2f}", f"{taken / xml:.2f}")


def _xml_size(name: str, rows: int) -> int:
    package = prepare(name, rows)()
    assert isinstance(package, bytes)
    return len(parts(package)[MAIN])


def _line(*columns: object) -> str:
    return "".join(f"{column!s:>{max(12, len(str(column)) + 2)}}" for column in columns)


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="time for each group of cases")
    for line in report(parser.parse_args().seconds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
