"""The flow of a part: paragraphs and tables one after the other, with the space between them.

ISO 29500-1 §17.3.1.33 says so, with an example: 240 twentieths after and 80 before are 12 points, the largest
spacing requested. With `w:doNotUseHTMLParagraphAutoSpacing` among the compatibility settings the two add up,
as they did before Word 2000; Word writes it only where somebody asks for it. What others make of 20 points
after and 10 points before: LibreOffice 20, with the setting 30, and 30 too where a file has no settings at
all, which is where public threads that speak of a sum have measured; rdocx 20, with the setting 30.

Where the space is left to the program (`beforeAutospacing`, `afterAutospacing`, §17.3.1.33), it is that of a
`p` in HTML, 14 points, and none between items of a list, at the edges of a cell or the head of a part; with
the setting it is 5 points before and 10 after (§17.15.3.21), wherever the paragraph stands. LibreOffice does
the same, but for 5 points after. A paragraph with `contextualSpacing` (§17.3.1.9) gives up its own part
between two of one style.

The whole space stands below the upper paragraph: HTML would take the larger of two once more, and what is
wanted above is not wanted at the head of a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from pmgen.document import Align, Block, Bookmark, Font, Inline, Paragraph, Tab, Table, TabStop
from pmgen.formats.word import word_losses
from pmgen.formats.word.part_state import Story
from pmgen.formats.word.style_cascade import ParagraphFormat, with_hanging_tab
from pmgen.formats.word.text_properties import LEADERS
from pmgen.formats.word.word_inlines import read_inlines
from pmgen.formats.word.word_tables import read_table
from pmgen.opc.office_xml import MC, Element, W, below

Read = tuple[Paragraph, ParagraphFormat]
"""A paragraph with the format that it was read from."""


def between(upper: Read, lower: Read, add_up: bool) -> tuple[Paragraph, Paragraph]:
    """Return two paragraphs that follow each other with the space between them below the upper one."""
    (above, over), (below, under) = upper, lower
    alike = over.style == under.style
    in_list = not add_up and over.list is not None and under.list is not None
    after = 0 if (over.close and alike) or (in_list and over.after_auto) else above.space_after
    before = 0 if (under.close and alike) or (in_list and under.before_auto) else below.space_before
    space = after + before if add_up else max(after, before)
    return replace(above, space_after=space), replace(below, space_before=0)


def at_head(paragraph: Paragraph, form: ParagraphFormat, add_up: bool) -> Paragraph:
    """Return the first paragraph of a cell or part, which has no automatic space above."""
    return replace(paragraph, space_before=0) if form.before_auto and not add_up else paragraph


def at_foot(paragraph: Paragraph, form: ParagraphFormat, add_up: bool) -> Paragraph:
    """Return the last paragraph of a cell, which has no automatic space below."""
    return replace(paragraph, space_after=0) if form.after_auto and not add_up else paragraph


_OWN_ALIGN = {"center": Align.CENTER, "right": Align.RIGHT}


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph, in as many pieces as pages break it into, and the text boxes that hang on it."""

    pieces: tuple[Paragraph, ...]
    format: ParagraphFormat
    boxes: tuple[Element, ...] = ()
    breaks_after: bool = False


def read_paragraph(element: Element, story: Story, width: float) -> ReadParagraph:
    """Return what a w:p says in a text of a given width."""
    properties = below(element, W + "pPr")
    form = story.context.looks.formats.paragraph(properties, story.around)
    word_losses.paragraph(form, story.context.losses)
    pieces, boxes = read_inlines(element, story, form)
    breaks_after = len(pieces) > 1 and not pieces[-1]
    if breaks_after:
        pieces.pop()
    paragraph = _with_own_stops(form.paragraph, element, width)
    if properties is not None and properties.find(f"{W}framePr[@{W}dropCap]") is not None:
        # The letter that hangs over several lines stands on a line of its own, which must hold it.
        paragraph = replace(paragraph, line_exact=False)
    return ReadParagraph(_pieces(paragraph, pieces), form, tuple(boxes), breaks_after)


def _with_own_stops(paragraph: Paragraph, element: Element, width: float) -> Paragraph:
    """Return the paragraph with the stops of its tabs that name their places themselves.

    A w:ptab leads to the left, middle or right of the text or, `relativeTo` the indent, of its paragraph,
    whatever stops there are (ISO/IEC 29500-1, 17.3.3.23).
    """
    tabs = list(element.iter(W + "ptab"))
    stops = tuple(dict.fromkeys(filter(None, (_own_stop(tab, paragraph, width) for tab in tabs))))
    if not stops:
        return paragraph
    others = paragraph.tabs if next(element.iter(W + "tab"), None) is not None else ()
    return replace(paragraph, tabs=(*others, *stops))


def _own_stop(tab: Element, paragraph: Paragraph, width: float) -> TabStop | None:
    align = _OWN_ALIGN.get(tab.get(W + "alignment", ""))
    if align is None:
        return None
    by_indent = tab.get(W + "relativeTo") == "indent"
    left = paragraph.indent if by_indent else 0.0
    right = width - (paragraph.indent_right if by_indent else 0.0)
    position = right if align is Align.RIGHT else (left + right) / 2
    return TabStop(position, align, LEADERS.get(tab.get(W + "leader", ""), ""))


def _pieces(paragraph: Paragraph, pieces: list[tuple[Inline, ...]]) -> tuple[Paragraph, ...]:
    """Return the pieces; a break before all text makes no empty one, and takes bookmarks along."""
    if len(pieces) > 1 and all(isinstance(inline, Bookmark) for inline in pieces[0]):
        pieces = [(), pieces[0] + pieces[1], *pieces[2:]]
    made = [_piece(paragraph, number, inlines, pieces) for number, inlines in enumerate(pieces)]
    if len(made) > 1 and not pieces[0]:
        made = [replace(made[1], first_line_indent=paragraph.first_line_indent), *made[2:]]
    return tuple(made)


def _piece(
    whole_paragraph: Paragraph, number: int, inlines: tuple[Inline, ...], pieces: list[tuple[Inline, ...]]
) -> Paragraph:
    """Return a piece: what comes before and after the whole paragraph comes at its ends only."""
    paragraph = replace(whole_paragraph, children=inlines) if inlines else whole_paragraph
    if Tab() in inlines:
        paragraph = with_hanging_tab(paragraph)
    if number:
        paragraph = replace(paragraph, page_break_before=True, space_before=0, first_line_indent=0)
    return replace(paragraph, space_after=0) if number < len(pieces) - 1 else paragraph


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
                word_losses.unknown(element, self.story.context.losses)
                self.elements(element)

    def paragraph(self, element: Element) -> None:
        losses = self.story.context.losses
        if not losses.tables_around:
            losses.paragraph += 1
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
        add_up = self.story.context.looks.spaces_add_up
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
            self.blocks[-1] = at_foot(end, self.last, self.story.context.looks.spaces_add_up)

    def table(self, element: Element) -> None:
        if self.breaks:
            self.blocks.append(_BREAK)
            self.breaks = False
        losses = self.story.context.losses
        place = (losses.row, losses.cell)
        if not losses.tables_around:
            losses.table += 1
        losses.tables_around += 1
        self.blocks.append(read_table(element, self.story, self.width, self.cell))
        losses.tables_around -= 1
        losses.row, losses.cell = place
        self.last = None

    def cell(self, element: Element, width: float) -> tuple[Block, ...]:
        losses = self.story.context.losses
        place = (losses.row, losses.cell)
        flow = _Flow(self.story, width)
        flow.elements(element)
        flow.end_cell()
        blocks = tuple(flow.blocks)
        losses.row, losses.cell = place
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
        word_losses.deleted(words, self.story.context.losses)


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
