"""The inside of paragraphs: runs, links, pictures, and what is kept of what the model cannot say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pmgen.document import Inline, LineBreak, PageNumber, Tab
from pmgen.formats.word import word_losses
from pmgen.formats.word.part_state import InlineCollector, Story, add_instruction, mark_field, note_result
from pmgen.formats.word.style_cascade import ParagraphFormat, RunFormat
from pmgen.formats.word.word_fields import Field, in_line
from pmgen.formats.word.word_package import read_drawing
from pmgen.opc.office_xml import MC, Element, M, R, W, below, hexadecimal, symbol

_BOX = W + "txbxContent"
_LOOK, _TEXT = W + "rPr", W + "t"


Pieces = list[tuple[Inline, ...]]
"""The inlines of a paragraph, in as many pieces as pages break it into."""


def read_inlines(paragraph: Element, story: Story, form: ParagraphFormat) -> tuple[Pieces, list[Element]]:
    """Return what stands in a paragraph, and the text boxes that hang on it."""
    reader = _Reader(story, form)
    reader.begin()
    reader.children(paragraph)
    return reader.line.end(), reader.boxes


@dataclass(slots=True)
class _Reader:
    """Reads the inside of one paragraph."""

    story: Story
    form: ParagraphFormat
    line: InlineCollector = field(default_factory=InlineCollector)
    boxes: list[Element] = field(default_factory=list)

    def begin(self) -> None:
        """Put first what stands before all text: bookmarks, the list number, links that go on."""
        for bookmark in self.story.marks():
            self.line.add(bookmark)
        if self.form.list is not None:
            context = self.story.context
            level = context.looks.lists.levels.get(self.form.list)
            font = (
                self.form.paragraph.font
                if level is None
                else context.looks.formats.number(self.form, level.look)
            )
            for inline in context.numbering.prefix(self.form.list, font):
                self.line.add(inline)
        for open_field in self.story.fields:
            self.line.open_link(open_field.link)

    def children(self, parent: Element) -> None:
        for child in parent:
            read = _CHILDREN.get(str(child.tag))
            if read is not None:
                read(self, child)
            elif child.tag not in _SILENT:
                self.unknown(child)

    def unknown(self, node: Element) -> None:
        word_losses.unknown(node, self.story.context.losses)
        self.children(node)

    # runs

    def run(self, node: Element) -> None:
        form = self.story.context.looks.formats.run(below(node, _LOOK), self.form, self.story.around)
        if form.others:
            word_losses.run(form, _words(node), self.story.context.losses)
        if form.hidden:
            word_losses.hidden(_words(node), self.story.context.losses)
            return
        for child in node:
            self.run_child(child, form)

    def run_child(self, child: Element, form: RunFormat) -> None:
        match child.tag:
            case tag if tag == _TEXT:
                self.text(child.text or "", form)
            case tag if tag in _SILENT_IN_RUNS:
                pass
            case tag if tag == W + "instrText":
                add_instruction(child.text or "", form.font, self.story)
            case tag if tag == W + "fldChar":
                mark_field(child.get(W + "fldCharType", ""), form.font, self.story, self.line)
            case tag if tag == W + "tab" and self.story.is_page_reference:
                self.line.add(Tab())  # LibreOffice puts the tab before a page number into the number's field
            case tag if not self.story.is_seen:
                pass
            case tag:
                read = _RUN_CHILDREN.get(str(tag))
                if read is not None:
                    read(self, child, form)
                else:
                    self.unknown(child)

    def text(self, text: str, form: RunFormat) -> None:
        if self.story.is_seen:
            self.line.say(text.upper() if form.capitals else text, form.font)
        else:
            note_result(form.font, self.story)

    def tab(self, node: Element, form: RunFormat) -> None:
        self.line.add(Tab())

    def line_break(self, node: Element, form: RunFormat) -> None:
        match node.get(W + "type", "textWrapping"):
            case "page":
                self.break_page()
            case "column":
                word_losses.column_break(self.story.context.losses)
                self.line.add(LineBreak())
            case _:
                self.line.add(LineBreak())

    def break_page(self) -> None:
        if not self.story.context.losses.tables_around:
            self.line.break_page()
        else:
            word_losses.break_in_cell(self.story.context.losses)
            self.line.add(LineBreak())

    def no_break_hyphen(self, node: Element, form: RunFormat) -> None:
        self.line.say("\u2011", form.font)

    def symbol(self, node: Element, form: RunFormat) -> None:
        sign = symbol(node.get(W + "font", ""), hexadecimal(node.get(W + "char")))
        if sign is None:
            word_losses.symbol(node.get(W + "font", ""), self.story.context.losses)
        self.line.say(sign or "\ufffd", form.font)

    def page_number(self, node: Element, form: RunFormat) -> None:
        self.line.add(PageNumber(form.font))

    def drawing(self, node: Element, form: RunFormat) -> None:
        context = self.story.context
        for image in read_drawing(node, context.package, self.story.relations, context.losses):
            self.line.add(image)
        self.text_boxes(node)

    def old_drawing(self, node: Element, form: RunFormat) -> None:
        if not self.text_boxes(node):
            word_losses.old_drawing(node, self.story.context.losses)

    def text_boxes(self, node: Element) -> bool:
        boxes = list(_boxes(node))
        words = "".join(map(_words, boxes))
        if words.strip():
            word_losses.text_box(words, self.story.context.losses)
        self.boxes += boxes
        return bool(boxes)

    def alternatives(self, node: Element, form: RunFormat) -> None:
        """Read the newest form of something that stands in several; all say the same."""
        chosen = node.find(MC + "Choice")
        chosen = node.find(MC + "Fallback") if chosen is None else chosen
        for child in chosen if chosen is not None else ():
            self.run_child(child, form)

    def ruby(self, node: Element, form: RunFormat) -> None:
        word_losses.ruby(_words(node), self.story.context.losses)
        base = node.find(W + "rubyBase")
        if base is not None:
            self.children(base)

    def note(self, node: Element, form: RunFormat) -> None:
        kind = str(node.tag).removeprefix(W).removesuffix("Reference")
        found = self.story.context.note(kind, node.get(W + "id", ""))
        if found is not None:
            context = self.story.context
            word_losses.note(_words(found), context.losses)
            context.notes.append((kind + "s", found))
            self.line.say(f"[{len(context.notes)}]", form.font)

    def simple_field(self, node: Element) -> None:
        self.story.fields.append(Field(node.get(W + "instr", "")))
        mark_field("separate", self.form.paragraph.font, self.story, self.line)
        self.children(node)
        mark_field("end", self.form.paragraph.font, self.story, self.line)

    # what wraps runs

    def hyperlink(self, node: Element) -> None:
        if node.get(R + "id") is not None:
            word_losses.link(_words(node), self.story.context.losses)
        opened = self.story.is_seen and self.line.open_link(node.get(W + "anchor", ""))
        self.children(node)
        if opened:
            self.line.close_link()

    def bookmark(self, node: Element) -> None:
        self.story.mark(node)
        for bookmark in self.story.marks():
            self.line.add(bookmark)

    def control(self, node: Element) -> None:
        content = node.find(W + "sdtContent")
        if content is not None:
            self.children(content)

    def deleted(self, node: Element) -> None:
        word_losses.deleted(_words(node), self.story.context.losses)

    def choice(self, node: Element) -> None:
        chosen = node.find(MC + "Choice")
        if chosen is not None:
            self.children(chosen)

    def equation(self, node: Element) -> None:
        words = in_line(node)
        word_losses.equation(words, self.story.context.losses)
        if self.story.is_seen:
            self.line.say(words, self.form.paragraph.font)


def _boxes(node: Element) -> Iterator[Element]:
    """Yield the text boxes of a drawing that stand in no other one, each once."""
    for child in node:
        if child.tag == _BOX:
            yield child
        elif child.tag != MC + "Fallback":
            yield from _boxes(child)


def _words(node: Element) -> str:
    texts = node.iter(W + "t", W + "delText")
    return "".join(text.text or "" for text in texts)


_WRAPPERS: Iterable[str] = ("smartTag", "customXml", "ins", "moveTo", "dir", "bdo", "rubyBase")
_CHILDREN: Mapping[str, Callable[[_Reader, Element], None]] = {
    W + "r": _Reader.run,
    W + "hyperlink": _Reader.hyperlink,
    W + "bookmarkStart": _Reader.bookmark,
    W + "fldSimple": _Reader.simple_field,
    W + "sdt": _Reader.control,
    W + "del": _Reader.deleted,
    W + "moveFrom": _Reader.deleted,
    MC + "AlternateContent": _Reader.choice,
    M + "oMath": _Reader.equation,
    M + "oMathPara": _Reader.equation,
    **{W + name: _Reader.children for name in _WRAPPERS},
}
_RUN_CHILDREN: Mapping[str, Callable[[_Reader, Element, RunFormat], None]] = {
    W + "tab": _Reader.tab,
    W + "ptab": _Reader.tab,
    W + "br": _Reader.line_break,
    W + "cr": _Reader.line_break,
    W + "noBreakHyphen": _Reader.no_break_hyphen,
    W + "sym": _Reader.symbol,
    W + "pgNum": _Reader.page_number,
    W + "drawing": _Reader.drawing,
    W + "pict": _Reader.old_drawing,
    W + "object": _Reader.old_drawing,
    W + "ruby": _Reader.ruby,
    W + "footnoteReference": _Reader.note,
    W + "endnoteReference": _Reader.note,
    MC + "AlternateContent": _Reader.alternatives,
}
_SILENT_IN_RUNS = frozenset(
    W + name
    for name in (
        "rPr",
        "lastRenderedPageBreak",
        "softHyphen",
        "footnoteRef",
        "endnoteRef",
        "separator",
        "continuationSeparator",
        "annotationRef",
        "commentReference",
        "delInstrText",
    )
)
_SILENT = frozenset(
    W + name
    for name in (
        "pPr",
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
        "sdtPr",
        "sdtEndPr",
        "smartTagPr",
        "customXmlPr",
        "subDoc",
    )
)
