"""How paragraphs, runs and cells look in WordprocessingML, and the styles of a new Word file.

What most paragraphs look like is 正文 (Normal); the others are based on it and say only what differs, so that
another face for 正文 is another face for the whole document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from operator import attrgetter

from pmgen.document import (
    Align,
    Autospace,
    Block,
    Border,
    Cell,
    Document,
    Font,
    Insets,
    Paragraph,
    Table,
    TabStop,
    VerticalAlign,
)
from pmgen.opc.xml_text import DECLARATION, attribute, escape
from pmgen.pictures import EMUS_PER_POINT

__all__ = [
    "DECLARATION",
    "NAMESPACES",
    "attribute",
    "element",
    "emus",
    "escape",
    "half_points",
    "part",
    "twips",
]


NAMESPACES = (
    ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def element(name: str, /, *children: str, **attributes: object) -> str:
    """Return the element `w:name`; its attributes are of the same namespace, None leaves one out."""
    given = "".join([attribute(f"w:{key}", value) for key, value in attributes.items() if value is not None])
    content = "".join(children)
    return f"<w:{name}{given}>{content}</w:{name}>" if content else f"<w:{name}{given}/>"


def part(name: str, content: str) -> str:
    """Return a whole part whose root is `w:name`."""
    return f"{DECLARATION}<w:{name}{NAMESPACES}>{content}</w:{name}>"


def twips(points: float) -> int:
    """Return points as twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Return points as half points."""
    return round(points * 2)


def emus(points: float) -> int:
    """Return points as English metric units."""
    return round(points * EMUS_PER_POINT)


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


HAIRLINE = Paragraph(line_height=1, line_exact=True, font=Font(size=1))
"""Between two tables, which Word would join, and after one that ends a part; it takes no room."""

_DEFAULT = Paragraph()
_OWN = ("children", "keep_with_next", "page_break_before")
"""What is a paragraph's own: its words, and how it keeps to its neighbours."""

_said = attrgetter(*(each.name for each in fields(Paragraph) if each.name not in _OWN))
"""Returns all that is said of how a paragraph looks, which is quicker to compare than another paragraph."""

_SIDES = {Align.LEFT: "居左", Align.CENTER: "居中", Align.RIGHT: "居右", Align.JUSTIFY: "两端"}


@dataclass(frozen=True, slots=True)
class TableLook:
    """What most cells of a table have in common; `line` stands around every cell, or is None."""

    line: Border | None
    padding: Insets
    vertical_align: VerticalAlign


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document: ids by what is said of a look, and the `w:style` elements."""

    normal: Paragraph
    paragraphs: Mapping[tuple[object, ...], str]
    tables: Mapping[TableLook, str]
    text: str

    def reference(self, paragraph: Paragraph) -> str:
        """Return what names a paragraph's style in it; 正文 needs no name."""
        name = self.paragraphs[_said(paragraph)]
        return "" if name == "Normal" else element("pStyle", val=name)


def look_of(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph without what is its own."""
    return replace(paragraph, children=(), keep_with_next=False, page_break_before=False)


def table_look_of(table: Table) -> TableLook:
    """Return what most cells of a table have in common."""
    cells = [cell for row in table.rows for cell in row.cells]
    paddings = Counter(cell.padding for cell in cells)
    aligns = Counter(cell.vertical_align for cell in cells)
    return TableLook(
        _common_line(table, cells),
        paddings.most_common(1)[0][0] if cells else Cell((), 0).padding,
        aligns.most_common(1)[0][0] if cells else VerticalAlign.MIDDLE,
    )


def _common_line(table: Table, cells: Sequence[Cell]) -> Border | None:
    """Return the line around every cell; a hole in the grid has none, nor has a table with one."""
    # Most cells share their borders, which are quicker to tell apart than to compare.
    kinds = {id(cell.borders): cell.borders for cell in cells}.values()
    lines = {line for kind in kinds for line in (kind.top, kind.right, kind.bottom, kind.left)}
    is_whole = sum(cell.column_span * cell.row_span for cell in cells) == len(table.columns) * len(table.rows)
    return lines.pop() if is_whole and len(lines) == 1 else None


def styles_of(document: Document) -> Styles:
    """Return the styles that a document needs."""
    counts, looks = Counter[tuple[object, ...]](), dict[tuple[object, ...], Paragraph]()
    places, dresses = dict[Paragraph, str](), dict[TableLook, str]()
    for place, block in _blocks(document):
        if isinstance(block, Table):
            dresses.setdefault(table_look_of(block), f"Table{len(dresses) + 1}")
        else:
            said = _said(block)
            counts[said] += 1
            if said not in looks:
                looks[said] = look_of(block)
                places[looks[said]] = place
    if dresses:
        places[HAIRLINE] = "表格间隔"
    normal = _most_common({look: counts[said] for said, look in looks.items()})
    named = _named(normal, places)
    text = [_normal(normal)]
    text += [_paragraph_style(look, *name, normal) for look, name in named.items()]
    text += [_table_style(dress, name, number) for number, (dress, name) in enumerate(dresses.items(), 1)]
    ids = {_said(normal): "Normal"} | {_said(look): identity for look, (identity, _) in named.items()}
    return Styles(normal, ids, dresses, "".join(text))


def _blocks(document: Document) -> Iterator[tuple[str, Block]]:
    """Yield every block with what kind of text it is."""
    for section in document.sections:
        for running_heads in section.running_heads:
            yield from _inside(running_heads.header, "页眉")
        yield from _inside(section.blocks, "正文")
        for running_heads in section.running_heads:
            yield from _inside(running_heads.footer, "页脚")


def _inside(blocks: Sequence[Block], place: str) -> Iterator[tuple[str, Block]]:
    for block in blocks:
        yield place, block
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _inside(cell.blocks, "表头" if cell.header else "表格")


def _most_common(counts: Mapping[Paragraph, int]) -> Paragraph:
    """Return the look of 正文; stops of tabs would be handed down to all others."""
    plain = [look for look in counts if not (look.outline or look.tabs or look == HAIRLINE)]
    return max(plain, key=lambda look: counts[look], default=_DEFAULT)


def _named(normal: Paragraph, places: Mapping[Paragraph, str]) -> dict[Paragraph, tuple[str, str]]:
    """Return the id and the name of every look but the normal one."""
    named, taken = dict[Paragraph, tuple[str, str]](), Counter[str]()
    for look, place in places.items():
        if look == normal:
            continue
        first = f"heading {look.outline}" if look.outline else place + _SIDES[look.align]
        base = place if look == HAIRLINE else first
        taken[base] += 1
        name = base if taken[base] == 1 else f"{base} {taken[base]}"
        is_heading = look.outline and taken[base] == 1
        named[look] = (f"Heading{look.outline}" if is_heading else f"p{len(named) + 1}", name)
    return named


def _normal(look: Paragraph) -> str:
    return element(
        "style",
        element("name", val="Normal"),
        element("qFormat"),
        *_looks(look, _DEFAULT),
        type="paragraph",
        default=1,
        styleId="Normal",
    )


def _paragraph_style(look: Paragraph, identity: str, name: str, normal: Paragraph) -> str:
    is_own = not identity.startswith("Heading")
    return element(
        "style",
        element("name", val=name),
        element("basedOn", val="Normal"),
        element("next", val="Normal") if look.outline else "",
        element("qFormat"),
        *_looks(look, normal),
        type="paragraph",
        customStyle=1 if is_own else None,
        styleId=identity,
    )


def _looks(look: Paragraph, base: Paragraph) -> tuple[str, str]:
    return paragraph_properties(look, base), font_properties(look.font, base.font)


def _table_style(dress: TableLook, identity: str, number: int) -> str:
    return element(
        "style",
        element("name", val="表格样式" if number == 1 else f"表格样式 {number}"),
        element("basedOn", val="TableNormal"),
        element("qFormat"),
        element("tblPr", table_borders(dress.line), table_padding("tblCellMar", dress.padding)),
        element("tcPr", vertical(dress.vertical_align)),
        type="table",
        customStyle=1,
        styleId=identity,
    )
