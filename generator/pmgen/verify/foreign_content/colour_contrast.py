"""Whether people can tell two colours apart."""

from __future__ import annotations

import re
from decimal import Decimal

BLACK, WHITE = "000000", "FFFFFF"
_COLOUR = re.compile("[0-9A-Fa-f]{6}")
_LEAST = 60
"""How many of 255 steps of brightness must lie between a text and its ground."""

_SHARES = (Decimal("0.299"), Decimal("0.587"), Decimal("0.114"))


def colour(text: str | None) -> str | None:
    """Return a colour as RRGGBB, or None for none or one that the program chooses."""
    return text.upper() if text and _COLOUR.fullmatch(text) else None


def brightness(shade: str) -> Decimal:
    """Return how bright a colour is, from 0 to 255."""
    parts = (int(shade[at : at + 2], 16) for at in (0, 2, 4))
    return sum((part * share for part, share in zip(parts, _SHARES, strict=True)), Decimal(0))


def readable(text: str, ground: str) -> bool:
    """Tell whether a text of one colour can be read on a ground of another."""
    return abs(brightness(text) - brightness(ground)) >= _LEAST


def automatic(ground: str) -> str:
    """Return the colour that a program chooses for text on a ground."""
    return WHITE if brightness(ground) < _LEAST else BLACK
