"""Parts that pmgen would not have written, addresses that a file leads to, parts without a purpose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from pmgen.ooxml.xml import Element
from pmgen.problems import LayoutPlace, Message, message
from pmgen.verify.surplus.findings import Finding, foreign, found, personal, short
from pmgen.verify.surplus.package import CONTENT_TYPES, Package, Relation

_STRANGER, _OUTSIDE, _PICTURE = "PMG753", "PMG754", "PMG755"

_ORDINARY = frozenset(
    {"officeDocument", "core-properties", "extended-properties", "custom-properties", "styles", "settings"}
    | {"fontTable", "theme", "webSettings", "numbering", "stylesWithEffects", "footnotes", "endnotes"}
    | {"header", "footer", "image", "worksheet", "sharedStrings", "calcChain", "drawing", "hyperlink"}
)
"""Kinds of parts whose contents are looked at one by one, or hold nothing of their own."""

_EXPLAINED_ELSEWHERE = frozenset({"comments", "threadedComment", "commentsExtended", "commentsIds"}) | {
    "commentsExtensible",
    "person",
    "people",
    "vmlDrawing",
}
"""Kinds that come with comments, which are told one by one."""

_WORDS: Mapping[str, Message] = {
    "vbaProject": message("macros"),
    "wordVbaData": message("macros"),
    "oleObject": message("an embedded object"),
    "package": message("an embedded file"),
    "control": message("an ActiveX control"),
    "ctrlProp": message("a form control"),
    "activeXControlBinary": message("an ActiveX control"),
    "aFChunk": message("an embedded foreign document"),
    "subDocument": message("a part of a master document"),
    "attachedTemplate": message("a template of its own"),
    "customXml": message("custom XML data"),
    "customXmlProps": message("custom XML data"),
    "glossaryDocument": message("building blocks"),
    "mailMergeSource": message("a source of data for mail merge"),
    "mailMergeHeaderSource": message("a source of data for mail merge"),
    "recipientData": message("the addresses of a mail merge"),
    "externalLink": message("a link to another workbook"),
    "connections": message("a connection to a source of data"),
    "queryTable": message("a query of a source of data"),
    "pivotTable": message("a pivot table"),
    "pivotCacheDefinition": message("the data behind a pivot table"),
    "pivotCacheRecords": message("the data behind a pivot table"),
    "table": message("a table with filters of its own"),
    "printerSettings": message("the settings of somebody's printer"),
    "thumbnail": message("a preview picture of the file"),
    "extensibility": message("buttons and macros of its own"),
    "ui": message("buttons and macros of its own"),
    "webextension": message("a web add-in"),
    "webextensiontaskpanes": message("a web add-in"),
    "chart": message("a chart"),
    "chartsheet": message("a sheet that is a chart"),
    "dialogsheet": message("a sheet that is a dialog"),
    "xlMacrosheet": message("a sheet with macros"),
    "xlIntlMacrosheet": message("a sheet with macros"),
    "revisionHeaders": message("the history of a shared workbook"),
    "usernames": message("the names of those who share the workbook"),
    "volatileDependencies": message("live data from elsewhere"),
    "xmlMaps": message("a mapping of XML data"),
    "origin": message("a digital signature"),
    "font": message("an embedded font"),
    "audio": message("sound or video"),
    "video": message("sound or video"),
    "media": message("sound or video"),
    "classificationlabels": message("a label of classification"),
}

_HARMLESS_DATA = (
    "http://www.wps.cn/officeDocument/",
    "http://schemas.openxmlformats.org/officeDocument/2006/bibliography",
)
"""Where empty custom XML comes from that WPS and Word leave in files by themselves."""

_REMOVE = message("do not publish this file: anybody can take that out of it; render the annex again")


def strange_parts(package: Package) -> Iterator[Finding]:
    """Yield the parts of unusual kinds, the addresses that are led to, and the parts without a purpose."""
    reached = {CONTENT_TYPES, *(relation.target for relation in package.relations)}
    parts = {relation.target: relation for relation in package.relations if not relation.outside}
    yield from (_address(relation, package) for relation in package.relations if relation.outside)
    for relation in parts.values():
        if relation.target in package.parts and relation.kind != "image":
            yield from _part(relation, package)
    yield from _pictures(package)
    for name in package.parts:
        if name not in reached and not (name.endswith(".rels") and _owner(name) in (*reached, "")):
            text = message("the file holds the part {part} that nothing in it refers to", part=name)
            yield found(_STRANGER, text, LayoutPlace(package.file, name), name, part=name, hint=_REMOVE)


def _owner(relations: str) -> str:
    return relations.replace("_rels/", "").removesuffix(".rels")


def _address(relation: Relation, package: Package) -> Finding:
    """Return an address outside the file; one that is more than a link is followed at once."""
    place = LayoutPlace(package.file, relation.owner)
    target = short(relation.target)
    if relation.kind == "hyperlink":
        text = message("the file leads to the address {target}", target=target)
        return found(_OUTSIDE, text, place, relation.target, part=relation.owner)
    text = message(
        "the file fetches {target} from outside ({what})", target=target, what=_word(relation.kind)
    )
    return foreign(found(_OUTSIDE, text, place, relation.kind, relation.target, part=relation.owner))


def _part(relation: Relation, package: Package) -> Iterator[Finding]:
    name, kind = relation.target, relation.kind
    if kind in _EXPLAINED_ELSEWHERE or kind in _ORDINARY or _is_empty_data(name, kind, package):
        return
    text = message("the file holds {what}: {part}", what=_word(kind), part=name)
    if kind == "printerSettings":
        yield personal(text, LayoutPlace(package.file, name), name, part=name)
        return
    one = found(_STRANGER, text, LayoutPlace(package.file, name), kind, name, part=name, hint=_REMOVE)
    yield foreign(one) if kind in _NEVER else one


def _pictures(package: Package) -> Iterator[Finding]:
    """Yield each picture once, however often it is shown and under which names."""
    pictures = {sha256(package.parts[name]).hexdigest(): name for name in package.of_kind("image")}
    for digest, name in pictures.items():
        text = message("the file holds the picture {name} that is not ours", name=name)
        yield found(_PICTURE, text, LayoutPlace(package.file, name), digest, part=name)


_NEVER = _WORDS.keys() - {"chart", "font", "table", "printerSettings"}
"""Kinds that no layout can bring along either."""


def _word(kind: str) -> Message | str:
    return _WORDS.get(kind, kind)


def _is_empty_data(name: str, kind: str, package: Package) -> bool:
    """Tell whether custom XML is what programs leave behind by themselves, without a word in it."""
    if kind == "customXmlProps":
        return True
    root = package.root(name) if kind == "customXml" else None
    if root is None:
        return False
    return _namespace(root).startswith(_HARMLESS_DATA) and not "".join(map(str, root.itertext())).strip()


def _namespace(root: Element) -> str:
    return str(root.tag).partition("}")[0].removeprefix("{")
