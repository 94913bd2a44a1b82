"""Sections: paper, margins, grid lines, and what stands at the head and foot of their pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pmgen.document import Block, Bookmark, Inline, Insets, Page, Paragraph, RunningHeads, Section
from pmgen.formats.word.part_state import DocumentContext, InlineCollector, Story, open_story
from pmgen.formats.word.word_blocks import read_blocks
from pmgen.formats.word.word_losses import Losses
from pmgen.opc.office_xml import Element, R, W, is_on, points, value, whole
from pmgen.problems import message

LEAST_ROOM = 28.0
"""The least width and height in points that the margins may leave on a page: a centimetre."""

_WRAPPERS = tuple(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_GRIDS = ("lines", "linesAndChars", "snapToChars")
_KEPT = ("nextPage", "")
_References = Mapping[tuple[str, str], str]
"""The relationship of a head or foot by its kind (`header`) and its pages (`default`)."""

_PLAIN_GROUNDS = ("", "AUTO", "FFFFFF")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The elements of a section, and its properties."""

    elements: tuple[Element, ...]
    properties: Element | None


def read_sections(body: Element, context: DocumentContext) -> tuple[Section, ...]:
    """Return the sections of the main part's w:body."""
    story = open_story(context, context.package.main)
    _report_ground(body, context)
    sections: list[Section] = []
    running_heads: _References = {}
    begun = running_heads
    for stretch in _stretches(body):
        running_heads = {**running_heads, **_running_heads(stretch.properties)}
        context.losses.part = story.part
        page = _with_room(read_page(stretch.properties), context.losses)
        _report(stretch.properties, context.losses)
        blocks = _blocks(stretch, story, page)
        if sections and _goes_on(stretch.properties, page, sections[-1].page, context.losses):
            if running_heads != begun:
                _report_running_heads(
                    _section(page, blocks, running_heads, stretch, context, story), sections[-1], context
                )
            sections[-1] = replace(sections[-1], blocks=sections[-1].blocks + blocks)
        else:
            sections.append(_section(page, blocks, running_heads, stretch, context, story))
            begun = running_heads
    sections[-1] = replace(
        sections[-1], blocks=sections[-1].blocks + _notes(context, story, sections[-1].page)
    )
    return _with_last_marks(sections, story)


def _stretches(body: Element) -> Iterator[_Stretch]:
    elements: list[Element] = []
    for element in _flat(body):
        if element.tag == W + "sectPr":
            continue
        elements.append(element)
        ended = element.find(f"{W}pPr/{W}sectPr") if element.tag == W + "p" else None
        if ended is not None:
            yield _Stretch(tuple(elements), ended)
            elements = []
    yield _Stretch(tuple(elements), body.find(W + "sectPr"))


def _flat(body: Element) -> Iterator[Element]:
    """Iterate over the blocks; what wraps a section's end is opened."""
    for element in body:
        if element.tag in _WRAPPERS and element.find(f".//{W}sectPr") is not None:
            yield from _flat(element)
        else:
            yield element


def read_page(properties: Element | None) -> Page:
    """Return the paper and its margins; a gutter is part of the left one."""
    size = None if properties is None else properties.find(W + "pgSz")
    margins = None if properties is None else properties.find(W + "pgMar")
    width, height = _length(size, "w", 595.3), _length(size, "h", 841.9)
    insets = Insets(
        abs(_length(margins, "top", 72)),
        _length(margins, "right", 72),
        abs(_length(margins, "bottom", 72)),
        _length(margins, "left", 72) + _length(margins, "gutter", 0),
    )
    return Page(width, height, insets, _length(margins, "header", 36), _length(margins, "footer", 36))


def _with_room(page: Page, losses: Losses) -> Page:
    """Return the page, or the usual one where nothing could be written on it."""
    margins = page.margins
    across, down = margins.left + margins.right, margins.top + margins.bottom
    if page.width - across >= LEAST_ROOM and page.height - down >= LEAST_ROOM:
        return page
    text = message("the margins leave no room on the page, which is taken as A4 with the usual margins")
    losses.add("PMG577", text, hint=message("set paper and margins in Word: 布局, then 页边距"))
    return Page()


def _length(node: Element | None, name: str, default: float) -> float:
    given = None if node is None else points(node.get(W + name))
    return default if given is None else given


def _pitch(properties: Element | None) -> float | None:
    """Return the distance of the grid lines to which lines of text are fitted."""
    grid = None if properties is None else properties.find(W + "docGrid")
    if grid is None or grid.get(W + "type") not in _GRIDS:
        return None
    return points(grid.get(W + "linePitch")) or None


def _blocks(stretch: _Stretch, story: Story, page: Page) -> tuple[Block, ...]:
    story.pitch = _pitch(stretch.properties)
    story.around = story.context.looks.on_page(story.pitch)
    return read_blocks(stretch.elements, story, _text_width(page))


def _text_width(page: Page) -> float:
    return page.width - page.margins.left - page.margins.right


def _section(
    page: Page,
    blocks: tuple[Block, ...],
    running_heads: _References,
    stretch: _Stretch,
    context: DocumentContext,
    story: Story,
) -> Section:
    """Return a section; a first or even page without a part of its own is blank (ISO 29500-1 §17.10)."""

    def of(pages: str) -> RunningHeads:
        found = (
            _running_head(kind, pages, running_heads, page, context, story) for kind in ("header", "footer")
        )
        return RunningHeads(*found)

    ordinary = of("default")
    even = of("even") if context.looks.even_pages_differ else None
    even = None if even == ordinary else even
    has_first = stretch.properties is not None and is_on(stretch.properties.find(W + "titlePg"))
    first = of("first") if has_first else None
    first = None if first == ordinary and even is None else first
    return Section(page, blocks, ordinary.header, ordinary.footer, first, even)


def _running_heads(properties: Element | None) -> _References:
    nodes = (
        () if properties is None else properties.iterchildren(W + "headerReference", W + "footerReference")
    )
    return {
        (str(node.tag).removeprefix(W).removesuffix("Reference"), node.get(W + "type", "default")): node.get(
            R + "id", ""
        )
        for node in nodes
    }


def _running_head(
    kind: str, pages: str, running_heads: _References, page: Page, context: DocumentContext, story: Story
) -> tuple[Block, ...]:
    """Return the head or foot of a kind of pages; one that is a single empty paragraph is none."""
    relation = story.relations.get(running_heads.get((kind, pages), ""))
    root = None if relation is None else context.package.root(relation.target)
    if root is None or relation is None:
        return ()
    place = context.losses.table, context.losses.paragraph
    own = open_story(context, relation.target)
    own.pitch, own.around = story.pitch, story.around
    blocks = read_blocks(root, own, _text_width(page))
    context.losses.table, context.losses.paragraph = place
    context.losses.part = story.part
    is_empty = len(blocks) == 1 and isinstance(blocks[0], Paragraph) and not blocks[0].children
    return () if is_empty else blocks


def _goes_on(properties: Element | None, page: Page, before: Page, losses: Losses) -> bool:
    """Tell whether a section goes on on the page of the one before, which only equal pages can."""
    kind = value(None if properties is None else properties.find(W + "type"))
    if kind in _KEPT:
        return False
    if kind == "continuous" and page == before:
        return True
    text = message("a section that does not begin on the next page begins there")
    losses.add("PMG564", text, kind)
    return False


def _report_running_heads(section: Section, before: Section, context: DocumentContext) -> None:
    """Report heads and feet of a section that goes on on a page, which Word shows from the next page on.

    Those of its first page are not looked at: that page has the ones of the section before.
    """
    if (section.ordinary, section.even) != (before.ordinary, before.even):
        text = message("a section that goes on on the same page has the heads and feet of the one before")
        hint = message(
            "in Word, let the section begin on the next page, or link its heads and feet to previous"
        )
        context.losses.add("PMG564", text, hint=hint)


def _report(properties: Element | None, losses: Losses) -> None:
    if properties is None:
        return
    columns = properties.find(W + "cols")
    if columns is not None and whole(columns.get(W + "num"), 1) > 1:
        losses.add("PMG564", message("text in several columns is shown in one"))
    if properties.find(W + "pgBorders") is not None:
        losses.add("PMG564", message("pages are shown without their borders"))
    numbers = properties.find(W + "pgNumType")
    if numbers is not None and numbers.get(W + "start", "1") != "1":
        losses.add("PMG564", message("pages are counted from 1"), numbers.get(W + "start", ""))
    if numbers is not None and numbers.get(W + "fmt", "decimal") != "decimal":
        text = message(
            "page numbers are shown in plain digits instead of the format {name}", name=numbers.get(W + "fmt")
        )
        losses.add("PMG569", text)
    if value(properties.find(W + "textDirection"), "lrTb") not in ("lrTb", "tb"):
        losses.add("PMG564", message("pages with turned text are shown upright"))
    if properties.find(W + "lnNumType") is not None:
        losses.add("PMG564", message("lines are shown without their numbers"))
    if value(properties.find(W + "vAlign"), "top") != "top":
        losses.add("PMG564", message("text in the middle or at the foot of pages begins at their top"))


def _report_ground(body: Element, context: DocumentContext) -> None:
    """Report the colour behind all pages, which Word shows where the settings say so."""
    package = context.package
    root, settings = body.getparent(), package.root(package.related("settings"))
    ground = None if root is None else root.find(W + "background")
    is_shown = settings is not None and is_on(settings.find(W + "displayBackgroundShape"))
    if ground is not None and is_shown and ground.get(W + "color", "").upper() not in _PLAIN_GROUNDS:
        context.losses.add("PMG564", message("pages are shown without the colour behind them"))


def _notes(context: DocumentContext, story: Story, page: Page) -> tuple[Block, ...]:
    """Return the notes as paragraphs, each with the number that stands in the text."""
    blocks: list[Block] = []
    for number, (_, note) in enumerate(context.notes, 1):
        read = list(read_blocks(note, story, _text_width(page)))
        first = read[0] if read else Paragraph()
        if isinstance(first, Paragraph):
            read[:1] = [replace(first, children=_numbered(number, first))]
        blocks += read
    return tuple(blocks)


def _numbered(number: int, note: Paragraph) -> tuple[Inline, ...]:
    line = InlineCollector()
    line.say(f"[{number}] ", note.font)
    for inline in note.children:
        line.add(inline)
    return line.end()[0]


def _with_last_marks(sections: Sequence[Section], story: Story) -> tuple[Section, ...]:
    """Return the sections with the bookmarks that stood after everything at the end of the last paragraph."""
    marks: tuple[Bookmark, ...] = tuple(story.marks())
    *before, last = sections
    if not marks:
        return tuple(sections)
    *blocks, end = last.blocks or (Paragraph(),)
    if not isinstance(end, Paragraph):
        blocks, end = [*blocks, end], Paragraph()
    ended = replace(end, children=(*end.children, *marks))
    return (*before, replace(last, blocks=(*blocks, ended)))
