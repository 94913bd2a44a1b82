"""Where the characters of a value stand in the YAML that it was written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pmgen.problems import SourcePlace

_SINGLE = re.compile(r"''|[^']")
_DOUBLE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|[^\"\\]")
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
