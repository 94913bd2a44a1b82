"""Whether files of several makers say the same, read back, before their times are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import groupby

from docx import Document as open_word
from lxml import html

from pmgen.document import Document
from pmgen.formats.pdf.read import read
from sheet_peers import contents
from tables import heading_of, places, table_of

Columns = list[list[str]]


def check_pdfs(document: Document, files: Mapping[str, bytes]) -> None:
    """Stop unless every file says what the document says, column by column."""
    wanted = _columns((cell.column, cell.row, cell.text) for cell in places(table_of(document)))
    for name, data in files.items():
        if _pdf_columns(data) != wanted:
            raise SystemExit(f"{name} does not say what the document says: its time cannot be compared")
        if heading_of(document) not in _outside(data):
            raise SystemExit(f"{name} lacks the title: its time cannot be compared")


def _columns(cells: Iterable[tuple[int, int, str]]) -> Columns:
    """Return the texts of each column top down; neighbours that say the same count once.

    A merged cell that goes over pages says its text on each of them, or only once: both are right.
    """
    found: dict[int, list[tuple[int, str]]] = {}
    for column, row, text in cells:
        found.setdefault(column, []).append((row, "".join(text.split())))
    columns = (sorted(found[column]) for column in sorted(found))
    return [[text for text, _ in groupby(text for _, text in column)] for column in columns]


def _pdf_columns(data: bytes) -> Columns:
    """Return the texts of each column without the head that is repeated on every page."""
    cells: list[tuple[int, int, str]] = []
    row, edges = 0, [0]
    for grid in read(data).grids:
        if not cells:
            edges = [box.column for box in grid.lines[0]]
        for line in grid.lines[1 if cells else 0 :]:
            cells += ((_nearest(edges, box.column), row, box.text) for box in line if box.text)
            row += 1
    return _columns(cells)


def _nearest(edges: Sequence[int], place: int) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - place))


def _outside(data: bytes) -> str:
    grids = read(data)
    return "".join(str(block) for block in grids.blocks if block not in grids.grids)


def check_sheets(ours: bytes, others: Mapping[str, bytes]) -> None:
    """Stop unless the workbooks have the same values, looks and merged areas."""
    wanted = contents(ours)
    for name, data in others.items():
        if contents(data) != wanted:
            raise SystemExit(f"{name} makes another workbook: its time cannot be compared")


def check_words(wanted: Sequence[str], name: str, data: bytes) -> None:
    """Stop unless the cells of a file say these texts and no others, each at least once."""
    found = set(_cells(name.rsplit(".", 1)[-1], data))
    if found != {"".join(text.split()) for text in wanted}:
        raise SystemExit(f"{name} says something else: the times cannot be compared")


def _cells(ending: str, data: bytes) -> Iterator[str]:
    for text in _TEXTS[ending](data):
        if squeezed := "".join(text.split()):
            yield squeezed


def _word_texts(data: bytes) -> Iterator[str]:
    for row in open_word(BytesIO(data)).tables[0].rows:
        yield from (cell.text for cell in row.cells)


def _html_texts(data: bytes) -> Iterator[str]:
    for cell in html.fromstring(data).iter("td", "th"):
        yield "".join(map(str, cell.itertext()))


def _sheet_texts(data: bytes) -> Iterator[str]:
    cells = (cell for cell in contents(data)[0] if isinstance(cell, tuple) and cell[0][1:] != "1")
    yield from (str(cell[1] or "") for cell in cells)


def _pdf_texts(data: bytes) -> Iterator[str]:
    yield from (box.text for grid in read(data).grids for line in grid.lines for box in line)


_TEXTS = {"docx": _word_texts, "html": _html_texts, "xlsx": _sheet_texts, "pdf": _pdf_texts}
