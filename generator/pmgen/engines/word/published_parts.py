"""The parts of a layout that go into public documents, cleaned, and the package's own parts made anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from pmgen.engines.word.layout_package import LayoutPackage
from pmgen.engines.word.layout_pictures import part_of, relation_id
from pmgen.engines.word.layout_screening import text_near
from pmgen.engines.word.layout_xml import with_plain_breaks
from pmgen.opc.office_package import Relation, relations_part
from pmgen.opc.office_xml import Element, R, W, parse
from pmgen.opc.package_writing import (
    APP,
    APP_XML,
    CONTENT_TYPES,
    CORE,
    CORE_RELATION,
    OWN_TYPES,
    ROOT_RELATIONS,
    content_types_xml,
    core_xml,
    relations_xml,
)
from pmgen.opc.xml_text import is_legal
from pmgen.pictures import PackPicture, media_type
from pmgen.problems import LayoutPlace, Problems, message

_OF_TEXT = frozenset(["image", "hyperlink"])
_CARRIED: Mapping[str, frozenset[str]] = {
    "main": _OF_TEXT
    | {"styles", "settings", "fontTable", "theme", "numbering", "header", "footer", "footnotes", "endnotes"},
    "theme": frozenset(["image"]),
    "numbering": frozenset(["image"]),
    "header": _OF_TEXT,
    "footer": _OF_TEXT,
    "footnotes": _OF_TEXT,
    "endnotes": _OF_TEXT,
}
"""By what relations a kind of part reaches others that are carried over; all other kinds reach none."""

_PICTURES = {
    "image/gif": b"GIF8",
    "image/bmp": b"BM",
    "image/tiff": b"",
    "image/x-emf": b"\x01\0\0\0",
    "image/x-wmf": b"",
}
"""The media types of other pictures than PNG and JPEG, with the bytes that such a file begins with."""

_USUAL = ("docProps/", "customXml/", "word/comments", "word/people", "word/glossary/", "word/webSettings")
_USUAL_TOO = ("word/stylesWithEffects", "word/documenttasks", "word/printerSettings")
"""What Word adds by itself; that it is left out need not be said."""

_SETTINGS = frozenset(
    W + name
    for name in re.findall(
        r"\w+",
        "zoom mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter "
        "gutterAtTop defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
        "doNotHyphenateCaps evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets "
        "drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery "
        "displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin characterSpacingControl "
        "printTwoOnOne strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore footnotePr endnotePr "
        "compat themeFontLang clrSchemeMapping decimalSymbol listSeparator noPunctuationKerning updateFields",
    )
)
"""The settings by which a page looks as it does; all others tell of the layout's author or its editing."""

_SILENT = frozenset(
    W + name for name in ("printerSettings", "embedRegular", "embedBold", "embedItalic", "embedBoldItalic")
)
"""What refers to something that is left out, and is not missed."""

_EXTENSION = "{http://schemas.openxmlformats.org/drawingml/2006/main}ext"
_PASTE = message("paste it as a picture instead (选择性粘贴, then 图片), or delete it")


def public_package(package: LayoutPackage, problems: Problems) -> LayoutPackage:
    """Return a package with nothing but what documents may hold; problems tell what that leaves out."""
    kinds = _kinds(package)
    parts: dict[str, bytes] = {}
    for name, kind in kinds.items():
        kept = {each.id for each in package.relations(name) if _target_kind(package, kind, each) is not None}
        parts[name] = _cleaned(package, name, kind, kept, problems)
        relations = relations_part(name)
        if kept:
            parts[relations] = _only(package.parts[relations], kept)
    left = [name for name in package.parts if name not in parts and "/_rels/" not in name]
    _report_left_out(left, package, problems)
    return replace(package, parts={name: parts[name] for name in package.parts if name in parts})


def _kinds(package: LayoutPackage) -> dict[str, str]:
    """Return the parts that the main part reaches, by what each was reached for first."""
    found = {package.main: "main"}
    waiting = [package.main]
    while waiting:
        name = waiting.pop()
        for relation in package.relations(name):
            kind = _target_kind(package, found[name], relation)
            if kind and relation.target not in found:
                found[relation.target] = kind
                waiting.append(relation.target)
    return found


def _target_kind(package: LayoutPackage, kind: str, relation: Relation) -> str | None:
    """Return as what a part of `kind` reaches the target of its relation: "" for an address, None if not."""
    if relation.kind not in _CARRIED.get(kind, frozenset()):
        return None
    if relation.is_outside:
        return "" if relation.kind == "hyperlink" else None
    if relation.target not in package.parts or (
        relation.kind == "image" and not _is_picture(package, relation)
    ):
        return None
    return relation.kind


def _is_picture(package: LayoutPackage, relation: Relation) -> bool:
    data, kind = package.parts[relation.target], package.types[relation.target].lower()
    if kind.replace("image/jpg", "image/jpeg") in ("image/png", "image/jpeg"):
        return media_type(data) == kind.replace("image/jpg", "image/jpeg")
    beginning = _PICTURES.get(kind)
    return beginning is not None and data.startswith(beginning)


def _cleaned(
    package: LayoutPackage, name: str, kind: str, kept: Collection[str], problems: Problems
) -> bytes:
    """Return a part without settings that are private and without what refers to parts that are left out."""
    data = package.parts[name]
    if kind == "settings":
        data = _without(data, lambda node: node.tag not in _SETTINGS)
    dropped = {each.id: each for each in package.relations(name) if each.id not in kept}
    if not dropped or kind == "image":
        return data
    root = parse(data)
    for node in list(root.iter()):
        lost = next((dropped[id_] for id_ in _ids(node) if id_ in dropped), None)
        if lost is not None:
            _drop(node, lost, LayoutPlace(package.file, name), problems)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _ids(node: Element) -> Iterator[str]:
    """Yield the relations that an element names."""
    for key, text in node.attrib.items():
        if str(key).startswith(R) or str(key).endswith("}relid"):
            yield str(text)


def _drop(node: Element, lost: Relation, place: LayoutPlace, problems: Problems) -> None:
    """Take out what refers to a part that is left out, or report it where that would be missed."""
    extension = next(node.iterancestors(_EXTENSION), None)
    unneeded = node if node.tag in _SILENT else extension
    if unneeded is not None and (parent := unneeded.getparent()) is not None:
        parent.remove(unneeded)
        return
    what = lost.kind.rpartition("/")[2]
    text = message("the layout holds something that documents cannot carry: {what}", what=what)
    problems.add("PMG434", text, replace(place, text=text_near(node)), hint=_PASTE)


def _report_left_out(names: Collection[str], package: LayoutPackage, problems: Problems) -> None:
    own = (CONTENT_TYPES, ROOT_RELATIONS)
    said = [name for name in names if not name.startswith((*_USUAL, *_USUAL_TOO)) and name not in own]
    if said:
        shown = "、".join(said[:5]) + ("……" if len(said) > 5 else "")
        text = message("parts of the layout are not taken into documents: {names}", names=shown)
        hint = message(
            "nothing is lost on the page; to be rid of this, copy all into a new document and save that"
        )
        problems.add("PMG435", text, LayoutPlace(package.file), hint=hint)


def _without(data: bytes, unwanted: Callable[[Element], bool]) -> bytes:
    root = parse(data)
    for node in list(root):
        if unwanted(node):
            root.remove(node)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _only(relations: bytes, kept: Collection[str]) -> bytes:
    def is_unwanted(node: Element) -> bool:
        return node.get("Id") not in kept

    return _without(relations, is_unwanted)


def core_properties(title: str, author: str, problems: Problems) -> str:
    """Return the properties of a document: its title and author, and nothing of the layout's own."""
    if not is_legal(title + author):
        text = message("a control character stands in the title or in the name of the unit")
        problems.add("PMG431", text, LayoutPlace("", CORE))
    return core_xml(with_plain_breaks(title), with_plain_breaks(author), "zh-CN")


def own_parts(package: LayoutPackage, types: Mapping[str, str]) -> dict[str, str]:
    """Return the package's own parts that are the same in all documents."""
    properties = (("rId2", CORE_RELATION, CORE), ("rId3", "extended-properties", APP))
    relations = relations_xml([("rId1", "officeDocument", package.main), *properties])
    return {CONTENT_TYPES: content_types_xml(types), ROOT_RELATIONS: relations, APP: APP_XML}


def part_order(package: LayoutPackage) -> tuple[str, ...]:
    """Return the names of all parts of a document in the order of its file: first what others need."""
    relations = map(relations_part, package.template_parts())
    names = (CONTENT_TYPES, ROOT_RELATIONS, package.main, *relations, *package.parts, CORE, APP)
    return tuple(dict.fromkeys(names))


def public_types(package: LayoutPackage) -> dict[str, str]:
    """Return the content types of a package's parts and of those written here."""
    types = {name: package.types[name] for name in package.parts if "/_rels/" not in name}
    return types | OWN_TYPES


def picture_relations(pictures: Collection[PackPicture]) -> list[tuple[str, str, str]]:
    """Return the relations of a part to its pictures."""
    return [(relation_id(picture.name), "image", f"/{part_of(picture)}") for picture in pictures]
