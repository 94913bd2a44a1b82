"""`pmgen diff`: what changed between two years, two commits or two folders."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click

from pmgen.cli.differences import difference_lines
from pmgen.cli.exits import Exit
from pmgen.cli.handing import HTML, JSON, check_report_name, hand_over
from pmgen.cli.language import say, spoken
from pmgen.cli.show import show_problems
from pmgen.cli.sides import Names, Reading, read_sides
from pmgen.cli.text import plain
from pmgen.cli.workspace import find_workspace, shown
from pmgen.compare import Comparison, compare_folders
from pmgen.problems import message
from pmgen.reports.changes_html import changes_page
from pmgen.reports.changes_json import changes_json
from pmgen.reports.page import Language


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """What the command line of `pmgen diff` said."""

    old: str
    new: str
    path: Path | None = None
    output_format: str = "text"
    output: Path | None = None
    data: Path | None = None
    verbose: bool = False
    workspace: Path | None = None


def diff(options: DiffOptions) -> int:
    """Tell what changed from the old side to the new; return the exit code."""
    if options.output is not None:
        _check_output(options.output, options.output_format)
    workspace = find_workspace(options.workspace, options.data)
    with ExitStack() as stack:
        reading = read_sides((options.old, options.new), options.path, workspace, stack)
        comparisons = compare_folders(
            reading.old.editions, reading.new.editions, one_project=reading.is_of_one_project
        )
        show_problems([*reading.old.problems, *reading.new.problems], options.verbose)
        _tell(comparisons, reading.names, options)
    is_whole = _tell_what_is_missing(reading)
    return Exit.FINE if is_whole and all(each.is_empty for each in comparisons) else Exit.FINDINGS


def _check_output(output: Path, output_format: str) -> None:
    """Raise a usage error where what is asked for cannot be written to `output`."""
    if output_format == "text":
        text = message("--output goes with --output-format json or html")
        raise click.UsageError(say(text))
    endings, example = (JSON, "diff.json") if output_format == "json" else (HTML, "diff.html")
    check_report_name(output, "--output", endings, example)


def _tell(comparisons: Sequence[Comparison], names: Names, options: DiffOptions) -> None:
    match options.output_format:
        case "json":
            _give(changes_json(comparisons, names), options.output)
        case "html":
            _give(changes_page(comparisons, names, Language(spoken(), say)), options.output)
        case _:
            for line in difference_lines(comparisons, names, options.verbose):
                click.echo(line, color=False if "NO_COLOR" in os.environ else None)


def _give(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    hand_over(output, text, "--output")
    click.echo(shown(output))


def _tell_what_is_missing(reading: Reading) -> bool:
    """Say loudly what could not be read, and return whether everything could."""
    broken = [
        reading.names(str(side.path / edition.key))
        for side in (reading.old, reading.new)
        for edition in side.editions
        if not edition.is_whole
    ]
    for name in broken:
        text = message(
            "{folder} was not read whole: what only the other side has is not compared", folder=plain(name)
        )
        click.secho(say(text), err=True, bold=True)
    return not broken
