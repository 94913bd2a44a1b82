"""The shelf: every face in the given folders, found by any of its family names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from struct import error, unpack_from

from pmgen.fonts.face import Face
from pmgen.fonts.names import family_key, family_keys, family_name
from pmgen.fonts.sfnt import Sfnt, UnreadableFont, open_fonts
from pmgen.fonts.substitutes import same_family, substitutes

_ENDINGS = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_REGULAR, _BOLD, _LEAST_BOLD = 400, 700, 600
_ITALIC = 0x1
_CHINESE = ord("中")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the shelf knows of a face before it is read."""

    font: Sfnt
    family: str
    keys: frozenset[str]
    weight: int
    italic: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The face for a family, under the name it was found by, and whether it is really bold and italic."""

    face: Face
    family: str
    substituted: bool
    bold: bool
    italic: bool


class FontShelf:
    """The fonts of some folders; the first folder wins. What is read once is kept for the next document."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self._faces: dict[int, Face | None] = {}
        self._found: dict[tuple[str, bool, bool], Found | None] = {}

    def __reduce__(self) -> tuple[object, ...]:
        """Let another process open the fonts itself, once for all documents."""
        return shelf_of, (self.folders,)

    def find(self, family: str, bold: bool = False, italic: bool = False) -> Found | None:
        """Return the face for a family or for the closest one there is; None if no font has Chinese."""
        asked = family, bold, italic
        if asked not in self._found:
            self._found[asked] = self._find(family, bold, italic)
        return self._found[asked]

    def others(self) -> Iterator[Face]:
        """Yield every upright face, those with Chinese first, to look for a character that a font lacks."""
        upright = sorted((e for e in self._entries if not e.italic), key=lambda e: abs(e.weight - _REGULAR))
        faces = (face for entry in upright if (face := self._face(entry)))
        return iter(sorted(faces, key=lambda face: (not face.has(_CHINESE), "SC" not in face.family)))

    @cached_property
    def fingerprint(self) -> str:
        """Return what tells these fonts from any others."""
        return sha256("".join(entry.font.fingerprint for entry in self._entries).encode()).hexdigest()

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(entry for path in _font_files(self.folders) for entry in _read_entries(path))

    @cached_property
    def _families(self) -> dict[str, list[Entry]]:
        families: dict[str, list[Entry]] = {}
        for entry in self._entries:
            for key in entry.keys:
                families.setdefault(key, []).append(entry)
        return families

    def _find(self, family: str, bold: bool, italic: bool) -> Found | None:
        for name in (family, *substitutes(family)):
            found = self._best(self._families.get(family_key(name), ()), bold, italic)
            if found:
                face, entry = found
                substituted = not same_family(family, name)
                return Found(face, name, substituted, entry.weight >= _LEAST_BOLD, entry.italic)
        return self._any()

    def _best(self, entries: Iterable[Entry], bold: bool, italic: bool) -> tuple[Face, Entry] | None:
        weight = _BOLD if bold else _REGULAR
        for entry in sorted(entries, key=lambda entry: (entry.italic != italic, abs(entry.weight - weight))):
            face = self._face(entry)
            if face:
                return face, entry
        return None

    def _any(self) -> Found | None:
        for face in self.others():
            if face.has(_CHINESE):
                return Found(face, face.family, True, False, False)
        return None

    def _face(self, entry: Entry) -> Face | None:
        key = id(entry)
        if key not in self._faces:
            try:
                face = Face(entry.font)
                self._faces[key] = face if face.may_embed else None
            except UnreadableFont:
                self._faces[key] = None
        return self._faces[key]


@cache
def shelf_of(folders: tuple[Path, ...]) -> FontShelf:
    """Return the shelf of some folders, one for the whole process."""
    return FontShelf(folders)


def _font_files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        # Sorted, so that two machines with the same fonts choose the same one.
        yield from sorted(path for path in _below(folder) if path.suffix.lower() in _ENDINGS)


def _below(folder: Path) -> Iterator[Path]:
    """Yield what is in sight below a folder of fonts; one that may not be looked into holds none."""
    for parent, _, names in os.walk(folder):
        yield from (Path(parent, name) for name in names)


def _read_entries(path: Path) -> Iterator[Entry]:
    try:
        for font in open_fonts(path):
            if "glyf" in font.tables or "CFF " in font.tables:
                yield _entry(font)
    except (UnreadableFont, error):
        return


def _entry(font: Sfnt) -> Entry:
    names, system = font.table("name"), font.table("OS/2")
    weight, italic = _REGULAR, False
    if len(system) >= 64:
        weight = unpack_from(">H", system, 4)[0]
        italic = bool(unpack_from(">H", system, 62)[0] & _ITALIC)
    return Entry(font, family_name(names), family_keys(names), weight, italic)
