"""Which glyph stands for a character: the cmap table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from struct import unpack_from

_BEST = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0), (3, 0))
_MOST_GLYPHS = 0x10000
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


def _groups(table: bytes) -> dict[int, int]:
    count: int = unpack_from(">I", table, 12)[0]
    numbers = unpack_from(f">{3 * count}I", table, 16)
    found: dict[int, int] = {}
    for start, end, glyph in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        if end - start < _MOST_GLYPHS:
            found.update(zip(range(start, end + 1), range(glyph, glyph + end - start + 1), strict=True))
    return found


def _trimmed(table: bytes) -> dict[int, int]:
    first, count = unpack_from(">HH", table, 6)
    glyphs = unpack_from(f">{count}H", table, 10)
    return {first + index: glyph for index, glyph in enumerate(glyphs) if glyph}


_READERS: Mapping[int, Callable[[bytes], dict[int, int]]] = {
    _SEGMENTS: _segments,
    _TRIMMED: _trimmed,
    _GROUPS: _groups,
}
