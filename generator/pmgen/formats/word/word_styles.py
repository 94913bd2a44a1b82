"""Styles with all that they are based on, properties of tables, and the parts of a table style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import TypedDict

from pmgen.document import Border, Direction, VerticalAlign
from pmgen.formats.word.text_properties import (
    ParagraphLook,
    RunLook,
    Typefaces,
    color,
    paragraph_over,
    read_paragraph,
    read_run,
    run_over,
    shade,
)
from pmgen.opc.office_xml import Element, W, hexadecimal, points, value, whole

BorderLine = Border | None
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

    lines: Mapping[str, BorderLine]
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


def _lines(node: Element, unsaid: str = "") -> Mapping[str, BorderLine]:
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


def read_line(node: Element) -> BorderLine:
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
            found[side] = max(points(child.get(W + "w")) or 0.0, 0.0)
    return found


@dataclass(frozen=True, slots=True)
class Look:
    """What one style says about paragraphs, runs and cells."""

    paragraph: ParagraphLook = field(default_factory=ParagraphLook)
    run: RunLook = field(default_factory=RunLook)
    cell: CellLook = field(default_factory=CellLook)

    def under(self, above: Look) -> Look:
        """Return this look with `above` put over it."""
        return Look(
            paragraph_over(self.paragraph, above.paragraph),
            run_over(self.run, above.run),
            cell_over(self.cell, above.cell),
        )


NOTHING = Look()


@dataclass(frozen=True, slots=True)
class TableStyle:
    """What a table style says about the whole table and, by name, about parts such as `firstRow`."""

    whole: Look = NOTHING
    parts: Mapping[str, Look] = field(default_factory=dict)
    rows_per_band: int = 1
    columns_per_band: int = 1

    def under(self, above: TableStyle) -> TableStyle:
        """Return this style with `above`, which is based on it, put over it."""
        names = self.parts.keys() | above.parts.keys()
        parts = {name: self.parts.get(name, NOTHING).under(above.parts.get(name, NOTHING)) for name in names}
        rows = above.rows_per_band if above.rows_per_band > 1 else self.rows_per_band
        columns = above.columns_per_band if above.columns_per_band > 1 else self.columns_per_band
        return TableStyle(self.whole.under(above.whole), parts, rows, columns)


class Styles:
    """The styles by their ids; what they say is read when it is asked for."""

    def __init__(self, root: Element | None, typefaces: Typefaces) -> None:
        self._typefaces = typefaces
        nodes = [] if root is None else root.findall(W + "style")
        self._nodes = {name: node for node in nodes if (name := node.get(W + "styleId"))}
        self._standard = {
            node.get(W + "type", ""): node.get(W + "styleId", "")
            for node in nodes
            if node.get(W + "default") in ("1", "true", "on")
        }
        self._looks: dict[str, Look] = {}
        self._tables: dict[str, TableStyle] = {}
        self.defaults = Look() if root is None else self._defaults(root)
        self.language = _language(root)

    def _defaults(self, root: Element) -> Look:
        paragraph = read_paragraph(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))
        return Look(paragraph, read_run(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), self._typefaces))

    def look(self, kind: str, name: str) -> Look:
        """Return what the paragraph or character style says; the standard one's for an unknown name."""
        known = self.known(kind, name)
        if known not in self._looks:
            self._looks[known] = reduce(Look.under, map(self._own, self._chain(known)), NOTHING)
        return self._looks[known]

    def known(self, kind: str, name: str) -> str:
        """Return `name`, or the name of the standard style of the kind where there is no such style."""
        node = self._nodes.get(name)
        return name if node is not None and node.get(W + "type") == kind else self._standard.get(kind, "")

    def list_level(self, name: str) -> int:
        """Return which level of its list a paragraph style is, where it says so."""
        return self.look("paragraph", name).paragraph.get("list", (-1, -1))[1]

    def table(self, name: str) -> TableStyle:
        """Return what a table style says."""
        known = self.known("table", name)
        if known not in self._tables:
            own = map(self._own_table, self._chain(known))
            self._tables[known] = reduce(TableStyle.under, own, TableStyle())
        return self._tables[known]

    def _chain(self, name: str) -> list[Element]:
        """Return the style and all that it is based on, the basis first."""
        return list(self._based(name))[::-1]

    def _based(self, name: str) -> Iterator[Element]:
        seen: set[str] = set()
        while name in self._nodes and name not in seen:
            seen.add(name)
            yield self._nodes[name]
            name = value(self._nodes[name].find(W + "basedOn"))

    def _own(self, node: Element) -> Look:
        return Look(
            read_paragraph(node.find(W + "pPr")),
            read_run(node.find(W + "rPr"), self._typefaces),
            cell_over(read_cell(node.find(W + "tblPr")), read_cell(node.find(W + "tcPr"))),
        )

    def _own_table(self, node: Element) -> TableStyle:
        properties = node.find(W + "tblPr")
        parts = {part.get(W + "type", ""): self._own(part) for part in node.iterfind(W + "tblStylePr")}
        return TableStyle(
            self._own(node),
            parts,
            _band_size(properties, "tblStyleRowBandSize"),
            _band_size(properties, "tblStyleColBandSize"),
        )


def _band_size(properties: Element | None, name: str) -> int:
    return 1 if properties is None else whole(value(properties.find(W + name), "1"), 1)


def _language(root: Element | None) -> str:
    path = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"
    language = None if root is None else root.find(path)
    return "zh-CN" if language is None else language.get(W + "eastAsia", "zh-CN")


_BITS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}
_CORNERS = {
    (True, False, True, False): "nwCell",
    (True, False, False, True): "neCell",
    (False, True, True, False): "swCell",
    (False, True, False, True): "seCell",
}
Position = tuple[bool, bool, bool, bool]
"""Whether a cell stands in the first row, the last row, the first column, the last column."""


RowKind = tuple[bool, bool, int]
"""Whether a row is the first or the last, and in which of two bands it stands."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """Which parts of its style a table uses; a style without parts asks for nothing."""

    style: TableStyle
    uses: Mapping[str, bool]
    rows: int
    columns: int

    def parts(self, row: int, column: int, span: int) -> tuple[str, ...]:
        """Return the parts of the style that a cell belongs to, the strongest last."""
        if not self.style.parts:
            return ()
        names = ("wholeTable", *self._parts(row, column, column + span == self.columns))
        return tuple(name for name in names if name in self.style.parts)

    def kind_of_row(self, row: int) -> RowKind:
        """Return what decides for all cells of a row which parts they belong to: its place, and its band."""
        return row == 0, row == self.rows - 1, self._band(row)

    def _band(self, row: int) -> int:
        return (
            (row - self.uses["firstRow"]) // max(self.style.rows_per_band, 1) % 2 if self.style.parts else 0
        )

    def _parts(self, row: int, column: int, ends_row: bool) -> Iterator[str]:
        first_row = row == 0 and self.uses["firstRow"]
        last_row = row == self.rows - 1 and self.uses["lastRow"]
        first_column = column == 0 and self.uses["firstColumn"]
        last_column = ends_row and self.uses["lastColumn"]
        if not (self.uses["noVBand"] or first_column or last_column):
            yield _band_name(column - self.uses["firstColumn"], self.style.columns_per_band, "Vert")
        if not (self.uses["noHBand"] or first_row or last_row):
            yield _band_name(row - self.uses["firstRow"], self.style.rows_per_band, "Horz")
        yield from ["firstCol"] * first_column + ["lastCol"] * last_column
        yield from ["firstRow"] * first_row + ["lastRow"] * last_row
        corner = _CORNERS.get((first_row, last_row, first_column, last_column))
        if corner:
            yield corner


def _band_name(index: int, size: int, kind: str) -> str:
    return f"band{index // max(size, 1) % 2 + 1}{kind}"


def read_conditions(properties: Element | None, style: TableStyle, rows: int, columns: int) -> Conditions:
    """Return which parts of its style a table of this size uses."""
    look = None if properties is None else properties.find(W + "tblLook")
    bits = 0 if look is None else hexadecimal(look.get(W + "val"))
    uses = {name: bool(bits & bit) for name, bit in _BITS.items()}
    for name in _BITS:
        given = None if look is None else look.get(W + name)
        if given is not None:
            uses[name] = given in ("1", "true", "on")
    return Conditions(style, uses, rows, columns)


def lines_of_part(look: CellLook, name: str, position: Position) -> Iterator[tuple[str, BorderLine]]:
    """Iterate over the lines that a part of the style draws around one of its cells."""
    lines = look.get("lines", {})
    is_row, is_column = name.endswith(("Row", "Horz")), name.endswith(("Col", "Vert"))
    starts, ends = not is_row or position[2], not is_row or position[3]
    tops, bottoms = not is_column or position[0], not is_column or position[1]
    for side, at_edge, inner in (
        ("top", tops, "insideH"),
        ("bottom", bottoms, "insideH"),
        ("left", starts, "insideV"),
        ("right", ends, "insideV"),
    ):
        key = side if at_edge else inner
        if key in lines:
            yield side, lines[key]
