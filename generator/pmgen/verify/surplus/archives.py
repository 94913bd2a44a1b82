"""The zip around the parts, unpacked byte for byte: nothing hides between, before or after them."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pmgen.ooxml.package import MOST_BYTES
from pmgen.problems import LayoutPlace, Message, message
from pmgen.verify.surplus.findings import Finding, foreign, found

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_HAS_DESCRIPTOR = 0x8
_LOCKED = 0x1
_STORED, _DEFLATED = 0, 8
_DESCRIPTORS = (12, 16)
_LONGEST_COMMENT = 0xFFFF
_PADDING = 0xA220
"""The extra field with which Word and Excel leave room to write a part again."""

_CODE = "PMG750"


class Unfit(ValueError):
    """Raised for what is no zip of a kind that an office program writes."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of a package by their names, and what stands in it beside them."""

    parts: dict[str, bytes]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    beside: bytes


def open_archive(package: bytes, file: str) -> Archive:
    """Return the parts of a package and what hides around them. Raises Unfit."""
    try:
        return _open(package, LayoutPlace(file))
    except (struct.error, zlib.error, UnicodeDecodeError) as error:
        raise Unfit(str(error)) from error


def _open(package: bytes, place: LayoutPlace) -> Archive:
    end = package.rfind(b"PK\x05\x06", max(0, len(package) - _END.size - _LONGEST_COMMENT))
    if end < 0:
        raise Unfit("no end")
    *_, count, length, start, comment = _END.unpack_from(package, end)
    findings = list(_around(package, end, start + length, comment, place))
    parts: dict[str, bytes] = {}
    entries = list(_entries(package, start, count))
    ends, room = list[int](), MOST_BYTES
    for entry in entries:
        ends.append(_end_of(package, entry, place, findings, parts, room))
        room -= len(parts.get(entry.name, b""))
    order = sorted((entry.offset, stop) for entry, stop in zip(entries, ends, strict=True))
    for (_, stop), (begin, _) in pairwise([(0, 0), *order, (start, start)]):
        if stop != begin:
            findings.append(_hidden(package[stop:begin], message("between the parts"), place))
    names = Counter(entry.name.lower() for entry in entries)
    for name in (name for name, count in names.items() if count > 1):
        text = message("the file holds the part {part} twice; programs may show either", part=name)
        findings.append(foreign(found(_CODE, text, place, name)))
    return Archive(parts, tuple(findings))


def _around(package: bytes, end: int, stop: int, comment: int, place: LayoutPlace) -> Iterator[Finding]:
    if comment or end + _END.size != len(package):
        yield _hidden(package[end + _END.size :], message("after its end"), place)
    if stop != end:
        yield _hidden(package[stop:end], message("before its end"), place)


def _entries(package: bytes, offset: int, count: int) -> Iterator[_Entry]:
    for _ in range(count):
        fields = _CENTRAL.unpack_from(package, offset)
        mark, _, _, flags, method, _, _, crc, packed, size, name, extra, comment, *_, local = fields
        if mark != b"PK\x01\x02":
            raise Unfit("no directory")
        stop = offset + _CENTRAL.size
        words = package[stop + name : stop + name + extra + comment]
        beside = b"" if not comment and _is_padding(words) else words
        yield _Entry(package[stop : stop + name].decode(), flags, method, crc, packed, size, local, beside)
        offset = stop + name + extra + comment


def _is_padding(extra: bytes) -> bool:
    """Tell whether extra fields hold nothing: none at all, or room left free."""
    if not extra:
        return True
    kind, length = struct.unpack_from("<2H", extra)
    return kind == _PADDING and len(extra) == length + 4 and not extra[8:].strip(b"\0")


def _end_of(
    package: bytes,
    entry: _Entry,
    place: LayoutPlace,
    findings: list[Finding],
    parts: dict[str, bytes],
    room: int,
) -> int:
    """Unpack an entry and return where it ends; `room` are the bytes that it may have."""
    fields = _LOCAL.unpack_from(package, entry.offset)
    mark, flags, name, extra = fields[0], int(fields[2]), int(fields[9]), int(fields[10])
    start = entry.offset + _LOCAL.size
    own_name, beside = package[start : start + name], package[start + name : start + name + extra]
    if mark != b"PK\x03\x04" or own_name != entry.name.encode():
        text = message("the part {part} has another name inside the file", part=entry.name)
        findings.append(foreign(found(_CODE, text, place, entry.name)))
    if entry.beside or not _is_padding(beside):
        findings.append(
            _hidden(entry.beside + beside, message("beside the part {part}", part=entry.name), place)
        )
    begin = start + name + extra
    stop = begin + entry.packed
    content, rest = _unpacked(package[begin:stop], entry, room)
    if rest:
        findings.append(_hidden(rest, message("behind the part {part}", part=entry.name), place))
    if zlib.crc32(content) != entry.crc or len(content) != entry.size:
        raise Unfit(entry.name)
    if not entry.name.endswith("/"):
        parts[entry.name] = content
    return stop + _descriptor(package, stop) if flags & _HAS_DESCRIPTOR else stop


def _unpacked(data: bytes, entry: _Entry, most: int) -> tuple[bytes, bytes]:
    """Return an entry unpacked, and what stands behind it in the room that is its own."""
    if entry.flags & _LOCKED or entry.method not in (_STORED, _DEFLATED):
        raise Unfit(entry.name)
    if entry.method == _STORED:
        return data, b""
    unpacking = zlib.decompressobj(-15)
    content = unpacking.decompress(data, max(1, min(entry.size + 1, most)))
    if len(content) > entry.size:
        raise Unfit(entry.name)
    return content + unpacking.flush(), unpacking.unused_data


def _descriptor(package: bytes, stop: int) -> int:
    """Return how long what follows an entry written in one go is: with its mark or without."""
    return _DESCRIPTORS[package[stop : stop + 4] == b"PK\x07\x08"]


def _hidden(data: bytes, where: Message, place: LayoutPlace) -> Finding:
    text = message(
        "the file holds {count} bytes {where} that no program shows, but anybody can dig out",
        count=len(data),
        where=where,
    )
    return foreign(found(_CODE, text, place, str(where), data.hex()[:80]))
