"""One face of a font: its measures, its glyphs, and a small font of the glyphs in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cached_property
from struct import error, unpack_from

from pmgen.fonts.cff_outlines import CffOutlines
from pmgen.fonts.face_characters import FaceCharacters
from pmgen.fonts.font_tables import (
    WIDER,
    Sfnt,
    UnreadableFont,
    family_name,
    has_character,
    is_wide,
    narrow,
    postscript_name,
    read_charmap,
)
from pmgen.fonts.truetype_outlines import TrueTypeOutlines

_NEEDED = ("head", "hhea", "hmtx", "maxp", "cmap")
_RESTRICTED = 0x2
_USE_TYPOGRAPHIC = 1 << 7


class Outlines(Enum):
    """How the glyphs are drawn, which decides how a PDF embeds them."""

    TRUETYPE = "TrueType"
    CFF = "CFF"


class Face:
    """A face, read as far as it is asked for; measures are in thousandths of the font size."""

    def __init__(self, font: Sfnt) -> None:
        if any(tag not in font.tables for tag in _NEEDED):
            raise UnreadableFont
        self._font = font
        self._advances: dict[int, float] = {}
        self._shapes: dict[int, bool] = {}
        self._known: dict[int, int | None] = {}
        self.characters = FaceCharacters(self)
        self.outlines = Outlines.TRUETYPE if "glyf" in font.tables else Outlines.CFF
        try:
            self._read_measures()
            self.name = postscript_name(font.table("name")) or "Font"
            self.family = family_name(font.table("name"))
        except error as cause:
            raise UnreadableFont from cause

    def _read_measures(self) -> None:
        font = self._font
        self.units: int = unpack_from(">H", font.table("head"), 18)[0]
        if not self.units:
            raise UnreadableFont
        self.box: tuple[int, int, int, int] = unpack_from(">4h", font.table("head"), 36)
        self._glyph_count: int = unpack_from(">H", font.table("maxp"), 4)[0]
        self._metric_count: int = unpack_from(">H", font.table("hhea"), 34)[0]
        self.ascent, self.descent, self.gap = map(self.scaled, self._line())

    def _line(self) -> tuple[int, int, int]:
        """Return ascent, descent and gap of a line; like other programs, prefer hhea."""
        ascent, descent, gap = unpack_from(">3h", self._font.table("hhea"), 4)
        system = self._font.table("OS/2")
        if len(system) < 78:
            return ascent, descent, gap
        typographic = unpack_from(">3h", system, 68)
        if unpack_from(">H", system, 62)[0] & _USE_TYPOGRAPHIC and any(typographic):
            return typographic[0], typographic[1], typographic[2]
        if ascent or descent:
            return ascent, descent, gap
        high, low = unpack_from(">2H", system, 74)
        return high, -low, 0

    @property
    def fingerprint(self) -> str:
        """Return what tells the face's content from any other's."""
        return self._font.fingerprint

    @property
    def may_embed(self) -> bool:
        """Tell whether the font's licence field lets documents carry it."""
        system = self._font.table("OS/2")
        return len(system) < 10 or unpack_from(">H", system, 8)[0] & 0xF != _RESTRICTED

    def scaled(self, units: int) -> float:
        """Return a measure of the font in thousandths of the font size."""
        return units * 1000 / self.units

    @cached_property
    def glyphs(self) -> Mapping[int, int]:
        """Return the glyph of every code point that has one."""
        try:
            return read_charmap(self._font.table("cmap"))
        except (error, UnreadableFont):
            return {}

    def glyph(self, code: int) -> int | None:
        """Return the glyph of a code point, if it has one; what is asked for once is at hand."""
        if code not in self._known:
            self._known[code] = self.glyphs.get(code)
        return self._known[code]

    def has(self, code: int) -> bool:
        """Tell whether the face has a glyph for a code point, without reading all of them."""
        if "glyphs" in self.__dict__:
            return code in self.glyphs
        try:
            return has_character(self._font.table("cmap"), code)
        except (error, UnreadableFont):
            return False

    def draws(self, code: int) -> bool:
        """Tell whether the face has a shape for a code point; some list characters that they leave blank."""
        glyph = self.glyph(code)
        if glyph is None:
            return False
        known = self._shapes.get(glyph)
        if known is None:
            known = self._shapes[glyph] = self._has_shape(glyph)
        return known

    def _has_shape(self, glyph: int) -> bool:
        try:
            return self._drawn.draws(glyph)
        except (error, IndexError, UnreadableFont):
            return True  # what cannot be read is told when it is embedded

    def advance(self, glyph: int) -> float:
        """Return how wide a glyph is."""
        known = self._advances.get(glyph)
        if known is None:
            known = self._advances[glyph] = self.scaled(self._width(glyph))
        return known

    def _width(self, glyph: int) -> int:
        if glyph < 0:
            return 0
        if is_wide(glyph):
            return self._width(narrow(glyph)) + round(self.units * WIDER)
        at = self._font.at("hmtx") + 4 * min(glyph, self._metric_count - 1)
        width: int = unpack_from(">H", self._font.data, at)[0]
        return width

    @cached_property
    def _drawn(self) -> TrueTypeOutlines | CffOutlines:
        if self.outlines is Outlines.CFF:
            return CffOutlines(self._font)
        return TrueTypeOutlines(self._font, self._glyph_count, self._metric_count)

    def program(self, glyphs: Sequence[int]) -> bytes:
        """Return a font that holds `glyphs` under their numbers in this list; below 0 is an empty glyph."""
        try:
            return self._drawn.program(glyphs)
        except (error, IndexError, UnreadableFont) as cause:
            raise UnreadableFont(self.name) from cause
