"""Pictures of a region pack: found only in its folder, measured by their own first bytes."""

from __future__ import annotations

from pathlib import Path

from pmgen import disk
from pmgen.engines.picture_sizes import natural_size

_EMU_PER_POINT = 12_700
_LARGEST = 20_000_000
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8": "image/jpeg"}


class NoPicture(Exception):
    """Raised for a name that is not a PNG or JPEG file of the pack."""


def load(folder: Path, name: str) -> tuple[bytes, str, float, float]:
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
    return data, media_type, width / _EMU_PER_POINT, height / _EMU_PER_POINT
