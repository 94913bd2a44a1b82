"""The flow of a part: paragraphs and tables one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from pmgen.document import Block, Font, Paragraph, Table
from pmgen.ooxml.xml import MC, Element, W
from pmgen.readers.word import losses
from pmgen.readers.word.formats import ParagraphFormat
from pmgen.readers.word.paragraphs import read_paragraph
from pmgen.readers.word.spacing import at_foot, at_head, between
from pmgen.readers.word.story import Story
from pmgen.readers.word.tables import read_table

_BREAK = Paragraph(line_height=1, line_exact=True, page_break_before=True, font=Font(size=1))
"""Brings a table to a new page; it takes no room."""


def read_blocks(parents: Iterable[Element], story: Story, width: float) -> tuple[Block, ...]:
    """Return the paragraphs and tables that the elements are."""
    flow = _Flow(story, width)
    flow.elements(parents)
    return tuple(flow.blocks)


@dataclass(slots=True)
class _Flow:
    """Gathers blocks; `last` is the format of the paragraph just before."""

    story: Story
    width: float
    blocks: list[Block] = field(default_factory=list)
    last: ParagraphFormat | None = None
    breaks: bool = False

    def elements(self, elements: Iterable[Element]) -> None:
        for element in elements:
            read = _ELEMENTS.get(str(element.tag))
            if read is not None:
                read(self, element)
            elif element.tag not in _SILENT:
                losses.unknown(element, self.story.setting.findings)
                self.elements(element)

    def paragraph(self, element: Element) -> None:
        findings = self.story.setting.findings
        if not findings.tables_around:
            findings.paragraph += 1
        found = read_paragraph(element, self.story, self.width)
        pieces = list(found.pieces)
        if pieces:
            if self.breaks:
                pieces[0] = replace(pieces[0], page_break_before=True)
            pieces[0] = self.spaced(pieces[0], found.format)
            self.breaks = False
        self.blocks += pieces
        self.breaks = self.breaks or found.breaks_after
        self.last = found.format
        for box in found.boxes:
            self.elements(box)

    def spaced(self, paragraph: Paragraph, form: ParagraphFormat) -> Paragraph:
        """Return the paragraph without the space above it that it shares with the one before."""
        add_up = self.story.setting.spaces_add_up
        before = self.blocks[-1] if self.blocks else None
        if isinstance(before, Paragraph) and self.last is not None and not paragraph.page_break_before:
            self.blocks[-1], paragraph = between((before, self.last), (paragraph, form), add_up)
        elif before is None:
            paragraph = at_head(paragraph, form, add_up)
        return paragraph

    def end_cell(self) -> None:
        """Take away the automatic space at the foot of a cell."""
        end = self.blocks[-1] if self.blocks else None
        if isinstance(end, Paragraph) and self.last is not None:
            self.blocks[-1] = at_foot(end, self.last, self.story.setting.spaces_add_up)

    def table(self, element: Element) -> None:
        if self.breaks:
            self.blocks.append(_BREAK)
            self.breaks = False
        findings = self.story.setting.findings
        place = (findings.row, findings.cell)
        if not findings.tables_around:
            findings.table += 1
        findings.tables_around += 1
        self.blocks.append(read_table(element, self.story, self.width, self.cell))
        findings.tables_around -= 1
        findings.row, findings.cell = place
        self.last = None

    def cell(self, element: Element, width: float) -> tuple[Block, ...]:
        findings = self.story.setting.findings
        place = (findings.row, findings.cell)
        flow = _Flow(self.story, width)
        flow.elements(element)
        flow.end_cell()
        blocks = tuple(flow.blocks)
        findings.row, findings.cell = place
        if not blocks or isinstance(blocks[-1], Table):
            return (*blocks, Paragraph())
        if len(blocks) > 1 and isinstance(blocks[-2], Table) and not blocks[-1].children:
            return (*blocks[:-1], _without_room(blocks[-1]))
        return blocks

    def bookmark(self, element: Element) -> None:
        self.story.mark(element)

    def control(self, element: Element) -> None:
        content = element.find(W + "sdtContent")
        if content is not None:
            self.elements(content)

    def choice(self, element: Element) -> None:
        if len(element):
            self.elements(element[0])

    def deleted(self, element: Element) -> None:
        words = "".join(text.text or "" for text in element.iter(W + "t", W + "delText"))
        losses.deleted(words, self.story.setting.findings)


def _without_room(paragraph: Paragraph) -> Paragraph:
    """Return what must stand between a table and the end of the cell around it, and shows nothing in Word."""
    font = replace(paragraph.font, size=1)
    return replace(paragraph, line_height=1, line_exact=True, space_before=0, space_after=0, font=font)


_ELEMENTS: Mapping[str, Callable[[_Flow, Element], None]] = {
    W + "p": _Flow.paragraph,
    W + "tbl": _Flow.table,
    W + "bookmarkStart": _Flow.bookmark,
    W + "sdt": _Flow.control,
    W + "customXml": _Flow.elements,
    W + "ins": _Flow.elements,
    W + "moveTo": _Flow.elements,
    W + "del": _Flow.deleted,
    W + "moveFrom": _Flow.deleted,
    MC + "AlternateContent": _Flow.choice,
}
_SILENT = frozenset(
    W + name
    for name in (
        "tcPr",
        "sectPr",
        "bookmarkEnd",
        "proofErr",
        "permStart",
        "permEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
        "customXmlPr",
        "sdtPr",
        "sdtEndPr",
    )
)
