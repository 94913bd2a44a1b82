"""One glyph of a CFF font: a small program, written out without its subroutines."""

from __future__ import annotations

from typing import Protocol

_STEMS = frozenset({1, 3, 18, 23})
_MASKS = frozenset({19, 20})
_CALL_LOCAL, _RETURN, _ESCAPE, _END, _CALL_GLOBAL = 10, 11, 12, 14, 29
_DEEPEST = 10
_LONGEST = 1 << 16


class Subroutines(Protocol):
    """Subroutines by their number."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> bytes: ...


def flatten(program: bytes, local: Subroutines, shared: Subroutines) -> bytes:
    """Return `program` with the body of every subroutine in the place of its call."""
    writer = _Writer(local, shared)
    writer.run(program, 0)
    if not writer.ended:
        writer.out.append(_END)
    return bytes(writer.out)


class _Writer:
    def __init__(self, local: Subroutines, shared: Subroutines) -> None:
        self.out = bytearray()
        self.ended = False
        self._subroutines = {_CALL_LOCAL: local, _CALL_GLOBAL: shared}
        self._operands: list[tuple[int, int]] = []
        self._stems = 0

    def run(self, program: bytes, depth: int) -> None:
        """Write `program` out; it stops at its return or at the end of the glyph."""
        at, size, out, operands = 0, len(program), self.out, self._operands
        while at < size and not self.ended:
            first = program[at]
            if first >= 32 or first == 28:
                length = 1 if 32 <= first < 247 else 2 if 247 <= first < 255 else 5 if first == 255 else 3
                operands.append((len(out), _value(program, at, first)))
                out += program[at : at + length]
                at += length
            elif first in self._subroutines:
                self._call(first, depth)
                at += 1
            elif first == _RETURN:
                return
            else:
                at += self._operator(program, at, first)

    def _operator(self, program: bytes, at: int, first: int) -> int:
        length = 2 if first == _ESCAPE else 1
        if first in _STEMS or first in _MASKS:
            self._stems += len(self._operands) // 2
        if first in _MASKS:
            length += (self._stems + 7) // 8
        self._operands.clear()
        self.out += program[at : at + length]
        self.ended = first == _END
        return length

    def _call(self, operator: int, depth: int) -> None:
        subroutines = self._subroutines[operator]
        if not self._operands or depth >= _DEEPEST or len(self.out) > _LONGEST:
            self.ended = True
            return
        start, number = self._operands.pop()
        del self.out[start:]
        count = len(subroutines)
        bias = 107 if count < 1240 else 1131 if count < 33900 else 32768
        self.run(subroutines[number + bias], depth + 1)


def _value(program: bytes, at: int, first: int) -> int:
    if first == 28:
        return int.from_bytes(program[at + 1 : at + 3], "big", signed=True)
    if first < 247:
        return first - 139
    if first == 255:
        return int.from_bytes(program[at + 1 : at + 3], "big", signed=True)
    return (
        (first - 247) * 256 + program[at + 1] + 108
        if first < 251
        else -(first - 251) * 256 - program[at + 1] - 108
    )
