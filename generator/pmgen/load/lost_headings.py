"""Headings that were lost, and names in the marks of Markdown: what texts from elsewhere bring along."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pmgen.late_pattern import late
from pmgen.load.line_repairs import Line, LineRepair, is_written
from pmgen.load.meant_lines import has_text, is_known, takes_lines_below
from pmgen.model.fields import INDICATOR, PROJECT
from pmgen.problems import Message, message
from pmgen.problems.message import short

_ITEM = late(r" *- +(?P<name>[^\s:：]+)?")
_NAME = late(r" *(?:- +)?(?P<name>[^\s:：]+) *[:：]")
_MARKED = late(
    r"(?P<lead>\s*(?:- +)?)(?P<mark>[*_`]+)\s*(?P<name>[^\s*_`:：]{1,24})\s*"
    r"(?:(?P=mark)\s*[:：]|[:：]\s*(?P=mark))\s*(?P<value>.*)"
)
_FENCE = late(r"\s*(?:```|~~~)\w*\s*")
_INDICATORS = "绩效指标"
_GOALS = "年度绩效目标"


def heading_lost(name: str, line: int) -> tuple[Message, Message]:
    """Return that the heading above the items from `line` on is missing."""
    heading = f"{name}:"
    return (
        message(
            "The line “{heading}” is missing above the items from line {line} on.", heading=heading, line=line
        ),
        message("Put it above line {line}, without blanks before it: {heading}", heading=heading, line=line),
    )


def items_elsewhere(name: str, line: int) -> tuple[Message, Message]:
    """Return that items which belong below a heading stand elsewhere, from `line` on."""
    heading = f"{name}:"
    return (
        message("The items from line {line} on belong below “{heading}”.", heading=heading, line=line),
        message("Move them to the others below “{heading}”.", heading=heading),
    )


def lost_heading(lines: Sequence[str], file: str, above: int) -> LineRepair | None:
    """Return that items stand right below a text because their heading is not there.

    In the file, `above` lines stand above these.
    """
    written = [Line(file, number, lines) for number, text in enumerate(lines) if is_written(text)]
    names = {match["name"] for line in written if (match := _NAME.match(line.text))}
    for before, line in pairwise(written):
        item = _ITEM.match(line.text)
        if not item or not _ends_group(before):
            continue
        heading = _INDICATORS if INDICATOR.find(item["name"] or "") else _GOALS
        if names.isdisjoint(_words(heading)):
            return line.repair("PMG205", line.begin, *heading_lost(heading, line.number + 1 + above))
    return None


def _ends_group(line: Line) -> bool:
    """Tell whether a line is a field with its text that can have no items below it."""
    match = _NAME.match(line.text)
    name = match["name"] if match else ""
    is_of_item = _ITEM.match(line.text) or INDICATOR.find(name)
    return is_known(name) and has_text(line) and not is_of_item and not takes_lines_below(name)


def _words(heading: str) -> Sequence[str]:
    field = PROJECT.find(heading)
    return field.words if field else ()


def marked_lines(lines: Sequence[str], file: str) -> tuple[LineRepair, ...]:
    """Return the lines with a name in the marks of Markdown, and those that only fence the text."""
    return tuple(
        repair for number in range(len(lines)) if (repair := _without_marks(Line(file, number, lines)))
    )


def is_for_editors(text: str) -> bool:
    """Tell whether a line, without its #, names the schema that an editor is to use."""
    return text.strip().startswith("yaml-language-server")


FOR_EDITORS = (
    message("This line is for editors, and was behind # before."),
    message("Put # and a blank before it again, from the very beginning of the line, or delete the line."),
)


def _without_marks(line: Line) -> LineRepair | None:
    if is_for_editors(line.text):
        return line.repair("PMG110", line.begin, *FOR_EDITORS, "")
    if _FENCE.fullmatch(line.text):
        wrong = message("This line is no field but a mark of Markdown.")
        return line.repair("PMG110", line.begin, wrong, message("Delete this line."), "")
    match = _MARKED.fullmatch(line.text)
    if not match or not is_known(match["name"]):
        return None
    meant = f"{match['name']}: {match['value']}".rstrip()
    wrong = message("Marks such as {mark} do not belong to the name of a field.", mark=match["mark"])
    hint = message("Write {line}", line=short(match["lead"].lstrip() + meant))
    return line.repair("PMG110", match.start("mark"), wrong, hint, match["lead"] + meant)
