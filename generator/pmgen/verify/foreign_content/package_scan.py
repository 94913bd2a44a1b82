"""An office package as it was found: unpacked byte for byte, its parts and their relations."""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from lxml import etree

from pmgen.opc.office_package import MOST_BYTES, relations_part
from pmgen.opc.office_xml import Element, parse_once
from pmgen.opc.package_writing import CENTRAL, END, LOCAL
from pmgen.problems import LayoutPlace, Message, message
from pmgen.verify.foreign_content.foreign_content_report import (
    ForeignContent,
    certainly_foreign,
    possibly_foreign,
)

_HAS_DESCRIPTOR = 0x8
_LOCKED = 0x1
_STORED, _DEFLATED = 0, 8
_DESCRIPTORS = (12, 16)
_LONGEST_COMMENT = 0xFFFF
_PADDING = 0xA220
"""The extra field with which Word and Excel leave room to write a part again."""

_CODE = "PMG750"


class UnfitPackage(Exception):
    """Raised for what is no zip of a kind that an office program writes."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of a package by their names, and what stands in it beside them."""

    parts: dict[str, bytes]
    foreign: tuple[ForeignContent, ...]


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
        raise UnfitPackage(str(error)) from error


def _open(package: bytes, place: LayoutPlace) -> Archive:
    end = package.rfind(b"PK\x05\x06", max(0, len(package) - END.size - _LONGEST_COMMENT))
    if end < 0:
        raise UnfitPackage("no end")
    *_, count, length, start, comment = END.unpack_from(package, end)
    foreign = list(_around(package, end, start + length, comment, place))
    parts: dict[str, bytes] = {}
    entries = list(_entries(package, start, count))
    ends, room = list[int](), MOST_BYTES
    for entry in entries:
        ends.append(_end_of(package, entry, place, foreign, parts, room))
        room -= len(parts.get(entry.name, b""))
    order = sorted((entry.offset, stop) for entry, stop in zip(entries, ends, strict=True))
    for (_, stop), (begin, _) in pairwise([(0, 0), *order, (start, start)]):
        if stop != begin:
            foreign.append(_hidden_bytes(package[stop:begin], message("between the parts"), place))
    names = Counter(entry.name.lower() for entry in entries)
    for name in (name for name, count in names.items() if count > 1):
        text = message("the file holds the part {part} twice; programs may show either", part=name)
        foreign.append(certainly_foreign(possibly_foreign(_CODE, text, place, name)))
    return Archive(parts, tuple(foreign))


def _around(
    package: bytes, end: int, stop: int, comment: int, place: LayoutPlace
) -> Iterator[ForeignContent]:
    if comment or end + END.size != len(package):
        yield _hidden_bytes(package[end + END.size :], message("after its end"), place)
    if stop != end:
        yield _hidden_bytes(package[stop:end], message("before its end"), place)


def _entries(package: bytes, offset: int, count: int) -> Iterator[_Entry]:
    for _ in range(count):
        fields = CENTRAL.unpack_from(package, offset)
        mark, _, _, flags, method, _, _, crc, packed, size, name, extra, comment, *_, local = fields
        if mark != b"PK\x01\x02":
            raise UnfitPackage("no directory")
        stop = offset + CENTRAL.size
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
    foreign: list[ForeignContent],
    parts: dict[str, bytes],
    room: int,
) -> int:
    """Unpack an entry and return where it ends; `room` are the bytes that it may have."""
    fields = LOCAL.unpack_from(package, entry.offset)
    mark, flags, name, extra = fields[0], int(fields[2]), int(fields[9]), int(fields[10])
    start = entry.offset + LOCAL.size
    own_name, beside = package[start : start + name], package[start + name : start + name + extra]
    if mark != b"PK\x03\x04" or own_name != entry.name.encode():
        text = message("the part {part} has another name inside the file", part=entry.name)
        foreign.append(certainly_foreign(possibly_foreign(_CODE, text, place, entry.name)))
    if entry.beside or not _is_padding(beside):
        foreign.append(
            _hidden_bytes(entry.beside + beside, message("beside the part {part}", part=entry.name), place)
        )
    begin = start + name + extra
    stop = begin + entry.packed
    content, rest = _unpacked(package[begin:stop], entry, room)
    if rest:
        foreign.append(_hidden_bytes(rest, message("behind the part {part}", part=entry.name), place))
    if zlib.crc32(content) != entry.crc or len(content) != entry.size:
        raise UnfitPackage(entry.name)
    if not entry.name.endswith("/"):
        parts[entry.name] = content
    return stop + _descriptor(package, stop) if flags & _HAS_DESCRIPTOR else stop


def _unpacked(data: bytes, entry: _Entry, most: int) -> tuple[bytes, bytes]:
    """Return an entry unpacked, and what stands behind it in the room that is its own."""
    if entry.flags & _LOCKED or entry.method not in (_STORED, _DEFLATED):
        raise UnfitPackage(entry.name)
    if entry.method == _STORED:
        return data, b""
    unpacking = zlib.decompressobj(-15)
    content = unpacking.decompress(data, max(1, min(entry.size + 1, most)))
    if len(content) > entry.size:
        raise UnfitPackage(entry.name)
    return content + unpacking.flush(), unpacking.unused_data


def _descriptor(package: bytes, stop: int) -> int:
    """Return how long what follows an entry written in one go is: with its mark or without."""
    return _DESCRIPTORS[package[stop : stop + 4] == b"PK\x07\x08"]


def _hidden_bytes(data: bytes, where: Message, place: LayoutPlace) -> ForeignContent:
    text = message(
        "the file holds {count} bytes {where} that no program shows, but anybody can dig out",
        count=len(data),
        where=where,
    )
    return certainly_foreign(possibly_foreign(_CODE, text, place, str(where), data.hex()[:80]))


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part: its kind is the last word of its type."""

    owner: str
    kind: str
    target: str
    outside: bool


@dataclass
class ScannedPackage:
    """A package as it was found; `file` is its name for those who read of it."""

    file: str
    archive: Archive
    unreadable: list[str] = field(default_factory=list)
    _roots: dict[str, Element | None] = field(default_factory=dict)
    _targets: dict[str, Mapping[str, Relation]] = field(default_factory=dict)

    @property
    def parts(self) -> Mapping[str, bytes]:
        """Return the parts by their names."""
        return self.archive.parts

    @property
    def around(self) -> tuple[ForeignContent, ...]:
        """Return what hides around the parts."""
        return self.archive.foreign

    def root(self, name: str) -> Element | None:
        """Return the root of a part, or None where it is missing or no XML."""
        if name not in self._roots:
            try:
                self._roots[name] = parse_once(self.parts[name]) if name in self.parts else None
            except etree.XMLSyntaxError:
                self.unreadable.append(name)
                self._roots[name] = None
        return self._roots[name]

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """Return every relation that can be reached from the package itself."""
        reached: dict[str, tuple[Relation, ...]] = {}
        waiting = [""]
        while waiting:
            owner = waiting.pop()
            if owner not in reached:
                reached[owner] = tuple(self._relations_of(owner))
                waiting += (each.target for each in reached[owner] if not each.outside)
        return tuple(each for found in reached.values() for each in found)

    def _relations_of(self, owner: str) -> Iterator[Relation]:
        root = self.root(relations_part(owner))
        folder = posixpath.dirname(owner)
        for node in root if root is not None else ():
            if not isinstance(node.tag, str):
                continue
            kind, target = node.get("Type", "").rpartition("/")[2], node.get("Target", "")
            outside = node.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target.partition("#")[0])).lstrip("/")
            yield Relation(owner, kind, target, outside)

    def target(self, owner: str, identity: str | None) -> Relation | None:
        """Return where the relation of a part with an id leads."""
        if owner not in self._targets:
            root = self.root(relations_part(owner))
            nodes = [node.get("Id", "") for node in root] if root is not None else []
            found = list(self._relations_of(owner))
            pairs = zip(reversed(nodes), reversed(found), strict=True) if len(found) == len(nodes) else ()
            self._targets[owner] = dict(pairs)
        return self._targets[owner].get(identity or "")

    def of_kind(self, kind: str) -> list[str]:
        """Return the names of the parts that relations of a kind lead to."""
        return self._kinds.get(kind, [])

    @cached_property
    def _kinds(self) -> Mapping[str, list[str]]:
        found: dict[str, dict[str, None]] = {}
        for each in self.relations:
            if not each.outside and each.target in self.parts:
                found.setdefault(each.kind, {})[each.target] = None
        return {kind: list(names) for kind, names in found.items()}

    @property
    def main(self) -> str:
        """Return the name of the main part, or nothing."""
        return next(iter(self.of_kind("officeDocument")), "")


def open_package(data: bytes, file: str) -> ScannedPackage:
    """Return a package with its parts. Raises Unfit."""
    return ScannedPackage(file, open_archive(data, file))


def canonical(node: Element) -> bytes:
    """Return an element so that the same contents are the same bytes, however they were written."""
    if isinstance(node.tag, str):
        try:
            return etree.tostring(node, method="c14n", exclusive=True, with_comments=True)
        except etree.C14NError:
            pass
    # lxml cannot make comments and instructions canonical, nor what has odd namespaces
    return etree.tostring(node, with_tail=False)
