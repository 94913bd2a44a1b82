"""The marks on a PDF page, and what its codes mean in a font."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from struct import unpack
from typing import NamedTuple

from pmgen.opc.office_package import Damaged

_THIN = 2.5
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
Color = tuple[float, ...]
BLACK: Color = (0.0, 0.0, 0.0)


class Piece(NamedTuple):
    """Characters that stand at a place, measured from the lower left corner of the page.

    `end` is where the next ones would stand, `rise` how much higher; `mode` is how they are painted, 0 for
    filled; `shape` is how they are turned and slanted. `owner` is the marked content that they are part of.
    """

    x: float
    y: float
    text: str
    end: float = 0
    size: float = 0
    color: Color = BLACK
    mode: int = 0
    font: str = ""
    codes: tuple[int, ...] = ()
    shape: tuple[float, float, float, float] = (1, 0, 0, 1)
    owner: Owner | None = None
    rise: float = 0

    @property
    def is_turned(self) -> bool:
        """Tell whether the characters stand above or below each other."""
        return abs(self.shape[1]) > abs(self.shape[0])

    @property
    def inside(self) -> tuple[float, float]:
        """Return a point on the base line that is surely within what encloses the characters."""
        return (self.x, self.y + self.rise / 2) if self.rise else (self.x, self.y)


class Owner(NamedTuple):
    """Marked content: its number on the page, or which kind of artifact it is.

    `begin` is how many marks were drawn before it, and tells it from others.
    """

    begin: int
    number: int | None = None
    artifact: str = ""


class Stroke(NamedTuple):
    """A straight line along the page's edges; x1 <= x2 and y1 <= y2."""

    x1: float
    y1: float
    x2: float
    y2: float


class DrawnShape(NamedTuple):
    """A line, an area or a picture: the box around it, what it is, and its colour or name."""

    kind: str
    box: Stroke
    color: Color = ()
    width: float = 0
    name: str = ""


Mark = Piece | DrawnShape


def times(one: Matrix, other: Matrix) -> Matrix:
    """Return a matrix carried out before another."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def around(points: Sequence[tuple[float, float]]) -> Stroke:
    """Return the box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Stroke(min(xs), min(ys), max(xs), max(ys))


def sides_of(box: Stroke) -> Iterator[Stroke]:
    """Yield the four sides of a box."""
    x1, y1, x2, y2 = box
    yield from (
        Stroke(x1, y1, x2, y1),
        Stroke(x1, y2, x2, y2),
        Stroke(x1, y1, x1, y2),
        Stroke(x2, y1, x2, y2),
    )


def thin_lines(box: Stroke) -> Iterator[Stroke]:
    """Yield the line that a box is, if it is as thin as one."""
    x1, y1, x2, y2 = box
    if y2 - y1 < _THIN < x2 - x1:
        yield Stroke(x1, (y1 + y2) / 2, x2, (y1 + y2) / 2)
    elif x2 - x1 < _THIN < y2 - y1:
        yield Stroke((x1 + x2) / 2, y1, (x1 + x2) / 2, y2)


@dataclass(slots=True)
class OpenPath:
    """Lines and boxes that no operator has drawn or filled yet, those along the page's edges apart."""

    start: tuple[float, float] = (0, 0)
    straight: list[Stroke] = field(default_factory=list)
    other: list[Stroke] = field(default_factory=list)
    boxes: list[Stroke] = field(default_factory=list)
    _point: tuple[float, float] = (0, 0)

    def end(self) -> None:
        """Let go of everything."""
        self.straight, self.other, self.boxes = [], [], []

    def begin(self, point: tuple[float, float]) -> None:
        """Go to a point."""
        self.start = self._point = point

    def line(self, end: tuple[float, float]) -> None:
        """Take a line to a point."""
        (x1, y1), (x2, y2) = self._point, end
        straight = abs(x1 - x2) < 0.1 or abs(y1 - y2) < 0.1
        box = Stroke(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        (self.straight if straight else self.other).append(box)
        self._point = end

    def curve(self, points: Sequence[tuple[float, float]]) -> None:
        """Take a curve by its points."""
        self.other.append(around([self._point, *points]))
        self._point = points[-1] if points else self._point


class Glyphs(NamedTuple):
    """What a string shows: its codes, their characters, and how wide it is in thousandths of its size."""

    codes: tuple[int, ...]
    text: str
    width: float


def joined(glyphs: Sequence[Glyphs]) -> Glyphs:
    """Return the glyphs of several strings in a line."""
    codes = tuple(code for each in glyphs for code in each.codes)
    return Glyphs(codes, "".join([each.text for each in glyphs]), sum([each.width for each in glyphs]))


@dataclass(frozen=True, slots=True)
class Font:
    """What the codes of a font mean and how wide they are; a code has `size` bytes."""

    characters: Mapping[int, str]
    size: int
    widths: Mapping[int, float] = field(default_factory=dict)
    width: float = 1000
    _known: dict[bytes, Glyphs] = field(default_factory=dict, compare=False, repr=False)

    def shown(self, data: bytes) -> Glyphs:
        """Return what a string shows; a document says most strings more than once."""
        known = self._known.get(data)
        if known is None:
            codes, widths, usual = self.codes(data), self.widths, self.width
            width = sum([widths.get(code, usual) for code in codes])
            known = self._known[data] = Glyphs(codes, self.text(codes), width)
        return known

    def codes(self, data: bytes) -> tuple[int, ...]:
        """Return the codes of a string."""
        if self.size == 1:
            return tuple(data)
        return unpack(f">{len(data) // 2}H", data[: len(data) // 2 * 2])

    def text(self, codes: tuple[int, ...]) -> str:
        """Return the characters of codes; U+FFFD where the font does not say."""
        known = self.characters
        return "".join([known.get(code, "\ufffd") for code in codes])


_MAPPING = re.compile(r"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_HEX = re.compile(r"<([0-9A-Fa-f\s]*)>|([\[\]])")
_CODE, _DIGITS = re.compile("[0-9A-Fa-f]{1,4}"), re.compile("[0-9A-Fa-f]*")


def characters(cmap: str) -> dict[int, str]:
    """Return what a ToUnicode map says."""
    found: dict[int, str] = {}
    for kind, body in _MAPPING.findall(cmap):
        words = [digits or bracket for digits, bracket in _HEX.findall(body)]
        if kind == "bfchar":
            if len(words) % 2:
                raise Damaged("a code without its character")
            found.update(zip(map(_code, words[::2]), map(_utf16, words[1::2]), strict=True))
        else:
            _ranges(iter(words), found)
    return found


def _ranges(words: Iterator[str], found: dict[int, str]) -> None:
    for first in words:
        codes, target = range(_code(first), _code(next(words, "")) + 1), next(words, "")
        if target == "[":
            found.update((code, _utf16(next(words, ""))) for code in codes)
            next(words, "")
            continue
        text = _utf16(target)
        last = ord(text[-1]) if text else sys.maxunicode
        if last + len(codes) > sys.maxunicode:
            raise Damaged("codes without characters")
        found.update((code, text[:-1] + chr(last + step)) for step, code in enumerate(codes))


@lru_cache(maxsize=1 << 14)
def _code(digits: str) -> int:
    if _CODE.fullmatch(digits) is None:
        raise Damaged(f"no code of a character: {digits[:20]!r}")
    return int(digits, 16)


@lru_cache(maxsize=1 << 14)
def _utf16(digits: str) -> str:
    digits = "".join(digits.split())
    if len(digits) % 2 or _DIGITS.fullmatch(digits) is None:
        raise Damaged(f"no character: {digits[:20]!r}")
    return bytes.fromhex(digits).decode("utf-16-be", "replace")
