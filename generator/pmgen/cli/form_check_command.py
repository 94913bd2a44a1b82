"""`pmgen form check`: what is wrong with packs, in the order of their files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from pmgen import disk
from pmgen.cli.exit_codes_and_signals import Exit
from pmgen.cli.spoken_language import say
from pmgen.cli.terminal_output import file_heading, file_of, lines_of, whole_problem
from pmgen.forms.check_pack import FormProblem, check_pack
from pmgen.problems import Severity, message


def check_form(folders: Sequence[Path]) -> int:
    """Show every problem of the packs in `folders`; return the exit code."""
    found = [problem for folder in folders for problem in check_pack(disk.behind_link(folder))]
    for line in _lines(found):
        click.echo(line)
    return Exit.FINDINGS if any(each.problem.is_error for each in found) else Exit.FINE


def _lines(found: Sequence[FormProblem]) -> Iterator[str]:
    files: dict[str, list[FormProblem]] = {}
    for each in found:
        files.setdefault(file_of(each.problem), []).append(each)
    for file, here in files.items():
        yield from file_heading(file)
        lines = lines_of(file, [each.problem for each in here])
        for each in here:
            first, *rest = whole_problem(each.problem, lines, every=True)
            yield first
            if each.surroundings:
                yield "    " + say(message(", ")).join(map(say, each.surroundings))
            yield from rest
        yield ""
    counts = [sum(each.problem.severity is severity for each in found) for severity in Severity]
    yield say(
        message(
            "errors {errors}, warnings {warnings}, notes {notes}",
            errors=counts[0],
            warnings=counts[1],
            notes=counts[2],
        )
    )
