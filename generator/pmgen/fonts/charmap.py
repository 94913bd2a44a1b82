"""Which glyph stands for a character: the cmap table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from struct import unpack_from

_BEST = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0), (3, 0))
_SEGMENTS, _TRIMMED, _GROUPS = 4, 6, 12


def read_charmap(table: bytes) -> Mapping[int, int]:
    """Return the glyph of every code point that has one."""
    subtable = _best_subtable(table)
    reader = _READERS.get(_format(subtable))
    return reader(subtable) if reader else {}


def has_character(table: bytes, code: int) -> bool:
    """Tell whether a code point has a glyph; much faster than reading the table for it."""
    subtable = _best_subtable(table)
    if _format(subtable) != _GROUPS:
        return code in read_charmap(table)
    count: int = unpack_from(">I", subtable, 12)[0]
    number = bisect_left(
        range(count), code, key=lambda index: unpack_from(">I", subtable, 20 + 12 * index)[0]
    )
    return number < count and unpack_from(">I", subtable, 16 + 12 * number)[0] <= code


def _best_subtable(table: bytes) -> bytes:
    count: int = unpack_from(">H", table, 2)[0]
    records = (unpack_from(">HHI", table, 4 + 8 * index) for index in range(count))
    subtables = {(platform, coding): table[offset:] for platform, coding, offset in records}
    found = (subtables[kind] for kind in _BEST if kind in subtables)
    return next((subtable for subtable in found if _format(subtable) in _READERS), b"\0\0")


def _format(subtable: bytes) -> int:
    number: int = unpack_from(">H", subtable)[0]
    return number


def _segments(table: bytes) -> dict[int, int]:
    doubled: int = unpack_from(">H", table, 6)[0]
    count = doubled // 2
    ends = unpack_from(f">{count}H", table, 14)
    starts = unpack_from(f">{count}H", table, 16 + doubled)
    deltas = unpack_from(f">{count}H", table, 16 + 2 * doubled)
    ranges = unpack_from(f">{count}H", table, 16 + 3 * doubled)
    found: dict[int, int] = {}
    for index, (start, end, delta, indirect) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        codes = range(start, min(end, 0xFFFE) + 1)
        if indirect == 0:
            found.update((code, (code + delta) & 0xFFFF) for code in codes)
        elif codes:
            at = 16 + 3 * doubled + 2 * index + indirect
            glyphs = unpack_from(f">{len(codes)}H", table, at)
            found.update(
                (code, (glyph + delta) & 0xFFFF) for code, glyph in zip(codes, glyphs, strict=True) if glyph
            )
    return {code: glyph for code, glyph in found.items() if glyph}


class _Groups(Mapping[int, int]):
    """Groups of neighbouring code points and glyphs as the table has them; most are never asked for."""

    def __init__(self, table: bytes) -> None:
        count: int = unpack_from(">I", table, 12)[0]
        numbers: tuple[int, ...] = unpack_from(f">{3 * count}I", table, 16)
        self._starts, self._ends, self._glyphs = numbers[::3], numbers[1::3], numbers[2::3]

    def __getitem__(self, code: int) -> int:
        at = bisect_right(self._starts, code) - 1
        if at < 0 or code > self._ends[at]:
            raise KeyError(code)
        return self._glyphs[at] + code - self._starts[at]

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(map(range, self._starts, (end + 1 for end in self._ends)))

    def __len__(self) -> int:
        return sum(self._ends) - sum(self._starts) + len(self._starts)


def _trimmed(table: bytes) -> dict[int, int]:
    first, count = unpack_from(">HH", table, 6)
    glyphs = unpack_from(f">{count}H", table, 10)
    return {first + index: glyph for index, glyph in enumerate(glyphs) if glyph}


_READERS: Mapping[int, Callable[[bytes], Mapping[int, int]]] = {
    _SEGMENTS: _segments,
    _TRIMMED: _trimmed,
    _GROUPS: _Groups,
}
