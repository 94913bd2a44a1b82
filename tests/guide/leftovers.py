"""What Word leaves behind, as leftovers.txt lists it: what it is, how it is drawn, its code and its cure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Leftover:
    """Something that Word leaves in a file; `—` as its code is harmless."""

    chinese: str
    english: str
    drawn: str
    code: str
    cure: str
    english_cure: str


def leftovers() -> list[Leftover]:
    """Return them in the order of the page."""
    blocks = Path(__file__).with_name("leftovers.txt").read_text("utf-8").strip().split("\n\n")
    return [Leftover(*block.split("\n")) for block in blocks]
