"""Where the sentence around a place of a text begins and ends."""

from __future__ import annotations

_ENDS = "。；\n"


def sentence_start(text: str, at: int, ends: str = _ENDS) -> int:
    """Return where the sentence begins that goes on at a place: behind the last of its `ends` before it."""
    return max(text.rfind(mark, 0, at) for mark in ends) + 1


def sentence_end(text: str, at: int, ends: str = _ENDS) -> int:
    """Return where the first of `ends` stands from a place on; the length of the text where none does."""
    return min((end for mark in ends if (end := text.find(mark, at)) >= 0), default=len(text))
