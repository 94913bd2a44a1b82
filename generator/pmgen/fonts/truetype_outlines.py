"""Glyphs drawn in TrueType outlines: cut out of the font file into a small one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from struct import pack, unpack_from

from pmgen.fonts.font_tables import WIDER, Sfnt, is_wide, narrow

_DEEPEST = 5
_COPIED = ("cvt ", "fpgm", "prep")
_ARE_WORDS, _HAS_SCALE, _MORE, _HAS_TWO_SCALES, _HAS_MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80


class TrueTypeOutlines:
    """The outlines of a TrueType face."""

    def __init__(self, font: Sfnt, glyph_count: int, metric_count: int) -> None:
        self._font = font
        self._glyf = font.at("glyf")
        self._long: bool = unpack_from(">h", font.table("head"), 50)[0] == 1
        self._count = glyph_count
        self._metric_count = metric_count
        self._units: int = unpack_from(">H", font.table("head"), 18)[0]

    def program(self, glyphs: Sequence[int]) -> bytes:
        """Return a font file with `glyphs` numbered as they stand; a glyph below 0 is empty."""
        numbers = list(glyphs)
        outlines = [self._renumbered(narrow(glyph), numbers) for glyph in _growing(numbers)]
        return _file(self._tables(outlines, [self._metric(glyph) for glyph in numbers]))

    def draws(self, glyph: int, depth: int = 0) -> bool:
        """Tell whether a glyph has a shape, or a part that has one."""
        outline = self._outline(glyph)
        if len(outline) < 10 or outline[:2] == b"\0\0":
            return False
        if outline[0] < 0x80 or depth >= _DEEPEST:
            return True
        parts = (unpack_from(">H", outline, at)[0] for at in _components(outline))
        return any(self.draws(part, depth + 1) for part in parts)

    def _metric(self, glyph: int) -> bytes:
        """Return the width of a glyph and where its outline begins, as the font has them."""
        if glyph < 0:
            return bytes(4)
        if is_wide(glyph):
            width, begin = unpack_from(">Hh", self._metric(narrow(glyph)))
            return pack(">Hh", width + round(self._units * WIDER), begin)
        data, at, last = self._font.data, self._font.at("hmtx"), self._metric_count - 1
        if glyph <= last:
            return data[at + 4 * glyph : at + 4 * glyph + 4]
        begin = at + 4 * self._metric_count + 2 * (glyph - last - 1)
        return data[at + 4 * last : at + 4 * last + 2] + data[begin : begin + 2]

    def _outline(self, glyph: int) -> bytes:
        if not 0 <= glyph < self._count:
            return b""
        size, form = (4, ">II") if self._long else (2, ">HH")
        start, end = unpack_from(form, self._font.data, self._font.at("loca") + size * glyph)
        scale = 1 if self._long else 2
        return self._font.data[self._glyf + scale * start : self._glyf + scale * end]

    def _renumbered(self, glyph: int, numbers: list[int]) -> bytes:
        outline = self._outline(glyph)
        if len(outline) < 10 or outline[0] < 0x80:
            return outline
        changed = bytearray(outline)
        for at in _components(outline):
            part: int = unpack_from(">H", outline, at)[0]
            # A part is looked up only behind the first glyph, for that one is never a part.
            if part not in numbers:
                numbers.append(part)
            changed[at : at + 2] = pack(">H", numbers.index(part))
        return bytes(changed)

    def _tables(self, outlines: list[bytes], metrics: list[bytes]) -> dict[str, bytes]:
        padded = [outline + b"\0" * (-len(outline) % 4) for outline in outlines]
        places = [0]
        for outline in padded:
            places.append(places[-1] + len(outline))
        count, font = len(padded), self._font
        head, hhea, maxp = font.table("head"), font.table("hhea"), font.table("maxp")
        tables = {tag: font.table(tag) for tag in _COPIED if tag in font.tables}
        return tables | {
            "glyf": b"".join(padded),
            "head": head[:8] + bytes(4) + head[12:50] + pack(">h", 1) + head[52:],
            "hhea": hhea[:34] + pack(">H", count),
            "hmtx": b"".join(metrics),
            "loca": pack(f">{count + 1}I", *places),
            "maxp": maxp[:4] + pack(">H", count) + maxp[6:],
        }


def _growing(numbers: list[int]) -> Iterator[int]:
    index = 0
    while index < len(numbers):
        yield numbers[index]
        index += 1


def _components(outline: bytes) -> Iterator[int]:
    at, flags = 10, _MORE
    while flags & _MORE:
        flags = unpack_from(">H", outline, at)[0]
        yield at + 2
        at += 8 if flags & _ARE_WORDS else 6
        at += 2 if flags & _HAS_SCALE else 4 if flags & _HAS_TWO_SCALES else 8 if flags & _HAS_MATRIX else 0


def _file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = pack(">IHHHH", 0x10000, count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    directory, body, at = [], [], 12 + 16 * count
    for tag, data in sorted(tables.items()):
        directory.append(pack(">4sIII", tag.encode(), _checksum(data), at, len(data)))
        padded = data + b"\0" * (-len(data) % 4)
        body.append(padded)
        at += len(padded)
    return b"".join((head, *directory, *body))


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = unpack_from(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
