"""What the properties of a file say beside its contents: who saved it, where, with what, and notes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pmgen.problems import LayoutPlace, message
from pmgen.verify.surplus.findings import CLEAN, Finding, found, personal, short
from pmgen.verify.surplus.package import Package

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


def program(package: Package) -> str:
    """Return the name of the program that says it saved the file last; nothing for pmgen's own."""
    for name in package.of_kind("extended-properties"):
        root = package.root(name)
        for node in root if root is not None else ():
            if _name(node) == "Application" and (node.text or "") not in _OURS:
                return _program_name((node.text or "").strip())
    return ""


def _program_name(words: str) -> str:
    """Return a program's name without its builds: `LibreOffice/7.4.7.2$Linux…` is LibreOffice 7.4.7.2."""
    return short(words.partition("$")[0].replace("/", " "))


def property_findings(package: Package) -> Iterator[Finding]:
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


def _property(name: str, words: str, package: Package, part: str) -> Iterator[Finding]:
    place = LayoutPlace(package.file, part)
    is_standard = name == "Template" and words in _STANDARD_TEMPLATES
    if not words or name in _OF_PROGRAMS or is_standard:
        return
    if name in _OF_PERSONS or name == "Template":
        yield _origin(name, words, place, part)
    else:
        text = message("the property {name} of the file says: {words}", name=name, words=short(words))
        yield found(_NOTE, text, place, name, words, part=part, hint=CLEAN)


def _own(words: str, name: str, package: Package, part: str) -> Finding:
    """Return a property that somebody made; programs that stamp files so are known."""
    place = LayoutPlace(package.file, part)
    if name.startswith(_STAMPS):
        return _origin(name, words, place, part)
    text = message("the file holds its own property {name}: {words}", name=short(name), words=short(words))
    return found(_NOTE, text, place, name, words, part=part, hint=CLEAN)


def _origin(name: str, words: str, place: LayoutPlace, part: str) -> Finding:
    text = message("the file tells of its origin: {name} is {words}", name=name, words=short(words))
    return personal(text, place, name, words, part=part)


def _name(node: etree._Element) -> str:
    return str(etree.QName(node).localname) if isinstance(node.tag, str) else ""
