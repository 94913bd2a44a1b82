"""Zip packages: the same bytes every time, parts that are compressed already copied as they are."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

LEVEL = 6
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_UTF8 = 0x800
_DEFLATED = 8
_DATE = 0x21  # 1980-01-01, the earliest day that a zip knows


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of a package, compressed."""

    name: str
    data: bytes
    crc: int
    size: int

    def content(self) -> bytes:
        """Return the part unpacked."""
        return zlib.decompress(self.data, -15)


def compressed(name: str, data: bytes, level: int = LEVEL) -> Entry:
    """Return a part compressed for write_archive."""
    compressor = zlib.compressobj(level, zlib.DEFLATED, -15)
    return Entry(name, compressor.compress(data) + compressor.flush(), zlib.crc32(data), len(data))


def write_archive(entries: Iterable[Entry]) -> bytes:
    """Return the package with its parts in the given order."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        name = entry.name.encode()
        head = (_VERSION, _UTF8, _DEFLATED, 0, _DATE, entry.crc, len(entry.data), entry.size, len(name), 0)
        local = _LOCAL.pack(b"PK\x03\x04", *head) + name
        directory.append(_CENTRAL.pack(b"PK\x01\x02", _VERSION, *head, 0, 0, 0, 0, offset) + name)
        body += (local, entry.data)
        offset += len(local) + len(entry.data)
    central = b"".join(directory)
    count = len(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), offset, 0)
    return b"".join((*body, central, end))


def read_archive(package: bytes) -> list[Entry]:
    """Return the parts of a package that write_archive made, still compressed."""
    offset, entries = 0, list[Entry]()
    while package[offset : offset + 4] == b"PK\x03\x04":
        (_, _, _, _, _, _, crc, length, size, name_length, extra) = _LOCAL.unpack_from(package, offset)
        start = offset + _LOCAL.size
        name = package[start : start + name_length].decode()
        offset = start + name_length + extra + length
        entries.append(Entry(name, package[offset - length : offset], crc, size))
    return entries
