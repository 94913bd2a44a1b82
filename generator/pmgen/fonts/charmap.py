"""Which glyph stands for a character: the cmap table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from struct import unpack_from

_BEST = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0), (3, 0))
_MOST_GLYPHS = 0x10000


def read_charmap(table: bytes) -> Mapping[int, int]:
    """Return the glyph of every code point that has one."""
    count: int = unpack_from(">H", table, 2)[0]
    records = (unpack_from(">HHI", table, 4 + 8 * index) for index in range(count))
    subtables = {(platform, coding): offset for platform, coding, offset in records}
    for kind in _BEST:
        offset = subtables.get(kind)
        reader = offset is not None and _READERS.get(unpack_from(">H", table, offset)[0])
        if reader:
            return reader(table[offset:])
    return {}


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


_READERS: Mapping[int, Callable[[bytes], dict[int, int]]] = {4: _segments, 6: _trimmed, 12: _groups}
