"""Where things lie: the workspace, its annexes, and the places where region packs are looked up."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import click

from pmgen import disk
from pmgen.catalog import find_region, shipped_templates
from pmgen.catalog.region import Region
from pmgen.cli.language import say
from pmgen.fonts import FontShelf, usual_folders
from pmgen.load import find_annexes
from pmgen.load.folders import ANNEX_FILE
from pmgen.problems import Kind, Problem, Refusal, message
from pmgen.publish.request import Source


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with data/, templates/ and output/; `data` is None where there is none in sight."""

    root: Path
    data: Path | None

    @property
    def output(self) -> Path:
        """Return the folder that documents go to."""
        return self.root / "output"


def find_workspace(given: Path | None, data: Path | None = None) -> Workspace:
    """Return the workspace given, or the nearest folder upwards from the current one that holds data/."""
    here = disk.real(given) if given else Path.cwd()
    upwards = (here,) if given else (here, *here.parents)
    root = next((folder for folder in upwards if disk.is_folder(folder / "data")), None)
    own_data = disk.behind_link(root / "data") if root else None
    return Workspace(root or here, disk.real(data) if data else own_data)


def packs_in_sight(workspace: Path | None, templates: Path | None) -> tuple[Path, ...]:
    """Return the folders of region packs in the order in which they are looked up."""
    own = find_workspace(workspace).root / "templates"
    places = (templates, own if disk.is_folder(own) or disk.is_link(own) else None, shipped_templates())
    return tuple(dict.fromkeys(disk.real(each) if disk.is_folder(each) else each for each in places if each))


def fonts_in_sight() -> FontShelf:
    """Return the fonts of this machine and those that came with pmgen."""
    return FontShelf(usual_folders(sys.platform, _home(), os.environ))


def _home() -> Path:
    """Return the user's own folder; a user unknown to the system has /, as in many containers."""
    try:
        return Path.home()
    except RuntimeError:
        return Path("/")


def known_region(word: str, packs: Sequence[Path]) -> Region:
    """Return the region that `--region` names; a usage error with those that there are if it is none.

    Refusal tells what is wrong with the pack itself.
    """
    try:
        return find_region(word, packs)
    except Refusal as refusal:
        text = next((_sentences(each) for each in refusal.problems if each.kind is Kind.REGION), None)
        if text is None:
            raise
        raise click.BadParameter(text, param_hint="'--region'") from refusal


def _sentences(problem: Problem) -> str:
    return "\n".join(say(each) for each in (problem.message, problem.hint) if each is not None)


def sources(workspace: Workspace, paths: Sequence[Path]) -> tuple[Source, ...]:
    """Return the annexes that the paths name, or all of the workspace; a usage error where there is none."""
    if not paths:
        return tuple(_source(workspace, folder) for folder in _all_annexes(workspace))
    named = [pair for path in paths for pair in _named(disk.real(path))]
    whole = {folder for folder, file in named if file is None}
    chosen: dict[Path, dict[str, None]] = {folder: {} for folder, _ in named}
    for folder, file in named:
        if file is not None and folder not in whole:
            chosen[folder][file] = None
    return tuple(_source(workspace, folder, tuple(files)) for folder, files in chosen.items())


def shown(path: str | Path) -> str:
    """Return a path as people at the current folder would write it."""
    absolute, here = Path(path).absolute(), Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(path)


def _all_annexes(workspace: Workspace) -> list[Path]:
    if workspace.data is None:
        text = message("there is no folder data/ here or above; name an annex, or give --workspace")
        raise click.UsageError(say(text))
    found = list(find_annexes(workspace.data))
    if not found:
        text = message("{folder} holds no annex: no folder with an annex.yaml", folder=shown(workspace.data))
        raise click.UsageError(say(text))
    return found


def _named(path: Path) -> list[tuple[Path, str | None]]:
    """Return the annex folders that a path names, with the project file where it names one of those."""
    if disk.is_file(path):
        return [(path.parent, None if path.name == ANNEX_FILE else path.name)]
    return [(folder, None) for folder in find_annexes(path) or (path,)]


def _source(workspace: Workspace, folder: Path, files: tuple[str, ...] = ()) -> Source:
    inside = workspace.data is not None and folder.is_relative_to(workspace.data)
    into = folder.relative_to(workspace.data) if inside and workspace.data else Path(folder.name)
    return Source(folder, PurePosixPath(into.as_posix()), files, at_home=inside)
