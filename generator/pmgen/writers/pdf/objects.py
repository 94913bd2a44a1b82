"""The objects of a PDF file: numbered, written one after the other, found through a table at the end."""

from __future__ import annotations

import zlib
from hashlib import md5
from itertools import chain
from struct import pack, pack_into

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
# Level 6 takes half as long again, for a hundredth of the size at 200 rows: outlines hardly shrink.
_LEVEL = 3
_PACKED = "/Filter/FlateDecode"
_ENTRY = ">BIH"
_WIDE = 7
"""How an object is listed, and in how many bytes: its kind, its place or its stream, its index there."""
_TOGETHER = 1000
"""So many objects share one stream."""


class Objects:
    """Collects objects; a number can be had before the object."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []
        self._streams: list[int] = []

    def reserve(self, count: int = 1) -> int:
        """Return a number, the first of `count`, for objects that come later."""
        first = len(self._bodies) + 1
        self._bodies += [b"null"] * count
        return first

    def set(self, number: int, body: str | bytes) -> int:
        """Give the object of a reserved number, and return the number."""
        self._bodies[number - 1] = body if isinstance(body, bytes) else body.encode("latin-1")
        return number

    def add(self, body: str | bytes) -> int:
        """Add an object and return its number."""
        return self.set(self.reserve(), body)

    def add_stream(self, data: bytes, entries: str = "", packed: bool = False) -> int:
        """Add a stream and return its number; `packed` data is compressed already."""
        if not packed:
            data = zlib.compress(data, _LEVEL)
            entries += _PACKED
        number = self.add(_stream(data, entries))
        self._streams.append(number)
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
        apart = set(self._streams)
        inside = [number for number in range(1, len(self._bodies) + 1) if number not in apart]
        packs = [inside[start : start + _TOGETHER] for start in range(0, len(inside), _TOGETHER)]
        entries = bytearray(pack(_ENTRY, 0, 0, 0xFFFF) * (len(self._bodies) + len(packs) + 2))
        pieces, at = [_HEAD], len(_HEAD)
        written = chain(
            ((number, self._bodies[number - 1]) for number in self._streams),
            ((len(self._bodies) + 1 + place, self._packed(each)) for place, each in enumerate(packs)),
        )
        for number, body in written:
            piece = b"".join((b"%d 0 obj\n" % number, body, b"\nendobj\n"))
            pack_into(_ENTRY, entries, number * _WIDE, 1, at, 0)
            pieces.append(piece)
            at += len(piece)
        for holder, each in enumerate(packs, len(self._bodies) + 1):
            for index, number in enumerate(each):
                pack_into(_ENTRY, entries, number * _WIDE, 2, holder, index)
        pack_into(_ENTRY, entries, len(entries) - _WIDE, 1, at, 0)
        identity = md5(b"".join(pieces), usedforsecurity=False).hexdigest()
        table = _stream(
            zlib.compress(entries, _LEVEL),
            f"/Type/XRef/Size {len(entries) // _WIDE}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{identity}><{identity}>]{_PACKED}",
        )
        number = len(entries) // _WIDE - 1
        pieces.append(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, table, at))
        return b"".join(pieces)

    def _packed(self, numbers: list[int]) -> bytes:
        """Return some objects as one stream."""
        index, at = list[str](), 0
        bodies = [self._bodies[number - 1] for number in numbers]
        for number, body in zip(numbers, bodies, strict=True):
            index.append(f"{number} {at}")
            at += len(body) + 1
        head = " ".join(index).encode() + b"\n"
        data = zlib.compress(head + b"\n".join(bodies), _LEVEL)
        return _stream(data, f"/Type/ObjStm/N {len(numbers)}/First {len(head)}{_PACKED}")


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


def number(value: float) -> str:
    """Return a number with at most two decimals."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown in ("-0", "") else shown
