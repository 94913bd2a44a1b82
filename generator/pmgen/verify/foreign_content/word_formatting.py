"""How the text of a Word file looks: the cascade of styles over the ground that it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from lxml import etree

from pmgen.opc.office_xml import Element, W, is_on, points, value
from pmgen.verify.foreign_content.colour_contrast import WHITE, automatic, colour
from pmgen.verify.foreign_content.package_scan import ScannedPackage

_HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "green": "00FF00",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
    "white": "FFFFFF",
    "darkBlue": "00008B",
    "darkCyan": "008B8B",
    "darkGreen": "006400",
    "darkMagenta": "800080",
    "darkRed": "8B0000",
    "darkYellow": "808000",
    "darkGray": "A9A9A9",
    "lightGray": "D3D3D3",
}
_SYMBOLS = ("Wingdings", "Webdings", "Symbol", "MT Extra", "Marlett", "ZapfDingbats", "Bookshelf Symbol")
_EFFECTS = ("outline", "shadow", "emboss", "imprint", "smallCaps", "rtl", "em", "bdr", "fitText", "effect")
_W14_FILLS = ("textFill", "textOutline", "glow", "reflection", "props3d")

Properties = Mapping[str, Element]
"""What stands in a w:rPr or w:pPr, by name."""


@dataclass(frozen=True, slots=True)
class TextFormatting:
    """How a piece of text looks; sizes are half points or nothing, colours RRGGBB."""

    hidden: bool
    colour: str
    ground: str
    size: str
    bold: bool
    italic: bool
    underline: bool
    struck: bool
    raised: str
    narrow: str
    signs: str
    effects: str

    def differences(self, other: TextFormatting) -> Iterator[tuple[str, object, object]]:
        """Yield the name and both values of what differs; a size that nobody states is the program's."""
        for each in fields(self):
            one, two = getattr(self, each.name), getattr(other, each.name)
            if one != two and (each.name != "size" or (one and two)):
                yield each.name, one, two


@dataclass(slots=True)
class FormattingCascade:
    """Finds the looks of runs; equal ones are worked out once."""

    package: ScannedPackage
    _styles: dict[str, Element] = field(default_factory=dict)
    _defaults: Properties = field(default_factory=dict)
    _standard: dict[str, str] = field(default_factory=dict)
    _known: dict[tuple[object, ...], TextFormatting] = field(default_factory=dict)
    _chains: dict[tuple[str, str], Properties] = field(default_factory=dict)
    _paper: str = WHITE

    def __post_init__(self) -> None:
        for name in self.package.of_kind("styles"):
            root = self.package.root(name)
            if root is not None:
                self._defaults = _by_name(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
                self._styles = {node.get(W + "styleId", ""): node for node in root.iter(W + "style")}
        for name, node in self._styles.items():
            if node.get(W + "default") in ("1", "true", "on"):
                self._standard[node.get(W + "type", "")] = name

    def paragraph(self, paragraph: Element) -> Properties:
        """Return the paragraph properties of a paragraph with those of its styles under them."""
        own = paragraph.find(W + "pPr")
        return {**self._chain(self._style_of(own), "pPr"), **_by_name(own)}

    def run(self, run: Element, paragraph: Element, cell: Element | None) -> TextFormatting:
        """Return the look of a run in a paragraph in a cell."""
        own, around = run.find(W + "rPr"), paragraph.find(W + "pPr")
        shades = "" if around is None else _text(around.find(W + "shd"))
        table = None if cell is None else next(cell.iterancestors(W + "tbl"))
        inside = "" if cell is None else _text(cell.find(f"{W}tcPr/{W}shd"))
        style = self._style_of(around)
        dress = "" if table is None else value(table.find(f"{W}tblPr/{W}tblStyle"))
        key = (_text(own), style, shades, inside, dress)
        if key not in self._known:
            ground = _shade(self.paragraph(paragraph).get("shd")) or self._ground(cell, table, dress)
            character = "" if own is None else value(own.find(W + "rStyle"))
            layers = (
                self._defaults,
                self._chain(dress, "rPr"),
                self._chain(style, "rPr"),
                self._chain(character, "rPr"),
                _by_name(own),
            )
            self._known[key] = _look({name: node for layer in layers for name, node in layer.items()}, ground)
        return self._known[key]

    def _ground(self, cell: Element | None, table: Element | None, dress: str) -> str:
        """Return the colour of a cell: its own, its table's, that of the table's style, or the paper's."""
        shades = (
            None if cell is None else cell.find(f"{W}tcPr/{W}shd"),
            None if table is None else table.find(f"{W}tblPr/{W}shd"),
            self._chain(dress, "tcPr").get("shd"),
            self._chain(dress, "tblPr").get("shd"),
        )
        return next(filter(None, map(_shade, shades)), self._paper)

    def _style_of(self, properties: Element | None) -> str:
        named = "" if properties is None else value(properties.find(W + "pStyle"))
        return named if named in self._styles else self._standard.get("paragraph", "")

    def _chain(self, name: str, what: str) -> Properties:
        """Return what a style says with all that it is based on."""
        if (name, what) not in self._chains:
            chain, met = list[Element](), set[str]()
            at = name
            while at in self._styles and at not in met:
                met.add(at)
                chain.append(self._styles[at])
                at = value(self._styles[at].find(W + "basedOn"))
            layers = [_by_name(style.find(W + what)) for style in reversed(chain)]
            self._chains[name, what] = {each: node for layer in layers for each, node in layer.items()}
        return self._chains[name, what]


def _by_name(properties: Element | None) -> Properties:
    nodes = () if properties is None else properties
    return {str(node.tag).rpartition("}")[2]: node for node in nodes if isinstance(node.tag, str)}


def _text(node: Element | None) -> bytes | str:
    return "" if node is None else etree.tostring(node, with_tail=False)


def _shade(node: Element | None) -> str | None:
    """Return the colour behind something."""
    if node is None or value(node) == "nil":
        return None
    if value(node) == "solid":
        return colour(node.get(W + "color")) or "000000"
    return colour(node.get(W + "fill"))


def _look(said: Properties, paper: str) -> TextFormatting:
    highlight = _HIGHLIGHTS.get(value(said.get("highlight")))
    ground = highlight or _shade(said.get("shd")) or paper
    fonts = said.get("rFonts")
    faces = "" if fonts is None else " ".join(map(str, fonts.attrib.values()))
    return TextFormatting(
        any(is_on(said.get(name)) for name in ("vanish", "specVanish")),
        colour(value(said.get("color"))) or automatic(ground),
        ground,
        value(said.get("sz")),
        is_on(said.get("b")),
        is_on(said.get("i")),
        value(said.get("u"), "none") != "none",
        is_on(said.get("strike")) or is_on(said.get("dstrike")),
        _raised(said),
        _narrow(said),
        next((name for name in _SYMBOLS if name in faces), ""),
        " ".join(sorted(_effects(said))),
    )


def _raised(said: Properties) -> str:
    sign = value(said.get("vertAlign"), "baseline")
    height = points(value(said.get("position"), "0"), 2) or 0
    return "" if sign == "baseline" and not height else f"{sign} {height:g}"


def _narrow(said: Properties) -> str:
    width, between = value(said.get("w"), "100").rstrip("%"), value(said.get("spacing"), "0")
    return "" if width == "100" and between == "0" else f"{width} {between}"


def _effects(said: Properties) -> Iterator[str]:
    for name in _EFFECTS:
        node = said.get(name)
        if node is not None and value(node, "1") not in ("0", "false", "off", "none", "nil"):
            yield name
    yield from (name for name in _W14_FILLS if name in said)
