"""One glyph of a CFF font: a small program, written out without its subroutines."""

from __future__ import annotations

import re
from typing import NamedTuple, Protocol

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


class Listed(Protocol):
    """Subroutines by their places in the font."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> bytes: ...


class Subroutines(dict[int, bytes]):
    """Subroutines by the numbers by which programs call them, each looked up once."""

    def __init__(self, listed: Listed) -> None:
        count = len(listed)
        self._listed = listed
        self._bias = 107 if count < 1240 else 1131 if count < 33900 else 32768

    def __missing__(self, number: int) -> bytes:
        found = self[number] = self._listed[number + self._bias]
        return found


class Flat(NamedTuple):
    """A program without calls, and whether it draws anything."""

    program: bytes
    draws: bool


def flatten(program: bytes, local: Subroutines, shared: Subroutines) -> Flat:
    """Return `program` with the body of every subroutine in the place of its call."""
    writer = _Writer(local, shared)
    writer.run(program, 0)
    if not writer.ended:
        writer.out.append(_END)
    return Flat(bytes(writer.out), writer.draws)


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
