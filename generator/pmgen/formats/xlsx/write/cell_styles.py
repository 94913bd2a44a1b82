"""The looks of cells in a workbook, each kept once, and the part that lists them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from pmgen.document import Align, Border, Borders, Cell, Direction, Font, Paragraph, VerticalAlign
from pmgen.opc.xml_text import DECLARATION, attribute

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NORMAL = Font("Times New Roman", "Times New Roman", 12)
"""The font of the style Normal. Column widths count its digits, each `DIGIT` points wide on every system."""

DIGIT = 6.0
TEXT = ""
"""The kind of a cell with text; other kinds are PROTECTED and the formats of numbers."""

PROTECTED = "@"
QUOTED = "'"
"""Text that stays text when somebody edits it; too long for the format `@`."""

_HORIZONTAL = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "justify"}
_VERTICAL = {VerticalAlign.TOP: "top", VerticalAlign.MIDDLE: "center", VerticalAlign.BOTTOM: "bottom"}
_FORMATS = {TEXT: 0, QUOTED: 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, PROTECTED: 49}
_FIRST_FORMAT = 164
_INDENT = 9.0
_LINES = ((0.3, "hair"), (1.0, "thin"), (2.0, "medium"))

Key = TypeVar("Key")


@dataclass(slots=True)
class Styles:
    """Gives each look its number."""

    fonts: dict[str, int] = field(default_factory=lambda: {font_element(NORMAL, "font", True): 0})
    fills: dict[str | None, int] = field(default_factory=lambda: {None: 0, "": 1})
    borders: dict[Borders, int] = field(default_factory=lambda: {Borders(): 0})
    formats: dict[str, int] = field(default_factory=lambda: dict(_FORMATS))
    looks: dict[str, int] = field(default_factory=dict)
    _known: dict[tuple[object, ...], int] = field(default_factory=dict)
    _kept: list[object] = field(default_factory=list)

    def of_cell(
        self, cell: Cell, paragraph: Paragraph, font: Font, is_ascii: bool, kind: str, turn: int = 0
    ) -> int:
        """Return the look of a table's cell whose text begins like `paragraph` in `font`."""
        key = (
            id(cell.borders),
            cell.background,
            id(font),
            is_ascii,
            id(paragraph.align),
            id(cell.vertical_align),
            paragraph.indent,
            kind,
            turn,
        )
        known = self._known.get(key)
        if known is None:
            horizontal, vertical = _HORIZONTAL[paragraph.align], _VERTICAL[cell.vertical_align]
            indent = _indent(paragraph)
            self._kept += (cell.borders, font)  # or others could get their identities
            if turn:
                horizontal, vertical, indent = *_turned(cell, paragraph), 0
            known = self._known[key] = self._look(
                cell.borders,
                cell.background,
                font,
                is_ascii,
                horizontal,
                vertical,
                indent,
                kind,
                turn,
            )
        return known

    def of_paragraph(self, paragraph: Paragraph, font: Font, is_ascii: bool, kind: str) -> int:
        """Return the look of a paragraph that stands outside the tables."""
        align = _HORIZONTAL[paragraph.align]
        return self._look(Borders(), None, font, is_ascii, align, "center", _indent(paragraph), kind)

    def _look(
        self,
        borders: Borders,
        background: str | None,
        font: Font,
        is_ascii: bool,
        horizontal: str,
        vertical: str,
        indent: int,
        kind: str,
        turn: int = 0,
    ) -> int:
        font_number = _number(self.fonts, font_element(font, "font", is_ascii))
        fill = _number(self.fills, background)
        border = _number(self.borders, borders)
        format_ = self._format(kind)
        protected = ' quotePrefix="1"' if kind in (PROTECTED, QUOTED) else ""
        # A number too wide for its column would show as ####; text goes on in the next line.
        fits = ' wrapText="1"' if kind in (TEXT, PROTECTED, QUOTED) else ' shrinkToFit="1"'
        shift = f' indent="{indent}"' if indent and horizontal == "left" else ""
        manner = f'horizontal="{horizontal}" vertical="{vertical}"'
        if turn:
            manner += f' textRotation="{turn}"'
        look = (
            f'<xf numFmtId="{format_}" fontId="{font_number}" fillId="{fill}" borderId="{border}" xfId="0"'
            f'{protected} applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
            f' applyAlignment="1"><alignment {manner}{fits}{shift}/></xf>'
        )
        return _number(self.looks, look, 1)

    def _format(self, kind: str) -> int:
        known = self.formats.get(kind)
        if known is None:
            custom = sum(number >= _FIRST_FORMAT for number in self.formats.values())
            known = self.formats[kind] = _FIRST_FORMAT + custom
        return known

    def part(self) -> str:
        """Return styles.xml."""
        formats = [
            f'<numFmt numFmtId="{number}"{attribute("formatCode", code)}/>'
            for code, number in self.formats.items()
            if number >= _FIRST_FORMAT
        ]
        return (
            f'{DECLARATION}<styleSheet xmlns="{NAMESPACE}">'
            + (_counted("numFmts", formats) if formats else "")
            + _counted("fonts", list(self.fonts))
            + _counted("fills", [_fill(color) for color in self.fills])
            + _counted("borders", [_borders(borders) for borders in self.borders])
            + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            + _counted("cellXfs", [_NORMAL_LOOK, *self.looks])
            + '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            "</styleSheet>"
        )


_NORMAL_LOOK = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'


def _number(table: dict[Key, int], key: Key, first: int = 0) -> int:
    return table.setdefault(key, len(table) + first)


def _indent(paragraph: Paragraph) -> int:
    return max(0, round(paragraph.indent / _INDENT))


def _turned(cell: Cell, paragraph: Paragraph) -> tuple[str, str]:
    """Return where turned text stands: along the height as its lines do, across as the cell says."""
    ends = ("bottom", "top") if cell.direction is Direction.UP else ("top", "bottom")
    sides = ("left", "right") if cell.direction is Direction.UP else ("right", "left")
    along = {Align.CENTER: "center", Align.RIGHT: ends[1]}.get(paragraph.align, ends[0])
    across = {VerticalAlign.TOP: sides[0], VerticalAlign.BOTTOM: sides[1]}.get(cell.vertical_align, "center")
    return across, along


def _counted(name: str, items: list[str]) -> str:
    return f'<{name} count="{len(items)}">{"".join(items)}</{name}>'


def font_element(font: Font, name: str, is_ascii: bool) -> str:
    """Return a font for the list of fonts (`font`) or for a run of text (`rPr`)."""
    face = attribute("val", (font.latin if is_ascii else font.east_asian)[:31])
    if name == "rPr":
        first, last = f"<rFont{face}/>", ""
    else:
        first, last = "", f"<name{face}/>"
    return (
        f"<{name}>{first}"
        + ("<b/>" if font.bold else "")
        + ("<i/>" if font.italic else "")
        + ("<u/>" if font.underline and name == "font" else "")
        + (f'<color rgb="FF{font.color}"/>' if name == "rPr" else "")
        + f'<sz val="{font.size:g}"/>'
        + ("<u/>" if font.underline and name == "rPr" else "")
        + (f'<color rgb="FF{font.color}"/>' if name == "font" else "")
        + f"{last}</{name}>"
    )


def _fill(color: str | None) -> str:
    if color is None:
        return '<fill><patternFill patternType="none"/></fill>'
    if not color:
        return '<fill><patternFill patternType="gray125"/></fill>'
    return f'<fill><patternFill patternType="solid"><fgColor rgb="FF{color}"/></patternFill></fill>'


def _borders(borders: Borders) -> str:
    sides = ("left", "right", "top", "bottom")
    lines = "".join(_line(side, getattr(borders, side)) for side in sides)
    falling, rising = borders.falling, borders.rising
    down = ' diagonalDown="1"' if falling and falling.width > 0 else ""
    up = ' diagonalUp="1"' if rising and rising.width > 0 else ""
    return f"<border{up}{down}>{lines}{_line('diagonal', falling or rising)}</border>"


def _line(side: str, border: Border | None) -> str:
    if border is None or border.width <= 0:
        return f"<{side}/>"
    style = next((name for width, name in _LINES if border.width <= width), "thick")
    return f'<{side} style="{style}"><color rgb="FF{border.color}"/></{side}>'
