"""`pmgen check`: reviews annexes before publication and tells what was found."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress
from operator import not_
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmgen.catalog.region import Region
from pmgen.check.findings import Finding
from pmgen.check.review import Review, review
from pmgen.check.selection import Sight, is_known, unknown_code
from pmgen.cli.exits import Exit
from pmgen.cli.findings import finding_lines
from pmgen.cli.handing import HTML, check_report_name, hand_over
from pmgen.cli.language import say, spoken
from pmgen.cli.telling import wants_colour
from pmgen.cli.workspace import find_workspace, known_region, packs_in_sight, shown, sources
from pmgen.problems import Kind, Severity, message
from pmgen.publish.plan import Source
from pmgen.reports.findings import FORMATS
from pmgen.reports.page import Language
from pmgen.reports.telling import Telling

if TYPE_CHECKING:
    from pmgen.cli.fixing import FixReport

SEVERITIES = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "info": Severity.INFO,
    "错误": Severity.ERROR,
    "警告": Severity.WARNING,
    "提醒": Severity.INFO,
    "提示": Severity.INFO,
}
"""The words that `--severity` takes; the last ones are how people may call a note."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the command line of `pmgen check` said."""

    paths: tuple[Path, ...] = ()
    region: str | None = None
    output_format: str = "text"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: str = "info"
    show_waived: bool = False
    verbose: bool = False
    fix: bool = False
    diff: bool = False
    report: Path | None = None
    data: Path | None = None
    workspace: Path | None = None
    templates: Path | None = None


def check(options: CheckOptions, today: date) -> int:
    """Review what the options name and tell what was found, in a report of `today`; return the exit code."""
    sight = _sight(options)
    _check_diff_alone(options)
    if options.report is not None:
        check_report_name(options.report, "--report", HTML, "check.html")
    wanted = sources(find_workspace(options.workspace, options.data), options.paths)
    packs = packs_in_sight(options.workspace, options.templates)
    region = known_region(options.region, packs) if options.region else None
    if options.diff:
        fixed = _fixed(wanted, sight, diff=True)
        return Exit.FINDINGS if fixed.changed or fixed.unread else Exit.FINE
    if options.fix:
        _fixed(wanted, sight, diff=False)
    reviews = [_in_sight(each, sight) for each in _reviews(wanted, region, packs)]
    _tell(reviews, options)
    if options.report is not None:
        _write_report(reviews, options.report, replace(_telling(options), today=today))
    return exit_code(reviews)


def exit_code(reviews: Sequence[Review]) -> Exit:
    """Return the exit code that reviews deserve: unwaived errors and warnings in sight count."""
    problems = [each.problem for found in reviews for each in found.findings if each.waiver is None]
    if any(problem.kind is Kind.UNSAFE for problem in problems):
        return Exit.REFUSED
    wrong = any(problem.severity is not Severity.INFO for problem in problems)
    return Exit.FINDINGS if wrong else Exit.FINE


def _check_diff_alone(options: CheckOptions) -> None:
    """Raise a usage error where `--diff` comes with a way to tell findings, of which it tells none."""
    if options.diff and (options.output_format != "text" or options.report is not None):
        raise click.UsageError(say(message("--diff goes with neither --output-format nor --report")))


def _fixed(wanted: Sequence[Source], sight: Sight, *, diff: bool) -> FixReport:
    """Repair what is certain and selected, or show it only; return what came of it."""
    from pmgen.cli.fixing import fix

    folders = [[source.folder / file for file in source.files] or [source.folder] for source in wanted]
    return fix([path for paths in folders for path in paths], diff, sight)


def _reviews(wanted: Sequence[Source], region: Region | None, packs: Sequence[Path]) -> Iterator[Review]:
    for source in wanted:
        yield review(source.folder, source.files, region, packs)


def _in_sight(found: Review, sight: Sight) -> Review:
    """Return a review with what is not selected out of sight; why a file could not be read never is."""
    seen = [sight.holds(each.problem) or _is_unread(each, found) for each in found.findings]
    return replace(
        found,
        findings=tuple(compress(found.findings, seen)),
        unseen=tuple(compress(found.findings, map(not_, seen))),
    )


def _is_unread(finding: Finding, found: Review) -> bool:
    problem = finding.problem
    return problem.is_error and any(place.file in found.unread for place in problem.places)


def _sight(options: CheckOptions) -> Sight:
    return Sight(
        _known_codes(options.select, "'--select'"),
        _known_codes(options.ignore, "'--ignore'"),
        SEVERITIES[options.severity],
    )


def _known_codes(written: Sequence[str], option: str) -> tuple[str, ...]:
    """Return the codes that an option names; a usage error for one that there is not."""
    codes = [code.strip() for part in written for code in part.replace("，", ",").split(",") if code.strip()]
    for code in codes:
        if not is_known(code):
            raise click.BadParameter(say(unknown_code(code)), param_hint=option)
    return tuple(codes)


def _tell(reviews: Sequence[Review], options: CheckOptions) -> None:
    if options.output_format == "text":
        colour = wants_colour(sys.stdout)
        for line in finding_lines(reviews, options.verbose, options.show_waived, _asked(options)):
            click.echo(line, color=colour)
        return
    click.echo(FORMATS[options.output_format](reviews, _telling(options)), nl=False)


def _asked(options: CheckOptions) -> str:
    """Return the options by which the reader narrowed what is shown, as they may be written."""
    parts = [f"--{name} {','.join(codes)}" for name, codes in _narrowing(options) if codes]
    return " ".join(parts)


def _narrowing(options: CheckOptions) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "select", options.select
    yield "ignore", options.ignore
    yield "severity", () if SEVERITIES[options.severity] is Severity.INFO else (options.severity,)


def _write_report(reviews: Sequence[Review], file: Path, telling: Telling) -> None:
    from pmgen.reports.findings_html import as_html

    hand_over(file, as_html(reviews, telling), "--report")
    click.echo(say(message("report written: {file}", file=shown(file))), err=True)


def _telling(options: CheckOptions) -> Telling:
    return Telling(Language(spoken(), say), Path.cwd(), _asked(options))
