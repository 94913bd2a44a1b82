"""Read what a .pdf shows: its structure says what belongs together, its pages how it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from pmgen.formats.file_contents import Box, Grid, Line, Seen, Spot, Words
from pmgen.formats.pdf.read.page_areas import Areas
from pmgen.formats.pdf.read.page_marks import Font, Piece, characters
from pmgen.formats.pdf.read.page_operators import Content
from pmgen.formats.pdf.read.pdf_contents import (
    GROUPS,
    Element,
    InheritedPage,
    MarkedContentReference,
    PdfFile,
    name_of,
    pages,
    structure,
)
from pmgen.formats.pdf.read.pdf_scanner import open_pdf
from pmgen.formats.pdf.read.pdf_syntax import Reference, Stream, Value
from pmgen.opc.office_package import Damaged

_SAME_LINE = 2.0
_CLOSE = 0.4
"""The share of its size by which a letter may stand on another."""
_BLOCKS = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "Table", "TOCI", "LI", "Caption"})
"""Elements that stand below each other, each on lines of its own."""


def read(data: bytes) -> Seen:
    """Return what the pages show, in the order of the structure; raise Damaged where there is none."""
    shown = contents(data)
    reading = _Reading(shown)
    blocks = tuple(reading.blocks(structure(open_pdf(data))))
    artifacts, astray = tuple(reading.artifacts()), tuple(reading.astray())
    return Seen(blocks, artifacts=artifacts, astray=astray, pages=len(shown))


@lru_cache(maxsize=2)
def contents(data: bytes) -> tuple[Content, ...]:
    """Return the operators of every page carried out, once for all who ask; raise Damaged for no PDF."""
    file = open_pdf(data)
    if "Encrypt" in file.trailer:
        raise Damaged("it is locked")
    fonts: dict[object, Font] = {}
    return tuple(_content(file, page, fonts) for page in pages(file))


def _content(file: PdfFile, page: InheritedPage, fonts: dict[object, Font]) -> Content:
    used = file.dictionary(file.dictionary(page.get("Resources")).get("Font"))
    content = Content({f"/{name}": _font(file, value, fonts) for name, value in used.items()})
    stream = file.get(page.get("Contents"))
    if stream is not None:
        parts = [stream] if isinstance(stream, Stream) else file.items_of(stream)
        content.run(b"\n".join(map(file.bytes, parts)))
    return content


def _font(file: PdfFile, value: Value, fonts: dict[object, Font]) -> Font:
    key = value.number if isinstance(value, Reference) else id(value)
    if key not in fonts:
        font = file.dictionary(value)
        known = characters(file.bytes(font.get("ToUnicode")).decode("latin-1"))
        if name_of(file.get(font.get("Subtype"))) == "Type0":
            below = file.dictionary(next(iter(file.items_of(font.get("DescendantFonts"))), None))
            fonts[key] = Font(known, 2, dict(_widths(file, below)), file.integer(below.get("DW"), 1000))
        else:
            first = file.integer(font.get("FirstChar"))
            widths: Iterable[tuple[int, float]] = enumerate(file.numbers(font.get("Widths")), first)
            fonts[key] = Font(known, 1, dict(widths), 0)
    return fonts[key]


def _widths(file: PdfFile, font: Mapping[str, Value]) -> Iterator[tuple[int, float]]:
    """Yield how wide each code is: a list from a first code on, or one width from a code to another."""
    items = [file.get(item) for item in file.items_of(font.get("W"))]
    at = 0
    while at + 1 < len(items):
        first, second = items[at], items[at + 1]
        if not isinstance(first, int):
            return
        if isinstance(second, list):
            yield from enumerate(file.numbers(second), first)
            at += 2
            continue
        width = items[at + 2] if at + 2 < len(items) else None
        if isinstance(second, int) and isinstance(width, int | float):
            yield from ((code, width) for code in range(max(first, 0), min(second, 0xFFFF) + 1))
        at += 3


_Place = tuple[int, Piece]
"""A piece of text with the page on which it is drawn."""


class _Reading:
    """Gives each element the pieces that are drawn for it."""

    def __init__(self, contents: Sequence[Content]) -> None:
        self._contents = contents
        self._areas = [Areas(content.strokes) for content in contents]
        self._drawn: dict[tuple[int, int], list[_Place]] = {}
        for page, content in enumerate(contents, 1):
            for piece in content.pieces:
                if (owner := piece.owner) and (number := owner.number) is not None:
                    self._drawn.setdefault((page, number), []).append((page, piece))
        self._unread = dict(self._drawn)

    def blocks(self, root: Element) -> Iterator[Grid | Words]:
        """Yield the paragraphs and tables."""
        for element in root.kids:
            if isinstance(element, Element):
                if element.kind in GROUPS or element.kind == "TOC":
                    yield from self.blocks(element)
                elif element.kind == "Table":
                    yield Grid(tuple(self._lines(element)))
                else:
                    drawn: list[_Place] = []
                    text = self._text(element, drawn)
                    yield Words(text, _page_of(self._spots(drawn)), element.kind)

    def _lines(self, table: Element) -> Iterator[Line]:
        """Yield the rows, each cell at the first column that no cell above reaches down to."""
        taken: dict[int, int] = {}
        for row in table.elements("TR"):
            column, line = 0, list[Box]()
            for cell in row.elements("TD", "TH"):
                while taken.get(column, 0):
                    column += 1
                drawn: list[_Place] = []
                text = self._text(cell, drawn)
                spots = self._spots(drawn)
                columns, rows = cell.spans
                line.append(Box(text, column, columns, rows, _page_of(spots), spots=spots))
                if rows > 1 or taken:
                    taken.update(dict.fromkeys(range(column, column + columns), rows))
                column += columns
            yield tuple(line)
            taken = {place: left - 1 for place, left in taken.items() if left > 1}

    def _text(self, element: Element, drawn: list[_Place]) -> str:
        """Return what is drawn for an element, line by line, and put the pieces of it to those `drawn`."""
        if element.kind == "Table":
            rows = (row.elements("TD", "TH") for row in element.elements("TR"))
            return "\n".join("\t".join(self._text(cell, drawn) for cell in row) for row in rows)
        kids = element.kids
        if len(kids) == 1 and type(kids[0]) is MarkedContentReference:
            places = self._drawn_for(kids[0])
            if len(places) == 1:
                drawn += places
                return places[0][1].text
        parts = list[str]()
        last: _Place | None = None
        for kid in kids:
            if isinstance(kid, Element) and kid.kind in _BLOCKS:
                parts.append("\n" * bool(parts) + self._text(kid, drawn))
                last = None
                continue
            for place in self._drawn_for(kid):
                if last and (place[0] != last[0] or _begins_line(last[1], place[1])):
                    parts.append("\n")
                parts.append(place[1].text)
                last = place
                drawn.append(place)
        return "".join(parts)

    def _drawn_for(self, kid: Element | MarkedContentReference) -> Sequence[_Place]:
        if isinstance(kid, MarkedContentReference):
            self._unread.pop(kid, None)
            return self._drawn.get(kid, ())
        return [place for inner in kid.kids for place in self._drawn_for(inner)]

    def _spots(self, drawn: Sequence[_Place]) -> tuple[Spot, ...]:
        """Return where on each page words are drawn."""
        if len(drawn) == 1:
            ((page, piece),) = drawn
            return (self._spot(page, [piece]),) if piece.text.strip() else ()
        pages: dict[int, list[Piece]] = {}
        for page, piece in drawn:
            if piece.text.strip():
                pages.setdefault(page, []).append(piece)
        return tuple([self._spot(page, pieces) for page, pieces in pages.items()])

    def _spot(self, page: int, pieces: Sequence[Piece]) -> Spot:
        area = self._areas[page - 1].area
        if len(pieces) == 1:
            (piece,) = pieces
            return Spot(page, piece.x, piece.y, piece.end, piece.y, frozenset((area(*piece.inside),)))
        areas = frozenset([area(*piece.inside) for piece in pieces])
        xs, ys = [piece.x for piece in pieces], [piece.y for piece in pieces]
        return Spot(page, min(xs), min(ys), max([piece.end for piece in pieces]), max(ys), areas)

    def artifacts(self) -> Iterator[Words]:
        """Yield the words on the pages that are no part of the document, as they are drawn together."""
        for page, content in enumerate(self._contents, 1):
            apart = (piece for piece in content.pieces if piece.owner is None or piece.owner.number is None)
            for owner, pieces in groupby(apart, key=lambda piece: piece.owner):
                kind = owner.artifact if owner else ""
                yield Words("\n".join(map(_joined, _lines(pieces))), str(page), kind)

    def astray(self) -> Iterator[Words]:
        """Yield what is drawn for no element, and what is drawn over other words."""
        for (page, _), drawn in self._unread.items():
            yield Words(_joined(piece for _, piece in drawn), str(page))
        for page, content in enumerate(self._contents, 1):
            yield from (Words(piece.text, str(page)) for piece in _over_others(content.pieces))


def _page_of(spots: Sequence[Spot]) -> str:
    """Return the page on which something begins."""
    return str(spots[0].page) if spots else ""


def _begins_line(last: Piece, piece: Piece) -> bool:
    """Tell whether a piece stands below the one before it, or in another column where both are turned."""
    near = min(_SAME_LINE, last.size * _CLOSE, piece.size * _CLOSE)
    if last.is_turned and piece.is_turned:
        return abs(last.x - piece.x) > near
    return last.y - piece.y > near


def _lines(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces of each line, in the order drawn."""
    line: list[Piece] = []
    for piece in pieces:
        if line and (_begins_line(line[-1], piece) or _begins_line(piece, line[-1])):
            yield line
            line = []
        line.append(piece)
    yield line


def _over_others(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces that stand on others; letters may touch, and lines may be set close."""
    said = [piece for piece in pieces if piece.text.strip()]
    turned = [piece for piece in said if piece.is_turned]
    yield from _over_below([piece for piece in said if not piece.is_turned] if turned else said)
    yield from _over_below([_lying(piece) for piece in turned])


def _lying(piece: Piece) -> Piece:
    """Return a turned piece as it would stand on a page laid on its side."""
    low, high = sorted((piece.y, piece.y + piece.rise))
    return piece._replace(x=low, end=high, y=piece.x)


def _over_below(pieces: Sequence[Piece]) -> Iterator[Piece]:
    near: list[Piece] = []
    for piece in sorted(pieces, key=attrgetter("y"), reverse=True):
        near = [other for other in near if other.y - piece.y < other.size * _CLOSE]
        beside = [other for other in near if other.x < piece.end and piece.x < other.end]
        if beside and any(_overlap(piece, other) for other in beside):
            yield piece
        near.append(piece)


def _overlap(one: Piece, other: Piece) -> bool:
    return min(one.end, other.end) - max(one.x, other.x) > min(one.size, other.size) * _CLOSE


def _joined(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
