"""Lines as they come out of Word: numbered items in one text, a value below its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pmgen.late_pattern import late
from pmgen.load.indentation_messages import blanks_before, written_so
from pmgen.load.line_repairs import Line, LineRepair, is_written
from pmgen.load.meant_lines import is_known, is_list, takes_lines_below
from pmgen.model.field_definitions import block
from pmgen.problems import message
from pmgen.problems.message import short

_NUMBER = late(r"\s*[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.．、)）]\s*\D")
_ITEM = late(r"(?P<lead> *)- +(?P<text>.*)")
_NAME_AND_TEXT = late(r" *(?P<name>[^\s:：]+) *[:：] +(?P<text>.*)")
_NAME_ALONE = late(r"(?P<lead> *(?:- +)?)(?P<name>[^\s:：-]+) *:?\s*")


def numbered_items(spread: Sequence[Line]) -> tuple[LineRepair, ...]:
    """Return that the lines of one text, behind a name or a dash, are items by their numbers."""
    first, *others = spread
    if not others or not all(_NUMBER.match(line.text) for line in others):
        return ()
    if match := _ITEM.fullmatch(first.text):
        return tuple(_as_item(line, len(match["lead"])) for line in others)
    match = _NAME_AND_TEXT.fullmatch(first.text)
    if not match or not is_list(match["name"]):
        return ()
    items = [f"  - {text.strip()}" for text in (match["text"], *(line.text for line in others))]
    lines = [f"{match['name']}:", *map(short, items)]
    wrong = message("Several items of a list stand behind {name}.", name=f"“{match['name']}:”")
    hint = message(
        "Write each in a line of its own, begun with a dash and a blank, {blanks}: {block}",
        blanks=blanks_before(lines),
        block=block(lines),
    )
    found = first.repair("PMG136", match.start("text"), wrong, hint, f"{match['name']}:")
    more = tuple((line.number, item) for line, item in zip(others, items[1:], strict=True))
    return (LineRepair(found.problem, found.line, found.replacement, more),)


def numbered_item(line: Line) -> LineRepair | None:
    """Return that a line goes on the numbers of the item above it, and lacks the dash."""
    above = line.above()
    match = _ITEM.fullmatch(above.text) if above else None
    is_next = match and _NUMBER.match(match["text"]) and _NUMBER.match(line.text)
    return _as_item(line, len(match["lead"])) if match and is_next else None


def _as_item(line: Line, dash: int) -> LineRepair:
    item = f"{' ' * dash}- {line.text.strip()}"
    wrong = message("A dash and a blank are missing before this item of a list.")
    return line.repair("PMG115", line.begin, wrong, written_so(item), item)


def value_below(line: Line) -> LineRepair | None:
    """Return that the value of a field stands in the line below its name, where it cannot be read."""
    match = _NAME_ALONE.fullmatch(line.text)
    below = next(_below(line), None)
    if not match or below is None or not is_known(match["name"]) or takes_lines_below(match["name"]):
        return None
    value = below.text.strip()
    name = _NAME_ALONE.fullmatch(below.text)
    if value.startswith("- ") or _NAME_AND_TEXT.match(below.text) or (name and is_known(name["name"])):
        return None
    meant = f"{match['name']}: {value}"
    wrong = message(
        "The value of {name} stands below it, in line {line}.", name=match["name"], line=below.shown
    )
    hint = message("Write both in one line: {line}", line=short(meant))
    found = line.repair("PMG110", match.start("name"), wrong, hint, match["lead"] + meant)
    return LineRepair(found.problem, found.line, found.replacement, ((below.number, ""),))


def title_or_name_above(line: Line) -> LineRepair | None:
    """Return that a title, or a name alone, stands above a line that YAML cannot read for it."""
    above = line.above()
    if above is None or above.above() or re.search("[:：]|^ *- ", above.text):
        return value_below(above) if above else None
    wrong = message("This line stands above the fields and is none of them.")
    hint = message("Delete it, or begin it with # and a blank: {line}", line=short(f"# {above.text.strip()}"))
    return above.repair("PMG110", above.begin, wrong, hint, "")


def _below(line: Line) -> Iterator[Line]:
    for number in range(line.number + 1, len(line.lines)):
        if is_written(line.lines[number]):
            yield Line(line.file, number, line.lines, line.skipped)
