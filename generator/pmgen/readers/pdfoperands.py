"""The operands of a PDF page's operators: numbers, matrices, colours and strings."""

from __future__ import annotations

import re

from pmgen.readers.pdfmarks import Color, Matrix
from pmgen.readers.pdfsyntax import unescaped

_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)

Operand = float | bytes | str


def numbers(operands: list[Operand], count: int) -> list[float]:
    """Return the last numbers among operands, as many as are asked for."""
    found = [value for value in operands if isinstance(value, float)][-count:]
    return found + [0.0] * (count - len(found))


def matrix_of(operands: list[Operand]) -> Matrix | None:
    """Return six numbers as a matrix; None where there are not six."""
    try:
        a, b, c, d, e, f = (value for value in operands if isinstance(value, float))
    except ValueError:
        return None
    return a, b, c, d, e, f


def color(operands: list[Operand]) -> Color:
    """Return a colour as red, green and blue, each up to 1; a pattern has none."""
    values = tuple(value for value in operands if isinstance(value, float))
    if len(values) == 1:
        return values * 3
    if len(values) == 4:
        cyan, magenta, yellow, black = values
        return tuple(max(0.0, 1 - ink - black) for ink in (cyan, magenta, yellow))
    return values if len(values) == 3 else ()


def from_text(token: bytes) -> bytes:
    """Return the bytes of a string in brackets."""
    return _ESCAPE.sub(lambda match: unescaped(match[1]), token[1:-1])


def from_hex(token: bytes) -> bytes:
    """Return the bytes of a string of hexadecimal digits."""
    digits = "".join(token[1:-1].decode().split())
    return bytes.fromhex(digits + "0" * (len(digits) % 2))
