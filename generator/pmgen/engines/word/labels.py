"""Cells that say what the layout itself says: marked while a part is written, and counted when it is done."""

from __future__ import annotations

from typing import NamedTuple

from pmgen.engines.word.blocks import Scopes
from pmgen.engines.word.paragraphs import SLOT
from pmgen.ooxml.xml import Element, W

CELL, LABEL = "\x04", "\x05"
"""Stand before each cell of a part in the making. No layout and no value can hold them, for XML cannot."""

_LONGEST = 60
"""A text longer than this is a remark and heads nothing."""

_CHANGING = (SLOT, W + "fldChar", W + "fldSimple", W + "instrText")


class Counted(NamedTuple):
    """A text without its marks, the numbers of its labels, and how many cells there are up to its end."""

    text: str
    labels: list[int]
    cells: int


def is_label(cell: Element, scopes: Scopes) -> bool:
    """Tell whether a cell holds words of the layout's own that are the same in every document."""
    text = "".join(node.text or "" for node in cell.iter(W + "t"))
    if not any(map(str.isalpha, text)) or len(text) > _LONGEST:
        return False
    return next(cell.iter(*_CHANGING), None) is None and not scopes.within(cell)


def counted(text: str, cells: int = 0) -> Counted:
    """Return a text without its marks, with the numbers of its labels; `cells` have been counted before."""
    labels, parts = list[int](), text.split(LABEL)
    for part in parts[:-1]:
        cells += part.count(CELL)
        labels.append(cells)
        cells += 1
    return Counted("".join(parts).replace(CELL, ""), labels, cells + parts[-1].count(CELL))
