"""Whether each character that a PDF shows is drawn, and drawn as pmgen draws it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pmgen.problems import message
from pmgen.readers.pdffile import Leaf, PdfFile, name_of
from pmgen.readers.pdfsyntax import Value
from pmgen.readers.pdftext import Content
from pmgen.verify.surplus.pdf.programs import Program, read_program
from pmgen.verify.surplus.telling import GLYPH, Teller

_UNDRAWN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
"""Categories of characters that leave nothing on paper."""

_IGNORABLE = (
    *((0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800)),
    *((0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFFC, 0xFFFC), (0xE0000, 0xE0FFF)),
)
"""First and last of the other ones, the blank pattern of Braille and the stand-in for objects among them."""


@dataclass(frozen=True, slots=True)
class Used:
    """A font on a page: its name, its outlines, and the first piece of text that shows each code."""

    name: str
    program: Program | None
    codes: Mapping[int, tuple[str, str]]


def used_fonts(
    file: PdfFile, page: Leaf, content: Content, programs: dict[int, Program | None]
) -> list[Used]:
    """Return the fonts of a page with the codes that it shows in them; `programs` keeps what was read."""
    codes: dict[str, dict[int, tuple[str, str]]] = {}
    for piece in content.pieces:
        shown = codes.setdefault(piece.font, {})
        for code, character in zip(piece.codes, piece.text, strict=False):
            if code not in shown:
                shown[code] = character, piece.text
    fonts = file.dictionary(file.dictionary(page.get("Resources")).get("Font"))
    return [
        Used(face_name(file, font), _program(file, font, programs), codes[f"/{name}"])
        for name, value in fonts.items()
        if f"/{name}" in codes and (font := file.dictionary(value))
    ]


def face_name(file: PdfFile, font: Mapping[str, Value]) -> str:
    """Return the name of a font without the letters that tell its selection of glyphs."""
    name = name_of(file.get(font.get("BaseFont")))
    return name[7:] if name[6:7] == "+" else name


def _program(file: PdfFile, font: Mapping[str, Value], programs: dict[int, Program | None]) -> Program | None:
    if id(font) not in programs:
        programs[id(font)] = read_program(file, font)
    return programs[id(font)]


def tell_missing(pages: Sequence[Sequence[Used]], tell: Teller) -> None:
    """Tell each character that a page shows as an empty box or not at all, once for each font."""
    told: set[tuple[str, str]] = set()
    known: dict[tuple[int, int], bool] = {}
    for number, fonts in enumerate(pages, 1):
        for font in fonts:
            for character, around in _missing(font, known):
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
                    tell.error(GLYPH, text, number, around, hint)


def _missing(font: Used, known: dict[tuple[int, int], bool]) -> Iterator[tuple[str, str]]:
    program = font.program
    if program is None:
        yield from list(font.codes.values())[:1]
        return
    absent = program.outline(0)
    for code, (character, around) in font.codes.items():
        drawn = known.get((id(program), code))
        if drawn is None:
            outline = program.outline(code)
            drawn = known[id(program), code] = outline != absent and program.draws(outline)
        if not drawn and not _is_blank(character):
            yield character, around


def _is_blank(character: str) -> bool:
    if unicodedata.category(character) in _UNDRAWN:
        return True
    return any(first <= ord(character) <= last for first, last in _IGNORABLE)


def tell_redrawn(ours: Sequence[Sequence[Used]], theirs: Sequence[Sequence[Used]], tell: Teller) -> None:
    """Tell each character whose shape is not the one that pmgen embeds."""
    shapes: dict[tuple[str, str], bytes] = {}
    for fonts in ours:
        for font in fonts:
            if font.program is not None:
                for code, (character, _) in font.codes.items():
                    shapes.setdefault((font.name, character), font.program.outline(code))
    told: set[tuple[str, str]] = set()
    for number, fonts in enumerate(theirs, 1):
        for font in fonts:
            for code, (character, around) in font.codes.items():
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
                    tell.error(GLYPH, text, number, around)
