"""Where in a Word layout or a finished file a place is, in words."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.problems import LayoutPlace, Message, message

_PARTS = {
    "document": message("body"),
    "header": message("header"),
    "footer": message("footer"),
    "footnotes": message("footnotes"),
    "endnotes": message("endnotes"),
}


def layout_place_words(place: LayoutPlace) -> Iterator[Message]:
    """Yield the steps to a place: its part, page, table, row, cell and paragraph, and the text there."""
    if place.part:
        yield _part_words(place.part)
    steps = (
        (place.page, message("page {number}", number=place.page)),
        (place.table, message("table {number}", number=place.table)),
        (place.row, message("row {number}", number=place.row)),
        (place.cell, message("cell {number}", number=place.cell)),
        (place.paragraph, message("paragraph {number}", number=place.paragraph)),
    )
    yield from (words for number, words in steps if number is not None)
    if place.text:
        yield message("“{words}”", words=place.text)


def _part_words(part: str) -> Message:
    """Return what people call a part of a Word file: the body, or which header, footer or notes."""
    name = part.removeprefix("word/")
    word = next((word for start, word in _PARTS.items() if name.startswith(start)), None)
    if word is None:
        return Message("{part}", (("part", part),))
    return word if name == "document.xml" else Message("{word} {name}", (("word", word), ("name", name)))
