"""The file around the pages: structure, fonts, pictures, outline, links and properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pmgen.document import Direction, Document, Image
from pmgen.fonts.font_tables import UnreadableFont
from pmgen.formats.pdf.write import pdf_problems
from pmgen.formats.pdf.write.archive_metadata import PRODUCER, colour_profile, metadata
from pmgen.formats.pdf.write.embedded_resources import BadImage, add_image, embed
from pmgen.formats.pdf.write.layout_boxes import Line, LineLink, OutlineEntry, Sheet
from pmgen.formats.pdf.write.page_drawing import PageDrawer
from pmgen.formats.pdf.write.page_layout import LaidOutDocument
from pmgen.formats.pdf.write.pdf_objects import Objects, number, text_string
from pmgen.formats.pdf.write.structure_tags import Parents, Tag, TaggedAnnotation, write_tree
from pmgen.formats.pdf.write.typefaces import Subset
from pmgen.problems import Problems, Refusal


def build(document: Document, laid: LaidOutDocument, problems: Problems) -> bytes:
    """Return the file."""
    sheets = laid.sheets
    objects = Objects()
    tree, resources = objects.reserve(), objects.reserve()
    pages = [objects.reserve() for _ in sheets]
    pictures = _Pictures(objects, problems)
    pictures.collect(sheets)
    parents = Parents()
    drawer = PageDrawer(pictures.names, parents)
    places = destinations(sheets, pages)
    contents = [objects.add_stream(drawer.content(sheet)) for sheet in sheets]
    links = _Links(objects, places, parents)
    for place, (sheet, page) in enumerate(zip(sheets, pages, strict=True)):
        notes = links.on(sheet, page, place)
        objects.set(
            page,
            _page(
                sheet,
                place,
                f"/Parent {tree} 0 R/Resources {resources} 0 R/Contents {contents[place]} 0 R{notes}",
            ),
        )
    # Fonts come last, for drawing is what says which glyphs are in use.
    faces = "".join(
        f"/{subset.name} {_embedded(subset, objects, problems)} 0 R" for subset in laid.fonts.subsets()
    )
    objects.set(resources, f"<</Font<<{faces}>>/XObject<<{pictures.entries()}>>>>")
    kids = " ".join(f"{page} 0 R" for page in pages)
    objects.set(tree, f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>")
    entries = (
        f"/Pages {tree} 0 R/StructTreeRoot {write_tree(laid.root, parents, pages, objects)} 0 R"
        f"/Metadata {objects.add_plain_stream(metadata(document), '/Type/Metadata/Subtype/XML')} 0 R"
        f"/OutputIntents[{_intent(objects)}]"
    )
    root = objects.add(_catalog(document, entries, _outline(sheets, pages, objects), places))
    return objects.file(root, objects.add(_information(document)))


def _intent(objects: Objects) -> str:
    """Return the colour space that colours are meant in."""
    profile = objects.add_stream(colour_profile(), "/N 3")
    return (
        f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/DestOutputProfile {profile} 0 R>>"
    )


def _embedded(subset: Subset, objects: Objects, problems: Problems) -> int:
    try:
        return embed(subset, objects)
    except UnreadableFont as cause:
        problems.keep(pdf_problems.damaged(subset.face.family))
        raise Refusal(problems) from cause


def destinations(sheets: Sequence[Sheet], pages: Sequence[int]) -> dict[str, str]:
    """Return the place of every bookmark as a PDF destination; where a cell comes again, the first counts."""
    found: dict[str, str] = {}
    for sheet, page in zip(sheets, pages, strict=True):
        for line, x, y, _ in sheet.rich:
            for mark in line.marks:
                top = number(sheet.page.height - y)
                found.setdefault(mark.name, f"[{page} 0 R/XYZ {number(x)} {top} null]")
    return found


class _Pictures:
    """The pictures of a document, each once."""

    def __init__(self, objects: Objects, problems: Problems) -> None:
        self._objects, self._problems = objects, problems
        self._numbers: dict[str, int] = {}
        self._bad: set[bytes] = set()
        self.names: dict[bytes, str] = {}

    def collect(self, sheets: Sequence[Sheet]) -> None:
        """Take in every picture on the sheets."""
        for sheet in sheets:
            for line, _, _, _ in sheet.rich:
                for picture in line.pictures:
                    self._add(picture.image)

    def entries(self) -> str:
        """Return the pictures by their names."""
        return "".join(f"/{name} {value} 0 R" for name, value in self._numbers.items())

    def _add(self, image: Image) -> None:
        if image.data in self.names or image.data in self._bad:
            return
        try:
            value = add_image(image.data, self._objects)
        except BadImage:
            self._bad.add(image.data)
            self._problems.keep(pdf_problems.bad_image(image.description, image.media_type))
            return
        name = self.names[image.data] = f"I{len(self.names) + 1}"
        self._numbers[name] = value


def _page(sheet: Sheet, place: int, entries: str) -> str:
    box = f"0 0 {number(sheet.page.width)} {number(sheet.page.height)}"
    return f"<</Type/Page/MediaBox[{box}]/StructParents {place}{entries}>>"


class _Links:
    """The links of a document as annotations, each with its element."""

    def __init__(self, objects: Objects, places: Mapping[str, str], parents: Parents) -> None:
        self._objects, self._places, self._parents = objects, places, parents

    def on(self, sheet: Sheet, page: int, place: int) -> str:
        """Return the entries of a page for its links."""
        numbers = [
            self._add(line, x, sheet.page.height - y, way, tag.link(way.number), place)
            for line, x, y, tag in sheet.rich
            if not tag.is_artifact
            for way in line.ways
            if way.bookmark in self._places
        ]
        if not numbers:
            return ""
        return f"/Tabs/S/Annots[{' '.join(f'{value} 0 R' for value in numbers)}]"

    def _add(self, line: Line, x: float, top: float, way: LineLink, tag: Tag, place: int) -> int:
        words = "".join(
            piece.text for piece in line.pieces if way.start <= piece.x < way.end and not piece.is_leader
        )
        key = len(self._parents.pages) + len(self._parents.notes)
        value = self._objects.add(
            f"<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Dest{text_string(way.bookmark)}"
            f"/Contents{text_string(words)}/StructParent {key}"
            f"/Rect[{_area(line, way, x, top)}]>>"
        )
        self._parents.notes.append(tag)
        tag.kids.append(TaggedAnnotation(place, value))
        return value


def _area(line: Line, way: LineLink, x: float, top: float) -> str:
    """Return the rectangle of a link: its part of a line, or of a column."""
    left, low, right, high = x + way.start, top - line.height, x + way.end, top
    if line.length:
        left, right = x, x + line.height
        low, high = top - way.end, top - way.start
        if line.direction is Direction.UP:
            low, high = top - line.length + way.start, top - line.length + way.end
    return f"{left:.2f} {low:.2f} {right:.2f} {high:.2f}"


def _catalog(document: Document, entries: str, outline: int | None, places: Mapping[str, str]) -> str:
    shown = f"/Outlines {outline} 0 R/PageMode/UseOutlines" if outline else ""
    named = "".join(f"{text_string(name)}{places[name]}" for name in sorted(places, key=_by_bytes))
    names = f"/Names<</Dests<</Names[{named}]>>>>" if named else ""
    language = text_string(document.language)
    return (
        f"<</Type/Catalog{entries}/Lang{language}/MarkInfo<</Marked true/Suspects false>>"
        f"/ViewerPreferences<</DisplayDocTitle true>>{shown}{names}>>"
    )


def _by_bytes(name: str) -> bytes:
    return name.encode("utf-16-be", "replace")


def _information(document: Document) -> str:
    author = f"/Author{text_string(document.author)}" if document.author else ""
    return f"<</Title{text_string(document.title)}{author}/Producer({PRODUCER})>>"


@dataclass(slots=True)
class _Entry:
    heading: OutlineEntry
    target: str
    number: int
    children: list[_Entry] = field(default_factory=list)

    def count(self) -> int:
        """Return how many entries stand below this one."""
        return sum(1 + child.count() for child in self.children)


def _outline(sheets: Sequence[Sheet], pages: Sequence[int], objects: Objects) -> int | None:
    tops, path = list[_Entry](), list[_Entry]()
    for sheet, page in zip(sheets, pages, strict=True):
        for heading, y in _headings(sheet):
            target = f"[{page} 0 R/XYZ 0 {number(sheet.page.height - y)} null]"
            while path and path[-1].heading.level >= heading.level:
                path.pop()
            entry = _Entry(heading, target, objects.reserve())
            (path[-1].children if path else tops).append(entry)
            path.append(entry)
    if not tops:
        return None
    root = objects.reserve()
    _write_entries(tops, root, objects)
    count = sum(1 + entry.count() for entry in tops)
    return objects.set(root, f"<</Type/Outlines/Count {count}{_ends(tops)}>>")


def _headings(sheet: Sheet) -> Iterator[tuple[OutlineEntry, float]]:
    return ((line.heading, y) for line, _, y, tag in sheet.rich if line.heading and not tag.is_artifact)


def _write_entries(entries: Sequence[_Entry], parent: int, objects: Objects) -> None:
    for place, entry in enumerate(entries):
        before = f"/Prev {entries[place - 1].number} 0 R" if place else ""
        after = f"/Next {entries[place + 1].number} 0 R" if place + 1 < len(entries) else ""
        below = f"/Count {entry.count()}{_ends(entry.children)}" if entry.children else ""
        title = text_string(entry.heading.text)
        objects.set(
            entry.number, f"<</Title{title}/Parent {parent} 0 R/Dest{entry.target}{before}{after}{below}>>"
        )
        _write_entries(entry.children, entry.number, objects)


def _ends(entries: Sequence[_Entry]) -> str:
    return f"/First {entries[0].number} 0 R/Last {entries[-1].number} 0 R" if entries else ""
