"""The parts of a .docx, and how they refer to each other."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import XMLSyntaxError

from pmgen.ooxml.package import RELATIONS, Damaged, main_part, read_parts
from pmgen.ooxml.xml import Element, parse
from pmgen.problems import LayoutPlace, Problems, Refusal, message

_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a relationship leads: to a part of the package or, if `outside`, to an address."""

    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a .docx by name."""

    parts: Mapping[str, bytes]
    main: str

    def root(self, name: str | None) -> Element | None:
        """Return the root element of a part, or None where there is no such part."""
        data = None if name is None else self.parts.get(name)
        return None if data is None else parse(data)

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Return the relationships of a part by their ids."""
        folder, stem = posixpath.split(name)
        root = self.root(posixpath.join(folder, "_rels", f"{stem}.rels"))
        return {} if root is None else {node.get("Id", ""): _relation(folder, node) for node in root}

    def related(self, kind: str) -> Element | None:
        """Return the root of the main part's related part of `kind`, such as styles."""
        found = (relation for relation in self.relations(self.main).values() if relation.kind == kind)
        relation = next(found, None)
        return None if relation is None else self.root(relation.target)


def open_package(data: bytes, title: str) -> Package:
    """Return the parts of a .docx. Raises Refusal where it is none."""
    try:
        parts = read_parts(data)
        main = main_part(parts[RELATIONS])
    except (Damaged, KeyError, XMLSyntaxError):
        raise refusal(title) from None
    if main not in parts:
        raise refusal(title)
    return Package(parts, main)


def refusal(title: str) -> Refusal:
    """Return what to raise for a file that is no .docx, or damaged."""
    problems = Problems()
    problems.add("PMG560", message("this is not a .docx file, or it is damaged"), LayoutPlace(title))
    return Refusal(problems)


def _relation(folder: str, node: Element) -> Relation:
    target = node.get("Target", "")
    outside = node.get("TargetMode") == "External"
    if not outside:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(node.get("Type", "").removeprefix(_KINDS), target, outside)
