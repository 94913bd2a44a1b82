"""What YAML text becomes: scalars, mappings and sequences that know where they stand; scalars stay text."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from pmgen.problems import SourcePlace


class Mark(Protocol):
    """A place in the stream, counted in characters from 0."""

    @property
    def line(self) -> int:
        """Return the line."""

    @property
    def column(self) -> int:
        """Return the column."""


class Scalar(NamedTuple):
    """A text; `quoted` tells that it stood in quotes or in a block, so that `null` is a word."""

    text: str
    quoted: bool
    start: Mark
    end: Mark

    @property
    def is_null(self) -> bool:
        """Tell whether this stands for "unknown": nothing at all, `~` or `null`."""
        return not self.quoted and self.text in ("", "~", "null")


class Mapping(NamedTuple):
    """Keys with their values in the order of the file; no key stands twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    start: Mark


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    start: Mark


Node = Scalar | Mapping | Sequence


def place_of(node: Node, file: str) -> SourcePlace:
    """Return where `node` stands in `file`; a text that ends on its line says how long it is."""
    start = node.start
    length = 1
    if isinstance(node, Scalar) and node.end.line == start.line:
        length = max(1, node.end.column - start.column)
    return SourcePlace(file, start.line + 1, start.column + 1, length)


def mark_place(mark: Mark, file: str) -> SourcePlace:
    """Return the place of a mark in `file`."""
    return SourcePlace(file, mark.line + 1, mark.column + 1)
