"""What a Word file holds and the model cannot say: each kind once, with the places where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pmgen.formats.word.style_cascade import ParagraphFormat, RunFormat
from pmgen.formats.word.word_fields import FieldMeaning, Kind
from pmgen.formats.word.word_styles import unusual_lines
from pmgen.opc.office_xml import Element, W, is_on, value
from pmgen.problems import LayoutPlace, Message, Problem, message

_MOST_PLACES = 20


@dataclass(slots=True)
class Losses:
    """Collects what is left out or changed, and knows where the reader stands."""

    file: str
    part: str = ""
    table: int = 0
    row: int | None = None
    cell: int | None = None
    paragraph: int = 0
    tables_around: int = 0
    found: dict[tuple[str, Message, Message | None], list[LayoutPlace]] = field(default_factory=dict)

    def begin(self, part: str) -> None:
        """Stand at the beginning of a part."""
        self.part, self.table, self.paragraph, self.tables_around = part, 0, 0, 0
        self.row = self.cell = None

    def add(self, code: str, text: Message, words: str = "", hint: Message | None = None) -> None:
        """Keep what was found at the present place, where `words` stand."""
        places = self.found.setdefault((code, text, hint), [])
        place = self._place(words)
        if len(places) < _MOST_PLACES and place not in places:
            places.append(place)

    def _place(self, words: str) -> LayoutPlace:
        in_table = self.tables_around > 0
        return LayoutPlace(
            self.file,
            self.part,
            table=self.table if in_table else None,
            row=self.row,
            cell=self.cell,
            paragraph=None if in_table else self.paragraph or None,
            text=words[:40],
        )

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems in the order in which their kinds were first met."""
        return tuple(
            Problem(code, text, tuple(places), hint) for (code, text, hint), places in self.found.items()
        )


_RUN: Mapping[str, Message] = {
    "strike": message("text is shown without the line through it"),
    "dstrike": message("text is shown without the line through it"),
    "emboss": message("text is shown without its relief"),
    "imprint": message("text is shown without its relief"),
    "outline": message("text is shown without its outline"),
    "shadow": message("text is shown without its shadow"),
    "smallCaps": message("small capitals are shown as ordinary letters"),
    "shade": message("text is shown without the colour behind it"),
    "raised": message("raised or lowered text is shown on the line"),
    "spacing": message("text is shown without the extra space between its characters"),
    "stretched": message("stretched or narrowed text is shown in its ordinary width"),
    "frame": message("text is shown without the frame around it"),
    "emphasis": message("text is shown without its emphasis marks"),
    "layout": message("text in two lines in one, or turned, is shown as ordinary text"),
}
_PARAGRAPH: Mapping[str, Message] = {
    "borders": message("a paragraph is shown without its borders"),
    "shade": message("a paragraph is shown without the colour behind it"),
    "frame": message("a paragraph in a frame stands in the flow of the text"),
    "direction": message("turned text is shown upright"),
    "bidi": message("a paragraph that runs from right to left runs from left to right"),
}
_CELL: Mapping[str, Message] = {
    "turned": message("Chinese that lies in the lines of a cell is shown upright"),
    "mirrored": message("lines of turned text that follow each other to the right do so to the left"),
    "squeezed": message("text squeezed into a cell is shown in its ordinary width"),
    "patterned": message("a double or patterned border is shown as a plain line"),
}
_AS_TEXT = message("write it into the layout as ordinary text")


def run(form: RunFormat, words: str, losses: Losses) -> None:
    """Report what of a run's look is left out."""
    if words.strip():
        for name in form.others:
            losses.add("PMG561", _RUN[name], words)


def paragraph(form: ParagraphFormat, losses: Losses) -> None:
    """Report what of a paragraph's look is left out."""
    for name in form.others:
        losses.add("PMG562", _PARAGRAPH[name])


def hidden(words: str, losses: Losses) -> None:
    """Report hidden text."""
    if words.strip():
        losses.add("PMG573", message("hidden text is left out"), words)


def deleted(words: str, losses: Losses) -> None:
    """Report text that a tracked change has deleted."""
    if words.strip():
        losses.add("PMG573", message("text deleted by a tracked change is left out"), words)


def column_break(losses: Losses) -> None:
    """Report a column break."""
    losses.add("PMG578", message("a column break begins a new line only"))


def break_in_cell(losses: Losses) -> None:
    """Report a page break in a table."""
    losses.add("PMG578", message("a page break in a cell begins a new line only"))


def symbol(typeface: str, losses: Losses) -> None:
    """Report a sign that no character stands for."""
    text = message("a sign of the typeface {typeface} is not known", typeface=typeface)
    losses.add("PMG574", text, hint=message("write an ordinary character in its place"))


def text_box(words: str, losses: Losses) -> None:
    """Report a text box."""
    text = message("the text of a text box stands in the flow, after the paragraph that it hangs on")
    losses.add("PMG566", text, words, message("write the text into a paragraph or a cell"))


def old_drawing(node: Element, losses: Losses) -> None:
    """Report a drawing of Word's old kind, or an embedded object."""
    is_object = str(node.tag).endswith("}object")
    text = message("an embedded object is left out") if is_object else message("a drawing is left out")
    hint = message("put it into the layout as a PNG or JPEG picture in line with the text")
    losses.add("PMG567", text, hint=hint)


def ruby(words: str, losses: Losses) -> None:
    """Report text with its sounds above it."""
    losses.add("PMG561", message("text is shown without the sounds above it"), words)


def note(words: str, losses: Losses) -> None:
    """Report a footnote or endnote."""
    losses.add("PMG571", message("the text of notes stands at the end of the document"), words, _AS_TEXT)


def uncomputed_field(meaning: FieldMeaning, losses: Losses) -> None:
    """Report a field that is not computed, or a link that leads out of the document."""
    if meaning.kind is Kind.STALE:
        text = message("the field {name} shows what Word last computed", name=meaning.name)
        losses.add("PMG569", text, hint=_AS_TEXT)
    elif meaning.kind is Kind.OUTSIDE:
        link(meaning.target, losses)
    elif meaning.form and meaning.form.lower() != "arabicdash":
        text = message(
            "page numbers are shown in plain digits instead of the format {name}", name=meaning.form
        )
        losses.add("PMG569", text)


def link(words: str, losses: Losses) -> None:
    """Report a link that leads out of the document."""
    losses.add("PMG570", message("a link that leads out of the document is shown as text"), words)


def equation(words: str, losses: Losses) -> None:
    """Report an equation."""
    losses.add("PMG568", message("an equation is shown as a line of plain text"), words)


def unknown(node: Element, losses: Losses) -> None:
    """Report an element that means nothing here; the text in it is kept."""
    name = str(node.tag).rpartition("}")[2]
    losses.add("PMG575", message("the element {name} is not known; only its text is kept", name=name))


def table(properties: Element | None, losses: Losses) -> None:
    """Report what of a table's look is left out."""
    if properties is None:
        return
    if properties.find(W + "tblpPr") is not None:
        losses.add("PMG566", message("a floating table stands in the flow of the text"))
    if properties.find(W + "tblCellSpacing") is not None:
        losses.add("PMG563", message("a table is shown without the space between its cells"))
    if is_on(properties.find(W + "bidiVisual")):
        losses.add("PMG563", message("a table whose first column is on the right begins on the left"))


def cell(properties: Element | None) -> tuple[Message, ...]:
    """Return what of a cell's look is left out."""
    if properties is None:
        return ()
    direction = value(properties.find(W + "textDirection"), "lrTb")
    present = {
        "turned": direction in ("lrTbV", "tbV"),
        "mirrored": direction in ("tbLrV", "lrV"),
        "squeezed": is_on(properties.find(W + "tcFitText")),
        "patterned": unusual_lines(properties),
    }
    return tuple(_CELL[name] for name, is_present in present.items() if is_present)


def covered(losses: Losses) -> None:
    """Report text in a cell that another one covers."""
    text = message("text hidden under a merged cell is shown in it")
    losses.add("PMG576", text, hint=message("delete it, or split the merged cell"))
