"""What grows while a document is written: ids that are unique in it, and the pictures of each part."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from pmgen.document import Image


@dataclass(slots=True)
class Media:
    """The pictures of a package, each kept once."""

    names: dict[tuple[str, bytes], str] = field(default_factory=dict)

    def name(self, image: Image) -> str:
        """Return the name of the picture's file inside `word/`."""
        name = f"media/image{len(self.names) + 1}.{_ending(image.media_type)}"
        return self.names.setdefault((image.media_type, image.data), name)

    @property
    def types(self) -> dict[str, str]:
        """Return the media type for each ending that occurs."""
        return {_ending(media_type): media_type for media_type, _ in self.names}


def _ending(media_type: str) -> str:
    return media_type.removeprefix("image/").partition("+")[0]


@dataclass(slots=True)
class Part:
    """One part of a package while its text is made; parts of a package share media and counters."""

    media: Media
    numbers: count[int]
    targets: list[str] = field(default_factory=list)

    @classmethod
    def first(cls) -> Part:
        """Return the first part of a package."""
        return cls(Media(), count(1))

    def beside(self) -> Part:
        """Return another part of the same package."""
        return Part(self.media, self.numbers)

    def number(self) -> int:
        """Return a number that no other bookmark or picture of the package has."""
        return next(self.numbers)

    def picture(self, image: Image) -> str:
        """Return the id by which this part refers to a picture."""
        name = self.media.name(image)
        if name not in self.targets:
            self.targets.append(name)
        return f"rIdImage{self.targets.index(name) + 1}"
