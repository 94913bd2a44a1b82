"""The operators of a PDF page: the pieces of text it shows and the straight lines it draws."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\s*(?:%[^\r\n]*"
    rb"|(?P<hex><[0-9A-Fa-f\s]*>)"
    rb"|(?P<text>\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))"
    rb"|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))"
    rb"|(?P<name>/[^\s/\[\]()<>%]*)"
    rb"|(?P<mark><<|>>|\[|\])"
    rb"|(?P<word>[A-Za-z'\"*]+[01]?))",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r\n": b"",
    b"\r": b"",
}
_MAPPING = re.compile(r"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_HEX = re.compile(r"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_THIN = 2.5

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Piece(NamedTuple):
    """Characters that stand at a place, measured from the lower left corner of the page."""

    x: float
    y: float
    text: str


class Stroke(NamedTuple):
    """A straight line along the page's edges; x1 <= x2 and y1 <= y2."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Font:
    """What the codes of a font mean; a code has `size` bytes."""

    characters: Mapping[int, str]
    size: int

    def text(self, data: bytes) -> str:
        """Return the characters of a string; U+FFFD where the font does not say."""
        codes = (int.from_bytes(data[at : at + self.size], "big") for at in range(0, len(data), self.size))
        return "".join(self.characters.get(code, "\ufffd") for code in codes)


def characters(cmap: str) -> dict[int, str]:
    """Return what a ToUnicode map says."""
    found: dict[int, str] = {}
    for kind, body in _MAPPING.findall(cmap):
        words = [match[1] if match[1] is not None else match[0] for match in _HEX.finditer(body)]
        if kind == "bfchar":
            found.update(
                (int(code, 16), _utf16(text)) for code, text in zip(words[::2], words[1::2], strict=True)
            )
        else:
            _ranges(iter(words), found)
    return found


def _ranges(words: Iterator[str], found: dict[int, str]) -> None:
    for first in words:
        low, high, target = int(first, 16), int(next(words), 16), next(words)
        if target == "[":
            found.update((code, _utf16(next(words))) for code in range(low, high + 1))
            next(words)
            continue
        text = _utf16(target)
        found.update((low + step, text[:-1] + chr(ord(text[-1]) + step)) for step in range(high - low + 1))


def _utf16(digits: str) -> str:
    return bytes.fromhex("".join(digits.split())).decode("utf-16-be", "replace")


@dataclass(slots=True)
class Content:
    """The operators of a page carried out: `pieces` of text and `strokes` in the order drawn."""

    fonts: Mapping[str, Font]
    pieces: list[Piece] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    _matrix: Matrix = _IDENTITY
    _saved: list[Matrix] = field(default_factory=list)
    _text: Matrix = _IDENTITY
    _leading: float = 0
    _font: Font | None = None
    _point: tuple[float, float] = (0, 0)
    _start: tuple[float, float] = (0, 0)
    _path: list[Stroke] = field(default_factory=list)
    _boxes: list[Stroke] = field(default_factory=list)

    def run(self, data: bytes) -> None:
        """Carry out the operators."""
        operands: list[object] = []
        for match in _TOKEN.finditer(data):
            kind = match.lastgroup
            if kind == "number":
                operands.append(float(match["number"]))
            elif kind == "hex":
                operands.append(bytes.fromhex(match["hex"][1:-1].decode()))
            elif kind == "text":
                operands.append(_ESCAPE.sub(_unescape, match["text"][1:-1]))
            elif kind == "name":
                operands.append(match["name"].decode("latin-1"))
            elif kind == "word":
                self._operator(match["word"].decode(), operands)
                operands = []

    def _operator(self, word: str, operands: list[object]) -> None:
        numbers = [value for value in operands if isinstance(value, float)]
        match word, numbers:
            case (("Tj" | "TJ" | "'" | '"'), _):
                self._show(word, operands)
            case "Tm", [a, b, c, d, e, f]:
                self._text = (a, b, c, d, e, f)
            case (("Td" | "TD"), [x, y]):
                self._leading = -y if word == "TD" else self._leading
                self._text = _times((1, 0, 0, 1, x, y), self._text)
            case "T*", _:
                self._text = _times((1, 0, 0, 1, 0, -self._leading), self._text)
            case "TL", [leading]:
                self._leading = leading
            case "BT", _:
                self._text = _IDENTITY
            case "Tf", _:
                self._font = self.fonts.get(str(operands[0]))
            case "cm", [a, b, c, d, e, f]:
                self._matrix = _times((a, b, c, d, e, f), self._matrix)
            case "q", _:
                self._saved.append(self._matrix)
            case "Q", _ if self._saved:
                self._matrix = self._saved.pop()
            case _:
                self._draw(word, numbers)

    def _show(self, word: str, operands: list[object]) -> None:
        if word in "'\"":
            self._text = _times((1, 0, 0, 1, 0, -self._leading), self._text)
        if self._font is None:
            return
        text = "".join(self._font.text(value) for value in operands if isinstance(value, bytes))
        x, y = self._at(*_times(self._text, self._matrix)[4:], moved=True)
        self.pieces.append(Piece(x, y, text))

    def _draw(self, word: str, numbers: list[float]) -> None:
        match word, numbers:
            case "m", [x, y]:
                self._start = self._point = self._at(x, y)
            case "l", [x, y]:
                self._line(self._at(x, y))
            case "h", _:
                self._line(self._start)
            case "re", [x, y, width, height]:
                (x1, y1), (x2, y2) = self._at(x, y), self._at(x + width, y + height)
                self._boxes.append(Stroke(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
            case (("S" | "s" | "B" | "B*" | "b" | "b*" | "f" | "F" | "f*" | "n"), _):
                self._paint(word)

    def _line(self, end: tuple[float, float]) -> None:
        (x1, y1), (x2, y2) = self._point, end
        if abs(x1 - x2) < 0.1 or abs(y1 - y2) < 0.1:
            self._path.append(Stroke(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
        self._point = end

    def _paint(self, word: str) -> None:
        """Keep what is drawn: lines, the sides of a frame, and areas so thin that they are lines."""
        if word in ("S", "s", "B", "B*", "b", "b*"):
            self.strokes += self._path
            self.strokes += (side for box in self._boxes for side in _sides(box))
        elif word != "n":
            self.strokes += (thin for box in self._boxes for thin in _thin(box))
        self._path, self._boxes = [], []

    def _at(self, x: float, y: float, moved: bool = False) -> tuple[float, float]:
        if moved or self._matrix is _IDENTITY:
            return x, y
        a, b, c, d, e, f = self._matrix
        return a * x + c * y + e, b * x + d * y + f


def _unescape(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    return bytes([int(sign, 8) & 255]) if sign[:1].isdigit() else _ESCAPED.get(sign, sign)


def _times(one: Matrix, other: Matrix) -> Matrix:
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


def _sides(box: Stroke) -> Iterator[Stroke]:
    x1, y1, x2, y2 = box
    yield from (
        Stroke(x1, y1, x2, y1),
        Stroke(x1, y2, x2, y2),
        Stroke(x1, y1, x1, y2),
        Stroke(x2, y1, x2, y2),
    )


def _thin(box: Stroke) -> Iterator[Stroke]:
    x1, y1, x2, y2 = box
    if y2 - y1 < _THIN < x2 - x1:
        yield Stroke(x1, (y1 + y2) / 2, x2, (y1 + y2) / 2)
    elif x2 - x1 < _THIN < y2 - y1:
        yield Stroke((x1 + x2) / 2, y1, (x1 + x2) / 2, y2)
