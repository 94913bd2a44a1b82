"""One problem in words for a terminal: what, where, the line with a mark under it, and what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TextIO, TypeGuard

import click

from pmgen.cli.language import say, translatable, translate
from pmgen.cli.text import excerpt, plain
from pmgen.cli.workspace import shown
from pmgen.load.text import read_lines
from pmgen.problems import LayoutPlace, Message, Place, Problem, Severity, SourcePlace, message

FEW = 10
"""Places shown of one problem, unless every one is asked for."""

_WORDS = {
    Severity.ERROR: translatable("error"),
    Severity.WARNING: translatable("warning"),
    Severity.INFO: translatable("note"),
}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_ORDER = list(Severity)
_PARTS = {
    "document": translatable("body"),
    "header": translatable("header"),
    "footer": translatable("footer"),
    "footnotes": translatable("footnotes"),
    "endnotes": translatable("endnotes"),
}


def wants_colour(stream: TextIO) -> bool:
    """Tell whether somebody looks at `stream` who likes colours."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def rank(problem: Problem) -> int:
    """Return what sorts problems by how bad they are."""
    return _ORDER.index(problem.severity)


def file_of(problem: Problem) -> str:
    """Return the file of a problem's first place, or an empty text."""
    return problem.places[0].file if problem.places else ""


def file_heading(file: str) -> Iterator[str]:
    """Yield the line above the problems of a file."""
    if file:
        yield click.style(plain(shown(file)), bold=True)


def lines_of(file: str, problems: Sequence[Problem]) -> Sequence[str]:
    """Return the lines of `file` if any of the problems is at one, as far as they can be read."""
    if not any(isinstance(place, SourcePlace) and place.line for each in problems for place in each.places):
        return ()
    return read_lines(file)


def headline(problem: Problem) -> str:
    """Return the line that says how bad a problem is, its code, its place and what is wrong."""
    first = problem.places[0] if problem.places else None
    where = click.style(f" {place_words(first)}", dim=True) if first and place_words(first) else ""
    return f"  {severity_word(problem.severity)} {problem.code}{where} {sentence(problem.message)}"


def severity_word(severity: Severity) -> str:
    """Return the word for a severity, in its colour."""
    return click.style(severity_text(severity), fg=_COLOURS[severity], bold=True)


def severity_text(severity: Severity) -> str:
    """Return the word for a severity."""
    return translate(_WORDS[severity])


def sentence(text: Message) -> str:
    """Return a message in one line that steers nothing."""
    return plain(say(text))


def excerpt_lines(problem: Problem, lines: Sequence[str]) -> Iterator[str]:
    """Yield the line of a problem's first place, and the marks under its characters."""
    place = problem.places[0] if problem.places else None
    if not isinstance(place, SourcePlace) or place.line is None or place.column is None:
        return
    if place.line <= len(lines):
        text, marks = excerpt(lines[place.line - 1], place.column, place.length)
        gutter = f"    {place.line:>4} | "
        yield gutter + text
        yield " " * (len(gutter) - 2) + "| " + marks


def other_places(places: Sequence[Place], every: bool) -> Iterator[str]:
    """Yield where else the problem stands: lines of the same file together, other files one by one."""
    here = [str(place.line) for place in places[1:] if _is_line_of(place, places[0].file)]
    if here:
        yield "    " + say(message("also in lines {lines}", lines=listed(here, every)))
    elsewhere = [place for place in places[1:] if not _is_line_of(place, places[0].file)]
    for place in elsewhere if every else elsewhere[:FEW]:
        where = plain(f"{shown(place.file)} {place_words(place)}".rstrip())
        yield "    " + say(message("see also {place}", place=where))


def listed(words: Sequence[str], every: bool) -> str:
    """Return the words as one list, of many only the first few."""
    return ", ".join(words if every else words[:FEW]) + " …" * (not every and len(words) > FEW)


def hint_lines(problem: Problem) -> Iterator[str]:
    """Yield a problem's hint; the lines to write, in the gap {block}, stand below its sentence."""
    if problem.hint is None:
        return
    values = (
        (name, text if name == "block" or isinstance(text, Message) else plain(text))
        for name, text in problem.hint.values
    )
    first, *block = say(Message(problem.hint.text, tuple(values))).split("\n")
    yield "    " + say(message("Hint: {hint}", hint=plain(first).rstrip()))
    yield from (f"        {plain(line)}" for line in block)


def place_words(place: Place) -> str:
    """Return where in its file a place is: line and column, or part, table, row and cell."""
    match place:
        case SourcePlace(line=None):
            return ""
        case SourcePlace(line=line, column=None):
            return f"{line}"
        case SourcePlace(line=line, column=column):
            return f"{line}:{column}"
        case LayoutPlace():
            return say(message(", ")).join(_layout_words(place))


def _is_line_of(place: Place, file: str) -> TypeGuard[SourcePlace]:
    return isinstance(place, SourcePlace) and place.file == file and place.line is not None


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
