"""Read a finished .docx back, on its own feet: paragraphs, bookmarks and tables as full grids."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from restored import Cell, Table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Words:
    """A paragraph of the body with the bookmarks that begin in it; `contents` lists are marked."""

    text: str
    bookmarks: tuple[str, ...] = ()
    in_contents: bool = False
    links: tuple[str, ...] = ()


@dataclass
class Group:
    """The paragraphs that lead to one or more tables, and those tables."""

    words: list[Words] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def body(docx: bytes) -> etree._Element:
    """Return the w:body of a file."""
    with zipfile.ZipFile(BytesIO(docx)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    found = root.find(f"{W}body")
    assert found is not None
    return found


def groups(docx: bytes) -> list[Group]:
    """Return the document as groups of paragraphs and the tables that follow them."""
    found = [Group()]
    for item in blocks(docx):
        if isinstance(item, Table):
            found[-1].tables.append(item)
        elif item.text or item.bookmarks:
            if found[-1].tables:
                found.append(Group())
            found[-1].words.append(item)
    return found


def blocks(docx: bytes) -> Iterator[Words | Table]:
    """Iterate over the paragraphs and tables of the body."""
    depth, contents = 0, False
    for element in _flat(body(docx)):
        if element.tag == f"{W}tbl":
            yield read_table(element)
            continue
        starts = "".join(node.text or "" for node in element.iter(f"{W}instrText")).strip().startswith("TOC")
        contents = contents or starts
        yield Words(paragraph_text(element), _bookmarks(element), contents, _links(element))
        for mark in element.iter(f"{W}fldChar"):
            depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType", ""), 0)
        contents = contents and depth > 0


def _flat(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _flat(child)
        elif child.tag in (f"{W}p", f"{W}tbl"):
            yield child


def _bookmarks(element: etree._Element) -> tuple[str, ...]:
    return tuple(str(node.get(f"{W}name")) for node in element.iter(f"{W}bookmarkStart"))


def _links(element: etree._Element) -> tuple[str, ...]:
    return tuple(str(node.get(f"{W}anchor")) for node in element.iter(f"{W}hyperlink"))


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the characters of a paragraph, breaks and tabs among them."""
    signs = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}
    runs = (node for run in paragraph.iter(f"{W}r") for node in run)
    return "".join(
        (node.text or "") if node.tag == f"{W}t" else signs.get(str(node.tag), "") for node in runs
    )


def read_table(table: etree._Element) -> Table:
    """Return a table as a grid; vertical merges become row spans."""
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    rows: list[list[Cell]] = []
    growing: dict[int, tuple[int, int]] = {}
    for row in table.findall(f"{W}tr"):
        rows.append([])
        _read_row(row, rows, growing)
        assert sum(_span(cell) for cell in row.findall(f"{W}tc")) == columns
    return Table(columns, tuple(tuple(row) for row in rows))


def _read_row(row: etree._Element, rows: list[list[Cell]], growing: dict[int, tuple[int, int]]) -> None:
    column = 0
    for cell in row.findall(f"{W}tc"):
        span = _span(cell)
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(f"{W}val", "continue") == "continue":
            assert not cell_text(cell), "a covered cell holds text"
            at, number = growing[column]
            old = rows[at][number]
            assert old.colspan == span
            rows[at][number] = Cell(old.text, old.column, old.colspan, old.rowspan + 1)
        else:
            growing.pop(column, None)
            if merge is not None:
                growing[column] = (len(rows) - 1, len(rows[-1]))
            rows[-1].append(Cell(cell_text(cell), column, span))
        column += span


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if span is None else int(str(span.get(f"{W}val")))


def cell_text(cell: etree._Element) -> str:
    """Return the paragraphs of a cell joined by line breaks."""
    return "\n".join(paragraph_text(paragraph) for paragraph in cell.findall(f"{W}p"))
