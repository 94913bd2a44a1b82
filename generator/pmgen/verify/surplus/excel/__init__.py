"""Everything in a workbook that pmgen would not have written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmgen.ooxml.xml import Element
from pmgen.problems import LayoutPlace, Problem
from pmgen.verify.surplus.differences import Place
from pmgen.verify.surplus.excel.book import Book, S, Sheet
from pmgen.verify.surplus.excel.cells import deceiving, other_looks, unseen
from pmgen.verify.surplus.excel.grid import covered, hidden_lines, hidden_sheets, low_and_narrow, shrunk_lines
from pmgen.verify.surplus.excel.things import (
    comments,
    drawings,
    links,
    pages,
    rules,
    unused_texts,
    views,
    workbook,
)
from pmgen.verify.surplus.findings import Finding
from pmgen.verify.surplus.office import Holdings, examine
from pmgen.verify.surplus.package import Package

__all__ = ["surplus"]


def surplus(ours: bytes | None, theirs: bytes, name: str) -> tuple[Problem, ...]:
    """Return what the file `name` holds that pmgen would not have written."""
    return examine(_Excel(), ours, theirs, name)


@dataclass(frozen=True, slots=True)
class _Excel(Holdings):
    """What to look for in a workbook."""

    def never(self, package: Package) -> Iterator[Finding]:
        """Yield what no file of ours holds."""
        book = Book(package)
        yield from hidden_sheets(book)
        yield from comments(book)
        for sheet in book.sheets:
            yield from hidden_lines(sheet)
            yield from views(sheet)
        yield from (finding for finding in workbook(book) if finding.foreign)

    def held(self, package: Package) -> Iterator[Finding]:
        """Yield what a file of ours may hold too, and then the same."""
        book = Book(package)
        for sheet in book.sheets:
            cells = list(book.cells(sheet))
            yield from rules(sheet)
            yield from links(sheet, book)
            yield from pages(sheet)
            yield from deceiving(sheet, cells)
            yield from unseen(book, sheet, cells)
            yield from covered(sheet, cells)
            yield from low_and_narrow(sheet, cells)
        yield from unused_texts(book)
        yield from drawings(book)
        yield from (finding for finding in workbook(book) if not finding.foreign)

    def altered(self, ours: Package, theirs: Package) -> Iterator[Finding]:
        """Yield where the same things look otherwise."""
        mine, yours = Book(ours), Book(theirs)
        by_name = {sheet.name: sheet for sheet in mine.sheets}
        for sheet in yours.sheets:
            if sheet.name in by_name:
                cells = list(yours.cells(sheet))
                yield from other_looks(sheet, list(mine.cells(by_name[sheet.name])), cells)
                yield from shrunk_lines(by_name[sheet.name], sheet, cells)

    def place(self, package: Package, part: str) -> Place:
        """Return what tells where an element of a part stands."""
        sheet = next((sheet for sheet in Book(package).sheets if sheet.part == part), None)
        return (lambda node: LayoutPlace(package.file, part)) if sheet is None else _place_on(sheet)


def _place_on(sheet: Sheet) -> Place:
    def place(node: Element) -> LayoutPlace:
        around = (node, *node.iterancestors(S + "c", S + "row"))
        cell = next((each.get("r", "") for each in around if each.tag == S + "c"), "")
        row = next((f"A{each.get('r', '')}" for each in around if each.tag == S + "row"), "")
        return sheet.place(cell or row)

    return place
