"""Finished documents to write: a form of five columns as Word gives it, and a grid of thirteen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from indicator_rows import REGION, Sample, sample
from layouts import TWO_LEVELS, pmgen_layout
from pmgen.document import (
    Align,
    Block,
    Border,
    Borders,
    Cell,
    Document,
    Font,
    Insets,
    Page,
    Paragraph,
    Row,
    Scope,
    Section,
    Table,
    Text,
)
from pmgen.engines.word.word_layout import WordLayout, compile_word
from pmgen.formats.word import read_document
from pmgen.view.shapes import Record

TITLE, AUTHOR = "项目绩效目标表", "预算单位"
SONG, HEI = "宋体", "黑体"
GRID_COLUMNS = (
    ("序号", "", 28.0),
    ("年度绩效目标", "", 80.0),
    ("一级指标", "", 52.0),
    ("二级指标", "", 62.0),
    ("三级指标", "name", 90.0),
    ("绩效指标描述", "description", 110.0),
    ("指标值", "target", 60.0),
    ("指标方向", "comparator", 44.0),
    ("目标值", "value", 56.0),
    ("计量单位", "measure_unit", 40.0),
    ("指标性质", "polarity", 40.0),
    ("分值", "score", 36.0),
    ("备注", "remark", 50.0),
)
MERGED = 3
_SIDE = Border()
_SIDES = Borders(_SIDE, _SIDE, _SIDE, _SIDE)
_INSETS = Insets(2, 3, 2, 3)


@dataclass(frozen=True, slots=True)
class Place:
    """A cell without its looks: where it begins, counted from 0, how many rows it covers, what it says."""

    row: int
    column: int
    rows: int
    text: str


@cache
def layout() -> WordLayout:
    """Return the compiled form of five columns."""
    return compile_word(pmgen_layout(TWO_LEVELS), "layout.docx", REGION)


@cache
def distinct(rows: int, number: int = 0) -> Sample:
    """Return a sample whose rows all differ, and differ from those of every other document number.

    Without this the few words of the annex would come again and again, and a program that remembers
    what it has laid out would be measured on its memory.
    """
    made = sample(rows)
    seen = number * rows
    for record in _indicators(made):
        seen += 1
        for word in ("name", "description"):
            record[word] = f"{record[word]}{seen}"
    return made


def _indicators(made: Sample) -> Iterator[Record]:
    """Yield the records of the rows, each replaced by one of its own first."""
    for group in _records(_project(made), "groups"):
        for subgroup in _records(group, "subgroups"):
            lines = _records(subgroup, "indicators")
            lines[:] = [Record(line.shape, line, line.places) for line in lines]
            yield from lines


@cache
def package(rows: int, number: int = 0) -> bytes:
    """Return the form of five columns as a finished Word file."""
    filled = layout().fill(distinct(rows, number).root, TITLE, AUTHOR)
    assert filled.document is not None and filled.document.source is not None, filled.problems
    return filled.document.source


@cache
def form(rows: int, number: int = 0) -> Document:
    """Return the form of five columns with vertical merges, read from its Word file."""
    return read_document(package(rows, number), title=TITLE, author=AUTHOR).document


@cache
def grid(rows: int) -> Document:
    """Return a grid of thirteen columns with merges in three, lines on all sides and two fonts."""
    columns = tuple(width for _, _, width in GRID_COLUMNS)
    table = Table(columns, (_head(), *_body(rows)), header_rows=1, caption=TITLE)
    heading = Paragraph((Text(TITLE, Font(HEI, HEI, 16)),), Align.CENTER, outline=1)
    page = Page(841.9, 595.3, Insets(40, 40, 40, 40))
    return Document(TITLE, AUTHOR, sections=(Section(page, (heading, table)),))


def table_of(document: Document) -> Table:
    """Return the only table of a document."""
    (table,) = (block for block in document.sections[0].blocks if isinstance(block, Table))
    return table


def heading_of(document: Document) -> str:
    """Return what stands above the table."""
    return _plain(document.sections[0].blocks[:1])


def places(table: Table) -> tuple[Place, ...]:
    """Return the cells of a table, row by row."""
    return tuple(
        Place(number, cell.column, cell.row_span, _plain(cell.blocks))
        for number, row in enumerate(table.rows)
        for cell in row.cells
    )


def _plain(blocks: Sequence[Block]) -> str:
    paragraphs = (block for block in blocks if isinstance(block, Paragraph))
    return "\n".join(
        "".join(child.text for child in block.children if isinstance(child, Text)) for block in paragraphs
    )


# the grid, whose looks are shared between cells as an engine shares them


def _head() -> Row:
    cells = (_cell(text, column, 1, HEI) for column, (text, *_) in enumerate(GRID_COLUMNS))
    return Row(tuple(cells), height=24)


def _body(rows: int) -> Iterator[Row]:
    made = distinct(rows)
    number = 0
    for goal in _records(_project(made), "annual_goals"):
        merged = [(str(goal["text"]), _length(goal))]
        for group in _records(goal, "groups"):
            merged.append((str(group["name"]), _length(group)))
            for subgroup in _records(group, "subgroups"):
                merged.append((str(subgroup["name"]), _length(subgroup)))
                for line in _records(subgroup, "indicators"):
                    number += 1
                    yield _row(number, merged, line)
                    merged = []


def _row(number: int, merged: Sequence[tuple[str, int]], line: Record) -> Row:
    """Return a row; the merged cells that begin in it are the last of the three columns."""
    cells = [_cell(str(number), 0)]
    first = 1 + MERGED - len(merged)
    cells += (_cell(text, first + at, span) for at, (text, span) in enumerate(merged))
    words = [word for _, word, _ in GRID_COLUMNS[1 + MERGED :]]
    cells += (_cell(str(line[word] or ""), 1 + MERGED + at) for at, word in enumerate(words))
    return Row(tuple(cells), height=20)


@cache
def _font(family: str) -> Font:
    return Font(family, family, 9)


def _cell(text: str, column: int, rows: int = 1, family: str = SONG) -> Cell:
    is_left = family == SONG and column in (1, 4, 5, 12)
    paragraph = Paragraph((Text(text, _font(family)),), Align.LEFT if is_left else Align.CENTER)
    blocks = (paragraph,) if text else (Paragraph(font=_font(family)),)
    return Cell(blocks, column, 1, rows, _SIDES, _INSETS, header=Scope.COLUMN if family == HEI else None)


def _length(record: Record) -> int:
    if "indicators" in record:
        return len(_records(record, "indicators"))
    below = "groups" if "groups" in record else "subgroups"
    return sum(_length(inner) for inner in _records(record, below))


def _project(made: Sample) -> Record:
    project = made.root["project"]
    assert isinstance(project, Record)
    return project


def _records(record: Record, word: str) -> list[Record]:
    found = record[word]
    assert isinstance(found, list)
    return found
