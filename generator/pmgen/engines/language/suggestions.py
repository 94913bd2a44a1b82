"""Hints for names that are not known: what the author may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from pmgen.problems import Message, message

_CLOSE = 0.4
_ALMOST_SAME = 0.6
"""Chinese names have few signs, of which half may well be right; filters have many."""


def suggest_name(word: str, known: Iterable[str]) -> Message:
    """Return the names that look like `word`, else all that are known."""
    visible = [name for name in known if not name.startswith("_")]
    return _close(word, visible, _CLOSE) or message(
        "known here: {names}", names="、".join(dict.fromkeys(visible))
    )


def suggest_filter(word: str, known: Iterable[str]) -> Message:
    """Return the filters or tests that look almost like `word`, else all that are known."""
    visible = sorted(name for name in known if not name.startswith("_"))
    return _close(word, visible, _ALMOST_SAME) or message("known here: {names}", names="、".join(visible))


def _close(word: str, known: list[str], ratio: float) -> Message | None:
    close = get_close_matches(word, known, 3, ratio)
    return message("did you mean {names}?", names="、".join(dict.fromkeys(close))) if close else None
