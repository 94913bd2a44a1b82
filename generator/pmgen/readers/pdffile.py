"""The objects of a PDF file, its pages, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from pmgen.readers.pdfstreams import Decoded, Step, decoded
from pmgen.readers.pdfsyntax import Dictionary, Name, Reference, Stream, Value

_FARTHEST = 20
"""Over how many references a value may be reached."""


class Doubt(Enum):
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
    doubts: list[tuple[Doubt, str]] = field(default_factory=list)
    repacked: bool = False
    _decoded: dict[int, Decoded] = field(default_factory=dict)

    def get(self, value: Value) -> Value:
        """Return a value, or the object that it refers to."""
        steps = 0
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
        return [item for item in map(self.get, self.items_of(value)) if isinstance(item, int | float)]

    def integer(self, value: Value, otherwise: int = 0) -> int:
        """Return a whole number."""
        value = self.get(value)
        return value if isinstance(value, int) else otherwise

    def content(self, stream: Stream) -> Decoded:
        """Return the bytes of a stream without their packing."""
        known = self._decoded.get(id(stream))
        if known is None:
            known = self._decoded[id(stream)] = decoded(stream.raw, list(self._steps(stream)))
        return known

    def bytes(self, value: Value) -> bytes:
        """Return the unpacked bytes of a stream; of what is none, nothing."""
        value = self.get(value)
        return self.content(value).data if isinstance(value, Stream) else b""

    def _steps(self, stream: Stream) -> Iterator[Step]:
        filters, parameters = (
            self.get(stream.entries.get("Filter")),
            self.get(stream.entries.get("DecodeParms")),
        )
        names = filters if isinstance(filters, list) else [filters] if filters is not None else []
        given = parameters if isinstance(parameters, list) else [parameters]
        for number, name in enumerate(names):
            said = self.dictionary(given[number]) if number < len(given) else {}
            yield Step(
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
class Leaf:
    """A page: its dictionary, and what it has from the branches above it."""

    entries: Mapping[str, Value]
    inherited: Mapping[str, Value]

    def get(self, key: str) -> Value:
        """Return an entry, its own before that of a branch."""
        return self.entries.get(key, self.inherited.get(key))


_INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")


def pages(file: PdfFile) -> list[Leaf]:
    """Return the pages in order."""
    found: list[Leaf] = []
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
            found.append(Leaf(node, inherited))
    return found


def name_of(value: Value) -> str:
    """Return a name, or nothing where the value is none."""
    return str(value) if isinstance(value, Name) else ""
