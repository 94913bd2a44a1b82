"""A workbook as it was found: its sheets, the texts that they share, the formatting of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from lxml import etree

from pmgen.formats.xlsx.plain_sheet import S, plain_sheet
from pmgen.opc.office_xml import Element, R, whole
from pmgen.problems import LayoutPlace
from pmgen.verify.foreign_content.colour_contrast import WHITE, automatic, colour
from pmgen.verify.foreign_content.package_scan import ScannedPackage

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_INDEXED = {"8": "000000", "9": "FFFFFF", "0": "000000", "1": "FFFFFF", "64": "000000", "65": "FFFFFF"}
_THEME = {"0": "FFFFFF", "1": "000000"}
"""The two colours of a theme that are ground and text; others are seen on both."""

_SYMBOLS = ("Wingdings", "Webdings", "Symbol", "Marlett", "ZapfDingbats")
_MOST_DIGITS = 400
_FORMATS = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    49: "@",
}


@dataclass(frozen=True, slots=True)
class CellFormatting:
    """How a cell looks; colours RRGGBB, sizes in points."""

    colour: str
    ground: str
    size: str
    bold: bool
    italic: bool
    underline: bool
    struck: bool
    signs: str
    format: str
    wrapped: bool
    shrunk: bool
    turned: str
    filled: bool
    lines: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its text as the file holds it."""

    element: Element
    place: str
    text: str
    is_number: bool
    look: CellFormatting

    @property
    def row(self) -> int:
        """Return its row, from 1."""
        return at(self.place)[0]

    @property
    def column(self) -> int:
        """Return its column, from 1."""
        return at(self.place)[1]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its name and its part."""

    file: str
    name: str
    part: str
    root: Element

    def place(self, cell: str = "", words: str = "") -> LayoutPlace:
        """Return where something stands on the sheet."""
        return LayoutPlace(self.file, f"{self.name}!{cell}" if cell else self.name, text=words)

    def all(self, name: str) -> Iterator[Element]:
        """Yield every element of a name."""
        return self.root.iter(S + name)

    def child(self, name: str) -> Element | None:
        """Return the sheet's own element of a name."""
        return self.root.find(S + name)


@dataclass
class ScannedWorkbook:
    """The sheets of a workbook; where they need be `bare`, without rows that hide nothing."""

    package: ScannedPackage
    bare: bool = False
    _known: dict[str, CellFormatting] = field(default_factory=dict)

    @cached_property
    def root(self) -> Element | None:
        """Return the workbook's own element."""
        return self.package.root(self.package.main)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheets in the order of the workbook."""
        roots = ((part, name, self._root_of(part)) for part, name in sheet_names(self.package).items())
        return tuple(
            Sheet(self.package.file, name, part, root) for part, name, root in roots if root is not None
        )

    def _root_of(self, part: str) -> Element | None:
        plain = plain_sheet(self.package.parts.get(part, b"")) if self.bare else None
        return self.package.root(part) if plain is None else plain.root

    @cached_property
    def shared(self) -> Sequence[Element]:
        """Return the texts that cells share."""
        roots = [self.package.root(part) for part in self.package.of_kind("sharedStrings")]
        return [item for root in roots if root is not None for item in root.iter(S + "si")]

    def cells(self, sheet: Sheet) -> Iterator[Cell]:
        """Yield the cells of a sheet that hold anything."""
        for node in sheet.all("c"):
            text = self._text(node)
            if text or node.find(S + "f") is not None:
                is_number = node.get("t", "n") == "n"
                yield Cell(node, node.get("r", ""), text, is_number, self.look(node.get("s", "0")))

    def _text(self, cell: Element) -> str:
        value = cell.findtext(S + "v") or ""
        match cell.get("t", "n"):
            case "s":
                known = 0 <= whole(value, -1) < len(self.shared)
                return words_of(self.shared[whole(value, -1)]) if known else ""
            case "inlineStr":
                inline = cell.find(S + "is")
                return "" if inline is None else words_of(inline)
            case "n":
                return _plain_number(value)
            case _:
                return value

    def look(self, number: str) -> CellFormatting:
        """Return the look with a number."""
        if number not in self._known:
            self._known[number] = self._look(number)
        return self._known[number]

    @cached_property
    def _styles(self) -> Element:
        roots = (self.package.root(part) for part in self.package.of_kind("styles"))
        return next((root for root in roots if root is not None), etree.Element("none"))

    def _list(self, name: str) -> Sequence[Element]:
        node = self._styles.find(S + name)
        return [] if node is None else [child for child in node if isinstance(child.tag, str)]

    @cached_property
    def _own_formats(self) -> Mapping[str, str]:
        return {node.get("numFmtId", ""): node.get("formatCode", "") for node in self._list("numFmts")}

    def _look(self, number: str) -> CellFormatting:
        given = _at(self._list("cellXfs"), number)
        font = _at(self._list("fonts"), given.get("fontId"))
        fill = _at(self._list("fills"), given.get("fillId")).find(f"{S}patternFill")
        manner = given.find(S + "alignment")
        ground = _ground(fill)
        name = font.find(S + "name")
        face = "" if name is None else name.get("val", "")
        identity = given.get("numFmtId", "0")
        code = self._own_formats.get(identity) or _FORMATS.get(whole(identity, -1))
        return CellFormatting(
            _colour(font.find(S + "color")) or automatic(ground),
            ground,
            _value(font, "sz", "11"),
            _is_on(font, "b"),
            _is_on(font, "i"),
            _value(font, "u", "single" if font.find(S + "u") is not None else "none") != "none",
            _is_on(font, "strike"),
            next((sign for sign in _SYMBOLS if sign in face), ""),
            code or f"#{identity}",
            manner is not None and manner.get("wrapText") in ("1", "true"),
            manner is not None and manner.get("shrinkToFit") in ("1", "true"),
            "0" if manner is None else manner.get("textRotation", "0"),
            manner is not None and manner.get("horizontal") == "fill",
            _lines(_at(self._list("borders"), given.get("borderId"))),
        )

    def run(self, properties: Element, look: CellFormatting) -> CellFormatting:
        """Return the look of a piece of a cell's text."""
        return CellFormatting(
            _colour(properties.find(S + "color")) or look.colour,
            look.ground,
            _value(properties, "sz", look.size),
            _is_on(properties, "b"),
            _is_on(properties, "i"),
            properties.find(S + "u") is not None,
            _is_on(properties, "strike"),
            next((sign for sign in _SYMBOLS if sign in _value(properties, "rFont", "")), ""),
            look.format,
            look.wrapped,
            look.shrunk,
            look.turned,
            look.filled,
            look.lines,
        )


def _plain_number(value: str) -> str:
    """Return a number as it is, however many zeros a program writes after it."""
    try:
        number = Decimal(value)
    except ArithmeticError:
        return value
    return f"{number.normalize():f}" if abs(number.adjusted()) < _MOST_DIGITS else value


def sheet_names(package: ScannedPackage) -> Mapping[str, str]:
    """Return the name of each sheet by the part in which it stands."""
    root = package.root(package.main)
    names: dict[str, str] = {}
    for node in root.iter(S + "sheet") if root is not None else ():
        relation = package.target(package.main, node.get(R + "id"))
        if relation is not None:
            names[relation.target] = node.get("name", "")
    return names


def words_of(item: Element) -> str:
    """Return the text of a string without the reading aids beside it."""
    nodes = (node for node in item.iter(S + "t") if next(node.iterancestors(S + "rPh"), None) is None)
    return "".join(node.text or "" for node in nodes)


def at(place: str) -> tuple[int, int]:
    """Return the row and the column, from 1, of `B12`; zeros for what is no cell."""
    match = _CELL.match(place)
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def letters(column: int) -> str:
    """Return the name of a column, from 1."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def switched(node: Element | None, name: str) -> bool:
    """Tell whether an attribute is on."""
    return node is not None and node.get(name) in ("1", "true")


def _at(nodes: Sequence[Element], number: str | None) -> Element:
    index = whole(number)
    return nodes[index] if 0 <= index < len(nodes) else etree.Element("none")


def _value(node: Element, name: str, default: str) -> str:
    child = node.find(S + name)
    return default if child is None else child.get("val", default)


def _is_on(node: Element, name: str) -> bool:
    child = node.find(S + name)
    return child is not None and child.get("val", "1") not in ("0", "false")


def _colour(node: Element | None) -> str | None:
    if node is None:
        return None
    given = node.get("rgb")
    if given is not None:
        return colour(given[-6:])
    if node.get("theme") is not None:
        return _THEME.get(node.get("theme", "")) if not node.get("tint") else None
    return _INDEXED.get(node.get("indexed", ""))


def _lines(border: Element) -> str:
    sides = (border.find(S + side) for side in ("left", "right", "top", "bottom"))
    return " ".join("none" if side is None else side.get("style", "none") for side in sides)


def _ground(fill: Element | None) -> str:
    if fill is None or fill.get("patternType", "none") in ("none", "gray125", "gray0625"):
        return WHITE
    return _colour(fill.find(S + "fgColor")) or WHITE
