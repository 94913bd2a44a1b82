"""Problems shown for people, on stderr: by file, with the line they stand in and what to do."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeGuard

import click

from pmgen.cli.language import say, translatable, translate
from pmgen.cli.text import excerpt, plain
from pmgen.cli.workspace import shown
from pmgen.problems import LayoutPlace, Message, Place, Problem, Severity, SourcePlace, message

FEW = 10
"""Problems shown per file, and places per problem, unless every one is asked for."""

MANY = 50
"""Problems shown in all, unless every one is asked for."""

_WORDS = {
    Severity.ERROR: translatable("error"),
    Severity.WARNING: translatable("warning"),
    Severity.INFO: translatable("note"),
}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_ORDER = list(_WORDS)
_PARTS = {
    "document": translatable("body"),
    "header": translatable("header"),
    "footer": translatable("footer"),
    "footnotes": translatable("footnotes"),
    "endnotes": translatable("endnotes"),
}


def show_problems(problems: Iterable[Problem], every: bool = False) -> None:
    """Print the problems, each file's own together; `every` shows all instead of a few per file."""
    colour = _wants_colour()
    for line in problem_lines(problems, every):
        click.echo(line, err=True, color=colour)


def problem_lines(problems: Iterable[Problem], every: bool = False) -> Iterator[str]:
    """Yield the lines that show the problems, errors first; unless `every` is asked for, only so many."""
    left = MANY
    hidden = 0
    for file, found in _by_file(problems).items():
        here = len(found) if every else min(len(found), FEW, left)
        left -= here
        if not here:
            hidden += len(found)
            continue
        yield from _heading(file)
        lines = _lines(file) if any(map(_has_line, found)) else []
        for problem in found[:here]:
            yield from _problem(problem, lines, every)
        yield from _rest(len(found) - here)
        yield ""
    yield from _rest_of_files(hidden)


def _by_file(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        file = problem.places[0].file if problem.places else ""
        groups.setdefault(file, []).append(problem)
    for found in groups.values():
        found.sort(key=_rank)
    return dict(sorted(groups.items(), key=lambda group: _rank(group[1][0]) > 0))


def _rank(problem: Problem) -> int:
    return _ORDER.index(problem.severity)


def _heading(file: str) -> Iterator[str]:
    if file:
        yield click.style(plain(shown(file)), bold=True)


def _rest(hidden: int) -> Iterator[str]:
    if hidden > 0:
        yield "  " + say(message("… and {count} more; --verbose shows all", count=hidden))


def _rest_of_files(hidden: int) -> Iterator[str]:
    if hidden > 0:
        yield say(message("… and {count} more in other files; --verbose shows all", count=hidden))


def _problem(problem: Problem, lines: Sequence[str], every: bool) -> Iterator[str]:
    word = click.style(translate(_WORDS[problem.severity]), fg=_COLOURS[problem.severity], bold=True)
    first = problem.places[0] if problem.places else None
    where = click.style(f" {_where(first)}", dim=True) if first and _where(first) else ""
    yield f"  {word} {problem.code}{where} {_sentence(problem.message)}"
    if isinstance(first, SourcePlace):
        yield from _source_lines(first, lines)
    for sentence in _other_places(problem.places, every):
        yield "    " + sentence
    if problem.hint:
        yield from _hint(problem.hint)


def _hint(hint: Message) -> Iterator[str]:
    """Yield a hint; the lines to write, in the gap {block}, stand below its sentence."""
    values = ((name, text if name == "block" else plain(text)) for name, text in hint.values)
    sentence, *block = say(Message(hint.text, tuple(values))).split("\n")
    yield "    " + say(message("Hint: {hint}", hint=plain(sentence).rstrip()))
    yield from (f"        {plain(line)}" for line in block)


def _sentence(text: Message) -> str:
    return plain(say(text))


def _other_places(places: Sequence[Place], every: bool) -> Iterator[str]:
    """Yield where else the problem stands: lines of the same file together, other files one by one."""
    here = [str(place.line) for place in places[1:] if _is_line_of(place, places[0].file)]
    if here:
        some = ", ".join(here if every else here[:FEW])
        more = " …" if not every and len(here) > FEW else ""
        yield say(message("also in lines {lines}", lines=some + more))
    elsewhere = [place for place in places[1:] if not _is_line_of(place, places[0].file)]
    for place in elsewhere if every else elsewhere[:FEW]:
        where = plain(f"{shown(place.file)} {_where(place)}".rstrip())
        yield say(message("see also {place}", place=where))


def _is_line_of(place: Place, file: str) -> TypeGuard[SourcePlace]:
    return isinstance(place, SourcePlace) and place.file == file and place.line is not None


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
        yield plain(_part_words(place.part))
    yield from chain(
        _numbered(message("page {number}", number=place.page), place.page),
        _numbered(message("table {number}", number=place.table), place.table),
        _numbered(message("row {number}", number=place.row), place.row),
        _numbered(message("cell {number}", number=place.cell), place.cell),
        _numbered(message("paragraph {number}", number=place.paragraph), place.paragraph),
    )
    if place.text:
        yield say(message("“{words}”", words=plain(place.text)))


def _part_words(part: str) -> str:
    """Return what people call a part of a Word file: the body, or which header, footer or notes."""
    name = part.removeprefix("word/")
    word = next((word for start, word in _PARTS.items() if name.startswith(start)), None)
    if word is None:
        return part
    return translate(word) if name == "document.xml" else f"{translate(word)} {name}"


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
        return Path(file).read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return []


def _wants_colour() -> bool:
    return sys.stderr.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
