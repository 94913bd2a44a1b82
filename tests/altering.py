"""A small document with one of everything, its finished files, and how files are altered and told about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from pdf_samples import LINES, brought_shelf
from pmgen.document import (
    Align,
    Bookmark,
    Cell,
    Document,
    Font,
    Image,
    Insets,
    Link,
    Page,
    PageReference,
    Paragraph,
    Row,
    Scope,
    Section,
    Tab,
    Table,
    TabStop,
    Text,
)
from pmgen.formats import FORMATS, WriterSettings
from pmgen.problems import LayoutPlace, Problem, Severity
from pmgen.verify.foreign_content import find_foreign_content
from samples import PNG

FONT = Font("Noto Serif SC", "Noto Serif SC", 12)
HEAD = Font("Noto Sans SC", "Noto Sans SC", 16)
PLACE = "_Toc_1"

Change = Callable[[str], str]

Told = tuple[str, int | None, int | None, int | None, str]
"""Code, then page or table, row and cell, then the words at the place."""


@cache
def sample() -> Document:
    """Return a contents line, a heading, a table with a coloured head, a picture, and a second page."""
    contents = Paragraph(
        (Link(PLACE, (Text("1.培训经费", FONT), Tab(), PageReference(PLACE, FONT))),),
        tabs=(TabStop(400, Align.RIGHT, "."),),
        font=FONT,
    )
    heading = Paragraph((Bookmark(PLACE), Text("1.培训经费", HEAD)), Align.CENTER, outline=1, font=HEAD)
    rows = (
        Row((_cell("项目", 0, head=True), _cell("金额", 1, head=True))),
        Row((_cell("合计", 0), _cell("425.50", 1))),
        Row((_cell("其中", 0, rows=2), _cell("财政    资金≥300", 1))),
        Row((_cell("其他资金125.50", 1),)),
    )
    picture = Paragraph((Image(PNG, "image/png", 30, 30, "公章"),), font=FONT)
    last = Paragraph((Text("第二页", FONT),), page_break_before=True, outline=1, font=FONT)
    blocks = (contents, heading, Table((100, 200), rows, 1), picture, last)
    return Document("绩效目标表", "某单位", sections=(Section(Page(), blocks),))


def _cell(text: str, column: int, rows: int = 1, head: bool = False) -> Cell:
    padding, ground = Insets(2, 2, 2, 2), "D9D9D9" if head else None
    return Cell(
        (Paragraph((Text(text, FONT),), font=FONT),),
        column,
        1,
        rows,
        LINES,
        padding,
        ground,
        header=Scope.COLUMN if head else None,
    )


@cache
def finished(format: str) -> bytes:
    """Return the finished file of the sample."""
    return FORMATS[format].write(sample(), WriterSettings(brought_shelf())).data


def tell(format: str, data: bytes) -> tuple[Problem, ...]:
    """Return what is found in an altered file of the sample."""
    return find_foreign_content(format, finished(format), data, f"x.{format}")


def errors(problems: Iterable[Problem]) -> list[Told]:
    """Return the errors among problems, each with its place."""
    return [_told(problem) for problem in problems if problem.severity is Severity.ERROR]


def _told(problem: Problem) -> Told:
    (place,) = problem.places
    assert isinstance(place, LayoutPlace)
    first = place.page if place.page is not None else place.table
    return problem.code, first, place.row, place.cell, place.text


def swap(old: str, new: str) -> Change:
    """Return what puts one text in the place of another, where it stands first."""

    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return change


def sub(pattern: str, new: str) -> Change:
    """Return what puts a text in the place of what an expression finds first."""

    def change(text: str) -> str:
        changed, count = re.subn(pattern, new, text, count=1, flags=re.DOTALL)
        assert count, pattern
        return changed

    return change
