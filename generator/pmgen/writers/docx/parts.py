"""What grows while a document is written: ids that are unique in it, and the pictures of each part."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from pmgen.document import Image
from pmgen.writers.docx.styles import Styles
from pmgen.writers.media import Media


@dataclass(slots=True)
class Part:
    """One part of a package while its text is made; parts of a package share media and counters."""

    styles: Styles
    media: Media
    numbers: count[int]
    targets: list[str] = field(default_factory=list)

    @classmethod
    def first(cls, styles: Styles) -> Part:
        """Return the first part of a package."""
        return cls(styles, Media(), count(1))

    def beside(self) -> Part:
        """Return another part of the same package."""
        return Part(self.styles, self.media, self.numbers)

    def number(self) -> int:
        """Return a number that no other bookmark or picture of the package has."""
        return next(self.numbers)

    def picture(self, image: Image) -> str:
        """Return the id by which this part refers to a picture."""
        name = self.media.name(image)
        if name not in self.targets:
            self.targets.append(name)
        return f"rIdImage{self.targets.index(name) + 1}"
