"""The structure that a PDF tells of itself: its elements in reading order, and where each is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pmgen.readers.pdffile import PdfFile, name_of, pages
from pmgen.readers.pdfsyntax import Value

_DEEPEST = 60


class Drawn(NamedTuple):
    """Marked content: its number on a page; pages count from 1."""

    page: int
    number: int


class Element(NamedTuple):
    """An element: its kind, what it says of itself as a cell, and what it holds."""

    kind: str
    cell: Mapping[str, Value]
    kids: list[Element | Drawn]

    def number(self, name: str) -> int:
        """Return over how many rows or columns a cell goes."""
        value = self.cell.get(name)
        return value if isinstance(value, int) and value > 0 else 1

    def elements(self, *kinds: str) -> Iterator[Element]:
        """Yield the elements of some kinds in this one, through those that only group."""
        for kid in self.kids:
            if isinstance(kid, Element):
                if kid.kind in kinds:
                    yield kid
                elif kid.kind in GROUPS:
                    yield from kid.elements(*kinds)


GROUPS = frozenset({"Document", "Part", "Sect", "Div", "THead", "TBody", "TFoot", "NonStruct"})
"""Elements that only hold others together."""


def structure(file: PdfFile) -> Element:
    """Return the structure of a file; raise ValueError where it has none."""
    root = file.dictionary(file.root.get("StructTreeRoot"))
    if not root:
        raise ValueError("it tells nothing of its structure")
    return Element("Document", {}, list(_Reading(file).kids(root.get("K"), 0, 0)))


class _Reading:
    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._pages = {id(leaf.entries): number for number, leaf in enumerate(pages(file), 1)}
        self._seen: set[int] = set()

    def kids(self, value: Value, page: int, depth: int) -> Iterator[Element | Drawn]:
        """Yield what an element holds, where `page` is the page that it names."""
        value = self._file.get(value)
        for kid in value if isinstance(value, list) else [value]:
            kid = self._file.get(kid)
            if isinstance(kid, int):
                yield Drawn(page, kid)
            elif isinstance(kid, dict):
                yield from self._kid(kid, page, depth)

    def _kid(self, kid: Mapping[str, Value], page: int, depth: int) -> Iterator[Element | Drawn]:
        kind, page = name_of(self._file.get(kid.get("Type"))), self._page(kid, page)
        if kind == "MCR":
            yield Drawn(page, self._file.integer(kid.get("MCID"), -1))
        elif kind != "OBJR":
            if depth > _DEEPEST or id(kid) in self._seen:
                raise ValueError("its structure goes round in circles, or too deep")
            self._seen.add(id(kid))
            name = name_of(self._file.get(kid.get("S")))
            yield Element(name, self._attributes(kid), list(self.kids(kid.get("K"), page, depth + 1)))

    def _page(self, node: Mapping[str, Value], otherwise: int) -> int:
        return self._pages.get(id(self._file.get(node.get("Pg"))), otherwise)

    def _attributes(self, node: Mapping[str, Value]) -> Mapping[str, Value]:
        given = self._file.get(node.get("A"))
        found: dict[str, Value] = {}
        for each in given if isinstance(given, list) else [given]:
            found.update(self._file.dictionary(each))
        return found
