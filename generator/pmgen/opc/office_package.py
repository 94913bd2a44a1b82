"""Office packages: zips of the same bytes every time, unpacked within limits; their main part."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from pmgen.opc.office_xml import parse

LEVEL = 6
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_UTF8 = 0x800
_DEFLATED = 8
_DATE = 0x21  # 1980-01-01, the earliest day that a zip knows


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """One part of a package, compressed."""

    name: str
    data: bytes
    crc: int
    size: int

    def content(self) -> bytes:
        """Return the part unpacked."""
        return zlib.decompress(self.data, -15)


def compressed(name: str, data: bytes, level: int = LEVEL) -> ZipEntry:
    """Return a part compressed for write_archive."""
    compressor = zlib.compressobj(level, zlib.DEFLATED, -15)
    return ZipEntry(name, compressor.compress(data) + compressor.flush(), zlib.crc32(data), len(data))


def write_archive(entries: Iterable[ZipEntry]) -> bytes:
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


def read_archive(package: bytes) -> list[ZipEntry]:
    """Return the parts of a package that write_archive made, still compressed."""
    offset, entries = 0, list[ZipEntry]()
    while package[offset : offset + 4] == b"PK\x03\x04":
        (_, _, _, _, _, _, crc, length, size, name_length, extra) = _LOCAL.unpack_from(package, offset)
        start = offset + _LOCAL.size
        name = package[start : start + name_length].decode()
        offset = start + name_length + extra + length
        entries.append(ZipEntry(name, package[offset - length : offset], crc, size))
    return entries


MOST_BYTES = 200_000_000
"""What the parts of a package may hold together when they are unpacked."""

RELATIONS = "_rels/.rels"
"""The part that says which part is the main one."""

_MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_DAMAGED = (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)


class Damaged(ValueError):
    """Raised for what is no package, or one that cannot be unpacked or should not be."""


def read_parts(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package by their names. Raises Damaged."""
    try:
        with ZipFile(BytesIO(package)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size <= MOST_BYTES:
                return {name: archive.read(name) for name in archive.namelist()}
    except _DAMAGED as error:
        raise Damaged(str(error)) from error
    raise Damaged("it swells beyond any document when it is unpacked")


def main_part_name(relations: bytes) -> str:
    """Return the name of the main part that RELATIONS gives, or nothing where it gives none."""
    targets = (node.get("Target", "") for node in parse(relations) if node.get("Type") == _MAIN)
    return next(targets, "").lstrip("/")
