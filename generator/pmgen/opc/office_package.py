"""Office packages read: unpacked within limits, their content types, and what refers to what in them."""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from pmgen.late_pattern import late
from pmgen.opc.office_xml import Element, parse, parse_once
from pmgen.opc.package_writing import CONTENT_TYPES, OFFICE_RELATIONS, ROOT_RELATIONS, relation_type

MOST_BYTES = 200_000_000
"""What the parts of a package may hold together when they are unpacked."""

_MAIN = f"{OFFICE_RELATIONS}/officeDocument"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ADDRESS = late(r"\s*([a-z][a-z0-9+.-]*:|//|\\)", re.IGNORECASE)
_DAMAGED = (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)


class Damaged(Exception):
    """Raised for a file that is not what it is taken for, or that should not be unpacked."""


_WHOLE = late("-?[0-9]{1,9}")


def whole_number(text: str) -> int:
    """Return the whole number that a file says. Raises Damaged where it is none, or larger than any."""
    if _WHOLE.fullmatch(text) is None:
        raise Damaged(f"{text[:20]!r} is no number")
    return int(text)


class Relation(NamedTuple):
    """How a part refers to another part or, where it leads outside, to an address.

    The kind is one word where it is one of office files, and the whole type of any other.
    """

    id: str
    kind: str
    target: str
    is_outside: bool


@dataclass(frozen=True, slots=True)
class OfficePackage:
    """The parts of a package by name, and which of them is the main one."""

    parts: Mapping[str, bytes]
    main: str

    def root(self, name: str | None) -> Element | None:
        """Return the root element of a part, or None where there is no such part."""
        data = None if name is None else self.parts.get(name)
        return None if data is None else parse(data)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Return the relations of a part; targets are names of parts, or addresses."""
        data = self.parts.get(relations_part(part))
        base = posixpath.dirname(part)
        return () if data is None else tuple(_relation(base, node) for node in parse_once(data))

    def related(self, kind: str) -> str | None:
        """Return the name of the main part's related part of `kind`, such as styles."""
        return next((each.target for each in self.relations(self.main) if each.kind == kind), None)


def relations_part(part: str) -> str:
    """Return the name of the part that holds the relations of `part`; of the package itself for no name."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def _relation(base: str, node: Element) -> Relation:
    target, outside = node.get("Target", ""), is_outside(node)
    if not outside:
        target = posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
    kind = node.get("Type", "").removeprefix(f"{OFFICE_RELATIONS}/")
    return Relation(node.get("Id", ""), kind, target, outside)


def is_outside(node: Element) -> bool:
    """Tell whether a relation leads out of the package, as its mode says in any spelling, or its target."""
    mode = node.get("TargetMode", "Internal").strip().lower()
    return mode != "internal" or _ADDRESS.match(node.get("Target", "")) is not None


def with_relations(xml: bytes | None, relations: Iterable[tuple[str, str, str]]) -> bytes:
    """Return a part with relations, None where there is none yet, with others added as relations_xml does."""
    root = parse(xml or f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
    for identity, kind, target in relations:
        node = etree.SubElement(root, f"{{{_RELATIONS}}}Relationship")
        for name, text in (("Id", identity), ("Type", relation_type(kind)), ("Target", target)):
            node.set(name, text)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def open_package(data: bytes) -> OfficePackage:
    """Return the parts of a package and its main part. Raises Damaged."""
    parts = read_parts(data)
    return OfficePackage(parts, main_part(parts))


open_once = lru_cache(maxsize=2)(open_package)
"""Opens a package once for all who look into it one after the other; nobody may change what it returns."""


def main_part(parts: Mapping[str, bytes]) -> str:
    """Return the name of the main part. Raises Damaged where there is none."""
    try:
        main = main_part_name(parts[ROOT_RELATIONS])
    except (KeyError, etree.XMLSyntaxError) as error:
        raise Damaged("nothing says which is its main part") from error
    if main not in parts:
        raise Damaged("it has no main part")
    return main


def main_part_name(relations: bytes) -> str:
    """Return the name of the main part that ROOT_RELATIONS gives, or nothing where it gives none."""
    targets = (node.get("Target", "") for node in parse(relations) if node.get("Type") == _MAIN)
    return next(targets, "").lstrip("/")


def content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the content type of each part. Raises Damaged."""
    try:
        root = parse(parts[CONTENT_TYPES])
    except (KeyError, etree.XMLSyntaxError) as error:
        raise Damaged("nothing says of what types its parts are") from error
    types = [(node.get("Extension"), node.get("PartName"), node.get("ContentType", "")) for node in root]
    by_ending = {ending.lower(): kind for ending, _, kind in types if ending is not None}
    by_name = {name.lstrip("/"): kind for _, name, kind in types if name is not None}
    return {name: by_name.get(name, by_ending.get(name.rpartition(".")[2].lower(), "")) for name in parts}


def read_parts(package: bytes, check: Callable[[Sequence[ZipInfo]], None] | None = None) -> dict[str, bytes]:
    """Return the parts of a package by their names, after `check` has seen its directory. Raises Damaged."""
    with _told_as_damage():
        archive = ZipFile(BytesIO(package))
    with archive:
        entries = archive.infolist()
        (check or _check_size)(entries)
        with _told_as_damage():
            return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}


def part_names(package: bytes) -> tuple[str, ...]:
    """Return the names of the parts of a package, unpacking none. Raises Damaged."""
    with _told_as_damage(), ZipFile(BytesIO(package)) as archive:
        return tuple(archive.namelist())


def _check_size(entries: Sequence[ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Damaged("it swells beyond any document when it is unpacked")


@contextmanager
def _told_as_damage() -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        raise Damaged(str(error)) from error
