"""Lines of a text below a | that stand too far left, where YAML takes the text to be over."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pmgen.late_pattern import late
from pmgen.load.indentation_messages import like_line, written_each, written_so
from pmgen.load.line_repairs import Line, LineRepair
from pmgen.load.lines_in_place import has_dash
from pmgen.load.meant_lines import is_known, is_remark, other_colon
from pmgen.problems import Message, message

_HEAD = late(r"(?P<lead> *(?:- +)*)(?P<name>[^\s#\"'-][^#\"':]{0,60}: +)?[|>][+-]?[1-9]?[+-]?\s*(?:\s#.*)?")
_NAME = late(r" *(?P<name>[^\s:：#\"'-][^:：#\"']{0,24}?)\s*(?P<sign>[:：])(?P<blank>\s|$)?")
_MOST_LINES = 200
"""Lines of one text that are looked through."""


class _Text(NamedTuple):
    """A text below a |: its heading, the column that its lines must stand right of, and its lines."""

    head: Line
    column: int
    lines: Sequence[Line]


def fallen_lines(line: Line) -> LineRepair | None:
    """Return that lines of the text that `line` is in, or ends, stand elsewhere than the others."""
    text = _text_around(line)
    if text is None or not text.lines:
        return None
    wanted = _column_of(text)
    moved = [each for each in text.lines if each.begin < wanted]
    first_right = next((n for n, each in enumerate(text.lines) if each.begin == wanted), 0)
    moved = [each for each in text.lines[:first_right] if each.begin > wanted] + moved
    if not moved:
        return None
    return _repair(sorted(moved, key=lambda each: each.number), text, wanted)


def _repair(moved: Sequence[Line], text: _Text, wanted: int) -> LineRepair:
    first, *others = moved
    meant = [" " * wanted + each.text.strip() for each in moved]
    head = text.head.shown
    numbers = "、".join(str(each.shown) for each in moved)
    wrong = message(
        "The lines {lines} belong to the text that begins with | in line {head}, and have not as many blanks "
        "before them as it needs.",
        lines=numbers,
        head=head,
    )
    hint = written_each(meant)
    if not others:
        wrong = message(
            "Line {line} belongs to the text that begins with | in line {head}: {found} blanks stand before "
            "it, where {wanted} belong.",
            line=first.shown,
            head=head,
            found=first.begin,
            wanted=wanted,
        )
        hint = _beside(first, text, meant[0], wanted)
    found = first.repair("PMG110", first.begin, wrong, hint, meant[0])
    more = tuple((each.number, line) for each, line in zip(others, meant[1:], strict=True))
    return LineRepair(found.problem, found.line, found.replacement, more)


def _beside(line: Line, text: _Text, meant: str, wanted: int) -> Message:
    right = [each for each in text.lines if each.begin == wanted and each.number != line.number]
    if not right:
        return written_so(meant)
    nearest = min(right, key=lambda each: (each.number > line.number, abs(each.number - line.number)))
    return like_line(meant, nearest.shown)


def _column_of(text: _Text) -> int:
    """Return the column of most of the lines that YAML can take for the text, rather of the first."""
    begins = Counter(each.begin for each in text.lines if each.begin > text.column)
    if not begins:
        return text.column + 2
    first = text.lines[0].begin
    return max(begins, key=lambda column: (begins[column], column == first, -column))


def _text_around(line: Line) -> _Text | None:
    """Return the text below the nearest | above a line, None where a field or an item ends it before."""
    leftmost, count = sys.maxsize, 0
    each: Line | None = line
    while each and count < _MOST_LINES:
        if match := _HEAD.fullmatch(each.text):
            column = len(match["lead"]) if match["name"] else each.begin
            is_head = match["name"] or match["lead"].strip()
            return (
                _Text(each, column, list(_lines_of(each, column))) if is_head and leftmost > column else None
            )
        leftmost = min(leftmost, each.begin) if _ends_text(each) else leftmost
        each, count = each.above(), count + 1
    return None


def _lines_of(head: Line, column: int) -> Iterator[Line]:
    """Yield the lines of a text up to the next field or item, without remarks at its end."""
    found: list[Line] = []
    line = head.below()
    while line and len(found) < _MOST_LINES and not (line.begin <= column and _ends_text(line)):
        found.append(line)
        line = line.below()
    while found and found[-1].begin <= column and (is_remark(found[-1]) or other_colon(found[-1])):
        found.pop()
    yield from found


def _ends_text(line: Line) -> bool:
    """Tell whether a line is a field that some record has, a name that YAML takes for one, or an item."""
    match = _NAME.match(line.text)
    is_name = match and (is_known(match["name"]) or (match["sign"] == ":" and match["blank"] is not None))
    return has_dash(line.text) or bool(is_name)
