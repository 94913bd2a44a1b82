"""Rules of our own that every Word file we write must keep."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
Element = etree._Element

_TAG = re.compile(r"\{\{|\{%|\{#|\ue000|\ue001")


def faults(data: bytes, tags_allowed: bool = False) -> list[str]:
    """Return what is wrong with a .docx, as sentences; `tags_allowed` where its data holds braces."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"{name} stands twice" for name, count in Counter(names).items() if count > 1]
    found += [f"{name} is not XML" for name, data in parts.items() if _is_xml(name) and not _parses(data)]
    if found:
        return found
    found += _package_faults(parts)
    for name, part in parts.items():
        if _is_xml(name):
            root = etree.fromstring(part)
            found += [f"{name}: {fault}" for fault in _part_faults(root, tags_allowed)]
    return found


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _parses(data: bytes) -> bool:
    try:
        etree.fromstring(data)
    except etree.XMLSyntaxError:
        return False
    return True


def _package_faults(parts: dict[str, bytes]) -> Iterator[str]:
    types = etree.fromstring(parts["[Content_Types].xml"])
    defaults = {node.get("Extension") for node in types}
    overrides = [str(node.get("PartName")).lstrip("/") for node in types if node.get("PartName")]
    for name in parts:
        if name not in overrides and name.rpartition(".")[2] not in defaults:
            yield f"{name} has no content type"
    for name in overrides:
        if name not in parts:
            yield f"the content type of {name} has no part"
    for name, count in Counter(overrides).items():
        if count > 1:
            yield f"{name} has two content types"
    for name, data in parts.items():
        if name.endswith(".rels"):
            yield from _relation_faults(name, etree.fromstring(data), parts)


def _relation_faults(name: str, root: Element, parts: dict[str, bytes]) -> Iterator[str]:
    folder, file = posixpath.split(name)
    owner = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
    keys = [node.get("Id") for node in root]
    if len(set(keys)) < len(keys):
        yield f"{name}: an id stands twice"
    for node in root:
        target = node.get("Target", "")
        if node.get("TargetMode") != "External" and _resolved(owner, target) not in parts:
            yield f"{name}: nothing is at {target}"
    if owner in parts:
        used = {
            text
            for node in etree.fromstring(parts[owner]).iter()
            for key, text in node.attrib.items()
            if str(key).startswith(R)
        }
        for key in sorted(str(text) for text in used - set(keys)):
            yield f"{owner}: the relation {key} does not exist"


def _resolved(owner: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(owner), target))


def _part_faults(root: Element, tags_allowed: bool) -> Iterator[str]:
    if b"pmgen}" in etree.tostring(root) or any(uri == "pmgen" for uri in root.nsmap.values()):
        yield "a name of the engine's own is left"
    if not tags_allowed:
        yield from _leftover_tags(root)
    yield from _holder_faults(root)
    yield from _bookmark_faults(root)
    yield from _field_faults(root)
    for table in root.iter(f"{W}tbl"):
        yield from _table_faults(table)
    drawn = [node.get("id") for node in root.iter(f"{WP}docPr")]
    yield from _doubled("the drawing id", drawn)
    marks = [str(mark) for node in root.iter() for key, mark in node.attrib.items() if "paraId" in str(key)]
    yield from _doubled("the paragraph id", marks)


def _leftover_tags(root: Element) -> Iterator[str]:
    for paragraph in root.iter(f"{W}p"):
        text = "".join(node.text or "" for node in paragraph.iter(f"{W}t", f"{W}instrText"))
        if _TAG.search(text):
            yield f"a tag is left: {text}"


def _holder_faults(root: Element) -> Iterator[str]:
    for holder in root.iter(*(W + name for name in ("tc", "txbxContent", "hdr", "ftr", "footnote"))):
        if len(holder) == 0 or holder[-1].tag != f"{W}p":
            yield f"{etree.QName(holder).localname} does not end in a paragraph"
    for row in root.iter(f"{W}tr"):
        if row.find(f".//{W}tc") is None:
            yield "a row has no cell"
    for body in root.iter(f"{W}body"):
        if len(body) and body[-1].tag != f"{W}sectPr":
            yield "the body does not end in its section"
    for text in root.iter(f"{W}t"):
        if len(text):
            yield "a text holds elements"


def _bookmark_faults(root: Element) -> Iterator[str]:
    starts = [node.get(f"{W}id") for node in root.iter(f"{W}bookmarkStart")]
    ends = [node.get(f"{W}id") for node in root.iter(f"{W}bookmarkEnd")]
    yield from _doubled("the bookmark", [node.get(f"{W}name") for node in root.iter(f"{W}bookmarkStart")])
    yield from _doubled("the bookmark id", starts)
    yield from _doubled("the bookmark end", ends)
    if set(starts) != set(ends):
        yield f"bookmarks without a partner: {sorted(map(str, set(starts) ^ set(ends)))}"
    names = {node.get(f"{W}name") for node in root.iter(f"{W}bookmarkStart")}
    for link in root.iter(f"{W}hyperlink"):
        anchor = link.get(f"{W}anchor")
        if anchor is not None and anchor not in names:
            yield f"a link leads to {anchor}, which does not exist"


def _field_faults(root: Element) -> Iterator[str]:
    depth = 0
    for mark in root.iter(f"{W}fldChar"):
        depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType", ""), 0)
        if depth < 0:
            yield "a field ends before it begins"
    if depth:
        yield "a field does not end"


def _doubled(what: str, values: Sequence[str | None]) -> Iterator[str]:
    for text, count in Counter(values).items():
        if count > 1:
            yield f"{what} {text} stands {count} times"


def _table_faults(table: Element) -> Iterator[str]:
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    open_columns: set[tuple[int, int]] = set()
    rows = 0
    for row in _within(table, "tr"):
        rows += 1
        cells = list(_cells(row))
        total = (cells[-1][1] if cells else 0) + int(_value(row, "trPr/gridAfter", "0"))
        if total != columns:
            yield f"a row covers {total} of {columns} columns"
        open_now: set[tuple[int, int]] = set()
        for start, end, cell in cells:
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is None:
                continue
            if merge.get(f"{W}val", "continue") == "continue" and (start, end) not in open_columns:
                yield f"a merged cell in column {start + 1} has no cell above"
            open_now.add((start, end))
        open_columns = open_now
    if not rows:
        yield "a table has no rows"


def _within(element: Element, name: str) -> Iterator[Element]:
    """Return rows or cells, looking into content controls and not into other tables."""
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _within(child, name)


def _cells(row: Element) -> Iterator[tuple[int, int, Element]]:
    start = int(_value(row, "trPr/gridBefore", "0"))
    for cell in _within(row, "tc"):
        end = start + int(_value(cell, "tcPr/gridSpan", "1"))
        yield start, end, cell
        start = end


def _value(element: Element, path: str, default: str) -> str:
    found = element.find("/".join(W + step for step in path.split("/")))
    return default if found is None else found.get(f"{W}val", default)
