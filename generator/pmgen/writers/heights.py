"""How high text stands, about: for files whose pages another program lays out."""

from __future__ import annotations

from math import ceil

LINE = 1.4
"""The height of a line, in type sizes: nearly that of open Chinese fonts, which is more than 宋体 asks."""

_INSET = 5.0
_ROOM = 4.0


def needed(text: str, size: float, width: float) -> float:
    """Return the height that `text` needs in a cell of that width; a Chinese character is as wide as high."""
    room = max(width - _INSET, size)
    count = 0
    for line in text.split("\n"):
        count += _lines(line, size, room)
    return count * size * LINE + _ROOM


def length(line: str, size: float) -> float:
    """Return how long a line of text is."""
    narrow = len(line.encode("ascii", "ignore"))
    return (len(line) - narrow / 2) * size


def _lines(line: str, size: float, room: float) -> int:
    long = length(line, size)
    if long <= room:
        return 1
    # Closing marks and numbers that do not part leave the ends of lines empty.
    return ceil(long / max(room - size * 0.75, size))
