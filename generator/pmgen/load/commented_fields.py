"""Fields that a file has behind #, as `pmgen new` leaves them: told of once a file, not one by one.

So are the values of an older year that still bear its mark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pmgen.late_pattern import late
from pmgen.load.hash_signs import LOST_WORDS, MAYBE_LOST
from pmgen.load.text_files import read_lines
from pmgen.problems import Message, Problem, SourcePlace, message
from pmgen.problems.message import short

_MISSING = "PMG205"
_COMMENTS_READ = (MAYBE_LOST, LOST_WORDS)
_COMMENTED = late(r" *#(?!#) ?(?:- )?(?P<key>[^#:：\s]+):(?: .*)?")


def told_once(
    problems: Iterable[Problem], path: Path, part: tuple[int, int] | None = None
) -> Iterator[Problem]:
    """Give `problems` with one for all fields that are missing and stand in the file behind #.

    A field whose value is taken for a comment is told of once, with the words on the comment.
    `part` are the lines of the project, from the first to the last, in a file of several.
    """
    found = tuple(problems)
    missing = [problem for problem in found if problem.code == _MISSING and _field(problem)]
    lines = _commented(path, part) if missing else {}
    there = Counter(key for key, _ in lines.values())
    open_ = Counter(map(_field, missing))
    covered = {id(each) for each in missing if open_[_field(each)] <= there[_field(each)]}
    hashes = {_line(each): each for each in found if each.code in _COMMENTS_READ}
    lost = {line: hashes[line] for each in found if each.code == _MISSING and (line := _line(each)) in hashes}
    if covered:
        yield _open_fields(path, lines, {_field(each) for each in missing if id(each) in covered})
    for problem in found:
        if problem.code in _COMMENTS_READ and _line(problem) in lost:
            continue
        if id(problem) not in covered:
            yield _for_the_hash(problem, lost) if problem.code == _MISSING else problem


def _for_the_hash(problem: Problem, lost: Mapping[int | None, Problem]) -> Problem:
    """Return that nothing stands behind a key with the words on the comment that was meant for it."""
    cause = lost.get(_line(problem))
    return replace(problem, message=cause.message, places=cause.places, hint=cause.hint) if cause else problem


def _line(problem: Problem) -> int | None:
    place = problem.places[0] if problem.places else None
    return place.line if isinstance(place, SourcePlace) else None


def _field(problem: Problem) -> str:
    """Return the field that a record lacks, "" where the problem is another."""
    named = dict(problem.message.values).get("field")
    return str(dict(named.values).get("chinese", "")) if isinstance(named, Message) else ""


def _commented(path: Path, part: tuple[int, int] | None) -> dict[int, tuple[str, str]]:
    """Return the lines behind # that hold a field, by their numbers, with its name."""
    first, last = part or (1, None)
    lines = enumerate(read_lines(str(path))[first - 1 : last], first)
    matches = ((number, _COMMENTED.fullmatch(line.rstrip("\r"))) for number, line in lines)
    return {number: (match["key"], match.group()) for number, match in matches if match}


def _open_fields(path: Path, lines: dict[int, tuple[str, str]], keys: set[str]) -> Problem:
    hint = message(
        "revise each or fill it in, and delete the # at the beginning of its line, without a blank in its "
        "place; lines with ## are remarks and stay"
    )
    missing = {number: line for number, (key, line) in lines.items() if key in keys}
    return _told(_MISSING, path, missing, hint, len(lines))


def _told(code: str, path: Path, lines: dict[int, str], hint: Message, count: int = 0) -> Problem:
    number, line = next(iter(lines.items()))
    text = message(
        "{count} fields still stand behind #, the first of them {line} in line {number}",
        count=count or len(lines),
        line=short(line.strip()),
        number=number,
    )
    return Problem(code, text, (SourcePlace(str(path), number, line.find("#") + 1),), hint)


def open_in_annex(path: Path, is_missed: Callable[[str], bool]) -> Iterator[Problem]:
    """Give one problem for the fields of annex.yaml behind # that are said nowhere, as `is_missed` tells."""
    lines = {
        number: line
        for number, (key, line) in _commented(path, None).items()
        if line.startswith(f"#{key}") and is_missed(key)
    }
    if lines:
        yield _told("PMG235", path, lines, _OPEN_HINT)


_OPEN_HINT = message(
    "fill it in and delete the # at the beginning of its line, without a blank in its place; "
    "delete a line that is not needed"
)


_WITH_VALUE = late(r"\s*[#＃]\s*(?:- )?(?P<key>[^#:：\s]+)[:：]\s*(?P<value>.*)")
_LINE_BELOW = late(r"\s*#\s*(?:- |[^#:：\s]+: )\s*[^\s…].*")


def values_behind_hash(file: str, key: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file in which the field `key` stands behind # with a value, with their numbers.

    The value of a list or a record begins in the line below.
    """
    lines = [line.rstrip("\r") for line in read_lines(file)]
    for number, (line, below) in enumerate(zip(lines, (*lines[1:], ""), strict=False), 1):
        match = _WITH_VALUE.fullmatch(line) if key in line else None
        if match and match["key"] == key and _is_filled_in(match["value"], below):
            yield number, line


def _is_filled_in(value: str, below: str) -> bool:
    return not value.startswith("……") if value else _LINE_BELOW.fullmatch(below) is not None


OWN_MARK = "# 待修订"
"""What `pmgen new --from` writes behind a value of the older annex."""


def unrevised(place: SourcePlace, count: int, above: int) -> Problem:
    """Return that so many values bear the mark of an older year, from `place` on, with lines `above` it."""
    text = message(
        "{count} lines are still marked as those of the year before, the first of them line {number}",
        count=count,
        number=(place.line or 0) + above,
    )
    hint = message(
        "correct each for this year, and then delete at the end of its line what stands from {mark} on",
        mark=OWN_MARK,
    )
    return Problem("PMG236", text, (place,), hint)
