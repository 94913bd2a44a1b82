"""What a face has for each character, found out once for all documents."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import bidirectional, category

if TYPE_CHECKING:
    from pmgen.fonts.font_face import Face

MISSING, EMPTY = 0, -1
"""The glyph of a character that a face lacks, and that of one which is never drawn."""

_SPACE_WIDTH = 500.0
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0\ufffc")
"""Letters and signs that are blank by what they are: fillers of Hangul, the blank pattern of Braille."""


class FaceCharacter(NamedTuple):
    """A character as a face has it: its glyph, and its width in thousandths of the font size.

    A face `draws` what it has a shape for, and what fills a place. What is `invisible` leaves no ink, so that
    no font needs to have it.
    """

    glyph: int
    advance: float
    draws: bool
    invisible: bool
    right_to_left: bool


class FaceCharacters(dict[str, FaceCharacter]):
    """The characters of a face, each looked up once."""

    def __init__(self, face: Face) -> None:
        self._face = face

    def __missing__(self, character: str) -> FaceCharacter:
        glyph = self._glyph(character)
        found = self[character] = FaceCharacter(
            glyph,
            self._advance(character, glyph),
            draws(self._face, character),
            _invisible(character),
            bidirectional(character) in ("R", "AL"),
        )
        return found

    def _glyph(self, character: str) -> int:
        glyph = self._face.glyph(ord(character))
        if glyph is None:
            return EMPTY if _invisible(character) else MISSING
        return EMPTY if _ignorable(character) else glyph

    def _advance(self, character: str, glyph: int) -> float:
        if glyph == EMPTY:
            return _SPACE_WIDTH if category(character) == "Zs" else 0
        return self._face.advance(glyph)


def draws(face: Face, character: str) -> bool:
    """Tell whether a face has a shape for a character, or a blank glyph for what fills a place."""
    code = ord(character)
    return code in face.glyphs if character in _FILLERS else face.draws(code)


@cache
def _ignorable(character: str) -> bool:
    """Tell whether a character is never drawn."""
    return category(character) in ("Cc", "Cf", "Cs") or "\ufe00" <= character <= "\ufe0f"


def _invisible(character: str) -> bool:
    """Tell whether a character leaves no ink."""
    return _ignorable(character) or category(character) in ("Zs", "Zl", "Zp")
