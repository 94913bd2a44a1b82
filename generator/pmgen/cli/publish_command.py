"""`pmgen publish`: all before publication in one; a few lines say what was done and what to decide."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from pmgen.check.rule_settings import read_settings
from pmgen.cli.exit_codes_and_signals import Exit
from pmgen.cli.publication_summary import PublicationSummary
from pmgen.cli.spoken_language import say
from pmgen.cli.terminal_output import progress, report_crashes, show_problems
from pmgen.cli.workspace import (
    HTML,
    JSON,
    DocumentSelection,
    check_report_name,
    find_workspace,
    folders_above,
    fonts_in_sight,
    output_folder,
    state_file,
    whole_workspace,
)
from pmgen.problems import Problem, ProblemKind, Severity, message
from pmgen.publish.document_inputs import Hashes
from pmgen.publish.file_hashes import remembered_hashes
from pmgen.publish.output_manifest import MANIFEST
from pmgen.publish.publication import ACCEPTABLE, Publication, PublicationOptions, Publisher, Stop
from pmgen.publish.remembered_checks import RememberedChecks
from pmgen.publish.render_batch import usable_cores

REPORT = "publish-report.html"
"""The name of the report in the workspace where none is given."""


@dataclass(frozen=True, slots=True)
class PublishOptions(DocumentSelection):
    """What the command line of `pmgen publish` said."""

    accept: tuple[str, ...] = ()
    strict: bool = False
    replace_edited: bool = False
    clean: bool = False
    jobs: int | None = None
    report: Path | None = None
    output_format: str = "text"


def publish(options: PublishOptions) -> int:
    """Publish what the options name, as far as it comes; return the exit code."""
    accepted = _accepted(options.accept)
    if options.report is not None:
        check_report_name(options.report, "--report", HTML + JSON, "publish.html")
    workspace = find_workspace(options.workspace, options.data)
    root, report = output_folder(workspace, options.output), options.report or workspace.root / REPORT
    asked = options.request(workspace)
    settings = read_settings(workspace.root, folders_above(asked.sources, workspace))
    state = state_file(root)
    remembered = RememberedChecks(state.with_name(f"{state.stem}-checks.json"))
    with remembered_hashes(state) as files:
        found = Publisher(
            request=asked,
            root=root,
            data=whole_workspace(workspace, options),
            fonts=fonts_in_sight(),
            hashes=Hashes(files),
            options=PublicationOptions(
                accept=accepted,
                strict=options.strict,
                replace_edited=options.replace_edited,
                clean=options.clean,
                jobs=options.jobs or usable_cores(),
                apart=True,
            ),
            remembered=remembered,
            progress=progress,
            settings=settings,
        ).publish()
        remembered.save()
    summary = PublicationSummary(found, accepted, root / MANIFEST, report, settings)
    summary.write_report()
    show_problems(_worth_telling(found), options.verbose)
    crashed = report_crashes(found.report if found.report else ())
    if options.output_format == "json":
        click.echo(summary.as_json(), nl=False)
    else:
        for line in summary.lines():
            click.echo(say(line))
    return Exit.INTERNAL if crashed else exit_code(found)


def _worth_telling(found: Publication) -> list[Problem]:
    """Return what stops, and what else was met in rendering: gaps are among what stops, or accepted."""
    rendered = found.report if found.report else ()
    met = (
        each for each in rendered if each.severity is Severity.WARNING and each.kind is not ProblemKind.GAP
    )
    return list(dict.fromkeys([*(each for stop in found.stops.values() for each in stop), *met]))


def exit_code(found: Publication) -> Exit:
    """Return the exit code that a publication deserves."""
    problems = [problem for each in found.stops.values() for problem in each]
    if any(problem.kind is ProblemKind.UNSAFE for problem in problems):
        return Exit.REFUSED
    if Stop.FAILED in found.stops:
        made = found.report and found.report.made_any
        return Exit.PARTLY if made else Exit.FINDINGS
    if Stop.WRONG in found.stops:
        return Exit.PARTLY
    return Exit.FINDINGS if found.stops else Exit.FINE


def _accepted(words: tuple[str, ...]) -> frozenset[Stop]:
    """Return what `--accept` names; a usage error for what nobody may accept."""
    names = {each.value: each for each in ACCEPTABLE}
    asked = [word.strip() for part in words for word in part.replace("，", ",").split(",") if word.strip()]
    for word in asked:
        if word not in names:
            text = message("{word} cannot be accepted; there are: {words}", word=word, words=", ".join(names))
            raise click.BadParameter(say(text), param_hint="'--accept'")
    return frozenset(names[word] for word in asked)
