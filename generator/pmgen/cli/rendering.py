"""`pmgen render`: plans, runs with a progress bar, and says what came of it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from pmgen.cli.exits import Exit
from pmgen.cli.language import say
from pmgen.cli.show import show_problems
from pmgen.cli.workspace import Workspace, find_workspace, packs_in_sight, shown, sources
from pmgen.fonts import FontShelf, usual_folders
from pmgen.problems import Problem, Refusal, Severity, SourcePlace, message
from pmgen.publish.plan import Plan, Request, plan
from pmgen.publish.run import Report, run
from pmgen.writers import WRITERS


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What the command line of `pmgen render` said."""

    paths: tuple[Path, ...] = ()
    formats: tuple[str, ...] = ()
    region: str | None = None
    split: bool = False
    output: Path | None = None
    data: Path | None = None
    strict: bool = False
    verify: bool = True
    verbose: bool = False
    workspace: Path | None = None
    templates: Path | None = None


def render(options: RenderOptions) -> int:
    """Render what the options name; return the exit code."""
    workspace = find_workspace(options.workspace, options.data)
    request = Request(
        sources=sources(workspace, options.paths),
        formats=known_formats(options.formats) or tuple(WRITERS),
        templates=packs_in_sight(options.workspace, options.templates),
        region=options.region,
        split=options.split,
    )
    report = _run(plan(request), output_folder(workspace, options.output), options.verify)
    _tell(report, options)
    return exit_code(report, options.strict)


def exit_code(report: Report, strict: bool) -> Exit:
    """Return the exit code that `report` deserves; `strict` counts gaps as findings."""
    if report.refused:
        return Exit.REFUSED
    if report.failed:
        return Exit.PARTLY if report.written else Exit.FINDINGS
    return Exit.FINDINGS if strict and report.gaps else Exit.FINE


def known_formats(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats that the command line names; a usage error for one that there is not."""
    names = [name for part in wanted for name in part.split(",")]
    for name in names:
        if name not in WRITERS:
            text = message("no format {name}; there are: {formats}", name=name, formats=", ".join(WRITERS))
            raise click.BadParameter(say(text), param_hint="'--format'")
    return tuple(dict.fromkeys(names))


def output_folder(workspace: Workspace, given: Path | None) -> Path:
    """Return the folder of the finished files: the one given, or that of the workspace."""
    if given is not None:
        return given
    if workspace.output.is_symlink():
        raise Refusal([_linked(workspace.output)])
    return workspace.output


def _linked(folder: Path) -> Problem:
    return Problem(
        "PMG809",
        Severity.ERROR,
        message("{folder} is a link to another folder", folder=folder.name),
        (SourcePlace(str(folder)),),
        message("if that is meant, name the folder with --output"),
    )


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
