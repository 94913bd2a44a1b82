"""A PDF opened for a scan: its pages and fonts, and what each page shows mark by mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from pmgen.formats.pdf.read.page_areas import OUTSIDE, Areas
from pmgen.formats.pdf.read.page_marks import Color, DrawnShape, Piece, Stroke
from pmgen.formats.pdf.read.page_operators import Content
from pmgen.formats.pdf.read.pdf_contents import InheritedPage, PdfFile
from pmgen.formats.pdf.read.pdf_syntax import Stream
from pmgen.verify.foreign_content.pdf_glyphs import FontOnPage, Program, face_name, used_fonts

_LINE = 2.0


class WordsOnPage:
    """The words of a page by where they stand."""

    def __init__(self, content: Content) -> None:
        self._areas = Areas(content.strokes)
        self._cells: dict[int, list[Piece]] = {}
        self._free: list[Piece] = []
        for piece in content.pieces:
            area = self._areas.area(*piece.inside)
            if area == OUTSIDE:
                self._free.append(piece)
            else:
                self._cells.setdefault(area, []).append(piece)

    def at(self, x: float, y: float) -> str:
        """Return the words of the cell around a point, or of the nearest line outside of tables."""
        area = self._areas.area(x, y)
        if area != OUTSIDE and area in self._cells:
            return "".join(piece.text for piece in self._cells[area])
        if not self._free:
            return ""
        nearest = min(abs(piece.y - y) for piece in self._free)
        line = (piece for piece in self._free if abs(piece.y - y) <= nearest + _LINE)
        return "".join(piece.text for piece in line)

    def inside(self, x1: float, y1: float, x2: float, y2: float) -> str:
        """Return the words of the cell in the middle of a box."""
        return self.at((x1 + x2) / 2, (y1 + y2) / 2 - _LINE)


@dataclass(frozen=True)
class ScannedPdf:
    """A file, its pages, and the operators of each page carried out."""

    file: PdfFile
    leaves: Sequence[InheritedPage]
    contents: Sequence[Content]

    @cached_property
    def fonts(self) -> Sequence[Sequence[FontOnPage]]:
        """Return the fonts that each page shows text in."""
        programs: dict[int, Program | None] = {}
        pairs = zip(self.leaves, self.contents, strict=True)
        return [used_fonts(self.file, leaf, content, programs) for leaf, content in pairs]

    @cached_property
    def faces(self) -> frozenset[str]:
        """Return the names of all fonts in use."""
        return frozenset(font.name for fonts in self.fonts for font in fonts)

    def font_names(self, page: int) -> dict[str, str]:
        """Return the names of the fonts of a page by those under which it uses them."""
        fonts = self.file.dictionary(self.file.dictionary(self.leaves[page - 1].get("Resources")).get("Font"))
        return {f"/{key}": face_name(self.file, self.file.dictionary(value)) for key, value in fonts.items()}

    def words(self, page: int) -> WordsOnPage:
        """Return the words of a page by where they stand; pages count from 1."""
        return WordsOnPage(self.contents[page - 1])

    def box(self, page: int) -> Stroke:
        """Return what of a page is to be seen."""
        numbers = self.file.numbers(self.leaves[page - 1].get("MediaBox"))
        cut = self.file.numbers(self.leaves[page - 1].get("CropBox"))
        if len(numbers) != 4:
            return Stroke(0, 0, 0, 0)
        if len(cut) != 4:
            return Stroke(*numbers)
        (x1, y1, x2, y2), (left, bottom, right, top) = numbers, cut
        return Stroke(max(x1, left), max(y1, bottom), min(x2, right), min(y2, top))

    def pictures(self, page: int) -> dict[str, str]:
        """Return the pictures of a page, each name with what tells the picture from all others."""
        resources = self.file.dictionary(self.leaves[page - 1].get("Resources"))
        return {
            f"/{name}": self._picture(self.file.get(value))
            for name, value in self.file.dictionary(resources.get("XObject")).items()
        }

    def _picture(self, value: object) -> str:
        if not isinstance(value, Stream):
            return ""
        size = [str(self.file.get(value.entries.get(key))) for key in _SIZES]
        mask = self.file.bytes(value.entries.get("SMask"))
        return sha256(self.file.content(value).data + mask + " ".join(size).encode()).hexdigest()


_SIZES = ("Width", "Height", "BitsPerComponent", "BBox", "Matrix")
_NEAR = 1.0
_SAME_SIZE = 0.2
_SAME_COLOR = 0.02
_INVISIBLE_MODES = frozenset({3, 7})
_TINY = 1.5
_ALIKE = 0.12
_WHITE: Color = (1.0, 1.0, 1.0)


class ShownCharacter(NamedTuple):
    """A character where it stands, and its place in the order of drawing."""

    x: float
    y: float
    width: float
    piece: Piece
    character: str
    order: int

    @property
    def middle(self) -> tuple[float, float]:
        """Return a point inside of the character."""
        along, across = self.width / 2, self.piece.size * 0.35
        if self.piece.is_turned:
            side = 1 if self.piece.rise > 0 else -1
            return self.x - side * across, self.y + side * along
        return self.x + along, self.y + across


def signs(content: Content, widths: bool = True) -> list[ShownCharacter]:
    """Return the characters of a page in the order drawn; white space is none."""
    found: list[ShownCharacter] = []
    for order, mark in enumerate(content.marks):
        if isinstance(mark, Piece):
            step, font = abs(mark.rise) if mark.is_turned else mark.end - mark.x, content.fonts.get(mark.font)
            known = font.widths if font is not None else {}
            usual = font.width if font is not None else 1000
            advances = [known.get(code, usual) for code in mark.codes] or [1000]
            whole = sum(advances) or 1
            x, y = mark.x, mark.y
            for advance, character in zip(advances, mark.text, strict=False):
                width = step * advance / whole
                if not character.isspace():
                    found.append(ShownCharacter(x, y, width, mark, character, order))
                x += (mark.end - mark.x) * advance / whole
                y += mark.rise * advance / whole
    return found


@dataclass(frozen=True, slots=True)
class PairedLists:
    """Two lists laid beside each other: what only one of them has, and the pairs that stand at one place."""

    lost: list[ShownCharacter]
    extra: list[ShownCharacter]
    same: list[tuple[ShownCharacter, ShownCharacter]]


def pair_signs(
    ours: Sequence[ShownCharacter], theirs: Sequence[ShownCharacter], anywhere: bool
) -> PairedLists:
    """Return which characters stand on both pages at the same place, or `anywhere` in the same order."""
    places: dict[tuple[str, int, int], list[ShownCharacter]] = {}
    for sign in theirs:
        places.setdefault(_place(sign, anywhere), []).append(sign)
    lost: list[ShownCharacter] = []
    same: list[tuple[ShownCharacter, ShownCharacter]] = []
    for sign in ours:
        other = _taken(places, sign, anywhere)
        if other is None:
            lost.append(sign)
        else:
            same.append((sign, other))
    extra = sorted((sign for left in places.values() for sign in left), key=lambda sign: sign.order)
    return PairedLists(lost, extra, same)


def _place(sign: ShownCharacter, anywhere: bool) -> tuple[str, int, int]:
    return (sign.character, 0, 0) if anywhere else (sign.character, int(sign.x // 4), int(sign.y // 4))


def _taken(
    places: dict[tuple[str, int, int], list[ShownCharacter]], sign: ShownCharacter, anywhere: bool
) -> ShownCharacter | None:
    character, column, row = _place(sign, anywhere)
    if anywhere:
        waiting = places.get((character, 0, 0))
        return waiting.pop(0) if waiting else None
    for near_column in (column, column - 1, column + 1):
        for near_row in (row, row - 1, row + 1):
            found = places.get((character, near_column, near_row), [])
            for at, other in enumerate(found):
                if abs(other.x - sign.x) <= _NEAR and abs(other.y - sign.y) <= _NEAR:
                    return found.pop(at)
    return None


def runs(found: Iterable[ShownCharacter]) -> Iterator[list[ShownCharacter]]:
    """Yield characters that stand beside each other in a line, from the left."""
    run: list[ShownCharacter] = []
    for sign in sorted(found, key=lambda sign: (-round(sign.y), sign.x)):
        if run and (abs(sign.y - run[-1].y) > _NEAR or sign.x - _end(run) > sign.piece.size * 1.5):
            yield run
            run = []
        run.append(sign)
    if run:
        yield run


def _end(run: Sequence[ShownCharacter]) -> float:
    return run[-1].x + run[-1].width


def looks_alike(one: Piece, other: Piece) -> bool:
    """Tell whether two pieces of text are set in one size, colour and manner."""
    return (
        abs(one.size - other.size) <= _SAME_SIZE
        and one.mode == other.mode
        and same_color(one.color, other.color)
        and all(abs(a - b) <= 0.02 for a, b in zip(one.shape, other.shape, strict=True))
    )


def same_color(one: Color, other: Color, near: float = _SAME_COLOR) -> bool:
    """Tell whether two colours are one."""
    return len(one) == len(other) and all(abs(a - b) <= near for a, b in zip(one, other, strict=True))


class PageBackground:
    """What lies under and over the characters of a page."""

    def __init__(self, content: Content, page: Stroke) -> None:
        self._covers = [
            (order, mark)
            for order, mark in enumerate(content.marks)
            if isinstance(mark, DrawnShape) and mark.kind in ("area", "picture")
        ]
        self._page = page

    def hides(self, sign: ShownCharacter) -> str:
        """Return why a character cannot be seen: mode, tiny, outside, covered, colour; or nothing."""
        x, y = sign.middle
        if sign.piece.mode in _INVISIBLE_MODES:
            return "mode"
        if sign.piece.size < _TINY:
            return "tiny"
        if not _holds(self._page, x, y):
            return "outside"
        ground = _WHITE
        for order, mark in self._covers:
            if _holds(mark.box, x, y):
                if order > sign.order:
                    return "covered"
                ground = mark.color or ground
        return "colour" if same_color(sign.piece.color, ground, _ALIKE) else ""


def _holds(box: Stroke, x: float, y: float) -> bool:
    return box.x1 <= x <= box.x2 and box.y1 <= y <= box.y2


def drawn(content: Content, pictures: dict[str, str]) -> list[DrawnShape]:
    """Return the lines, areas and pictures of a page, each picture by what it shows."""
    return [
        mark._replace(name=pictures.get(mark.name, mark.name)) if mark.kind == "picture" else mark
        for mark in content.marks
        if isinstance(mark, DrawnShape)
    ]


def pair_drawn(
    ours: Sequence[DrawnShape], theirs: Sequence[DrawnShape]
) -> tuple[list[DrawnShape], list[DrawnShape]]:
    """Return what only one of two pages has drawn."""
    places: dict[tuple[str, int, int], list[DrawnShape]] = {}
    for mark in theirs:
        places.setdefault(_corner(mark), []).append(mark)
    lost: list[DrawnShape] = []
    for mark in ours:
        kind, column, row = _corner(mark)
        candidates = (
            (places.get((kind, column + right, row + up), []), right, up)
            for right in (0, -1, 1)
            for up in (0, -1, 1)
        )
        for found, _, _ in candidates:
            at = next((n for n, other in enumerate(found) if _same_mark(mark, other)), None)
            if at is not None:
                found.pop(at)
                break
        else:
            lost.append(mark)
    return lost, [mark for left in places.values() for mark in left]


def recast(lost: list[DrawnShape], extra: list[DrawnShape]) -> list[DrawnShape]:
    """Take out of both lists what has only another look, and return it."""
    found: list[DrawnShape] = []
    for mark in list(extra):
        own = next((one for one in lost if one.kind == mark.kind and _same_box(one, mark)), None)
        if own is not None:
            lost.remove(own)
            extra.remove(mark)
            found.append(mark)
    return found


def _corner(mark: DrawnShape) -> tuple[str, int, int]:
    return mark.kind, int(mark.box.x1 // 4), int(mark.box.y1 // 4)


def _same_mark(one: DrawnShape, other: DrawnShape) -> bool:
    return (
        _same_box(one, other)
        and same_color(one.color, other.color)
        and abs(one.width - other.width) <= _SAME_SIZE
        and one.name == other.name
    )


def _same_box(one: DrawnShape, other: DrawnShape) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one.box, other.box, strict=True))
