"""Fields in braces whose marks are full-width, or lack their blanks: written in lines below each other."""

from __future__ import annotations

from pmgen.late_pattern import late
from pmgen.load.indentation_messages import blanks_before
from pmgen.load.line_repairs import Line, LineRepair
from pmgen.load.meant_lines import fields_in, number_for
from pmgen.load.quoted_values import quoted
from pmgen.model.field_definitions import block
from pmgen.problems import message
from pmgen.problems.message import short

_BRACED = late(
    r"(?P<lead> *)(?P<dash>- +)?(?:(?P<name>[^\s:：{｛-][^\s:：{｛]{0,24}) *[:：] *)?"
    r"[{｛](?P<inner>[^{}｛｝]+)[}｝]\s*"
)
_WRONG_MARK = late(r"[：，｛｝；]|:(?! )")


def braced_fields(line: Line) -> LineRepair | None:
    """Return that the marks between the braces of a line are others than YAML takes."""
    match = _BRACED.fullmatch(line.text)
    found = fields_in(match["inner"]) if match and _WRONG_MARK.search(line.text) else []
    if not match or not found:
        return None
    written = [(name, *number_for(name, value)) for name, value in found]
    fields = [f"{name}: {short(value)}" for name, value, _ in written]
    begin = match["lead"] + (match["dash"] or "")
    lines = [
        match["lead"] + (match["dash"] or "") + fields[0],
        *(" " * len(begin) + each for each in fields[1:]),
    ]
    if match["name"]:
        lines = [f"{begin}{match['name']}:", *(f"{' ' * len(begin)}  {each}" for each in fields)]
    values = [old if more else new for (_, old), (_, new, more) in zip(found, written, strict=True)]
    inner = ", ".join(f"{name}: {quoted(value)}" for (name, _), value in zip(found, values, strict=True))
    meant = f"{begin}{match['name']}: {{{inner}}}" if match["name"] else f"{begin}{{{inner}}}"
    return line.repair(
        "PMG111",
        match.start("inner") - 1,
        message("Between braces stand marks that are full-width or lack their blanks."),
        message(
            "Write the fields without braces, {blanks}: {block}",
            blanks=blanks_before(lines),
            block=block(lines),
        ),
        meant,
    )
