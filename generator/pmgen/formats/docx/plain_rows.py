"""Rows of Word tables that show nothing but texts: what else they are is read once for all that are alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from lxml import etree

from pmgen.opc.office_xml import Element, W

_TEXT = W + "t"
_TEXTS = re.compile(r'<w:t(?: xml:space="preserve")?(?:/>|>([^<]*)</w:t>)')


class PlaceInRow(NamedTuple):
    """Where a cell stands in its row, and whether it is merged with the one above or below."""

    column: int
    columns: int
    is_merged: bool
    goes_on: bool


PlainParagraph = tuple[str, int]
"""What a paragraph shows before its texts, and how many these are."""

PlainRow = Sequence[tuple[PlaceInRow, Sequence[PlainParagraph]]]
"""The cells of a row, each with its paragraphs."""


class _PlainCell(NamedTuple):
    """A cell with its paragraphs: what each shows first, and the slice of the row's texts that follows."""

    place: PlaceInRow
    paragraphs: tuple[tuple[str, slice], ...]

    def saying(self, texts: Sequence[str]) -> str:
        """Return the text of the cell in a row of these texts."""
        return "\n".join([before + "".join(texts[its]) for before, its in self.paragraphs])


class PlainRows:
    """The rows of a file that were met so far, by all that they are but their texts."""

    def __init__(self, read: Callable[[Element], PlainRow | None]) -> None:
        """`read` returns the cells of a row, None where they show more than plain texts."""
        self._read = read
        self._known: dict[tuple[str, ...], Sequence[_PlainCell] | None] = {}

    def cells(self, row: Element) -> list[tuple[PlaceInRow, str]] | None:
        """Return the cells of a row with their texts, None where it shows more than plain texts."""
        parts = _TEXTS.split(etree.tostring(row, encoding="unicode", with_tail=False))
        key, texts = tuple(parts[::2]), parts[1::2]
        if key not in self._known:
            plain = self._read(row)
            self._known[key] = None if plain is None else _with_slices(plain, len(texts))
        cells = self._known[key]
        if cells is None:
            return None
        if any(text is None or "&" in text for text in texts):
            texts = [node.text or "" for node in row.iter(_TEXT)]
        return [(cell.place, cell.saying(texts)) for cell in cells]


def _with_slices(row: PlainRow, count: int) -> Sequence[_PlainCell] | None:
    """Return the cells with the slices of their texts; None where these are not all of the row."""
    counts = [texts for _, paragraphs in row for _, texts in paragraphs]
    if sum(counts) != count:
        return None
    left = (slice(*ends) for ends in pairwise(accumulate(counts, initial=0)))
    return [
        _PlainCell(place, tuple([(before, next(left)) for before, _ in paragraphs]))
        for place, paragraphs in row
    ]
