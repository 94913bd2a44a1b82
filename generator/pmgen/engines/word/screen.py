"""What a layout must not bring into a public document: tracked changes, comments, hidden text, its author."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from lxml import etree

from pmgen.engines.word.package import CONTENT_TYPES, Package, relations_part
from pmgen.engines.word.paragraphs import text_of
from pmgen.ooxml.xml import Element, W, is_on, parse, value
from pmgen.problems import LayoutPlace, Problems, message

_CHANGES = (
    *(W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")),
    *(
        W + name + "Change"
        for name in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx")
    ),
    W + "numberingChange",
)
_COMMENTS = (W + "commentRangeStart", W + "commentReference")
_FOREIGN = (W + "altChunk", W + "subDoc")
_OBJECTS = (W + "object", W + "control", W + "movie")
_REACHING = re.compile(r"\s*(INCLUDE\w*|DDE\w*|IMPORT|LINK|EMBED|DATABASE|RD|MACROBUTTON)\b", re.IGNORECASE)
_PRIVATE_SETTINGS = tuple(
    W + name
    for name in ("rsids", "docVars", "attachedTemplate", "trackRevisions", "mailMerge", "saveThroughXslt")
)
_DROPPED_RELATIONS = (
    "/customXml",
    "/people",
    "/glossaryDocument",
    "/comments",
    "/commentsExtended",
    "/commentsIds",
)
_DROPPED_PARTS = ("docProps/", "customXml/", "word/people", "word/glossary/", "word/comments")


def screen(root: Element, file: str, part: str, hidden_styles: Iterable[str], problems: Problems) -> None:
    """Report what must not be published from one part."""
    _report(root, _CHANGES, file, part, problems, "PMG806", "tracked changes")
    _report(root, _COMMENTS, file, part, problems, "PMG807", "comments")
    _report(root, _FOREIGN, file, part, problems, "PMG804", "embedded foreign documents")
    _report(root, _OBJECTS, file, part, problems, "PMG804", "embedded objects")
    _report_fields(root, file, part, problems)
    hidden = [node for node in root.iter(W + "vanish", W + "specVanish") if is_on(node)]
    used = [n for n in root.iter(W + "rStyle", W + "pStyle") if value(n) in set(hidden_styles)]
    for node in (hidden + used)[:1]:
        place = LayoutPlace(file, part, text=_near(node))
        hint = message(
            "show hidden text in Word (Ctrl+A, then Ctrl+D, clear 隐藏) and delete what is not wanted"
        )
        problems.add("PMG808", message("the layout holds hidden text"), place, hint=hint)


def _report(
    root: Element, names: tuple[str, ...], file: str, part: str, problems: Problems, code: str, what: str
) -> None:
    found = next(root.iter(*names), None)
    if found is not None:
        place = LayoutPlace(file, part, text=_near(found))
        hint = message("in Word choose 审阅, accept all changes and delete all comments, then save")
        problems.add(code, message("the layout holds {what}", what=what), place, hint=hint)


def _report_fields(root: Element, file: str, part: str, problems: Problems) -> None:
    """Report fields that fetch something from elsewhere or run something."""
    for node, instruction in _instructions(root):
        match = _REACHING.match(instruction)
        if match is not None:
            text = message("refused: the layout holds the field {field}", field=match.group(1).upper())
            problems.add("PMG804", text, LayoutPlace(file, part, text=_near(node)))


def _instructions(root: Element) -> Iterator[tuple[Element, str]]:
    """Iterate over fields: an element of each and its instruction, whatever runs Word had split it over."""
    open_fields: list[tuple[Element, list[str]]] = []
    for node in root.iter(W + "fldSimple", W + "fldChar", W + "instrText"):
        kind = node.get(W + "fldCharType")
        if node.tag == W + "fldSimple":
            yield node, node.get(W + "instr", "")
        elif kind == "begin":
            open_fields.append((node, []))
        elif kind == "separate" and open_fields:
            yield open_fields[-1][0], "".join(open_fields[-1][1])
            open_fields[-1][1].clear()
        elif kind == "end" and open_fields:
            node, words = open_fields.pop()
            yield node, "".join(words)
        elif node.tag == W + "instrText" and open_fields:
            open_fields[-1][1].append(node.text or "")
    for node, words in open_fields:
        yield node, "".join(words)


def _near(node: Element) -> str:
    """Return the words around an element, for an author to search for."""
    for candidate in (node, *node.iterancestors()):
        text = text_of(candidate) + "".join(n.text or "" for n in candidate.iter(W + "delText"))
        if text.strip():
            return text.strip()[:40]
    return ""


def hidden_styles(styles: Element | None) -> frozenset[str]:
    """Return the ids of the styles that hide their text."""
    if styles is None:
        return frozenset()
    known = {style.get(W + "styleId", ""): style for style in styles.iter(W + "style")}
    return frozenset(name for name in known if _hides(name, known))


def _hides(name: str, known: Mapping[str, Element]) -> bool:
    """Tell whether a style, or the one that it is based on, hides its text."""
    seen: set[str] = set()
    while name in known and name not in seen:
        seen.add(name)
        own = known[name].find(f"{W}rPr/{W}vanish")
        if own is not None:
            return is_on(own)
        name = value(known[name].find(W + "basedOn"))
    return False


def clean_controls(root: Element) -> None:
    """Free content controls of ids and of bindings to data elsewhere, so that they may be repeated."""
    for properties in root.iter(W + "sdtPr"):
        for name in ("id", "dataBinding", "showingPlcHdr", "placeholder"):
            for node in properties.findall(W + name):
                properties.remove(node)


def public_parts(package: Package) -> dict[str, bytes]:
    """Return the parts that may be published, without what names the layout's author."""
    parts = {
        name: data
        for name, data in package.parts.items()
        if not name.startswith(_DROPPED_PARTS) and name not in (CONTENT_TYPES, "_rels/.rels")
    }
    parts = {name: data for name, data in parts.items() if "/_rels/" not in name or _owner(name) in parts}
    main = relations_part(package.main)
    if main in parts:
        parts[main] = _without_relations(parts[main])
    settings = package.related("settings")
    if settings in parts:
        parts[settings] = _without_settings(parts[settings])
    return parts


def _owner(relations: str) -> str:
    return relations.replace("/_rels/", "/").removesuffix(".rels")


def _without_relations(data: bytes) -> bytes:
    return _without(data, lambda node: node.get("Type", "").endswith(_DROPPED_RELATIONS))


def _without_settings(data: bytes) -> bytes:
    return _without(data, lambda node: node.tag in _PRIVATE_SETTINGS)


def _without(data: bytes, unwanted: Callable[[Element], bool]) -> bytes:
    root = parse(data)
    for node in list(root):
        if unwanted(node):
            root.remove(node)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
