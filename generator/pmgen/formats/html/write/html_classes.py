"""The looks of paragraphs and cells as CSS classes, each kept once; lengths are rem."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pmgen.document import (
    Align,
    Autospace,
    Border,
    Borders,
    Cell,
    Direction,
    Font,
    Image,
    Insets,
    Paragraph,
    Row,
    VerticalAlign,
)

_LINE = 1.3
"""The least height of a line, in type sizes."""

_HALF_LINE = 0.375
"""Half a line on a screen: HTML takes it from the room for the text, Word does not."""

_FACES = {
    "宋体": ("SimSun", "Songti SC", "Noto Serif CJK SC", "Noto Serif SC", "serif"),
    "黑体": ("SimHei", "Heiti SC", "Noto Sans CJK SC", "Noto Sans SC", "sans-serif"),
    "仿宋": ("FangSong", "STFangsong", "SimSun", "Noto Serif CJK SC", "serif"),
    "楷体": ("KaiTi", "Kaiti SC", "STKaiti", "LXGW WenKai", "serif"),
}
_GENERIC = frozenset({"serif", "sans-serif"})
_OTHERS = ("SimSun", "Songti SC", "Noto Serif CJK SC", "serif")
_PLAIN = re.compile(r"[^\w \-]")
_ALIGN = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "justify"}
_WRITING = {
    Direction.ACROSS: "",
    Direction.UPRIGHT: "writing-mode:vertical-rl",
    Direction.DOWN: "writing-mode:vertical-rl;text-orientation:sideways",
    # A browser that does not know the second lets the text run down.
    Direction.UP: "writing-mode:vertical-rl;writing-mode:sideways-lr",
}
_VERTICAL = {VerticalAlign.TOP: "top", VerticalAlign.MIDDLE: "middle", VerticalAlign.BOTTOM: "bottom"}


def rem(points: float) -> str:
    """Return a length."""
    return f"{points / 10:.4g}rem" if points else "0"


def quoted(text: str) -> str:
    """Return a CSS string, which can end neither itself nor its style element."""
    return '"' + _PLAIN.sub(lambda found: f"\\{ord(found.group()):x} ", text) + '"'


@dataclass(slots=True)
class LookClasses:
    """Gives each look its class."""

    rules: dict[str, str] = field(default_factory=dict)
    print_rules: dict[tuple[str, str], str] = field(default_factory=dict)
    _known: dict[tuple[object, ...], str] = field(default_factory=dict)
    _kept: list[object] = field(default_factory=list)

    def cell_with(self, cell: Cell, paragraph: Paragraph, font: Font) -> str:
        """Return the class of a cell and of the only paragraph in it, which begins in `font`."""
        key = (
            id(cell.borders),
            id(font),
            cell.background,
            id(cell.vertical_align),
            id(paragraph.align),
            id(cell.direction),
            id(paragraph.autospace),
            id(cell.padding),
            paragraph.indent,
            paragraph.first_line_indent,
            paragraph.line_height,
            paragraph.line_factor,
            paragraph.space_before,
            paragraph.space_after,
            paragraph.indent_right,
        )
        known = self._known.get(key)
        if known is None:
            self._kept += (cell.borders, font, cell.padding)  # or others could get their identities
            known = self._known[key] = self._class("c", _cell(cell, paragraph, font))
        return known

    def cell(self, cell: Cell) -> str:
        """Return the class of a cell that holds paragraphs with looks of their own."""
        return self._class("c", _cell(cell, None, Font()))

    def paragraph(self, paragraph: Paragraph, font: Font) -> str:
        """Return the classes of a paragraph that begins in `font`."""
        opens = " opens" if paragraph.page_break_before else ""
        stays = " stays" if paragraph.keep_with_next else ""
        return self._class("p", _paragraph(paragraph, font)) + opens + stays

    def font(self, font: Font) -> str:
        """Return the class of a run of text."""
        return self._class("f", font_rule(font))

    def width(self, points: float) -> str:
        """Return the class of a column."""
        return self._class("w", f"width:{rem(points)}")

    def height(self, points: float) -> str:
        """Return the class of a row."""
        return self._class("h", f"height:{rem(points)}")

    def table(self, width: float, align: Align, indent: float) -> str:
        """Return the class of a table."""
        # Nothing to the left of the text can be scrolled to, and on paper it is cut.
        left = rem(max(indent, 0))
        sides = {Align.CENTER: "0 auto", Align.RIGHT: "0 0 0 auto"}.get(align, f"0 0 0 {left}")
        return self._class("t", f"width:{rem(width)};margin:{sides}")

    def shrunk(self, factor: float) -> str:
        """Return the class of what must shrink by a factor to fit on paper."""
        return self._printed("", f"zoom:{factor:.3f}")

    def printed_width(self, points: float) -> str:
        """Return the class of a cell that gives a part of a table its columns in print."""
        return self._printed("", f"width:{rem(points)}")

    def touching(self, row: Row) -> str:
        """Return the class of a part of a table in print, whose first line is the last of the part above."""
        lines = [cell.borders.top.width for cell in row.cells if cell.borders.top is not None]
        return self._printed("", f"margin-top:-{max(lines, default=0):g}pt")

    def beside(self, label: Cell) -> str:
        """Return the classes of a part in print that has a label in its first row, beside the others."""
        sides = _borders(replace(label.borders, top=None, bottom=None))
        ground = f"background:#{label.background}" if label.background is not None else ""
        goes_on = _joined(['content:""', "display:table-cell", sides, ground])
        end = _borders(Borders(bottom=label.borders.bottom)) or "border-bottom:0"
        below, last = ">tr:not(.again)::before", ">tr:last-child::before"
        return f"{self._printed(below, goes_on)} {self._printed(last, end)}"

    def image(self, image: Image) -> str:
        """Return the class of a picture."""
        return self._class("i", f"width:{rem(image.width)}")

    def part(self, width: float, page: str) -> str:
        """Return the class of a section; `page` is the name of its kind of page."""
        return self._class("s", f"max-width:{rem(width)};page:{page}")

    def _class(self, letter: str, rule: str) -> str:
        return self.rules.setdefault(rule, f"{letter}{len(self.rules) + 1}")

    def _printed(self, tail: str, rule: str) -> str:
        """Return the class of a look in print of what `tail` finds in its element."""
        return self.print_rules.setdefault((tail, rule), f"z{len(self.print_rules) + 1}")

    def css(self) -> str:
        """Return the rules."""
        printed = "".join(f".{name}{tail}{{{rule}}}" for (tail, rule), name in self.print_rules.items())
        rules = "".join(f".{name}{{{rule}}}\n" for rule, name in self.rules.items())
        return rules + (f"@media print{{{printed}}}\n" if printed else "")


def _cell(cell: Cell, paragraph: Paragraph | None, font: Font) -> str:
    rules = [f"vertical-align:{_VERTICAL[cell.vertical_align]}", _borders(cell.borders)]
    padding = _padding(cell)
    if paragraph is not None:
        padding = _around(padding, paragraph, cell.direction)
        rules += _manner(paragraph, font)
    else:
        rules.append("text-align:left")
    rules.append("padding:" + " ".join(map(rem, (padding.top, padding.right, padding.bottom, padding.left))))
    rules.append(_WRITING[cell.direction])
    rules.append(_ground(cell))
    return _joined(rules)


def _ground(cell: Cell) -> str:
    """Return what lies behind the text: a colour, and lines from corner to corner, which print too."""
    lines = (("to top right", cell.borders.falling), ("to bottom right", cell.borders.rising))
    crossing = [_crossing(way, line) for way, line in lines if line and line.width > 0]
    layers = [*crossing, *([f"#{cell.background}"] if cell.background is not None else [])]
    ground = f"background:{','.join(layers)}" if layers else ""
    return f"{ground};print-color-adjust:exact" if crossing else ground


def _crossing(way: str, line: Border) -> str:
    half = line.width / 2
    start, end = f"calc(50% - {half:g}pt)", f"calc(50% + {half:g}pt)"
    colour = f"#{line.color}"
    return f"linear-gradient({way},transparent {start},{colour} {start},{colour} {end},transparent {end})"


def _around(padding: Insets, paragraph: Paragraph, direction: Direction) -> Insets:
    """Return the room around a paragraph that stands alone in its cell, as its lines run."""
    before, after = paragraph.space_before, paragraph.space_after
    indent, indent_right = paragraph.indent, paragraph.indent_right
    top, right, bottom, left = {
        Direction.ACROSS: (before, indent_right, after, indent),
        Direction.UP: (indent_right, after, indent, before),
    }.get(direction, (indent, before, indent_right, after))
    return Insets(padding.top + top, padding.right + right, padding.bottom + bottom, padding.left + left)


def _padding(cell: Cell) -> Insets:
    """Return the room around the text, less what its lines take: lines then break where Word breaks them."""
    inner = cell.padding
    right = max(inner.right - _HALF_LINE, 0) if cell.borders.right else inner.right
    left = max(inner.left - _HALF_LINE, 0) if cell.borders.left else inner.left
    return Insets(inner.top, right, inner.bottom, left)


def _paragraph(paragraph: Paragraph, font: Font) -> str:
    around = (paragraph.space_before, 0, paragraph.space_after, 0)
    rules = _manner(paragraph, font)
    if any(around):
        rules.append("margin:" + " ".join(map(rem, around)))
    if paragraph.indent > 0 or paragraph.indent_right > 0:
        rules.append(f"padding:0 {rem(max(paragraph.indent_right, 0))} 0 {rem(max(paragraph.indent, 0))}")
    return _joined(rules)


def _manner(paragraph: Paragraph, font: Font) -> list[str]:
    return [
        font_rule(font),
        f"text-align:{_ALIGN[paragraph.align]}",
        f"line-height:{_line_height(paragraph, font.size):.3g}",
        f"text-indent:{rem(paragraph.first_line_indent)}" if paragraph.first_line_indent else "",
        "" if paragraph.autospace is Autospace.NONE else f"text-autospace:{paragraph.autospace.value}",
    ]


def _line_height(paragraph: Paragraph, size: float) -> float:
    """Return the height of a line in type sizes."""
    asked = (paragraph.line_height or 0) / size
    return asked if asked and paragraph.line_exact else max(asked, _LINE * paragraph.line_factor)


def font_rule(font: Font, unit: str = "rem") -> str:
    """Return the declarations of a font, its size in `rem` or `pt`."""
    size = rem(font.size) if unit == "rem" else f"{font.size:g}pt"
    manner = ("italic " if font.italic else "") + ("bold " if font.bold else "")
    return _joined(
        [
            f"font:{manner}{size} {_faces(font)}",
            "text-decoration:underline" if font.underline else "",
            f"color:#{font.color}" if font.color != "000000" else "",
        ]
    )


def _faces(font: Font) -> str:
    key = next((key for key in _FACES if key in font.east_asian), "")
    names = dict.fromkeys((font.latin, font.east_asian, *_FACES.get(key, _OTHERS)))
    return ",".join(name if name in _GENERIC else quoted(name) for name in names if name)


def _borders(borders: Borders) -> str:
    lines = (borders.top, borders.right, borders.bottom, borders.left)
    if len(set(lines)) == 1:
        return f"border:{_line(lines[0])}" if lines[0] else ""
    sides = ("top", "right", "bottom", "left")
    return _joined(f"border-{side}:{_line(line)}" for side, line in zip(sides, lines, strict=True) if line)


def _line(border: Border) -> str:
    return f"{border.width:g}pt solid #{border.color}" if border.width > 0 else "0"


def _joined(rules: Iterable[str]) -> str:
    return ";".join(rule for rule in rules if rule)
