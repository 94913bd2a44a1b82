"""Real annexes rendered for tests of verification, and documents altered in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath

from pmgen.catalog import shipped_templates
from pmgen.document import Block, Cell, Document, Paragraph, Row, Section, Table, Text
from pmgen.fonts import FontShelf, usual_folders
from pmgen.formats import FORMATS, WriterSettings
from pmgen.formats.word import read_document
from pmgen.problems import LayoutPlace, Problem, SourcePlace
from pmgen.publish.render_plan import Job, plan
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import fill, view
from pmgen.verify import Finished, prove
from pmgen.view import Viewed
from shipped import annex as shipped_annex

ROOT = Path(__file__).parents[1]
REGIONS = ("tianjin", "wuhai", "shanghai", "ezhou")
ANNEXES = ("undated/tianjin-skills", "2025/tianjin-bureau", "2022/wuhai", "2024/shanghai", "2026/ezhou")
FONTS = FontShelf(usual_folders("linux", Path("/nowhere"), {}))


@dataclass(frozen=True)
class Case:
    """An annex in the form of a region: how it is rendered, and the document with its contents."""

    job: Job
    viewed: Viewed
    filled: Document
    document: Document

    def file(self, format: str, document: Document | None = None) -> Finished:
        """Return the finished file, of another document where one is given."""
        written = FORMATS[format].write(document or self.document, WriterSettings(FONTS))
        return Finished(f"x.{format}", format, written.data)

    def prove(self, *files: Finished) -> tuple[Problem, ...]:
        """Return the differences that are found in files."""
        return prove(self.job.layout, self.viewed.root, self.filled, files)


@cache
def case(annex: str, region: str | None = None) -> Case:
    """Return an annex of data/ in its own form or in that of a region."""
    source = Source(shipped_annex(annex), PurePosixPath("x"))
    (job,) = plan(Request((source,), ("docx",), (shipped_templates(),), region)).jobs
    viewed = view(job)
    filled = fill(job, viewed).document
    assert filled is not None
    return Case(job, viewed, filled, _read(filled))


def _read(filled: Document) -> Document:
    """Return a filled layout with its contents."""
    if filled.source is None:
        return filled
    return read_document(
        filled.source, title=filled.title, author=filled.author, labels=filled.labels
    ).document


def tables(document: Document) -> list[Table]:
    """Return the tables of a document."""
    return [block for section in document.sections for block in section.blocks if isinstance(block, Table)]


def with_table(document: Document, number: int, change: Callable[[Table], Table]) -> Document:
    """Return the document with one table changed."""
    chosen = tables(document)[number]

    def changed(block: Block) -> Block:
        return change(chosen) if block is chosen else block

    sections = (replace(section, blocks=tuple(map(changed, section.blocks))) for section in document.sections)
    return document.with_sections(tuple[Section, ...](sections))


def with_cell(table: Table, row: int, at: int, change: Callable[[Cell], Cell]) -> Table:
    """Return the table with one cell changed."""
    cells = list(table.rows[row].cells)
    cells[at] = change(cells[at])
    return with_row(table, row, replace(table.rows[row], cells=tuple(cells)))


def with_row(table: Table, number: int, *rows: Row) -> Table:
    """Return the table with other rows, or none, in the place of one."""
    return replace(table, rows=(*table.rows[:number], *rows, *table.rows[number + 1 :]))


def saying(text: str) -> Callable[[Cell], Cell]:
    """Return what lets a cell say another text, in the looks that it has."""

    def change(cell: Cell) -> Cell:
        first = cell.blocks[0]
        assert isinstance(first, Paragraph)
        font = next((child.font for child in first.children if isinstance(child, Text)), first.font)
        return replace(cell, blocks=(replace(first, children=(Text(text, font),)),))

    return change


def text_of(cell: Cell) -> str:
    """Return what a cell says."""
    paragraphs = (block for block in cell.blocks if isinstance(block, Paragraph))
    return "\n".join(
        "".join(child.text for child in paragraph.children if isinstance(child, Text))
        for paragraph in paragraphs
    )


def find(document: Document, text: str) -> tuple[int, int, int]:
    """Return the table, row and cell, from 0, in which a text first stands."""
    for number, table in enumerate(tables(document)):
        for row, line in enumerate(table.rows):
            for at, cell in enumerate(line.cells):
                if text_of(cell) == text:
                    return number, row, at
    raise LookupError(text)


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int | None, int | None, int | None]]:
    """Return code, table, row and column of each problem."""
    places = [(problem.code, problem.places[0]) for problem in problems]
    return [
        (code, place.table, place.row, place.cell) for code, place in places if isinstance(place, LayoutPlace)
    ]


def stated(problem: Problem) -> list[tuple[str, str]]:
    """Return the name of each data file that a problem points to, with the line there."""
    places = [place for place in problem.places if isinstance(place, SourcePlace) and place.line]
    return [
        (Path(place.file).name, Path(place.file).read_text(encoding="utf-8").splitlines()[place.line - 1])
        for place in places
        if place.line
    ]
