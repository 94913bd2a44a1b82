"""The marks that git leaves in a file where two people have changed the same lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmgen.late_pattern import late
from pmgen.load.line_repairs import Line, LineRepair
from pmgen.problems import Message, message

_MARK = late(r"(?P<sign>[<|=>])(?P=sign){6}(?: .*)?\s*")


@dataclass(frozen=True, slots=True)
class _Conflict:
    """Lines with two versions, from 0: of its marks, of the first version and of the second."""

    marks: tuple[int, ...]
    first: range
    second: range


def merge_marks(lines: Sequence[str], file: str, above: int) -> tuple[LineRepair, ...]:
    """Return what git has left undecided, read on with the first of two versions.

    In the file, `above` lines stand above these.
    """
    if not any(line.startswith(("<<<<<<<", ">>>>>>>")) for line in lines):
        return ()
    found = [(n, match["sign"]) for n, line in enumerate(lines) if (match := _MARK.fullmatch(line))]
    conflicts = tuple(_conflicts(found))
    told = {number for conflict in conflicts for number in conflict.marks}
    # Without the others, a line of equal signs may be there to part fields.
    alone = [number for number, sign in found if number not in told and sign != "="]
    return (
        *(_undecided(conflict, lines, file, above) for conflict in conflicts),
        *(Line(file, number, lines).repair("PMG137", 0, *_alone(lines[number]), "") for number in alone),
    )


def mark_in_stream(line: str) -> tuple[Message, Message] | None:
    """Return that a line of a stream, each of which is a project, is a mark of git; None for any other."""
    if not line.startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>")) or not _MARK.fullmatch(line):
        return None
    return (
        message("Git has left its mark {mark} here, with two versions of one passage.", mark=line[:7]),
        message(
            "Keep the right one of the two versions, and delete the other and the lines of all marks: "
            "<<<<<<<, ======= and >>>>>>>."
        ),
    )


def _conflicts(found: Sequence[tuple[int, str]]) -> Iterator[_Conflict]:
    """Yield the conflicts whose marks are all there, in their order."""
    signs = "".join(sign for _, sign in found)
    for match in re.finditer(r"<\|?=>", signs):
        marks = tuple(number for number, _ in found[match.start() : match.end()])
        begin, end = marks[0] + 1, marks[-1]
        yield _Conflict(marks, range(begin, marks[1]), range(marks[-2] + 1, end))


def _undecided(conflict: _Conflict, lines: Sequence[str], file: str, above: int) -> LineRepair:
    first, *_, last = conflict.marks
    wrong = message(
        "Git has left two versions of one passage here, between the marks in the lines {marks}.",
        marks=_listed(conflict.marks, above),
    )
    found = Line(file, first, lines).repair("PMG137", 0, wrong, _choose(conflict, above), "")
    rest = tuple((number, "") for number in range(first + 1, last + 1) if number not in conflict.first)
    return LineRepair(found.problem, found.line, found.replacement, rest)


def _choose(conflict: _Conflict, above: int) -> Message:
    """Return that one version is to stay, and which lines are to be deleted for it."""
    keep_first = [*conflict.marks, *range(conflict.first.stop, conflict.marks[-1])]
    keep_second = range(conflict.marks[0], conflict.second.start)
    return message(
        "Keep the right one of the two: for the first delete the lines {after}, for the second the "
        "lines {before}.",
        after=_listed(keep_first, above),
        before=_listed([*keep_second, conflict.marks[-1]], above),
    )


def _listed(numbers: Sequence[int], above: int) -> str:
    """Return numbers of lines, those that follow each other as from – to."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    ends = ((run[0] + 1 + above, run[-1] + 1 + above) for run in runs)
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in ends)


def _alone(line: str) -> tuple[Message, Message]:
    return (
        message("This line is a mark of git ({mark}), whose other marks are not here.", mark=line[:7]),
        message("Delete this line, and check that the lines around it are what is to be published."),
    )
