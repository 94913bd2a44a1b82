"""A sheet drawn: the operators of its page, in the order fills, lines, pictures, text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pmgen.document import Border
from pmgen.fonts.wider import WIDER
from pmgen.writers.pdf.boxes import Fill, Line, Piece, Rule, Sheet
from pmgen.writers.pdf.columns import Column
from pmgen.writers.pdf.objects import number
from pmgen.writers.pdf.styles import Style, Use
from pmgen.writers.pdf.tags import LEADER, Parents, Shown, Tag

_SLANT = 0.21
_UNDERLINE_AT, _UNDERLINE_WIDTH = 0.12, 0.05
_NEAR = 0.01


class Drawer:
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
        for line, x, y, tag in sheet.lines:
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
        if tag.is_artifact:
            return f"/Artifact{tag.entries}BDC"
        place = len(self._owners)
        self._owners.append(tag)
        tag.kids.append(Shown(self._page, place))
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
        elif not line.ways or tag.is_artifact:
            for piece in line.pieces:
                pen.mark(LEADER if piece.is_leader else tag)
                pen.write(piece, x + piece.x, base)
        else:
            for piece in line.pieces:
                pen.mark(LEADER if piece.is_leader else _owner(piece, line, tag))
                pen.write(piece, x + piece.x, base)
    return pen.done()


def _owner(piece: Piece, line: Line, tag: Tag) -> Tag:
    """Return the element of the link in which a piece stands, or else that of its line."""
    way = next((way for way in line.ways if way.start - _NEAR <= piece.x < way.end - _NEAR), None)
    return tag.link(way.bookmark) if way else tag


class _Pen:
    """Writes text, and says element, font, colour and looks only where they change."""

    def __init__(self, height: float, marks: _Marks) -> None:
        self._height, self._marks = height, marks
        self._out = ["BT"]
        self._strokes: list[str] = []
        self._tag: Tag | None = None
        self._style: Style | None = None
        self._use: Use | None = None
        self._color = ""

    def done(self) -> list[str]:
        """Return all operators."""
        return [*self._out, "EMC", "ET", *_apart(self._strokes)] if self._tag else []

    def mark(self, tag: Tag) -> None:
        """Let what follows belong to an element."""
        if tag is not self._tag:
            if self._tag:
                self._out.append("EMC")
            self._out.append(self._marks.begin(tag))
            self._tag = tag

    def write(self, piece: Piece, x: float, y: float) -> None:
        """Write a piece with its base line at a height measured from the top."""
        style, bottom = piece.style, self._height - y
        if style is not self._style:
            self._set_color(style)
        if piece.gaps:
            self._write_stretched(piece, x, bottom)
        elif piece.airs:
            self._write_apart(style, piece.text, x, bottom, piece.airs)
        else:
            self._write(style, piece.text, x, bottom)
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

    def _write(self, style: Style, text: str, x: float, y: float) -> None:
        if style.strangers and not style.strangers.keys().isdisjoint(text):
            for use, part in style.split(text):
                self._show(style, use, part, x, y)
                x += sum(map(style.advance.__getitem__, part))
        else:
            self._show(style, style.main, text, x, y)

    def _show(self, style: Style, use: Use, text: str, x: float, y: float) -> None:
        if style is not self._style or use is not self._use:
            self._set_font(style, use)
        shear = f"1 0 {_SLANT} 1" if use.slanted else "1 0 0 1"
        self._out.append(f"{shear} {x:.2f} {y:.2f} Tm{use.subset.literal(text)}Tj")

    def _write_apart(self, style: Style, text: str, x: float, y: float, airs: Sequence[int]) -> None:
        """Write text of which some characters have space behind them."""
        if style.strangers.keys().isdisjoint(text):
            literal = style.main.subset.spaced_literal(text, airs)
            self._place_literal(style, style.main, literal, self._matrix(style.main, x, y))
            return
        begin = 0
        for use, part in style.split(text):
            end = begin + len(part)
            own = [place - begin for place in airs if begin < place <= end]
            shown = use.subset.spaced_literal(part, own) if own else use.subset.literal(part)
            self._place_literal(style, use, shown, self._matrix(use, x, y))
            x += sum(map(style.advance.__getitem__, part)) + len(own) * style.size * WIDER
            begin = end

    @staticmethod
    def _matrix(use: Use, x: float, y: float) -> str:
        shear = f"1 0 {_SLANT} 1" if use.slanted else "1 0 0 1"
        return f"{shear} {x:.2f} {y:.2f}"

    def _place_literal(self, style: Style, use: Use, literal: str, matrix: str) -> None:
        if style is not self._style or use is not self._use:
            self._set_font(style, use)
        self._out.append(f"{matrix} Tm{literal}Tj")

    def _place(self, style: Style, use: Use, text: str, matrix: str) -> None:
        self._place_literal(style, use, use.subset.literal(text), matrix)

    def _write_stretched(self, piece: Piece, x: float, y: float) -> None:
        begin = 0
        for end in (*piece.gaps, len(piece.text)):
            part = piece.text[begin:end]
            own = [place - begin for place in piece.airs if begin < place <= end]
            if own:
                self._write_apart(piece.style, part, x, y, own)
                x += len(own) * piece.style.size * WIDER
            else:
                self._write(piece.style, part, x, y)
            x += sum(map(piece.style.advance.__getitem__, part)) + piece.stretch
            begin = end

    def _set_font(self, style: Style, use: Use) -> None:
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
