"""What properties of runs and paragraphs say: each level of the style cascade as plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypedDict

from lxml import etree

from pmgen.document import Align, TabStop
from pmgen.opc.office_xml import Element, W, half_points, is_on, points, value, whole

Typefaces = Mapping[str, str]
"""The typeface behind each name of the theme, such as `minorEastAsia`."""


class RunLook(TypedDict, total=False):
    """What one level says about runs; a level that is silent about something lacks the key."""

    east_asian: str
    latin: str
    size: float
    bold: bool
    italic: bool
    underline: bool
    color: str
    hidden: bool
    capitals: bool
    others: Mapping[str, bool]


_RUN_SWITCHES = ("strike", "dstrike", "emboss", "imprint", "outline", "shadow", "smallCaps")


def run_over(below: RunLook, above: RunLook) -> RunLook:
    """Return `below` with everything that `above` says put over it."""
    merged: RunLook = {**below, **above}
    if "others" in below and "others" in above:
        merged["others"] = {**below["others"], **above["others"]}
    return merged


def read_run(properties: Element | None, typefaces: Typefaces) -> RunLook:
    """Return what a w:rPr says."""
    look: RunLook = {}
    for node in properties if properties is not None else ():
        read = _RUN.get(str(node.tag))
        if read is not None:
            read(node, look, typefaces)
    return look


def _fonts(node: Element, look: RunLook, typefaces: Typefaces) -> None:
    east_asian = typefaces.get(node.get(W + "eastAsiaTheme", "")) or node.get(W + "eastAsia")
    latin = (
        typefaces.get(node.get(W + "asciiTheme", ""))
        or node.get(W + "ascii")
        or typefaces.get(node.get(W + "hAnsiTheme", ""))
        or node.get(W + "hAnsi")
    )
    if east_asian:
        look["east_asian"] = east_asian
    if latin:
        look["latin"] = latin


def _size(node: Element, look: RunLook, typefaces: Typefaces) -> None:
    size = half_points(value(node))
    if size:
        look["size"] = size


def _bold(node: Element, look: RunLook, typefaces: Typefaces) -> None:
    look["bold"] = is_on(node)


def _italic(node: Element, look: RunLook, typefaces: Typefaces) -> None:
    look["italic"] = is_on(node)


def _underline(node: Element, look: RunLook, typefaces: Typefaces) -> None:
    look["underline"] = value(node, "none") != "none"


def _color(node: Element, look: RunLook, typefaces: Typefaces) -> None:
    look["color"] = color(value(node)) or "000000"


def _hidden(node: Element, look: RunLook, typefaces: Typefaces) -> None:
    look["hidden"] = is_on(node)


def _capitals(node: Element, look: RunLook, typefaces: Typefaces) -> None:
    look["capitals"] = is_on(node)


def _other_run(
    name: str, present: Callable[[Element], bool]
) -> Callable[[Element, RunLook, Typefaces], None]:
    def read(node: Element, look: RunLook, typefaces: Typefaces) -> None:
        look["others"] = {**look.get("others", {}), name: present(node)}

    return read


_RUN: Mapping[str, Callable[[Element, RunLook, Typefaces], None]] = {
    W + "rFonts": _fonts,
    W + "sz": _size,
    W + "b": _bold,
    W + "i": _italic,
    W + "u": _underline,
    W + "color": _color,
    W + "vanish": _hidden,
    W + "caps": _capitals,
    **{W + name: _other_run(name, is_on) for name in _RUN_SWITCHES},
    W + "highlight": _other_run("shade", lambda node: value(node, "none") != "none"),
    W + "shd": _other_run("shade", lambda node: shade(node) is not None),
    W + "vertAlign": _other_run("raised", lambda node: value(node, "baseline") != "baseline"),
    W + "position": _other_run("raised", lambda node: whole(value(node)) != 0),
    W + "spacing": _other_run("spacing", lambda node: whole(value(node)) != 0),
    W + "w": _other_run("stretched", lambda node: whole(value(node, "100"), 100) != 100),
    W + "bdr": _other_run("frame", lambda node: value(node, "nil") not in ("nil", "none")),
    W + "em": _other_run("emphasis", lambda node: value(node, "none") != "none"),
    W + "eastAsianLayout": _other_run("layout", lambda node: bool(node.attrib)),
}


def color(text: str | None) -> str | None:
    """Return a colour as RRGGBB, or None for none or an automatic one."""
    return text.upper() if text and len(text) == 6 and text != "auto" else None


def shade(node: Element | None) -> str | None:
    """Return the colour that a w:shd fills with."""
    if node is None or value(node) == "nil":
        return None
    if value(node) == "solid":
        return color(node.get(W + "color")) or "000000"
    return color(node.get(W + "fill"))


class ParagraphLook(TypedDict, total=False):
    """What one level says about paragraphs; `..._characters` and `..._lines` count hundredths."""

    align: Align
    outline: int
    before: float
    after: float
    before_lines: int
    after_lines: int
    before_auto: bool
    after_auto: bool
    line: float
    rule: str
    left: float
    right: float
    first: float
    left_characters: int
    right_characters: int
    first_characters: int
    tabs: Mapping[float, TabStop | None]
    keep_with_next: bool
    page_break_before: bool
    snaps: bool
    close: bool
    apart_from_letters: bool
    apart_from_digits: bool
    list: tuple[int, int]
    others: Mapping[str, bool]


_ALIGN = {
    "left": Align.LEFT,
    "start": Align.LEFT,
    "center": Align.CENTER,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "both": Align.JUSTIFY,
    "distribute": Align.JUSTIFY,
    "lowKashida": Align.JUSTIFY,
    "mediumKashida": Align.JUSTIFY,
    "highKashida": Align.JUSTIFY,
    "thaiDistribute": Align.JUSTIFY,
}
_TAB_ALIGN = {"center": Align.CENTER, "right": Align.RIGHT, "end": Align.RIGHT, "decimal": Align.RIGHT}
LEADERS = {"dot": ".", "hyphen": "-", "underscore": "_", "heavy": "_", "middleDot": "·"}


def paragraph_over(below: ParagraphLook, above: ParagraphLook) -> ParagraphLook:
    """Return `below` with everything that `above` says put over it; tab stops add up."""
    merged: ParagraphLook = {**below, **above}
    if "tabs" in below and "tabs" in above:
        merged["tabs"] = {**below["tabs"], **above["tabs"]}
    if "others" in below and "others" in above:
        merged["others"] = {**below["others"], **above["others"]}
    return merged


def read_paragraph(properties: Element | None) -> ParagraphLook:
    """Return what a w:pPr says."""
    look: ParagraphLook = {}
    for node in properties if properties is not None else ():
        read = _PARAGRAPH.get(str(node.tag))
        if read is not None:
            read(node, look)
    return look


def _align(node: Element, look: ParagraphLook) -> None:
    look["align"] = _ALIGN.get(value(node), Align.LEFT)


def _outline(node: Element, look: ParagraphLook) -> None:
    level = whole(value(node), 9) + 1
    look["outline"] = level if level < 10 else 0


def _spacing(node: Element, look: ParagraphLook) -> None:
    attributes = node.attrib
    if (before := points(attributes.get(W + "before"))) is not None:
        look["before"] = max(before, 0.0)
    if (after := points(attributes.get(W + "after"))) is not None:
        look["after"] = max(after, 0.0)
    if W + "beforeLines" in attributes:
        look["before_lines"] = max(whole(attributes.get(W + "beforeLines")), 0)
    if W + "afterLines" in attributes:
        look["after_lines"] = max(whole(attributes.get(W + "afterLines")), 0)
    if W + "beforeAutospacing" in attributes:
        look["before_auto"] = attributes.get(W + "beforeAutospacing") in ("1", "true", "on")
    if W + "afterAutospacing" in attributes:
        look["after_auto"] = attributes.get(W + "afterAutospacing") in ("1", "true", "on")
    # A height of nothing or less, which Word never writes, says nothing.
    if (line := points(attributes.get(W + "line"))) is not None and line > 0:
        look["line"] = line
        look["rule"] = str(attributes.get(W + "lineRule", "auto"))


def _indent(node: Element, look: ParagraphLook) -> None:
    attributes = node.attrib
    if (left := points(attributes.get(W + "left", attributes.get(W + "start")))) is not None:
        look["left"] = left
    if (right := points(attributes.get(W + "right", attributes.get(W + "end")))) is not None:
        look["right"] = right
    if (first := points(attributes.get(W + "firstLine"))) is not None:
        look["first"] = first
    if (hanging := points(attributes.get(W + "hanging"))) is not None:
        look["first"] = -hanging
    _indent_in_characters(attributes, look)


def _indent_in_characters(attributes: etree._Attrib, look: ParagraphLook) -> None:
    left = attributes.get(W + "leftChars", attributes.get(W + "startChars"))
    right = attributes.get(W + "rightChars", attributes.get(W + "endChars"))
    if left is not None:
        look["left_characters"] = whole(left)
    if right is not None:
        look["right_characters"] = whole(right)
    if W + "firstLineChars" in attributes:
        look["first_characters"] = whole(attributes.get(W + "firstLineChars"))
    if W + "hangingChars" in attributes:
        look["first_characters"] = -whole(attributes.get(W + "hangingChars"))


def _tabs(node: Element, look: ParagraphLook) -> None:
    stops: dict[float, TabStop | None] = {}
    for tab in node:
        position = points(tab.get(W + "pos")) or 0.0
        stops[position] = _tab_stop(tab, position)
    look["tabs"] = stops


def _tab_stop(tab: Element, position: float) -> TabStop | None:
    if value(tab) in ("clear", "bar"):
        return None
    align = _TAB_ALIGN.get(value(tab), Align.LEFT)
    return TabStop(position, align, LEADERS.get(tab.get(W + "leader", ""), ""))


def _keep(node: Element, look: ParagraphLook) -> None:
    look["keep_with_next"] = is_on(node)


def _break(node: Element, look: ParagraphLook) -> None:
    look["page_break_before"] = is_on(node)


def _snap(node: Element, look: ParagraphLook) -> None:
    look["snaps"] = is_on(node)


def _close(node: Element, look: ParagraphLook) -> None:
    look["close"] = is_on(node)


def _letters(node: Element, look: ParagraphLook) -> None:
    look["apart_from_letters"] = is_on(node)


def _digits(node: Element, look: ParagraphLook) -> None:
    look["apart_from_digits"] = is_on(node)


def _list(node: Element, look: ParagraphLook) -> None:
    level = whole(value(node.find(W + "ilvl")), -1)
    number = whole(value(node.find(W + "numId")), -1)
    look["list"] = (number, level)


def _other(name: str, present: Callable[[Element], bool]) -> Callable[[Element, ParagraphLook], None]:
    def read(node: Element, look: ParagraphLook) -> None:
        look["others"] = {**look.get("others", {}), name: present(node)}

    return read


def _has_lines(node: Element) -> bool:
    return any(value(side, "nil") not in ("nil", "none") for side in node)


_PARAGRAPH: Mapping[str, Callable[[Element, ParagraphLook], None]] = {
    W + "jc": _align,
    W + "outlineLvl": _outline,
    W + "spacing": _spacing,
    W + "ind": _indent,
    W + "tabs": _tabs,
    W + "keepNext": _keep,
    W + "pageBreakBefore": _break,
    W + "snapToGrid": _snap,
    W + "contextualSpacing": _close,
    W + "autoSpaceDE": _letters,
    W + "autoSpaceDN": _digits,
    W + "numPr": _list,
    W + "pBdr": _other("borders", _has_lines),
    W + "shd": _other("shade", lambda node: shade(node) is not None),
    W + "framePr": _other("frame", lambda node: True),
    W + "textDirection": _other("direction", lambda node: value(node, "lrTb") not in ("lrTb", "tb")),
    W + "bidi": _other("bidi", is_on),
}
