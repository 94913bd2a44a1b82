"""Problems shown for people, on stderr: by file, with the line they stand in and what to do."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from pmgen.cli.language import say
from pmgen.cli.telling import (
    excerpt_lines,
    file_heading,
    file_of,
    headline,
    hint_lines,
    lines_of,
    other_places,
    rank,
    wants_colour,
)
from pmgen.problems import Problem, message

FEW = 10
"""Problems shown per file, unless every one is asked for."""

MANY = 50
"""Problems shown in all, unless every one is asked for."""


def show_problems(problems: Iterable[Problem], every: bool = False) -> None:
    """Print the problems, each file's own together; `every` shows all instead of a few per file."""
    colour = wants_colour(sys.stderr)
    for line in problem_lines(problems, every):
        click.echo(line, err=True, color=colour)


def problem_lines(problems: Iterable[Problem], every: bool = False) -> Iterator[str]:
    """Yield the lines that show the problems, errors first; unless `every` is asked for, only so many."""
    left = MANY
    hidden = 0
    for file, found in by_file(problems).items():
        here = len(found) if every else min(len(found), FEW, left)
        left -= here
        if not here:
            hidden += len(found)
            continue
        yield from file_heading(file)
        lines = lines_of(file, found)
        for problem in found[:here]:
            yield from whole_problem(problem, lines, every)
        yield from _rest(len(found) - here)
        yield ""
    yield from _rest_of_files(hidden)


def by_file(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Return the problems of each file, the worst first; files with errors come before the others."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(file_of(problem), []).append(problem)
    for found in groups.values():
        found.sort(key=rank)
    return dict(sorted(groups.items(), key=lambda group: rank(group[1][0]) > 0))


def whole_problem(problem: Problem, lines: Sequence[str], every: bool) -> Iterator[str]:
    """Yield all that is said about a problem; `lines` are those of its file."""
    yield headline(problem)
    yield from excerpt_lines(problem, lines)
    yield from other_places(problem.places, every)
    yield from hint_lines(problem)


def _rest(hidden: int) -> Iterator[str]:
    if hidden > 0:
        yield "  " + say(message("… and {count} more; --verbose shows all", count=hidden))


def _rest_of_files(hidden: int) -> Iterator[str]:
    if hidden > 0:
        yield say(message("… and {count} more in other files; --verbose shows all", count=hidden))
