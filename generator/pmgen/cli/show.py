"""Problems shown for people, on stderr: by file, with the line they stand in and what to do."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

import click

from pmgen.cli.language import say, translatable, translate
from pmgen.cli.text import excerpt, plain
from pmgen.cli.workspace import shown
from pmgen.problems import LayoutPlace, Message, Place, Problem, Severity, SourcePlace, message

FEW = 10
"""Problems shown per file, unless every one is asked for."""

_WORDS = {
    Severity.ERROR: translatable("error"),
    Severity.WARNING: translatable("warning"),
    Severity.INFO: translatable("note"),
}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_ORDER = list(_WORDS)


def show_problems(problems: Iterable[Problem], every: bool = False) -> None:
    """Print the problems, each file's own together; `every` shows all instead of a few per file."""
    colour = _wants_colour()
    for line in problem_lines(problems, None if every else FEW):
        click.echo(line, err=True, color=colour)


def problem_lines(problems: Iterable[Problem], at_most: int | None) -> Iterator[str]:
    """Yield the lines that show the problems, errors first in every file."""
    for file, found in _by_file(problems).items():
        yield from _heading(file)
        lines = _lines(file) if any(map(_has_line, found)) else []
        for problem in islice(found, at_most):
            yield from _problem(problem, lines)
        yield from _rest(len(found) - (at_most or len(found)))
        yield ""


def _by_file(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        file = problem.places[0].file if problem.places else ""
        groups.setdefault(file, []).append(problem)
    for found in groups.values():
        found.sort(key=lambda problem: _ORDER.index(problem.severity))
    return groups


def _heading(file: str) -> Iterator[str]:
    if file:
        yield click.style(plain(shown(file)), bold=True)


def _rest(hidden: int) -> Iterator[str]:
    if hidden > 0:
        yield "  " + say(message("… and {count} more; --verbose shows all", count=hidden))


def _problem(problem: Problem, lines: Sequence[str]) -> Iterator[str]:
    word = click.style(translate(_WORDS[problem.severity]), fg=_COLOURS[problem.severity], bold=True)
    first, *others = problem.places or (None,)
    where = click.style(f" {_where(first)}", dim=True) if first and _where(first) else ""
    yield f"  {word} {problem.code}{where} {_sentence(problem.message)}"
    if isinstance(first, SourcePlace):
        yield from _source_lines(first, lines)
    for place in others:
        if place is not None:
            yield "    " + _see(place)
    if problem.hint:
        yield "    " + say(message("Hint: {hint}", hint=_sentence(problem.hint)))


def _sentence(text: Message) -> str:
    return plain(say(text))


def _see(place: Place) -> str:
    where = plain(f"{shown(place.file)} {_where(place)}".rstrip())
    return say(message("see also {place}", place=where))


def _where(place: Place) -> str:
    match place:
        case SourcePlace(line=None):
            return ""
        case SourcePlace(line=line, column=None):
            return f"{line}"
        case SourcePlace(line=line, column=column):
            return f"{line}:{column}"
        case LayoutPlace():
            return say(message(", ")).join(_layout_words(place))


def _layout_words(place: LayoutPlace) -> Iterator[str]:
    if place.part:
        yield plain(place.part)
    yield from chain(
        _numbered(message("table {number}", number=place.table), place.table),
        _numbered(message("row {number}", number=place.row), place.row),
        _numbered(message("cell {number}", number=place.cell), place.cell),
        _numbered(message("paragraph {number}", number=place.paragraph), place.paragraph),
    )
    if place.text:
        yield say(message("“{words}”", words=plain(place.text)))


def _numbered(text: Message, number: int | None) -> Sequence[str]:
    return () if number is None else (say(text),)


def _has_line(problem: Problem) -> bool:
    return any(isinstance(place, SourcePlace) and place.line is not None for place in problem.places[:1])


def _source_lines(place: SourcePlace, lines: Sequence[str]) -> Iterator[str]:
    if place.line is None or place.column is None or place.line > len(lines):
        return
    text, marks = excerpt(lines[place.line - 1], place.column, place.length)
    gutter = f"    {place.line:>4} | "
    yield gutter + text
    yield " " * (len(gutter) - 2) + "| " + marks


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except OSError:
        return []


def _wants_colour() -> bool:
    return sys.stderr.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
