"""A failure of pmgen itself as a value: what a maintainer needs, and none of the reader's data."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmgen.problems import Place


@dataclass(frozen=True, slots=True)
class Crash:
    """The kind of an error and where in the code it happened."""

    kind: str
    frames: tuple[str, ...]


class Crashed(Exception):
    """Raised where pmgen failed in another process, or at a `place` that is known."""

    def __init__(self, crash: Crash, place: Place | None = None) -> None:
        self.crash = crash
        self.place = place
        super().__init__(crash, place)


def crashed(error: Exception, place: Place | None = None) -> Crashed:
    """Return what is kept of an error at `place`; of one that was caught before, what was kept then."""
    if isinstance(error, Crashed):
        return error
    frames = traceback.extract_tb(error.__traceback__)
    told = tuple(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return Crashed(Crash(type(error).__qualname__, told), place)
