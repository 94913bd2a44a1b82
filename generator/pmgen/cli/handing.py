"""Where a report may be written: a file of its own kind, and never over the data or a form."""

from __future__ import annotations

from pathlib import Path

import click

from pmgen import disk
from pmgen.catalog.reading import REGION_FILE
from pmgen.cli.language import say
from pmgen.cli.workspace import shown
from pmgen.load.folders import ANNEX_FILE
from pmgen.problems import Message, message
from pmgen.publish.files import write_whole

HTML = (".html", ".htm")
JSON = (".json",)

_DATA = (".yaml", ".yml", ".j2", ".docx", ".schema.json")
"""What the names of data files, layouts and schemas end in."""


def check_report_name(file: Path, option: str, endings: tuple[str, ...], example: str) -> None:
    """Raise a usage error where a report at `file` would not be told from other files, or lie among them."""
    fault = _fault(file, endings, example)
    if fault is not None:
        raise click.BadParameter(say(fault), param_hint=f"'{option}'")


def hand_over(file: Path, text: str, option: str) -> None:
    """Write a report to the file that `option` named; Refusal says what to do where that fails."""
    elsewhere = message("name another file with {option}", option=option)
    write_whole(file.absolute(), text.encode("utf-8", "replace"), elsewhere)


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
