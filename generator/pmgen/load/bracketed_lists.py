"""Lists in brackets that are full-width, which YAML takes for a text: written item by item."""

from __future__ import annotations

from pmgen.late_pattern import late
from pmgen.load.indentation_messages import blanks_before
from pmgen.load.line_repairs import Line, LineRepair
from pmgen.load.quoted_values import quoted
from pmgen.model.field_definitions import Field, FieldKind, block
from pmgen.model.fields import FIELDS
from pmgen.problems import message
from pmgen.problems.message import short

SIGNS = ("［", "］", "｛", "【", "〔")
"""Signs of which a text has one where something full-width is around fields or items."""
_BRACKETED = late(
    r"(?P<lead> *(?:- +)?)(?P<name>[^\s:：#\"'-][^:：#\"']{0,24}?)\s*[:：]\s*"
    r"(?P<open>[\[［【〔])(?P<inner>[^\[\]［］【】〔〕]+)(?P<close>[\]］】〕])\s*"
)
_BETWEEN_TEXTS = (",", "；;", "，")
_BETWEEN_NAMES = (*_BETWEEN_TEXTS, "、")
_LONGEST_LINE = 300


def _takes_words(field: Field) -> bool:
    is_list = field.kind is FieldKind.RECORDS and field.entity in FIELDS
    return field.kind is FieldKind.NAMES or (is_list and bool(FIELDS[field.entity].shorthand))


_LISTS = {word: f for entity in FIELDS.values() for f in entity if _takes_words(f) for word in f.words}
"""The fields that hold lists of words or texts, by their names."""


def bracketed_list(line: Line) -> LineRepair | None:
    """Return that the items of a list stand in brackets of which one or both are full-width."""
    match = _BRACKETED.fullmatch(line.text)
    field = _LISTS.get(match["name"]) if match else None
    if match is None or field is None or match["open"] + match["close"] == "[]":
        return None
    items = _items(match["inner"], field)
    begin, name = match["lead"], match["name"]
    indent = " " * len(begin)
    lines = [f"{begin}{name}:", *(f"{indent}  - {item}" for item in items)]
    wrong = message("Full-width brackets around the items of {name} count as a part of its text.", name=name)
    hint = message(
        "Write every item in a line of its own, without brackets, {blanks}: {block}",
        blanks=blanks_before(lines),
        block=block([short(each, _LONGEST_LINE) for each in lines]),
    )
    meant = f"{begin}{name}: [{', '.join(map(quoted, items))}]"
    return line.repair("PMG111", match.start("open"), wrong, hint, meant)


def _items(inner: str, field: Field) -> list[str]:
    """Return the items between brackets, parted by the first of the usual signs that stands there."""
    between = _BETWEEN_NAMES if field.kind is FieldKind.NAMES else _BETWEEN_TEXTS
    signs = next((signs for signs in between if any(sign in inner for sign in signs)), "")
    for sign in signs:
        inner = inner.replace(sign, "\n")
    items = [item.strip().strip("\"'“”‘’") for item in inner.split("\n")]
    return [item for item in items if item]
