"""Rows of tables that differ in their words only: what they and their cells ask for is read once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from lxml import etree

from pmgen.formats.word.style_cascade import Key, key_of
from pmgen.opc.office_xml import MC, Element, W, below, is_on, points, value, whole

MOST_COLUMNS = 1000
"""Far more than Word's 63; what stands further right is no table that anybody can read."""

_WRAPPERS = (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag")
_WORDS = re.compile(r'<w:t(?: xml:space="preserve")?(?:/>|>([^<]*)</w:t>)')
TEXT = W + "t"
MARKS = (W + "bookmarkStart", W + "bookmarkEnd")


class Width(NamedTuple):
    """A width that is asked for: in points, or as a share of the room; 0 of both is an automatic one."""

    points: float = 0.0
    share: float = 0.0

    def within(self, room: float) -> float:
        """Return the width in points."""
        return self.points + self.share * room


def read_width(node: Element) -> Width:
    """Return the width that a w:tcW, w:tblW or w:wBefore asks for."""
    text = node.get(W + "w", "")
    match node.get(W + "type", "dxa"):
        case "dxa":
            return Width(points(text) or 0.0)
        case "pct" if text.endswith("%"):
            return Width(share=points(text[:-1], 100) or 0.0)
        case "pct":
            return Width(share=points(text, 5000) or 0.0)
    return Width()


@dataclass(frozen=True, slots=True, eq=False)
class CellPattern:
    """What a cell asks for, at its column in the grid; `merge` is what it says of a vertical merge."""

    properties: Element | None
    width: Width | None
    key: Key
    column: int
    columns: int
    merge: str | None
    texts: int


@dataclass(frozen=True, slots=True, eq=False)
class RowPattern:
    """What a row asks for, what otherwise than its table, and its cells.

    `is_whole` tells that all its texts stand in its cells, where they are found, `is_head` that it is to
    stand on every page, `is_marked` that bookmarks stand in it.
    """

    properties: Element | None
    exceptions: Element | None
    cells: tuple[CellPattern, ...]
    is_whole: bool
    is_head: bool
    is_marked: bool
    may_split: bool
    height: float | None
    exact: bool


PatternedCell = tuple[Element, CellPattern, Sequence[str] | None]
"""A cell with its texts; None where they can only be read with all that stands around them."""


class RowPatterns:
    """The patterns of the rows of one document."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], RowPattern] = {}

    def __len__(self) -> int:
        return len(self._known)

    def read(self, row: Element) -> tuple[RowPattern, list[PatternedCell]]:
        """Return the pattern of a row, and its cells."""
        parts = _WORDS.split(etree.tostring(row, encoding="unicode", with_tail=False))
        key, words = tuple(parts[::2]), parts[1::2]
        cells = list(flattened(row, W + "tc"))
        if key not in self._known:
            self._known[key] = _pattern(row, cells, len(words))
        pattern = self._known[key]
        if any(word is None or "&" in word for word in words):
            words = [text.text or "" for text in row.iter(TEXT)]
        ends = accumulate((cell.texts for cell in pattern.cells), initial=0)
        texts = [words[begin:end] if pattern.is_whole else None for begin, end in pairwise(ends)]
        return pattern, list(zip(cells, pattern.cells, texts, strict=False))


def _pattern(row: Element, cells: Sequence[Element], words: int) -> RowPattern:
    properties = _copied(below(row, W + "trPr"))
    known = tuple(_cells(cells, _grid_before(properties)))
    texts = sum(cell.texts for cell in known)
    height = below(properties, W + "trHeight")
    return RowPattern(
        properties,
        _copied(below(row, W + "tblPrEx")),
        known,
        is_whole=texts == words == sum(1 for _ in row.iter(TEXT)),
        is_head=is_on(below(properties, W + "tblHeader")),
        is_marked=next(row.iter(*MARKS), None) is not None,
        may_split=not is_on(below(properties, W + "cantSplit")),
        height=(None if height is None else points(height.get(W + "val"))) or None,
        exact=height is not None and height.get(W + "hRule") == "exact",
    )


def _cells(cells: Sequence[Element], column: int) -> Iterator[CellPattern]:
    for cell in cells:
        properties = _copied(below(cell, W + "tcPr"))
        span = whole(value(below(properties, W + "gridSpan"), "1"), 1)
        span = min(max(span, 1), MOST_COLUMNS - column)
        if span < 1:
            return
        merge = below(properties, W + "vMerge")
        says = None if merge is None else value(merge, "continue")
        texts = sum(1 for _ in cell.iter(TEXT))
        asked = below(properties, W + "tcW")
        width = None if asked is None else read_width(asked)
        yield CellPattern(properties, width, key_of(properties), column, span, says, texts)
        column += span


def _copied(properties: Element | None) -> Element | None:
    """Return a copy, which does not keep the whole part that it stood in."""
    return deepcopy(properties)


def _grid_before(properties: Element | None) -> int:
    return 0 if properties is None else max(whole(value(properties.find(W + "gridBefore"), "0")), 0)


def flattened(parent: Element, name: str) -> Iterator[Element]:
    """Iterate over the rows or cells in `parent`, wrapped ones too."""
    for child in parent:
        if child.tag == name:
            yield child
        elif child.tag in _WRAPPERS:
            yield from flattened(child, name)
        elif child.tag == MC + "AlternateContent" and len(child):
            yield from flattened(child[0], name)
