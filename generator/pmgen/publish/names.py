"""Names of output files: readable, legal on every system, and never twice the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePosixPath

LONGEST = 120
"""Bytes in UTF-8 that one part of a path may have."""

ROOM = len(".docx")
"""Bytes kept free for an ending, the same for every format, so that one document has one stem."""

_MARKS = frozenset("-_.()（）、，。；：！？·…—～“”‘’《》〈〉【】〔〕「」『』＋％℃")
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\Z")
_EDGES = " ._"


def safe_part(text: str) -> str:
    """Return `text` as one part of a path, short enough to take an ending.

    What is not a letter, a digit or a common mark becomes `_`; what is too long is cut and keeps a short
    hash of the whole, so that two long names stay two.
    """
    cleaned = _cleaned(text) or "_"
    if _RESERVED.match(cleaned.split(".")[0].strip()):
        cleaned = f"_{cleaned}"
    return _shortened(cleaned, LONGEST - ROOM)


def joined(parts: Iterable[str | None]) -> str:
    """Return the parts that are known, joined by `_`."""
    return "_".join(part for part in parts if part)


def distinct(stems: Iterable[PurePosixPath]) -> list[PurePosixPath]:
    """Return the stems of documents, numbered where a system that ignores case would take two for one."""
    taken: set[str] = set()
    return [_claim(stem, taken) for stem in stems]


def _claim(stem: PurePosixPath, taken: set[str]) -> PurePosixPath:
    number, free = 1, stem
    while folded(free) in taken:
        number += 1
        free = stem.with_name(_numbered(stem.name, number))
    taken.add(folded(free))
    return free


def _numbered(name: str, number: int) -> str:
    mark = f"_{number}"
    return _shortened(name, LONGEST - ROOM - _size(mark)) + mark


def folded(path: PurePosixPath) -> str:
    """Return a path as systems compare it that know neither case nor ways of composing a character."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(path)).casefold())


def _cleaned(text: str) -> str:
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(character if _allowed(character) else "_" for character in normal)
    return re.sub("_+", "_", kept).strip(_EDGES)


def _allowed(character: str) -> bool:
    return character in _MARKS or unicodedata.category(character)[0] in "LNM"


def _shortened(text: str, room: int) -> str:
    if _size(text) <= room:
        return text
    mark = "-" + sha256(text.encode()).hexdigest()[:8]
    return _cut(text, room - _size(mark)).rstrip(_EDGES) + mark


def _cut(text: str, room: int) -> str:
    return text.encode()[:room].decode(errors="ignore")


def _size(text: str) -> int:
    return len(text.encode())
