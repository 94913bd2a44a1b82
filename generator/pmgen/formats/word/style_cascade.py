"""The full style cascade: from defaults, table style, styles and direct properties to formats."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from pmgen.document import Align, Autospace, Font, Paragraph, TabStop
from pmgen.formats.word.text_properties import (
    ParagraphLook,
    RunLook,
    Typefaces,
    paragraph_over,
    read_paragraph,
    read_run,
    run_over,
)
from pmgen.formats.word.word_styles import NOTHING, Look, Styles
from pmgen.opc.office_xml import Element, W, value

_CHARACTER = W + "rStyle"
_STYLE = W + "pStyle"
_AUTOMATIC, _FIXED = (14.0, 14.0), (5.0, 10.0)
"""Space before and after that is left to the program, and where settings fix it."""

_LINE = 12.0
_NATURAL = 1.3

_AUTOSPACE = {
    (True, True): Autospace.NORMAL,
    (True, False): Autospace.LETTERS,
    (False, True): Autospace.DIGITS,
    (False, False): Autospace.NONE,
}
"""What autoSpaceDE and autoSpaceDN make together; both are on by themselves (ISO 29500-1 §17.3.1.2, .3)."""

Key = bytes | None


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How a run looks, and what of its look the document model cannot say."""

    font: Font
    hidden: bool = False
    capitals: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """A paragraph without its text, and what of its look the document model cannot say."""

    paragraph: Paragraph
    style: str
    run: RunLook
    list: tuple[int, int] | None = None
    close: bool = False
    others: tuple[str, ...] = ()
    before_auto: bool = False
    after_auto: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ParagraphSurroundings:
    """What stands around paragraphs: a table style's part, and the distance of the page's grid lines."""

    look: Look = NOTHING
    pitch: float | None = None


class Formats:
    """Resolves properties, equal ones once: equal paragraphs share one format, and equal runs one font."""

    def __init__(
        self,
        styles: Styles,
        typefaces: Typefaces,
        levels: Mapping[tuple[int, int], Look],
        spaces_are_fixed: bool = False,
    ) -> None:
        self._automatic = _FIXED if spaces_are_fixed else _AUTOMATIC
        self._styles = styles
        self._typefaces = typefaces
        self._levels = levels
        self._paragraphs: dict[tuple[Key, int], ParagraphFormat] = {}
        self._runs: dict[tuple[Key, str, int], RunFormat] = {}
        self._fonts: dict[Font, Font] = {}
        self._kept: list[ParagraphSurroundings] = []

    def paragraph(self, properties: Element | None, around: ParagraphSurroundings) -> ParagraphFormat:
        """Return the format of a paragraph."""
        key = (key_of(properties), id(around))
        if key not in self._paragraphs:
            self._kept.append(around)
            self._paragraphs[key] = self._paragraph(properties, around)
        return self._paragraphs[key]

    def run(
        self, properties: Element | None, paragraph: ParagraphFormat, around: ParagraphSurroundings
    ) -> RunFormat:
        """Return the format of a run in a paragraph."""
        key = (key_of(properties), paragraph.style, id(around))
        if key not in self._runs:
            self._kept.append(around)
            self._runs[key] = self._run(properties, paragraph.style, around)
        return self._runs[key]

    def number(self, paragraph: ParagraphFormat, list_level: Look) -> Font:
        """Return the font of a paragraph's list number."""
        return self._font(run_over(paragraph.run, list_level.run))

    def _paragraph(self, properties: Element | None, around: ParagraphSurroundings) -> ParagraphFormat:
        style = self._styles.known(
            "paragraph", value(None if properties is None else properties.find(_STYLE))
        )
        direct = read_paragraph(properties)
        own = self._styles.look("paragraph", style).paragraph
        listed = _list_of(own, direct)
        base = paragraph_over(self._styles.defaults.paragraph, around.look.paragraph)
        level = NOTHING if listed is None else self._levels.get(listed, NOTHING)
        if "list" in direct:
            layers: tuple[ParagraphLook, ...] = (own, level.paragraph, direct)
        else:
            layers = (level.paragraph, own, direct)
        for layer in layers:
            base = paragraph_over(base, layer)
        mark = None if properties is None else properties.find(W + "rPr")
        run = self._run_look(mark, style, around)
        font = self._font(run)
        return ParagraphFormat(
            self._spaced(base, _made(base, font, around.pitch)),
            style,
            run,
            listed,
            base.get("close", False),
            _present(base),
            base.get("before_auto", False),
            base.get("after_auto", False),
        )

    def _spaced(self, look: ParagraphLook, made: Paragraph) -> Paragraph:
        before, after = self._automatic
        if look.get("before_auto"):
            made = replace(made, space_before=before)
        return replace(made, space_after=after) if look.get("after_auto") else made

    def _run(self, properties: Element | None, style: str, around: ParagraphSurroundings) -> RunFormat:
        look = self._run_look(properties, style, around)
        others = tuple(name for name, present in look.get("others", {}).items() if present)
        return RunFormat(
            self._font(look), look.get("hidden", False), look.get("capitals", False), tuple(sorted(others))
        )

    def _run_look(self, properties: Element | None, style: str, around: ParagraphSurroundings) -> RunLook:
        character = None if properties is None else properties.find(_CHARACTER)
        styles = [around.look.run, self._styles.look("paragraph", style).run]
        if character is not None:
            styles.append(self._styles.look("character", value(character)).run)
        look = self._styles.defaults.run
        for layer in styles:
            look = run_over(look, layer)
        look = _toggled(look, self._styles.defaults.run, styles)
        return run_over(look, read_run(properties, self._typefaces))

    def _font(self, look: RunLook) -> Font:
        font = Font(
            look.get("east_asian", "宋体"),
            look.get("latin", "Times New Roman"),
            look.get("size", 10.0),
            look.get("bold", False),
            look.get("italic", False),
            look.get("underline", False),
            look.get("color", "000000"),
        )
        return self._fonts.setdefault(font, font)


def key_of(element: Element | None) -> Key:
    """Return all that an element says as a value to look things up by."""
    return None if element is None else etree.tostring(element, with_tail=False)


def _toggled(look: RunLook, defaults: RunLook, styles: list[RunLook]) -> RunLook:
    """Return the look with its toggles: two styles that both turn one on turn it off again."""
    toggled: RunLook = {**look}
    if any("bold" in style for style in styles):
        toggled["bold"] = defaults.get("bold", False) or _odd([style.get("bold") for style in styles])
    if any("italic" in style for style in styles):
        toggled["italic"] = defaults.get("italic", False) or _odd([style.get("italic") for style in styles])
    if any("capitals" in style for style in styles):
        toggled["capitals"] = _odd([style.get("capitals") for style in styles])
    if any("hidden" in style for style in styles):
        toggled["hidden"] = _odd([style.get("hidden") for style in styles])
    return toggled


def _odd(switches: list[bool | None]) -> bool:
    return sum(bool(switch) for switch in switches) % 2 == 1


def _list_of(own: ParagraphLook, direct: ParagraphLook) -> tuple[int, int] | None:
    """Return the list and its level; number 0 takes a paragraph out of every list."""
    number, level = direct.get("list", (-1, -1))
    style_number, style_level = own.get("list", (-1, -1))
    number = style_number if number < 0 else number
    level = style_level if level < 0 else level
    return (number, max(level, 0)) if number > 0 else None


def _present(look: ParagraphLook) -> tuple[str, ...]:
    return tuple(sorted(name for name, present in look.get("others", {}).items() if present))


def _made(look: ParagraphLook, font: Font, pitch: float | None) -> Paragraph:
    line_height, factor, exact = _line(look, font, pitch if look.get("snaps", True) else None)
    return Paragraph(
        align=look.get("align", Align.LEFT),
        outline=look.get("outline", 0),
        space_before=_space(look.get("before"), look.get("before_lines"), pitch),
        space_after=_space(look.get("after"), look.get("after_lines"), pitch),
        first_line_indent=_indent(look.get("first"), look.get("first_characters"), font),
        indent=_indent(look.get("left"), look.get("left_characters"), font),
        indent_right=_indent(look.get("right"), look.get("right_characters"), font),
        line_height=line_height,
        line_factor=factor,
        line_exact=exact,
        tabs=_tab_stops(look.get("tabs", {})),
        keep_with_next=look.get("keep_with_next", False),
        page_break_before=look.get("page_break_before", False),
        font=font,
        autospace=_AUTOSPACE[look.get("apart_from_letters", True), look.get("apart_from_digits", True)],
    )


def _line(look: ParagraphLook, font: Font, pitch: float | None) -> tuple[float | None, float, bool]:
    """Return the height of lines, its factor, and whether it is exact; grid lines make lines higher."""
    line, rule = look.get("line"), look.get("rule", "auto")
    if line is not None and rule == "exact":
        return line, 1.0, True
    factor = 1.0 if line is None or rule != "auto" else line / _LINE
    least = line if rule == "atLeast" else None
    if pitch is None:
        return least, factor, False
    on_grid = pitch * math.ceil(font.size * _NATURAL / pitch) * factor
    return max(on_grid, least or 0.0), 1.0, False


def _space(length: float | None, lines: int | None, pitch: float | None) -> float:
    return (pitch or _LINE) * lines / 100 if lines else length or 0.0


def _indent(length: float | None, characters: int | None, font: Font) -> float:
    return font.size * characters / 100 if characters else length or 0.0


def _tab_stops(stops: Mapping[float, TabStop | None]) -> tuple[TabStop, ...]:
    return tuple(stops[position] for position in sorted(stops) if stops[position] is not None)  # type: ignore[misc]


def with_hanging_tab(paragraph: Paragraph) -> Paragraph:
    """Return the paragraph with the tab stop that a hanging first line has at its indent."""
    if paragraph.first_line_indent >= 0 or any(stop.position == paragraph.indent for stop in paragraph.tabs):
        return paragraph
    stops = sorted((*paragraph.tabs, TabStop(paragraph.indent)), key=lambda stop: stop.position)
    return replace(paragraph, tabs=tuple(stops))
