"""A sheet drawn: the operators of its page, in the order fills, lines, pictures, text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple
from unicodedata import category, east_asian_width

from pmgen.document import Border, Direction
from pmgen.fonts.font_tables import WIDER
from pmgen.formats.pdf.write.layout_boxes import Fill, Line, Piece, Rule, Sheet
from pmgen.formats.pdf.write.pdf_objects import number
from pmgen.formats.pdf.write.structure_tags import LEADER, MarkedContent, Parents, Tag
from pmgen.formats.pdf.write.typefaces import FaceUse, Style

_ABOVE = 0.88
"""The share of an ideograph's square that stands above the base line."""
_COLUMN_UNDERLINE_AT, _COLUMN_UNDERLINE_WIDTH = 0.12, 0.05
_LYING = frozenset("（）《》〈〉「」『』【】〔〕〖〗〘〙〚〛｛｝［］—–…‥～〜ー－＝｜＿“”‘’")
"""Marks as wide as an ideograph that lie in a column, as their line does (UAX #50)."""
_CORNERED = frozenset("、。，．")
"""Marks at the foot of their square in a line, and at its head, on the right, in a column."""


class Place(NamedTuple):
    """Where characters begin, from the lower left corner of the page, and whether they are upright."""

    x: float
    y: float
    is_upright: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A line of a turned cell that stands with its upper left corner at a place of the page."""

    line: Line
    left: float
    top: float

    def places(self, piece: Piece) -> Iterator[tuple[FaceUse, str, Place]]:
        """Yield the characters of a piece, those that one face draws in one way together."""
        for at, text in _stretched(piece):
            yield from self._placed(piece, at, text)

    def matrix(self, place: Place, shear: float) -> str:
        """Return how characters are turned, and where they begin."""
        if place.is_upright:
            turn = f"1 0 {shear:g} 1"
        elif self.line.direction is Direction.UP:
            turn = f"0 1 -1 {shear:g}"
        else:
            turn = f"0 -1 1 {-shear:g}"
        return f"{turn} {place.x:.2f} {place.y:.2f}"

    def underline(self, piece: Piece) -> str:
        """Return the rectangle of the line along a piece: below its feet, on the left of a column."""
        size, start = piece.style.size, self._along(piece.x)
        thick, away = size * _COLUMN_UNDERLINE_WIDTH, size * _COLUMN_UNDERLINE_AT
        if self.line.direction is Direction.UP:
            return f"{self._base(size) + away:.2f} {start:.2f} {thick:.2f} {piece.width:.2f} re"
        left = self._base(size) - away - thick
        return f"{left:.2f} {start - piece.width:.2f} {thick:.2f} {piece.width:.2f} re"

    def _placed(self, piece: Piece, at: float, text: str) -> Iterator[tuple[FaceUse, str, Place]]:
        style = piece.style
        for use, part in style.split(text):
            for is_upright, characters in groupby(part, self._is_upright):
                for run in characters if is_upright else ("".join(characters),):
                    width = sum(map(style.advance.__getitem__, run))
                    if is_upright:
                        yield use, run, self._square(run, style.size, width, at)
                    else:
                        yield use, run, Place(self._base(style.size), self._along(at))
                    at += width

    def _is_upright(self, character: str) -> bool:
        return self.line.direction is Direction.UPRIGHT and stands_upright(character)

    def _square(self, character: str, size: float, width: float, at: float) -> Place:
        moved = size / 2 if character in _CORNERED else 0
        middle = self.left + self.line.height / 2
        return Place(middle - width / 2 + moved, self.top - at - size * _ABOVE + moved, True)

    def _along(self, at: float) -> float:
        return self.top - self.line.length + at if self.line.direction is Direction.UP else self.top - at

    def _base(self, size: float) -> float:
        """Return where the base line stands: in a column of upright text, that of letters in its middle."""
        match self.line.direction:
            case Direction.UP:
                return self.left + self.line.base
            case Direction.UPRIGHT:
                return self.left + self.line.height / 2 - (_ABOVE - 0.5) * size
            case _:
                return self.left + self.line.height - self.line.base


def _stretched(piece: Piece) -> Iterator[tuple[float, str]]:
    """Yield the parts of a piece between its wider gaps, and where they begin."""
    begin, at = 0, piece.x
    for end in (*piece.gaps, len(piece.text)):
        part = piece.text[begin:end]
        yield at, part
        at += sum(map(piece.style.advance.__getitem__, part)) + piece.stretch
        begin = end


def stands_upright(character: str) -> bool:
    """Tell whether a character keeps upright in a column of Chinese text."""
    width = east_asian_width(character)
    wide = width in "WF" or (width == "A" and category(character) in ("So", "No"))
    return wide and character not in _LYING


_SLANT = 0.21
_UNDERLINE_AT, _UNDERLINE_WIDTH = 0.12, 0.05
_NEAR = 0.01


class PageDrawer:
    """Draws sheets; says which pictures it has, and keeps which element each marked content belongs to."""

    def __init__(self, pictures: dict[bytes, str], parents: Parents) -> None:
        self._pictures, self._parents = pictures, parents

    def content(self, sheet: Sheet) -> bytes:
        """Return the operators of a page."""
        height, owners = sheet.page.height, list[Tag]()
        marks = _Marks(len(self._parents.pages), owners)
        lines = [*_fills(sheet.fills, height), *_rules(sheet.rules, height)]
        pieces = [*_apart(lines), *self._images(sheet, marks), *_texts(sheet, marks)]
        self._parents.pages.append(owners)
        return "\n".join(pieces).encode("latin-1")

    def _images(self, sheet: Sheet, marks: _Marks) -> Iterator[str]:
        for line, x, y, tag in sheet.rich:
            for left, image in line.pictures:
                name = self._pictures.get(image.data)
                if name:
                    bottom = sheet.page.height - y - line.base
                    size = f"{number(image.width)} 0 0 {number(image.height)}"
                    yield marks.begin(tag if tag.is_artifact else tag.figure(image))
                    yield f"q {size} {number(x + left)} {number(bottom)} cm/{name} Do Q"
                    yield "EMC"


class _Marks:
    """The marked contents of one page, numbered in the order drawn."""

    def __init__(self, page: int, owners: list[Tag]) -> None:
        self._page, self._owners = page, owners

    def begin(self, tag: Tag) -> str:
        """Return the operator that begins contents of an element, or what is apart from all."""
        if tag.kind == "Artifact":
            return f"/Artifact{tag.entries}BDC"
        place = len(self._owners)
        self._owners.append(tag)
        tag.kids.append(MarkedContent(self._page, place))
        return f"/{tag.kind}<</MCID {place}>>BDC"


def _apart(drawn: list[str]) -> list[str]:
    return ["/Artifact BMC", *drawn, "EMC"] if drawn else []


def _color(color: str) -> str:
    values = [int(color[at : at + 2], 16) for at in (0, 2, 4)]
    return " ".join(f"{value / 255:.3f}".rstrip("0").rstrip(".") for value in values)


def _fills(fills: list[Fill], height: float) -> Iterator[str]:
    for color, group in groupby(fills, lambda fill: fill.color):
        yield f"{_color(color)} rg"
        for x, y, width, tall, _ in group:
            yield f"{x:.2f} {height - y - tall:.2f} {width:.2f} {tall:.2f} re"
        yield "f"


def _rules(rules: list[Rule], height: float) -> Iterator[str]:
    groups: dict[Border, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(rule.border, []).append(rule)
    # Lines end square, so that corners are closed.
    if groups:
        yield "2 J"
    for border, group in groups.items():
        yield f"{number(border.width)} w {_color(border.color)} RG"
        for x1, y1, x2, y2, _ in group:
            yield f"{x1:.2f} {height - y1:.2f} m {x2:.2f} {height - y2:.2f} l"
        yield "S"


def _texts(sheet: Sheet, marks: _Marks) -> list[str]:
    pen = _Pen(sheet.page.height, marks)
    for line, x, y, tag in sheet.lines:
        base = y + line.base
        if line.length:
            for piece in line.pieces:
                pen.mark(LEADER if piece.is_leader else tag if tag.is_artifact else _owner(piece, line, tag))
                pen.write_turned(piece, line, x, y)
        elif not line.ways or tag.kind == "Artifact":
            for piece in line.pieces:
                if (owner := LEADER if piece.is_leader else tag) is not pen.tag:
                    pen.mark(owner)
                pen.write(piece, x + piece.x, base)
        else:
            for piece in line.pieces:
                pen.mark(LEADER if piece.is_leader else _owner(piece, line, tag))
                pen.write(piece, x + piece.x, base)
    return pen.done()


def _owner(piece: Piece, line: Line, tag: Tag) -> Tag:
    """Return the element of the link in which a piece stands, or else that of its line."""
    way = next((way for way in line.ways if way.start - _NEAR <= piece.x < way.end - _NEAR), None)
    return tag.link(way.number) if way else tag


class _Pen:
    """Writes text, and says element, font, colour and looks only where they change."""

    def __init__(self, height: float, marks: _Marks) -> None:
        self._height, self._marks = height, marks
        self._out = ["BT"]
        self._strokes: list[str] = []
        self.tag: Tag | None = None
        self._style: Style | None = None
        self._use: FaceUse | None = None
        self._color = ""

    def done(self) -> list[str]:
        """Return all operators."""
        return [*self._out, "EMC", "ET", *_apart(self._strokes)] if self.tag else []

    def mark(self, tag: Tag) -> None:
        """Let what follows belong to an element."""
        if tag is not self.tag:
            if self.tag:
                self._out.append("EMC")
            self._out.append(self._marks.begin(tag))
            self.tag = tag

    def write(self, piece: Piece, x: float, y: float) -> None:
        """Write a piece with its base line at a height measured from the top."""
        style, bottom = piece.style, self._height - y
        if style is not self._style:
            self._set_color(style)
        if piece.gaps:
            self._write_stretched(piece, x, bottom)
        elif style.strangers:
            self._write(style, piece.text, x, bottom, piece.airs)
        else:
            self._show(style, style.main, piece.text, x, bottom, piece.airs)
        if style.underline:
            self._underline(piece, x, bottom)

    def write_turned(self, piece: Piece, line: Line, left: float, top: float) -> None:
        """Write a piece of a line that is a column."""
        if piece.style is not self._style:
            self._set_color(piece.style)
        column = Column(line, left, self._height - top)
        for use, text, place in column.places(piece):
            shear = _SLANT if use.slanted else 0
            self._place(piece.style, use, text, column.matrix(place, shear))
        if piece.style.underline:
            self._strokes.append(f"{_color(piece.style.color)} rg {column.underline(piece)} f")

    def _write(self, style: Style, text: str, x: float, y: float, airs: Sequence[int] = ()) -> None:
        """Write text of which some characters may have space behind them."""
        if not style.strangers or style.strangers.keys().isdisjoint(text):
            self._show(style, style.main, text, x, y, airs)
            return
        begin = 0
        for use, part in style.split(text):
            end = begin + len(part)
            own = [place - begin for place in airs if begin < place <= end]
            self._show(style, use, part, x, y, own)
            x += sum(map(style.advance.__getitem__, part)) + len(own) * style.size * WIDER
            begin = end

    def _show(self, style: Style, use: FaceUse, text: str, x: float, y: float, airs: Sequence[int]) -> None:
        if style is not self._style or use is not self._use:
            self._set_font(style, use)
        shear = f"1 0 {_SLANT} 1" if use.slanted else "1 0 0 1"
        shown = use.subset.spaced_literal(text, airs) if airs else use.subset.literal(text)
        self._out.append(f"{shear} {x:.2f} {y:.2f} Tm{shown}Tj")

    def _place(self, style: Style, use: FaceUse, text: str, matrix: str) -> None:
        if style is not self._style or use is not self._use:
            self._set_font(style, use)
        self._out.append(f"{matrix} Tm{use.subset.literal(text)}Tj")

    def _write_stretched(self, piece: Piece, x: float, y: float) -> None:
        begin = 0
        for end in (*piece.gaps, len(piece.text)):
            part = piece.text[begin:end]
            own = [place - begin for place in piece.airs if begin < place <= end]
            self._write(piece.style, part, x, y, own)
            x += len(own) * piece.style.size * WIDER
            x += sum(map(piece.style.advance.__getitem__, part)) + piece.stretch
            begin = end

    def _set_font(self, style: Style, use: FaceUse) -> None:
        self._out.append(f"/{use.subset.name} {number(style.size)} Tf")
        heavy = use.heavy
        if heavy or (self._use and self._use.heavy):
            self._out.append(f"{style.stroke:.3f} w 2 Tr" if heavy else "0 Tr")
        self._style, self._use = style, use

    def _set_color(self, style: Style) -> None:
        if style.color != self._color:
            shown = _color(style.color)
            self._out.append(f"{shown} rg {shown} RG")
            self._color = style.color

    def _underline(self, piece: Piece, x: float, y: float) -> None:
        size = piece.style.size
        bottom, thick = y - size * (_UNDERLINE_AT + _UNDERLINE_WIDTH), size * _UNDERLINE_WIDTH
        shape = f"{x:.2f} {bottom:.2f} {piece.width:.2f} {thick:.2f} re"
        self._strokes.append(f"{_color(piece.style.color)} rg {shape} f")
