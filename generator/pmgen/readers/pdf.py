"""Read what a .pdf shows: cells are the areas that its lines enclose, words are what stands outside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pmgen.readers.pdffile import Leaf, PdfFile, name_of, pages
from pmgen.readers.pdffonts import Font, characters
from pmgen.readers.pdfmarks import Piece, Stroke
from pmgen.readers.pdfscan import open_pdf
from pmgen.readers.pdfsyntax import Reference, Stream, Value
from pmgen.readers.pdftext import Content
from pmgen.readers.seen import Box, Grid, Line, Seen, Words

_NEAR = 1.0
_SAME_LINE = 2.0
_OUTSIDE = 0


def read(data: bytes) -> Seen:
    """Return what every page shows, its rows before its words; nothing is joined over pages."""
    numbered = enumerate(contents(data), 1)
    return Seen(tuple(block for number, content in numbered for block in _page(content, number)))


@lru_cache(maxsize=2)
def contents(data: bytes) -> tuple[Content, ...]:
    """Return the operators of every page carried out, once for all who ask; raise ValueError for no PDF."""
    file = open_pdf(data)
    if "Encrypt" in file.trailer:
        raise ValueError("it is locked")
    fonts: dict[object, Font] = {}
    return tuple(_content(file, page, fonts) for page in pages(file))


def _content(file: PdfFile, page: Leaf, fonts: dict[object, Font]) -> Content:
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
            yield from ((code, width) for code in range(first, min(second, 0xFFFF) + 1))
        at += 3


def _page(content: Content, number: int) -> Iterator[Grid | Words]:
    areas = Areas.of(content.strokes)
    inside: dict[int, list[Piece]] = {}
    for piece in content.pieces:
        inside.setdefault(areas.area(piece.x, piece.y), []).append(piece)
    outside = inside.pop(_OUTSIDE, [])
    texts = {area: "\n".join(map(_text, _lines(found))) for area, found in inside.items()}
    yield Grid(tuple(areas.lines(texts, number)))
    yield from (Words(piece.text, str(number)) for line in _lines(outside) for piece in line)


def _lines(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces of each line from the left, the lines from the top."""
    line: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if line and line[0].y - piece.y > _SAME_LINE:
            yield sorted(line, key=lambda piece: piece.x)
            line = []
        line.append(piece)
    yield sorted(line, key=lambda piece: piece.x)


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


@dataclass(slots=True)
class Areas:
    """The areas into which lines part a page: `marks` has one for each field between neighbouring edges.

    `xs` go from left to right, `ys` from the top down, negative. Fields around everything are outside.
    """

    xs: list[float]
    ys: list[float]
    across: set[tuple[int, int]] = field(default_factory=set)
    down: set[tuple[int, int]] = field(default_factory=set)
    marks: dict[tuple[int, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, strokes: Sequence[Stroke]) -> Areas:
        """Return the areas that lines enclose."""
        xs = _edges(x for stroke in strokes for x in (stroke.x1, stroke.x2))
        ys = _edges(-y for stroke in strokes for y in (stroke.y1, stroke.y2))
        areas = cls(xs, ys)
        for stroke in strokes:
            areas._take(stroke)
        areas._mark()
        return areas

    def _take(self, stroke: Stroke) -> None:
        left, right = _index(self.xs, stroke.x1), _index(self.xs, stroke.x2)
        top, bottom = _index(self.ys, -stroke.y2), _index(self.ys, -stroke.y1)
        if top == bottom:
            self.across.update((top, column) for column in range(left, right))
        else:
            self.down.update((left, row) for row in range(top, bottom))

    def _mark(self) -> None:
        """Give every field the number of its area; fields beyond the edges are the page around."""
        count = _OUTSIDE
        self._spread((-1, -1), count)
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                if (row, column) not in self.marks:
                    count += 1
                    self._spread((row, column), count)

    def _spread(self, start: tuple[int, int], mark: int) -> None:
        waiting = [start]
        self.marks[start] = mark
        while waiting:
            for place in self._reached(*waiting.pop()):
                if place not in self.marks:
                    self.marks[place] = mark
                    waiting.append(place)

    def _reached(self, row: int, column: int) -> Iterator[tuple[int, int]]:
        """Yield the neighbours of a field from which no line parts it."""
        if column + 1 < len(self.xs) and (column + 1, row) not in self.down:
            yield row, column + 1
        if column >= 0 and (column, row) not in self.down:
            yield row, column - 1
        if row + 1 < len(self.ys) and (row + 1, column) not in self.across:
            yield row + 1, column
        if row >= 0 and (row, column) not in self.across:
            yield row - 1, column

    def area(self, x: float, y: float) -> int:
        """Return the area in which text begins that stands on a base line."""
        row, column = bisect_right(self.ys, -y - _NEAR) - 1, bisect_right(self.xs, x + _NEAR) - 1
        return self.marks.get((row, column), _OUTSIDE)

    def lines(self, texts: dict[int, str], page: int) -> Iterator[Line]:
        """Yield a line for each row of fields, with the areas that begin in it; columns are points."""
        fields: dict[int, list[tuple[int, int]]] = {}
        for place, mark in self.marks.items():
            if mark != _OUTSIDE:
                fields.setdefault(mark, []).append(place)
        starts = {min(places): (mark, max(places)) for mark, places in fields.items()}
        for row in range(len(self.ys) - 1):
            boxes = []
            for column in range(len(self.xs) - 1):
                if (row, column) in starts:
                    mark, (last_row, last_column) = starts[row, column]
                    text = texts.get(mark, "")
                    left, right = round(self.xs[column]), round(self.xs[last_column + 1])
                    boxes.append(Box(text, left, right - left, last_row - row + 1, str(page)))
            yield tuple(boxes)


def _edges(values: Iterable[float]) -> list[float]:
    """Return the values in order, those that are near each other once."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    return bisect_right(edges, value) - 1
