"""What `pmgen render` and `pmgen verify` both take: which documents, in which form and formats."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from pmgen import disk
from pmgen.cli.language import say
from pmgen.cli.workspace import Workspace, known_region, packs_in_sight, sources
from pmgen.problems import Problem, Refusal, SourcePlace, message
from pmgen.publish.request import FORMATS, Request


@dataclass(frozen=True, slots=True)
class Selection:
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
        """Return the documents of `workspace` that are meant; every format where none is named."""
        packs = packs_in_sight(self.workspace, self.templates)
        if self.region:
            known_region(self.region, packs)
        return Request(
            sources=sources(workspace, self.paths),
            formats=known_formats(self.formats) or FORMATS,
            templates=packs,
            region=self.region,
            split=self.split,
        )


def known_formats(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats that the command line names; a usage error for one that there is not."""
    names = [name for part in wanted for name in part.split(",")]
    for name in names:
        if name not in FORMATS:
            text = message("no format {name}; there are: {formats}", name=name, formats=", ".join(FORMATS))
            raise click.BadParameter(say(text), param_hint="'--format'")
    return tuple(dict.fromkeys(names))


def whole_workspace(workspace: Workspace, selection: Selection) -> Path | None:
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
