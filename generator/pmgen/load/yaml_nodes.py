"""What YAML text becomes: nodes that know where they stand, and the places of fields and characters.

Fields are Final, for frozen records would take four times as long to make, and every word of a file is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from pmgen.late_pattern import late
from pmgen.problems import SourcePlace


@dataclass(slots=True)
class ScalarNode:
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
class MappingNode:
    """Keys with their values in the order of the file; no key stands twice."""

    entries: Final[tuple[tuple[ScalarNode, Node], ...]]
    line: Final[int]
    column: Final[int]


@dataclass(slots=True)
class SequenceNode:
    """A list."""

    items: Final[tuple[Node, ...]]
    line: Final[int]
    column: Final[int]


Node = ScalarNode | MappingNode | SequenceNode


def place_of(node: Node, file: str) -> SourcePlace:
    """Return where `node` stands in `file`."""
    return SourcePlace(file, node.line, node.column, node.length if isinstance(node, ScalarNode) else 1)


def line_of(key: ScalarNode, value: Node) -> str:
    """Return a field as a line; what has lines of its own below it is only hinted at."""
    return f"{key.text}: {written(value)}".rstrip()


def written(value: Node) -> str:
    """Return a value as it is written in a line, in single quotes where it stands in quotes."""
    if not isinstance(value, ScalarNode):
        return "……"
    return "'" + value.text.replace("'", "''") + "'" if value.quoted else value.text


def moved_down(node: Node, by: int) -> Node:
    """Return `node` as it stands in a text with `by` more lines above it."""
    match node:
        case ScalarNode():
            return ScalarNode(node.text, node.line + by, node.column, node.length, node.quoted)
        case SequenceNode():
            items = tuple(moved_down(item, by) for item in node.items)
            return SequenceNode(items, node.line + by, node.column)
        case MappingNode():
            entries = tuple(
                (replace(key, line=key.line + by), moved_down(it, by)) for key, it in node.entries
            )
            return MappingNode(entries, node.line + by, node.column)


class NodePlaces(Mapping[str, SourcePlace]):
    """The places of a record's fields, by English key; "" is the record itself.

    A field that the record takes over from elsewhere brings its ready place along.
    """

    __slots__ = ("_file", "_known")

    def __init__(self, file: str, known: dict[str, Node | SourcePlace]) -> None:
        self._file = file
        self._known = known

    def __getitem__(self, key: str) -> SourcePlace:
        found = self._known[key]
        return found if isinstance(found, SourcePlace) else place_of(found, self._file)

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def texts(self) -> Mapping[str, ScalarNode]:
        """Return the fields that are said in a word."""
        return {key: node for key, node in self._known.items() if isinstance(node, ScalarNode)}

    def of_item(self, key: str, text: str) -> SourcePlace:
        """Return where `text` stands in the list of a field, or where the field stands."""
        found = self._known[key]
        items = found.items if isinstance(found, SequenceNode) else ()
        item = next((each for each in items if isinstance(each, ScalarNode) and each.text == text), None)
        return place_of(item, self._file) if item else self[key]

    def inheriting(self, places: Mapping[str, SourcePlace]) -> NodePlaces:
        """Return these places, and `places` for the fields that are taken over from another file."""
        return NodePlaces(self._file, {**places, **self._known}) if places else self

    def __reduce__(self) -> tuple[type[dict[str, SourcePlace]], tuple[dict[str, SourcePlace]]]:
        return dict, (dict(self),)


_SINGLE = late(r"''|[^']")
_DOUBLE = late(
    r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
    r"|\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|[^\"\\]"
)
_PAIR = 12
"""Characters of a character beyond U+FFFF as JSON escapes it: in two halves."""
_ESCAPES = dict(zip('0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True))


def source_span(lines: Sequence[str], place: SourcePlace, text: str, start: int, end: int) -> SourcePlace:
    """Return where `text[start:end]` stands in `lines`, the file in which the value `text` begins at `place`.

    A span over several lines gives its part on the first of them; the line break of a block stands behind its
    line. Where the place cannot be told exactly, `place` comes back as it is.
    """
    if place.line is None or place.column is None or not 0 <= start < end <= len(text):
        return place
    if not 0 < place.line <= len(lines):
        return place
    if lines[place.line - 1].startswith("|", place.column - 1):
        return _in_block(lines, place, text, start, end)
    return _in_line(lines[place.line - 1], place, text, start, end)


def _in_line(line: str, place: SourcePlace, text: str, start: int, end: int) -> SourcePlace:
    """Return the span of a value that is written in one line."""
    first = (place.column or 1) - 1
    columns = _columns(line[: first + place.length], first, text)
    if columns is None:
        return place
    return replace(place, column=columns[start] + 1, length=columns[end] - columns[start])


@lru_cache(maxsize=64)
def _columns(line: str, first: int, text: str) -> Sequence[int] | None:
    """Return where each character of `text` begins, and where the last one ends, counted from 0.

    `line` ends with the value; None where it holds something else than `text`. Many problems may lie in one
    long text, so that it is not read again for each.
    """
    notation = line[first : first + 1]
    if notation in _QUOTES:
        return _quoted_columns(line, first + 1, text, *_QUOTES[notation])
    return range(first, first + len(text) + 1) if line[first:] == text else None


def _quoted_columns(
    line: str, first: int, text: str, piece: re.Pattern[str], meaning: Callable[[str], str]
) -> Sequence[int] | None:
    columns = [first]
    for character in text:
        match = piece.match(line, columns[-1])
        if match is None or meaning(match.group()) != character:
            return None
        columns.append(match.end())
    return columns if line[columns[-1] :] == line[first - 1] else None


def _unescaped(piece: str) -> str:
    if len(piece) == _PAIR:
        return (bytes.fromhex(piece[2:6]) + bytes.fromhex(piece[8:])).decode("utf-16-be")
    if len(piece) > 2:
        return chr(int(piece[2:], 16))
    return _ESCAPES.get(piece[1], "") if len(piece) == 2 else piece


_QUOTES = {"'": (_SINGLE, lambda piece: piece[0]), '"': (_DOUBLE, _unescaped)}


def _in_block(lines: Sequence[str], place: SourcePlace, text: str, start: int, end: int) -> SourcePlace:
    """Return the span of a value that is written below a `|`."""
    first = place.line or 1
    height = text.count("\n") + 1
    indentation = _indentation(tuple(lines[first : first + height]), text)
    if indentation is None:
        return place
    row = text.count("\n", 0, start)
    column = start - (text.rfind("\n", 0, start) + 1)
    line_end = text.find("\n", start, end)
    length = max(1, (end if line_end < 0 else line_end) - start)
    blank = min(indentation, len(lines[first + row]))
    return replace(place, line=first + row + 1, column=blank + column + 1, length=length)


@lru_cache(maxsize=64)
def _indentation(lines: tuple[str, ...], text: str) -> int | None:
    """Return by how many blanks `lines` are indented before those of `text`, None where they differ."""
    written = text.split("\n")
    if len(lines) < len(written):
        return None
    depths = set(_depths(lines, written))
    return depths.pop() if len(depths) == 1 and -1 not in depths else None


def _depths(lines: Sequence[str], written: Sequence[str]) -> Iterator[int]:
    """Give the depth of every line that is not empty, -1 for one that is not what is written."""
    for line, text in zip(lines, written, strict=True):
        depth = len(line) - len(text)
        if text:
            yield depth if line == " " * depth + text else -1
        elif line.strip(" "):
            yield -1
