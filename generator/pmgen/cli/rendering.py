"""`pmgen render`: plans, runs with a progress bar, and says what came of it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from pmgen.cli.exits import Exit
from pmgen.cli.language import say
from pmgen.cli.selecting import Selection, output_folder
from pmgen.cli.show import show_problems
from pmgen.cli.workspace import find_workspace, shown
from pmgen.fonts import FontShelf, usual_folders
from pmgen.problems import message
from pmgen.publish.plan import Plan, plan
from pmgen.publish.run import Report, run


@dataclass(frozen=True, slots=True)
class RenderOptions(Selection):
    """What the command line of `pmgen render` said."""

    strict: bool = False
    verify: bool = True


def render(options: RenderOptions) -> int:
    """Render what the options name; return the exit code."""
    workspace = find_workspace(options.workspace, options.data)
    report = _run(plan(options.request(workspace)), output_folder(workspace, options.output), options.verify)
    _tell(report, options)
    return exit_code(report, options.strict)


def exit_code(report: Report, strict: bool) -> Exit:
    """Return the exit code that `report` deserves; `strict` counts gaps as findings."""
    if report.refused:
        return Exit.REFUSED
    if report.failed:
        return Exit.PARTLY if report.written else Exit.FINDINGS
    return Exit.FINDINGS if strict and report.gaps else Exit.FINE


def _run(work: Plan, output: Path, verified: bool) -> Report:
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=len(work.jobs), file=sys.stderr, hidden=hidden) as bar:
        return run(work, output, fonts_in_sight(), lambda job: bar.update(1), verified=verified)


def fonts_in_sight() -> FontShelf:
    """Return the fonts of this machine and those that came with pmgen."""
    return FontShelf(usual_folders(sys.platform, Path.home(), os.environ))


def _tell(report: Report, options: RenderOptions) -> None:
    show_problems(report.problems, options.verbose)
    for path in report.written:
        click.echo(shown(path))
    text = message("files written: {written}; gaps: {gaps}", written=len(report.written), gaps=report.gaps)
    click.echo(say(text), err=True)
    if report.failed:
        click.echo(say(message("documents not written: {failed}", failed=report.failed)), err=True)
