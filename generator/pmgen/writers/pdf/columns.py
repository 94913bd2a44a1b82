"""Where the characters of a turned line stand on the page, and how they are turned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple
from unicodedata import category, east_asian_width

from pmgen.document import Direction
from pmgen.writers.pdf.boxes import Line, Piece
from pmgen.writers.pdf.styles import Use

_ABOVE = 0.88
"""The share of an ideograph's square that stands above the base line."""
_UNDERLINE_AT, _UNDERLINE_WIDTH = 0.12, 0.05
_LYING = frozenset("（）《》〈〉「」『』【】〔〕〖〗〘〙〚〛｛｝［］—–…‥～〜ー－＝｜＿“”‘’")
"""Marks as wide as an ideograph that lie in a column, as their line does (UAX #50)."""
_CORNERED = frozenset("、。，．")
"""Marks at the foot of their square in a line, and at its head, on the right, in a column."""


class Place(NamedTuple):
    """Where characters begin, from the lower left corner of the page, and whether they are upright."""

    x: float
    y: float
    is_upright: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A line of a turned cell that stands with its upper left corner at a place of the page."""

    line: Line
    left: float
    top: float

    def places(self, piece: Piece) -> Iterator[tuple[Use, str, Place]]:
        """Yield the characters of a piece, those that one face draws in one way together."""
        for at, text in _stretched(piece):
            yield from self._placed(piece, at, text)

    def matrix(self, place: Place, shear: float) -> str:
        """Return how characters are turned, and where they begin."""
        if place.is_upright:
            turn = f"1 0 {shear:g} 1"
        elif self.line.direction is Direction.UP:
            turn = f"0 1 -1 {shear:g}"
        else:
            turn = f"0 -1 1 {-shear:g}"
        return f"{turn} {place.x:.2f} {place.y:.2f}"

    def underline(self, piece: Piece) -> str:
        """Return the rectangle of the line along a piece: below its feet, on the left of a column."""
        size, start = piece.style.size, self._along(piece.x)
        thick, away = size * _UNDERLINE_WIDTH, size * _UNDERLINE_AT
        if self.line.direction is Direction.UP:
            return f"{self._base(size) + away:.2f} {start:.2f} {thick:.2f} {piece.width:.2f} re"
        left = self._base(size) - away - thick
        return f"{left:.2f} {start - piece.width:.2f} {thick:.2f} {piece.width:.2f} re"

    def _placed(self, piece: Piece, at: float, text: str) -> Iterator[tuple[Use, str, Place]]:
        style = piece.style
        for use, part in style.split(text):
            for is_upright, characters in groupby(part, self._is_upright):
                for run in characters if is_upright else ("".join(characters),):
                    width = sum(map(style.advance.__getitem__, run))
                    if is_upright:
                        yield use, run, self._square(run, style.size, width, at)
                    else:
                        yield use, run, Place(self._base(style.size), self._along(at))
                    at += width

    def _is_upright(self, character: str) -> bool:
        return self.line.direction is Direction.UPRIGHT and stands_upright(character)

    def _square(self, character: str, size: float, width: float, at: float) -> Place:
        moved = size / 2 if character in _CORNERED else 0
        middle = self.left + self.line.height / 2
        return Place(middle - width / 2 + moved, self.top - at - size * _ABOVE + moved, True)

    def _along(self, at: float) -> float:
        return self.top - self.line.length + at if self.line.direction is Direction.UP else self.top - at

    def _base(self, size: float) -> float:
        """Return where the base line stands: in a column of upright text, that of letters in its middle."""
        match self.line.direction:
            case Direction.UP:
                return self.left + self.line.base
            case Direction.UPRIGHT:
                return self.left + self.line.height / 2 - (_ABOVE - 0.5) * size
            case _:
                return self.left + self.line.height - self.line.base


def _stretched(piece: Piece) -> Iterator[tuple[float, str]]:
    """Yield the parts of a piece between its wider gaps, and where they begin."""
    begin, at = 0, piece.x
    for end in (*piece.gaps, len(piece.text)):
        part = piece.text[begin:end]
        yield at, part
        at += sum(map(piece.style.advance.__getitem__, part)) + piece.stretch
        begin = end


def stands_upright(character: str) -> bool:
    """Tell whether a character keeps upright in a column of Chinese text."""
    width = east_asian_width(character)
    wide = width in "WF" or (width == "A" and category(character) in ("So", "No"))
    return wide and character not in _LYING
