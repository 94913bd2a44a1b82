"""Page numbers as GB/T 9704 has them, put into the feet of a Word layout in the place of its own."""

from __future__ import annotations

import posixpath
from copy import deepcopy
from dataclasses import dataclass, field, replace

from lxml import etree

from pmgen.engines.official_page_numbers import DASH, FACE, ROOM, SIZE, foot_distance, is_label
from pmgen.engines.word.layout_package import LayoutPackage
from pmgen.opc.office_package import relations_part, with_relations
from pmgen.opc.office_xml import W_URI, Element, R, W, is_on, parse, points

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_NUMBERS = (["PAGE"], ["NUMPAGES"], ["SECTIONPAGES"])
_PICTURES = tuple(
    f"{{{space}}}{name}"
    for space, name in (
        ("http://schemas.openxmlformats.org/drawingml/2006/main", "blip"),
        ("urn:schemas-microsoft-com:vml", "imagedata"),
    )
)
_BEFORE = frozenset(
    W + name
    for name in (
        "zoom",
        "mirrorMargins",
        "alignBordersAndEdges",
        "bordersDoNotSurroundHeader",
        "bordersDoNotSurroundFooter",
        "gutterAtTop",
        "defaultTabStop",
        "autoHyphenation",
        "consecutiveHyphenLimit",
        "hyphenationZone",
        "doNotHyphenateCaps",
    )
)
"""The settings before evenAndOddHeaders (ISO 29500-1 §17.15.1.78), of those that are carried over."""


def with_official_numbers(package: LayoutPackage) -> LayoutPackage:
    """Return the package with feet for odd and even pages; a first page whose foot has no number keeps it."""
    work = _Work(package, dict(package.parts), dict(package.types))
    root = parse(package.parts[package.main])
    has_even = work.switch_even_pages_on()
    known: dict[tuple[str, str], str] = {}
    for section in root.iter(W + "sectPr"):
        parent = section.getparent()
        if parent is not None and parent.tag != W + "sectPrChange":
            _renew(section, known, has_even, work)
    work.parts[package.main] = _bytes(root)
    work.drop_unused(root)
    return replace(package, parts=work.parts, types=work.types)


def _renew(section: Element, known: dict[tuple[str, str], str], has_even: bool, work: _Work) -> None:
    """Give a section its references; one that it lacks it has from the section before."""
    for node in list(section.iterchildren(W + "headerReference", W + "footerReference")):
        kind = str(node.tag).removeprefix(W).removesuffix("Reference")
        known[kind, node.get(W + "type", "default")] = work.target(node.get(R + "id", ""))
        section.remove(node)
    pages = ["default", "even", *(["first"] if is_on(section.find(W + "titlePg")) else [])]
    made = list[Element]()
    for kind in ("header", "footer"):
        for page in pages:
            like = "default" if page == "even" and not has_even else page
            source = known.get((kind, like), "")
            if kind == "footer" and not (page == "first" and not work.is_numbered(source)):
                part = work.foot(source, "left" if page == "even" else "right")
            else:
                part = work.copy(source, kind) if like != page and source else source
            if part:
                node = etree.Element(f"{W}{kind}Reference")
                node.set(W + "type", page)
                node.set(R + "id", work.relation(part, kind))
                made.append(node)
    section[:0] = made
    margins = section.find(W + "pgMar")
    if margins is not None:
        bottom, given = (points(margins.get(W + name)) for name in ("bottom", "footer"))
        distance = foot_distance(abs(bottom or 0), given or 0)
        margins.set(W + "footer", str(round(distance * 20)))


@dataclass(slots=True)
class _Work:
    """A package while its feet are made anew."""

    package: LayoutPackage
    parts: dict[str, bytes]
    types: dict[str, str]
    made: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def _relations(self) -> str:
        return relations_part(self.package.main)

    def target(self, identity: str) -> str:
        """Return the part to which a relation of the main part leads."""
        relations = self.package.relations(self.package.main)
        return next((each.target for each in relations if each.id == identity), "")

    def relation(self, part: str, kind: str) -> str:
        """Return the id of the main part's relation to a part, a new one where there is none."""
        kept = {each.target: each.id for each in self.package.relations(self.package.main)}
        identity = kept.get(part) or f"pmgen-{posixpath.basename(part).removesuffix('.xml')}"
        known = self.parts.get(self._relations)
        if known is None or not any(node.get("Id") == identity for node in parse(known)):
            self.parts[self._relations] = with_relations(known, [(identity, kind, f"/{part}")])
        return identity

    def is_numbered(self, part: str) -> bool:
        """Tell whether a head or foot has the number of a page."""
        return part in self.parts and any(map(_take_numbers, parse(self.parts[part])))

    def copy(self, source: str, kind: str) -> str:
        """Return a part that says the same as another."""
        return self._add(source, kind, "same", self.parts[source])

    def foot(self, source: str, side: str) -> str:
        """Return a foot with what the other one says beside its number, and an official number below."""
        root = (
            parse(self.parts[source])
            if source in self.parts
            else etree.Element(W + "ftr", nsmap={"w": W_URI})
        )
        for block in list(root):
            if _take_numbers(block) and is_label(_words(block)):
                root.remove(block)
        if all(block.tag == W + "p" and not any(map(len, block.iter(W + "r"))) for block in root):
            del root[:]
        root.append(_number(side))
        return self._add(source, "footer", side, _bytes(root))

    def _add(self, source: str, kind: str, use: str, data: bytes) -> str:
        key = source, f"{kind} {use}"
        if key not in self.made:
            folder = posixpath.dirname(self.package.main)
            name = posixpath.join(folder, f"official{len(self.made) + 1}.xml")
            self.made[key] = name
            self.parts[name], self.types[name] = data, _TYPE.format(kind)
            if relations_part(source) in self.parts:
                self.parts[relations_part(name)] = self.parts[relations_part(source)]
        return self.made[key]

    def switch_even_pages_on(self) -> bool:
        """Let even pages have heads and feet of their own; tell whether they had them already."""
        part = self.package.related("settings")
        name = part or posixpath.join(posixpath.dirname(self.package.main), "settings.xml")
        empty = f'<w:settings xmlns:w="{W_URI}"/>'.encode()
        root = parse(self.parts.get(name, empty))
        given = root.find(W + "evenAndOddHeaders")
        if is_on(given):
            return True
        if given is not None:
            root.remove(given)
        root.insert(sum(node.tag in _BEFORE for node in root), etree.Element(W + "evenAndOddHeaders"))
        self.parts[name], self.types[name] = _bytes(root), _TYPE.format("settings")
        self.relation(name, "settings")
        return False

    def drop_unused(self, root: Element) -> None:
        """Take out the heads and feet that no section refers to any more."""
        used = {node.get(R + "id") for node in root.iter(W + "headerReference", W + "footerReference")}
        relations = parse(self.parts[self._relations])
        for each in self.package.relations(self.package.main):
            if each.kind in ("header", "footer") and each.id not in used:
                for node in [node for node in relations if node.get("Id") == each.id]:
                    relations.remove(node)
                for name in (each.target, relations_part(each.target)):
                    self.parts.pop(name, None)
        self.parts[self._relations] = _bytes(relations)


def _take_numbers(block: Element) -> bool:
    """Take the fields for numbers of pages out of a block; tell whether there were any."""
    found = list[Element]()
    for node in block.iter(W + "fldSimple"):
        if node.get(W + "instr", "").split()[:1] in _NUMBERS:
            found.append(node)
    open_runs, instruction, depth = list[Element](), "", 0
    for run in block.iter(W + "r"):
        for mark in run.iterchildren(W + "fldChar", W + "instrText"):
            kind = mark.get(W + "fldCharType")
            depth += (kind == "begin") - (kind == "end")
            if kind == "begin" and depth == 1:
                open_runs, instruction = [], ""
            elif mark.tag == W + "instrText":
                instruction += mark.text or ""
            elif kind == "end" and depth == 0 and instruction.split()[:1] in _NUMBERS:
                found += [*open_runs, run]
        if depth:
            open_runs.append(run)
    for node in found:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    return bool(found)


def _words(block: Element) -> str:
    """Return the words of a block; a picture counts as one."""
    texts = "".join(node.text or "" for node in block.iter(W + "t"))
    return texts + "▭" * sum(1 for _ in block.iter(*_PICTURES))


def _number(side: str) -> Element:
    """Return the paragraph with the number."""
    fonts = f'<w:rPr><w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:eastAsia="{FACE}" w:cs="{FACE}"/>'
    look = f'{fonts}<w:sz w:val="{SIZE * 2:g}"/><w:szCs w:val="{SIZE * 2:g}"/></w:rPr>'
    room = f"{ROOM * 20:g}"
    indent = f'w:left="{room}" w:right="0"' if side == "left" else f'w:left="0" w:right="{room}"'
    runs = (
        f'<w:t xml:space="preserve">{DASH} </w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        f'<w:t xml:space="preserve"> {DASH}</w:t>',
    )
    return deepcopy(
        parse(
            (
                f'<w:p xmlns:w="{W_URI}"><w:pPr><w:snapToGrid w:val="0"/>'
                '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
                f'<w:ind {indent} w:firstLine="0"/><w:jc w:val="{side}"/></w:pPr>'
                f"{''.join(f'<w:r>{look}{run}</w:r>' for run in runs)}</w:p>"
            ).encode()
        )
    )


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
