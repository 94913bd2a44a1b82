"""The operators of a PDF page carried out: the text it shows, the lines and areas it draws."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isfinite

from pmgen.formats.pdf.read.page_marks import (
    BLACK,
    IDENTITY,
    Color,
    DrawnShape,
    Font,
    Mark,
    Matrix,
    OpenPath,
    Owner,
    Piece,
    Stroke,
    around,
    joined,
    sides_of,
    thin_lines,
    times,
)
from pmgen.formats.pdf.read.page_tokens import (
    MARKED_TEXT,
    MARKINGS,
    OURS,
    PICTURE_END,
    SINGLE_TOKEN,
    TOKEN,
    Operand,
    color,
    from_hex,
    from_text,
    marking,
    matrix_of,
    numbers,
)

_STATE = (
    *("_matrix", "_fill", "_stroke", "_width", "_mode"),
    *("_font", "_font_name", "_size", "_spacing", "_leading"),
)
"""What `q` keeps and `Q` brings back."""


_UPRIGHT = (1.0, 0.0, 0.0, 1.0)


@dataclass(slots=True)
class Content:
    """The operators of a page carried out: `marks` in the order drawn, and what of them is text or a line.

    `odd` are the operators that pmgen does not write, and what is none at all.
    """

    fonts: Mapping[str, Font]
    pieces: list[Piece] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    odd: dict[str, str] = field(default_factory=dict)
    _matrix: Matrix = IDENTITY
    _fill: Color = BLACK
    _stroke: Color = BLACK
    _width: float = 1
    _mode: int = 0
    _font: Font | None = None
    _font_name: str = ""
    _size: float = 0
    _spacing: tuple[float, float, float] = (0, 0, 1)
    _leading: float = 0
    _saved: list[tuple[object, ...]] = field(default_factory=list)
    _text: Matrix = IDENTITY
    _line_matrix: Matrix = IDENTITY
    _path: OpenPath = field(default_factory=OpenPath)
    _owners: list[Owner | None] = field(default_factory=list)

    def run(self, data: bytes) -> None:
        """Carry out the operators."""
        at: int | None = 0
        while at is not None:
            at = self._run(data, at, TOKEN, [])

    def _run(self, data: bytes, at: int, token: re.Pattern[bytes], operands: list[Operand]) -> int | None:
        """Carry out operators up to a picture among them; return where to go on behind it."""
        for match in token.finditer(data, at):
            kind = match.lastgroup
            if match.start() != at:
                self.odd.setdefault("?", data[at : at + 40].decode("latin-1"))
            at = match.end()
            if match["numbers"]:
                operands += map(float, match["numbers"].split())
            if kind == "texts":
                self._show_texts(match[kind], operands)
                operands = []
            elif kind == "lines":
                self._draw_along(match[kind])
                operands = []
            elif kind == "word":
                action = _OWN_ACTIONS.get(match[kind])
                if action is None:
                    action = self._odd(match[kind].decode(), operands)
                if action is not None:
                    action(self, operands)
                operands = []
                if match[kind] == b"ID":
                    found = PICTURE_END.search(data, at)
                    return found.end() if found else None
            elif kind == "marked":
                self._mark(operands + marking(match[kind]))
                operands = []
            elif kind == "number":
                operands.append(float(match[kind]))
            elif kind == "text":
                operands.append(from_text(match[kind]))
            elif kind == "hex":
                operands.append(from_hex(match[kind]))
            elif kind == "name":
                operands.append(match[kind].decode("latin-1"))
            elif kind == "remark":
                self.odd.setdefault("%", match[kind][1:].decode("utf-8", "replace").strip())
            # What a mark opens is a list of pieces or a dictionary, whose items are the operands.
        return None

    def _odd(self, word: str, operands: list[Operand]) -> _Action | None:
        """Return what an operator does; one that pmgen does not write is kept."""
        if word not in OURS:
            self.odd.setdefault(word, " ".join(map(str, operands)))
        return _ACTIONS.get(word)

    # Graphics state

    def _push(self, _: list[Operand]) -> None:
        self._saved.append(tuple([getattr(self, name) for name in _STATE]))

    def _pop(self, _: list[Operand]) -> None:
        if self._saved:
            for name, value in zip(_STATE, self._saved.pop(), strict=True):
                setattr(self, name, value)

    def _transform(self, operands: list[Operand]) -> None:
        if (matrix := matrix_of(operands)) is not None:
            self._matrix = times(matrix, self._matrix)

    def _set_fill(self, operands: list[Operand]) -> None:
        self._fill = color(operands)

    def _set_stroke(self, operands: list[Operand]) -> None:
        self._stroke = color(operands)

    def _set_width(self, operands: list[Operand]) -> None:
        self._width = numbers(operands, 1)[0]

    # Text

    def _begin(self, _: list[Operand]) -> None:
        self._text = self._line_matrix = IDENTITY

    def _set_font(self, operands: list[Operand]) -> None:
        self._font_name = str(operands[0]) if operands else ""
        self._font = self.fonts.get(self._font_name)
        self._size = numbers(operands, 1)[0]

    def _set_mode(self, operands: list[Operand]) -> None:
        self._mode = _whole(numbers(operands, 1)[0])

    def _set_letters(self, operands: list[Operand]) -> None:
        self._spacing = (numbers(operands, 1)[0], *self._spacing[1:])

    def _set_words(self, operands: list[Operand]) -> None:
        self._spacing = (self._spacing[0], numbers(operands, 1)[0], self._spacing[2])

    def _set_scale(self, operands: list[Operand]) -> None:
        self._spacing = (*self._spacing[:2], numbers(operands, 1)[0] / 100)

    def _set_leading(self, operands: list[Operand]) -> None:
        self._leading = numbers(operands, 1)[0]

    def _place(self, operands: list[Operand]) -> None:
        if (matrix := matrix_of(operands)) is not None:
            self._text = self._line_matrix = matrix

    def _move(self, operands: list[Operand]) -> None:
        x, y = numbers(operands, 2)
        self._text = self._line_matrix = times((1, 0, 0, 1, x, y), self._line_matrix)

    def _move_and_lead(self, operands: list[Operand]) -> None:
        self._leading = -numbers(operands, 2)[1]
        self._move(operands)

    def _next_line(self, _: list[Operand]) -> None:
        self._move([0.0, -self._leading])

    def _next_and_show(self, operands: list[Operand]) -> None:
        self._next_line([])
        self._show(operands)

    def _show(self, operands: list[Operand]) -> None:
        font = self._font
        if font is None:
            self.odd.setdefault("Tf", self._font_name)
            return
        shown = [font.shown(value) for value in operands if isinstance(value, bytes)]
        codes, text, width = shown[0] if len(shown) == 1 else joined(shown)
        width -= sum([value for value in operands if isinstance(value, float)])
        letters, words, scale = self._spacing
        advance = width / 1000 * self._size
        if letters or words:
            advance += letters * len(codes) + words * sum(font.size == 1 and code == 32 for code in codes)
        advance *= scale
        a, b, c, d, e, f = self._text if self._matrix is IDENTITY else times(self._text, self._matrix)
        piece = Piece(
            e,
            f,
            text,
            e + a * advance,
            self._size * (abs(d) if d else abs(c)),
            self._fill,
            self._mode,
            self._font_name,
            codes,
            (a, b, c, d),
            self._owners[-1] if self._owners else None,
            b * advance,
        )
        self.pieces.append(piece)
        self.marks.append(piece)
        a, b, c, d, e, f = self._text
        self._text = a, b, c, d, e + a * advance, f + b * advance

    def _show_texts(self, texts: bytes, operands: list[Operand]) -> None:
        """Show texts, each at its place on the page; what changes between them are marks alone."""
        font, size, fill, mode, name = self._font, self._size, self._fill, self._mode, self._font_name
        if operands or font is None or self._matrix is not IDENTITY or self._spacing != (0, 0, 1):
            self._run(texts, 0, SINGLE_TOKEN, operands)
            return
        owners, pieces, begin = self._owners, list[Piece](), len(self.marks)
        owner = owners[-1] if owners else None
        for number, left, bottom, said, closed in MARKED_TEXT.findall(texts):
            if number:
                owner = Owner(begin + len(pieces), int(number))
                owners.append(owner)
            x, y, (codes, text, width) = float(left), float(bottom), font.shown(from_text(said))
            end = x + width / 1000 * size
            pieces.append(Piece(x, y, text, end, size, fill, mode, name, codes, _UPRIGHT, owner))
            if closed and owners:
                owners.pop()
                owner = owners[-1] if owners else None
        self.pieces += pieces
        self.marks += pieces
        self._line_matrix, self._text = (*_UPRIGHT, x, y), (*_UPRIGHT, end, y)

    # Marked content

    def _mark(self, operands: list[Operand]) -> None:
        names = [value for value in operands if isinstance(value, str)]
        outer = self._owners[-1] if self._owners else None
        if not MARKINGS.issuperset(names[1:]) or any(isinstance(value, bytes) for value in operands):
            self.odd.setdefault("BDC", " ".join(map(str, operands)))
        if names[:1] == ["/Artifact"]:
            outer = Owner(len(self.marks), None, (names[-1] if len(names) > 1 else "/Artifact")[1:])
        elif "/MCID" in names:
            number = operands[operands.index("/MCID") + 1 :][:1]
            outer = Owner(len(self.marks), _whole(number[0]) if number else -1)
        self._owners.append(outer)

    def _unmark(self, _: list[Operand]) -> None:
        if self._owners:
            self._owners.pop()

    # Paths and pictures

    def _begin_path(self, operands: list[Operand]) -> None:
        self._path.begin(self._at(*numbers(operands, 2)))

    def _draw_to(self, operands: list[Operand]) -> None:
        self._path.line(self._at(*numbers(operands, 2)))

    def _draw_along(self, lines: bytes) -> None:
        """Take straight lines, each with its beginning and its end."""
        values = map(float, lines.translate(None, b"ml").split())
        for x1, y1, x2, y2 in zip(values, values, values, values, strict=True):
            self._path.begin(self._at(x1, y1))
            self._path.line(self._at(x2, y2))

    def _curve_to(self, operands: list[Operand]) -> None:
        numbers = [value for value in operands if isinstance(value, float)]
        self._path.curve([self._at(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=False)])

    def _close(self, _: list[Operand]) -> None:
        self._path.line(self._path.start)

    def _box(self, operands: list[Operand]) -> None:
        x, y, width, height = numbers(operands, 4)
        self._path.boxes.append(around([self._at(x, y), self._at(x + width, y + height)]))

    def _draw_lines(self) -> None:
        path = self._path
        sides = [side for box in path.boxes for side in sides_of(box)]
        self.strokes += path.straight
        self.strokes += sides
        for kind, boxes in (("line", path.straight), ("line", sides), ("drawing", path.other)):
            self.marks += [DrawnShape(kind, box, self._stroke, self._width) for box in boxes]

    def _fill_areas(self) -> None:
        boxes, outlines = self._path.boxes, self._path.straight + self._path.other
        self.strokes += [thin for box in boxes for thin in thin_lines(box)]
        self.marks += [DrawnShape("area", box, self._fill) for box in boxes]
        if outlines:
            corners = [corner for x1, y1, x2, y2 in outlines for corner in ((x1, y1), (x2, y2))]
            self.marks.append(DrawnShape("area", around(corners), self._fill))

    def _stroked(self, operands: list[Operand]) -> None:
        self._draw_lines()
        self._end_path(operands)

    def _closed_and_stroked(self, operands: list[Operand]) -> None:
        self._close(operands)
        self._stroked(operands)

    def _filled(self, operands: list[Operand]) -> None:
        self._fill_areas()
        self._end_path(operands)

    def _filled_and_stroked(self, operands: list[Operand]) -> None:
        self._fill_areas()
        self._stroked(operands)

    def _end_path(self, _: list[Operand]) -> None:
        self._path.end()

    def _picture(self, operands: list[Operand]) -> None:
        box = around([self._at(0, 0), self._at(1, 1)])
        self.marks.append(DrawnShape("picture", box, name=str(operands[0]) if operands else ""))

    def _shade(self, operands: list[Operand]) -> None:
        self.marks.append(DrawnShape("area", Stroke(-1e9, -1e9, 1e9, 1e9)))

    def _at(self, x: float, y: float) -> tuple[float, float]:
        if self._matrix is IDENTITY:
            return x, y
        a, b, c, d, e, f = self._matrix
        return a * x + c * y + e, b * x + d * y + f


def _whole(operand: Operand) -> int:
    """Return a whole number, -1 for what is none."""
    return int(operand) if isinstance(operand, float) and isfinite(operand) else -1


_Action = Callable[[Content, list[Operand]], None]
_ACTIONS: dict[str, _Action] = {
    "q": Content._push,
    "Q": Content._pop,
    "cm": Content._transform,
    **dict.fromkeys(("g", "rg", "k", "sc", "scn"), Content._set_fill),
    **dict.fromkeys(("G", "RG", "K", "SC", "SCN"), Content._set_stroke),
    "w": Content._set_width,
    "BT": Content._begin,
    "Tf": Content._set_font,
    "Tr": Content._set_mode,
    "Tc": Content._set_letters,
    "Tw": Content._set_words,
    "Tz": Content._set_scale,
    "TL": Content._set_leading,
    "Tm": Content._place,
    "Td": Content._move,
    "TD": Content._move_and_lead,
    "T*": Content._next_line,
    "Tj": Content._show,
    "TJ": Content._show,
    "'": Content._next_and_show,
    '"': Content._next_and_show,
    "m": Content._begin_path,
    "l": Content._draw_to,
    **dict.fromkeys(("c", "v", "y"), Content._curve_to),
    "h": Content._close,
    "re": Content._box,
    "S": Content._stroked,
    "s": Content._closed_and_stroked,
    **dict.fromkeys(("f", "F", "f*"), Content._filled),
    **dict.fromkeys(("B", "B*", "b", "b*"), Content._filled_and_stroked),
    "n": Content._end_path,
    "Do": Content._picture,
    "sh": Content._shade,
    **dict.fromkeys(("BDC", "BMC"), Content._mark),
    "EMC": Content._unmark,
}
_OWN_ACTIONS = {word.encode(): action for word, action in _ACTIONS.items() if word in OURS}
