"""The fonts of one document: which face draws a character, how wide it is, which glyphs are used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pmgen.document import Font
from pmgen.fonts import FontShelf, FoundFace
from pmgen.fonts.face_characters import EMPTY, MISSING, draws
from pmgen.fonts.font_face import Face
from pmgen.fonts.font_tables import wide
from pmgen.formats.pdf.write import pdf_problems
from pmgen.problems import Problem, Problems, Refusal

_UNSAFE_BYTES = frozenset(b"()\\\r")
_HEAVY_STROKE = 1 / 32


class Subset:
    """A face as one document uses it: characters get numbers in the order of their first use."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self.glyphs = [MISSING]
        self.characters = [0]
        self.codes = _Codes(self)
        self._literals: dict[str, str] = {}
        self._wide: dict[str, str] = {}

    def advance(self, character: str) -> float:
        """Return the width of a character in thousandths of the font size."""
        return self.face.characters[character].advance

    def literal(self, text: str) -> str:
        """Return `text` as a PDF string of two-byte codes, one character for each byte."""
        known = self._literals.get(text)
        if known is None:
            data = text.translate(self.codes).encode("utf-16-be", "surrogatepass")
            known = self._literals[text] = f"({data.decode('latin-1')})"
        return known

    def spaced_literal(self, text: str, airs: Iterable[int]) -> str:
        """Return `text` as a PDF string in which the characters before some places have space behind them."""
        numbers, parts, begin = text.translate(self.codes), list[str](), 0
        for place in airs:
            character = text[place - 1]
            parts += (numbers[begin : place - 1], self._wide.get(character) or self._wide_number(character))
            begin = place
        data = ("".join(parts) + numbers[begin:]).encode("utf-16-be", "surrogatepass")
        return f"({data.decode('latin-1')})"

    def _wide_number(self, character: str) -> str:
        code = ord(character)
        number = self._wide[character] = chr(self._add(wide(self._glyph(code)), code))
        return number

    def number(self, code: int) -> int:
        """Return a new number for a code point."""
        return self._add(self._glyph(code), code)

    def _glyph(self, code: int) -> int:
        return self.face.characters[chr(code)].glyph

    def _add(self, glyph: int, code: int) -> int:
        # A number without brackets, backslash and carriage return needs no escapes in a string.
        while not _UNSAFE_BYTES.isdisjoint(divmod(len(self.glyphs), 256)):
            self.glyphs.append(EMPTY)
            self.characters.append(0)
        self.glyphs.append(glyph)
        self.characters.append(code)
        return len(self.glyphs) - 1


class _Codes(dict[int, int]):
    """The numbers of code points, made as `str.translate` asks for them."""

    def __init__(self, subset: Subset) -> None:
        self._subset = subset

    def __missing__(self, code: int) -> int:
        number = self[code] = self._subset.number(code)
        return number


@dataclass(frozen=True, slots=True, eq=False)
class FaceUse:
    """A face in a style; what it lacks in weight and slant is imitated, and is a problem once it draws."""

    subset: Subset
    heavy: bool
    slanted: bool
    problems: tuple[Problem, ...] = ()

    def draws_like(self, other: FaceUse) -> bool:
        """Tell whether both draw the same shapes."""
        if self is other:
            return True
        return self.subset is other.subset and (self.heavy, self.slanted) == (other.heavy, other.slanted)


@dataclass(frozen=True, slots=True, eq=False)
class Typeface:
    """The faces of a style: one for Chinese, one for the rest, and what helps out."""

    chinese: FaceUse
    latin: FaceUse

    def use_of(self, character: str) -> FaceUse:
        """Return the face that draws a character, whether or not it has the character."""
        return self.latin if _is_latin(character) else self.chinese


class Style:
    """A font at its size: `advance` gives the width of every character in points."""

    def __init__(self, font: Font, typeface: Typeface, fonts: Fonts) -> None:
        self.size = font.size
        self.color = font.color
        self.underline = font.underline
        self.main = typeface.chinese
        self.strangers: dict[str, FaceUse] = {}
        self.advance = _Advances(self, typeface, fonts)
        self.stroke = font.size * _HEAVY_STROKE
        self._latin = typeface.latin
        self._one_face = typeface.latin.draws_like(typeface.chinese)
        self.ascent, self.descent = _heights(typeface.chinese.subset.face, font.size)

    def heights(self, text: str) -> tuple[float, float]:
        """Return how far a line of `text` reaches above and below its base line."""
        if self._one_face or self.strangers.keys().isdisjoint(text):
            return self.ascent, self.descent
        latin = self._latin
        ascent, descent = _heights(latin.subset.face, self.size)
        if all(self.strangers.get(character) is latin for character in text):
            return ascent, descent
        return max(ascent, self.ascent), max(descent, self.descent)

    def split(self, text: str) -> Iterable[tuple[FaceUse, str]]:
        """Return `text` in pieces that one face draws."""
        if self.strangers.keys().isdisjoint(text):
            return ((self.main, text),)
        return self._split(text)

    def _split(self, text: str) -> Iterator[tuple[FaceUse, str]]:
        def use_of(character: str) -> FaceUse:
            return self.strangers.get(character, self.main)

        for use, characters in groupby(text, use_of):
            yield use, "".join(characters)


class _Advances(dict[str, float]):
    def __init__(self, style: Style, typeface: Typeface, fonts: Fonts) -> None:
        self._style, self._typeface, self._fonts = style, typeface, fonts

    def __missing__(self, character: str) -> float:
        asked = use = self._typeface.use_of(character)
        found = asked.subset.face.characters[character]
        if found.right_to_left or not (found.draws or found.invisible):
            use = self._fonts.helper(asked, character)
        if not found.invisible:
            self._fonts.note(asked)
        if not use.draws_like(self._style.main):
            self._style.strangers[character] = use
        width = self[character] = use.subset.advance(character) * self._style.size / 1000
        return width


class Fonts:
    """The styles and faces of one document, and what is wrong with them."""

    def __init__(self, shelf: FontShelf, problems: Problems) -> None:
        self._shelf = shelf
        self._problems = problems
        self._styles: dict[Font, Style] = {}
        self._by_identity: dict[int, tuple[Font, Style]] = {}
        self._typefaces: dict[tuple[str, str, bool, bool], Typeface] = {}
        self._uses: dict[tuple[str, bool, bool], FaceUse] = {}
        self._subsets: dict[int, Subset] = {}
        self._helpers: dict[str, Face | None] = {}
        self._noted: set[FaceUse] = set()
        self.missing: dict[str, str] = {}
        self.right_to_left: dict[str, None] = {}

    def style(self, font: Font) -> Style:
        """Return the style of a font."""
        known = self._by_identity.get(id(font))
        if known is None:
            # The font is kept, so that no other takes over its identity.
            known = self._by_identity[id(font)] = font, self._styles.get(font) or self._new_style(font)
        return known[1]

    def note(self, use: FaceUse) -> None:
        """Keep the problems of a face that draws."""
        if use not in self._noted:
            self._noted.add(use)
            self._problems.extend(use.problems)

    def subsets(self) -> tuple[Subset, ...]:
        """Return every face from which a glyph is in use."""
        return tuple(subset for subset in self._subsets.values() if len(subset.glyphs) > 1)

    def helper(self, use: FaceUse, character: str) -> FaceUse:
        """Return `use`, or the face that draws the character in its place."""
        found = use.subset.face.characters[character]
        if found.right_to_left:
            self.right_to_left[character] = None
        if found.invisible or found.draws:
            return use
        if character not in self._helpers:
            having = (face for face in self._shelf.others() if face.has(ord(character)))
            self._helpers[character] = next((face for face in having if draws(face, character)), None)
        face = self._helpers[character]
        if face is None:
            self.missing.setdefault(character, use.subset.face.family)
            return use
        return self._helping_use(face, use)

    def _helping_use(self, face: Face, use: FaceUse) -> FaceUse:
        subset = self._subset(face)
        key = f"\0{subset.name}", use.heavy, use.slanted
        return self._uses.setdefault(key, FaceUse(subset, use.heavy, use.slanted))

    def _new_style(self, font: Font) -> Style:
        key = font.east_asian, font.latin, font.bold, font.italic
        typeface = self._typefaces.get(key)
        if typeface is None:
            chinese = self._use(font.east_asian, font.bold, font.italic)
            latin = self._use(font.latin, font.bold, font.italic)
            typeface = self._typefaces[key] = Typeface(chinese, latin)
        style = self._styles[font] = Style(font, typeface, self)
        return style

    def _use(self, family: str, bold: bool, italic: bool) -> FaceUse:
        key = family, bold, italic
        if key not in self._uses:
            self._uses[key] = self._new_use(family, bold, italic)
        return self._uses[key]

    def _new_use(self, family: str, bold: bool, italic: bool) -> FaceUse:
        found = self._shelf.find(family, bold, italic)
        if found is None:
            self._problems.keep(pdf_problems.no_font())
            raise Refusal(self._problems)
        heavy, slanted = bold and not found.bold, italic and not found.italic
        problems = tuple(_differences(family, found, heavy, slanted))
        return FaceUse(self._subset(found.face), heavy, slanted, problems)

    def _subset(self, face: Face) -> Subset:
        key = id(face)
        if key not in self._subsets:
            self._subsets[key] = Subset(face, f"F{len(self._subsets) + 1}")
        return self._subsets[key]


def _differences(family: str, found: FoundFace, heavy: bool, slanted: bool) -> Iterator[Problem]:
    if found.substituted:
        yield pdf_problems.substituted(family, found.family)
    if heavy:
        yield pdf_problems.imitated_bold(found.family)
    if slanted:
        yield pdf_problems.imitated_italic(found.family)


def _heights(face: Face, size: float) -> tuple[float, float]:
    return (face.ascent + face.gap) * size / 1000, -face.descent * size / 1000


def _is_latin(character: str) -> bool:
    # Marks such as · × ± and everything from the dashes and quotes on are set as Chinese text has them.
    return character < "\u2000" and (character < "\xa0" or character.isalpha())
