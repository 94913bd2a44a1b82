"""Compare what lies around the pages of two PDFs: links, outline, named places and properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pmgen.formats.pdf.read.pdf_contents import InheritedPage, PdfFile, name_of
from pmgen.formats.pdf.read.pdf_syntax import Name, Reference, Stream, Value
from pmgen.problems import message
from pmgen.problems.message import short
from pmgen.verify.foreign_content.foreign_content_report import NAVIGATION, PAGES, ForeignContentReport
from pmgen.verify.foreign_content.foreign_pdf_entries import KEYS
from pmgen.verify.foreign_content.own_pdf_grammar import text_of
from pmgen.verify.sequence_alignment import opcodes

_NEAR = 1.0
_MARKUP = re.compile(r"<[^>]*>")
_MOST = 100_000

Place = tuple[int, tuple[float, ...]]
"""A page, 0 where it is none, and what of it is to be seen."""


class Entry(NamedTuple):
    """An entry of the outline."""

    level: int
    title: str
    place: Place


class ComparedPdf:
    """One of two files with its pages numbered."""

    def __init__(self, file: PdfFile, leaves: list[InheritedPage]) -> None:
        self.file, self.leaves = file, leaves
        self._numbers = {id(leaf.entries): number for number, leaf in enumerate(leaves, 1)}
        self.names = dict(self._names())

    def place(self, value: Value) -> Place:
        """Return where a destination leads; a name leads to the place of that name."""
        value = self.file.get(value)
        if isinstance(value, bytes):
            return self.names.get(text_of(value), (0, ()))
        if isinstance(value, dict):
            value = self.file.get(value.get("D"))
        items = self.file.items_of(value)
        page = self._numbers.get(id(self.file.get(items[0])), 0) if items else 0
        return page, tuple(round(number) for number in self.file.numbers(value))

    def _names(self) -> Iterator[tuple[str, Place]]:
        file = self.file
        waiting = [file.dictionary(file.dictionary(file.root.get("Names")).get("Dests"))]
        seen: set[int] = set()
        self.names = {}
        while waiting:
            node = waiting.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            items = file.items_of(node.get("Names"))
            for key, value in zip(items[::2], items[1::2], strict=False):
                name = file.get(key)
                if isinstance(name, bytes):
                    yield text_of(name), self.place(value)
            waiting += [file.dictionary(kid) for kid in file.items_of(node.get("Kids"))]

    def outline(self) -> list[Entry]:
        """Return the entries of the outline from the top down."""
        file, found = self.file, list[Entry]()
        waiting = [(file.dictionary(file.root.get("Outlines")).get("First"), 1)]
        seen: set[int] = set()
        while waiting:
            value, level = waiting.pop()
            node = file.dictionary(value)
            if not node or id(node) in seen:
                continue
            seen.add(id(node))
            title = file.get(node.get("Title"))
            words = text_of(title) if isinstance(title, bytes) else ""
            found.append(Entry(level, words, self.place(node.get("Dest"))))
            waiting += [(node.get("Next"), level), (node.get("First"), level + 1)]
        return found

    def links(self, leaf: InheritedPage) -> list[tuple[tuple[float, ...], Place]]:
        """Return where the links of a page lie and lead to."""
        nodes = map(self.file.dictionary, self.file.items_of(leaf.get("Annots")))
        return [
            (tuple(self.file.numbers(node.get("Rect"))), self.place(node.get("Dest")))
            for node in nodes
            if name_of(self.file.get(node.get("Subtype"))) == "Link" and "A" not in node
        ]

    def information(self) -> Mapping[str, str]:
        """Return the properties of the file."""
        said = self.file.dictionary(self.file.trailer.get("Info"))
        return {
            key: text_of(value) if isinstance(value, bytes) else str(value)
            for key, value in ((key, self.file.get(value)) for key, value in said.items())
        }


def tell_properties(ours: ComparedPdf, theirs: ComparedPdf, report: ForeignContentReport) -> None:
    """Tell a title, an author or a program that differs, and settings of the whole document."""
    mine, yours = ours.information(), theirs.information()
    for key in ("Title", "Author"):
        one, other = mine.get(key, ""), yours.get(key, "")
        if one != other:
            text = message(
                "the property {name} of the file should be {expected}, but is {seen}",
                name=key,
                expected=one or "—",
                seen=other or "—",
            )
            report.error(NAVIGATION, text)
    if mine.get("Producer") != yours.get("Producer"):
        program = yours.get("Producer") or "—"
        report.trace(message("another program has written this file anew: {program}", program=program))
    said = theirs.file.bytes(theirs.file.root.get("Metadata"))
    if said != ours.file.bytes(ours.file.root.get("Metadata")):
        words = short(" ".join(_MARKUP.sub(" ", said.decode("utf-8", "replace")).split())) or "—"
        report.trace(message("the file holds {what}: {words}", what=KEYS["Metadata"], words=words))
    for key in ("Lang", "PageMode", "ViewerPreferences"):
        path = _difference(ours, theirs, ours.file.root.get(key), theirs.file.root.get(key))
        if path is not None:
            report.error(PAGES, message("the setting {name} of the document differs", name=key))


def tell_outline(
    ours: ComparedPdf, theirs: ComparedPdf, report: ForeignContentReport, by_title: bool = False
) -> None:
    """Tell entries of the outline that differ, or only those that have another title."""
    mine, yours = ours.outline(), theirs.outline()
    keys = [[entry[:2] if by_title else entry for entry in entries] for entries in (mine, yours)]
    for kind, i1, i2, j1, j2 in opcodes(keys[0], keys[1]):
        if kind != "equal":
            for one in mine[i1:i2]:
                text = message("the outline entry {name} is missing or leads elsewhere", name=one.title)
                report.error(NAVIGATION, text, one.place[0] or None, one.title)
            for other in yours[j1:j2]:
                text = message("the outline says {name}, as pmgen does not", name=other.title)
                report.error(NAVIGATION, text, other.place[0] or None, other.title)


def tell_navigation(ours: ComparedPdf, theirs: ComparedPdf, report: ForeignContentReport) -> None:
    """Tell entries of the outline, named places and links that differ."""
    tell_outline(ours, theirs, report)
    for name in sorted(ours.names.keys() | theirs.names.keys()):
        if ours.names.get(name) != theirs.names.get(name):
            text = message("the named place {name} leads elsewhere, is missing or added", name=name)
            report.error(NAVIGATION, text, theirs.names.get(name, (0, ()))[0] or None)
    for number, (leaf, their) in enumerate(zip(ours.leaves, theirs.leaves, strict=False), 1):
        _tell_links(ours.links(leaf), theirs.links(their), number, report)


def _tell_links(
    mine: list[tuple[tuple[float, ...], Place]],
    yours: list[tuple[tuple[float, ...], Place]],
    page: int,
    report: ForeignContentReport,
) -> None:
    left = list(yours)
    for rect, place in mine:
        at = next((n for n, (other, to) in enumerate(left) if to == place and _near(rect, other)), None)
        if at is None:
            text = message("a link to page {page} is missing, lies or leads elsewhere", page=place[0])
            report.error(NAVIGATION, text, page)
        else:
            left.pop(at)
    for _, place in left:
        text = message("a link to page {page} stands here, as pmgen writes none", page=place[0])
        report.error(NAVIGATION, text, page)


def _near(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


_SKIPPED = frozenset(
    (
        *("Length", "Filter", "DecodeParms", "ID", "Size", "Version"),
        *("Contents", "Info", "Metadata", "PieceInfo", "SpiderInfo"),
    )
)
"""Entries that tell how a file is packed or where it comes from, or that are compared by what they show."""

_TABLE = frozenset({"Type", "W", "Index", "Prev", "XRefStm"})


def first_difference(ours: ComparedPdf, theirs: ComparedPdf) -> str | None:
    """Return the path to the first value that differs, None without any."""
    one = {key: value for key, value in ours.file.trailer.items() if key not in _TABLE}
    other = {key: value for key, value in theirs.file.trailer.items() if key not in _TABLE}
    return _difference(ours, theirs, one, other)


def _difference(ours: ComparedPdf, theirs: ComparedPdf, one: Value, other: Value) -> str | None:
    waiting: list[tuple[Value, Value, str]] = [(one, other, "")]
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MOST:
        one, other, path = waiting.pop()
        if isinstance(one, Reference) and isinstance(other, Reference):
            if (one.number, other.number) in seen:
                continue
            seen.add((one.number, other.number))
        one, other = ours.file.get(one), theirs.file.get(other)
        if isinstance(one, Stream) and isinstance(other, Stream):
            if ours.file.content(one).data != theirs.file.content(other).data:
                return path
            one, other = dict(one.entries), dict(other.entries)
        if isinstance(one, dict) and isinstance(other, dict):
            keys = (one.keys() | other.keys()) - _SKIPPED
            if isinstance(one.get("Contents"), bytes) or isinstance(other.get("Contents"), bytes):
                # The words of a link, and not the operators of a page.
                keys |= {"Contents"}
            waiting += [(one.get(key), other.get(key), f"{path}/{key}") for key in sorted(keys)]
        elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            waiting += [(a, b, f"{path}[{at}]") for at, (a, b) in enumerate(zip(one, other, strict=True))]
        elif not _is_same(one, other):
            return path
    return None


def _is_same(one: Value, other: Value) -> bool:
    if isinstance(one, bytes) and isinstance(other, bytes):
        return one == other or text_of(one) == text_of(other)
    if isinstance(one, Name) or isinstance(other, Name):
        return type(one) is type(other) and one == other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return isinstance(one, bool) == isinstance(other, bool) and abs(one - other) < 0.01
    return one == other
