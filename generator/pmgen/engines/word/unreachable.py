"""Tags where nothing can be printed: in equations, in the codes of fields, in names that no page shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pmgen.engines.word.paragraphs import Places
from pmgen.engines.word.tags import find_tags
from pmgen.engines.word.xml import VML, ancestor
from pmgen.ooxml.xml import Element, M, W
from pmgen.problems import LayoutPlace, Message, Problems, message

_TEXTS = (M + "t", W + "t", W + "instrText", "{*}t")


class _Corner(NamedTuple):
    """A kind of place without a way for values, with what to do instead."""

    text: Message
    hint: Message


_EQUATION = _Corner(
    message("an equation is printed as it stands, and a tag in it is not filled"),
    message("write the equation as ordinary text, or put the tag before or behind it"),
)
_CODE = _Corner(
    message("the code of a field is not filled"),
    message("put the tag into the text; fields stay as they are"),
)
_DRAWING = _Corner(
    message("the words of a drawing are printed as they stand, and a tag in them is not filled"),
    message("write the words into a text box, or into the text"),
)
_NUMBER = _Corner(
    message("the numbers of a list are printed as they stand, and a tag in them is not filled"),
    message("put the tag into the paragraph itself"),
)
_NAME = _Corner(
    message("a name or description that no page shows is not filled"),
    message("take the tag out: right-click, then 编辑替代文字 or 属性"),
)


def report_unreachable(root: Element, places: Places, problems: Problems) -> None:
    """Report the tags of a part that stand where no value can be printed."""
    for element, corner, text in (*_texts(root), *_attributes(root)):
        for tag in find_tags(text) if "{" in text or "｛" in text else ():
            paragraph = element if element.tag == W + "p" else ancestor(element, W + "p")
            shown = text[tag.start : tag.end][:60]
            place = LayoutPlace(places.file, places.part, text=shown)
            if paragraph is not None:
                place = places.of(paragraph, shown)
            problems.add("PMG437", corner.text, place, hint=corner.hint)


def _texts(root: Element) -> Iterator[tuple[Element, _Corner, str]]:
    """Yield the texts that are no runs of a paragraph, each whole, whatever pieces Word has made of it."""
    found: dict[tuple[Element, _Corner], list[str]] = {}
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


def _attributes(root: Element) -> Iterator[tuple[Element, _Corner, str]]:
    for node in root.iter():
        for name, text in node.attrib.items():
            if "{" in text or "｛" in text:
                yield node, _CORNERS.get((str(node.tag), str(name)), _NAME), str(text)


_CORNERS = {
    (W + "fldSimple", W + "instr"): _CODE,
    (VML + "textpath", "string"): _DRAWING,
    (W + "lvlText", W + "val"): _NUMBER,
}
