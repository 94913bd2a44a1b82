"""The container of TrueType and OpenType fonts: one or several faces in a file, each a set of tables."""

from __future__ import annotations

import mmap
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from struct import error, unpack_from

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
        return self.tables[tag][0]


def open_fonts(path: Path) -> list[Sfnt]:
    """Return the faces of a font file; raise UnreadableFont if it has none."""
    if not disk.is_file(path):
        raise UnreadableFont(path.name)
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return [_read(data, offset) for offset in _offsets(data)]
    except (OSError, ValueError, error) as cause:
        raise UnreadableFont(path.name) from cause


def _offsets(data: Buffer) -> tuple[int, ...]:
    if data[:4] != b"ttcf":
        return (0,)
    count: int = unpack_from(">I", data, 8)[0]
    if count > _MOST_FACES:
        raise ValueError(count)
    return unpack_from(f">{count}I", data, 12)


def _read(data: Buffer, offset: int) -> Sfnt:
    kind = data[offset : offset + 4]
    if kind not in _TRUETYPE and kind != _CFF:
        raise ValueError(kind)
    count: int = unpack_from(">H", data, offset + 4)[0]
    start, end = offset + 12, offset + 12 + 16 * count
    return Sfnt(data, dict(_entry(data, at) for at in range(start, end, 16)), (start, end))


def _entry(data: Buffer, offset: int) -> tuple[str, tuple[int, int]]:
    tag, _, start, length = unpack_from(">4sIII", data, offset)
    if start + length > len(data):
        raise ValueError(tag)
    return tag.decode("latin-1"), (start, length)
