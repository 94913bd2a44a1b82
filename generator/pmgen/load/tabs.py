"""Tabs before lines: where those lines belong, told with all that stand below each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pmgen.load.indentation_messages import written_so
from pmgen.load.line_repairs import Line, LineRepair, is_written
from pmgen.load.lines_in_place import moved_lines
from pmgen.model.field_definitions import block
from pmgen.model.fields import FIELDS
from pmgen.problems import Message, message
from pmgen.problems.message import short

_TABS = re.compile(r"(?P<lead> *(?:- *)?)(?P<tabs>\t[\t ]*)(?=\S)")
_MOST_LINES = 12
_MOST_TEXT = 200_000


def tabs_before(lines: Sequence[str], at: int, file: str, above: int) -> tuple[LineRepair, ...]:
    """Return all lines with tabs before them if one of them is the line `at`, each run as one problem.

    In the file, `above` lines stand above these.
    """
    if not _TABS.match(lines[at]) or sum(map(len, lines)) > _MOST_TEXT:
        return ()
    meant = _meant(lines, file)
    return tuple(_told(run, meant, lines, file, above) for run in _runs(lines, meant))


def _meant(lines: Sequence[str], file: str) -> dict[int, str]:
    """Return the lines with tabs as they belong: by the names in them, or else with two blanks for a tab."""
    with_blanks = [_with_blanks(line) for line in lines]
    entity = FIELDS["annex" if Path(file).name == "annex.yaml" else "project"]
    placed = {line.number: line.wanted for line in moved_lines(with_blanks, entity, FIELDS)}
    return {n: placed.get(n, with_blanks[n]) for n, line in enumerate(lines) if _TABS.match(line)}


def _with_blanks(line: str) -> str:
    match = _TABS.match(line)
    if not match:
        return line
    if "-" in match["lead"]:
        return f"{match['lead'].rstrip()} {line[match.end() :]}"
    return match["lead"] + match["tabs"].replace("\t", "  ") + line[match.end() :]


def _runs(lines: Sequence[str], meant: dict[int, str]) -> Iterator[list[int]]:
    """Yield the numbers of lines with tabs that stand right below each other."""
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
    found = first.repair(
        "PMG112",
        len(first.text) - len(first.text.lstrip(" -")),
        _wrong(run, above),
        _hint([meant[number] for number in run]),
        meant[run[0]],
    )
    more = tuple((number, meant[number]) for number in run[1:])
    return LineRepair(found.problem, found.line, found.replacement, more)


def _wrong(run: Sequence[int], above: int) -> Message:
    if len(run) == 1:
        return message("A tab stands in the indentation.")
    return message(
        "Tabs stand in the indentation of the lines {first} to {last}.",
        first=run[0] + 1 + above,
        last=run[-1] + 1 + above,
    )


def _hint(lines: Sequence[str]) -> Message:
    if len(lines) == 1:
        return written_so(lines[0])
    if len(lines) <= _MOST_LINES:
        return message(
            "Write these lines so, with the blanks before them: {block}", block=block([*map(short, lines)])
        )
    return message(
        "Put blanks in place of the tabs, two per level, in all of these lines as in the first: {block}",
        block=block([short(line) for line in lines[:_MOST_LINES]]),
    )
