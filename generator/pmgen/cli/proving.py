"""`pmgen verify`: proves the finished files, with a progress bar, and says what came of it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pmgen.cli.exits import Exit
from pmgen.cli.language import say
from pmgen.cli.rendering import fonts_in_sight
from pmgen.cli.selecting import Selection, output_folder
from pmgen.cli.show import show_problems
from pmgen.cli.workspace import find_workspace, shown
from pmgen.problems import message
from pmgen.publish.plan import Request, plan
from pmgen.publish.standing import Verification
from pmgen.publish.standing import verify as prove


def verify(options: Selection) -> int:
    """Prove the files that the options name; return the exit code."""
    workspace = find_workspace(options.workspace, options.data)
    request = options.request(workspace)
    verification = _prove(request, output_folder(workspace, options.output), bool(options.formats))
    show_problems(verification.problems, options.verbose)
    _tell(verification)
    return exit_code(verification)


def exit_code(verification: Verification) -> Exit:
    """Return the exit code that a verification deserves."""
    if any(problem.code.startswith("PMG8") for problem in verification.problems):
        return Exit.REFUSED
    if verification.failed:
        return Exit.PARTLY if verification.proven else Exit.FINDINGS
    return Exit.FINE


def _prove(request: Request, output: Path, every_format: bool) -> Verification:
    work = plan(request)
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=len(work.jobs), file=sys.stderr, hidden=hidden) as bar:
        return prove(
            work, output, fonts_in_sight(), every_format=every_format, done=lambda job: bar.update(1)
        )


def _tell(verification: Verification) -> None:
    for path in verification.proven:
        click.echo(shown(path))
    text = message(
        "files proven: {proven}; files that are wrong or missing: {failed}",
        proven=len(verification.proven),
        failed=verification.failed,
    )
    click.echo(say(text), err=True)
