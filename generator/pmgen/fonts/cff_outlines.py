"""Glyphs drawn in CFF outlines: cut out of the font file into a small CID-keyed one.

Every subroutine is written out where it is called: none of the font's many thousand comes along.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from struct import pack, unpack_from
from typing import NamedTuple, Protocol

from pmgen.fonts.font_tables import WIDER, Sfnt, UnreadableFont, is_wide, narrow

_MASKS = frozenset({19, 20})
_CALL_LOCAL, _RETURN, _END, _CALL_GLOBAL = 10, 11, 14, 29
_OPERAND = rb"(?:[\x20-\xf6]|[\xf7-\xfe].|\x1c..|\xff....)"
_DRAWING = rb"(?:[\x00\x02\x04-\x09\x0d\x0f-\x11\x15\x16\x18-\x1b\x1e\x1f]|\x0c.)"
_OTHERS = rb"[\x01\x03\x0a\x0b\x0e\x12-\x14\x17\x1d]"
_STRETCH = re.compile(
    rb"((?:%b*+%b)*+)((?:(%b))*+)(%b?)" % (_OPERAND, _DRAWING, _OPERAND, _OTHERS), re.DOTALL
)
"""Operators that only draw, with their operands; the operands of one that does more, their last; and that."""

_MOVES = re.compile(rb"(?:(?:%b)*+[\x04\x15\x16])*+" % _OPERAND, re.DOTALL)
"""Operators that draw nothing by themselves: they only say where a contour would begin."""

_OPERANDS = re.compile(_OPERAND, re.DOTALL)
_OF_TWO_GLYPHS = 4
"""The operands with which the end of a glyph puts an accent on another."""

_DEEPEST = 10
_LONGEST = 1 << 16


class SubroutineList(Protocol):
    """Subroutines by their places in the font."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> bytes: ...


class Subroutines(dict[int, bytes]):
    """Subroutines by the numbers by which programs call them, each looked up once."""

    def __init__(self, listed: SubroutineList) -> None:
        count = len(listed)
        self._listed = listed
        self._bias = 107 if count < 1240 else 1131 if count < 33900 else 32768

    def __missing__(self, number: int) -> bytes:
        found = self[number] = self._listed[number + self._bias]
        return found


class FlatProgram(NamedTuple):
    """A program without calls, and whether it draws anything."""

    program: bytes
    draws: bool


def flatten(program: bytes, local: Subroutines, shared: Subroutines) -> FlatProgram:
    """Return `program` with the body of every subroutine in the place of its call."""
    writer = _Writer(local, shared)
    writer.run(program, 0)
    if not writer.ended:
        writer.out.append(_END)
    return FlatProgram(bytes(writer.out), writer.draws)


class _Writer:
    """`_operands` are those that no operator has taken yet."""

    def __init__(self, local: Subroutines, shared: Subroutines) -> None:
        self.out = bytearray()
        self.ended = False
        self.draws = False
        self._subroutines = {_CALL_LOCAL: local, _CALL_GLOBAL: shared}
        self._operands = b""
        self._stems = 0

    def run(self, program: bytes, depth: int) -> None:
        """Write `program` out; it stops at its return or at the end of the glyph."""
        at = 0
        while not self.ended and (found := _STRETCH.match(program, at)):
            drawing, operands, last, other = found.groups()
            self.out += drawing + operands
            self.draws = self.draws or _MOVES.fullmatch(drawing) is None
            self._operands = operands if drawing else self._operands + operands
            if not other or other[0] == _RETURN:
                return
            at = found.end()
            if other[0] in self._subroutines:
                self._call(other[0], last, depth)
            else:
                at += self._hint(other[0], program, at)

    def _hint(self, operator: int, program: bytes, at: int) -> int:
        """Write what says of stems or ends the glyph; return how many bytes of a mask follow it at `at`."""
        count = len(_OPERANDS.findall(self._operands))
        self._stems += count // 2
        self.draws = self.draws or (operator == _END and count >= _OF_TWO_GLYPHS)
        length = (self._stems + 7) // 8 if operator in _MASKS else 0
        self._operands = b""
        self.out.append(operator)
        self.out += program[at : at + length]
        self.ended = operator == _END
        return length

    def _call(self, operator: int, last: bytes | None, depth: int) -> None:
        """Write out the subroutine whose number was the last operand, here or before."""
        if not self._operands or depth >= _DEEPEST or len(self.out) > _LONGEST:
            self.ended = True
            return
        number = last or _OPERANDS.findall(self._operands)[-1]
        self._operands = self._operands[: -len(number)]
        del self.out[-len(number) :]
        self.run(self._subroutines[operator][_value(number)], depth + 1)


def _value(operand: bytes) -> int:
    first = operand[0]
    if first == 28 or first == 255:
        return int.from_bytes(operand[1:3], "big", signed=True)
    if first < 247:
        return first - 139
    return (first - 247) * 256 + operand[1] + 108 if first < 251 else -(first - 251) * 256 - operand[1] - 108


_CHARSET, _CHAR_STRINGS, _PRIVATE, _SUBRS = 15, 17, 18, 19
_MATRIX, _BOX = 1207, 5
_ROS, _COUNT, _FD_ARRAY, _FD_SELECT = 1230, 1234, 1236, 1237
_DEFAULT_WIDTH, _NOMINAL_WIDTH = 20, 21
_STANDARD_STRINGS = 391
_EMPTY = FlatProgram(b"\x0e", False)

Buffer = bytes | memoryview
Operands = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """A list of byte strings in a CFF table."""

    data: Buffer
    offset_size: int
    count: int
    offsets_at: int
    base: int

    @property
    def end(self) -> int:
        """Return where the next thing begins."""
        return self.base + self._offset(self.count) if self.count else self.offsets_at - 1

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < self.count:
            return b""
        return bytes(self.data[self.base + self._offset(number) : self.base + self._offset(number + 1)])

    def _offset(self, number: int) -> int:
        at = self.offsets_at + self.offset_size * number
        return int.from_bytes(self.data[at : at + self.offset_size], "big")


def read_index(data: Buffer, at: int) -> Index:
    """Return the list that begins at `at`."""
    count: int = unpack_from(">H", data, at)[0]
    size = data[at + 2] if count else 0
    return Index(data, size, count, at + 3, at + 2 + size * (count + 1))


_NO_SUBRS = Index(b"", 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Kind:
    """One of the font's sets of hints and subroutines."""

    private: bytes
    subrs: Subroutines
    matrix: bytes


class CffOutlines:
    """The outlines of a CFF face; what was once written out is kept."""

    def __init__(self, font: Sfnt) -> None:
        self._data = data = font.view("CFF ")
        names = read_index(data, data[2])
        tops = read_index(data, names.end)
        strings = read_index(data, tops.end)
        self._shared = Subroutines(read_index(data, strings.end))
        self._top = _dictionary(tops[0])
        self._glyphs = read_index(data, _places(self._top, _CHAR_STRINGS)[0])
        self._kinds = self._read_kinds()
        self._kind_of = self._read_choices()
        self._flat: dict[int, tuple[int, FlatProgram]] = {}
        self._units: int = unpack_from(">H", font.table("head"), 18)[0]

    def program(self, glyphs: Sequence[int]) -> bytes:
        """Return a CFF font with `glyphs` numbered as they stand; a glyph below 0 is empty."""
        found = [self._outline(narrow(glyph)) for glyph in glyphs]
        # A wider glyph is the same program under a set whose widths begin at more.
        chosen = [(kind, is_wide(glyph)) for glyph, (kind, _) in zip(glyphs, found, strict=True)]
        used = sorted(set(chosen))
        kinds = [self._wider(kind) if wide else self._kinds[kind] for kind, wide in used]
        choices = bytes(map({one: number for number, one in enumerate(used)}.__getitem__, chosen))
        return _font(self._top, kinds, choices, [outline.program for _, outline in found])

    def _wider(self, kind: int) -> _Kind:
        given = self._kinds[kind]
        private = _dictionary(given.private)
        more = round(self._units * WIDER)
        widths = b"".join(
            _integer(_number(private.get(operator, (_integer(0),))[0]) + more) + _operator(operator)
            for operator in (_DEFAULT_WIDTH, _NOMINAL_WIDTH)
        )
        kept = b"".join(
            _entry(private, one) for one in private if one not in (_DEFAULT_WIDTH, _NOMINAL_WIDTH)
        )
        return _Kind(kept + widths, given.subrs, given.matrix)

    def draws(self, glyph: int) -> bool:
        """Tell whether a glyph has a shape."""
        return self._outline(glyph)[1].draws

    def _outline(self, glyph: int) -> tuple[int, FlatProgram]:
        known = self._flat.get(glyph)
        if known is None:
            kind = self._choose(glyph)
            outline = self._glyphs[glyph] if glyph >= 0 else b""
            flat = flatten(outline, self._kinds[kind].subrs, self._shared) if outline else _EMPTY
            known = self._flat[glyph] = kind, flat
        return known

    def _choose(self, glyph: int) -> int:
        firsts, kinds = self._kind_of
        return kinds[max(0, bisect_right(firsts, glyph) - 1)]

    def _read_kinds(self) -> list[_Kind]:
        if _FD_ARRAY not in self._top:
            return [self._read_kind(self._top, b"")]
        array = read_index(self._data, _places(self._top, _FD_ARRAY)[0])
        kinds = [_dictionary(array[number]) for number in range(len(array))]
        return [self._read_kind(kind, _entry(kind, _MATRIX)) for kind in kinds]

    def _read_kind(self, font: Mapping[int, Operands], matrix: bytes) -> _Kind:
        size, start = _places(font, _PRIVATE, 2)
        private = _dictionary(bytes(self._data[start : start + size]))
        subrs = (
            read_index(self._data, start + _places(private, _SUBRS)[0]) if _SUBRS in private else _NO_SUBRS
        )
        kept = b"".join(_entry(private, operator) for operator in private if operator != _SUBRS)
        return _Kind(kept, Subroutines(subrs), matrix)

    def _read_choices(self) -> tuple[Sequence[int], Sequence[int]]:
        if _FD_SELECT not in self._top:
            return (0,), (0,)
        at = _places(self._top, _FD_SELECT)[0]
        if self._data[at] == 0:
            count = len(self._glyphs)
            return range(count), self._data[at + 1 : at + 1 + count]
        count = unpack_from(">H", self._data, at + 1)[0]
        ranges = [unpack_from(">HB", self._data, at + 3 + 3 * number) for number in range(count)]
        return [first for first, _ in ranges], [kind for _, kind in ranges]


def _places(dictionary: Mapping[int, Operands], operator: int, count: int = 1) -> list[int]:
    """Return the numbers that stand before an operator. Raises UnreadableFont where there are not as many."""
    operands = dictionary.get(operator, ())
    if len(operands) != count:
        raise UnreadableFont(f"no operator {operator}")
    return list(map(_number, operands))


def _dictionary(data: bytes) -> dict[int, Operands]:
    found: dict[int, Operands] = {}
    operands: list[bytes] = []
    at = 0
    while at < len(data):
        first = data[at]
        if first <= 21:
            length = 2 if first == 12 else 1
            found[1200 + data[at + 1] if first == 12 else first] = tuple(operands)
            operands = []
        else:
            length = _operand_length(data, at)
            operands.append(data[at : at + length])
        at += length
    return found


def _operand_length(data: bytes, at: int) -> int:
    first = data[at]
    if first != 30:
        return 3 if first == 28 else 5 if first == 29 else 1 if first < 247 else 2
    end = at + 1
    while data[end] & 0xF != 0xF and data[end] >> 4 != 0xF:
        end += 1
    return end + 1 - at


def _number(operand: bytes) -> int:
    first = operand[0]
    if first == 28 or first == 29:
        return int.from_bytes(operand[1:], "big", signed=True)
    if first < 247:
        return first - 139
    return (first - 247) * 256 + operand[1] + 108 if first < 251 else -(first - 251) * 256 - operand[1] - 108


def _integer(number: int) -> bytes:
    return b"\x1d" + pack(">i", number)


def _operator(operator: int) -> bytes:
    return bytes((12, operator - 1200)) if operator >= 1200 else bytes((operator,))


def _entry(dictionary: Mapping[int, Operands], operator: int) -> bytes:
    operands = dictionary.get(operator)
    return b"" if operands is None else b"".join(operands) + _operator(operator)


def _index(items: Sequence[bytes]) -> bytes:
    if not items:
        return b"\0\0"
    count = len(items)
    offsets = pack(f">HB{count + 1}I", count, 4, *accumulate(map(len, items), initial=1))
    return b"".join((offsets, *items))


def _font(top: Mapping[int, Operands], kinds: list[_Kind], choices: bytes, outlines: list[bytes]) -> bytes:
    """Return the whole file: its head, then the four lists that the head points at."""
    before = b"\1\0\4\4" + _index([b"Subset"])
    strings = _index([b"Adobe", b"Identity"]) + _index([])
    # All offsets are written in five bytes, so the head is as long before they are known as after.
    start = len(before) + len(_index([_top(top, len(outlines), 0, 0, 0, 0)])) + len(strings)
    charset = pack(">BHH", 2, 1, len(outlines) - 2) if len(outlines) > 1 else b"\0"
    select = b"\0" + choices
    glyphs = _index(outlines)
    at_select = start + len(charset)
    at_glyphs = at_select + len(select)
    at_kinds = at_glyphs + len(glyphs)
    array = _array(kinds, at_kinds)
    head = _index([_top(top, len(outlines), start, at_select, at_glyphs, at_kinds)])
    return b"".join(
        (before, head, strings, charset, select, glyphs, array, *(kind.private for kind in kinds))
    )


def _top(
    top: Mapping[int, Operands], count: int, charset: int, select: int, glyphs: int, kinds: int
) -> bytes:
    return b"".join(
        (
            _integer(_STANDARD_STRINGS) + _integer(_STANDARD_STRINGS + 1) + _integer(0) + _operator(_ROS),
            _entry(top, _MATRIX) + _entry(top, _BOX),
            _integer(count) + _operator(_COUNT),
            _integer(charset) + _operator(_CHARSET),
            _integer(select) + _operator(_FD_SELECT),
            _integer(glyphs) + _operator(_CHAR_STRINGS),
            _integer(kinds) + _operator(_FD_ARRAY),
        )
    )


def _array(kinds: list[_Kind], at: int) -> bytes:
    size = len(_index([_kind(kind, 0) for kind in kinds]))
    dictionaries, at = [], at + size
    for kind in kinds:
        dictionaries.append(_kind(kind, at))
        at += len(kind.private)
    return _index(dictionaries)


def _kind(kind: _Kind, at: int) -> bytes:
    return kind.matrix + _integer(len(kind.private)) + _integer(at) + _operator(_PRIVATE)
