"""The text of a Word file piece by piece: what is hidden, and what is formatted otherwise than ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pmgen.opc.office_xml import Element, W, points, value
from pmgen.problems import Message, message
from pmgen.verify.foreign_content.colour_contrast import readable
from pmgen.verify.foreign_content.foreign_content_report import (
    ForeignContent,
    formatted_otherwise,
    possibly_foreign,
    shortened,
)
from pmgen.verify.foreign_content.word_formatting import FormattingCascade, TextFormatting
from pmgen.verify.foreign_content.word_story import Story
from pmgen.verify.sequence_alignment import opcodes

_HIDDEN, _UNSEEN, _LOOK = "PMG742", "PMG743", "PMG744"
_SMALLEST = 8
"""In half points: what is smaller nobody reads."""

_NARROWEST = 34
"""In hundredths of a character's width."""

_WIDEST_PAGE = 1584.0

_NAMES: Mapping[str, Message] = {
    "hidden": message("hidden"),
    "colour": message("colour"),
    "ground": message("colour behind it"),
    "size": message("size in half points"),
    "bold": message("bold"),
    "italic": message("italic"),
    "underline": message("underlined"),
    "struck": message("struck through"),
    "raised": message("raised or lowered"),
    "narrow": message("narrowed"),
    "signs": message("typeface of signs"),
    "effects": message("effects"),
}
_SEEN_ALREADY = frozenset({"hidden", "struck", "signs"})


@dataclass(frozen=True, slots=True)
class FormattedText:
    """Text in one look."""

    text: str
    look: TextFormatting


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its pieces."""

    element: Element
    pieces: tuple[FormattedText, ...]

    @property
    def text(self) -> str:
        """Return all its text."""
        return "".join(piece.text for piece in self.pieces)


def paragraphs(story: Story, looks: FormattingCascade) -> list[Paragraph]:
    """Return the paragraphs of a part that have any text."""
    found_here = []
    for paragraph in story.root.iter(W + "p"):
        pieces = tuple(_pieces(paragraph, looks))
        if pieces:
            found_here.append(Paragraph(paragraph, pieces))
    return found_here


def _pieces(paragraph: Element, looks: FormattingCascade) -> Iterator[FormattedText]:
    cell: Element | None = None
    is_inside = False
    runs = []
    for run in paragraph.iter(W + "r"):
        text = "".join(child.text or "" for child in run.iterchildren(W + "t"))
        if text and next(run.iterancestors(W + "p")) is paragraph:
            if not is_inside:
                cell, is_inside = next(paragraph.iterancestors(W + "tc"), None), True
            runs.append((text, looks.run(run, paragraph, cell)))
    for look, group in groupby(runs, key=lambda run: run[1]):
        yield FormattedText("".join(text for text, _ in group), look)


def unseen(story: Story, written: Sequence[Paragraph], looks: FormattingCascade) -> Iterator[ForeignContent]:
    """Yield the text that stands in the file and that nobody sees as it is."""
    for paragraph in written:
        for piece in paragraph.pieces:
            if piece.text.strip():
                yield from _unseen_piece(story, paragraph, piece)
        yield from _unseen_place(story, paragraph, looks)


def _unseen_piece(story: Story, paragraph: Paragraph, piece: FormattedText) -> Iterator[ForeignContent]:
    look, words = piece.look, shortened(piece.text)
    narrow = look.narrow.split()

    def one(code: str, kind: str, text: Message) -> ForeignContent:
        place = story.place(paragraph.element, piece.text)
        return possibly_foreign(code, text, place, kind, piece.text, part=story.name)

    if look.hidden:
        yield one(_HIDDEN, "hidden", message("hidden text: {words}", words=words))
    if not readable(look.colour, look.ground):
        text = message(
            "text that cannot be seen, {colour} on {ground}: {words}",
            colour=look.colour,
            ground=look.ground,
            words=words,
        )
        yield one(_UNSEEN, "colour", text)
    size = points(look.size, 1)
    if size is not None and size < _SMALLEST:
        text = message("text too small to be seen, {size} points: {words}", size=f"{size / 2:g}", words=words)
        yield one(_UNSEEN, "size", text)
    if (narrow and (points(narrow[0], 1) or 0) < _NARROWEST) or "fitText" in look.effects:
        yield one(_UNSEEN, "narrow", message("text squeezed until nobody can read it: {words}", words=words))
    if look.struck:
        yield one(_LOOK, "struck", message("text struck through: {words}", words=words))
    if look.signs:
        text = message(
            "text in the typeface {typeface}, which shows other signs: {words}",
            typeface=look.signs,
            words=words,
        )
        yield one(_UNSEEN, "signs", text)


def _unseen_place(story: Story, paragraph: Paragraph, looks: FormattingCascade) -> Iterator[ForeignContent]:
    """Yield what stands where nobody sees it: in a frame, out of the page, in too low a line."""
    said = looks.paragraph(paragraph.element)
    words = paragraph.text
    for kind, text in _odd_places(said, paragraph, shortened(words)) if words.strip() else ():
        place = story.place(paragraph.element, words)
        yield possibly_foreign(_UNSEEN, text, place, kind, words, part=story.name)


def _odd_places(
    said: Mapping[str, Element], paragraph: Paragraph, words: str
) -> Iterator[tuple[str, Message]]:
    if "framePr" in said:
        yield "frame", message("text in a frame, wherever that may stand: {words}", words=words)
    indent, spacing = said.get("ind"), said.get("spacing")
    if indent is not None and any(abs(length) > 300 for length in _lengths(indent)):
        yield "indent", message("text pushed aside, out of its cell or page: {words}", words=words)
    if spacing is not None and spacing.get(W + "lineRule") == "exact":
        highest = max(points(piece.look.size, 2) or 0 for piece in paragraph.pieces)
        if (points(spacing.get(W + "line")) or 0) < highest * 0.6:
            yield "line", message("text in lines too low to show it: {words}", words=words)
    if value(said.get("textDirection"), "lrTb") not in ("lrTb", "lr", "tb"):
        yield "direction", message("turned text: {words}", words=words)


def _lengths(indent: Element) -> Iterator[float]:
    names = ("left", "start", "right", "end", "firstLine", "hanging")
    return (points(indent.get(W + name)) or 0 for name in names)


def other_formatting(
    story: Story, ours: Sequence[Paragraph], theirs: Sequence[Paragraph]
) -> Iterator[ForeignContent]:
    """Yield where the same text looks otherwise than ours."""
    one_side, other_side = ([paragraph.text for paragraph in side] for side in (ours, theirs))
    alike = (code for code in opcodes(one_side, other_side) if code[0] == "equal")
    for _, first, end, begin, stop in alike:
        for mine, yours in zip(ours[first:end], theirs[begin:stop], strict=True):
            if [piece.look for piece in mine.pieces] != [piece.look for piece in yours.pieces]:
                yield from _differing(story, mine, yours)


def _differing(story: Story, ours: Paragraph, theirs: Paragraph) -> Iterator[ForeignContent]:
    pairs = zip(_signs(ours), _signs(theirs), strict=True)
    for (one, other), group in groupby(pairs, key=lambda pair: (pair[0][1], pair[1][1])):
        words = "".join(sign for _, (sign, _) in group)
        if one == other or not words.strip():
            continue
        for name, before, after in one.differences(other):
            is_told = name in ("colour", "ground") and not readable(other.colour, other.ground)
            if name in _SEEN_ALREADY or is_told:
                continue
            text = formatted_otherwise(words, _NAMES[name], before, after)
            place = story.place(theirs.element, words)
            yield possibly_foreign(_LOOK, text, place, name, words, part=story.name)


def _signs(paragraph: Paragraph) -> Iterator[tuple[str, TextFormatting]]:
    return ((sign, piece.look) for piece in paragraph.pieces for sign in piece.text)
