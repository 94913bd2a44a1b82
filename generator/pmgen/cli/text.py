"""Text on a terminal: how wide it is drawn, and nothing in it that would steer the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

_STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def width(text: str) -> int:
    """Return how many columns `text` takes; a Chinese character takes two."""
    return sum(_columns(character) for character in text)


def padded(text: str, columns: int) -> str:
    """Return `text` with spaces up to `columns`."""
    return text + " " * (columns - width(text))


def plain(text: str) -> str:
    """Return `text` with every character that could steer a terminal written out, and tabs as one space."""
    return "".join(_plain(character) for character in text)


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the rows as lines, each column as wide as its widest cell."""
    cleaned = [[plain(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cleaned, strict=True)]
    for row in cleaned:
        yield "  ".join(map(padded, row, widths)).rstrip()


def excerpt(line: str, column: int, length: int, room: int = 90) -> tuple[str, str]:
    """Return the part of `line` around a place, and the line of `^` that stands under it.

    `column` counts characters from 1; at most `room` columns are shown.
    """
    begin = min(column - 1, len(line))
    first = _window_start(line, begin, room)
    shown = _fitting(line[first:], room)
    before = plain(line[first:begin])
    under = plain(line[begin : begin + max(length, 1)])
    lead, tail = "…" * (first > 0), "…" * (first + len(shown) < len(line))
    marks = "^" * max(1, min(width(under), room - width(before)))
    return lead + plain(shown) + tail, " " * (len(lead) + width(before)) + marks


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _plain(character: str) -> str:
    if character == "\t":
        return " "
    if unicodedata.category(character) not in _STEERING:
        return character
    return f"〈U+{ord(character):04X}〉"


def _window_start(line: str, begin: int, room: int) -> int:
    """Return where the shown part begins, so that a third of the room lies before the place."""
    if width(plain(line)) <= room:
        return 0
    start = begin
    while start > 0 and width(plain(line[start - 1 : begin])) <= room // 3:
        start -= 1
    return start


def _fitting(text: str, room: int) -> str:
    end = used = 0
    while end < len(text) and (used := used + width(plain(text[end]))) <= room:
        end += 1
    return text[:end]
