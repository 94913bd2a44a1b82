"""Paragraphs: their formats around their inlines, and the pieces that page breaks make of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pmgen.document import Align, Bookmark, Inline, Paragraph, Tab, TabStop
from pmgen.ooxml.xml import Element, W, below
from pmgen.readers.word import losses
from pmgen.readers.word.formats import ParagraphFormat, with_hanging_tab
from pmgen.readers.word.inlines import read_inlines
from pmgen.readers.word.paragraphlooks import LEADERS
from pmgen.readers.word.story import Story

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
    form = story.setting.formats.paragraph(properties, story.around)
    losses.paragraph(form, story.setting.findings)
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
