"""What YAML text becomes: scalars, mappings and sequences that know where they stand; scalars stay text.

Fields are Final, for frozen records would take four times as long to make, and every word of a file is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pmgen.problems import SourcePlace


@dataclass(slots=True)
class Scalar:
    """A text with its line and column from 1; its length is 1 where it does not end on its line, or is empty.

    `quoted` tells that it stood in quotes or in a block, so that `null` is a word.
    """

    text: Final[str]
    line: Final[int]
    column: Final[int]
    length: Final[int]
    quoted: Final[bool] = False

    @property
    def is_null(self) -> bool:
        """Tell whether this stands for "unknown": nothing at all, `~` or `null`."""
        return not self.quoted and self.text in ("", "~", "null")


@dataclass(slots=True)
class Mapping:
    """Keys with their values in the order of the file; no key stands twice."""

    entries: Final[tuple[tuple[Scalar, Node], ...]]
    line: Final[int]
    column: Final[int]


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: Final[tuple[Node, ...]]
    line: Final[int]
    column: Final[int]


Node = Scalar | Mapping | Sequence


def place_of(node: Node, file: str) -> SourcePlace:
    """Return where `node` stands in `file`."""
    return SourcePlace(file, node.line, node.column, node.length if isinstance(node, Scalar) else 1)
