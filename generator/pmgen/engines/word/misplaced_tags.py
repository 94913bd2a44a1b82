"""Report the tags of blocks without a partner, and tags where nothing can be printed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pmgen.engines.word.layout_tags import CLOSERS, OPENERS, TagKind, find_tags
from pmgen.engines.word.layout_xml import VML, ancestor
from pmgen.engines.word.tag_placement import PlaceCounter, PlacedTag
from pmgen.opc.office_xml import Element, M, W
from pmgen.problems import LayoutPlace, Message, Problems, message


@dataclass(frozen=True, slots=True)
class UnpairedTags:
    """Tags of a part or text box that found no partner there; `lines` are all its tags by row or paragraph.

    `unread` are the texts of the part that look like tags and could not be read.
    """

    openers: tuple[PlacedTag, ...]
    closers: tuple[PlacedTag, ...]
    lines: tuple[tuple[PlacedTag, ...], ...] = ()
    unread: tuple[str, ...] = ()


def could_be(word: str, unread: Iterable[str]) -> bool:
    """Tell whether one of the texts that could not be read may be the tag `word`."""
    return any(re.search(rf"(?<![A-Za-z]){word}(?![A-Za-z])", text) for text in unread)


def report_unpaired(stories: Collection[UnpairedTags], problems: Problems) -> None:
    """Report the tags without a partner, naming both where one stands in another part or text box."""
    closers = [(closer, loose) for loose in stories for closer in loose.closers]
    for home in stories:
        alone: list[PlacedTag] = []
        for opener in home.openers:
            wanted = OPENERS[opener.tag.word]
            found = next((c for c in closers if c[0].tag.word == wanted and c[1] is not home), None)
            if found is None:
                alone.append(opener)
            else:
                closers.remove(found)
                _report_reaching(opener, found[0], problems)
        _report_alone(alone, home, problems)
    for home in stories:
        _report_alone([closer for closer, loose in closers if loose is home], home, problems)


def _report_reaching(opener: PlacedTag, closer: PlacedTag, problems: Problems) -> None:
    problems.add(
        "PMG406",
        message("{opener} reaches into another part", opener=opener.tag.source),
        opener.place,
        closer.place,
        hint=message("headers, footers, footnotes, text boxes and the body each need their own tags"),
    )


def _report_alone(tags: Sequence[PlacedTag], home: UnpairedTags, problems: Problems) -> None:
    """Report tags of one kind; each takes the next row that is out of balance by a tag of its word."""
    taken: set[int] = set()
    for tag in tags:
        if could_be(_partner(tag), home.unread):
            continue
        line = next(
            (n for n, line in enumerate(home.lines) if n not in taken and _is_suspect(line, tag)), None
        )
        if line is None:
            _report_missing(tag, problems)
        else:
            taken.add(line)
            _report_line(home.lines[line], tag, problems)


def _partner(tag: PlacedTag) -> str:
    return OPENERS.get(tag.tag.word) or CLOSERS[tag.tag.word]


def _is_suspect(line: Sequence[PlacedTag], tag: PlacedTag) -> bool:
    """Tell whether a row begins and ends blocks, yet one tag like `tag` too many; else it may be in order."""
    opened, closed = _counted(line)
    return opened > 0 < closed and any(left.tag.word == tag.tag.word for left in _left(line))


def _counted(line: Sequence[PlacedTag]) -> tuple[int, int]:
    kinds = [tag.tag.kind for tag in line]
    return kinds.count(TagKind.OPENER), kinds.count(TagKind.CLOSER)


def _left(line: Sequence[PlacedTag]) -> list[PlacedTag]:
    """Return the tags that have no partner in their own row."""
    left: list[PlacedTag] = []
    for tag in line:
        if tag.tag.kind is TagKind.CLOSER and left and left[-1].tag.word == CLOSERS[tag.tag.word]:
            left.pop()
        elif tag.tag.kind in (TagKind.OPENER, TagKind.CLOSER):
            left.append(tag)
    return left


def _report_line(line: Sequence[PlacedTag], tag: PlacedTag, problems: Problems) -> None:
    opened, closed = _counted(line)
    here = next(left for left in _left(line) if left.tag.word == tag.tag.word)
    if here.place.row is not None:
        text = message("this row opens {opened} blocks and closes {closed}", opened=opened, closed=closed)
    else:
        text = message(
            "this paragraph opens {opened} blocks and closes {closed}", opened=opened, closed=closed
        )
    others = [tag.place] if tag is not here else []
    problems.add("PMG405", text, here.place, *others, hint=_hint(tag))


def _report_missing(tag: PlacedTag, problems: Problems) -> None:
    problems.add(
        "PMG405",
        message("{tag} has no {partner}", tag=tag.tag.source, partner="{% " + _partner(tag) + " %}"),
        tag.place,
        hint=_hint(tag),
    )


def _hint(tag: PlacedTag) -> Message:
    partner = "{% " + _partner(tag) + " %}"
    if tag.tag.kind is TagKind.OPENER:
        return message("write {tag} where the block ends", tag=partner)
    return message(
        "delete the tag, or write {tag} where the block begins", tag="{% " + _partner(tag) + " … %}"
    )


_TEXTS = (M + "t", W + "t", W + "instrText", "{*}t")


class _UnfillablePlace(NamedTuple):
    """A kind of place without a way for values, with what to do instead."""

    text: Message
    hint: Message


_EQUATION = _UnfillablePlace(
    message("an equation is printed as it stands, and a tag in it is not filled"),
    message("write the equation as ordinary text, or put the tag before or behind it"),
)
_CODE = _UnfillablePlace(
    message("the code of a field is not filled"),
    message("put the tag into the text; fields stay as they are"),
)
_DRAWING = _UnfillablePlace(
    message("the words of a drawing are printed as they stand, and a tag in them is not filled"),
    message("write the words into a text box, or into the text"),
)
_NUMBER = _UnfillablePlace(
    message("the numbers of a list are printed as they stand, and a tag in them is not filled"),
    message("put the tag into the paragraph itself"),
)
_NAME = _UnfillablePlace(
    message("a name or description that no page shows is not filled"),
    message("take the tag out: right-click, then 编辑替代文字 or 属性"),
)


def report_unreachable(root: Element, places: PlaceCounter, problems: Problems) -> None:
    """Report the tags of a part that stand where no value can be printed."""
    for element, corner, text in (*_texts(root), *_attributes(root)):
        for tag in find_tags(text) if "{" in text or "｛" in text else ():
            paragraph = element if element.tag == W + "p" else ancestor(element, W + "p")
            shown = text[tag.start : tag.end][:60]
            place = LayoutPlace(places.file, places.part, text=shown)
            if paragraph is not None:
                place = places.of(paragraph, shown)
            problems.add("PMG437", corner.text, place, hint=corner.hint)


def _texts(root: Element) -> Iterator[tuple[Element, _UnfillablePlace, str]]:
    """Yield the texts that are no runs of a paragraph, each whole, whatever pieces Word has made of it."""
    found: dict[tuple[Element, _UnfillablePlace], list[str]] = {}
    for node in root.iter(*_TEXTS):
        parent = node.getparent()
        if parent is None or (node.tag == W + "t" and parent.tag == W + "r"):
            continue
        equation = next((other for other in node.iterancestors(M + "oMath")), None)
        whole = equation if equation is not None else ancestor(node, W + "p")
        corner = _CODE if node.tag == W + "instrText" else _DRAWING if equation is None else _EQUATION
        found.setdefault((root if whole is None else whole, corner), []).append(node.text or "")
    for (element, corner), texts in found.items():
        yield element, corner, "".join(texts)


def _attributes(root: Element) -> Iterator[tuple[Element, _UnfillablePlace, str]]:
    for node in root.iter():
        for name, text in node.attrib.items():
            if "{" in text or "｛" in text:
                yield node, _UNFILLABLE_PLACES.get((str(node.tag), str(name)), _NAME), str(text)


_UNFILLABLE_PLACES = {
    (W + "fldSimple", W + "instr"): _CODE,
    (VML + "textpath", "string"): _DRAWING,
    (W + "lvlText", W + "val"): _NUMBER,
}
