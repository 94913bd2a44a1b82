"""One part of a Word file while it is read: what it needs to know, and what carries over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pmgen.document import Bookmark, Font, Inline, Link, PageNumber, PageReference, Text
from pmgen.formats.word import word_losses
from pmgen.formats.word.list_numbering import Numbering
from pmgen.formats.word.shared_looks import SharedLooks, looks_of
from pmgen.formats.word.style_cascade import ParagraphSurroundings
from pmgen.formats.word.word_fields import Field, FieldMeaning, Kind, understand
from pmgen.formats.word.word_losses import Losses
from pmgen.opc.office_package import OfficePackage, Relation
from pmgen.opc.office_xml import Element, W

_NOT_A_PLACE = ("_GoBack",)


@dataclass(slots=True)
class DocumentContext:
    """What holds for the whole document; `labels` are the cells that head others."""

    package: OfficePackage
    looks: SharedLooks
    numbering: Numbering
    losses: Losses
    bookmarks: set[str] = field(default_factory=set)
    notes: list[tuple[str, Element]] = field(default_factory=list)
    _notes: dict[str, dict[str, Element]] = field(default_factory=dict)

    def note(self, kind: str, identity: str) -> Element | None:
        """Return the footnote or endnote with an id."""
        if kind not in self._notes:
            root = self.package.root(self.package.related(kind + "s"))
            nodes = () if root is None else root.iterfind(W + kind)
            self._notes[kind] = {node.get(W + "id", ""): node for node in nodes}
        return self._notes[kind].get(identity)

    labels: set[Element] = field(default_factory=set)


@dataclass(slots=True)
class Story:
    """One part while it is read: open fields, and bookmarks that wait for the next paragraph."""

    context: DocumentContext
    part: str
    relations: Mapping[str, Relation]
    around: ParagraphSurroundings
    pitch: float | None = None
    fields: list[Field] = field(default_factory=list)
    waiting: list[Bookmark] = field(default_factory=list)

    @property
    def is_seen(self) -> bool:
        """Tell whether what is read now stands in the document, and not in a field's instruction."""
        return all(field.shows for field in self.fields)

    @property
    def is_page_reference(self) -> bool:
        """Tell whether what is read now is the page that a field last found, and nothing else hides it."""
        if not self.fields or not all(field.shows for field in self.fields[:-1]):
            return False
        meaning = self.fields[-1].meaning
        return meaning is not None and meaning.kind is Kind.PAGE_OF

    def mark(self, node: Element) -> None:
        """Keep a bookmark for the next paragraph; names that are taken already mark nothing."""
        name = node.get(W + "name", "")
        if name and name not in self.context.bookmarks and name not in _NOT_A_PLACE:
            self.context.bookmarks.add(name)
            self.waiting.append(Bookmark(name))

    def marks(self) -> list[Bookmark]:
        """Return the bookmarks that waited, which wait no longer."""
        waiting, self.waiting = self.waiting, []
        return waiting


def open_context(package: OfficePackage, title: str) -> DocumentContext:
    """Return what holds for the whole of a document."""
    looks, losses = looks_of(package), Losses(title)
    return DocumentContext(package, looks, Numbering(looks.lists, losses), losses)


def open_story(context: DocumentContext, part: str) -> Story:
    """Return a part ready to be read."""
    context.losses.begin(part)
    relations = {each.id: each for each in context.package.relations(part)}
    return Story(context, part, relations, context.looks.on_page(None))


@dataclass(slots=True)
class InlineCollector:
    """What a paragraph says so far; a page break begins another piece of it."""

    pieces: list[list[Inline]] = field(default_factory=lambda: [[]])
    link: str = ""
    linked: list[Inline] = field(default_factory=list)

    def add(self, inline: Inline) -> None:
        """Put an inline at the end; text in the font of the text before it joins that text."""
        inlines = self.linked if self.link else self.pieces[-1]
        last = inlines[-1] if inlines else None
        if isinstance(inline, Text) and isinstance(last, Text) and last.font == inline.font:
            inlines[-1] = Text(last.text + inline.text, inline.font)
        else:
            inlines.append(inline)

    def say(self, text: str, font: Font) -> None:
        """Put text at the end."""
        if text:
            self.add(Text(text, font))

    def open_link(self, bookmark: str) -> bool:
        """Begin a link, unless one is open; return whether it was begun."""
        if self.link or not bookmark:
            return False
        self.link = bookmark
        return True

    def close_link(self) -> None:
        """End the open link; one without content, or with bookmarks only, is none."""
        if any(not isinstance(inline, Bookmark) for inline in self.linked):
            self.pieces[-1].append(Link(self.link, tuple(self.linked)))
        else:
            self.pieces[-1].extend(self.linked)
        self.link, self.linked = "", []

    def break_page(self) -> None:
        """Begin a new piece on a new page, in the same link."""
        link = self.link
        if link:
            self.close_link()
        self.pieces.append([])
        self.link = link

    def end(self) -> list[tuple[Inline, ...]]:
        """Return the inlines of each piece."""
        if self.link:
            self.close_link()
        return [tuple(piece) for piece in self.pieces]


def mark_field(kind: str, font: Font, story: Story, line: InlineCollector) -> None:
    """Begin a field, begin its result, or end it and put what it becomes into the line."""
    fields = story.fields
    if kind == "begin":
        fields.append(Field())
    elif kind == "separate" and fields:
        outer_is_seen = all(field.shows for field in fields[:-1])
        fields[-1].meaning = _understood(fields[-1].code, outer_is_seen, story)
        if story.is_seen:
            line.open_link(fields[-1].link)
    elif kind == "end" and fields:
        ended = fields.pop()
        meaning = ended.meaning or _understood(ended.code, story.is_seen, story)
        if story.is_seen:
            _end(ended, meaning, font, line)


def add_instruction(code: str, font: Font, story: Story) -> None:
    """Keep a piece of the innermost field's instruction, and the font of the first one."""
    if story.fields and story.fields[-1].meaning is None:
        story.fields[-1].code += code
        story.fields[-1].font = story.fields[-1].font or font


def note_result(font: Font, story: Story) -> None:
    """Keep the font of a result that is not shown, for what takes its place."""
    field = story.fields[-1]
    if field.meaning is not None and not field.has_result:
        field.has_result = True
        field.font = font


def _understood(code: str, is_seen: bool, story: Story) -> FieldMeaning:
    meaning = understand(code)
    if is_seen:
        word_losses.uncomputed_field(meaning, story.context.losses)
    return meaning


def _end(ended: Field, meaning: FieldMeaning, font: Font, line: InlineCollector) -> None:
    font = ended.font or font
    dash = meaning.form.lower() == "arabicdash"
    match meaning.kind:
        case Kind.LINK if line.link == meaning.target:
            line.close_link()
        case Kind.PAGE:
            line.say("- " if dash else "", font)
            line.add(PageNumber(font))
            line.say(" -" if dash else "", font)
        case Kind.PAGE_OF:
            line.add(PageReference(meaning.target, font))
