"""Put every tag of a part into one element of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial

from pmgen.engines.language.name_hints import SingleBraces, find_braced
from pmgen.engines.word.layout_tags import (
    CLOSERS,
    INNER,
    MOST_TAGS,
    OPENERS,
    STATEMENTS,
    TEXT_BLOCKS,
    BadTag,
    Tag,
    TagKind,
    argument,
    find_tags,
)
from pmgen.engines.word.layout_xml import PM, ancestor
from pmgen.opc.office_xml import XML_SPACE, Element, W, value
from pmgen.problems import LayoutPlace, Message, Problems, message

SLOT = PM + "slot"
"""A value inside a run: `{{ … }}`."""
TAG = PM + "tag"
"""Any other tag, between runs."""

_TEXT = (W + "t", W + "tab", W + "br", W + "cr", W + "noBreakHyphen")
_SPACE = " \t\n\r\u3000"
"""What a `-` beside a tag takes away: not the space that is typed so that it stays."""


@dataclass(frozen=True, slots=True)
class PlacedTag:
    """A tag and where it stands in the layout; `number` counts in reading order over the part."""

    tag: Tag
    place: LayoutPlace
    number: int


@dataclass(slots=True)
class TagLookalikes:
    """What stands in a part and is no tag: `unread` texts that look like tags, and names in single braces."""

    unread: list[str] = field(default_factory=list)
    braced: list[tuple[SingleBraces, LayoutPlace]] = field(default_factory=list)


def place_tags(
    root: Element, places: PlaceCounter, odd: TagLookalikes, problems: Problems
) -> list[PlacedTag]:
    """Return the tags of a part in reading order, each now a SLOT or TAG element whose `n` is its number."""
    placed: list[PlacedTag] = []
    for paragraph in list(root.iter(W + "p")):
        atoms = text_atoms(paragraph)
        text = "".join(atom.text for atom in atoms)
        if "{" not in text and "｛" not in text:
            continue
        tags = _sound_tags(text, partial(places.of, paragraph), odd, problems)
        numbered = [
            PlacedTag(tag, places.of(paragraph, tag.source), len(placed) + i) for i, tag in enumerate(tags)
        ]
        placed.extend(numbered)
        for item in reversed(numbered):
            _isolate(atoms, text, item)
    return placed


@dataclass(slots=True)
class TextAtom:
    """A piece of a paragraph's text, and where it starts there."""

    element: Element
    start: int
    text: str


def text_atoms(paragraph: Element) -> list[TextAtom]:
    """Return the pieces of text of a paragraph, in their order."""
    atoms: list[TextAtom] = []
    position = 0
    for element in paragraph.iter(*_TEXT):
        text = _text_of(element)
        if text and ancestor(element, W + "p") is paragraph:
            atoms.append(TextAtom(element, position, text))
            position += len(text)
    return atoms


def _text_of(element: Element) -> str:
    parent = element.getparent()
    if parent is None or parent.tag != W + "r":
        return ""
    if element.tag == W + "t":
        return element.text or ""
    if element.tag == W + "noBreakHyphen":
        return "-"
    if element.tag == W + "tab":
        return "\t"
    return "" if element.get(W + "type", "textWrapping") != "textWrapping" else "\n"


def _sound_tags(
    text: str, place: Callable[[str], LayoutPlace], odd: TagLookalikes, problems: Problems
) -> list[Tag]:
    """Return the tags of a paragraph with text blocks made one, reporting what cannot be read."""
    sound: list[Tag] = []
    found = find_tags(text)
    if len(found) > MOST_TAGS:
        problems.add(
            "PMG802", message("refused: the paragraph holds {count} tags", count=len(found)), place("")
        )
        return []
    for tag in found:
        if isinstance(tag, BadTag):
            shown = text[tag.start : tag.end][:60]
            odd.unread.append(text[tag.start : tag.end])
            problems.add("PMG401", _reason(tag.reason), place(shown), hint=_hint(tag.reason))
        elif (meant := _misspelt(tag)) is not None:
            odd.unread.append(meant)
            reason = message("there is no tag named {tag}", tag=tag.word)
            problems.add(
                "PMG401", reason, place(tag.source), hint=message("did you mean {names}?", names=meant)
            )
        else:
            sound.append(_spread(tag, text))
    odd.braced += [
        (braced, place(braced.text))
        for braced in find_braced(text)
        if not any(tag.start <= braced.start < tag.end for tag in found)
    ]
    return _joined_blocks(sound, text, place, problems)


def _misspelt(tag: Tag) -> str | None:
    """Return the word of a block's tag that a tag was probably meant to be."""
    if tag.kind is not TagKind.STATEMENT or tag.word in STATEMENTS:
        return None
    close = get_close_matches(tag.word, (*OPENERS, *INNER, *CLOSERS), 1, 0.7)
    return close[0] if close else None


def _reason(reason: str) -> Message:
    return message("{reason}", reason=reason) if reason not in _REASONS else _REASONS[reason][0]


def _hint(reason: str) -> Message | None:
    return _REASONS[reason][1] if reason in _REASONS else None


_REASONS = {
    "this tag cannot be read": (
        message("this tag cannot be read"),
        message("look for a missing quote, bracket or sign between its braces"),
    ),
    "this tag has no end in its paragraph": (
        message("this tag has no end in its paragraph"),
        message("close it in the same paragraph, with {braces}", braces="}} 或 %}"),
    ),
    "this tag is longer than any form needs": (
        message("this tag is longer than any form needs"),
        message("close it in the same paragraph, with {braces}", braces="}} 或 %}"),
    ),
    "rich text and subdocuments need Python objects": (
        message("rich text and subdocuments need Python objects, which data cannot hold"),
        message("write {plain} and format the tag itself in Word", plain="{{ … }}"),
    ),
}


def _spread(tag: Tag, text: str) -> Tag:
    """Return the tag with the white space that its `-` marks take away, and without the marks."""
    start, end, source = tag.start, tag.end, tag.source
    if source[2:3] == "-" and len(source) > 4:
        source = source[:2] + source[3:]
        start -= len(text[:start]) - len(text[:start].rstrip(_SPACE))
    if source[-3:-2] == "-" and len(source) > 4:
        source = source[:-3] + source[-2:]
        end += len(text[end:]) - len(text[end:].lstrip(_SPACE))
    return Tag(tag.kind, start, end, source.replace("\n", " "), tag.word, tag.level)


def _joined_blocks(
    tags: list[Tag], text: str, place: Callable[[str], LayoutPlace], problems: Problems
) -> list[Tag]:
    joined: list[Tag] = []
    rest = iter(tags)
    for tag in rest:
        if tag.word == "raw":
            joined.append(_literal(tag))
        elif tag.word in TEXT_BLOCKS and not (tag.word == "set" and "=" in tag.source):
            block = _block(tag, rest, text)
            if block is None:
                problems.add(
                    "PMG404",
                    message("{word} must begin and end in one paragraph", word=tag.word),
                    place(tag.source),
                )
                return joined
            joined.append(block)
        else:
            joined.append(tag)
    return joined


def _literal(tag: Tag) -> Tag:
    inner = tag.source[tag.source.index("%}") + 2 : tag.source.rindex("{%")]
    quoted = inner.replace("\\", "\\\\").replace("'", "\\'")
    return Tag(TagKind.VALUE, tag.start, tag.end, "{{ '" + quoted + "' }}")


def _block(first: Tag, rest: Iterator[Tag], text: str) -> Tag | None:
    """Return a macro or set block as one tag that holds all of its text."""
    source, position = first.source, first.end
    for tag in rest:
        source += text[position : tag.start] + tag.source
        position = tag.end
        if tag.word == TEXT_BLOCKS[first.word]:
            return Tag(TagKind.STATEMENT, first.start, tag.end, source.replace("\n", " "), first.word)
    return None


def _isolate(atoms: list[TextAtom], text: str, item: PlacedTag) -> None:
    """Take the tag's characters out of their runs and put its element where they began."""
    start, end = item.tag.start, item.tag.end
    touched = [atom for atom in atoms if atom.start < end and atom.start + len(atom.text) > start]
    first = next(atom for atom in touched if atom.element.tag == W + "t")
    for atom in touched:
        if atom is not first:
            _cut(atom, 0, end - atom.start)
    before, after = first.text[: max(0, start - first.start)], first.text[max(0, end - first.start) :]
    marker = first.element.makeelement(
        SLOT if item.tag.kind is TagKind.VALUE else TAG, {"n": str(item.number)}
    )
    _set_text(first, before)
    if marker.tag == SLOT:
        _insert_slot(first.element, marker, after)
    else:
        _insert_tag(first.element, marker, after)


def _cut(atom: TextAtom, start: int, end: int) -> None:
    if atom.element.tag != W + "t" or end >= len(atom.text):
        parent = atom.element.getparent()
        if parent is not None:
            parent.remove(atom.element)
        atom.text = ""
        return
    _set_text(atom, atom.text[:start] + atom.text[end:])
    atom.start += end - start


def _set_text(atom: TextAtom, text: str) -> None:
    atom.text = text
    atom.element.text = text
    atom.element.set(XML_SPACE, "preserve")


def _insert_slot(element: Element, slot: Element, after: str) -> None:
    element.addnext(slot)
    if after:
        slot.addnext(_new_text(element, after))
    parent = element.getparent()
    if parent is not None and not element.text:
        parent.remove(element)


def _insert_tag(element: Element, tag: Element, after: str) -> None:
    """Split the run behind `element` and put the tag between the halves."""
    run = element.getparent()
    assert run is not None
    rest = run.makeelement(W + "r")
    properties = run.find(W + "rPr")
    if properties is not None:
        rest.append(deepcopy(properties))
    following = list(element.itersiblings())
    if after:
        rest.append(_new_text(element, after))
    rest.extend(following)
    run.addnext(tag)
    if after or following:
        tag.addnext(rest)
    _drop_if_empty(run)


def _new_text(element: Element, text: str) -> Element:
    new = element.makeelement(W + "t", {XML_SPACE: "preserve"})
    new.text = text
    return new


def _drop_if_empty(run: Element) -> None:
    for text in [child for child in run if child.tag == W + "t" and not child.text]:
        run.remove(text)
    if all(child.tag == W + "rPr" for child in run):
        parent = run.getparent()
        assert parent is not None
        parent.remove(run)


class PlaceCounter:
    """Counts tables, rows, cells and paragraphs as an author would."""

    def __init__(self, root: Element, file: str, part: str) -> None:
        self.file = file
        self.part = part
        self._counted: dict[tuple[Element, str], dict[Element, int]] = {}
        self._tables = {table: number for number, table in enumerate(root.iter(W + "tbl"), 1)}

    def of(self, paragraph: Element, text: str) -> LayoutPlace:
        """Return the place of a paragraph, with the words to look for."""
        cell = ancestor(paragraph, W + "tc")
        row = ancestor(paragraph, W + "tr")
        table = ancestor(paragraph, W + "tbl")
        return LayoutPlace(
            self.file,
            self.part,
            self._tables[table] if table is not None else None,
            self._position(row, W + "tr"),
            self._position(cell, W + "tc"),
            self._position(paragraph, W + "p"),
            text,
        )

    def _position(self, element: Element | None, name: str) -> int | None:
        """Return the number of an element among those of its name beside it."""
        parent = None if element is None else element.getparent()
        if element is None or parent is None:
            return None
        if (parent, name) not in self._counted:
            beside = enumerate(parent.iterchildren(name), 1)
            self._counted[parent, name] = {other: number for number, other in beside}
        return self._counted[parent, name][element]


def text_of(element: Element) -> str:
    """Return the plain text below an element, for messages."""
    return "".join(node.text or "" for node in element.iter(W + "t"))


def style_of(paragraph: Element) -> str:
    """Return a paragraph's style id."""
    return value(paragraph.find(f"{W}pPr/{W}pStyle"))


def joined(tags: Iterable[PlacedTag]) -> str:
    """Return the tags of a part as one source of the language, without the text between them."""
    return "".join(map(_source, tags))


def _source(placed: PlacedTag) -> str:
    if placed.tag.kind is TagKind.CELL:
        return "{{ " + (argument(placed.tag) or "''") + " }}"
    return placed.tag.source
