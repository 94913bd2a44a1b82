"""Glyphs with a quarter of an em behind them: the same outline under a number of its own."""

from __future__ import annotations

WIDER = 0.25
"""What stands between Chinese and Latin text, in type sizes."""

_WIDE = 1 << 24


def wide(glyph: int) -> int:
    """Return the number of a glyph with space behind it."""
    return glyph + _WIDE


def is_wide(glyph: int) -> bool:
    """Tell whether a number is that of a glyph with space behind it."""
    return glyph >= _WIDE


def narrow(glyph: int) -> int:
    """Return the number of a glyph without space behind it."""
    return glyph - _WIDE if glyph >= _WIDE else glyph
