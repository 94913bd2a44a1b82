"""The bytes of a PDF stream without their packing."""

from __future__ import annotations

import zlib
from base64 import a85decode
from collections.abc import Sequence
from typing import NamedTuple

from pmgen.ooxml.package import MOST_BYTES

_PNG = 10


class Decoded(NamedTuple):
    """The bytes of a stream; `packing` is what stays packed, `rest` what stands behind the packed bytes."""

    data: bytes
    packing: tuple[str, ...] = ()
    rest: bytes = b""


class Step(NamedTuple):
    """One packing: its name, and the columns, colours, bits and predictor by which bytes were foretold."""

    name: str
    predictor: int = 1
    columns: int = 1
    colors: int = 1
    bits: int = 8


def decoded(raw: bytes, steps: Sequence[Step]) -> Decoded:
    """Return bytes without the packing that can be undone; raise ValueError where they are damaged."""
    rest = b""
    for number, step in enumerate(steps):
        if step.name in ("FlateDecode", "Fl"):
            raw, behind = _inflated(raw)
            rest += behind
            raw = _foretold(raw, step)
        elif step.name in ("ASCIIHexDecode", "AHx"):
            digits = b"".join(raw.split(b">")[0].split())
            raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        elif step.name in ("ASCII85Decode", "A85"):
            raw = a85decode(raw.strip().removeprefix(b"<~").removesuffix(b"~>"), ignorechars=b"\0\t\n\f\r ")
        else:
            return Decoded(raw, tuple(step.name for step in steps[number:]), rest)
    return Decoded(raw, (), rest)


def _inflated(raw: bytes) -> tuple[bytes, bytes]:
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(raw, MOST_BYTES)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if unpacker.unconsumed_tail:
        raise ValueError("a stream swells beyond any document")
    if not unpacker.eof:
        raise ValueError("a packed stream has no end")
    return data, unpacker.unused_data.strip()


def _foretold(data: bytes, step: Step) -> bytes:
    if step.predictor < _PNG:
        if step.predictor > 1:
            raise ValueError(f"predictor {step.predictor}")
        return data
    width = max(1, step.colors * step.bits // 8)
    stride = (step.columns * step.colors * step.bits + 7) // 8
    out, above = bytearray(), bytes(stride)
    for at in range(0, len(data), stride + 1):
        row = data[at + 1 : at + 1 + stride].ljust(stride, b"\0")
        above = _row(data[at], row, above, width)
        out += above
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
