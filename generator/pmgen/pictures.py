"""Kind and natural size of a PNG or JPEG picture by its first bytes, and the pictures of a pack."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from pmgen import disk

_EMU_PER_INCH = 914_400
_USUAL = 96
"""Dots per inch where a picture does not say, as Word takes it."""

_DENSEST, _MOST = 20_000, 50_000
"""The most dots per inch that are believed, and the most dots across a picture that is not damaged."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_STANDALONE = frozenset([0x01, *range(0xD0, 0xD9)])


def natural_size(data: bytes) -> tuple[int, int]:
    """Return width and height in EMU, or zeros for what is no PNG or JPEG."""
    try:
        if data.startswith(_PNG):
            return _png_size(data)
        if data.startswith(_JPEG):
            return _jpeg_size(data)
    except (struct.error, IndexError):
        pass
    return 0, 0


def _emu(pixels: tuple[int, int], per_inch: tuple[int, int]) -> tuple[int, int]:
    if not (0 < pixels[0] <= _MOST and 0 < pixels[1] <= _MOST):
        return 0, 0
    wide, high = (dots if 0 < dots <= _DENSEST else _USUAL for dots in per_inch)
    return pixels[0] * _EMU_PER_INCH // wide, pixels[1] * _EMU_PER_INCH // high


def _png_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", data, 16)
    start = data.find(b"pHYs", 0, data.find(b"IDAT"))
    if start < 0:
        return _emu((width, height), (0, 0))
    per_metre = struct.unpack_from(">II", data, start + 4)
    in_metres = data[start + 12] == 1
    wide, high = ((dots * 254 + 5_000) // 10_000 if in_metres else 0 for dots in per_metre)
    return _emu((width, height), (wide, high))


def _jpeg_size(data: bytes) -> tuple[int, int]:
    per_inch = (0, 0)
    for kind, start in _segments(data):
        if kind == 0xE0 and data[start : start + 5] == b"JFIF\0":
            per_inch = _density(*struct.unpack_from(">BHH", data, start + 7))
        elif kind in _FRAMES:
            height, width = struct.unpack_from(">HH", data, start + 1)
            return _emu((width, height), per_inch)
    return 0, 0


def _density(unit: int, wide: int, high: int) -> tuple[int, int]:
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


EMUS_PER_POINT = 12_700
_LARGEST = 20_000_000
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8": "image/jpeg"}


class NoPicture(Exception):
    """Raised for a name that is not a PNG or JPEG file of the pack."""


def load_pack_picture(folder: Path, name: str) -> tuple[bytes, str, float, float]:
    """Return a picture's bytes, media type, and its own width and height in points, as Word shows it."""
    path = folder / name
    inside = disk.real(path).is_relative_to(disk.real(folder))
    if not inside or not disk.is_file(path) or path.stat().st_size > _LARGEST:
        raise NoPicture
    data = path.read_bytes()
    width, height = natural_size(data)
    media_type = next((kind for sign, kind in _BEGINNINGS.items() if data.startswith(sign)), "")
    if not (media_type and width and height):
        raise NoPicture
    return data, media_type, width / EMUS_PER_POINT, height / EMUS_PER_POINT
