"""How paragraphs, runs and cells look, in WordprocessingML: what differs from what lies behind."""

from __future__ import annotations

from functools import lru_cache

from pmgen.document import Align, Autospace, Border, Font, Insets, Paragraph, TabStop, VerticalAlign
from pmgen.writers.docx.xml import element, half_points, twips

_JUSTIFICATION = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
_TAB_ALIGN = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "left"}
_LEADERS = {".": "dot", "-": "hyphen", "_": "underscore", "·": "middleDot"}
_CHINESE_MARKS = element("rFonts", hint="eastAsia")
_VERTICAL = {VerticalAlign.TOP: "top", VerticalAlign.MIDDLE: "center", VerticalAlign.BOTTOM: "bottom"}


def paragraph_properties(look: Paragraph, base: Paragraph) -> str:
    """Return in what a look differs from another that has no stops of tabs."""
    return _wrapped("pPr", _different(_paragraph(look), _paragraph(base)))


def font_properties(font: Font, base: Font) -> str:
    """Return in what the font of a style differs from that of another."""
    return _wrapped("rPr", _different(_font(font), _font(base)))


@lru_cache(maxsize=1024)
def run_properties(font: Font, around: Font) -> str:
    """Return in what a run differs from its paragraph; marks that both scripts use take the Chinese face."""
    differs = _different(_font(font), _font(around))
    is_marked = font.latin == font.east_asian or differs.startswith("<w:rFonts")
    return _wrapped("rPr", differs if is_marked else _CHINESE_MARKS + differs)


def vertical(align: VerticalAlign) -> str:
    """Return how the contents of a cell stand in its height."""
    return element("vAlign", val=_VERTICAL[align])


@lru_cache(maxsize=256)
def table_padding(name: str, padding: Insets) -> str:
    """Return the distances from the edges of a cell, or of all cells of a table."""
    sides = (
        ("top", padding.top),
        ("left", padding.left),
        ("bottom", padding.bottom),
        ("right", padding.right),
    )
    return element(name, *(element(side, w=twips(width), type="dxa") for side, width in sides))


def table_borders(line: Border | None) -> str:
    """Return the lines of a table whose cells all have the same."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return _wrapped("tblBorders", "".join(border(side, line) for side in sides))


def border(side: str, line: Border | None) -> str:
    """Return a line in eighths of a point, of which Word draws at least two."""
    if line is None or line.width <= 0:
        return ""
    return element(side, val="single", sz=max(2, round(line.width * 8)), space=0, color=line.color)


def _wrapped(name: str, content: str) -> str:
    return element(name, content) if content else ""


def _different(own: tuple[str, ...], behind: tuple[str, ...]) -> str:
    return "".join([one for one, other in zip(own, behind, strict=True) if one != other])


def _paragraph(look: Paragraph) -> tuple[str, ...]:
    line, rule = _line(look)
    first = look.first_line_indent
    return (
        element("tabs", *map(_tab_stop, look.tabs)) if look.tabs else "",
        element("autoSpaceDE", val=_switch(look.autospace in (Autospace.NORMAL, Autospace.LETTERS))),
        element("autoSpaceDN", val=_switch(look.autospace in (Autospace.NORMAL, Autospace.DIGITS))),
        element(
            "spacing",
            before=twips(look.space_before),
            after=twips(look.space_after),
            line=line,
            lineRule=rule,
        ),
        element(
            "ind",
            left=twips(look.indent),
            right=twips(look.indent_right),
            **({"hanging": twips(-first)} if first < 0 else {"firstLine": twips(first)}),
        ),
        element("jc", val=_JUSTIFICATION[look.align]),
        element("outlineLvl", val=look.outline - 1) if look.outline else "",
    )


def _switch(is_on: bool) -> str:
    return "1" if is_on else "0"


def _tab_stop(stop: TabStop) -> str:
    return element(
        "tab", val=_TAB_ALIGN[stop.align], leader=_LEADERS.get(stop.leader), pos=twips(stop.position)
    )


def _line(look: Paragraph) -> tuple[int, str]:
    """Return the height of a line and how it is meant; Word knows a factor or a height, not both."""
    if look.line_height is not None:
        return twips(look.line_height), "exact" if look.line_exact else "atLeast"
    return twips(12 * look.line_factor), "auto"


def _font(font: Font) -> tuple[str, ...]:
    size = half_points(font.size)
    return (
        element(
            "rFonts",
            hint="eastAsia",
            ascii=font.latin,
            hAnsi=font.latin,
            eastAsia=font.east_asian,
            cs=font.latin,
        ),
        element("b", val=_off(font.bold)) + element("bCs", val=_off(font.bold)),
        element("i", val=_off(font.italic)) + element("iCs", val=_off(font.italic)),
        element("color", val=font.color),
        element("sz", val=size) + element("szCs", val=size),
        element("u", val="single" if font.underline else "none"),
    )


def _off(is_on: bool) -> int | None:
    return None if is_on else 0
