"""`pmgen render`: plans, runs with a progress bar, and says what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from pmgen import api
from pmgen.cli.exit_codes_and_signals import Exit
from pmgen.cli.spoken_language import say
from pmgen.cli.terminal_output import progress, report_crashes, show_problems
from pmgen.cli.workspace import (
    DocumentSelection,
    find_workspace,
    fonts_in_sight,
    output_folder,
    shown,
    state_file,
    whole_workspace,
)
from pmgen.problems import Message, message
from pmgen.publish.file_hashes import FileHashes, remembered_hashes
from pmgen.publish.leftover_files import (
    Leftovers,
    joined_leftovers,
    leftovers_of_annexes,
    leftovers_of_gone_annexes,
    outdated,
)
from pmgen.publish.render_batch import usable_cores
from pmgen.publish.render_report import HeldBackFile, Report
from pmgen.publish.render_request import Request


@dataclass(frozen=True, slots=True)
class RenderOptions(DocumentSelection):
    """What the command line of `pmgen render` said."""

    strict: bool = False
    verify: bool = True
    keep_proven: bool = False
    force: bool = False
    clean: bool = False
    jobs: int | None = None


def render(options: RenderOptions) -> int:
    """Render what the options name; return the exit code."""
    workspace = find_workspace(options.workspace, options.data)
    request, root = options.request(workspace), output_folder(workspace, options.output)
    with remembered_hashes(state_file(root)) as hashes:
        report = _rendered(request, root, options, hashes)
        rest = _left_over(request, root, whole_workspace(workspace, options), options.clean, hashes)
    _tell(report, rest, options)
    return Exit.INTERNAL if report_crashes(report.problems) else exit_code(report, options.strict)


def exit_code(report: Report, strict: bool) -> Exit:
    """Return the exit code that `report` deserves; `strict` counts gaps as findings."""
    if report.refused:
        return Exit.REFUSED
    if report.failed or any(problem.is_error for problem in report.problems):
        return Exit.PARTLY if report.written or report.unchanged else Exit.FINDINGS
    return Exit.FINDINGS if strict and report.gaps else Exit.FINE


def _rendered(request: Request, output: Path, options: RenderOptions, hashes: FileHashes) -> Report:
    with progress() as (planned, done):
        return api.render(
            request,
            output,
            fonts=fonts_in_sight(),
            planned=planned,
            done=done,
            verified=options.verify,
            keep_proven=options.keep_proven,
            force=options.force,
            jobs=options.jobs or usable_cores(),
            hashes=hashes,
        )


def _left_over(request: Request, root: Path, data: Path | None, clean: bool, hashes: FileHashes) -> Leftovers:
    """Return what lies there too much; of the whole workspace, if `data` is given, in any folder."""
    here = leftovers_of_annexes(root, request.sources, (), clean=clean)
    older = Leftovers(tuple(outdated(root, request, hashes)))
    return joined_leftovers(
        [here, older, *([leftovers_of_gone_annexes(root, data, clean=clean)] if data else [])]
    )


def _tell(report: Report, rest: Leftovers, options: RenderOptions) -> None:
    show_problems((*report.problems, *rest.problems), options.verbose)
    for path in report.written:
        click.echo(shown(path))
    for held in report.held:
        click.echo(say(_held(held)), err=True)
    if not options.keep_proven and any(not held.codes for held in report.held):
        click.echo(say(message("render --keep-proven writes those that are proven")), err=True)
    for path in rest.removed:
        click.echo(say(message("removed: {file}", file=shown(path))), err=True)
    click.echo(say(_closing(report)), err=True)
    if report.said_before:
        text = message(
            "of the unchanged ones there were {count} warnings and gaps when they were rendered; --force "
            "renders them again and shows these",
            count=report.said_before,
        )
        click.echo(say(text), err=True)
    if report.failed:
        click.echo(say(message("documents not written: {failed}", failed=report.failed)), err=True)


def _closing(report: Report) -> Message:
    if not report.unchanged:
        return message(
            "files written: {written}; gaps: {gaps}", written=len(report.written), gaps=report.gaps
        )
    return message(
        "files written: {written}; documents unchanged: {unchanged}; gaps: {gaps}",
        written=len(report.written),
        unchanged=report.unchanged,
        gaps=report.gaps,
    )


def _held(held: HeldBackFile) -> Message:
    """Return that a file is not written, and why."""
    if held.codes:
        return message("not written: {file} ({codes})", file=shown(held.path), codes="、".join(held.codes))
    return message("not written: {file} (proven, but others of its document are not)", file=shown(held.path))
