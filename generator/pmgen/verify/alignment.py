"""Which line of a file is which line of the document, where lines may be missing, doubled or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmgen.verify.matching import opcodes

Pair = tuple[int | None, int | None]
"""A line expected and the line seen for it; None where there is none."""

_MOST = 250_000
"""Pairs of lines that are compared one by one."""

Key = tuple[str, ...]


def align(expected: Sequence[Key], seen: Sequence[Key]) -> Iterator[Pair]:
    """Yield the lines of both sides in order, each with its partner."""
    if expected == seen:
        yield from ((number, number) for number in range(len(expected)))
        return
    for _, first, last, begin, end in opcodes(expected, seen):
        yield from _pairs(expected, seen, range(first, last), range(begin, end))


def _pairs(expected: Sequence[Key], seen: Sequence[Key], ours: range, theirs: range) -> Iterator[Pair]:
    if len(ours) == len(theirs):
        yield from zip(ours, theirs, strict=True)
    elif len(ours) * len(theirs) > _MOST:
        yield from _in_order(ours, theirs)
    else:
        yield from _cheapest(expected, seen, ours, theirs)


def _in_order(ours: range, theirs: range) -> Iterator[Pair]:
    for number in range(max(len(ours), len(theirs))):
        yield (
            ours[number] if number < len(ours) else None,
            theirs[number] if number < len(theirs) else None,
        )


def _cheapest(expected: Sequence[Key], seen: Sequence[Key], ours: range, theirs: range) -> Iterator[Pair]:
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
) -> Iterator[Pair]:
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
