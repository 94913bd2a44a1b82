"""What is asked for: which annexes, in which form and formats, and where they go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pmgen.confined import USUAL, Limits


@dataclass(frozen=True, slots=True)
class Source:
    """An annex folder to render, and where below the output folder its documents go.

    `files` names the project files wanted, each for a document of its own; empty means the whole annex.
    An annex that lies below data/ goes to the same place below the output folder, and is `at_home`.
    """

    folder: Path
    into: PurePosixPath
    files: tuple[str, ...] = ()
    at_home: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What to render and how; `region` None is each annex's own, `templates` is where packs are looked up.

    `limits` hold for layouts that did not ship with pmgen.
    """

    sources: tuple[Source, ...]
    formats: tuple[str, ...]
    templates: tuple[Path, ...]
    region: str | None = None
    split: bool = False
    limits: Limits = USUAL
