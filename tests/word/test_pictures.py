"""The sizes of pictures, in EMU, as Word would show them."""

from __future__ import annotations

import struct

import pytest

from pmgen.pictures import natural_size

INCH = 914_400


def png(width: int, height: int, resolution: bytes = b"") -> bytes:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\x08\x02\0\0\0crc!"
    return head + resolution + struct.pack(">I4s", 0, b"IDAT")


def phys(per_metre: int, unit: int) -> bytes:
    return struct.pack(">I4sIIB4s", 9, b"pHYs", per_metre, per_metre, unit, b"crc!")


def jpeg(width: int, height: int, unit: int, density: int) -> bytes:
    jfif = b"\xff\xe0" + struct.pack(">H5sHBHHBB", 16, b"JFIF\0", 0x0102, unit, density, density, 0, 0)
    return b"\xff\xd8" + jfif + b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"rest"


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (png(96, 48), (INCH, INCH // 2)),
        (png(300, 600, phys(11811, 1)), (INCH, 2 * INCH)),
        (png(96, 96, phys(3, 0)), (INCH, INCH)),
        (jpeg(150, 300, 1, 150), (INCH, 2 * INCH)),
        (jpeg(254, 254, 2, 100), (INCH, INCH)),
        (jpeg(96, 96, 0, 1), (INCH, INCH)),
        (b"GIF89a", (0, 0)),
        (png(1, 1)[:20], (0, 0)),
        (b"\xff\xd8\xff\xe0\0", (0, 0)),
        (b"\xff\xd8\xff\xff\xff", (0, 0)),
        (b"", (0, 0)),
    ],
)
def test_natural_size(data: bytes, size: tuple[int, int]) -> None:
    assert natural_size(data) == size
