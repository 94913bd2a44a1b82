"""Blocks as WordprocessingML: paragraphs, and what must stand between and after tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from pmgen.document import Block, Paragraph, Table
from pmgen.writers.docx import tables
from pmgen.writers.docx.inlines import inlines
from pmgen.writers.docx.parts import Part
from pmgen.writers.docx.styles import HAIRLINE
from pmgen.writers.docx.xml import element


def blocks(content: Sequence[Block], part: Part, last_properties: str = "") -> str:
    """Return blocks that end in a paragraph; `last_properties` go into that paragraph."""
    separated = _separated(content) or [part.styles.normal]
    written = [_block(block, part, "") for block in separated[:-1]]
    written.append(_block(separated[-1], part, last_properties))
    return "".join(written)


def _separated(content: Sequence[Block]) -> list[Block]:
    separated: list[Block] = []
    for block in content:
        if isinstance(block, Table) and separated and isinstance(separated[-1], Table):
            separated.append(HAIRLINE)
        separated.append(block)
    ends_in_a_table = separated and isinstance(separated[-1], Table)
    return [*separated, HAIRLINE] if ends_in_a_table else separated


def _block(block: Block, part: Part, section: str) -> str:
    match block:
        case Paragraph():
            children = inlines(block.children, block.font, part)
            return element("p", _properties(block, part, section), children)
        case Table():
            return tables.table(block, part.styles, lambda content: blocks(content, part))
        case _:
            assert_never(block)


def _properties(paragraph: Paragraph, part: Part, section: str) -> str:
    properties = (
        part.styles.reference(paragraph),
        element("keepNext") if paragraph.keep_with_next else "",
        element("pageBreakBefore") if paragraph.page_break_before else "",
        section,
    )
    return element("pPr", *properties) if any(properties) else ""
