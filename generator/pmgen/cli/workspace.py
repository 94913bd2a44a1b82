"""Where things lie: workspace, region packs, output and reports, and which documents are meant."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import click

from pmgen import disk
from pmgen.catalog import find_region, shipped_templates
from pmgen.catalog.region import Region
from pmgen.catalog.region_reading import REGION_FILE
from pmgen.cli.meant_arguments import meant_formats
from pmgen.cli.spoken_language import say
from pmgen.fonts import FontShelf, usual_folders
from pmgen.formats import FORMATS
from pmgen.load import find_annexes
from pmgen.load.annex_folders import ANNEX_FILE
from pmgen.problems import Message, Problem, ProblemKind, Refusal, SourcePlace, message
from pmgen.publish.atomic_files import write_streamed
from pmgen.publish.render_request import Request, Source, sources_of


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


def state_file(output: Path | str) -> Path:
    """Return where this machine keeps what it knows of an output folder, or of one at an address.

    It may be deleted at any time.
    """
    name = sha256(os.fsencode(output if isinstance(output, str) else disk.real(output.absolute())))
    return cache_folder(sys.platform, _home(), os.environ) / f"{name.hexdigest()[:16]}.json"


def cache_folder(platform: str, home: Path, environment: Mapping[str, str]) -> Path:
    """Return the folder for what may be deleted at any time, as the system (`sys.platform`) has it."""
    if own := environment.get("PMGEN_CACHE"):
        return Path(own)
    return _caches(platform, home, environment) / "pmgen"


def _caches(platform: str, home: Path, environment: Mapping[str, str]) -> Path:
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData/Local")
    if platform == "darwin":
        return home / "Library/Caches"
    return Path(environment.get("XDG_CACHE_HOME") or home / ".cache")


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
        text = next((_sentences(each) for each in refusal.problems if each.kind is ProblemKind.REGION), None)
        if text is None:
            raise
        raise click.BadParameter(text, param_hint="'--region'") from refusal


def _sentences(problem: Problem) -> str:
    return "\n".join(say(each) for each in (problem.message, problem.hint) if each is not None)


def sources(workspace: Workspace, paths: Sequence[Path]) -> tuple[Source, ...]:
    """Return the annexes that the paths name, or all of the workspace; a usage error where there is none."""
    return sources_of(paths or _all_annexes(workspace), workspace.data)


def folders_above(asked: Sequence[Source], workspace: Workspace) -> frozenset[Path]:
    """Return the folders from data/ down to the annexes, these left out."""
    data = workspace.data
    above = (folder for each in asked for folder in each.folder.parents)
    return frozenset(folder for folder in above if data is not None and folder.is_relative_to(data))


def shown(path: str | Path) -> str:
    """Return a path as people at the current folder would write it; an address stays one."""
    if isinstance(path, str) and "://" in path:
        return path
    absolute, here = Path(path).absolute(), Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(path)


def _all_annexes(workspace: Workspace) -> list[Path]:
    if workspace.data is None:
        text = message(
            "there are no data here yet. To begin: pmgen new data/2026/UNIT --region wuhai "
            "(pmgen regions lists the forms). Where there are data already, go into their folder first, "
            "or name it with --workspace"
        )
        raise click.UsageError(say(text))
    found = list(find_annexes(workspace.data))
    if not found:
        text = message("{folder} holds no annex: no folder with an annex.yaml", folder=shown(workspace.data))
        raise click.UsageError(say(text))
    return found


@dataclass(frozen=True, slots=True)
class DocumentSelection:
    """The part of a command line that says which documents are meant."""

    paths: tuple[Path, ...] = ()
    formats: tuple[str, ...] = ()
    region: str | None = None
    split: bool = False
    output: Path | None = None
    data: Path | None = None
    verbose: bool = False
    workspace: Path | None = None
    templates: Path | None = None

    def request(self, workspace: Workspace) -> Request:
        """Return the documents of `workspace` that are meant."""
        packs = packs_in_sight(self.workspace, self.templates)
        if self.region:
            known_region(self.region, packs)
        return Request(
            sources=sources(workspace, self.paths),
            formats=known_formats(self.formats),
            templates=packs,
            region=self.region,
            split=self.split,
        )


def known_formats(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats that the command line names; a usage error for one that there is not."""
    names = [name for part in wanted for name in part.split(",")]
    for name in names:
        if name not in FORMATS:
            there, meant = ", ".join(FORMATS), meant_formats(wanted, tuple(FORMATS))
            text = (
                message("no format {name}; write: --format {meant}", name=name, meant=meant)
                if meant
                else message("no format {name}; there are: {formats}", name=name, formats=there)
            )
            raise click.BadParameter(say(text), param_hint="'--format'")
    return tuple(dict.fromkeys(names))


def whole_workspace(workspace: Workspace, selection: DocumentSelection) -> Path | None:
    """Return data/ where all of the workspace is meant, None where only a part or another folder is."""
    return None if selection.paths or selection.data else workspace.data


def output_folder(workspace: Workspace, given: Path | None) -> Path:
    """Return the folder of the finished files: the one given, or that of the workspace."""
    if given is not None:
        return given
    if disk.is_link(workspace.output):
        raise Refusal([_linked(workspace.output)])
    return workspace.output


def _linked(folder: Path) -> Problem:
    return Problem(
        "PMG813",
        message("{folder} is a link to another folder", folder=folder.name),
        (SourcePlace(str(folder)),),
        message("if that is meant, name the folder with --output"),
    )


HTML = (".html", ".htm")
JSON = (".json",)

_DATA = (".yaml", ".yml", ".jsonl", ".j2", ".docx", ".schema.json")
"""What the names of data files, layouts and schemas end in."""


def check_report_name(file: Path, option: str, endings: tuple[str, ...], example: str) -> None:
    """Raise a usage error where a report at `file` would not be told from other files, or lie among them."""
    fault = _fault(file, endings, example)
    if fault is not None:
        raise click.BadParameter(say(fault), param_hint=f"'{option}'")


def write_report(file: Path, text: str | Iterator[str], option: str) -> None:
    """Write a report to the file that `option` named; Refusal says what to do where that fails."""
    elsewhere = message("name another file with {option}", option=option)
    parts = (text,) if isinstance(text, str) else text
    write_streamed(file.absolute(), (part.encode("utf-8", "replace") for part in parts), elsewhere)


def _fault(file: Path, endings: tuple[str, ...], example: str) -> Message | None:
    """Return why a report cannot be written to `file`, None where it can."""
    name, folder = file.name.lower(), _kept_folder(file)
    if name.endswith(_DATA):
        return message(
            "a report must not replace data or a form: {file}; name a {ending} file, such as {example}",
            file=shown(file),
            ending=endings[0],
            example=example,
        )
    if folder is not None:
        return message(
            "a report must not lie in the folder of an annex or a form: {folder}; name another place",
            folder=shown(folder),
        )
    if not name.endswith(endings):
        return message(
            "a report must not be called {file}; name a {ending} file, such as {example}",
            file=shown(file),
            ending=endings[0],
            example=example,
        )
    return None


def _kept_folder(file: Path) -> Path | None:
    """Return the folder of an annex or a region pack in which `file` lies."""
    folders = (disk.real(file.absolute().parent) / file.name).parents
    kept = (ANNEX_FILE, REGION_FILE)
    return next((folder for folder in folders if any(disk.is_file(folder / name) for name in kept)), None)
