"""The fonts of some folders by their family names, what stands in for others, and which were used."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from struct import error, unpack_from
from typing import TYPE_CHECKING

from pmgen.fonts.font_tables import Sfnt, UnreadableFont, family_key, family_keys, family_name, open_fonts

if TYPE_CHECKING:
    from pmgen.fonts.font_face import Face

BROUGHT = "pylopdf_fonts_zh_cn"
"""The package that brings Noto Serif SC and Noto Sans SC, both under the OFL; it is never imported."""


def usual_folders(platform: str, home: Path, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Return the folders that hold fonts on a system (`sys.platform`), the brought ones last."""
    own = {"win32": _windows, "darwin": _mac}.get(platform, _unix)
    return (*own(home, environment), *brought_folders())


def brought_folders() -> tuple[Path, ...]:
    """Return the folder of the fonts that the installation brings, if it is there."""
    spec = find_spec(BROUGHT)
    return tuple(map(Path, spec.submodule_search_locations or ())) if spec else ()


def _windows(home: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    yield Path(environment.get("SYSTEMROOT", "C:/Windows")) / "Fonts"
    yield home / "AppData/Local/Microsoft/Windows/Fonts"


def _mac(home: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    yield home / "Library/Fonts"
    yield Path("/Library/Fonts")
    yield Path("/System/Library/Fonts")


def _unix(home: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    yield home / ".fonts"
    yield Path(environment.get("XDG_DATA_HOME") or home / ".local/share") / "fonts"
    yield Path("/usr/local/share/fonts")
    yield Path("/usr/share/fonts")


_SONG = (
    "宋体", "SimSun", "新宋体", "NSimSun", "华文宋体", "STSong", "Songti SC",
    "Noto Serif CJK SC", "Noto Serif SC",
    "Source Han Serif SC", "Source Han Serif CN", "AR PL SungtiL GB", "AR PL UMing CN", "FandolSong",
)  # fmt: skip
_HEI = (
    "黑体", "SimHei", "微软雅黑", "Microsoft YaHei", "华文黑体", "STHeiti", "PingFang SC", "Noto Sans CJK SC",
    "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "WenQuanYi Zen Hei", "FandolHei",
)  # fmt: skip
_TITLE = ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05")
_FANG = ("仿宋", "FangSong", "仿宋_GB2312", "FangSong_GB2312", "华文仿宋", "STFangsong", "FandolFang")
_KAI = (
    "楷体", "KaiTi", "楷体_GB2312", "KaiTi_GB2312", "华文楷体", "STKaiti", "Kaiti SC",
    "LXGW WenKai", "AR PL UKai CN",
    "AR PL KaitiM GB", "FandolKai",
)  # fmt: skip
_TIMES = (
    "Times New Roman",
    "Times",
    "Liberation Serif",
    "Tinos",
    "Nimbus Roman",
    "TeX Gyre Termes",
    "FreeSerif",
)
_ARIAL = (
    "Arial",
    "Helvetica",
    "Calibri",
    "Liberation Sans",
    "Arimo",
    "Nimbus Sans",
    "TeX Gyre Heros",
    "FreeSans",
)
_MONO = (
    "Courier New",
    "Courier",
    "Liberation Mono",
    "Cousine",
    "Nimbus Mono PS",
    "FreeMono",
    "DejaVu Sans Mono",
)

_GROUPS = (
    (_TITLE, _SONG),
    (_FANG, _SONG),
    (_KAI, _SONG),
    (_HEI, _SONG),
    (_SONG, _HEI),
    (_TIMES, _SONG),
    (_ARIAL, _HEI),
    (_MONO, _SONG),
)
_LOOKS = (
    ("黑", _HEI),
    ("hei", _HEI),
    ("sans", _HEI),
    ("楷", _KAI),
    ("kai", _KAI),
    ("仿", _FANG),
    ("fang", _FANG),
)


def substitutes(family: str) -> tuple[str, ...]:
    """Return the families to try for `family`, the closest first; it may be among them."""
    key = family_key(family)
    for group, others in _GROUPS:
        if key in map(family_key, group):
            return group + others
    return next((group for word, group in _LOOKS if word in key), ()) + _SONG + _HEI


def same_family(one: str, other: str) -> bool:
    """Tell whether two names mean one typeface, such as 宋体 and SimSun."""
    pair = {family_key(one), family_key(other)}
    return len(pair) == 1 or any(pair <= names for names in _NAMES)


_NAMES = tuple(
    frozenset(map(family_key, names))
    for names in (
        ("宋体", "SimSun"),
        ("新宋体", "NSimSun"),
        ("黑体", "SimHei"),
        ("微软雅黑", "Microsoft YaHei"),
        ("仿宋", "FangSong"),
        ("楷体", "KaiTi"),
        ("仿宋_GB2312", "FangSong_GB2312"),
        ("楷体_GB2312", "KaiTi_GB2312"),
        ("华文宋体", "STSong"),
        ("华文仿宋", "STFangsong"),
        ("华文楷体", "STKaiti"),
    )
)


_ENDINGS = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_REGULAR, _BOLD, _LEAST_BOLD = 400, 700, 600
_ITALIC = 0x1
_CHINESE = ord("中")


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    """What the shelf knows of a face before it is read."""

    font: Sfnt
    family: str
    keys: frozenset[str]
    weight: int
    italic: bool


@dataclass(frozen=True, slots=True)
class FoundFace:
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
        self._found: dict[tuple[str, bool, bool], FoundFace | None] = {}

    def __reduce__(self) -> tuple[object, ...]:
        """Let another process open the fonts itself, once for all documents."""
        return shelf_of, (self.folders,)

    def find(self, family: str, bold: bool = False, italic: bool = False) -> FoundFace | None:
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
    def _entries(self) -> tuple[ShelfEntry, ...]:
        return tuple(entry for path in _font_files(self.folders) for entry in _read_entries(path))

    @cached_property
    def _families(self) -> dict[str, list[ShelfEntry]]:
        families: dict[str, list[ShelfEntry]] = {}
        for entry in self._entries:
            for key in entry.keys:
                families.setdefault(key, []).append(entry)
        return families

    def _find(self, family: str, bold: bool, italic: bool) -> FoundFace | None:
        for name in (family, *substitutes(family)):
            found = self._best(self._families.get(family_key(name), ()), bold, italic)
            if found:
                face, entry = found
                substituted = not same_family(family, name)
                return FoundFace(face, name, substituted, entry.weight >= _LEAST_BOLD, entry.italic)
        return self._any()

    def _best(
        self, entries: Iterable[ShelfEntry], bold: bool, italic: bool
    ) -> tuple[Face, ShelfEntry] | None:
        weight = _BOLD if bold else _REGULAR
        for entry in sorted(entries, key=lambda entry: (entry.italic != italic, abs(entry.weight - weight))):
            face = self._face(entry)
            if face:
                return face, entry
        return None

    def _any(self) -> FoundFace | None:
        for face in self.others():
            if face.has(_CHINESE):
                return FoundFace(face, face.family, True, False, False)
        return None

    def _face(self, entry: ShelfEntry) -> Face | None:
        key = id(entry)
        if key not in self._faces:
            from pmgen.fonts.font_face import Face  # whoever writes no pages needs none

            try:
                face = Face(entry.font)
                self._faces[key] = face if face.may_embed else None
            except UnreadableFont:
                self._faces[key] = None
        return self._faces[key]


NO_FONTS = FontShelf(())
"""For whoever writes no pages; a PDF cannot be written with it."""


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


def _read_entries(path: Path) -> Iterator[ShelfEntry]:
    try:
        for font in open_fonts(path):
            if "glyf" in font.tables or "CFF " in font.tables:
                yield _entry(font)
    except (UnreadableFont, error):
        return


def _entry(font: Sfnt) -> ShelfEntry:
    names, system = font.table("name"), font.table("OS/2")
    weight, italic = _REGULAR, False
    if len(system) >= 64:
        weight = unpack_from(">H", system, 4)[0]
        italic = bool(unpack_from(">H", system, 62)[0] & _ITALIC)
    return ShelfEntry(font, family_name(names), family_keys(names), weight, italic)


@dataclass(frozen=True, slots=True, order=True)
class UsedFont:
    """A family that was asked for, and the face that stood for it with the fingerprint of its content."""

    asked: str
    bold: bool
    italic: bool
    family: str = ""
    face: str = ""
    print: str = ""

    def plain(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class UsedFonts:
    """Every font that was asked for; `all_print` is that of all fonts, where each was looked into."""

    fonts: tuple[UsedFont, ...] = ()
    all_print: str = ""

    def plain(self) -> dict[str, object]:
        """Return them as JSON has them."""
        return {"asked": [font.plain() for font in self.fonts], "all": self.all_print}

    def now(self, shelf: FontShelf) -> UsedFonts:
        """Return what the same questions find on `shelf`."""
        found = (_used((font.asked, font.bold, font.italic), shelf) for font in self.fonts)
        return UsedFonts(tuple(found), shelf.fingerprint if self.all_print else "")


class WatchedShelf(FontShelf):
    """A shelf that remembers what one document asked of it."""

    def __init__(self, shelf: FontShelf) -> None:
        super().__init__(shelf.folders)
        self._shelf = shelf
        self._asked: set[tuple[str, bool, bool]] = set()
        self._searched = False

    def find(self, family: str, bold: bool = False, italic: bool = False) -> FoundFace | None:
        """Return what the shelf finds."""
        self._asked.add((family, bold, italic))
        return self._shelf.find(family, bold, italic)

    def others(self) -> Iterator[Face]:
        """Return what the shelf has."""
        self._searched = True
        return self._shelf.others()

    @property
    def used(self) -> UsedFonts:
        """Return what was asked for, and what was found."""
        fonts = tuple(_used(asked, self._shelf) for asked in sorted(self._asked))
        return UsedFonts(fonts, self._shelf.fingerprint if self._searched else "")


def _used(asked: tuple[str, bool, bool], shelf: FontShelf) -> UsedFont:
    found = shelf.find(*asked)
    return (
        UsedFont(*asked, found.face.family, found.face.name, found.face.fingerprint)
        if found
        else UsedFont(*asked)
    )
