"""The objects of a PDF file: numbered, written one after the other, found through a table."""

from __future__ import annotations

import gc
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import md5
from itertools import accumulate, chain
from struct import Struct


@contextmanager
def without_collection() -> Iterator[None]:
    """Let the collector of cycles rest: a long document would lose an eighth of its time to it.

    All that the layout makes lives until the file is written, and goes without the collector's help.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # Where work overlaps in several threads, the one that found the collector on turns it on again.
        if was_on:
            gc.enable()


_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
# Level 6 takes half as long again, for a hundredth of the size at 200 rows: outlines hardly shrink.
_LEVEL = 3
_PACKED = "/Filter/FlateDecode"
_ENTRY = Struct(">BBIH")
"""How an object is listed: how its row was foretold, its kind, its place or its stream, its index there."""
_FREE, _IN_FILE, _IN_STREAM = range(3)
_UP = 2
"""A row of the list is told as what each byte is more than the one above it."""
_TOGETHER = 1000
"""So many objects share one stream."""


class Objects:
    """Collects objects; a number can be had before the object."""

    def __init__(self) -> None:
        self._bodies: list[str] = []
        self._streams: dict[int, bytes] = {}

    def reserve(self, count: int = 1) -> int:
        """Return a number, the first of `count`, for objects that come later."""
        first = len(self._bodies) + 1
        self._bodies += ["null"] * count
        return first

    def set(self, number: int, body: str) -> int:
        """Give the object of a reserved number, and return the number."""
        self._bodies[number - 1] = body
        return number

    def set_all(self, first: int, bodies: Sequence[str]) -> None:
        """Give the objects of reserved numbers, from the `first` on."""
        self._bodies[first - 1 : first - 1 + len(bodies)] = bodies

    def add(self, body: str) -> int:
        """Add an object and return its number."""
        return self.set(self.reserve(), body)

    def add_stream(self, data: bytes, entries: str = "", packed: bool = False) -> int:
        """Add a stream and return its number; `packed` data is compressed already."""
        if not packed:
            data = zlib.compress(data, _LEVEL)
            entries += _PACKED
        number = self.reserve()
        self._streams[number] = _stream(data, entries)
        return number

    def add_plain_stream(self, data: bytes, entries: str) -> int:
        """Add a stream that programs find without unpacking it, and return its number."""
        return self.add_stream(data, entries, packed=True)

    def add_outlines(self, data: bytes, entries: str) -> int:
        """Add a stream of CFF outlines and return its number."""
        # They hardly repeat anything: the search for it takes three times as long, for a tenth of the size.
        packer = zlib.compressobj(_LEVEL, strategy=zlib.Z_HUFFMAN_ONLY)
        return self.add_stream(packer.compress(data) + packer.flush(), entries + _PACKED, packed=True)

    def file(self, root: int, info: int) -> bytes:
        """Return the file, the same for the same objects; what is no stream lies packed in streams."""
        count = len(self._bodies) + 1
        inside = [number for number in range(1, count) if number not in self._streams]
        packs = [inside[start : start + _TOGETHER] for start in range(0, len(inside), _TOGETHER)]
        entries = bytearray(_ENTRY.pack(0, _FREE, 0, 0xFFFF) * (count + len(packs) + 1))
        pieces, at = [_HEAD], len(_HEAD)
        packed = ((count + place, self._packed(each)) for place, each in enumerate(packs))
        for number, body in chain(self._streams.items(), packed):
            piece = b"".join((b"%d 0 obj\n" % number, body, b"\nendobj\n"))
            _ENTRY.pack_into(entries, number * _ENTRY.size, 0, _IN_FILE, at, 0)
            pieces.append(piece)
            at += len(piece)
        for holder, each in enumerate(packs, count):
            for index, number in enumerate(each):
                _ENTRY.pack_into(entries, number * _ENTRY.size, 0, _IN_STREAM, holder, index)
        _ENTRY.pack_into(entries, len(entries) - _ENTRY.size, 0, _IN_FILE, at, 0)
        identity = md5(b"".join(pieces), usedforsecurity=False).hexdigest()
        size = len(entries) // _ENTRY.size
        table = _stream(
            zlib.compress(_foretold(entries), _LEVEL),
            f"/Type/XRef/Size {size}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{identity}><{identity}>]{_PACKED}/DecodeParms<</Predictor 12/Columns 7>>",
        )
        pieces.append(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (size - 1, table, at))
        return b"".join(pieces)

    def _packed(self, numbers: list[int]) -> bytes:
        """Return some objects as one stream."""
        bodies = [self._bodies[number - 1] for number in numbers]
        places = accumulate([len(body) + 1 for body in bodies], initial=0)
        head = " ".join(f"{number} {place}" for number, place in zip(numbers, places, strict=False)) + "\n"
        data = zlib.compress((head + "\n".join(bodies)).encode("latin-1"), _LEVEL)
        return _stream(data, f"/Type/ObjStm/N {len(numbers)}/First {len(head)}{_PACKED}")


def _foretold(entries: bytearray) -> bytearray:
    """Return a list of objects as what each byte is more than the one above: mostly the same in all rows."""
    size, above = len(entries), bytes(_ENTRY.size) + entries[: -_ENTRY.size]
    # All bytes are taken away at once, as two numbers; the highest bits apart, so that no byte borrows.
    high = int.from_bytes(b"\x80" * size)
    own, less = int.from_bytes(entries), int.from_bytes(above)
    differences = ((own | high) - (less & ~high)) ^ ((own ^ ~less) & high)
    foretold = bytearray(differences.to_bytes(size))
    foretold[:: _ENTRY.size] = bytes([_UP]) * (size // _ENTRY.size)
    return foretold


def _stream(data: bytes, entries: str) -> bytes:
    head = f"<<{entries}/Length {len(data)}>>stream\n".encode("latin-1")
    # A data's last \r and a \n after it would be one line end, of which none counts (ISO 32000-1 §7.3.8.1).
    return b"".join((head, data, b"\r\nendstream" if data.endswith(b"\r") else b"\nendstream"))


def text_string(text: str) -> str:
    """Return `text` as a PDF string."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


def name(text: str) -> str:
    """Return `text` as a PDF name."""
    safe = (c if c.isascii() and (c.isalnum() or c in "-_+.") else "" for c in text)
    return "/" + ("".join(safe) or "Font")


@lru_cache(maxsize=1 << 12)
def number(value: float) -> str:
    """Return a number with at most two decimals."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown in ("-0", "") else shown
