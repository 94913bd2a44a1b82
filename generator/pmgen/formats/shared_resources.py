"""The pictures of a package, equal ones kept once under a name."""

from __future__ import annotations

from dataclasses import dataclass, field

from pmgen.document import Image


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
