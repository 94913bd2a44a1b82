"""The table of contents: which paragraphs are headings, and the entries that their field shows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pmgen.engines.word.block_scopes import Scopes
from pmgen.engines.word.layout_xml import PM, ancestor, serialised
from pmgen.engines.word.part_writing import Excerpt, PartProgram, quoted
from pmgen.engines.word.tag_placement import PlacedTag, style_of
from pmgen.opc.office_xml import Element, W, value
from pmgen.opc.xml_text import attribute_value, escape
from pmgen.problems import LayoutPlace, Problems, message

CONTENTS = PM + "contents"
"""Stands where the field of a table of contents stood."""

_LEVELS = re.compile(r'\\o\s+"?([1-9])-([1-9])"?')
_START, _MIDDLE, _END = "\x01", "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the contents: its level, its finished text and the bookmark that it leads to."""

    level: int
    bookmark: str
    text: str


@dataclass(slots=True)
class Headings:
    """The heading paragraphs of a part and the field that lists them, if there is one."""

    levels: dict[Element, int] = field(default_factory=dict)
    bookmarks: dict[Element, str] = field(default_factory=dict)
    instruction: str = ""
    entry_properties: dict[int, str] = field(default_factory=dict)

    def needs_bookmark(self, paragraph: Element) -> bool:
        """Tell whether a heading is listed and has no bookmark of its own to lead to."""
        return bool(self.instruction) and paragraph in self.levels and paragraph not in self.bookmarks


def outline_levels(styles: Element | None) -> dict[str, int]:
    """Return the outline level, from 1, of every paragraph style that has one, by style id."""
    if styles is None:
        return {}
    own: dict[str, int] = {}
    base: dict[str, str] = {}
    for style in styles.iter(W + "style"):
        name = style.get(W + "styleId", "")
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None:
            own[name] = int(value(outline, "9")) + 1
        base[name] = value(style.find(W + "basedOn"))
    return {name: level for name in base if 1 <= (level := _inherited(name, own, base)) <= 9}


def _inherited(name: str, own: dict[str, int], base: dict[str, str]) -> int:
    seen: set[str] = set()
    while name and name not in own and name not in seen:
        seen.add(name)
        name = base.get(name, "")
    return own.get(name, 0)


def find_headings(
    root: Element,
    levels: dict[str, int],
    entry_styles: dict[int, str],
    keys: Collection[str],
    file: str,
    problems: Problems,
) -> Headings:
    """Return a part's headings, and put CONTENTS where its field of contents stands."""
    headings = Headings()
    _take_field(root, headings, entry_styles, file, problems)
    if not headings.instruction:
        return headings
    match = _LEVELS.search(headings.instruction)
    lowest, highest = (int(match.group(1)), int(match.group(2))) if match else (1, 9)
    for paragraph in root.iter(W + "p"):
        direct = paragraph.find(f"{W}pPr/{W}outlineLvl")
        level = int(value(direct, "9")) + 1 if direct is not None else levels.get(style_of(paragraph), 0)
        if lowest <= level <= highest and ancestor(paragraph, W + "txbxContent") is None:
            headings.levels[paragraph] = level
            names = [start.get(W + "name", "") for start in paragraph.iter(W + "bookmarkStart")]
            for name in set(names) & set(keys):
                headings.bookmarks[paragraph] = name
    return headings


def _take_field(
    root: Element, headings: Headings, entry_styles: dict[int, str], file: str, problems: Problems
) -> None:
    instruction = next(
        (n for n in root.iter(W + "instrText") if (n.text or "").strip().startswith("TOC")), None
    )
    if instruction is None:
        return
    first = ancestor(instruction, W + "p")
    paragraphs = _field_paragraphs(first) if first is not None else []
    if first is None or not paragraphs:
        problems.add(
            "PMG429",
            message("the field of the table of contents has no end"),
            LayoutPlace(file, text=(instruction.text or "").strip()),
            hint=message("insert the table of contents anew in Word"),
        )
        return
    headings.instruction = "".join(n.text or "" for p in paragraphs[:1] for n in p.iter(W + "instrText"))
    properties = first.find(W + "pPr")
    headings.entry_properties = {
        level: f'<w:pPr><w:pStyle w:val="{attribute_value(style)}"/></w:pPr>'
        for level, style in entry_styles.items()
    }
    if properties is not None:
        headings.entry_properties[1] = serialised(properties)
    parent = first.getparent()
    assert parent is not None
    parent.replace(first, first.makeelement(CONTENTS))
    for paragraph in paragraphs[1:]:
        parent.remove(paragraph)


def _field_paragraphs(first: Element) -> list[Element]:
    """Return the paragraphs from the field's beginning to its end, all children of one parent."""
    depth = 0
    found: list[Element] = []
    for paragraph in (first, *first.itersiblings(W + "p")):
        found.append(paragraph)
        for mark in paragraph.iter(W + "fldChar"):
            depth += {"begin": 1, "end": -1}.get(mark.get(W + "fldCharType", ""), 0)
        if depth == 0:
            return found
    return []


def write_outline(
    root: Element,
    program: PartProgram,
    scopes: Scopes,
    tags: Sequence[PlacedTag],
    headings: Headings,
    single_item: str | None,
) -> None:
    """Write the program that yields only the headings, for the contents that stand before them."""

    def take(excerpt: Excerpt, element: Element) -> bool:
        if element not in headings.levels:
            return False
        excerpt.want()
        excerpt.program.write(f"{_START}{headings.levels[element]}{_MIDDLE}")
        _bookmark(excerpt.program, headings.bookmarks.get(element), single_item)
        excerpt.program.write(_MIDDLE)
        excerpt.words(element)
        excerpt.program.write(_END)
        return True

    Excerpt(scopes, tags, take, escape).write(root, program)


def _bookmark(program: PartProgram, key: str | None, single_item: str | None) -> None:
    item = program.loop_variable or single_item
    if key is not None and item is not None:
        program.call("reference", quoted(key), item)
    elif key is not None:
        program.write(attribute_value(key))


def read_outline(text: str) -> list[ContentsEntry]:
    """Return the entries that an outline script yielded; a heading without a bookmark gets a numbered one."""
    entries: list[ContentsEntry] = []
    unnamed = 0
    for piece in text.split(_START)[1:]:
        level, bookmark, words = piece.partition(_END)[0].split(_MIDDLE)
        if not bookmark:
            unnamed += 1
            bookmark = f"_Toc{unnamed:09}"
        entries.append(ContentsEntry(int(level), bookmark, _one_line(words)))
    return entries


def _one_line(xml: str) -> str:
    return re.sub(r"</w:t><w:(?:br|tab)/><w:t xml:space=\"preserve\">", " ", xml)


def contents_xml(entries: Sequence[ContentsEntry], headings: Headings) -> str:
    """Return the paragraphs of the field of contents, each entry a link with a live page reference."""
    start = _mark("begin") + _instruction(headings.instruction) + _mark("separate")
    lines = [_entry(entry, headings, start if number == 0 else "") for number, entry in enumerate(entries)]
    if not lines:
        lines = [f"<w:p>{headings.entry_properties.get(1, '')}{start}</w:p>"]
    return "".join(lines) + f"<w:p>{_mark('end')}</w:p>"


def _entry(entry: ContentsEntry, headings: Headings, start: str) -> str:
    properties = headings.entry_properties.get(entry.level, headings.entry_properties.get(1, ""))
    page = _mark("begin") + _instruction(f" PAGEREF {entry.bookmark} \\h ") + _mark("separate") + _mark("end")
    words = f'<w:r><w:t xml:space="preserve">{entry.text}</w:t></w:r><w:r><w:tab/></w:r>'
    link = f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{words}{page}</w:hyperlink>'
    return f"<w:p>{properties}{start}{link}</w:p>"


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{escape(text)}</w:instrText></w:r>'


def entry_styles(styles: Element | None) -> dict[int, str]:
    """Return the ids of the styles 目录 1 to 9, by level."""
    found: dict[int, str] = {}
    for style in styles.iter(W + "style") if styles is not None else ():
        name = value(style.find(W + "name")).lower()
        if name.startswith("toc ") and name[4:] in tuple("123456789"):
            found[int(name[4:])] = style.get(W + "styleId", "")
    return found
