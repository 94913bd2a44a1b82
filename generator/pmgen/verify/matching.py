"""What two long lists have in common, in their order: as difflib tells it, but never in square time."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

Opcode = tuple[str, int, int, int, int]
"""`equal` or another word of difflib's, first and end on one side, first and end on the other."""

_MOST = 1_000_000
"""Pairs of items that difflib may compare; it looks at each where all are alike."""


def opcodes(mine: Sequence[Hashable], yours: Sequence[Hashable], *, most: int = _MOST) -> Iterator[Opcode]:
    """Yield how one list becomes the other.

    Lists that are too long for difflib are parted at the items that each has once, as patience diff does.
    """
    if len(mine) * len(yours) <= most:
        yield from SequenceMatcher(None, mine, yours, autojunk=False).get_opcodes()
        return
    start = _alike(mine, yours)
    end = _alike(mine[start:][::-1], yours[start:][::-1])
    stops = len(mine) - end, len(yours) - end
    if start:
        yield "equal", 0, start, 0, start
    first, begin = start, start
    for one, other in (*_anchors(mine, yours, range(start, stops[0]), range(start, stops[1])), stops):
        yield from _between(mine, yours, range(first, one), range(begin, other), most)
        if (one, other) != stops:
            yield "equal", one, one + 1, other, other + 1
        first, begin = one + 1, other + 1
    if end:
        yield "equal", stops[0], len(mine), stops[1], len(yours)


def _alike(mine: Sequence[Hashable], yours: Sequence[Hashable]) -> int:
    """Return how many items two lists begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(mine, yours, strict=False)))


def _anchors(
    mine: Sequence[Hashable], yours: Sequence[Hashable], ours: range, theirs: range
) -> list[tuple[int, int]]:
    """Return the pairs of items that stand once on each side, as many as keep the order."""
    counts = [Counter(side[place] for place in places) for side, places in ((mine, ours), (yours, theirs))]
    places = {yours[place]: place for place in theirs if counts[1][yours[place]] == 1}
    pairs = [(at, places[mine[at]]) for at in ours if counts[0][mine[at]] == 1 and mine[at] in places]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
        last[at : at + 1] = [number]
        before.append(last[at - 1] if at else -1)
    chain: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _between(
    mine: Sequence[Hashable], yours: Sequence[Hashable], ours: range, theirs: range, most: int
) -> Iterator[Opcode]:
    if not (ours or theirs):
        return
    if len(ours) * len(theirs) > most:
        yield "replace", ours.start, ours.stop, theirs.start, theirs.stop
        return
    part = mine[ours.start : ours.stop], yours[theirs.start : theirs.stop]
    for kind, first, end, begin, stop in SequenceMatcher(None, *part, autojunk=False).get_opcodes():
        yield kind, ours.start + first, ours.start + end, theirs.start + begin, theirs.start + stop
