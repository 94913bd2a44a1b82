"""Which characters of two texts differ, so that the eye finds them in a long sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_LONGEST = 1_000_000
"""Above this product of lengths, texts are not compared character by character: it would take seconds."""

_SHORT = 2
"""Fewer characters in common than these between two differences are chance, not a word that stayed."""

Block = tuple[int, int, int]


class Piece(NamedTuple):
    """A part of a text; `differs` where the other text has something else."""

    text: str
    differs: bool


def marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces; put together they are the texts again."""
    blocks = _common(old, new)
    return tuple(_pieces(old, [(a, size) for a, _, size in blocks])), tuple(
        _pieces(new, [(b, size) for _, b, size in blocks])
    )


def _common(old: str, new: str) -> list[Block]:
    if len(old) * len(new) > _LONGEST:
        return []
    found = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    edges = {(0, 0), (len(old), len(new))}
    return [
        (a, b, size)
        for a, b, size in found
        if size >= _SHORT or (size and ((a, b) in edges or (a + size, b + size) in edges))
    ]


def _pieces(text: str, kept: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    here = 0
    for start, size in kept:
        if start > here:
            yield Piece(text[here:start], True)
        if size:
            yield Piece(text[start : start + size], False)
        here = start + size
    if here < len(text):
        yield Piece(text[here:], True)
