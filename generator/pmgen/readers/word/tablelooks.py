"""What properties of tables, rows and cells say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from pmgen.document import Border, Direction, VerticalAlign
from pmgen.ooxml.xml import Element, W, value
from pmgen.readers.word.runlooks import color, shade
from pmgen.readers.word.units import points

Line = Border | None
"""A line of a table's or cell's edge; None says that there is none."""

_SIDES = {
    "top": "top",
    "left": "left",
    "start": "left",
    "bottom": "bottom",
    "right": "right",
    "end": "right",
    "insideH": "insideH",
    "insideV": "insideV",
    "tl2br": "falling",
    "tr2bl": "rising",
}
_VERTICAL = {"center": VerticalAlign.MIDDLE, "bottom": VerticalAlign.BOTTOM}
_DIRECTIONS = {
    "tbRl": Direction.DOWN,
    "rl": Direction.DOWN,
    "btLr": Direction.UP,
    "lr": Direction.UP,
    **dict.fromkeys(("tbRlV", "rlV", "tbLrV", "lrV"), Direction.UPRIGHT),
}
"""How text runs in a cell by the words of ISO 29500-1 §17.18.93 and of its first edition.

In cells they mean something else than in sections (MS-OI29500 §2.1.558): only those that end in V keep
Chinese upright, and the others turn every character.
"""

_PLAIN = ("single", "thick", "nil", "none")


class CellLook(TypedDict, total=False):
    """What one level says about cells; `insideH` and `insideV` are the lines between cells."""

    lines: Mapping[str, Line]
    padding: Mapping[str, float]
    background: str | None
    vertical_align: VerticalAlign
    direction: Direction


def cell_over(below: CellLook, above: CellLook) -> CellLook:
    """Return `below` with everything that `above` says put over it, side by side."""
    merged: CellLook = {**below, **above}
    if "lines" in below and "lines" in above:
        merged["lines"] = {**below["lines"], **above["lines"]}
    if "padding" in below and "padding" in above:
        merged["padding"] = {**below["padding"], **above["padding"]}
    return merged


def read_cell(properties: Element | None) -> CellLook:
    """Return what a w:tcPr, or the part of a w:tblPr that speaks of cells, says."""
    look: CellLook = {}
    for node in properties if properties is not None else ():
        match node.tag:
            case "{*}":
                pass
            case tag if tag == W + "tcBorders":
                look["lines"] = _lines(node, unsaid="none")
            case tag if tag == W + "tblBorders":
                look["lines"] = _lines(node)
            case tag if tag in (W + "tcMar", W + "tblCellMar"):
                look["padding"] = _padding(node)
            case tag if tag == W + "shd":
                look["background"] = shade(node)
            case tag if tag == W + "vAlign":
                look["vertical_align"] = _VERTICAL.get(value(node), VerticalAlign.TOP)
            case tag if tag == W + "textDirection":
                look["direction"] = _DIRECTIONS.get(value(node), Direction.ACROSS)
    return look


def _lines(node: Element, unsaid: str = "") -> Mapping[str, Line]:
    """Return the lines by their sides, but those whose kind is `unsaid`.

    A cell's `none` is no word against the table's line, its `nil` is (MS-OI29500, 2.1.169: Word on
    ISO/IEC 29500-1, 17.4.66).
    """
    found = {}
    for child in node:
        side = _SIDES.get(str(child.tag).removeprefix(W))
        if side and not (unsaid and value(child) == unsaid):
            found[side] = read_line(child)
    return found


def read_line(node: Element) -> Line:
    """Return the line of a border; of a double or patterned one, what comes nearest."""
    if value(node, "nil") in ("nil", "none"):
        return None
    width = points(node.get(W + "sz"), 8) or 0.5
    return Border(max(width, 0.25), color(node.get(W + "color")) or "000000")


def unusual_lines(properties: Element | None) -> bool:
    """Tell whether a border is more than one plain line."""
    nodes = [] if properties is None else properties.iterfind(f"{W}tcBorders/*")
    return any(value(node, "nil") not in _PLAIN for node in nodes)


def _padding(node: Element) -> Mapping[str, float]:
    found = {}
    for child in node:
        side = _SIDES.get(str(child.tag).removeprefix(W))
        if side and child.get(W + "type", "dxa") in ("dxa", "nil"):
            found[side] = points(child.get(W + "w")) or 0.0
    return found
