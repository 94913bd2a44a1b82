"""Parts, addresses and properties of an office package that pmgen would not have written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from lxml import etree

from pmgen.opc.office_xml import Element
from pmgen.opc.package_writing import CONTENT_TYPES
from pmgen.problems import LayoutPlace, Message, message
from pmgen.verify.foreign_content.foreign_content_report import (
    CLEAN,
    ForeignContent,
    certainly_foreign,
    personal_trace,
    possibly_foreign,
    shortened,
)
from pmgen.verify.foreign_content.package_scan import Relation, ScannedPackage

_NOTE = "PMG752"
_OURS = ("pmgen", "")

_OF_PERSONS = {"creator", "lastModifiedBy", "Company", "Manager"}
_OF_PROGRAMS = frozenset(
    {"created", "modified", "lastPrinted", "revision", "language", "version", "Application", "AppVersion"}
    | {"TotalTime", "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs", "Slides"}
    | {"ScaleCrop", "LinksUpToDate", "SharedDoc", "HyperlinksChanged", "HeadingPairs", "TitlesOfParts"}
    | {"DocSecurity", "HiddenSlides", "Notes", "MMClips", "PresentationFormat"}
)
"""Properties that programs count and stamp by themselves."""

_STAMPS = ("KSO", "ICV", "MSIP_", "ContentTypeId", "WorkbookGuid", "GrammarlyDocumentId")
"""How the names begin of own properties that programs write by themselves."""

_STANDARD_TEMPLATES = frozenset({"Normal.dotm", "Normal.dotx", "Normal.dot", "Normal", "Normal.wpt"})


def program(package: ScannedPackage) -> str:
    """Return the name of the program that says it saved the file last; nothing for pmgen's own."""
    for name in package.of_kind("extended-properties"):
        root = package.root(name)
        for node in root if root is not None else ():
            if _name(node) == "Application" and (node.text or "") not in _OURS:
                return _program_name((node.text or "").strip())
    return ""


def _program_name(words: str) -> str:
    """Return a program's name without its builds: `LibreOffice/7.4.7.2$Linux…` is LibreOffice 7.4.7.2."""
    return shortened(words.partition("$")[0].replace("/", " "))


def foreign_properties(package: ScannedPackage) -> Iterator[ForeignContent]:
    """Yield what the properties say, person, place and note; stamps of programs are left out."""
    for kind in ("core-properties", "extended-properties"):
        for name in package.of_kind(kind):
            root = package.root(name)
            for node in root if root is not None else ():
                yield from _property(_name(node), "".join(map(str, node.itertext())).strip(), package, name)
    for name in package.of_kind("custom-properties"):
        root = package.root(name)
        for node in root if root is not None else ():
            yield _own("".join(map(str, node.itertext())).strip(), node.get("name", ""), package, name)


def _property(name: str, words: str, package: ScannedPackage, part: str) -> Iterator[ForeignContent]:
    place = LayoutPlace(package.file, part)
    is_standard = name == "Template" and words in _STANDARD_TEMPLATES
    if not words or name in _OF_PROGRAMS or is_standard:
        return
    if name in _OF_PERSONS or name == "Template":
        yield _origin(name, words, place, part)
    else:
        text = message("the property {name} of the file says: {words}", name=name, words=shortened(words))
        yield possibly_foreign(_NOTE, text, place, name, words, part=part, hint=CLEAN)


def _own(words: str, name: str, package: ScannedPackage, part: str) -> ForeignContent:
    """Return a property that somebody made; programs that stamp files so are known."""
    place = LayoutPlace(package.file, part)
    if name.startswith(_STAMPS):
        return _origin(name, words, place, part)
    text = message(
        "the file holds its own property {name}: {words}", name=shortened(name), words=shortened(words)
    )
    return possibly_foreign(_NOTE, text, place, name, words, part=part, hint=CLEAN)


def _origin(name: str, words: str, place: LayoutPlace, part: str) -> ForeignContent:
    text = message("the file tells of its origin: {name} is {words}", name=name, words=shortened(words))
    return personal_trace(text, place, name, words, part=part)


def _name(node: etree._Element) -> str:
    return str(etree.QName(node).localname) if isinstance(node.tag, str) else ""


_FOREIGN_PART, _OUTSIDE, _PICTURE = "PMG753", "PMG754", "PMG755"

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


def foreign_parts(package: ScannedPackage) -> Iterator[ForeignContent]:
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
            yield possibly_foreign(
                _FOREIGN_PART, text, LayoutPlace(package.file, name), name, part=name, hint=_REMOVE
            )


def _owner(relations: str) -> str:
    return relations.replace("_rels/", "").removesuffix(".rels")


def _address(relation: Relation, package: ScannedPackage) -> ForeignContent:
    """Return an address outside the file; one that is more than a link is followed at once."""
    place = LayoutPlace(package.file, relation.owner)
    target = shortened(relation.target)
    if relation.kind == "hyperlink":
        text = message("the file leads to the address {target}", target=target)
        return possibly_foreign(_OUTSIDE, text, place, relation.target, part=relation.owner)
    text = message(
        "the file fetches {target} from outside ({what})", target=target, what=_word(relation.kind)
    )
    return certainly_foreign(
        possibly_foreign(_OUTSIDE, text, place, relation.kind, relation.target, part=relation.owner)
    )


def _part(relation: Relation, package: ScannedPackage) -> Iterator[ForeignContent]:
    name, kind = relation.target, relation.kind
    if kind in _EXPLAINED_ELSEWHERE or kind in _ORDINARY or _is_empty_data(name, kind, package):
        return
    text = message("the file holds {what}: {part}", what=_word(kind), part=name)
    if kind == "printerSettings":
        yield personal_trace(text, LayoutPlace(package.file, name), name, part=name)
        return
    one = possibly_foreign(
        _FOREIGN_PART, text, LayoutPlace(package.file, name), kind, name, part=name, hint=_REMOVE
    )
    yield certainly_foreign(one) if kind in _NEVER else one


def _pictures(package: ScannedPackage) -> Iterator[ForeignContent]:
    """Yield each picture once, however often it is shown and under which names."""
    pictures = {sha256(package.parts[name]).hexdigest(): name for name in package.of_kind("image")}
    for digest, name in pictures.items():
        text = message("the file holds the picture {name} that is not ours", name=name)
        yield possibly_foreign(_PICTURE, text, LayoutPlace(package.file, name), digest, part=name)


_NEVER = _WORDS.keys() - {"chart", "font", "table", "printerSettings"}
"""Kinds that no layout can bring along either."""


def _word(kind: str) -> Message | str:
    return _WORDS.get(kind, kind)


def _is_empty_data(name: str, kind: str, package: ScannedPackage) -> bool:
    """Tell whether custom XML is what programs leave behind by themselves, without a word in it."""
    if kind == "customXmlProps":
        return True
    root = package.root(name) if kind == "customXml" else None
    if root is None:
        return False
    return _namespace(root).startswith(_HARMLESS_DATA) and not "".join(map(str, root.itertext())).strip()


def _namespace(root: Element) -> str:
    return str(root.tag).partition("}")[0].removeprefix("{")
