"""The parts of an office package, parsed when they are asked for, and how they refer to each other."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from pmgen.ooxml.package import RELATIONS
from pmgen.ooxml.xml import Element, parse_once
from pmgen.verify.surplus.archives import Archive, open_archive
from pmgen.verify.surplus.findings import Finding

CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part: its kind is the last word of its type."""

    owner: str
    kind: str
    target: str
    outside: bool


@dataclass
class Package:
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
    def around(self) -> tuple[Finding, ...]:
        """Return what hides around the parts."""
        return self.archive.findings

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
        root = self.root(relations_of(owner))
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
            root = self.root(relations_of(owner))
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


def relations_of(part: str) -> str:
    """Return the name of the part with the relations of another; of the package itself for no name."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels") if part else RELATIONS


def open_package(data: bytes, file: str) -> Package:
    """Return a package with its parts. Raises Unfit."""
    return Package(file, open_archive(data, file))


def canonical(node: Element) -> bytes:
    """Return an element so that the same contents are the same bytes, however they were written."""
    if isinstance(node.tag, str):
        try:
            return etree.tostring(node, method="c14n", exclusive=True, with_comments=True)
        except etree.C14NError:
            pass
    # lxml cannot make comments and instructions canonical, nor what has odd namespaces
    return etree.tostring(node, with_tail=False)
