"""What is asked for: which annexes, in which form and formats, and where they go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pmgen import disk
from pmgen.confined import USUAL, Limits
from pmgen.fonts import FontShelf
from pmgen.load import find_annexes
from pmgen.load.annex_folders import ANNEX_FILE


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


def sources_of(paths: Iterable[Path], data: Path | None) -> tuple[Source, ...]:
    """Return the annexes that paths name or hold; project files of one annex are one source."""
    named = [pair for path in paths for pair in _named(disk.real(path))]
    whole = {folder for folder, file in named if file is None}
    chosen: dict[Path, dict[str, None]] = {folder: {} for folder, _ in named}
    for folder, file in named:
        if file is not None and folder not in whole:
            chosen[folder][file] = None
    return tuple(_source(data, folder, tuple(files)) for folder, files in chosen.items())


def _named(path: Path) -> list[tuple[Path, str | None]]:
    """Return the annex folders that a path names, with the project file where it names one of those."""
    if disk.is_file(path):
        return [(path.parent, None if path.name == ANNEX_FILE else path.name)]
    return [(folder, None) for folder in find_annexes(path) or (path,)]


def _source(data: Path | None, folder: Path, files: tuple[str, ...]) -> Source:
    inside = data is not None and folder.is_relative_to(data)
    into = folder.relative_to(data) if inside and data else Path(folder.name)
    return Source(folder, PurePosixPath(into.as_posix()), files, at_home=inside)


@dataclass(frozen=True, slots=True)
class Request:
    """What to render and how: in every format where none is named, in each annex's own region for None.

    `templates` is where packs are looked up; `limits` hold for layouts that did not ship with pmgen.
    """

    sources: tuple[Source, ...]
    formats: tuple[str, ...]
    templates: tuple[Path, ...]
    region: str | None = None
    split: bool = False
    limits: Limits = USUAL


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """What holds for all annexes of a run, which `token` tells from any other.

    `request` is without sources. `seconds` are what a document of one project may take by the clock before
    its process is ended, where it has one of its own.
    """

    token: str
    request: Request
    root: Path
    fonts: FontShelf
    verified: bool = True
    keep_proven: bool = False
    force: bool = False
    seconds: float = 120


@dataclass(frozen=True, slots=True)
class RenderTask:
    """The documents of the sources, most often one, that have an output folder in common.

    `only` are the documents to make where the others are as they would be made, as their region and project.
    `trace` is a file to say in which document is begun; `deadly` are those to leave out, for they killed
    their process, each with how it ended.
    """

    settings: RenderSettings
    sources: tuple[Source, ...]
    only: frozenset[tuple[str, str | None]] | None = None
    trace: Path | None = None
    deadly: tuple[tuple[tuple[str, str | None], str], ...] = ()
