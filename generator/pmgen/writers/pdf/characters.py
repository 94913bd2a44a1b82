"""Characters that no font draws, and scripts that run the other way, with the cells they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pmgen.document import Block, Document, Inline, Link, Paragraph, Table, Text
from pmgen.problems import LayoutPlace, Problems
from pmgen.writers.pdf import complaints
from pmgen.writers.pdf.styles import Fonts

_AROUND = 8
_MOST_PLACES = 20

_Spot = tuple[Text, LayoutPlace]


def complain_of_characters(document: Document, fonts: Fonts, problems: Problems) -> None:
    """Report each character that no font has, and the first words that run from right to left."""
    if not fonts.missing and not fonts.right_to_left:
        return
    spots = list(_spots(document))
    for character in fonts.missing:
        met = [spot for spot in spots if character in spot[0].text]
        if met:
            places = [_around(text, character, place) for text, place in met[:_MOST_PLACES]]
            problems.keep(complaints.no_glyph(character, met[0][0].font.east_asian, places))
    for text, place in spots:
        turned = next(filter(fonts.right_to_left.__contains__, text.text), None)
        if turned:
            problems.keep(complaints.right_to_left(_around(text, turned, place)))
            break


def _around(text: Text, character: str, place: LayoutPlace) -> LayoutPlace:
    at = text.text.index(character)
    return replace(place, text=text.text[max(0, at - _AROUND) : at + _AROUND].strip())


def _spots(document: Document) -> Iterator[_Spot]:
    tables = 0
    for section in document.sections:
        edges = [part for edges in section.edges for part in (edges.header, edges.footer)]
        for blocks in (*edges, section.blocks):
            for block in blocks:
                tables += isinstance(block, Table)
                yield from _in_block(
                    block, LayoutPlace("", table=tables if isinstance(block, Table) else None)
                )


def _in_block(block: Block, place: LayoutPlace) -> Iterator[_Spot]:
    if isinstance(block, Paragraph):
        yield from ((text, place) for text in _texts(block.children))
        return
    for number, row in enumerate(block.rows, 1):
        for at, cell in enumerate(row.cells, 1):
            # What stands in a table inside a cell is found by the cell.
            here = place if place.row else replace(place, row=number, cell=at)
            for inner in cell.blocks:
                yield from _in_block(inner, here)


def _texts(children: Sequence[Inline]) -> Iterator[Text]:
    for child in children:
        if isinstance(child, Text):
            yield child
        elif isinstance(child, Link):
            yield from _texts(child.children)
