"""PNG and JPEG pictures: what their bytes say of kind and size, those of a pack, QR and bar codes."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pmgen import disk

EMUS_PER_POINT = 12_700
_EMUS_PER_INCH = 914_400
_USUAL = 96
"""Dots per inch where a picture does not say, as Word takes it."""

_DENSEST = 20_000
_MOST_ACROSS, _MOST_PIXELS = 50_000, 64_000_000
"""The most dots per inch that are believed, and the most across and in all of a sound picture."""

LONGEST = 1_000 * 36_000
"""A metre in EMU, which no picture on a page exceeds."""

MOST_BYTES = 60_000_000
"""What a picture of a pack may weigh, or all that one folder holds."""

_PNG = b"\x89PNG\r\n\x1a\n"
_MEDIA_TYPES = {_PNG: "image/png", b"\xff\xd8\xff": "image/jpeg"}
_ENDINGS = (".png", ".jpg", ".jpeg")
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""The bits that a channel may have, by the type of colour (PNG §11.2.2)."""
_JPEG_CHANNELS = (1, 3, 4)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_STANDALONE = frozenset([0x01, *range(0xD0, 0xD9)])


def media_type(data: bytes) -> str:
    """Return the media type of a PNG or JPEG by its first bytes, and nothing for any other file."""
    return next((kind for sign, kind in _MEDIA_TYPES.items() if data.startswith(sign)), "")


class PictureHeader(NamedTuple):
    """What a picture says of itself: dots, bits of each of its channels, and for a PNG its colour type."""

    width: int
    height: int
    bits: int
    channels: int
    per_inch: tuple[int, int]
    colour_type: int = 0
    is_interlaced: bool = False


def read_header(data: bytes) -> PictureHeader | None:
    """Return what a PNG or JPEG says of itself, None for what is neither, damaged or too large."""
    read = {"image/png": _png_header, "image/jpeg": _jpeg_header}.get(media_type(data))
    try:
        header = None if read is None else read(data)
    except (struct.error, IndexError):
        return None
    if header is None or not 0 < header.width * header.height <= _MOST_PIXELS:
        return None
    return header if max(header.width, header.height) <= _MOST_ACROSS else None


def natural_size(data: bytes) -> tuple[int, int]:
    """Return width and height in EMU as Word shows a picture, or zeros for one that cannot be read."""
    header = read_header(data)
    if header is None:
        return 0, 0
    wide, high = (dots if 0 < dots <= _DENSEST else _USUAL for dots in header.per_inch)
    return header.width * _EMUS_PER_INCH // wide, header.height * _EMUS_PER_INCH // high


def scaled(natural: tuple[float, float], width: float | None, height: float | None) -> tuple[float, float]:
    """Return the size that is asked for; where one length is given the other keeps the proportions."""
    wide, high = natural
    if width is None:
        return natural if height is None else (wide * height / high, height)
    return width, width * high / wide if height is None else height


def _png_header(data: bytes) -> PictureHeader | None:
    width, height, bits, colour, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
    if bits not in _DEPTHS.get(colour, ()):
        return None
    return PictureHeader(width, height, bits, _CHANNELS[colour], _png_density(data), colour, interlaced == 1)


def _png_density(data: bytes) -> tuple[int, int]:
    start = data.find(b"pHYs", 0, data.find(b"IDAT"))
    if start < 0 or data[start + 12] != 1:
        return 0, 0
    wide, high = struct.unpack_from(">II", data, start + 4)
    return (wide * 254 + 5_000) // 10_000, (high * 254 + 5_000) // 10_000


def _jpeg_header(data: bytes) -> PictureHeader | None:
    per_inch = (0, 0)
    for kind, start in _segments(data):
        if kind == 0xE0 and data[start : start + 5] == b"JFIF\0":
            per_inch = _jpeg_density(*struct.unpack_from(">BHH", data, start + 7))
        elif kind in _FRAMES:
            bits, height, width, channels = struct.unpack_from(">BHHB", data, start)
            if channels not in _JPEG_CHANNELS:
                return None
            return PictureHeader(width, height, bits, channels, per_inch)
    return None


def _jpeg_density(unit: int, wide: int, high: int) -> tuple[int, int]:
    if unit == 2:
        return wide * 254 // 100, high * 254 // 100
    return (wide, high) if unit == 1 else (0, 0)


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Iterate over the kinds of a JPEG's segments and where their contents begin."""
    position = 2
    while data[position] == 0xFF:
        kind = data[position + 1]
        if kind in _STANDALONE or kind == 0xFF:
            position += 1 if kind == 0xFF else 2
            continue
        yield kind, position + 4
        position += 2 + int(struct.unpack_from(">H", data, position + 2)[0])


class PackPicture(NamedTuple):
    """A picture of a pack, with its natural size in EMU, and words for those who cannot see it."""

    name: str
    data: bytes
    media_type: str
    width: int
    height: int
    description: str = ""


class NoPicture(Exception):
    """Raised for a file of a pack that is no PNG or JPEG or too large, and where there is none."""


def load_pack_picture(folder: Path, name: str) -> PackPicture:
    """Return a picture in a pack's folder or below it. Raises NoPicture."""
    path = folder / name
    inside = disk.real(path).is_relative_to(disk.real(folder))
    if not inside or not disk.is_file(path) or path.stat().st_size > MOST_BYTES:
        raise NoPicture
    return _pack_picture(name, path.read_bytes())


def load_pack_pictures(folder: Path) -> Mapping[str, PackPicture | None]:
    """Return what lies in a pack's folder under the name of a picture, and None beside those that are none.

    Raises NoPicture where they are larger together than any form needs.
    """
    paths = [path for path in map(Path, disk.entries(folder)) if path.suffix.lower() in _ENDINGS]
    if sum(path.stat().st_size for path in paths if disk.is_file(path)) > MOST_BYTES:
        raise NoPicture
    found: dict[str, PackPicture | None] = {}
    for path in paths:
        try:
            found[path.name] = _pack_picture(path.name, disk.read_bytes(path))
        except NoPicture:
            found[path.name] = None
    return found


def _pack_picture(name: str, data: bytes) -> PackPicture:
    width, height = natural_size(data)
    if not (width and height):
        raise NoPicture
    return PackPicture(name, data, media_type(data), width, height)


class NoCode(Exception):
    """Raised for a text that a code cannot hold; `is_missing` where there is no library to draw it."""

    def __init__(self, is_missing: bool = False) -> None:
        self.is_missing = is_missing
        super().__init__(is_missing)


Rows = Sequence[Sequence[bool]]
"""A code as rows of squares, dark where True."""

Box = tuple[int, int, int, int]
"""Column, row, columns and rows of squares."""


def _qr_rows(text: str) -> Rows:
    from reportlab.graphics.barcode.qr import QrCodeWidget

    code = QrCodeWidget(text, barLevel="M").qr
    code.make()
    return _with_margin(code.modules, 4)


def _bar_rows(text: str) -> Rows:
    from reportlab.graphics.barcode.code128 import Code128

    code = Code128(text)
    code.validate()
    if not code.valid or not text:
        raise NoCode
    code.encode()
    code.decompose()
    bars = [letter.isupper() for letter in code.decomposed for _ in range(ord(letter.lower()) - ord("a") + 1)]
    return [[False] * 10 + bars + [False] * 10] * 30


def _with_margin(rows: Rows, margin: int) -> Rows:
    blank = [[False] * (len(rows[0]) + 2 * margin)] * margin
    return [*blank, *([False] * margin + list(map(bool, row)) + [False] * margin for row in rows), *blank]


_CODES: Mapping[str, tuple[Callable[[str], Rows], int]] = {
    "二维码": (_qr_rows, 20 * 36_000),
    "条形码": (_bar_rows, 50 * 36_000),
}
"""How the rows of a code are found, and how wide it is unless it is asked for otherwise, in EMU."""

_DOTS = 8
"""Dots along a side of a square: it stays sharp where it is made larger or smaller."""


def code_picture(kind: str, text: str) -> PackPicture:
    """Return the 二维码 (QR code) or 条形码 (Code 128) of a text. Raises NoCode."""
    find_rows, width = _CODES[kind]
    try:
        rows = find_rows(text)
    except ImportError:
        raise NoCode(is_missing=True) from None
    except Exception:
        # The library says in many ways that a text is too long or holds a sign that it has no bars for.
        raise NoCode from None
    name = f"{hashlib.sha256(f'{kind}{text}'.encode()).hexdigest()[:16]}.png"
    height = width * len(rows) // len(rows[0])
    return PackPicture(name, _png(rows), "image/png", width, height, f"{kind}：{text}")


def _png(rows: Rows) -> bytes:
    lines = [_line(row) * _DOTS for row in rows]
    head = struct.pack(">IIBBBBB", len(rows[0]) * _DOTS, len(rows) * _DOTS, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines), 9)), (b"IEND", b""))
    return _PNG + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def _line(row: Sequence[bool]) -> bytes:
    """Return a line of dots, eight for each square: a byte, as it is one bit deep."""
    return b"\0" + bytes(0 if dark else 0xFF for dark in row)


_MOST_SQUARES = 1_000
_AFTER_HEAD, _END_LENGTH = 33, 12


def dark_squares(data: bytes) -> tuple[int, int, list[Box]] | None:
    """Return the squares that a picture is made of, as codes are, or None for any other picture.

    They are how many there are across and down, and the boxes of dark ones: column and row of the upper left,
    columns and rows. A picture as code_picture draws it and these show the same.
    """
    header = read_header(data)
    if header is None or (header.bits, header.colour_type, header.is_interlaced) != (1, 0, False):
        return None
    across, down = header.width // _DOTS, header.height // _DOTS
    if (across * _DOTS, down * _DOTS) != header[:2] or max(across, down) > _MOST_SQUARES:
        return None
    size = across + 1
    lines = _packed_lines(data, size * header.height)
    rows = [lines[at : at + size] for at in range(0, len(lines), size * _DOTS)]
    is_even = lines == b"".join(row * _DOTS for row in rows) and len(rows) == down
    if not is_even or any(row[0] or set(row[1:]) - {0, 0xFF} for row in rows):
        return None
    return across, down, list(_boxes([row[1:] for row in rows]))


def _packed_lines(data: bytes, size: int) -> bytes:
    """Return the lines of a PNG that has nothing but its head and them, and nothing of any other."""
    start = _AFTER_HEAD + 8
    if len(data) < start:
        return b""
    length, kind = struct.unpack_from(">I4s", data, _AFTER_HEAD)
    if kind != b"IDAT" or len(data) != start + length + 4 + _END_LENGTH:
        return b""
    try:
        return zlib.decompressobj().decompress(data[start : start + length], size)
    except zlib.error:
        return b""


def _boxes(rows: Sequence[bytes]) -> Iterator[Box]:
    """Iterate over the dark runs of rows, a byte for each square; rows that are alike make one box."""
    top = 0
    for line, alike in groupby(rows):
        high = len(list(alike))
        left = 0
        for dot, run in groupby(line):
            wide = len(list(run))
            if not dot:
                yield left, top, wide, high
            left += wide
        top += high
