"""What properties of runs say: each level of the style cascade as a few plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypedDict

from pmgen.ooxml.xml import Element, W, is_on, value
from pmgen.readers.word.units import half_points, whole

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
