"""Pictures of a region pack: found only in its folder, measured by their own first bytes."""

from __future__ import annotations

from pathlib import Path
from struct import unpack_from

from pmgen import disk

_PIXEL = 0.75
MOST_DOTS = 50_000
"""The most dots across or down a picture; with more it is damaged or made to burst a reader."""

_LARGEST = 20_000_000
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class NoPicture(Exception):
    """Raised for a name that is not a PNG or JPEG file of the pack."""


def load(folder: Path, name: str) -> tuple[bytes, str, float, float]:
    """Return a picture's bytes, media type, and width and height in points at 96 dots per inch."""
    path = folder / name
    inside = disk.real(path).is_relative_to(disk.real(folder))
    if not inside or not disk.is_file(path) or path.stat().st_size > _LARGEST:
        raise NoPicture
    data = path.read_bytes()
    media_type, width, height = _measure(data)
    if not (0 < width <= MOST_DOTS and 0 < height <= MOST_DOTS):
        raise NoPicture
    return data, media_type, width * _PIXEL, height * _PIXEL


def _measure(data: bytes) -> tuple[str, int, int]:
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = unpack_from(">II", data, 16)
        return "image/png", width, height
    if data.startswith(b"\xff\xd8"):
        return "image/jpeg", *_jpeg_size(data)
    raise NoPicture


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Walk from segment to segment to the one that begins the frame."""
    offset = 2
    while offset + 9 <= len(data) and data[offset] == 0xFF:
        marker, length = data[offset + 1], unpack_from(">H", data, offset + 2)[0]
        if marker in _JPEG_FRAMES:
            height, width = unpack_from(">HH", data, offset + 5)
            return width, height
        offset += 2 + length
    raise NoPicture
