"""Indicators as rows copied out of a table: told from a text, taken apart, and written field by field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pmgen.late_pattern import late
from pmgen.load.indentation_messages import blanks_before
from pmgen.load.line_repairs import Line, LineRepair, is_written
from pmgen.load.lines_in_place import indent_of
from pmgen.load.meant_lines import is_known
from pmgen.load.quoted_values import quoted
from pmgen.model.field_definitions import FieldKind, block
from pmgen.model.fields import INDICATOR, PROJECT
from pmgen.model.target_reading import in_one_piece, read_target
from pmgen.model.targets import Text
from pmgen.model.terms import Category, Comparator, CostKind, Polarity
from pmgen.problems import Message, message
from pmgen.problems.message import short

_SURELY_BETWEEN = late(r"\t|[|｜]")
_MAYBE_BETWEEN = (late(r" {2,}"), late(r" +"), late(r"[,，]"))
_KINDS = frozenset(word for term in (*Category, *CostKind) for word in (*term.aliases, term.chinese))
_HEADINGS = frozenset(word for field in PROJECT if field.english == "indicators" for word in field.words)
_SCORE = late(r"(?:\d{1,2}(?:\.\d+)?|100)分?")
_LONGEST_UNIT = 6
_DESCRIPTION, _GOALS = (field.chinese for field in INDICATOR if field.english in ("description", "goals"))
_LISTS = {
    field.english: frozenset(field.allowed_words)
    for field in INDICATOR
    if field.term and field.english not in ("category", "polarity")
}
"""The words of the fields that take only some, by those fields."""

_FIELD = late(r" *(?:- +)?(?P<name>[^\s:：#-][^:：#]*?) *: *(?P<value>.*)")
_OF_CATEGORY, _OF_GOALS = (frozenset(f.words) for f in INDICATOR if f.english in ("category", "goals"))
_OF_TEXTS = {
    word: field.chinese
    for field in INDICATOR
    for word in field.words
    if field.kind is FieldKind.TEXT and field.english not in ("level1", "name")
}
_MOST_TEXT = 200_000


def row_cells(text: str) -> list[str]:
    """Return the cells of an indicator that was copied out of a table; none for any other text."""
    cells = _split(text, _SURELY_BETWEEN)
    if _is_row(cells):
        return cells
    others = (_split(text, between) for between in _MAYBE_BETWEEN)
    return next((cells for cells in others if _is_row(cells) and _is_no_prose(cells)), [])


def _split(text: str, between: re.Pattern[str]) -> list[str]:
    cells = [cell.strip() for cell in between.split(text.strip(" -|｜\t"))]
    return [cell for cell in cells if cell]


def _is_row(cells: Sequence[str]) -> bool:
    at = _place_of_kind(cells)
    return at is not None and len(cells) > at + 2 and not any(map(_begins_field, cells[:at]))


def _place_of_kind(cells: Sequence[str]) -> int | None:
    """Return where the 二级指标 stands: a number and 一级指标 may stand before it."""
    return max((place for place, cell in enumerate(cells[:3]) if cell in _KINDS), default=None)


def _begins_field(cell: str) -> bool:
    return is_known(cell.rstrip(":：").strip())


def _is_no_prose(cells: Sequence[str]) -> bool:
    at = _place_of_kind(cells) or 0
    return cells[at].endswith("指标") and any(
        Polarity.read(cell) or Comparator.read(cell) or _is_target(cell) for cell in cells[at + 2 :]
    )


def _is_target(text: str) -> bool:
    """Tell whether a text is a target of more than words."""
    return not isinstance(read_target(text).target, Text)


class RowsBeside(NamedTuple):
    """The columns of free text that a file's indicators have, and the goals, if all of them name the same."""

    texts: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()


NONE_BESIDE = RowsBeside()


def rows_beside(lines: Sequence[str]) -> RowsBeside:
    """Return what the indicators in the lines of a file have."""
    if sum(map(len, lines)) > _MOST_TEXT:
        return NONE_BESIDE
    fields = [(number, match) for number, line in enumerate(lines) if (match := _FIELD.fullmatch(line))]
    count = sum(match["name"] in _OF_CATEGORY for _, match in fields)
    texts = dict.fromkeys(_OF_TEXTS[match["name"]] for _, match in fields if match["name"] in _OF_TEXTS)
    named = Counter(
        tuple(_items(lines, number, match["value"])) for number, match in fields if match["name"] in _OF_GOALS
    )
    goals = next(iter(named)) if len(named) == 1 and named.total() == count else ()
    return RowsBeside(tuple(texts), goals)


def _items(lines: Sequence[str], at: int, value: str) -> Iterator[str]:
    """Yield the items of a list that stands behind the name in the line `at`, or below it."""
    if value.strip():
        yield from (item.strip(" '\"") for item in value.strip(" []").split(",") if item.strip())
        return
    for line in lines[at + 1 :]:
        text = line.strip()
        if not text.startswith("- ") or ":" in text or indent_of(line) < indent_of(lines[at]):
            return
        yield text.removeprefix("- ").strip()


def row_of_cells(text: str, beside: RowsBeside) -> tuple[Message, Message]:
    """Return that a line is a row copied out of a table, and how it is written, each cell behind its name."""
    fields, others = _taken_apart(row_cells(text) or _split(text, _SURELY_BETWEEN), beside)
    lines = [*(f"{name}: {short(cell)}" for name, cell in fields), *(f"# {short(cell)}" for cell in others)]
    if beside.goals:
        lines += [f"{_GOALS}:", *(f"  - {goal}" for goal in beside.goals)]
    shown = [f"  {' ' if n else '-'} {line}" for n, line in enumerate(lines)]
    return (
        message("This line is a row copied out of a table."),
        message(
            "Write every cell in a line of its own behind its name, {blanks}: {block}",
            blanks=blanks_before(shown),
            block=block(shown),
        ),
    )


def _taken_apart(cells: Sequence[str], beside: RowsBeside) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the fields of a row, each with its text, and the cells of which nobody knows the name.

    A word of a list belongs to the field of that list, other cells to the columns of the rows beside.
    """
    at = _place_of_kind(cells)
    rest = list(cells if at is None else cells[at + 1 :])
    found = {"category": "……" if at is None else cells[at], "name": rest.pop(0) if rest else ""}
    found["polarity"] = _take(rest, lambda cell: Polarity.read(cell) is not None)
    for name, words in _LISTS.items():
        found[name] = _take(rest, words.__contains__)
    found["target"] = _take_target(rest)
    found["score"] = _take(rest, lambda cell: _SCORE.fullmatch(cell) is not None).removesuffix("分")
    found["target"] = found["target"] or (rest.pop() if rest else "")
    texts = beside.texts or (_DESCRIPTION,)
    of_texts = dict(zip(texts, rest, strict=False))
    said = {field.chinese: found.get(field.english, "") for field in INDICATOR} | of_texts
    return [(name, text) for name, text in said.items() if text], rest[len(of_texts) :]


def _take(cells: list[str], is_meant: Callable[[str], bool]) -> str:
    """Take the first cell that is meant away, and return it, nothing where none is."""
    place = next((place for place, cell in enumerate(cells) if is_meant(cell)), None)
    return "" if place is None else cells.pop(place)


def _take_target(cells: list[str]) -> str:
    """Take the target away, which may stand in up to three cells: sign, number and unit."""
    sign = next((place for place, cell in enumerate(cells[:-1]) if Comparator.read(cell)), None)
    begin = next((n for n, cell in enumerate(cells) if _is_target(cell) and not _is_score(cells, n)), None)
    place = begin if sign is None else sign + 1
    if place is None:
        return ""
    value, unit = cells[place], cells[place + 1] if place + 1 < len(cells) else ""
    is_unit = value[-1:].isdecimal() and len(unit) <= _LONGEST_UNIT and not _SCORE.fullmatch(unit)
    direction = "" if sign is None else cells[sign]
    del cells[place if sign is None else sign : place + 1 + is_unit]
    return in_one_piece(direction, value, unit if is_unit else "") if direction or is_unit else value


def _is_score(cells: Sequence[str], place: int) -> bool:
    """Tell whether a cell is rather 分值: the last, with words before it that can be the target."""
    return place > 0 and place == len(cells) - 1 and _SCORE.fullmatch(cells[place]) is not None


def pasted_rows(lines: Sequence[str], file: str) -> tuple[LineRepair, ...]:
    """Return the lines that are rows of tables, read on as the items that they are."""
    rows = [number for number, text in enumerate(lines) if is_written(text) and row_cells(text)]
    dash = _dashes_below_heading(lines) if rows else None
    return tuple(pasted_row(Line(file, number, lines), dash) for number in rows)


def pasted_row(line: Line, dash: int | None = None) -> LineRepair:
    """Return that a line is a row of a table, to be read as an item with its dash after so many blanks."""
    beside = rows_beside(line.lines)
    fields, _ = _taken_apart(row_cells(line.text), beside)
    parts = [f"{name}: {quoted(text.strip(chr(39)))}" for name, text in fields]
    if beside.goals:
        parts.append(f"{_GOALS}: [{', '.join(map(quoted, beside.goals))}]")
    item = "" if dash is None else f"{' ' * dash}- {{{', '.join(parts)}}}"
    return line.repair("PMG110", line.begin, *row_of_cells(line.text, beside), item)


def _dashes_below_heading(lines: Sequence[str]) -> int | None:
    """Return after how many blanks the indicators begin, None where the line above them all is missing."""
    written = [line for line in lines if is_written(line)]
    heading = next((n for n, line in enumerate(written) if line.strip().rstrip(":：") in _HEADINGS), None)
    if heading is None:
        return None
    dashes = (indent_of(line) for line in written[heading + 1 :] if line.lstrip().startswith("- "))
    return next(dashes, indent_of(written[heading]) + 2)
