"""The tables of a font file: its faces, their names, and which glyph stands for a character."""

from __future__ import annotations

import mmap
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from struct import error, unpack_from
from unicodedata import normalize

from pmgen import disk

Buffer = bytes | mmap.mmap

_TRUETYPE = (b"\0\1\0\0", b"true")
_CFF = b"OTTO"
_MOST_FACES = 256


class UnreadableFont(Exception):
    """Raised where a file is no font that can be read."""


@dataclass(frozen=True, slots=True)
class Sfnt:
    """The tables of one face, as places in its file."""

    data: Buffer
    tables: Mapping[str, tuple[int, int]]
    directory: tuple[int, int] = (0, 0)

    @property
    def fingerprint(self) -> str:
        """Return what tells the face's content from any other's: the hash of the checksums of its tables."""
        start, end = self.directory
        return sha256(self.data[start:end] + self.table("head") + self.table("name")).hexdigest()

    def table(self, tag: str) -> bytes:
        """Return the bytes of a table, empty where there is none."""
        start, length = self.tables.get(tag, (0, 0))
        return self.data[start : start + length]

    def view(self, tag: str) -> memoryview:
        """Return a table without copying it."""
        start, length = self.tables.get(tag, (0, 0))
        return memoryview(self.data)[start : start + length]

    def at(self, tag: str) -> int:
        """Return where a table begins in the file."""
        if tag not in self.tables:
            raise UnreadableFont(tag)
        return self.tables[tag][0]


def open_fonts(path: Path) -> list[Sfnt]:
    """Return the faces of a font file; raise UnreadableFont if it has none."""
    if not disk.is_file(path):
        raise UnreadableFont(path.name)
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return [_read(data, offset) for offset in _offsets(data)]
    except (OSError, ValueError, error) as cause:  # ValueError: an empty file cannot be mapped
        raise UnreadableFont(path.name) from cause


def _offsets(data: Buffer) -> tuple[int, ...]:
    if data[:4] != b"ttcf":
        return (0,)
    count: int = unpack_from(">I", data, 8)[0]
    if count > _MOST_FACES:
        raise UnreadableFont(count)
    return unpack_from(f">{count}I", data, 12)


def _read(data: Buffer, offset: int) -> Sfnt:
    kind = data[offset : offset + 4]
    if kind not in _TRUETYPE and kind != _CFF:
        raise UnreadableFont(kind)
    count: int = unpack_from(">H", data, offset + 4)[0]
    start, end = offset + 12, offset + 12 + 16 * count
    return Sfnt(data, dict(_entry(data, at) for at in range(start, end, 16)), (start, end))


def _entry(data: Buffer, offset: int) -> tuple[str, tuple[int, int]]:
    tag, _, start, length = unpack_from(">4sIII", data, offset)
    if start + length > len(data):
        raise UnreadableFont(tag)
    return tag.decode("latin-1"), (start, length)


_FAMILY = frozenset({1, 4, 16})
_POSTSCRIPT = 6
_WINDOWS, _UNICODE, _MACINTOSH = 3, 0, 1
_CODINGS = {
    (_WINDOWS, 3): "gb18030",
    (_WINDOWS, 4): "big5",
    (_MACINTOSH, 0): "mac_roman",
    (_MACINTOSH, 25): "gb2312",
}


def family_key(name: str) -> str:
    """Return a family name as it is compared: without case, spaces and full-width letters."""
    return "".join(normalize("NFKC", name).casefold().split())


def family_keys(table: bytes) -> frozenset[str]:
    """Return the keys of every family name and full name in a name table."""
    return frozenset(family_key(text) for number, text in _records(table) if number in _FAMILY)


def family_name(table: bytes) -> str:
    """Return the first family name in a name table that is written in ASCII, or else any."""
    names = [text for number, text in _records(table) if number in (1, 16)]
    return next(filter(str.isascii, names), names[0] if names else "")


def postscript_name(table: bytes) -> str:
    """Return the name by which a PDF calls the face."""
    names = (text for number, text in _records(table) if number == _POSTSCRIPT)
    return next(names, "") or family_name(table)


def _records(table: bytes) -> Iterator[tuple[int, str]]:
    _, count, storage = unpack_from(">HHH", table)
    for index in range(count):
        platform, coding, _, number, length, offset = unpack_from(">6H", table, 6 + 12 * index)
        text = _decode(platform, coding, table[storage + offset : storage + offset + length])
        if text:
            yield number, text


def _decode(platform: int, coding: int, data: bytes) -> str:
    name = _CODINGS.get((platform, coding))
    if name is None:
        return data.decode("utf-16-be", "ignore") if platform in (_WINDOWS, _UNICODE) else ""
    # Old Chinese fonts write each byte of a two-byte code as two bytes.
    return data.replace(b"\0", b"").decode(name, "ignore")


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


WIDER = 0.25
"""What stands between Chinese and Latin text, in type sizes."""

_WIDE = 1 << 24


def wide(glyph: int) -> int:
    """Return the number of a glyph with space behind it."""
    return glyph + _WIDE


def is_wide(glyph: int) -> bool:
    """Tell whether a number is that of a glyph with space behind it."""
    return glyph >= _WIDE


def narrow(glyph: int) -> int:
    """Return the number of a glyph without space behind it."""
    return glyph - _WIDE if glyph >= _WIDE else glyph
