"""Tabs and odd blanks before lines: where those lines belong, told with all that stand below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pmgen.late_pattern import late
from pmgen.load.indentation_messages import blank_behind_dash, blanks_before, blanks_typed_anew, written_each
from pmgen.load.line_repairs import Line, LineRepair, is_written
from pmgen.load.lines_in_place import moved_lines
from pmgen.load.odd_blanks import ODD_SIGNS, odd_sign, odd_sign_after_dash, odd_sign_in_indentation
from pmgen.load.text_files import without_invisible
from pmgen.model.field_definitions import block
from pmgen.model.fields import FIELDS
from pmgen.problems import Message, message
from pmgen.problems.message import short

_TABS = late(
    rf"(?P<lead> *(?:- *)?)(?P<tabs>\t[\t{ODD_SIGNS} ]*)(?=\S)"
    rf"|(?P<odd> *[{ODD_SIGNS}][\t{ODD_SIGNS} ]*)(?=\S)"
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
    blanks = len(_WIDE.sub(" " * width, without_invisible(match.group())))
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
    hint = _hint([meant[number] for number in run], is_behind=_is_behind_dash(first.text))
    found = first.repair(code, column, wrong, hint, meant[run[0]])
    more = tuple((number, meant[number]) for number in run[1:])
    return LineRepair(found.problem, found.line, found.replacement, more)


def _wrong(run: Sequence[int], lines: Sequence[str], above: int) -> tuple[str, Message]:
    before = (match.group() for number in run if (match := _TABS.match(lines[number])))
    blanks = "".join(before).replace(" ", "").replace("-", "")
    ends = {"first": run[0] + 1 + above, "last": run[-1] + 1 + above}
    sign = odd_sign("\t" if "\t" in blanks else blanks)
    if sign and len(run) == 1:
        is_behind = _is_behind_dash(lines[run[0]])
        words = odd_sign_after_dash(sign) if is_behind else odd_sign_in_indentation(sign)
        return "PMG112" if "\t" in blanks else "PMG117", words
    if "\t" in blanks:
        return "PMG112", message("Tabs stand in the indentation of the lines {first} to {last}.", **ends)
    return "PMG117", message(
        "Blanks that are no ordinary ones stand in the indentation of the lines {first} to {last}.", **ends
    )


def _is_behind_dash(line: str) -> bool:
    match = _TABS.match(line)
    return match is not None and "-" in match.group()


def _hint(lines: Sequence[str], *, is_behind: bool) -> Message:
    if len(lines) == 1:
        return blank_behind_dash(lines[0]) if is_behind else blanks_typed_anew(lines[0])
    if len(lines) <= _MOST_LINES:
        return written_each(lines)
    shown = lines[:_MOST_LINES]
    return message(
        "Put ordinary blanks, two per level, before all of these lines as before the first, "
        "{blanks}: {block}",
        blanks=blanks_before(shown),
        block=block([*map(short, shown)]),
    )
