"""The objects of a PDF file, its pages, the structure it tells, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from pmgen.formats.pdf.read.pdf_syntax import (
    DecodedStream,
    Dictionary,
    Name,
    Reference,
    Stream,
    StreamFilter,
    Value,
    decoded,
)
from pmgen.opc.office_package import Damaged

_FARTHEST = 20
"""Over how many references a value may be reached."""


class PdfDoubt(Enum):
    """What makes a file more, or something else, than the one document that it shows."""

    STRAY = "bytes that belong to no object"
    COMMENT = "a remark between the objects"
    TWICE = "an object that stands twice"
    UNLISTED = "an object that the table does not list, or lists elsewhere"
    REVISION = "a second table of objects"
    LENGTH = "a stream that is longer or shorter than it says"
    REST = "bytes behind a packed stream"


class Item(NamedTuple):
    """An object as it stands in the file: at byte `at`, or inside the stream `inside`."""

    number: int
    at: int
    value: Value
    inside: int = 0


@dataclass(slots=True)
class PdfFile:
    """A file: its objects in the order in which they stand, its trailer, and what is doubtful about it."""

    items: list[Item] = field(default_factory=list)
    objects: dict[int, Value] = field(default_factory=dict)
    trailer: Dictionary = field(default_factory=dict)
    doubts: list[tuple[PdfDoubt, str]] = field(default_factory=list)
    repacked: bool = False
    _decoded: dict[int, DecodedStream] = field(default_factory=dict)

    def get(self, value: Value) -> Value:
        """Return a value, or the object that it refers to."""
        if not isinstance(value, Reference):
            return value
        value, steps = self.objects.get(value.number), 1
        while isinstance(value, Reference):
            value = self.objects.get(value.number) if steps < _FARTHEST else None
            steps += 1
        return value

    def dictionary(self, value: Value) -> Mapping[str, Value]:
        """Return a dictionary, that of a stream too; what is none is an empty one."""
        value = self.get(value)
        if isinstance(value, Stream):
            return value.entries
        return value if isinstance(value, dict) else {}

    def items_of(self, value: Value) -> list[Value]:
        """Return a list; what is none is an empty one."""
        value = self.get(value)
        return value if isinstance(value, list) else []

    def numbers(self, value: Value) -> list[float]:
        """Return the numbers of a list."""
        return [item for item in map(self.get, self.items_of(value)) if isinstance(item, (int, float))]

    def integer(self, value: Value, otherwise: int = 0) -> int:
        """Return a whole number."""
        value = self.get(value)
        return value if isinstance(value, int) else otherwise

    def content(self, stream: Stream) -> DecodedStream:
        """Return the bytes of a stream without their packing."""
        known = self._decoded.get(id(stream))
        if known is None:
            known = self._decoded[id(stream)] = decoded(stream.raw, list(self._steps(stream)))
        return known

    def bytes(self, value: Value) -> bytes:
        """Return the unpacked bytes of a stream; of what is none, nothing."""
        value = self.get(value)
        return self.content(value).data if isinstance(value, Stream) else b""

    def _steps(self, stream: Stream) -> Iterator[StreamFilter]:
        filters, parameters = (
            self.get(stream.entries.get("Filter")),
            self.get(stream.entries.get("DecodeParms")),
        )
        names = filters if isinstance(filters, list) else [filters] if filters is not None else []
        given = parameters if isinstance(parameters, list) else [parameters]
        for number, name in enumerate(names):
            said = self.dictionary(given[number]) if number < len(given) else {}
            yield StreamFilter(
                str(self.get(name)),
                self.integer(said.get("Predictor"), 1),
                self.integer(said.get("Columns"), 1),
                self.integer(said.get("Colors"), 1),
                self.integer(said.get("BitsPerComponent"), 8),
            )

    @property
    def root(self) -> Mapping[str, Value]:
        """Return the catalog."""
        return self.dictionary(self.trailer.get("Root"))


@dataclass(frozen=True, slots=True)
class InheritedPage:
    """A page: its dictionary, and what it has from the branches above it."""

    entries: Mapping[str, Value]
    inherited: Mapping[str, Value]

    def get(self, key: str) -> Value:
        """Return an entry, its own before that of a branch."""
        return self.entries.get(key, self.inherited.get(key))


_INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")


def pages(file: PdfFile) -> list[InheritedPage]:
    """Return the pages in order."""
    found: list[InheritedPage] = []
    seen: set[int] = set()
    waiting: list[tuple[Value, Mapping[str, Value]]] = [(file.root.get("Pages"), {})]
    while waiting:
        value, inherited = waiting.pop()
        node = file.dictionary(value)
        if id(node) in seen:
            continue
        seen.add(id(node))
        if "Kids" in node:
            passed = {**inherited, **{key: node[key] for key in _INHERITED if key in node}}
            waiting += [(kid, passed) for kid in reversed(file.items_of(node["Kids"]))]
        elif node:
            found.append(InheritedPage(node, inherited))
    return found


def name_of(value: Value) -> str:
    """Return a name, or nothing where the value is none."""
    return str(value) if isinstance(value, Name) else ""


_DEEPEST = 60


class MarkedContentReference(NamedTuple):
    """Marked content: its number on a page; pages count from 1."""

    page: int
    number: int


_ONE_BY_ONE = (1, 1)


class Element(NamedTuple):
    """An element: its kind, what it holds, and over how many columns and rows it goes as a cell."""

    kind: str
    kids: list[Element | MarkedContentReference]
    spans: tuple[int, int] = _ONE_BY_ONE

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
    """Return the structure of a file; raise Damaged where it has none."""
    root = file.dictionary(file.root.get("StructTreeRoot"))
    if not root:
        raise Damaged("it tells nothing of its structure")
    return Element("Document", _Reading(file).kids(root.get("K"), 0, 0))


class _Reading:
    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._pages = {id(leaf.entries): number for number, leaf in enumerate(pages(file), 1)}
        self._seen: set[int] = set()
        self._known_spans: dict[Reference, tuple[int, int]] = {}
        """What attributes say that many elements share."""
        self._known_pages: dict[Reference, int | None] = {}

    def kids(self, value: Value, page: int, depth: int) -> list[Element | MarkedContentReference]:
        """Return what an element holds, where `page` is the page that it names."""
        value = self._file.get(value)
        if not isinstance(value, list):
            value = [value]
        found = [self._kid(self._file.get(kid), page, depth) for kid in value]
        return [kid for kid in found if kid is not None]

    def _kid(self, kid: Value, page: int, depth: int) -> Element | MarkedContentReference | None:
        if isinstance(kid, int):
            return MarkedContentReference(page, kid)
        if not isinstance(kid, dict):
            return None
        if "Pg" in kid:
            page = self._page(kid["Pg"], page)
        kind = name_of(self._file.get(kid["Type"])) if "Type" in kid else ""
        if kind == "MCR":
            return MarkedContentReference(page, self._file.integer(kid.get("MCID"), -1))
        if kind == "OBJR":
            return None
        if depth > _DEEPEST or id(kid) in self._seen:
            raise Damaged("its structure goes round in circles, or too deep")
        self._seen.add(id(kid))
        held, said = kid.get("K"), kid.get("S")
        name = name_of(said if isinstance(said, Name) else self._file.get(said))
        spans = self._spans(kid["A"]) if "A" in kid else _ONE_BY_ONE
        if isinstance(held, int):
            return Element(name, [MarkedContentReference(page, held)], spans)
        return Element(name, self.kids(held, page, depth + 1), spans)

    def _page(self, value: Value, otherwise: int) -> int:
        if not isinstance(value, Reference):
            return self._pages.get(id(value), otherwise)
        if value not in self._known_pages:
            self._known_pages[value] = self._pages.get(id(self._file.get(value)))
        return self._known_pages[value] or otherwise

    def _spans(self, value: Value) -> tuple[int, int]:
        if not isinstance(value, Reference):
            return _spans(self._joined(value))
        if value not in self._known_spans:
            self._known_spans[value] = _spans(self._joined(self._file.get(value)))
        return self._known_spans[value]

    def _joined(self, given: Value) -> Mapping[str, Value]:
        found: dict[str, Value] = {}
        for each in given if isinstance(given, list) else [given]:
            found.update(self._file.dictionary(each))
        return found


def _spans(attributes: Mapping[str, Value]) -> tuple[int, int]:
    columns, rows = attributes.get("ColSpan"), attributes.get("RowSpan")
    return (
        columns if isinstance(columns, int) and columns > 0 else 1,
        rows if isinstance(rows, int) and rows > 0 else 1,
    )
