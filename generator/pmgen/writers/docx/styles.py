"""The styles of a new Word file: every look in it stands once, under a name that an office can restyle.

What most paragraphs look like is 正文 (Normal); the others are based on it and say only what differs, so that
another face for 正文 is another face for the whole document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pmgen.document import Align, Block, Border, Cell, Document, Font, Insets, Paragraph, Table, VerticalAlign
from pmgen.writers.docx.looks import (
    font_properties,
    paragraph_properties,
    table_borders,
    table_padding,
    vertical,
)
from pmgen.writers.docx.xml import element

HAIRLINE = Paragraph(line_height=1, line_exact=True, font=Font(size=1))
"""Between two tables, which Word would join, and after one that ends a part; it takes no room."""

_DEFAULT = Paragraph()
_SIDES = {Align.LEFT: "居左", Align.CENTER: "居中", Align.RIGHT: "居右", Align.JUSTIFY: "两端"}


@dataclass(frozen=True, slots=True)
class Dress:
    """What most cells of a table have in common; `line` stands around every cell, or is None."""

    line: Border | None
    padding: Insets
    vertical_align: VerticalAlign


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document: ids by look, and the `w:style` elements."""

    normal: Paragraph
    paragraphs: Mapping[Paragraph, str]
    tables: Mapping[Dress, str]
    text: str

    def reference(self, paragraph: Paragraph) -> str:
        """Return what names a paragraph's style in it; 正文 needs no name."""
        name = self.paragraphs[look_of(paragraph)]
        return "" if name == "Normal" else element("pStyle", val=name)


def look_of(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph without what is its own: its words, and how it keeps to its neighbours."""
    return replace(paragraph, children=(), keep_with_next=False, page_break_before=False)


def dress_of(table: Table) -> Dress:
    """Return what most cells of a table have in common."""
    cells = [cell for row in table.rows for cell in row.cells]
    paddings = Counter(cell.padding for cell in cells)
    aligns = Counter(cell.vertical_align for cell in cells)
    return Dress(
        _common_line(table, cells),
        paddings.most_common(1)[0][0] if cells else Cell((), 0).padding,
        aligns.most_common(1)[0][0] if cells else VerticalAlign.MIDDLE,
    )


def _common_line(table: Table, cells: Sequence[Cell]) -> Border | None:
    """Return the line around every cell; a hole in the grid has none, nor has a table with one."""
    lines = {line for cell in cells for line in (cell.borders.top, cell.borders.right)}
    lines |= {line for cell in cells for line in (cell.borders.bottom, cell.borders.left)}
    is_whole = sum(cell.column_span * cell.row_span for cell in cells) == len(table.columns) * len(table.rows)
    return lines.pop() if is_whole and len(lines) == 1 else None


def styles_of(document: Document) -> Styles:
    """Return the styles that a document needs."""
    counts, places, dresses = Counter[Paragraph](), dict[Paragraph, str](), dict[Dress, str]()
    for place, block in _blocks(document):
        if isinstance(block, Table):
            dresses.setdefault(dress_of(block), f"Table{len(dresses) + 1}")
        else:
            look = look_of(block)
            counts[look] += 1
            places.setdefault(look, place)
    if dresses:
        places[HAIRLINE] = "表格间隔"
    normal = _most_common(counts)
    named = _named(normal, places)
    text = [_normal(normal)]
    text += [_paragraph_style(look, *name, normal) for look, name in named.items()]
    text += [_table_style(dress, name, number) for number, (dress, name) in enumerate(dresses.items(), 1)]
    ids = {normal: "Normal"} | {look: identity for look, (identity, _) in named.items()}
    return Styles(normal, ids, dresses, "".join(text))


def _blocks(document: Document) -> Iterator[tuple[str, Block]]:
    """Yield every block with what kind of text it is."""
    for section in document.sections:
        for edges in section.edges:
            yield from _inside(edges.header, "页眉")
        yield from _inside(section.blocks, "正文")
        for edges in section.edges:
            yield from _inside(edges.footer, "页脚")


def _inside(blocks: Sequence[Block], place: str) -> Iterator[tuple[str, Block]]:
    for block in blocks:
        yield place, block
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _inside(cell.blocks, "表头" if cell.header else "表格")


def _most_common(counts: Counter[Paragraph]) -> Paragraph:
    """Return the look of 正文; stops of tabs would be handed down to all others."""
    plain = [look for look in counts if not (look.outline or look.tabs or look == HAIRLINE)]
    return max(plain, key=counts.__getitem__, default=_DEFAULT)


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


def _table_style(dress: Dress, identity: str, number: int) -> str:
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
