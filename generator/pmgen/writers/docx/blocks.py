"""Blocks as WordprocessingML: paragraphs, and what must stand between and after tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from pmgen.document import Align, Block, Font, Paragraph, Table, TabStop
from pmgen.writers.docx import tables
from pmgen.writers.docx.inlines import inlines, run_properties
from pmgen.writers.docx.parts import Part
from pmgen.writers.docx.xml import element, twips

_JUSTIFICATION = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
_TAB_ALIGN = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "left"}
_LEADERS = {".": "dot", "-": "hyphen", "_": "underscore", "·": "middleDot"}
_HAIRLINE = Paragraph(line_height=1, line_exact=True, font=Font(size=1))
"""Between two tables, which Word would join, and after one that ends a part; it takes no room."""


def blocks(content: Sequence[Block], part: Part, last_properties: str = "") -> str:
    """Return blocks that end in a paragraph; `last_properties` go into that paragraph."""
    separated = _separated(content)
    written = [_block(block, part, "") for block in separated[:-1]]
    written.append(_block(separated[-1], part, last_properties))
    return "".join(written)


def _separated(content: Sequence[Block]) -> list[Block]:
    separated: list[Block] = []
    for block in content:
        if isinstance(block, Table) and separated and isinstance(separated[-1], Table):
            separated.append(_HAIRLINE)
        separated.append(block)
    if not separated:
        return [Paragraph()]
    return [*separated, _HAIRLINE] if isinstance(separated[-1], Table) else separated


def _block(block: Block, part: Part, section: str) -> str:
    match block:
        case Paragraph():
            return element("p", _properties(block, section), inlines(block.children, part))
        case Table():
            return tables.table(block, lambda content: blocks(content, part))
        case _:
            assert_never(block)


def _properties(paragraph: Paragraph, section: str) -> str:
    return element(
        "pPr",
        element("pStyle", val=f"Heading{paragraph.outline}") if paragraph.outline else "",
        element("keepNext") if paragraph.keep_with_next else "",
        element("pageBreakBefore") if paragraph.page_break_before else "",
        element("tabs", *map(_tab_stop, paragraph.tabs)) if paragraph.tabs else "",
        _spacing(paragraph),
        _indent(paragraph.indent, paragraph.indent_right, paragraph.first_line_indent),
        element("jc", val=_JUSTIFICATION[paragraph.align]),
        run_properties(paragraph.font),
        section,
    )


def _tab_stop(stop: TabStop) -> str:
    return element(
        "tab", val=_TAB_ALIGN[stop.align], leader=_LEADERS.get(stop.leader), pos=twips(stop.position)
    )


def _spacing(paragraph: Paragraph) -> str:
    line, rule = _line(paragraph)
    before, after = twips(paragraph.space_before), twips(paragraph.space_after)
    if not (before or after or rule):
        return ""
    return element("spacing", before=before, after=after, line=line, lineRule=rule)


def _line(paragraph: Paragraph) -> tuple[int | None, str | None]:
    """Return the height of a line and how it is meant; Word knows a factor or a height, not both."""
    if paragraph.line_height is not None:
        return twips(paragraph.line_height), "exact" if paragraph.line_exact else "atLeast"
    if paragraph.line_factor != 1:
        return twips(12 * paragraph.line_factor), "auto"
    return None, None


def _indent(left: float, right: float, first_line: float) -> str:
    if not (left or right or first_line):
        return ""
    first = {"hanging": twips(-first_line)} if first_line < 0 else {"firstLine": twips(first_line)}
    return element("ind", left=twips(left), right=twips(right) or None, **first)
