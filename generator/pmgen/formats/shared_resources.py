"""Fonts, borders and pictures of a file, equal ones kept once under a number or a name."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pmgen.document import Borders, Font, Image

Thing = TypeVar("Thing", bound=Hashable)


@dataclass(slots=True)
class Numbers(Generic[Thing]):
    """Gives equal things the same number, which a key of identities finds again without comparing them."""

    by_value: dict[Thing, int] = field(default_factory=dict)
    by_key: dict[object, int] = field(default_factory=dict)
    _kept: list[Thing] = field(default_factory=list)

    def add(self, key: object, thing: Thing) -> int:
        """Return the number of a thing that is new by its key."""
        self._kept.append(thing)  # or another could get its identity
        number = self.by_key[key] = self.by_value.setdefault(thing, len(self.by_value))
        return number


def font_number(numbers: Numbers[Font], font: Font) -> int:
    """Return the number of a font."""
    known = numbers.by_key.get(id(font))
    return numbers.add(id(font), font) if known is None else known


def borders_number(numbers: Numbers[Borders], borders: Borders) -> int:
    """Return the number of the lines around a cell, which often share the lines and nothing else."""
    key = (
        *(id(borders.top), id(borders.right), id(borders.bottom), id(borders.left)),
        *(id(borders.falling), id(borders.rising)),
    )
    known = numbers.by_key.get(key)
    return numbers.add(key, borders) if known is None else known


@dataclass(slots=True)
class Media:
    """The pictures of a package, each kept once."""

    names: dict[tuple[str, bytes], str] = field(default_factory=dict)

    def name(self, image: Image) -> str:
        """Return the name of the picture's file inside `media/`."""
        name = f"image{len(self.names) + 1}.{_ending(image.media_type)}"
        return self.names.setdefault((image.media_type, image.data), name)

    @property
    def types(self) -> dict[str, str]:
        """Return the media type for each ending that occurs."""
        return {_ending(media_type): media_type for media_type, _ in self.names}


def _ending(media_type: str) -> str:
    return media_type.removeprefix("image/").partition("+")[0]
