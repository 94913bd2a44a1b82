"""Paragraphs: runs, fields, links, breaks, pictures, and what is kept of things the document cannot say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from pmgen.document import Font, Inline, LineBreak, PageNumber, PageReference, Paragraph, Tab
from pmgen.ooxml.xml import MC, Element, R, W
from pmgen.readers.word import losses
from pmgen.readers.word.fields import Field, Kind, Meaning, understand
from pmgen.readers.word.formats import ParagraphFormat, RunFormat, with_hanging_tab
from pmgen.readers.word.line import Line
from pmgen.readers.word.pictures import read_drawing
from pmgen.readers.word.story import Story
from pmgen.readers.word.symbols import symbol
from pmgen.readers.word.units import hexadecimal

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BOX = W + "txbxContent"


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph, in as many pieces as pages break it into, and the text boxes that hang on it."""

    pieces: tuple[Paragraph, ...]
    format: ParagraphFormat
    boxes: tuple[Element, ...] = ()
    breaks_after: bool = False


def read_paragraph(element: Element, story: Story) -> ReadParagraph:
    """Return what a w:p says."""
    properties = element.find(W + "pPr")
    form = story.setting.formats.paragraph(properties, story.around)
    losses.paragraph(form, story.setting.findings)
    reader = _Reader(story, form)
    reader.begin()
    reader.children(element)
    return reader.finished()


@dataclass(slots=True)
class _Reader:
    """Reads the inside of one paragraph."""

    story: Story
    form: ParagraphFormat
    line: Line = field(default_factory=Line)
    boxes: list[Element] = field(default_factory=list)

    def begin(self) -> None:
        """Put first what stands before all text: bookmarks, the list number, links that go on."""
        for bookmark in self.story.marks():
            self.line.add(bookmark)
        if self.form.list is not None:
            setting = self.story.setting
            look = setting.numbering.looks.get(self.form.list)
            font = self.form.paragraph.font if look is None else setting.formats.number(self.form, look)
            for inline in setting.numbering.prefix(self.form.list, font):
                self.line.add(inline)
        for open_field in self.story.fields:
            self.line.open_link(open_field.link)

    def finished(self) -> ReadParagraph:
        pieces = self.line.end()
        breaks_after = len(pieces) > 1 and not pieces[-1]
        if breaks_after:
            pieces.pop()
        made = [_piece(self.form.paragraph, n, inlines, pieces) for n, inlines in enumerate(pieces)]
        if len(made) > 1 and not pieces[0]:
            made = [replace(made[1], first_line_indent=self.form.paragraph.first_line_indent), *made[2:]]
        return ReadParagraph(tuple(made), self.form, tuple(self.boxes), breaks_after)

    def children(self, parent: Element) -> None:
        for child in parent:
            read = _CHILDREN.get(str(child.tag))
            if read is not None:
                read(self, child)
            elif child.tag not in _SILENT:
                self.unknown(child)

    def unknown(self, node: Element) -> None:
        losses.unknown(node, self.story.setting.findings)
        self.children(node)

    # runs

    def run(self, node: Element) -> None:
        form = self.story.setting.formats.run(node.find(W + "rPr"), self.form, self.story.around)
        if form.others:
            losses.run(form, _words(node), self.story.setting.findings)
        if form.hidden:
            losses.hidden(_words(node), self.story.setting.findings)
            return
        for child in node:
            self.run_child(child, form)

    def run_child(self, child: Element, form: RunFormat) -> None:
        match child.tag:
            case tag if tag == W + "t":
                self.text(child.text or "", form)
            case tag if tag == W + "instrText":
                self.instruction(child.text or "", form)
            case tag if tag == W + "fldChar":
                self.mark_field(child.get(W + "fldCharType", ""), form.font)
            case tag if tag in _SILENT_IN_RUNS:
                pass
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
        elif self.story.fields[-1].meaning is not None and not self.story.fields[-1].has_result:
            self.story.fields[-1].has_result = True
            self.story.fields[-1].font = form.font

    def tab(self, node: Element, form: RunFormat) -> None:
        self.line.add(Tab())

    def line_break(self, node: Element, form: RunFormat) -> None:
        match node.get(W + "type", "textWrapping"):
            case "page":
                self.break_page()
            case "column":
                losses.column_break(self.story.setting.findings)
                self.line.add(LineBreak())
            case _:
                self.line.add(LineBreak())

    def break_page(self) -> None:
        if not self.story.setting.findings.tables_around:
            self.line.break_page()
        else:
            losses.break_in_cell(self.story.setting.findings)
            self.line.add(LineBreak())

    def no_break_hyphen(self, node: Element, form: RunFormat) -> None:
        self.line.say("\u2011", form.font)

    def symbol(self, node: Element, form: RunFormat) -> None:
        sign = symbol(node.get(W + "font", ""), hexadecimal(node.get(W + "char")))
        if sign is None:
            losses.symbol(node.get(W + "font", ""), self.story.setting.findings)
        self.line.say(sign or "\ufffd", form.font)

    def page_number(self, node: Element, form: RunFormat) -> None:
        self.line.add(PageNumber(form.font))

    def drawing(self, node: Element, form: RunFormat) -> None:
        setting = self.story.setting
        for image in read_drawing(node, setting.package, self.story.relations, setting.findings):
            self.line.add(image)
        self.text_boxes(node)

    def old_drawing(self, node: Element, form: RunFormat) -> None:
        if not self.text_boxes(node):
            losses.old_drawing(node, self.story.setting.findings)

    def text_boxes(self, node: Element) -> bool:
        boxes = list(node.iter(_BOX))
        if boxes:
            losses.text_box(_words(boxes[0]), self.story.setting.findings)
        self.boxes += boxes
        return bool(boxes)

    def alternatives(self, node: Element, form: RunFormat) -> None:
        """Read the newest form of something that stands in several; all say the same."""
        chosen = node.find(MC + "Choice")
        chosen = node.find(MC + "Fallback") if chosen is None else chosen
        for child in chosen if chosen is not None else ():
            self.run_child(child, form)

    def ruby(self, node: Element, form: RunFormat) -> None:
        losses.ruby(_words(node), self.story.setting.findings)
        base = node.find(W + "rubyBase")
        if base is not None:
            self.children(base)

    def note(self, node: Element, form: RunFormat) -> None:
        kind = str(node.tag).removeprefix(W).removesuffix("Reference")
        root = self.story.setting.package.related(kind + "s")
        identity = node.get(W + "id")
        notes = () if root is None else root.iterfind(W + kind)
        found = next((note for note in notes if note.get(W + "id") == identity), None)
        if found is not None:
            setting = self.story.setting
            losses.note(_words(found), setting.findings)
            setting.notes.append((kind + "s", found))
            self.line.say(f"[{len(setting.notes)}]", form.font)

    # fields

    def mark_field(self, kind: str, font: Font) -> None:
        fields = self.story.fields
        if kind == "begin":
            fields.append(Field())
        elif kind == "separate" and fields:
            outer_is_seen = all(field.shows for field in fields[:-1])
            fields[-1].meaning = self.understood(fields[-1].code, outer_is_seen)
            if self.story.is_seen:
                self.line.open_link(fields[-1].link)
        elif kind == "end" and fields:
            ended = fields.pop()
            self.end_field(ended, ended.meaning or self.understood(ended.code, self.story.is_seen), font)

    def instruction(self, code: str, form: RunFormat) -> None:
        if self.story.fields and self.story.fields[-1].meaning is None:
            self.story.fields[-1].code += code
            self.story.fields[-1].font = self.story.fields[-1].font or form.font

    def understood(self, code: str, is_seen: bool) -> Meaning:
        meaning = understand(code)
        if is_seen:
            losses.field(meaning, self.story.setting.findings)
        return meaning

    def end_field(self, ended: Field, meaning: Meaning, font: Font) -> None:
        if not self.story.is_seen:
            return
        if meaning.kind is Kind.LINK and self.line.link == meaning.target:
            self.line.close_link()
        self.place_number(meaning, ended.font or font)

    def place_number(self, meaning: Meaning, font: Font) -> None:
        dash = meaning.form.lower() == "arabicdash"
        if meaning.kind is Kind.PAGE:
            self.line.say("- " if dash else "", font)
            self.line.add(PageNumber(font))
            self.line.say(" -" if dash else "", font)
        elif meaning.kind is Kind.PAGE_OF:
            self.line.add(PageReference(meaning.target, font))

    def simple_field(self, node: Element) -> None:
        self.story.fields.append(Field(node.get(W + "instr", "")))
        self.mark_field("separate", self.form.paragraph.font)
        self.children(node)
        self.mark_field("end", self.form.paragraph.font)

    # what wraps runs

    def hyperlink(self, node: Element) -> None:
        if node.get(R + "id") is not None:
            losses.link(_words(node), self.story.setting.findings)
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
        losses.deleted(_words(node), self.story.setting.findings)

    def choice(self, node: Element) -> None:
        chosen = node.find(MC + "Choice")
        if chosen is not None:
            self.children(chosen)

    def equation(self, node: Element) -> None:
        words = "".join(text.text or "" for text in node.iter(M + "t"))
        losses.equation(words, self.story.setting.findings)
        if self.story.is_seen:
            self.line.say(words, self.form.paragraph.font)


def _piece(
    whole_paragraph: Paragraph, number: int, inlines: tuple[Inline, ...], pieces: list[tuple[Inline, ...]]
) -> Paragraph:
    """Return a piece: what comes before and after the whole paragraph comes at its ends only."""
    paragraph = replace(whole_paragraph, children=inlines)
    if Tab() in inlines:
        paragraph = with_hanging_tab(paragraph)
    if number:
        paragraph = replace(paragraph, page_break_before=True, space_before=0, first_line_indent=0)
    return replace(paragraph, space_after=0) if number < len(pieces) - 1 else paragraph


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
