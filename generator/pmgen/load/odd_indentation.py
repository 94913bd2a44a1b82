"""Tabs and odd blanks before lines: where those lines belong, told with all that stand below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pmgen.late_pattern import late
from pmgen.load.indentation_messages import blanks_before, written_each, written_so
from pmgen.load.line_repairs import Line, LineRepair, is_written
from pmgen.load.lines_in_place import has_dash, indent_of, moved_lines
from pmgen.load.odd_blanks import ODD_BLANKS, odd_blank_in_indentation
from pmgen.model.field_definitions import block
from pmgen.model.fields import FIELDS
from pmgen.problems import Message, message
from pmgen.problems.message import short

_TABS = late(
    rf"(?P<lead> *(?:- *)?)(?P<tabs>\t[\t{ODD_BLANKS} ]*)(?=\S)"
    rf"|(?P<odd> *[{ODD_BLANKS}][\t{ODD_BLANKS} ]*)(?=\S)"
)
_WIDE = late("[\t\u3000]")
_WIDTHS = (2, 1, 4)
"""For how many blanks a tab or a full-width one may stand, the likeliest first."""
_MOST_LINES = 12
_MOST_TEXT = 200_000


def is_odd(line: str) -> bool:
    """Tell whether tabs or odd blanks stand before a line."""
    return _TABS.match(line) is not None


def odd_before(lines: Sequence[str], at: int, file: str, above: int) -> tuple[LineRepair, ...]:
    """Return all lines with tabs or odd blanks before them if the line `at` has, each run as one problem.

    In the file, `above` lines stand above these.
    """
    if not _TABS.match(lines[at]) or sum(map(len, lines)) > _MOST_TEXT:
        return ()
    meant = _meant(lines, file)
    return tuple(_told(run, meant, lines, file, above) for run in _runs(lines, meant))


def _meant(lines: Sequence[str], file: str) -> dict[int, str]:
    """Return such lines as they belong: by the names in them, or else with blanks for each wide one.

    Those are as many as fit best to the lines that need no change.
    """
    odd = [number for number, line in enumerate(lines) if is_odd(line)]
    return min((_with_width(width, lines, odd, file) for width in _WIDTHS), key=_lines_moved)[0]


def _with_width(
    width: int, lines: Sequence[str], odd: Sequence[int], file: str
) -> tuple[dict[int, str], int]:
    """Return the `odd` lines with as many blanks for each wide one, and how many others do not fit then."""
    with_blanks = [_with_blanks(line, width) for line in lines]
    entity = FIELDS["annex" if Path(file).name == "annex.yaml" else "project"]
    placed = {line.number: line.wanted for line in moved_lines(with_blanks, entity, FIELDS)}
    return {n: placed.get(n, with_blanks[n]) for n in odd}, len(placed.keys() - set(odd))


def _lines_moved(read: tuple[dict[int, str], int]) -> int:
    return read[1]


def _with_blanks(line: str, width: int) -> str:
    match = _TABS.match(line)
    if not match:
        return line
    if "-" in (match["lead"] or ""):
        return f"{match['lead'].rstrip()} {line[match.end() :]}"
    blanks = len(_WIDE.sub(" " * width, match.group()))
    return " " * (blanks + blanks % 2 * bool(match["odd"])) + line[match.end() :]


def _runs(lines: Sequence[str], meant: dict[int, str]) -> Iterator[list[int]]:
    """Yield the numbers of such lines that stand right below each other."""
    run: list[int] = []
    for number in (n for n, line in enumerate(lines) if is_written(line)):
        if number in meant:
            run.append(number)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _told(
    run: Sequence[int], meant: dict[int, str], lines: Sequence[str], file: str, above: int
) -> LineRepair:
    first = Line(file, run[0], lines)
    code, wrong = _wrong(run, lines, above)
    column = len(first.text) - len(first.text.lstrip(" -"))
    found = first.repair(code, column, wrong, _hint([meant[number] for number in run]), meant[run[0]])
    more = tuple((number, meant[number]) for number in run[1:])
    return LineRepair(found.problem, found.line, found.replacement, more)


def _wrong(run: Sequence[int], lines: Sequence[str], above: int) -> tuple[str, Message]:
    before = (match.group() for number in run if (match := _TABS.match(lines[number])))
    blanks = "".join(before).replace(" ", "").replace("-", "")
    ends = {"first": run[0] + 1 + above, "last": run[-1] + 1 + above}
    if "\t" in blanks and len(run) == 1 and "-" in (_TABS.match(lines[run[0]]) or [""])[0]:
        return "PMG112", message("A tab stands behind the dash of a list.")
    if "\t" in blanks and len(run) == 1:
        return "PMG112", message("A tab stands in the indentation.")
    if "\t" in blanks:
        return "PMG112", message("Tabs stand in the indentation of the lines {first} to {last}.", **ends)
    if len(run) == 1:
        return "PMG117", odd_blank_in_indentation(blanks)
    return "PMG117", message(
        "Blanks that are no ordinary ones stand in the indentation of the lines {first} to {last}.", **ends
    )


def _typed_anew(line: str) -> Message:
    """Return that what stands before a line, or behind its dash, is to be typed anew with ordinary blanks."""
    wanted, meant = indent_of(line), short(line)
    if has_dash(line):
        return message(
            "Delete it and type one ordinary blank: “{meant}”, with {wanted} blanks before the dash.",
            meant=meant,
            wanted=wanted,
        )
    if not wanted:
        return written_so(line)
    return message(
        "Delete all that stands before it and type {wanted} ordinary blanks: “{meant}”.",
        meant=meant,
        wanted=wanted,
    )


def _hint(lines: Sequence[str]) -> Message:
    if len(lines) == 1:
        return _typed_anew(lines[0])
    if len(lines) <= _MOST_LINES:
        return written_each(lines)
    shown = lines[:_MOST_LINES]
    return message(
        "Put ordinary blanks, two per level, before all of these lines as before the first, "
        "{blanks}: {block}",
        blanks=blanks_before(shown),
        block=block([*map(short, shown)]),
    )
