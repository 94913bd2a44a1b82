"""`pmgen new`: writes the first files of an annex and says what comes next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import click

from pmgen import catalog, disk
from pmgen.cli.exits import Exit
from pmgen.cli.language import say
from pmgen.cli.schemas import modeline, write_missing_schemas
from pmgen.cli.workspace import Workspace, known_region, shown
from pmgen.load import load_annex
from pmgen.load.folders import ENDINGS
from pmgen.load.reasons import why_not_read
from pmgen.model.records import Annex
from pmgen.problems import Problem, Refusal, SourcePlace, message
from pmgen.publish.files import place_below, write_whole
from pmgen.publish.starter import first_files

_YEAR = re.compile("(?:19|20)[0-9][0-9]")


def start_annex(
    folder: Path, region_id: str | None, older: Path | None, workspace: Workspace, places: Sequence[Path]
) -> int:
    """Write the first files of the annex to `folder`, which holds none yet; return the exit code."""
    if region_id is None:
        known = "、".join(f"{region.id} ({region.name})" for region in catalog.list_regions(places))
        text = message("choose the form with --region; there are: {regions}", regions=known)
        raise click.UsageError(say(text))
    if _holds_data(folder):
        text = message("{folder} holds YAML files already; nothing was changed", folder=shown(folder))
        raise click.UsageError(say(text))
    region = known_region(region_id, places)
    files = first_files(region, _older(older) if older else None, _year_in(folder))
    data = _data_above(folder, workspace)
    for name, content in files.items():
        path = place_below(folder, PurePosixPath(name))
        head = modeline(path, data) if data else ""
        write_whole(path, (head + content).encode())
        click.echo(shown(path))
    text = message("fill in what is commented, then run: pmgen render {folder}", folder=shown(folder))
    click.echo(say(text), err=True)
    if data is None:
        text = message(
            "{folder} does not lie below data/ of the workspace: pmgen render finds it only if it is named",
            folder=shown(folder),
        )
        click.echo(say(text), err=True)
    else:
        write_missing_schemas(data)
    return Exit.FINE


def _holds_data(folder: Path) -> bool:
    """Tell whether a folder holds YAML files already; Refusal where that cannot be seen."""
    try:
        return any(entry.name.endswith(ENDINGS) for entry in disk.entries(folder))
    except FileNotFoundError:
        return False
    except OSError as error:
        wrong, hint = why_not_read(folder, error)
        raise Refusal([Problem("PMG101", wrong, (SourcePlace(str(folder)),), hint)]) from None


def _data_above(folder: Path, workspace: Workspace) -> Path | None:
    """Return the workspace's data/ if `folder` lies below it."""
    data = workspace.data
    return data if data and disk.real(folder).is_relative_to(disk.real(data)) else None


def _year_in(folder: Path) -> str:
    """Return the year that is the name of a folder on the way to `folder`, or an empty text."""
    return next((part for part in reversed(folder.parts) if _YEAR.fullmatch(part)), "")


def _older(folder: Path) -> Annex:
    loaded = load_annex(disk.behind_link(folder))
    # A broken project is left out by the loader; a new year must not lose it unnoticed.
    if loaded.annex is None or any(problem.is_error for problem in loaded.problems):
        raise Refusal(loaded.problems)
    return loaded.annex
