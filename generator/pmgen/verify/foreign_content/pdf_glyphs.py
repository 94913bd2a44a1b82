"""The fonts that a PDF carries, and whether each character is drawn as pmgen draws it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from struct import error, unpack_from
from typing import Protocol

from pmgen.formats.pdf.read.page_marks import Piece
from pmgen.formats.pdf.read.page_operators import Content
from pmgen.formats.pdf.read.pdf_contents import InheritedPage, PdfFile, name_of
from pmgen.formats.pdf.read.pdf_syntax import Stream, Value
from pmgen.opc.office_package import Damaged
from pmgen.problems import message
from pmgen.verify.foreign_content.foreign_content_report import GLYPH, ForeignContentReport

_DRAWING = frozenset({5, 6, 7, 8, 24, 25, 26, 27, 30, 31})
_STEMS, _MASKS = frozenset({1, 3, 18, 23}), frozenset({19, 20})
_CALLS = frozenset({10, 29})
_ESCAPE, _END, _FLEXES = 12, 14, range(34, 38)
_CHARSET, _CHAR_STRINGS, _KEYED = 15, 17, 1230
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80


class Program(Protocol):
    """The outlines of an embedded font."""

    def outline(self, code: int) -> bytes:
        """Return the outline that a code shows, empty where there is none."""
        ...

    def draws(self, outline: bytes) -> bool:
        """Tell whether an outline leaves anything on the page."""
        ...


def read_program(file: PdfFile, font: Mapping[str, Value]) -> Program | None:
    """Return the outlines of a font with two-byte codes, None where it carries none that can be read."""
    below = file.dictionary(next(iter(file.items_of(font.get("DescendantFonts"))), None))
    descriptor = file.dictionary(below.get("FontDescriptor"))
    try:
        if "FontFile2" in descriptor:
            return _TrueType(file.bytes(descriptor["FontFile2"]), _glyph_map(file, below))
        if "FontFile3" in descriptor:
            return _Cff(file.bytes(descriptor["FontFile3"]))
    except (error, IndexError, Damaged):
        return None
    return None


def _glyph_map(file: PdfFile, below: Mapping[str, Value]) -> bytes | None:
    """Return the glyph of each code, two bytes for each, or None where each code is its glyph."""
    value = file.get(below.get("CIDToGIDMap"))
    return file.bytes(value) if isinstance(value, Stream) and name_of(value) != "Identity" else None


class _TrueType:
    """A program with TrueType outlines."""

    def __init__(self, data: bytes, glyphs: bytes | None) -> None:
        count: int = unpack_from(">H", data, 4)[0]
        entries = (unpack_from(">4sIII", data, 12 + 16 * number) for number in range(count))
        tables = {tag: data[at : at + size] for tag, _, at, size in entries}
        if not tables.keys() >= {b"glyf", b"loca", b"head"}:
            raise Damaged("a font without outlines")
        self._glyphs, self._outlines, self._places = glyphs, tables[b"glyf"], tables[b"loca"]
        self._long = unpack_from(">h", tables[b"head"], 50)[0] == 1

    def outline(self, code: int) -> bytes:
        if self._glyphs is not None:
            code = int.from_bytes(self._glyphs[2 * code : 2 * code + 2], "big")
        return self._outline(code, 0)

    def draws(self, outline: bytes) -> bool:
        return len(outline) > 10

    def _outline(self, glyph: int, depth: int) -> bytes:
        """Return an outline, one that is put together with the outlines of its parts behind it."""
        try:
            if self._long:
                start, end = unpack_from(">II", self._places, 4 * glyph)
            else:
                start, end = (2 * place for place in unpack_from(">HH", self._places, 2 * glyph))
            outline = self._outlines[start:end]
            if len(outline) < 10 or outline[0] < 0x80 or depth > 8:
                return outline
            return self._composed(outline, depth)
        except error:
            return b""

    def _composed(self, outline: bytes, depth: int) -> bytes:
        made, behind = bytearray(outline.rstrip(b"\0")), b""
        at, flags = 10, _MORE
        while flags & _MORE:
            flags, part = unpack_from(">HH", outline, at)
            made[at + 2 : at + 4] = b"\0\0"
            behind += self._outline(part, depth + 1)
            at += 8 if flags & _WORDS else 6
            at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
        return bytes(made) + behind


class _Cff:
    """A program with CFF outlines."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        names = _Index(data, data[2])
        tops = _Index(data, names.end)
        top = _operators(tops[0])
        if _CHAR_STRINGS not in top or (_KEYED in top and _CHARSET not in top):
            raise Damaged("a font without outlines")
        self._glyphs = _Index(data, top[_CHAR_STRINGS])
        self._glyph_of = _charset(data, top[_CHARSET], len(self._glyphs)) if _KEYED in top else None

    def outline(self, code: int) -> bytes:
        glyph = self._glyph_of.get(code) if self._glyph_of is not None else code
        return b"" if glyph is None or glyph >= len(self._glyphs) else self._glyphs[glyph]

    def draws(self, outline: bytes) -> bool:
        return _draws(outline)


@lru_cache(maxsize=1 << 14)
def _draws(outline: bytes) -> bool:
    """Tell whether a glyph's little program draws a line; hints and moves leave nothing."""
    at, operands, stems = 0, 0, 0
    while at < len(outline):
        first = outline[at]
        if first >= 32 or first == 28:
            at += 1 if 32 <= first < 247 else 2 if 247 <= first < 255 else 5 if first == 255 else 3
            operands += 1
            continue
        if first in _DRAWING or first in _CALLS:
            return True
        if first == _ESCAPE:
            if outline[at + 1 : at + 2] and outline[at + 1] in _FLEXES:
                return True
            at += 1
        elif first in _STEMS or first in _MASKS:
            stems += operands // 2
            at += (stems + 7) // 8 if first in _MASKS else 0
        elif first == _END:
            return operands >= 4  # an accented letter, put together from two others
        at, operands = at + 1, 0
    return False


class _Index:
    """A list of byte strings in a CFF program."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self._count: int = unpack_from(">H", data, at)[0]
        self._size = data[at + 2] if self._count else 0
        self._at, self._base = at + 3, at + 2 + self._size * (self._count + 1)
        self.end = self._base + self._offset(self._count) if self._count else at + 2

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> bytes:
        return self._data[self._base + self._offset(number) : self._base + self._offset(number + 1)]

    def _offset(self, number: int) -> int:
        at = self._at + self._size * number
        return int.from_bytes(self._data[at : at + self._size], "big")


def _operators(data: bytes) -> dict[int, int]:
    """Return the last number before each operator of a dictionary; fractions do not matter here."""
    found: dict[int, int] = {}
    at, last = 0, 0
    while at < len(data):
        first = data[at]
        if first <= 21:
            found[1200 + data[at + 1] if first == _ESCAPE else first] = last
            at += 2 if first == _ESCAPE else 1
        elif first == 30:
            at += 1
            while data[at] & 15 != 15 and data[at] >> 4 != 15:
                at += 1
            at += 1
        elif first in (28, 29):
            size = 2 if first == 28 else 4
            last = int.from_bytes(data[at + 1 : at + 1 + size], "big", signed=True)
            at += 1 + size
        elif first < 247:
            last, at = first - 139, at + 1
        else:
            high = first - 247 if first < 251 else first - 251
            number = high * 256 + data[at + 1] + 108
            last, at = number if first < 251 else -number, at + 2
    return found


class _Ranges:
    """The glyph of each code where neighbouring codes have neighbouring glyphs."""

    def __init__(self, firsts: list[int], glyphs: list[int], counts: list[int]) -> None:
        order = sorted(range(len(firsts)), key=firsts.__getitem__)
        self._firsts = [firsts[n] for n in order]
        self._glyphs, self._counts = [glyphs[n] for n in order], [counts[n] for n in order]

    def get(self, code: int) -> int | None:
        """Return the glyph of a code."""
        at = bisect_right(self._firsts, code) - 1
        if at < 0 or code - self._firsts[at] >= self._counts[at]:
            return None
        return self._glyphs[at] + code - self._firsts[at]


def _charset(data: bytes, at: int, count: int) -> _Ranges:
    firsts, glyphs, counts = [0], [0], [1]
    form, at = data[at] if at > 2 else -1, at + 1
    glyph = 1
    while glyph < count and form in (0, 1, 2):
        first: int = unpack_from(">H", data, at)[0]
        more = 0 if form == 0 else data[at + 2] if form == 1 else unpack_from(">H", data, at + 2)[0]
        firsts.append(first)
        glyphs.append(glyph)
        counts.append(more + 1)
        glyph += more + 1
        at += (2, 3, 4)[form]
    return _Ranges(firsts, glyphs, counts)


_UNDRAWN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
"""Categories of characters that leave nothing on paper."""

_IGNORABLE = (
    *((0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800)),
    *((0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFFC, 0xFFFC), (0xE0000, 0xE0FFF)),
)
"""First and last of the other ones, the blank pattern of Braille and the stand-in for objects among them."""


@dataclass(frozen=True, slots=True)
class FontOnPage:
    """A font on a page: its name, its outlines, and the pieces of text that are set in it."""

    name: str
    program: Program | None
    pieces: Sequence[Piece]

    @property
    def codes(self) -> set[int]:
        """Return the codes that the page shows."""
        return set[int]().union(*[piece.codes for piece in self.pieces])

    def first_shown(self, codes: Iterable[int]) -> Iterator[tuple[int, str, str]]:
        """Yield codes in the order shown, each with its character and the text in which it comes first."""
        left = set(codes)
        for piece in self.pieces:
            if not left.isdisjoint(piece.codes):
                for code, character in zip(piece.codes, piece.text, strict=False):
                    if code in left:
                        left.remove(code)
                        yield code, character, piece.text


def used_fonts(
    file: PdfFile, page: InheritedPage, content: Content, programs: dict[int, Program | None]
) -> list[FontOnPage]:
    """Return the fonts of a page with what it shows in them; `programs` keeps what was read."""
    pieces: dict[str, list[Piece]] = {}
    for piece in content.pieces:
        pieces.setdefault(piece.font, []).append(piece)
    fonts = file.dictionary(file.dictionary(page.get("Resources")).get("Font"))
    return [
        FontOnPage(face_name(file, font), _program(file, font, programs), pieces[f"/{name}"])
        for name, value in fonts.items()
        if f"/{name}" in pieces and (font := file.dictionary(value))
    ]


def face_name(file: PdfFile, font: Mapping[str, Value]) -> str:
    """Return the name of a font without the letters that tell its selection of glyphs."""
    name = name_of(file.get(font.get("BaseFont")))
    return name[7:] if name[6:7] == "+" else name


def _program(file: PdfFile, font: Mapping[str, Value], programs: dict[int, Program | None]) -> Program | None:
    if id(font) not in programs:
        programs[id(font)] = read_program(file, font)
    return programs[id(font)]


def tell_missing(pages: Sequence[Sequence[FontOnPage]], report: ForeignContentReport) -> None:
    """Tell each character that a page shows as an empty box or not at all, once for each font."""
    told: set[tuple[str, str]] = set()
    drawn: dict[int, set[int]] = {}
    for number, fonts in enumerate(pages, 1):
        for font in fonts:
            for _, character, around in _missing(font, drawn.setdefault(id(font.program), set())):
                if (font.name, character) not in told:
                    told.add((font.name, character))
                    text = message(
                        "the character {character} (U+{code}) is not drawn: the font {font} in the file has "
                        "no shape for it",
                        character=character,
                        code=f"{ord(character):04X}",
                        font=font.name,
                    )
                    hint = message(
                        "use another character or another font, for people would see an empty box here"
                    )
                    report.error(GLYPH, text, number, around, hint)


def _missing(font: FontOnPage, drawn: set[int]) -> Iterator[tuple[int, str, str]]:
    """Yield what a page shows and the font does not draw; `drawn` keeps the codes that it does."""
    program, new = font.program, font.codes - drawn
    if program is None:
        yield from islice(font.first_shown(new), 1)
        return
    absent = program.outline(0)
    outlines = ((code, program.outline(code)) for code in new)
    drawn.update([code for code, outline in outlines if outline != absent and program.draws(outline)])
    for code, character, around in font.first_shown(new - drawn):
        if not _is_blank(character):
            yield code, character, around


def _is_blank(character: str) -> bool:
    if unicodedata.category(character) in _UNDRAWN:
        return True
    return any(first <= ord(character) <= last for first, last in _IGNORABLE)


def tell_redrawn(
    ours: Sequence[Sequence[FontOnPage]], theirs: Sequence[Sequence[FontOnPage]], report: ForeignContentReport
) -> None:
    """Tell each character whose shape is not the one that pmgen embeds."""
    shapes: dict[tuple[str, str], bytes] = {}
    for fonts in ours:
        for font in fonts:
            if font.program is not None:
                for code, character, _ in font.first_shown(font.codes):
                    shapes.setdefault((font.name, character), font.program.outline(code))
    told: set[tuple[str, str]] = set()
    for number, fonts in enumerate(theirs, 1):
        for font in fonts:
            for code, character, around in font.first_shown(font.codes):
                key = font.name, character
                if font.program is None or key not in shapes or key in told:
                    continue
                if font.program.outline(code) != shapes[key]:
                    told.add(key)
                    text = message(
                        "the character {character} has another shape than in the font {font}: what is read "
                        "may not be what is copied",
                        character=character,
                        font=font.name,
                    )
                    report.error(GLYPH, text, number, around)
