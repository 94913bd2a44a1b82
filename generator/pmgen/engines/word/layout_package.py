"""A .docx as a package: opened safely, its parts told apart, its unchanged parts kept compressed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote
from zipfile import ZipInfo

from lxml import etree

from pmgen.engines.word.layout_xml import ancestor
from pmgen.opc.office_package import Damaged, OfficePackage, content_types, is_outside, main_part, read_parts
from pmgen.opc.office_xml import WP, Element, W, parse, value
from pmgen.opc.package_writing import ROOT_RELATIONS
from pmgen.problems import LayoutPlace, Message, Problems, Refusal, message

MOST_ENTRIES = 2_000
MOST_BYTES = 60_000_000
MOST_XML = 20_000_000
"""What the parts may hold together when they are unpacked, and those among them that are XML."""

DEEPEST = 120
"""How many elements may stand in each other; a table in a table takes three, and forms have two or three."""

HIGHEST_RATIO = 100
RATIO_COUNTS_FROM = 1_000_000

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_STRICT = b"http://purl.oclc.org/ooxml/"
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEMPLATE_TYPES = tuple(
    _WORD + kind + "+xml"
    for kind in ("document.main", "template.main", "header", "footer", "footnotes", "endnotes")
)
_UNSAFE_PARTS = {
    "vbaproject": message("macros"),
    "activex": message("ActiveX controls"),
    "oleobject": message("embedded objects"),
    "/embeddings/": message("embedded objects"),
    "/afchunk": message("embedded foreign documents"),
}
_HARMLESS = re.compile(r"(https?://|mailto:)[^\s\\]", re.IGNORECASE)
_FILE = re.compile(r"file:(///(?!/)|/(?!/))?", re.IGNORECASE)
_PATH = re.compile("(?:[A-Za-z]:)?[^:]*")
_NUMBERS = (W + "gridSpan", W + "gridBefore", W + "outlineLvl")
_NUMBER = re.compile("[0-9]{1,4}")
_SAVE_AS = message("in Word or WPS choose 另存为 and the type .docx, then use that file")


@dataclass(frozen=True, slots=True)
class LayoutPackage(OfficePackage):
    """The parts of a layout by name, in the order of the file, with the content type of each."""

    file: str
    types: Mapping[str, str]

    def template_parts(self) -> list[str]:
        """Return the parts that an author writes text into, the main part first."""
        names = [name for name, kind in self.types.items() if kind in _TEMPLATE_TYPES and name in self.parts]
        return sorted(names, key=lambda name: (name != self.main, name))


def open_layout(data: bytes, file: str) -> LayoutPackage:
    """Return the package of a .docx. Raises Refusal when it is none, or when it is not safe to open."""
    if data.startswith(_OLD_WORD):
        text = message("this is an old .doc or .wps file, or a .docx locked with a password")
        raise _refusal("PMG421", text, file, _SAVE_AS)
    try:
        package = _understand(read_parts(data, lambda entries: _check_entries(entries, file)), file)
    except Damaged:
        text = message("this is not a .docx file, or it is damaged")
        raise _refusal("PMG422", text, file, _SAVE_AS) from None
    problems = Problems()
    _check_contents(package, problems)
    problems.refuse_errors()
    return package


def _refusal(code: str, text: Message, file: str, hint: Message) -> Refusal:
    problems = Problems()
    problems.add(code, text, LayoutPlace(file), hint=hint)
    return Refusal(problems)


def _check_entries(entries: Sequence[ZipInfo], file: str) -> None:
    problems, place = Problems(), LayoutPlace(file)
    names = [entry.filename for entry in entries]
    if len(names) > MOST_ENTRIES or len(set(names)) < len(names):
        problems.add("PMG803", message("refused: the package holds too many or doubled entries"), place)
    if _is_too_large(entries) or any(map(_swells, entries)):
        text = message("refused: the package swells beyond any layout when it is unpacked")
        problems.add("PMG803", text, place)
    if any(name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") for name in names):
        problems.add("PMG803", message("refused: an entry of the package leads out of it"), place)
    if any(entry.flag_bits & 1 for entry in entries):
        problems.add("PMG421", message("the package is locked with a password"), place, hint=_SAVE_AS)
    problems.refuse_errors()


def _is_too_large(entries: Sequence[ZipInfo]) -> bool:
    """Tell whether all entries together are larger than a layout, or swell more than its parts may."""
    whole = sum(entry.file_size for entry in entries)
    xml = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    packed = sum(entry.compress_size for entry in entries)
    swells = whole > RATIO_COUNTS_FROM and whole > HIGHEST_RATIO * max(1, packed)
    return whole > MOST_BYTES or xml > MOST_XML or swells


def _swells(entry: ZipInfo) -> bool:
    return entry.file_size > RATIO_COUNTS_FROM and entry.file_size > HIGHEST_RATIO * max(
        1, entry.compress_size
    )


def _understand(parts: dict[str, bytes], file: str) -> LayoutPackage:
    types, relations = content_types(parts), parts.get(ROOT_RELATIONS, b"")
    main = "" if _STRICT in relations else main_part(parts)
    if not main or _STRICT in parts[main][:10_000]:
        raise _refusal("PMG423", message("this .docx is saved as Strict Open XML"), file, _SAVE_AS)
    if not types[main].startswith((_WORD, "application/vnd.ms-word.")):
        raise Damaged(types[main])
    return LayoutPackage(parts, main, file, types)


def _check_contents(package: LayoutPackage, problems: Problems) -> None:
    place = LayoutPlace(package.file)
    for sign, word in _UNSAFE_PARTS.items():
        if any(sign in name.lower() for name in package.parts):
            problems.add(
                "PMG804", message("refused: the layout holds {what}", what=word), place, hint=_SAVE_AS
            )
    if "macroenabled" in package.types[package.main].lower():
        problems.add(
            "PMG804",
            message("refused: the layout holds {what}", what=message("macros")),
            place,
            hint=_SAVE_AS,
        )
    for name in package.parts:
        if name.endswith((".rels", ".xml")) or package.types[name].endswith("xml"):
            _check_xml(package, name, problems)


def _check_xml(package: LayoutPackage, name: str, problems: Problems) -> None:
    try:
        root = parse(package.parts[name])
    except etree.XMLSyntaxError as error:
        text = message("the part cannot be read: {reason}", reason=error)
        problems.add("PMG422", text, LayoutPlace(package.file, name), hint=_SAVE_AS)
        return
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]
        text = message("refused: the layout holds {what}", what=message("a DOCTYPE"))
        problems.add("PMG804", text, LayoutPlace(package.file, name))
    elif name.endswith(".rels"):
        _check_relations(package, name, root, problems)
    elif _is_too_deep(root):
        text = message(
            "refused: tables, boxes or other things stand in each other more deeply than in any form"
        )
        hint = message("draw it with fewer tables within tables; merged cells do the same")
        problems.add("PMG802", text, LayoutPlace(package.file, name), hint=hint)
    else:
        _check_numbers(package, name, root, problems)
        _check_shape(package, name, root, problems)


def _check_numbers(package: LayoutPackage, name: str, root: Element, problems: Problems) -> None:
    wrong = (node for node in root.iter(*_NUMBERS) if not _NUMBER.fullmatch(value(node, "0")))
    for node in wrong:
        reason = f"{etree.QName(node).localname} = {value(node)[:20]}"
        _unreadable(package, name, reason, problems)


def _is_too_deep(root: Element) -> bool:
    """Tell whether elements are nested so deeply that going through them would not end well."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


def _check_shape(package: LayoutPackage, name: str, root: Element, problems: Problems) -> None:
    """Report rows and cells outside of tables and rows, and drawings without an id."""
    for inner, outer in ((W + "tr", W + "tbl"), (W + "tc", W + "tr")):
        if any(ancestor(node, outer) is None for node in root.iter(inner)):
            _unreadable(package, name, etree.QName(inner).localname, problems)
    if any("id" not in node.attrib for node in root.iter(WP + "docPr")):
        _unreadable(package, name, "docPr", problems)


def _unreadable(package: LayoutPackage, name: str, reason: str, problems: Problems) -> None:
    text = message("the part cannot be read: {reason}", reason=reason)
    problems.add("PMG422", text, LayoutPlace(package.file, name), hint=_SAVE_AS)


def _check_relations(package: LayoutPackage, name: str, root: Element, problems: Problems) -> None:
    for node in root:
        target = node.get("Target", "")
        if is_outside(node) and not _is_harmless(node, target):
            problems.add(
                "PMG805",
                leads_outside(target),
                LayoutPlace(package.file, name),
                hint=message("embed pictures instead of linking them, and detach a linked template"),
            )


def _is_harmless(node: Element, target: str) -> bool:
    """Tell whether a relation is a plain web address, or the template of the author's own disk.

    Neither loads anything by itself, and the template stays behind: documents refer to none.
    """
    if node.get("Type", "").endswith("/attachedTemplate"):
        return _is_local(target)
    return node.get("Type", "").endswith("/hyperlink") and is_harmless_address(target)


def _is_local(target: str) -> bool:
    """Tell whether a target is a path on a disk, and neither on another machine nor an address."""
    path = _FILE.sub("", unquote(target.strip())).replace("\\", "/")
    return not path.startswith("//") and _PATH.fullmatch(path) is not None


def is_harmless_address(target: str) -> bool:
    """Tell whether a link leads to a page of the web or to a letter."""
    return _HARMLESS.match(target) is not None


def leads_outside(target: str) -> Message:
    """Return the words for a target that is not in the layout."""
    return message("refused: the layout refers to something outside itself: {target}", target=target[:200])
