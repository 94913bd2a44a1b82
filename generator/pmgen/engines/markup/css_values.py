"""CSS values: lengths, colours, borders and names of faces, from tokens to the document's words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tinycss2 import color3

from pmgen.document import Align, Autospace, Border, Direction, VerticalAlign

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "px": 0.75, "pc": 12.0}
"""The absolute units, in points."""

MOST = {"pt": 2_000 * POINTS["mm"], "em": 100.0, "%": 1_000.0}
"""The largest length in each unit: two metres of paper, which is more than any printer takes."""

SMALLEST_TYPE, LARGEST_TYPE = 1.0, 1_000.0

Tokens = Sequence[Any]


class Unreadable(Exception):
    """Raised for a value that a property does not take."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length in points, or relative: `em` of the type size, `%` of what the property says."""

    number: float
    unit: str = "pt"

    def points(self, em: float, whole: float) -> float:
        """Return the length in points, given the type size and what 100% is."""
        return self.number * {"pt": 1.0, "em": em, "%": whole / 100}[self.unit]


AUTO = None
Value = Length | Border | Align | VerticalAlign | Direction | Autospace | str | bool | tuple[str, ...] | None

_ALIGN = {"left": "left", "start": "left", "center": "center", "right": "right", "end": "right"}
_BREAK_BEFORE = {"page": True, "always": True, "auto": False}
_BREAK_INSIDE = {"avoid": True, "avoid-page": True, "auto": False}
_VERTICAL = {word.value: word for word in VerticalAlign}
_DIRECTIONS = {
    "horizontal-tb": Direction.ACROSS,
    "vertical-rl": Direction.UPRIGHT,
    "sideways-rl": Direction.DOWN,
    "sideways-lr": Direction.UP,
}
_BORDER_WIDTHS = {"thin": 0.75, "medium": 1.5, "thick": 3.0}
_NO_LINE = frozenset(["none", "hidden"])


def length(token: Any) -> Length:
    """Return the length that one token says, unless no form is so large."""
    made = _length(token)
    if not abs(made.number) <= MOST[made.unit]:
        raise Unreadable
    return made


def _length(token: Any) -> Length:
    if token.type == "percentage":
        return Length(token.value, "%")
    if token.type == "number" and token.value == 0:
        return Length(0)
    if token.type == "dimension":
        unit = token.lower_unit
        if unit in POINTS:
            return Length(token.value * POINTS[unit])
        if unit == "em":
            return Length(token.value, "em")
    raise Unreadable


def size(tokens: Tokens) -> Value:
    """Return a width or height, None for auto."""
    return AUTO if _word(tokens) == "auto" else _not_negative(length(single(tokens)))


def distance(tokens: Tokens) -> Value:
    """Return a padding."""
    return _not_negative(length(single(tokens)))


def type_size(tokens: Tokens) -> Value:
    """Return a size of type, which can be seen and stands on a page."""
    made = length(single(tokens))
    if made.number <= 0 or (made.unit == "pt" and not is_type_size(made.number)):
        raise Unreadable
    return made


def is_type_size(points: float) -> bool:
    """Tell whether type of so many points can be seen and stands on a page."""
    return SMALLEST_TYPE <= points <= LARGEST_TYPE


def _not_negative(value: Length) -> Length:
    if value.number < 0:
        raise Unreadable
    return value


def families(tokens: Tokens) -> Value:
    """Return the names of faces in order."""
    names: list[str] = []
    words: list[str] = []
    for token in [*tokens, None]:
        if token is None or token == ",":
            names.append(" ".join(words))
            words = []
        elif token.type in ("ident", "string"):
            words.append(token.value)
        else:
            raise Unreadable
    if not all(names):
        raise Unreadable
    return tuple(names)


def weight(tokens: Tokens) -> Value:
    """Return whether a weight is bold."""
    token = single(tokens)
    if token.type == "number" and 1 <= token.value <= 1000:
        return bool(token.value >= 600)
    return _one_of({"bold": True, "bolder": True, "normal": False, "lighter": False})(tokens)


def color(tokens: Tokens) -> Value:
    """Return a colour as RRGGBB, None for transparent."""
    if _word(tokens) in ("none", "transparent"):
        return None
    return _color(single(tokens))


def _color(token: Any) -> str:
    rgba = color3.parse_color(token)
    if rgba is None or isinstance(rgba, str) or rgba.alpha < 1:
        raise Unreadable
    return "".join(f"{round(part * 255):02X}" for part in (rgba.red, rgba.green, rgba.blue))


def border(tokens: Tokens) -> Value:
    """Return a line, None for no line: width, style and colour in any order."""
    width, style, line_color = 1.5, "none", "000000"
    for token in tokens:
        word = token.lower_value if token.type == "ident" else ""
        if word in _BORDER_WIDTHS:
            width = _BORDER_WIDTHS[word]
        elif word == "solid" or word in _NO_LINE:
            style = word
        elif token.type in ("dimension", "number"):
            width = _absolute(length(token))
        else:
            line_color = _color(token)
    return None if style in _NO_LINE or width == 0 else Border(width, line_color)


def _absolute(value: Length) -> float:
    if value.unit != "pt" or value.number < 0:
        raise Unreadable
    return value.number


def _one_of(words: dict[str, Any]) -> Callable[[Tokens], Value]:
    def read(tokens: Tokens) -> Value:
        word = _word(tokens)
        if word not in words:
            raise Unreadable
        value: Value = words[word]
        return value

    return read


def single(tokens: Tokens) -> Any:
    """Return the one token of a value."""
    if len(tokens) != 1:
        raise Unreadable
    return tokens[0]


def _word(tokens: Tokens) -> str:
    return str(tokens[0].lower_value) if len(tokens) == 1 and tokens[0].type == "ident" else ""


SIDES = ("top", "right", "bottom", "left")

PROPERTIES: dict[str, Callable[[Tokens], Value]] = {
    "width": size,
    "height": size,
    "font-family": families,
    "font-size": type_size,
    "font-weight": weight,
    "text-align": _one_of({**{word: Align(to) for word, to in _ALIGN.items()}, "justify": Align.JUSTIFY}),
    "vertical-align": _one_of(_VERTICAL),
    "writing-mode": _one_of(_DIRECTIONS),
    "text-autospace": _one_of({kind.value: kind for kind in Autospace}),
    "background": color,
    "background-color": color,
    "break-before": _one_of(_BREAK_BEFORE),
    "break-inside": _one_of(_BREAK_INSIDE),
    "table-layout": _one_of({"auto": True, "fixed": False}),
    **{f"border-{side}": border for side in SIDES},
    **{f"padding-{side}": distance for side in SIDES},
}
"""The properties that a layout may set, each with the function that reads its value."""


def sides(tokens: Tokens) -> tuple[Any, Any, Any, Any]:
    """Return the tokens for top, right, bottom and left of a shorthand with one to four values."""
    match list(tokens):
        case [every]:
            return every, every, every, every
        case [vertical, horizontal]:
            return vertical, horizontal, vertical, horizontal
        case [top, horizontal, bottom]:
            return top, horizontal, bottom, horizontal
        case [top, right, bottom, left]:
            return top, right, bottom, left
    raise Unreadable
