"""Which fonts a document was laid out with, so that another machine can be asked for the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmgen.fonts.face import Face
from pmgen.fonts.shelf import FontShelf, Found


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

    def find(self, family: str, bold: bool = False, italic: bool = False) -> Found | None:
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
