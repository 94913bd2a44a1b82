"""`pmgen verify`: asks the records first, and proves what they leave in question."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
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
    whole_workspace,
)
from pmgen.problems import ProblemKind, message
from pmgen.publish.leftover_files import (
    Leftovers,
    joined_leftovers,
    leftovers_of_annexes,
    leftovers_of_gone_annexes,
)
from pmgen.publish.output_manifest import MANIFEST
from pmgen.publish.render_request import Request
from pmgen.publish.verification_by_record import Verification

VERSION = "1"


@dataclass(frozen=True, slots=True)
class VerifyOptions(DocumentSelection):
    """What the command line of `pmgen verify` said."""

    full: bool = False
    files: tuple[Path, ...] = ()
    origin: Path | None = None
    manifest: Path | None = None
    output_format: str = "text"


def verify(options: VerifyOptions) -> int:
    """Prove the files that the options name; return the exit code."""
    if options.manifest is not None:
        return _verify_manifest(options, options.manifest)
    if options.files:
        return _verify_copies(options)
    workspace = find_workspace(options.workspace, options.data)
    request = options.request(workspace)
    root, fonts = output_folder(workspace, options.output), fonts_in_sight()
    with progress() as (planned, done):
        found = api.verify(request, root, fonts=fonts, full=options.full, planned=planned, done=done)
    rest = _left_over(found, request, root, whole_workspace(workspace, options))
    if options.output_format == "json":
        click.echo(_as_json(found, rest))
    else:
        show_problems((*found.problems, *rest.problems), options.verbose)
        _tell(found, rest)
    return Exit.INTERNAL if report_crashes(found.problems) else exit_code(found, rest)


def _verify_manifest(options: VerifyOptions, given: Path) -> int:
    from pmgen.publish.manifest_verification import verify_manifest

    if options.paths or options.formats or options.files or options.full or options.region or options.split:
        raise click.UsageError(say(message("--manifest goes with no option that names documents")))
    if given == _OF_THE_OUTPUT:
        workspace = find_workspace(options.workspace, options.data)
        given = output_folder(workspace, options.output) / MANIFEST
    found = verify_manifest(given)
    if options.output_format == "json":
        click.echo(_as_json(found, Leftovers()))
        return exit_code(found, Leftovers())
    show_problems(found.problems, options.verbose)
    text = message(
        "as the manifest lists them: {proven} files; deviations: {failed}",
        proven=len(found.proven),
        failed=found.failed,
    )
    click.echo(say(text), err=True)
    return exit_code(found, Leftovers())


_OF_THE_OUTPUT = Path("-")
"""Stands for the manifest of the output folder, where `--manifest` names none."""


def _verify_copies(options: VerifyOptions) -> int:
    from pmgen.cli.verify_copies_command import verify_copies

    if options.output_format != "text":
        raise click.UsageError(say(message("{option} does not go with --file", option="--output-format")))
    if options.paths or options.formats:
        text = message("--file takes neither PATHS nor --format; --as says what a copy was made from")
        raise click.UsageError(say(text))
    workspace = find_workspace(options.workspace, options.data)
    origin = (options.origin,) if options.origin else ()
    request = replace(replace(options, paths=origin).request(workspace), formats=())
    root = output_folder(workspace, options.output)
    return verify_copies(
        options.files, request, root, fonts_in_sight(), named=bool(origin), full=options.full
    )


def exit_code(verification: Verification, rest: Leftovers) -> Exit:
    """Return the exit code that a verification deserves; files of ours that should not be there are wrong."""
    if any(problem.kind is ProblemKind.UNSAFE for problem in verification.problems):
        return Exit.REFUSED
    if verification.failed or rest.ours:
        return Exit.PARTLY if verification.proven else Exit.FINDINGS
    return Exit.FINE


def _as_json(found: Verification, rest: Leftovers) -> str:
    """Return what came of it as one JSON object; `leftover` counts documents that the data no longer make."""
    from pmgen.reports.run_report import plain_problem

    whole = {
        "version": VERSION,
        "proven": [shown(path) for path in found.proven],
        "unchanged": found.unchanged,
        "failed": found.failed,
        "leftover": rest.ours,
        "problems": [plain_problem(each, shown, say) for each in (*found.problems, *rest.problems)],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _left_over(verification: Verification, request: Request, root: Path, data: Path | None) -> Leftovers:
    """Return what lies there too much; of the whole workspace, if `data` is given, in any folder."""
    wrong = (Path(place.file) for problem in verification.problems for place in problem.places[:1])
    here = leftovers_of_annexes(root, request.sources, {*verification.proven, *wrong})
    return joined_leftovers([here, leftovers_of_gone_annexes(root, data)]) if data else here


def _tell(verification: Verification, rest: Leftovers) -> None:
    for path in verification.proven:
        click.echo(shown(path))
    text = message(
        "files proven: {proven}; files that are wrong or missing: {failed}",
        proven=len(verification.proven),
        failed=verification.failed,
    )
    click.echo(say(text), err=True)
    if verification.unchanged:
        text = message(
            "of these, unchanged since they were proven: {count}; --full renders and proves them again",
            count=verification.unchanged,
        )
        click.echo(say(text), err=True)
    if rest.ours:
        click.echo(say(message("documents that the data no longer make: {count}", count=rest.ours)), err=True)
