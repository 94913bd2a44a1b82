"""Where something stands in a Word file, as people count: table, row and column, or paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from pmgen.ooxml.xml import Element, W, value
from pmgen.problems import LayoutPlace
from pmgen.readers.word.units import whole
from pmgen.verify.surplus.findings import short


@dataclass(slots=True)
class Story:
    """A part with text; `part` is its name for places, nothing for the main part."""

    file: str
    name: str
    root: Element
    is_main: bool
    _tables: dict[Element, int] = field(default_factory=dict)
    _paragraphs: dict[Element, int] = field(default_factory=dict)

    @classmethod
    def of(cls, file: str, name: str, root: Element, *, is_main: bool) -> Self:
        """Return a part ready to be searched."""
        return cls(file, name, root, is_main)

    def place(self, element: Element, words: str = "") -> LayoutPlace:
        """Return where an element stands; `words` are what to search for there."""
        part = "" if self.is_main else self.name
        around = [element, *element.iterancestors(W + "tbl", W + "tr", W + "tc", W + "p")]
        tables = [node for node in around if node.tag == W + "tbl"]
        text = short(words or text_of(next((node for node in around if node.tag == W + "p"), element)))
        if not tables:
            paragraph = next((node for node in around if node.tag == W + "p"), None)
            number = None if paragraph is None else self._paragraph(paragraph)
            return LayoutPlace(self.file, part, paragraph=number, text=text)
        table = tables[-1]
        inside = around[: around.index(table)]
        row = next((node for node in reversed(inside) if node.tag == W + "tr"), None)
        cell = next((node for node in reversed(inside) if node.tag == W + "tc"), None)
        return LayoutPlace(
            self.file,
            part,
            self._table(table),
            None if row is None else _rows(table).index(row) + 1,
            None if cell is None or row is None else _column(row, cell),
            text=text,
        )

    def _table(self, table: Element) -> int:
        if not self._tables:
            self._tables = _numbered(self.root, W + "tbl")
        return self._tables[table]

    def _paragraph(self, paragraph: Element) -> int:
        if not self._paragraphs:
            self._paragraphs = _numbered(self.root, W + "p")
        return self._paragraphs[paragraph]


def _numbered(root: Element, tag: str) -> dict[Element, int]:
    """Return the number of each element that stands in no table."""
    outer = (node for node in root.iter(tag) if next(node.iterancestors(W + "tbl"), None) is None)
    return {node: number for number, node in enumerate(outer, 1)}


def _rows(table: Element) -> list[Element]:
    """Return the rows of a table, without those of tables in it."""
    return [row for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl")) is table]


def _column(row: Element, cell: Element) -> int:
    """Return the column of the table's grid in which a cell begins."""
    column = whole(value(row.find(f"{W}trPr/{W}gridBefore"))) + 1
    for each in row.iter(W + "tc"):
        if each is cell:
            break
        if next(each.iterancestors(W + "tr")) is row:
            column += whole(value(each.find(f"{W}tcPr/{W}gridSpan")), 1)
    return column


def text_of(element: Element) -> str:
    """Return all words below an element, deleted and hidden ones too."""
    return "".join(node.text or "" for node in element.iter(W + "t", W + "delText"))
