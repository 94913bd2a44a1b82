"""Word's lengths in points."""

from __future__ import annotations

import re

_MEASURE = re.compile(r"([-+]?[0-9]{1,9}(?:\.[0-9]+)?)(mm|cm|in|pt|pc|pi|)")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
_EMUS = 12700

LONGEST = 2_000 * _POINTS["mm"]
"""Two metres, which is more than Word itself takes; what is given as longer is as long."""


def points(text: str | None, parts: int = 20) -> float | None:
    """Return a length that counts `parts` of a point, or names its unit; None where there is none."""
    measure = None if text is None else _MEASURE.fullmatch(text)
    if measure is None:
        return None
    number = float(measure[1])
    made = number * _POINTS[measure[2]] if measure[2] else number / parts
    return min(max(made, -LONGEST), LONGEST)


def half_points(text: str | None) -> float | None:
    """Return a size that counts half points."""
    return points(text, 2)


def emus(text: str | None) -> float:
    """Return a length of a drawing; 0 where there is none."""
    return points(text, _EMUS) or 0.0


def hexadecimal(text: str | None) -> int:
    """Return a number written in base 16; 0 where there is none."""
    try:
        return int(text or "0", 16)
    except ValueError:
        return 0


def whole(text: str | None, default: int = 0) -> int:
    """Return a whole number, or `default` where there is none."""
    measure = None if text is None else _MEASURE.fullmatch(text)
    return default if measure is None else int(float(measure[1]))
