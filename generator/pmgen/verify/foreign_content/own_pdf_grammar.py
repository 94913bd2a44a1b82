"""What pmgen writes into a PDF, entry by entry, and whatever in a file goes beyond it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from pmgen.formats.pdf.read.pdf_contents import PdfFile, name_of, pages
from pmgen.formats.pdf.read.pdf_syntax import Reference, Stream, Value
from pmgen.opc.office_package import Damaged

_PLAIN = ""
_PACKING = ("Length", "Filter", "DecodeParms")

_KINDS: Mapping[str, Mapping[str, str]] = {
    "trailer": {"Size": _PLAIN, "ID": _PLAIN, "Root": "catalog", "Info": "information"},
    "catalog": {
        "Type": _PLAIN,
        "Version": _PLAIN,
        "Pages": "pages",
        "Lang": _PLAIN,
        "ViewerPreferences": "viewer",
        "Outlines": "outline",
        "PageMode": _PLAIN,
        "Names": "names",
        "StructTreeRoot": "structure",
        "MarkInfo": "marking",
        "Metadata": "metadata",
        "OutputIntents": "intent",
    },
    "structure": {
        **dict.fromkeys(("Type", "ParentTree", "ParentTreeNextKey", "IDTree"), _PLAIN),
        "K": "element",
    },
    "element": {
        **dict.fromkeys(("Type", "S", "P", "Pg", "ID", "Alt", "MCID", "Obj"), _PLAIN),
        "A": "attributes",
        "K": "element",
    },
    "attributes": dict.fromkeys(("O", "Scope", "ColSpan", "RowSpan", "Headers", "Summary"), _PLAIN),
    "marking": {"Marked": _PLAIN, "Suspects": _PLAIN},
    "metadata": dict.fromkeys((*_PACKING, "Type", "Subtype"), _PLAIN),
    "intent": {
        **dict.fromkeys(("Type", "S", "OutputConditionIdentifier"), _PLAIN),
        "DestOutputProfile": "profile",
    },
    "profile": dict.fromkeys((*_PACKING, "N"), _PLAIN),
    "viewer": {"DisplayDocTitle": _PLAIN},
    "names": {"Dests": "destinations"},
    "destinations": {"Names": _PLAIN, "Kids": "destinations", "Limits": _PLAIN},
    "information": {"Title": _PLAIN, "Author": _PLAIN, "Producer": _PLAIN},
    "outline": {
        **dict.fromkeys(("Type", "Count", "Title", "Dest", "Parent", "Prev"), _PLAIN),
        **dict.fromkeys(("First", "Last", "Next"), "outline"),
    },
    "pages": {
        **dict.fromkeys(("Type", "Count", "Parent"), _PLAIN),
        **dict.fromkeys(("MediaBox",), _PLAIN),
        "Kids": "pages",
        "Resources": "resources",
    },
    "page": {
        **dict.fromkeys(("Type", "Parent", "MediaBox", "StructParents", "Tabs"), _PLAIN),
        "Resources": "resources",
        "Contents": "content",
        "Annots": "links",
    },
    "links": {
        **dict.fromkeys(("Type", "Subtype", "Border", "F", "Dest", "Rect", "P"), _PLAIN),
        **dict.fromkeys(("Contents", "StructParent"), _PLAIN),
    },
    "resources": {"Font": "fonts", "XObject": "pictures"},
    "content": dict.fromkeys(_PACKING, _PLAIN),
    "font": {
        **dict.fromkeys(("Type", "Subtype", "BaseFont", "Encoding"), _PLAIN),
        "DescendantFonts": "face",
        "ToUnicode": "content",
    },
    "face": {
        **dict.fromkeys(("Type", "Subtype", "BaseFont", "DW", "W"), _PLAIN),
        "CIDSystemInfo": "system",
        "CIDToGIDMap": "content",
        "FontDescriptor": "descriptor",
    },
    "system": dict.fromkeys(("Registry", "Ordering", "Supplement"), _PLAIN),
    "descriptor": {
        **dict.fromkeys(("Type", "FontName", "Flags", "FontBBox", "ItalicAngle", "StemV"), _PLAIN),
        **dict.fromkeys(("Ascent", "Descent", "CapHeight"), _PLAIN),
        "FontFile2": "program",
        "FontFile3": "program",
    },
    "program": dict.fromkeys((*_PACKING, "Length1", "Subtype"), _PLAIN),
    "picture": {
        **dict.fromkeys((*_PACKING, "Type", "Subtype", "Width", "Height", "ColorSpace"), _PLAIN),
        **dict.fromkeys(("BitsPerComponent", "Decode", "Mask", "BBox", "Matrix"), _PLAIN),
        "SMask": "picture",
    },
}
"""The entries of each kind of dictionary, each with the kind that stands below it."""

_MAPS = {"fonts": "font", "pictures": "picture"}
"""Dictionaries whose keys are names that do not matter."""

_TABLE = frozenset((*_PACKING, "Type", "W", "Index", "Prev", "XRefStm"))
"""What else stands in a trailer that another program wrote anew."""

_BACK = frozenset({"Parent", "Prev", "P", "Pg"})
"""Entries that lead back to where a walk comes from."""

_HOLDERS = frozenset({Reference, list, dict, Stream})
"""Values that may lead to objects."""

_Below: TypeAlias = tuple[Value, str, int | None]
"""A value, of which kind it has to be, and on which page it lies if on one."""

_OF_BOXES = re.compile(rb"[\d.]+|re|rg|f")
"""A word of a drawing of boxes: where they lie, their colours, and that they are filled."""

_DEEPEST = 40
_MARKS = (b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")


@dataclass(frozen=True, slots=True)
class ForeignEntry:
    """An entry that pmgen does not write: in which kind of dictionary, and on which page if on one."""

    kind: str
    key: str
    value: Value
    page: int | None
    holder: Mapping[str, Value]


class _Allowed(NamedTuple):
    """Of the keys of a dictionary those that pmgen does not write, and those that may hold objects.

    Of these the first comes last, each with the kind that has to stand below it, or none where any may.
    """

    foreign: Sequence[str]
    holding: Sequence[tuple[str, str]]


@lru_cache(maxsize=1 << 10)
def _allowed(kind: str, keys: tuple[str, ...]) -> _Allowed:
    """Return what the keys of a kind of dictionary are; most dictionaries of a kind have the same."""
    known = _KINDS[kind]
    foreign = [key for key in keys if key not in known and (kind != "trailer" or key not in _TABLE)]
    own = [key for key in reversed(keys) if key in known and (known[key] or key not in _BACK)]
    return _Allowed(foreign, [(key, known[key]) for key in own])


class OwnPdfWalk:
    """Goes through a file as pmgen would have written it, from the trailer on."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self.reached: set[int] = set()
        self._numbers = {id(leaf.entries): number for number, leaf in enumerate(pages(file), 1)}
        self._seen: set[tuple[int, str, int | None]] = set()
        self._streams: dict[int, Stream] = {}
        self._attributes: set[int] = set()
        self._leading_on: list[Value] = []
        """Values of plain entries, which may lead to objects that nothing else leads to."""

    def foreign(self) -> Iterator[ForeignEntry]:
        """Yield every foreign entry, those of pages in the order of the pages."""
        waiting: list[_Below] = [(self._file.trailer, "trailer", None)]
        while waiting:
            value, kind, page = waiting.pop()
            node = self._node(value)
            if isinstance(node, list) and self._is_new(node, kind, page):
                waiting += [(item, kind, page) for item in reversed(node) if type(item) in _HOLDERS]
            elif isinstance(node, dict):
                if kind in ("links", "picture") and not self._is_own(kind, node):
                    yield ForeignEntry(kind, "Subtype", node.get("Subtype"), page, node)
                    self.reach(node)
                elif self._is_new(node, kind):
                    if kind == "pages" and "Kids" not in node:
                        kind, page = "page", self._numbers.get(id(node))
                    if kind in _MAPS:
                        waiting += [(each, _MAPS[kind], page) for each in reversed(node.values())]
                        continue
                    allowed = _allowed(kind, tuple(node))
                    for key in allowed.foreign:
                        yield ForeignEntry(kind, key, node[key], page, node)
                        self.reach(node[key])
                    for key, below in allowed.holding:
                        if type(value := node[key]) in _HOLDERS:
                            if not below:
                                self._leading_on.append(value)
                            elif below != "attributes" or self._is_first(value):
                                waiting.append((value, below, page))
        self.reach(self._leading_on)

    def _is_own(self, kind: str, node: Mapping[str, Value]) -> bool:
        """Tell whether an annotation is a link inside the file, and an object that is drawn a picture.

        A drawing is a picture where it is made of boxes alone, and so can hold neither words nor pictures.
        """
        subtype = name_of(self._file.get(node.get("Subtype")))
        if kind == "picture":
            return subtype == "Image" or (subtype == "Form" and self._has_only_boxes(node))
        return subtype == "Link" and "A" not in node

    def _has_only_boxes(self, node: Mapping[str, Value]) -> bool:
        stream = self._streams.get(id(node))
        try:
            words = b"" if stream is None else self._file.content(stream).data
        except Damaged:
            return False
        return bool(words) and all(map(_OF_BOXES.fullmatch, words.split()))

    def _is_first(self, attributes: Value) -> bool:
        """Tell whether attributes, which many cells share, have not come yet."""
        if not isinstance(attributes, Reference):
            return True
        count = len(self._attributes)
        self._attributes.add(attributes.number)
        return len(self._attributes) > count

    def _is_new(self, node: object, kind: str, page: int | None = None) -> bool:
        count = len(self._seen)
        self._seen.add((id(node), kind, page))
        return len(self._seen) > count

    def _node(self, value: Value) -> Value | Mapping[str, Value]:
        """Return the list or the dictionary that a value is, and keep the numbers of the objects passed."""
        steps = 0
        while isinstance(value, Reference) and steps < _DEEPEST:
            self.reached.add(value.number)
            value = self._file.objects.get(value.number)
            steps += 1
        if not isinstance(value, Stream):
            return value
        for key in _PACKING:
            self.reach(value.entries.get(key))
        self._streams[id(value.entries)] = value
        return value.entries

    def reach(self, value: Value | Mapping[str, Value]) -> None:
        """Keep the numbers of all objects that a value leads to, but for those of pages."""
        waiting: list[Value | Mapping[str, Value]] = [value]
        while waiting:
            item = waiting.pop()
            if isinstance(item, Reference):
                if item.number in self.reached:
                    continue
                target = self._file.objects.get(item.number)
                if _is_page(target):
                    continue
                self.reached.add(item.number)
                waiting.append(target)
            elif isinstance(item, Stream):
                waiting.append(item.entries)
            elif isinstance(item, list):
                waiting += [one for one in item if type(one) in _HOLDERS]
            elif isinstance(item, dict):
                waiting += item.values()


def words_in(file: PdfFile, value: Value | Mapping[str, Value]) -> str:
    """Return the texts below a value, for people to know it by; what lies in streams counts too."""
    found: list[str] = []
    seen: set[int] = set()
    waiting: list[Value | Mapping[str, Value]] = [value]
    while waiting and len(found) < 8 and len(seen) < 200:
        item = waiting.pop()
        if isinstance(item, Reference):
            target = file.objects.get(item.number)
            if item.number in seen or _is_page(target):
                continue
            seen.add(item.number)
            waiting.append(target)
        elif isinstance(item, bytes):
            found.append(_readable(item))
        elif isinstance(item, Stream):
            found += _words_of(file, item)
            waiting.append(item.entries)
        elif isinstance(item, list):
            waiting += reversed(item)
        elif isinstance(item, Mapping):
            waiting += [
                one for key, one in reversed(list(item.items())) if key not in ("Parent", "P", "Filter")
            ]
    return " ".join(dict.fromkeys(word for word in found if word.strip()))


def _is_page(value: Value) -> bool:
    return isinstance(value, dict) and name_of(value.get("Type")) in ("Page", "Pages")


def _words_of(file: PdfFile, stream: Stream) -> list[str]:
    try:
        data = file.content(stream).data[:2000]
    except Damaged:
        return []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return []
    return [" ".join(text.split())] if text.isprintable() or "\n" in text else []


def _readable(data: bytes) -> str:
    """Return the text of a string as its writer meant it, who may not have kept to the rules."""
    try:
        return text_of(data) if data.startswith(_MARKS) else data.decode("utf-8")
    except UnicodeDecodeError:
        return text_of(data)


def text_of(data: bytes) -> str:
    """Return the text of a string."""
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    if data.startswith(b"\xff\xfe"):
        return data[2:].decode("utf-16-le", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")
