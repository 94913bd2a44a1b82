"""The operators and operands of a PDF page as they are written, and what operands say."""

from __future__ import annotations

import re

from pmgen.formats.pdf.read.page_marks import Color, Matrix
from pmgen.formats.pdf.read.pdf_syntax import unescaped

OURS = frozenset(
    ("q", "Q", "cm", "Do", "BT", "ET", "Tf", "Tm", "Tj", "Tr", "rg", "RG", "w", "J", "m", "l", "S", "re", "f")
) | {"BDC", "BMC", "EMC"}
"""The operators that pmgen writes; every other one is kept among the odd ones."""

MARKINGS = frozenset(("/MCID", "/Type", "/Pagination", "/Layout", "/Subtype", "/Header", "/Footer"))
"""What pmgen says of marked content."""

PICTURE_END = re.compile(rb"[\0\s]EI(?=[\0\s]|\Z)")
"""Where a picture among the operators ends."""

_NUMBER = rb"[+-]?(?:\d+\.?\d*|\.\d+)"
_NUMBERS = rb"(?:%b\s+)*+" % _NUMBER
_LINE = rb"(?:%b %b m %b %b l\s)" % (_NUMBER, _NUMBER, _NUMBER, _NUMBER)
_TEXT = rb"\([^()\\]*+(?:(?:\\.|\([^()\\]*+(?:\\.[^()\\]*+)*+\))[^()\\]*+)*+\)"
_MARKED = rb"(?:/(?!Artifact<)[A-Z][A-Za-z0-9]*<</MCID %b>>BDC\s)?1 0 0 1 %b %b Tm%bTj\s%b?"
_SINGLE = (
    rb"(?P<lines>%b++)"
    rb"|(?P<numbers>%b)(?:"
    rb"(?P<marked>/[A-Z][A-Za-z0-9]*<<(?:/MCID \d{1,9}>>BDC\s|(?:/[A-Z][A-Za-z0-9]*)++>>BDC(?=\s)))"
    rb"|(?P<word>[A-Za-z'\"*]+[01]?)"
    rb"|(?P<text>%b)"
    rb"|(?P<number>%b)"
    rb"|(?P<name>/[^\s/\[\]()<>%%]*)"
    rb"|(?P<hex><[0-9A-Fa-f\s]*>)"
    rb"|(?P<mark><<|>>|\[|\])"
    rb"|(?P<remark>%%[^\r\n]*)"
    rb"|\Z)" % (_LINE, _NUMBERS, _TEXT, _NUMBER)
)
SINGLE_TOKEN = re.compile(rb"[\0\s]*(?:%b)" % _SINGLE, re.DOTALL)
"""An operand or an operator with the numbers before it, or several of them as pmgen writes them together."""
_TEXTS = rb"(?P<texts>(?:%b)++)" % (_MARKED % (rb"\d{1,9}", _NUMBER, _NUMBER, _TEXT, rb"(?:EMC\s)"))
TOKEN = re.compile(rb"[\0\s]*(?:%b|%b)" % (_TEXTS, _SINGLE), re.DOTALL)
"""The same, or texts one after the other, each at its place and most of them marked: the cells of tables."""
MARKED_TEXT = re.compile(
    _MARKED % (rb"(\d{1,9})", rb"(%b)" % _NUMBER, rb"(%b)" % _NUMBER, rb"(%b)" % _TEXT, rb"(EMC\s)"),
    re.DOTALL,
)
"""One of such texts: the number of the mark that begins, its place, what it says, and the end of the mark."""

_NAME_OR_NUMBER = re.compile(rb"/[A-Za-z0-9]+|\d+")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)

Operand = float | bytes | str


def marking(token: bytes) -> list[Operand]:
    """Return the operands of marked content, which are names and numbers."""
    words = _NAME_OR_NUMBER.findall(token)
    return [float(word) if word.isdigit() else word.decode() for word in words]


def numbers(operands: list[Operand], count: int) -> list[float]:
    """Return the last numbers among operands, as many as are asked for."""
    found = [value for value in operands if isinstance(value, float)][-count:]
    return found + [0.0] * (count - len(found))


def matrix_of(operands: list[Operand]) -> Matrix | None:
    """Return six numbers as a matrix; None where there are not six."""
    values = [value for value in operands if isinstance(value, float)]
    if len(values) != 6:
        return None
    a, b, c, d, e, f = values
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
    inside = token[1:-1]
    return _ESCAPE.sub(lambda match: unescaped(match[1]), inside) if b"\\" in inside else inside


def from_hex(token: bytes) -> bytes:
    """Return the bytes of a string of hexadecimal digits."""
    digits = "".join(token[1:-1].decode().split())
    return bytes.fromhex(digits + "0" * (len(digits) % 2))
