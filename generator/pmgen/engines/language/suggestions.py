"""Hints for names that are not known: what the author may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from pmgen.problems import Message, message
from pmgen.view.record import Shape
from pmgen.view.shapes import field_paths

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


def path_of(word: str, shape: Shape) -> str | None:
    """Return the path below `shape` that ends in a word, or is it; the nearest of several."""
    wanted = _squeezed(word)
    for path in sorted(field_paths(shape), key=lambda path: path.chinese.count(".")):
        whole = (path.chinese, path.english)
        ends = (name.rpartition(".")[2] for name in whole)
        if path.kind == "text" and wanted in map(_squeezed, (*whole, *ends)):
            return path.chinese
    return None


def _squeezed(name: str) -> str:
    return "".join(name.replace("_", "").replace(".", "").split()).lower()


def _close(word: str, known: list[str], ratio: float) -> Message | None:
    close = get_close_matches(word, known, 3, ratio)
    return message("did you mean {names}?", names="、".join(dict.fromkeys(close))) if close else None
