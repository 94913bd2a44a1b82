"""The values of a PDF file: numbers, names, strings, lists, dictionaries, and streams unpacked."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from binascii import unhexlify
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from pmgen.opc.office_package import MOST_BYTES, Damaged

_PNG = 10


class DecodedStream(NamedTuple):
    """The bytes of a stream; `packing` is what stays packed, `rest` what stands behind the packed bytes."""

    data: bytes
    packing: tuple[str, ...] = ()
    rest: bytes = b""


class StreamFilter(NamedTuple):
    """One packing: its name, and the columns, colours, bits and predictor by which bytes were foretold."""

    name: str
    predictor: int = 1
    columns: int = 1
    colors: int = 1
    bits: int = 8


def decoded(raw: bytes, steps: Sequence[StreamFilter]) -> DecodedStream:
    """Return bytes without the packing that can be undone; raise Damaged where they are damaged."""
    rest = b""
    for number, step in enumerate(steps):
        if step.name in ("FlateDecode", "Fl"):
            raw, behind = _inflated(raw)
            rest += behind
            raw = _foretold(raw, step)
        elif step.name in ("ASCIIHexDecode", "AHx"):
            raw = _from_hex(b"".join(raw.split(b">")[0].split()))
        elif step.name in ("ASCII85Decode", "A85"):
            raw = _from_ascii85(raw.strip().removeprefix(b"<~").removesuffix(b"~>"))
        else:
            return DecodedStream(raw, tuple(step.name for step in steps[number:]), rest)
    return DecodedStream(raw, (), rest)


def _from_hex(digits: bytes) -> bytes:
    try:
        return unhexlify(digits + b"0" * (len(digits) % 2))
    except ValueError as error:
        raise Damaged(str(error)) from error


def _from_ascii85(signs: bytes) -> bytes:
    try:
        return a85decode(signs, ignorechars=b"\0\t\n\f\r ")
    except ValueError as error:
        raise Damaged(str(error)) from error


def _inflated(raw: bytes) -> tuple[bytes, bytes]:
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(raw, MOST_BYTES)
    except zlib.error as error:
        raise Damaged(str(error)) from error
    if unpacker.unconsumed_tail:
        raise Damaged("a stream swells beyond any document")
    if not unpacker.eof:
        raise Damaged("a packed stream has no end")
    return data, unpacker.unused_data.strip()


def _foretold(data: bytes, step: StreamFilter) -> bytes:
    if step.predictor < _PNG:
        if step.predictor > 1:
            raise Damaged(f"predictor {step.predictor}")
        return data
    if min(step.columns, step.colors, step.bits) < 1:
        raise Damaged("a stream of rows without columns")
    width = max(1, step.colors * step.bits // 8)
    stride = (step.columns * step.colors * step.bits + 7) // 8
    if len(data) % (stride + 1) == 0 and not data[:: stride + 1].strip(b"\2"):
        return _summed(data, stride)
    out, above = bytearray(), bytes(stride)
    for at in range(0, len(data), stride + 1):
        row = data[at + 1 : at + 1 + stride].ljust(stride, b"\0")
        above = _row(data[at], row, above, width)
        out += above
    return bytes(out)


def _summed(data: bytes, stride: int) -> bytes:
    """Return rows each of which was foretold by the one above, as most are: every column adds up."""
    out = bytearray(len(data) // (stride + 1) * stride)
    for column in range(stride):
        sums = accumulate(data[column + 1 :: stride + 1])
        out[column::stride] = bytes([total & 255 for total in sums])
    return bytes(out)


def _row(kind: int, row: bytes, above: bytes, width: int) -> bytes:
    if kind == 0:
        return row
    if kind == 2:
        return bytes([(one + up) & 255 for one, up in zip(row, above, strict=True)])
    out = bytearray(width) + bytearray(row)
    for place, up in enumerate(above):
        left, corner = out[place], above[place - width] if place >= width else 0
        guess = left if kind == 1 else (left + up) // 2 if kind == 3 else _nearest(left, up, corner)
        out[place + width] = (row[place] + guess) & 255
    return bytes(out[width:])


def _nearest(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))


_SPACE = re.compile(rb"[\0\t\n\f\r ]*")
_COMMENT = re.compile(rb"%([^\r\n]*)")
_TOKEN = re.compile(
    rb"[\0\t\n\f\r ]*"
    rb"(?:(?P<reference>(\d+)[\0\t\n\f\r ]+(\d+)[\0\t\n\f\r ]+R(?![A-Za-z]))"
    rb"|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))"
    rb"|(?P<name>/[^\0\t\n\f\r /\[\]()<>{}%]*)"
    rb"|(?P<open><<|\[)"
    rb"|(?P<hex><[0-9A-Fa-f\0\t\n\f\r ]*>)"
    rb"|(?P<text>\()"
    rb"|(?P<word>true|false|null))"
)
_FLAT = (
    rb"(?:\d{1,10} \d{1,10} R(?![A-Za-z])"
    rb"|[+-]?(?:\d{1,20}+(?:\.\d*+)?|\.\d++)(?=[ /\[\]()<>])"
    rb"|/[^\0\t\n\f\r /\[\]()<>{}%]{0,99}+(?=[ /\[\]()<>])"
    rb"|true(?![A-Za-z])|false(?![A-Za-z])|null(?![A-Za-z])"
    rb"|\([^()\\]{0,99}+\)"
    rb"|<[0-9A-Fa-f]{0,99}+>)"
)
"""A reference, a number, a name, a word, a plain text or one of hexadecimal digits, none of them long."""
_FLAT_VALUE = re.compile(_FLAT)
_FLAT_LIST = re.compile(rb"(?:%b ?)*+\]" % _FLAT)
_KEY = re.compile(rb"/[A-Za-z][A-Za-z0-9]*+(?=[ /(<\[])")
_FLAT_ENTRY = re.compile(rb"%b ?(?:%b|\[(?:%b ?){0,32}+\])(?=[/>])" % (_KEY.pattern, _FLAT, _FLAT))
"""An entry whose value is flat or a short list of such values, as most are."""
_ELEMENT = re.compile(
    rb"<</S(/[A-Za-z0-9]++)/P (%b)(?:/ID\(([^()\\]{0,99}+)\))?(?:/A (%b))?/Pg (%b)/K (\d{1,10}+)>>\n"
    % ((rb"\d{1,10} \d{1,10} R",) * 3)
)
"""An element of the structure that holds one mark of a page, as nearly every cell does."""
_MANY = 1 << 14
"""How many values are remembered: the same few keys, names and small numbers stand in every file."""
_LIST_END = re.compile(rb"[\0\t\n\f\r ]*\]")
_PIECE = re.compile(rb"[^()\\]+|\\(?:[0-7]{1,3}|\r\n|.)|[()]", re.DOTALL)
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
_HASH = re.compile(rb"#([0-9A-Fa-f]{2})")
_BLANK_OR_COMMENT = b"\0\t\n\f\r %"
_WORDS = {b"true": True, b"false": False, b"null": None}
_DEEPEST = 60
_WHOLE = re.compile(rb"[+-]?\d{1,20}")
_WHOLES = re.compile(rb"(?:\s*\d{1,20}(?!\d))*+\s*")


class Name(str):
    """A name, without the slash before it."""

    __slots__ = ()


class Reference(NamedTuple):
    """An object that stands elsewhere."""

    number: int
    generation: int


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """A dictionary with bytes behind it, as they stand in the file."""

    entries: Mapping[str, Value]
    raw: bytes


Value: TypeAlias = "bool | int | float | Name | bytes | Reference | list[Value] | Dictionary | Stream | None"
Dictionary: TypeAlias = "dict[str, Value]"


class Parser:
    """Reads values one after the other; `comments` are the remarks that stood between them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.comments: list[bytes] = []

    def skip(self, at: int) -> int:
        """Return where the next thing begins that is neither white space nor a comment."""
        data = self.data
        while (sign := data[at : at + 1]) in _BLANK_OR_COMMENT and sign:
            if sign == b"%":
                comment = _COMMENT.match(data, at)
                assert comment is not None
                self.comments.append(comment[1])
                at = comment.end()
            else:
                match = _SPACE.match(data, at)
                assert match is not None
                at = match.end()
        return at

    def value(self, at: int, depth: int = 0) -> tuple[Value, int]:
        """Return the value that begins at a place, and where it ends; raise Damaged without one."""
        if depth > _DEEPEST:
            raise Damaged(f"no value at byte {at}")
        if self.data.startswith(b"<<", at):
            return self._dictionary(at + 2, depth)
        match = _TOKEN.match(self.data, at) or _TOKEN.match(self.data, self.skip(at))
        if match is None:
            raise Damaged(f"no value at byte {at}")
        kind, end = match.lastgroup, match.end()
        assert kind is not None
        token = match[kind]
        if kind == "open":
            return self._list(end, depth) if token == b"[" else self._dictionary(end, depth)
        if kind == "number":
            return number(token), end
        if kind == "name":
            return _name(token), end
        if kind == "hex":
            return _from_hex(b"".join(token[1:-1].replace(b"\0", b"").split())), end
        if kind == "text":
            return self._text(end)
        if kind == "word":
            return _WORDS[token], end
        return Reference(whole(match[2]), whole(match[3])), end

    def _list(self, at: int, depth: int) -> tuple[Value, int]:
        if flat := _FLAT_LIST.match(self.data, at):
            return list(map(_flat, _FLAT_VALUE.findall(self.data, at, flat.end()))), flat.end()
        items: list[Value] = []
        while (end := _LIST_END.match(self.data, at)) is None:
            if self.data.startswith(b"]", start := self.skip(at)):
                return items, start + 1
            item, at = self.value(at, depth + 1)
            items.append(item)
        return items, end.end()

    def _dictionary(self, at: int, depth: int) -> tuple[Value, int]:
        entries: Dictionary = {}
        while not self.data.startswith(b">>", at := self.skip(at)):
            key: Value
            if flat := _FLAT_ENTRY.match(self.data, at):
                (key, value), at = _entry(flat[0]), flat.end()
            else:
                key, at = self.value(at, depth + 1)
                value, at = self.value(at, depth + 1)
            if not isinstance(key, Name) or key in entries:
                raise Damaged(f"a key that is none, or stands twice, before byte {at}")
            entries[key] = value
        return entries, at + 2

    def _text(self, at: int) -> tuple[bytes, int]:
        parts: list[bytes] = []
        depth = 1
        while True:
            match = _PIECE.match(self.data, at)
            if match is None:
                raise Damaged(f"a string without an end before byte {at}")
            piece, at = match[0], match.end()
            depth += (piece == b"(") - (piece == b")")
            if not depth:
                return b"".join(parts), at
            parts.append(unescaped(piece[1:]) if piece[:1] == b"\\" else piece)


def flat_dictionary(line: bytes) -> Dictionary | None:
    """Return the dictionary that a line is if it consists of flat entries, None if it is anything else."""
    if element := _ELEMENT.fullmatch(line):
        return _element(element)
    if b"<<" in line[1:]:
        return None
    found = _FLAT_ENTRY.findall(line)
    if b"<<%b>>\n" % b"".join(found) != line:
        return None
    entries: Dictionary = dict(map(_entry, found))
    return entries if len(entries) == len(found) else None


def _element(line: re.Match[bytes]) -> Dictionary:
    kind, above, name, attributes, page, mark = line.groups()
    entries: Dictionary = {"S": _name(kind), "P": _flat(above)}
    if name:
        entries["ID"] = name
    if attributes:
        entries["A"] = _flat(attributes)
    entries["Pg"], entries["K"] = _flat(page), int(mark)
    return entries


@lru_cache(maxsize=_MANY)
def _entry(token: bytes) -> tuple[Name, Value]:
    """Return the key and the value of an entry, flat or a list of flat values."""
    key = _KEY.match(token)
    assert key is not None
    return _name(key[0]), Parser(token).value(key.end())[0]


@lru_cache(maxsize=_MANY)
def _flat(token: bytes) -> Value:
    return Parser(token).value(0)[0]


@lru_cache(maxsize=1024)
def _name(token: bytes) -> Name:
    return Name(_HASH.sub(_byte, token[1:]).decode("latin-1"))


def number(token: bytes) -> int | float:
    """Return the number that a token says."""
    return float(token) if b"." in token else whole(token)


def whole(token: bytes) -> int:
    """Return the whole number that digits say. Raises Damaged where they are none, or too many."""
    if not (token.isdigit() and len(token) <= 20) and _WHOLE.fullmatch(token) is None:
        raise Damaged(f"{token[:20]!r} is no number")
    return int(token)


def wholes(data: bytes) -> list[int]:
    """Return the whole numbers between white space. Raises Damaged for anything else."""
    return list(map(int if _WHOLES.fullmatch(data) else whole, data.split()))


def unescaped(sign: bytes) -> bytes:
    """Return what stands for a sign behind a backslash."""
    return bytes([int(sign, 8) & 255]) if b"0" <= sign[:1] <= b"7" else _ESCAPED.get(sign, sign)


def _byte(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 16)])
