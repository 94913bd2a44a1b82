"""The PDF, Excel and HTML writers beside others, on the same tables in one process. See README.md."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import cycle
from statistics import median
from time import perf_counter

from equality import check_pdfs, check_sheets, check_words
from page_peer import jinja
from pdf_peers import libreoffice, platypus, truetype, typst_pdf, typst_source
from pmgen.fonts import FontShelf
from pmgen.fonts.font_shelf import brought_folders
from pmgen.formats.html import write as html
from pmgen.formats.pdf import write as pdf
from pmgen.formats.word import read_document
from pmgen.formats.xlsx import write as xlsx
from sheet_peers import openpyxl_normal, openpyxl_write_only, ready, xlsxwriter
from small_project import count, ours, texts, theirs
from tables import AUTHOR, TITLE, form, grid, package
from timing import Case, medians, traced

Bytes = Callable[[], bytes]

SIZES = (20, 200, 2_000)
LONG = 4_000
LESS = 200
"""LibreOffice converts a longer form only once."""
VARIANTS = 12
"""Documents with words of their own that take turns: by the time one comes again, typst has forgotten it."""

PMGEN, TYPST, TYPST_AGAIN = "pmgen", "typst", "typst, same again"
PLATYPUS, LIBREOFFICE = "platypus", "LibreOffice"
OPENPYXL, WRITE_ONLY, XLSXWRITER = "openpyxl", "write-only", "XlsxWriter"
JINJA, WORD, OTHERS = "plain Jinja", "read Word", "PyYAML and others"
HEADS = ("rows", "program", "ms", "× pmgen", "wanted")
PDF_WANTED: Mapping[int, Mapping[str, float]] = {
    20: {TYPST: 1.5},
    200: {TYPST: 1.8, PLATYPUS: 7, LIBREOFFICE: 50},
    2_000: {TYPST: 2, PLATYPUS: 7, LIBREOFFICE: 50},
}
XLSX_WANTED = {20: 8, 200: 12, 2_000: 12}
HTML_WANTED = 6
MEMORY_WANTED = 60


@cache
def fonts() -> FontShelf:
    """Return the fonts that come with the installation, the same for pmgen and typst."""
    return FontShelf(brought_folders())


@contextmanager
def _prepared() -> Iterator[None]:
    """Keep what stands ready out of the garbage collector's way: no case pays for another one's data."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


# the cases


def _each(cases: Sequence[Bytes]) -> Bytes:
    turns = cycle(cases)
    return lambda: next(turns)()


def _ours(rows: int, number: int = 0) -> Bytes:
    document = form(rows, number)
    return lambda: pdf.write(document, fonts()).data


def _typst(rows: int, number: int = 0) -> Bytes:
    source = typst_source(form(rows, number))
    return lambda: typst_pdf(source)


def pdf_cases(rows: int) -> dict[str, Bytes]:
    """Return the makers of PDFs that run in this process."""
    cases: dict[str, Bytes] = {
        PMGEN: _each([_ours(rows, number) for number in range(VARIANTS)]),
        TYPST: _each([_typst(rows, number) for number in range(VARIANTS)]),
        TYPST_AGAIN: _typst(rows),
    }
    laid = platypus(form(rows))
    return cases | ({PLATYPUS: laid} if laid else {})


def sheet_cases(rows: int) -> dict[str, Bytes]:
    """Return the makers of workbooks."""
    document = grid(rows)
    sheet = ready(xlsx.write(document).data)
    return {
        PMGEN: lambda: xlsx.write(document).data,
        OPENPYXL: openpyxl_normal(sheet),
        WRITE_ONLY: openpyxl_write_only(sheet),
        XLSXWRITER: xlsxwriter(sheet),
    }


def page_cases(rows: int) -> dict[str, Bytes]:
    """Return the makers of web pages."""
    document = form(rows)
    return {PMGEN: lambda: html.write(document).data, JINJA: jinja(html.write(document).data)}


def prepare(name: str, rows: int) -> Case:
    """Return a case whose memory is measured, warmed up with the smallest document."""
    _case(name, SIZES[0])()
    return _case(name, rows)


def _case(name: str, rows: int) -> Case:
    data, narrow, wide = package(rows), form(rows), grid(rows)
    cases: dict[str, Case] = {
        "pdf": lambda: pdf.write(narrow, fonts()),
        "html": lambda: html.write(narrow),
        "xlsx": lambda: xlsx.write(wide),
        WORD: lambda: read_document(data, title=TITLE, author=AUTHOR),
    }
    return cases[name]


# the report


def report(seconds: float) -> Iterator[str]:
    """Yield the lines of the report."""
    yield "PDF of a form of 5 columns with merges, from the finished document to bytes; ms."
    yield from _pdfs(seconds)
    yield ""
    yield "Excel, a grid of 13 columns with merges, lines and fonts; ms."
    yield from _sheets(seconds)
    yield ""
    yield "HTML, the form of 5 columns, beside a plain Jinja template of the same page; ms."
    yield from _pages(seconds)
    yield ""
    yield "Reading the form from its Word file into the model."
    yield from _reading(seconds)
    yield ""
    yield "Two projects from their YAML to docx, html, pdf and xlsx; ms."
    yield from _whole(seconds)
    yield ""
    yield "Memory that one document adds at its peak, beside what is ready."
    yield from _memories()


def _pdfs(seconds: float) -> Iterator[str]:
    yield _line(*HEADS)
    for rows in SIZES:
        cases = pdf_cases(rows)
        office = libreoffice(package(rows))
        first = {PMGEN: _ours(rows), TYPST: _typst(rows), **_last(cases, PLATYPUS)}
        files = {name: case() for name, case in first.items()}
        converted = _timed(office, 1 if rows > LESS else 3)
        check_pdfs(form(rows), files | {name: data for name, (_, data) in converted.items()})
        with _prepared():
            times = medians(cases, seconds) | {name: time for name, (time, _) in converted.items()}
        yield from _compared(rows, times, PDF_WANTED[rows])
    if PLATYPUS not in cases:
        yield "platypus: no Chinese font with TrueType outlines here, and it reads no other."
    if office is None:
        yield "LibreOffice is not on this machine."


def _last(cases: Mapping[str, Bytes], name: str) -> dict[str, Bytes]:
    return {name: cases[name]} if name in cases else {}


def _timed(office: Bytes | None, times: int) -> dict[str, tuple[float, bytes]]:
    """Return LibreOffice's median milliseconds and its file, measured by itself: it takes seconds."""
    if office is None:
        return {}
    taken: list[float] = []
    data = b""
    for _ in range(times):
        start = perf_counter()
        data = office()
        taken.append(perf_counter() - start)
    return {LIBREOFFICE: (median(taken) * 1000, data)}


def _sheets(seconds: float) -> Iterator[str]:
    yield _line(*HEADS)
    for rows in SIZES:
        cases = sheet_cases(rows)
        files = {name: case() for name, case in cases.items()}
        check_sheets(files.pop(PMGEN), files)
        with _prepared():
            yield from _compared(rows, medians(cases, seconds), {OPENPYXL: XLSX_WANTED[rows]})


def _pages(seconds: float) -> Iterator[str]:
    yield _line("rows", PMGEN, JINJA, "pmgen by Jinja", "wanted")
    for rows in SIZES:
        cases = page_cases(rows)
        if len({case() for case in cases.values()}) != 1:
            raise SystemExit("the pages differ: their times cannot be compared")
        with _prepared():
            times = medians(cases, seconds)
        share = times[PMGEN] / times[JINJA]
        yield _line(rows, f"{times[PMGEN]:.2f}", f"{times[JINJA]:.2f}", f"{share:.1f}", f"≤ {HTML_WANTED}")


def _reading(seconds: float) -> Iterator[str]:
    yield _line("rows", "ms", "µs per row")
    cases = {str(rows): _case(WORD, rows) for rows in SIZES}
    with _prepared():
        times = medians(cases, seconds)
    for rows in SIZES:
        yield _line(rows, f"{times[str(rows)]:.2f}", f"{times[str(rows)] * 1000 / rows:.0f}")


def _whole(seconds: float) -> Iterator[str]:
    if truetype() is None:
        yield "not measured: platypus needs a Chinese font with TrueType outlines."
        return
    wanted = texts()
    for files in (ours(fonts()), theirs()):
        for name, data in files.items():
            check_words(wanted[int(name[0])], name, data)
    cases: dict[str, Case] = {PMGEN: lambda: ours(fonts()), OTHERS: theirs}
    yield _line(*HEADS)
    with _prepared():
        yield from _compared(count(), medians(cases, seconds), {})


def _memories() -> Iterator[str]:
    yield _line("case", "rows", "traced, MB", "KB per row", "wanted, MB")
    for name in ("pdf", "html", "xlsx", WORD):
        for rows in (*SIZES[1:], LONG):
            added = traced(prepare, name, rows)
            wanted = f"< {MEMORY_WANTED}" if rows == SIZES[-1] and name != WORD else ""
            yield _line(name, rows, f"{added / 1e6:.2f}", f"{added / 1e3 / rows:.2f}", wanted)


def _compared(rows: int, times: Mapping[str, float], wanted: Mapping[str, float]) -> Iterator[str]:
    """Yield a line per program: its time, and how often pmgen's time goes into it."""
    for name, time in times.items():
        ratio = "" if name == PMGEN else f"{time / times[PMGEN]:.1f}"
        yield _line(rows, name, f"{time:.2f}", ratio, f"≥ {wanted[name]}" if name in wanted else "")


def _line(*columns: object) -> str:
    return "".join(f"{column!s:>{max(14, len(str(column)) + 2)}}" for column in columns)


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="time for each group of cases")
    for line in report(parser.parse_args().seconds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
