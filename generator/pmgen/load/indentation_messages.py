"""What is said of lines with a wrong indentation, a lost dash or one too many, and how they are set right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import yaml

from pmgen.load.line_repairs import Line, LineRepair, is_written, repaired
from pmgen.load.lines_in_place import MovedLine, has_dash, indent_of, moved_lines
from pmgen.model.field_definitions import FieldTable, block
from pmgen.model.fields import FIELDS
from pmgen.problems import Message, message
from pmgen.problems.message import short

_MOST_TEXT = 200_000
"""Characters of a file that is looked through; nobody has written a larger one by hand."""
_OF_INDICATORS = frozenset(word for field in FIELDS["indicator"] for word in field.words)
_MOST_LINES = 12
"""Lines that are shown as they belong; more of them are told by the first."""


def repair_indentation(
    lines: Sequence[str], file: str, above: int = 0, table: FieldTable = FIELDS
) -> tuple[LineRepair, ...]:
    """Return the lines that the names in them put elsewhere, those beneath each other as one problem.

    In the file, `above` lines stand above these.
    """
    if sum(map(len, lines)) > _MOST_TEXT:
        return ()
    entity = table["annex" if Path(file).name == "annex.yaml" else "project"]
    moved = sorted(moved_lines(lines, entity, table), key=lambda line: line.number)
    return tuple(_repair(group, lines, file, above) for group in _runs(moved, lines))


def indentation_behind(
    error: yaml.MarkedYAMLError, lines: Sequence[str], file: str, above: int
) -> tuple[LineRepair, ...]:
    """Return the lines in wrong places, none where YAML would stop no later with all of them set right."""
    moved = repair_indentation(lines, file, above)
    return moved if moved and _stops_at(repaired(lines, moved)) > _line_of(error) else ()


def _stops_at(text: str) -> float:
    """Return the line, from 0, at which YAML cannot go on; infinity where it reads all."""
    try:
        for _ in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            pass
    except yaml.MarkedYAMLError as error:
        return _line_of(error)
    return math.inf


def _line_of(error: yaml.MarkedYAMLError) -> float:
    return error.problem_mark.line if error.problem_mark else math.inf


def _runs(moved: Sequence[MovedLine], lines: Sequence[str]) -> Iterator[list[MovedLine]]:
    """Yield lines that stand right below each other and lack the same; a dash is told line by line."""
    written = {number: place for place, number in enumerate(n for n, x in enumerate(lines) if is_written(x))}
    for _, run in groupby(enumerate(moved), lambda each: (written[each[1].number] - each[0], _dash(each[1]))):
        group = [line for _, line in run]
        one_by_one = _dash(group[0]) != "right" or any(line.lacks_name for line in group)
        yield from ([line] for line in group) if one_by_one else [group]


def _dash(line: MovedLine) -> str:
    found, wanted = has_dash(line.found), has_dash(line.wanted)
    if found == wanted:
        return "too many" if line.found.lstrip(" ")[1:].lstrip(" ").startswith("- ") else "right"
    return "missing" if wanted else "too many"


def _repair(group: Sequence[MovedLine], lines: Sequence[str], file: str, above: int) -> LineRepair:
    first = group[0]
    line = Line(file, first.number, lines)
    code, wrong, hint = _words(group, lines, above)
    found = line.repair(code, line.begin, wrong, hint, first.wanted)
    return LineRepair(
        found.problem, found.line, found.replacement, tuple((x.number, x.wanted) for x in group[1:])
    )


def _words(group: Sequence[MovedLine], lines: Sequence[str], above: int) -> tuple[str, Message, Message]:
    first, number = group[0], group[0].number + 1 + above
    if _dash(first) == "missing":
        wrong = message("The first item of a list begins in line {line}, without its dash.", line=number)
        return "PMG134", wrong if first.is_first else another_item(number), write_with_dash(first.wanted)
    if _dash(first) == "too many":
        return (
            "PMG110",
            message("The dash at the beginning of line {line} is one too many.", line=number),
            written_so(first.wanted),
        )
    if first.lacks_name:
        wrong = message("The name of the field is missing in line {line}.", line=number)
        return "PMG110", wrong, written_so(first.wanted)
    if len(group) > 1:
        return "PMG110", *_words_of_several(group, above)
    found, wanted = indent_of(first.found), indent_of(first.wanted)
    if found == wanted:
        return (
            "PMG110",
            message(
                "The words behind the dash in line {line} begin elsewhere than the fields below.", line=number
            ),
            written_so(first.wanted),
        )
    wrong = message(
        "{found} blanks stand before line {line}, where {wanted} belong.",
        line=number,
        found=found,
        wanted=wanted,
    )
    if first.beside is None or not wanted:
        return "PMG110", wrong, written_so(first.wanted)
    return "PMG110", wrong, like_line(first.wanted, first.beside + 1 + above)


def like_line(line: str, beside: int) -> Message:
    """Return that a whole line is to be written so, with as many blanks before it as line `beside` has."""
    return message(
        "Write it as “{meant}”, with {wanted} blanks before it like line {beside}.",
        meant=short(line),
        wanted=indent_of(line),
        beside=beside,
    )


def written_each(lines: Sequence[str]) -> Message:
    """Return that these whole lines are to be written so, with as many blanks before each."""
    shown = block([*map(short, lines)])
    return message("Write these lines so, {blanks}: {block}", blanks=blanks_before(lines), block=shown)


def blanks_before(lines: Sequence[str]) -> Message:
    """Return how many blanks stand before lines: a page or a screen shows them with a margin of its own."""
    counts = [indent_of(line) for line in lines]
    if len(set(counts)) > 1:
        return message("with {counts} blanks before them, line by line", counts="、".join(map(str, counts)))
    if counts and counts[0]:
        return message("each with {count} blanks before it", count=counts[0])
    return message("each from the very beginning of the line")


def another_item(line: int) -> Message:
    """Return that an item of a list begins in a line without its dash."""
    return message("Another item seems to begin in line {line}, without its dash.", line=line)


def write_with_dash(line: str) -> Message:
    """Return that a line is to be written so, with its dash."""
    return message("Write the line as “{line}”, with the same indentation.", line=short(line))


def written_so(line: str, most: int = 80) -> Message:
    """Return that a whole line is to be written so, with the blanks before it, up to `most` characters."""
    wanted, meant = indent_of(line), short(line, most)
    if not wanted:
        return message("Write it from the very beginning of the line: “{meant}”.", meant=meant)
    return message("Write it as “{meant}”, with {wanted} blanks before it.", meant=meant, wanted=wanted)


def blank_behind_dash(line: str) -> Message:
    """Return that what stands behind the dash of a whole line is to be an ordinary blank."""
    return message(
        "Delete it and type one ordinary blank: “{meant}”, with {wanted} blanks before the dash.",
        meant=short(line),
        wanted=indent_of(line),
    )


def blanks_typed_anew(line: str) -> Message:
    """Return that what stands before a whole line is to be typed anew with ordinary blanks."""
    wanted, meant = indent_of(line), short(line)
    if not wanted:
        return written_so(line)
    return message(
        "Delete all that stands before it and type {wanted} ordinary blanks: “{meant}”.",
        meant=meant,
        wanted=wanted,
    )


def _words_of_several(group: Sequence[MovedLine], above: int) -> tuple[Message, Message]:
    first, last = group[0].number + 1 + above, group[-1].number + 1 + above
    steps = {line.more_blanks for line in group}
    wrong = message("The indentation of the lines {first} to {last} is wrong.", first=first, last=last)
    if len(group) <= _MOST_LINES:
        return wrong, written_each([line.wanted for line in group])
    if len(steps) == 1:
        return wrong, _moved_alike(group, steps.pop())
    shown = [line.wanted for line in group[:_MOST_LINES]]
    return wrong, message(
        "Write them so, {blanks}, and those that follow in the same way: {block}",
        blanks=blanks_before(shown),
        block=block([*map(short, shown)]),
    )


def _moved_alike(group: Sequence[MovedLine], blanks: int) -> Message:
    meant = short(group[0].wanted)
    if blanks > 0:
        return message(
            "Put {count} blanks more before each of them; the first becomes “{meant}”.",
            count=blanks,
            meant=meant,
        )
    return message(
        "Delete {count} blanks before each of them; the first becomes “{meant}”.", count=-blanks, meant=meant
    )


def item_only(names: str, key: str) -> Message:
    """Return that only the items of a list have the field `key`."""
    return message(
        "Only an item below {names} has it: write it there as “    {key}: ……”, or delete the line.",
        names=names,
        key=key,
    )


def fits_nowhere(lines: Sequence[str], line: Line) -> LineRepair:
    """Return that a line whose name nobody knows does not fit to those around it, and where it may begin."""
    wrong = message("This line does not fit to the indentation of the lines around it.")
    name = line.text.split(":", 1)[0].strip()
    if name in _OF_INDICATORS and not has_dash(line.text) and line.begin != 1:
        return line.repair("PMG110", line.begin, wrong, item_only("“绩效指标:”", name))
    blanks = [str(count) for count in _open_above(lines, line.number) if count != line.begin]
    hint = message("Write as many blanks before it as before the lines that it belongs with.")
    if blanks:
        hint = message(
            "Write {blanks} blanks before it, like the lines that it belongs with.", blanks="、".join(blanks)
        )
    return line.repair("PMG110", line.begin, wrong, hint)


def _open_above(lines: Sequence[str], number: int) -> list[int]:
    """Return the blanks before the lists that are open above a line with a dash, or before the groups."""
    found: list[tuple[int, bool]] = []
    for line in filter(is_written, reversed(lines[:number])):
        found += [each for each in _beginnings(line) if not found or each < found[-1]]
    fitting = [count for count, is_list in found if is_list == has_dash(lines[number])]
    counts = sorted(fitting or [count for count, _ in found])
    # Inside of an item, a line without blanks would end the list.
    return counts[1:] if len(counts) > 1 and any(is_list for _, is_list in found) else counts


def _beginnings(line: str) -> Iterator[tuple[int, bool]]:
    """Yield after how many blanks a line begins, inner ones first, and whether a dash stands there."""
    behind = line.lstrip(" ").removeprefix("-").lstrip(" ")
    if has_dash(line):
        yield len(line) - len(behind), False
    yield indent_of(line), has_dash(line)
