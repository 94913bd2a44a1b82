"""What is said of what is legal in a layout and surely not meant, in Word and HTML alike."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from pmgen.problems import Message, Place, Problem, message

TOTAL = re.compile(r"合\s*计|总\s*计|小\s*计|共\s*计|总\s*分|汇\s*总")
MADE = re.compile(r"\{%[-+]?\s*set\s+(\w+)\s*=(.*)%\}")
OF_PROJECTS = re.compile(r"(?:项目|projects)$")
OF_INDICATORS = re.compile(r"(?:绩效指标|indicators)$")
_LIST = re.compile(r"\bin\s+(.+?)\s*[-+]?%\}")
_MOST_LETTERS = 20


@dataclass(frozen=True, slots=True)
class WrittenTag:
    """A tag as it is written, and where."""

    source: str
    place: Place


def list_of(opener: str) -> str:
    """Return what a loop goes through."""
    match = _LIST.search(opener)
    return match[1] if match else ""


def stand_in(names: Collection[str], source: str) -> bool:
    """Tell whether an expression is about one of `names`."""
    return any(re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", source) for name in names)


def row_called(number: int, words: str) -> Message:
    """Return what to call a row: its number, and its first words where it has any."""
    if not words:
        return message("row {number}", number=number)
    return message("row {number} (“{words}”)", number=number, words=words)


def first_words(text: str) -> str:
    """Return the first words of a cell, to know it by."""
    return " ".join(text.split())[:_MOST_LETTERS]


def ends_too_far_down(opener: WrittenTag, closer: WrittenTag, repeated: Message, last: Message) -> Problem:
    """Return that a row below the `last` that prints items is `repeated`."""
    text = message(
        "{closer} stands too far down: {row} is printed again for every item",
        closer=closer.source,
        row=repeated,
    )
    hint = message("move {closer} to the end of {row}", closer=closer.source, row=last)
    return Problem("PMG450", text, (closer.place, opener.place), hint)


def repeats_table(opener: WrittenTag, closer: WrittenTag) -> Problem:
    """Return that a loop repeats a whole table."""
    text = message(
        "{opener} and {closer} repeat the whole table, for they do not both stand in its rows",
        opener=opener.source,
        closer=closer.source,
    )
    hint = message(
        "put {opener} and {closer} into the row that is to be repeated",
        opener=opener.source,
        closer=closer.source,
    )
    return Problem("PMG451", text, (closer.place, opener.place), hint)


def repeats_heading(opener: WrittenTag, words: str, first: Message | None) -> Problem:
    """Return that a label is repeated; `first` is the row that prints items, None beside a merged cell."""
    hint = message("begin the merged cell in a row above the loop, and let it go on in the row of the loop")
    if first is not None:
        hint = message("move {opener} to the beginning of {row}", opener=opener.source, row=first)
    text = message("“{words}” is printed again for every item of {opener}", words=words, opener=opener.source)
    return Problem("PMG452", text, (opener.place,), hint)


def merges_nothing(tag: WrittenTag, opener: WrittenTag) -> Problem:
    """Return that a value is merged over a loop in which it is another in each row."""
    return Problem(
        "PMG453",
        message(
            "{tag} merges nothing: each turn of {opener} is one row", tag=tag.source, opener=opener.source
        ),
        (tag.place, opener.place),
        message("merge a value of an outer loop, such as 组.一级指标 of groups, or take | merge away"),
    )


def repeats_total(opener: WrittenTag, closer: WrittenTag, row: Message) -> Problem:
    """Return that a row of totals is repeated."""
    return Problem(
        "PMG454",
        message(
            "{row} stands in {opener} and is printed again for every item", row=row, opener=opener.source
        ),
        (opener.place, closer.place),
        message("move it behind {closer}", closer=closer.source),
    )
