"""The names a face gives itself, in every language of its name table."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from
from unicodedata import normalize

_FAMILY = frozenset({1, 4, 16})
_POSTSCRIPT = 6
_WINDOWS, _UNICODE, _MACINTOSH = 3, 0, 1
_CODINGS = {
    (_WINDOWS, 3): "gb18030",
    (_WINDOWS, 4): "big5",
    (_MACINTOSH, 0): "mac_roman",
    (_MACINTOSH, 25): "gb2312",
}


def family_key(name: str) -> str:
    """Return a family name as it is compared: without case, spaces and full-width letters."""
    return "".join(normalize("NFKC", name).casefold().split())


def family_keys(table: bytes) -> frozenset[str]:
    """Return the keys of every family name and full name in a name table."""
    return frozenset(family_key(text) for number, text in _records(table) if number in _FAMILY)


def family_name(table: bytes) -> str:
    """Return the first family name in a name table that is written in ASCII, or else any."""
    names = [text for number, text in _records(table) if number in (1, 16)]
    return next(filter(str.isascii, names), names[0] if names else "")


def postscript_name(table: bytes) -> str:
    """Return the name by which a PDF calls the face."""
    names = (text for number, text in _records(table) if number == _POSTSCRIPT)
    return next(names, "") or family_name(table)


def _records(table: bytes) -> Iterator[tuple[int, str]]:
    _, count, storage = unpack_from(">HHH", table)
    for index in range(count):
        platform, coding, _, number, length, offset = unpack_from(">6H", table, 6 + 12 * index)
        text = _decode(platform, coding, table[storage + offset : storage + offset + length])
        if text:
            yield number, text


def _decode(platform: int, coding: int, data: bytes) -> str:
    name = _CODINGS.get((platform, coding))
    if name is None:
        return data.decode("utf-16-be", "ignore") if platform in (_WINDOWS, _UNICODE) else ""
    # Old Chinese fonts write each byte of a two-byte code as two bytes.
    return data.replace(b"\0", b"").decode(name, "ignore")
