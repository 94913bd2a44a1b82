"""`pmgen schema`: writes what an editor needs to know of the data files beside them."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import click

from pmgen import disk
from pmgen.cli.exits import Exit
from pmgen.cli.language import say
from pmgen.cli.workspace import Workspace, shown
from pmgen.load.folders import ANNEX_FILE
from pmgen.load.schema import ANNEX_SCHEMA, PROJECT_SCHEMA, schema_text, schemas
from pmgen.problems import message
from pmgen.publish.files import place_below, write_whole


def write_schemas(folder: Path | None, workspace: Workspace) -> int:
    """Write the schemas to `folder`, by default the workspace's data/, and print their paths."""
    root = folder or workspace.data
    if root is None:
        text = message("there is no folder data/ here or above; name a folder with --output")
        raise click.UsageError(say(text))
    for name in schemas():
        _write(name, root)
    return Exit.FINE


def write_missing_schemas(data: Path) -> None:
    """Write the schemas that the folder of all annexes lacks, and print their paths."""
    for name in schemas():
        if not disk.is_there(data / name):
            _write(name, data)


def modeline(file: Path, data: Path) -> str:
    """Return the comment that names the schema of a data file below `data` to editors."""
    schema = data / (ANNEX_SCHEMA if file.name == ANNEX_FILE else PROJECT_SCHEMA)
    # With /, which editors expect on every system.
    relative = Path(os.path.relpath(disk.real(schema), disk.real(file).parent)).as_posix()
    return f"# yaml-language-server: $schema={relative}\n"


def _write(name: str, folder: Path) -> None:
    path = place_below(folder, PurePosixPath(name))
    write_whole(path, schema_text(schemas()[name]).encode())
    click.echo(shown(path))
