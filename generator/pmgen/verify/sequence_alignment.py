"""Which item of one sequence is which of another, where some are missing, doubled or changed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

Opcode = tuple[str, int, int, int, int]
"""`equal` or another word of difflib's, first and end on one side, first and end on the other."""

_MOST_PAIRS = 1_000_000
"""Pairs of items that difflib may compare; it looks at each where all are alike."""


def opcodes(
    mine: Sequence[Hashable], yours: Sequence[Hashable], *, most: int = _MOST_PAIRS
) -> Iterator[Opcode]:
    """Yield how one list becomes the other.

    Lists that are too long for difflib are parted at the items that each has once, as patience diff does.
    """
    if mine == yours:
        if mine:
            yield "equal", 0, len(mine), 0, len(yours)
        return
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


AlignedPair = tuple[int | None, int | None]
"""A line expected and the line seen for it; None where there is none."""

_MOST = 250_000
"""Pairs of lines that are compared one by one."""

Key = tuple[str, ...]


def align(expected: Sequence[Key], seen: Sequence[Key]) -> Iterator[AlignedPair]:
    """Yield the lines of both sides in order, each with its partner."""
    if expected == seen:
        yield from ((number, number) for number in range(len(expected)))
        return
    # Formats fill holes with blank cells: what rows say is what they are known by.
    for _, first, last, begin, end in opcodes(_said(expected), _said(seen)):
        yield from _pairs(expected, seen, range(first, last), range(begin, end))


def _said(keys: Sequence[Key]) -> list[Key]:
    return [tuple(filter(None, key)) for key in keys]


def _pairs(expected: Sequence[Key], seen: Sequence[Key], ours: range, theirs: range) -> Iterator[AlignedPair]:
    if len(ours) == len(theirs):
        yield from zip(ours, theirs, strict=True)
    elif len(ours) * len(theirs) > _MOST:
        yield from _in_order(ours, theirs)
    else:
        yield from _cheapest(expected, seen, ours, theirs)


def _in_order(ours: range, theirs: range) -> Iterator[AlignedPair]:
    for number in range(max(len(ours), len(theirs))):
        yield (
            ours[number] if number < len(ours) else None,
            theirs[number] if number < len(theirs) else None,
        )


def _cheapest(
    expected: Sequence[Key], seen: Sequence[Key], ours: range, theirs: range
) -> Iterator[AlignedPair]:
    """Yield the pairing that leaves the fewest boxes different."""
    costs = [[float(column) for column in range(len(theirs) + 1)]]
    for row, our in enumerate(ours, 1):
        costs.append([float(row)])
        for column, their in enumerate(theirs, 1):
            costs[row].append(
                min(
                    costs[row - 1][column] + 1,
                    costs[row][column - 1] + 1,
                    costs[row - 1][column - 1] + 1.9 * _difference(expected[our], seen[their]),
                )
            )
    yield from reversed(list(_back(costs, expected, seen, ours, theirs)))


def _back(
    costs: list[list[float]], expected: Sequence[Key], seen: Sequence[Key], ours: range, theirs: range
) -> Iterator[AlignedPair]:
    row, column = len(ours), len(theirs)
    while row or column:
        if row and costs[row][column] == costs[row - 1][column] + 1:
            row -= 1
            yield ours[row], None
        elif column and costs[row][column] == costs[row][column - 1] + 1:
            column -= 1
            yield None, theirs[column]
        else:
            row, column = row - 1, column - 1
            yield ours[row], theirs[column]


def _difference(one: Key, other: Key) -> float:
    """Return 0 for equal lines and 1 for lines that share nothing."""
    longest = max(len(one), len(other))
    if not longest:
        return 0.0
    common = sum(a == b for a, b in zip(one, other, strict=False))
    backwards = sum(a == b for a, b in zip(reversed(one), reversed(other), strict=False))
    return 1 - max(common, backwards) / longest
