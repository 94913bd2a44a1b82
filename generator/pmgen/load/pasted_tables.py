"""What is copied out of a table: its head, and several cells behind one name."""

from __future__ import annotations

from collections.abc import Sequence

from pmgen.late_pattern import late
from pmgen.load.line_repairs import Line, LineRepair
from pmgen.load.meant_lines import is_known
from pmgen.load.other_names import is_other_name
from pmgen.problems import Message, message
from pmgen.problems.message import short

_BETWEEN_CELLS = late(r"[\s|｜]+")


def is_table_head(text: str) -> bool:
    """Tell whether a text is made of nothing but names of fields, as the head of a table is."""
    cells = _BETWEEN_CELLS.split(text.strip(" \t|｜-"))
    return len(cells) > 1 and all(is_known(cell) or is_other_name(cell) for cell in cells)


def table_heads(lines: Sequence[str], file: str) -> tuple[LineRepair, ...]:
    """Return the lines that are heads of tables."""
    heads = (Line(file, number, lines) for number, text in enumerate(lines) if is_table_head(text))
    return tuple(line.repair("PMG110", line.begin, *TABLE_HEAD, "") for line in heads)


TABLE_HEAD = (
    message("This line is the head of a table, and no contents."),
    message("Delete it; write every row of the table as an item of its own, each cell behind its name."),
)


def several_cells(text: str) -> tuple[Message, Message]:
    """Return that several cells of a table stand where the text of one field belongs."""
    first, *others = (short(cell.strip()) for cell in text.split("\t") if cell.strip())
    return (
        message("Several cells of a table stand here."),
        message(
            "Leave only what belongs here, “{first}”, and delete the rest: {others}.",
            first=first,
            others="、".join(f"“{cell}”" for cell in others),
        ),
    )
