"""Blocks as WordprocessingML: paragraphs, and what must stand between and after tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import assert_never

from pmgen.document import Align, Block, Font, Image, Paragraph, Table
from pmgen.writers.docx import tables
from pmgen.writers.docx.inlines import inlines, run_properties
from pmgen.writers.docx.parts import Part
from pmgen.writers.docx.xml import element, twips

_JUSTIFICATION = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
_HAIRLINE = Paragraph(line_height=1, font=Font(size=1))
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
    has_picture = any(isinstance(child, Image) for child in paragraph.children)
    return element(
        "pPr",
        element("pStyle", val=f"Heading{paragraph.outline}") if paragraph.outline else "",
        element("keepNext") if paragraph.keep_with_next else "",
        element("pageBreakBefore") if paragraph.page_break_before else "",
        _spacing(paragraph.space_before, paragraph.space_after, paragraph.line_height, has_picture),
        _indent(paragraph.indent, paragraph.first_line_indent),
        element("jc", val=_JUSTIFICATION[paragraph.align]),
        run_properties(paragraph.font),
        section,
    )


@lru_cache(maxsize=256)
def _spacing(before: float, after: float, line: float | None, has_picture: bool) -> str:
    """Return the distances; an exact line would cut off a picture, so there it is the least height."""
    if not (before or after or line):
        return ""
    rule = None if line is None else "atLeast" if has_picture else "exact"
    height = None if line is None else twips(line)
    return element("spacing", before=twips(before), after=twips(after), line=height, lineRule=rule)


def _indent(left: float, first_line: float) -> str:
    if not (left or first_line):
        return ""
    if first_line < 0:
        return element("ind", left=twips(left), hanging=twips(-first_line))
    return element("ind", left=twips(left), firstLine=twips(first_line))
