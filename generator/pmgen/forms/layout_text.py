"""The text of a Word layout by paragraphs: found by place, changed with all else left byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

from pmgen.engines.word.layout_package import LayoutPackage
from pmgen.engines.word.layout_tags import find_tags
from pmgen.engines.word.layout_xml import ancestor
from pmgen.engines.word.tag_placement import PlaceCounter, text_atoms
from pmgen.opc.office_xml import MC, Element, W, parse
from pmgen.opc.xml_text import escape
from pmgen.problems import LayoutPlace


@dataclass(frozen=True, slots=True)
class TextPiece:
    """The text of one w:t: its number among those of its part, and where it starts in its paragraph."""

    number: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class LayoutParagraph:
    """A paragraph of a layout with its place; `number` counts the paragraphs of its part."""

    place: LayoutPlace
    number: int
    text: str
    pieces: tuple[TextPiece, ...]
    element: Element

    @property
    def is_copy(self) -> bool:
        """Tell whether it stands in the copy of a text box for older programs."""
        return ancestor(self.element, MC + "Fallback") is not None

    def find(self, tag: str) -> tuple[int, int] | None:
        """Return where a tag stands in the text, as a problem names it; None where it is not."""
        for found in find_tags(self.text):
            raw = self.text[found.start : found.end]
            source = getattr(found, "source", raw)
            if tag in (raw, raw[:60], source, source[:60]) or _plain(source) == _plain(tag):
                return found.start, found.end
            if tag.startswith(source) and tag:
                return found.start, found.end
        start = self.text.find(tag) if tag else -1
        return None if start < 0 else (start, start + len(tag))


def _plain(tag: str) -> str:
    return tag.replace("{%-", "{%").replace("-%}", "%}").replace("{{-", "{{").replace("-}}", "}}")


@dataclass(frozen=True, slots=True)
class TextEdit:
    """A change of a paragraph: the text from `start` to `end` becomes `new`."""

    paragraph: LayoutParagraph
    start: int
    end: int
    new: str


def read_paragraphs(package: LayoutPackage) -> Iterator[LayoutParagraph]:
    """Yield the paragraphs of a layout, those of the body first."""
    for name in package.template_parts():
        root = parse(package.parts[name])
        places = PlaceCounter(root, package.file, name)
        numbers = {element: number for number, element in enumerate(root.iter(W + "t"))}
        for count, paragraph in enumerate(root.iter(W + "p")):
            atoms = text_atoms(paragraph)
            pieces = (
                TextPiece(numbers[atom.element], atom.start, atom.text)
                for atom in atoms
                if atom.element in numbers
            )
            text = "".join(atom.text for atom in atoms)
            yield LayoutParagraph(places.of(paragraph, ""), count, text, tuple(pieces), paragraph)


def at_place(paragraphs: Iterable[LayoutParagraph], place: LayoutPlace) -> LayoutParagraph | None:
    """Return the paragraph at a place, or None."""
    bare = replace(place, text="")
    return next((each for each in paragraphs if each.place == bare), None)


def near_place(paragraphs: Sequence[LayoutParagraph], place: LayoutPlace) -> LayoutParagraph | None:
    """Return the paragraph at a place, or the first with its words where only these are known."""
    found = at_place(paragraphs, place)
    if found is not None or not place.text or place.paragraph is not None:
        return found
    return next(
        (each for each in paragraphs if each.place.part == place.part and place.text in each.text), None
    )


def edited(data: bytes, package: LayoutPackage, edits: Sequence[TextEdit]) -> bytes:
    """Return the .docx `data` with the text changed and every other byte of its parts as it was."""
    by_part: dict[str, list[TextEdit]] = {}
    for edit in edits:
        by_part.setdefault(edit.paragraph.place.part, []).append(edit)
    changed = {name: _edited_part(package.parts[name], found) for name, found in by_part.items()}
    return with_parts(data, changed)


def with_parts(data: bytes, changed: dict[str, bytes]) -> bytes:
    """Return a package with some parts changed, in the same order and with the same dates."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, changed.get(entry.filename, old.read(entry)))
    return made.getvalue()


def _edited_part(xml: bytes, edits: Sequence[TextEdit]) -> bytes:
    texts: dict[int, str] = {}
    # From behind, so that what comes before an edit keeps its place.
    for edit in sorted(edits, key=lambda edit: (edit.paragraph.number, -edit.start)):
        for piece, text in _new_texts(edit, texts):
            texts[piece.number] = text
    ranges = _text_ranges(xml)
    for number in sorted(texts, reverse=True):
        start, end = ranges[number]
        xml = xml[:start] + escape(texts[number]).encode() + xml[end:]
    return xml


def _new_texts(edit: TextEdit, texts: dict[int, str]) -> Iterator[tuple[TextPiece, str]]:
    """Yield the pieces that an edit touches, with their new text; the first takes all that is new."""
    new: str | None = edit.new
    for piece in edit.paragraph.pieces:
        text = texts.get(piece.number, piece.text)
        end = piece.start + len(piece.text)
        is_end = edit.start == edit.end == end
        if not (piece.start < edit.end and edit.start < end) and not (is_end and new is not None):
            continue
        before, after = text[: max(0, edit.start - piece.start)], text[max(0, edit.end - piece.start) :]
        yield piece, before + (new or "") + after
        new = None


def _text_ranges(xml: bytes) -> list[tuple[int, int]]:
    """Return where the text of each w:t of a part stands among its bytes."""
    ranges: list[list[int]] = []
    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = False
    name = W[1:] + "t"

    def start(tag: str, _: object) -> None:
        if tag == name:
            ranges.append([xml.index(b">", parser.CurrentByteIndex) + 1, 0])

    def end(tag: str) -> None:
        if tag == name:
            ranges[-1][1] = max(parser.CurrentByteIndex, ranges[-1][0])

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(xml, True)
    return [(first, last) for first, last in ranges]
