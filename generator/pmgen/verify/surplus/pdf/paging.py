"""Lay the pages of two PDFs beside each other: which are the same page, which are missing or too many."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from pmgen.problems import message
from pmgen.verify.matching import opcodes
from pmgen.verify.surplus.pdf.opened import Opened
from pmgen.verify.surplus.telling import PAGES, Teller
from pmgen.verify.telling import short

_NEAR = 1.0


def paired_pages(ours: Opened, theirs: Opened, tell: Teller) -> list[tuple[int, int]]:
    """Return which pages belong together, from 1; tell of those that stand alone, and of other sizes."""
    if len(ours.leaves) != len(theirs.leaves):
        text = message(
            "the file should have {expected} pages, but has {seen}",
            expected=len(ours.leaves),
            seen=len(theirs.leaves),
        )
        tell.error(PAGES, text)
    pairs: list[tuple[int, int]] = []
    for one, other in _aligned(_texts(ours), _texts(theirs)):
        if one is None and other is not None:
            text = message("this page is too many: {words}", words=short(_texts(theirs)[other - 1]) or "—")
            tell.error(PAGES, text, other)
        elif one is not None and other is None:
            text = message(
                "page {page} is missing or stands elsewhere: {words}",
                page=one,
                words=short(_texts(ours)[one - 1]) or "—",
            )
            tell.error(PAGES, text)
        elif one is not None and other is not None:
            pairs.append((one, other))
            _tell_size(ours, theirs, one, other, tell)
    return pairs


def _texts(opened: Opened) -> list[str]:
    return ["".join(piece.text for piece in content.pieces) for content in opened.contents]


def _aligned(mine: list[str], yours: list[str]) -> Iterator[tuple[int | None, int | None]]:
    if len(mine) == len(yours) and sorted(mine) != sorted(yours):
        yield from ((number, number) for number in range(1, len(mine) + 1))
        return
    for kind, i1, i2, j1, j2 in opcodes(mine, yours):
        one, other = range(i1 + 1, i2 + 1), range(j1 + 1, j2 + 1)
        yield from zip_longest(one, other) if kind != "equal" else zip(one, other, strict=True)


def _tell_size(ours: Opened, theirs: Opened, one: int, other: int, tell: Teller) -> None:
    mine = ours.file.numbers(ours.leaves[one - 1].get("MediaBox"))
    yours = theirs.file.numbers(theirs.leaves[other - 1].get("MediaBox"))
    if len(mine) != len(yours) or any(abs(a - b) > _NEAR for a, b in zip(mine, yours, strict=True)):
        text = message(
            "the page should measure {expected} points, but measures {seen}",
            expected=" ".join(f"{value:g}" for value in mine),
            seen=" ".join(f"{value:g}" for value in yours),
        )
        tell.error(PAGES, text, other)
