"""What a terminal shows: aligned text, problems with their lines and hints, and the log of a crash."""

from __future__ import annotations

import os
import platform
import sys
import time
import unicodedata
from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Protocol, TextIO, TypeGuard

import click

import pmgen
from pmgen.cli.spoken_language import say, translatable, translate
from pmgen.cli.workspace import shown
from pmgen.crash import Crash
from pmgen.load.text_files import read_lines
from pmgen.problems import LayoutPlace, Message, Place, Problem, Severity, SourcePlace, message
from pmgen.reports.layout_place_words import layout_place_words

_TAB = "→"
"""What is shown for a tab in a line of a file: as a blank nobody would see it."""
_STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def width(text: str) -> int:
    """Return how many columns `text` takes; a Chinese character takes two."""
    return sum(_columns(character) for character in text)


def padded(text: str, columns: int) -> str:
    """Return `text` with spaces up to `columns`."""
    return text + " " * (columns - width(text))


def printable(text: str) -> str:
    """Return `text` with every character that could steer a terminal written out, and tabs as one space."""
    return "".join(_plain(character) for character in text)


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the rows as lines, each column as wide as its widest cell."""
    cleaned = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cleaned, strict=True)]
    for row in cleaned:
        yield "  ".join(map(padded, row, widths)).rstrip()


def excerpt(line: str, column: int, length: int, room: int = 90) -> tuple[str, str]:
    """Return the part of `line` around a place, and the line of `^` that stands under it.

    `column` counts characters from 1; at most `room` columns are shown.
    """
    line = line.replace("\t", _TAB)
    begin = min(column - 1, len(line))
    first = _window_start(line, begin, room)
    shown = _fitting(line[first:], room)
    before = printable(line[first:begin])
    under = printable(line[begin : begin + max(length, 1)])
    lead, tail = "…" * (first > 0), "…" * (first + len(shown) < len(line))
    marks = "^" * max(1, min(width(under), room - width(before)))
    return lead + printable(shown) + tail, " " * (len(lead) + width(before)) + marks


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _plain(character: str) -> str:
    if character == "\t":
        return " "
    if unicodedata.category(character) not in _STEERING:
        return character
    return f"〈U+{ord(character):04X}〉"


def _window_start(line: str, begin: int, room: int) -> int:
    """Return where the shown part begins, so that a third of the room lies before the place."""
    if width(printable(line)) <= room:
        return 0
    start = begin
    while start > 0 and width(printable(line[start - 1 : begin])) <= room // 3:
        start -= 1
    return start


def _fitting(text: str, room: int) -> str:
    end = used = 0
    while end < len(text) and (used := used + width(printable(text[end]))) <= room:
        end += 1
    return text[:end]


FEW_PLACES = 10
"""Places shown of one problem, unless every one is asked for."""

_WORDS = {
    Severity.ERROR: translatable("error"),
    Severity.WARNING: translatable("warning"),
    Severity.INFO: translatable("note"),
}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_ORDER = list(Severity)


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
        yield click.style(printable(shown(file)), bold=True)


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
    return printable(say(text))


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
    same = (place for place in places[1:] if _is_line_of(place, places[0].file))
    here = list(dict.fromkeys(_line_words(place, places[0]) for place in same))
    if here:
        yield "    " + say(message("also in lines {lines}", lines=listed(here, every)))
    elsewhere = [place for place in places[1:] if not _is_line_of(place, places[0].file)]
    for place in elsewhere if every else elsewhere[:FEW_PLACES]:
        where = printable(f"{shown(place.file)} {place_words(place)}".rstrip())
        yield "    " + say(message("see also {place}", place=where))


def _line_words(place: Place, first: Place) -> str:
    """Return the line of a place, with its column where `first` stands in the same line."""
    assert isinstance(place, SourcePlace) and isinstance(first, SourcePlace)
    return f"{place.line}:{place.column}" if place.line == first.line else str(place.line)


def listed(words: Sequence[str], every: bool) -> str:
    """Return the words as one list, of many only the first few."""
    return ", ".join(words if every else words[:FEW_PLACES]) + " …" * (not every and len(words) > FEW_PLACES)


def hint_lines(problem: Problem) -> Iterator[str]:
    """Yield a problem's hint; the lines to write, in the gap {block}, stand below its sentence.

    A bar parts them from the margin as it does lines of a file, for each of their blanks counts.
    """
    if problem.hint is None:
        return
    values = (
        (name, text if name == "block" or isinstance(text, Message) else printable(text))
        for name, text in problem.hint.values
    )
    first, *block = say(Message(problem.hint.text, tuple(values))).split("\n")
    yield "    " + say(message("Hint: {hint}", hint=printable(first).rstrip()))
    yield from (f"         | {printable(line)}" for line in block)


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
            return say(message(", ")).join(printable(say(words)) for words in layout_place_words(place))


def _is_line_of(place: Place, file: str) -> TypeGuard[SourcePlace]:
    return isinstance(place, SourcePlace) and place.file == file and place.line is not None


FEW_PROBLEMS = 10
"""Problems shown per file, unless every one is asked for."""

MANY_PROBLEMS = 50
"""Problems shown in all, unless every one is asked for."""


def show_problems(problems: Iterable[Problem], every: bool = False) -> None:
    """Print the problems, each file's own together; `every` shows all instead of a few per file."""
    colour = wants_colour(sys.stderr)
    for line in problem_lines(problems, every):
        click.echo(line, err=True, color=colour)


def problem_lines(problems: Iterable[Problem], every: bool = False) -> Iterator[str]:
    """Yield the lines that show the problems, errors first; unless `every` is asked for, only so many.

    Of what is not shown nothing is held: `problems` are gone through twice.
    """
    left = MANY_PROBLEMS
    wanted = dict[str, tuple[int, int]]()
    for file, number in _by_badness(problems).items():
        here = number if every else min(number, FEW_PROBLEMS, left)
        left -= here
        wanted[file] = here, number
    shown_of = _worst(problems, {file: here for file, (here, _) in wanted.items() if here})
    for file, found in shown_of.items():
        yield from file_heading(file)
        lines = lines_of(file, found)
        for problem in found:
            yield from whole_problem(problem, lines, every)
        yield from _rest(wanted[file][1] - len(found))
        yield ""
    yield from _rest_of_files(sum(number for here, number in wanted.values() if not here))


def _by_badness(problems: Iterable[Problem]) -> dict[str, int]:
    """Return how many problems each file has; files with errors come before the others."""
    numbers, bad = dict[str, int](), set[str]()
    for problem in problems:
        file = file_of(problem)
        numbers[file] = numbers.get(file, 0) + 1
        if not rank(problem):
            bad.add(file)
    return {file: numbers[file] for file in sorted(numbers, key=lambda file: file not in bad)}


def _worst(problems: Iterable[Problem], wanted: Mapping[str, int]) -> dict[str, list[Problem]]:
    """Return as many problems of each file as are wanted, the worst first."""
    found: dict[str, list[Problem]] = {file: [] for file in wanted}
    for problem in problems:
        if (of_file := found.get(file_of(problem))) is not None:
            insort(of_file, problem, key=rank)
            del of_file[wanted[file_of(problem)] :]
    return found


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


def report_crashes(problems: Iterable[Problem]) -> bool:
    """Write a log of pmgen's own faults among problems and say where it is; tell whether there were any."""
    crashes = tuple(dict.fromkeys(problem.crash for problem in problems if problem.crash is not None))
    if crashes:
        log = crash_log(crashes)
        click.echo(_told(write_crash_log(log), log), err=True)
    return bool(crashes)


def _told(file: str | None, log: str) -> str:
    """Return what to say of a log: where it is, or where it could not be written, all of it."""
    if file is None:
        text = message("internal error; please send these lines to those who look after pmgen:")
        return f"{say(text)}\n{log}"
    return say(
        message("internal error; please send this file to those who look after pmgen: {file}", file=file)
    )


def write_crash_log(log: str) -> str | None:
    """Write the log to the folder for temporary files and return its path, None where there is no room."""
    import tempfile  # brings a good part of the standard library along

    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="pmgen-crash-", suffix=".log", delete=False
        ) as file:
            file.write(log)
    except OSError:
        return None
    return file.name


def crash_log(crashes: Iterable[Crash]) -> str:
    """Return the versions, and of each error its kind and where in the code it happened, without its text."""
    from importlib.metadata import version  # brings half of the standard library along

    versions = f"pmgen {pmgen.__version__}, Python {platform.python_version()}, {sys.platform}"
    lines = [versions, f"click {version('click')}"]
    for crash in crashes:
        lines += [crash.kind, *(f"  {frame}" for frame in crash.frames)]
    return "\n".join([*lines, ""])


class Named(Protocol):
    """What is done bit by bit, and has a name that people know."""

    @property
    def name(self) -> str:
        """Return the name."""


@contextmanager
def progress() -> Iterator[tuple[Callable[[int], None], Callable[[Named], None]]]:
    """Show how much is done, how fast, and the time left; give what hears how much there is, and of each.

    Where nobody looks at a terminal it is a line now and then.
    """
    begun = time.monotonic()
    if not sys.stderr.isatty():
        lines = _ProgressLines(begun)
        yield lines.begin, lines.count
        return

    def shown_rate(name: str | None) -> str:
        rate = bar.pos / max(time.monotonic() - begun, 0.001)
        return say(message("{rate} a second {name}", rate=f"{rate:.1f}", name=printable(name or "")))

    with click.progressbar(length=0, file=sys.stderr, show_pos=True, item_show_func=shown_rate) as bar:
        yield partial(setattr, bar, "length"), lambda thing: bar.update(1, thing.name)


_SECONDS_BETWEEN_LINES = 20


class _ProgressLines:
    """Tells how far it is whenever some time has passed."""

    def __init__(self, now: float) -> None:
        self._begun = self._told = now
        self._length = self._done = 0

    def begin(self, length: int) -> None:
        self._length = length

    def count(self, thing: Named) -> None:
        self._done += 1
        now = time.monotonic()
        if now - self._told >= _SECONDS_BETWEEN_LINES and self._done < self._length:
            self._told = now
            seconds = round((self._length - self._done) * (now - self._begun) / self._done)
            text = message(
                "{done} of {all}, about {seconds} s left", done=self._done, all=self._length, seconds=seconds
            )
            click.echo(say(text), err=True)
