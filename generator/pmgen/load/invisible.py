"""Characters that take no room and are not seen."""

from __future__ import annotations

import re

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Finds a character that takes no room and is not seen."""


def without_invisible(text: str) -> str:
    """Return `text` as people see it."""
    return INVISIBLE.sub("", text)


def invisible_codes(text: str) -> str:
    """Return the codes of the invisible characters of `text`, each once: U+200B、U+2060."""
    return "、".join(dict.fromkeys(f"U+{ord(found):04X}" for found in INVISIBLE.findall(text)))
