"""The cells of a workbook: what shows something else than it holds, what hides, what looks otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from pmgen.ooxml.xml import Element
from pmgen.problems import Message, message
from pmgen.readers.word.units import points
from pmgen.verify.surplus.colours import readable
from pmgen.verify.surplus.excel.book import Book, Cell, Look, S, Sheet
from pmgen.verify.surplus.findings import Finding, found, otherwise, short

_UNSEEN, _LOOK, _OTHER = "PMG743", "PMG744", "PMG748"
_PLAIN = re.compile(r"General|@|(#,##)?0(\.0+)?%?|GENERAL")
_SMALLEST = 4

_NAMES: Mapping[str, Message] = {
    "colour": message("colour"),
    "ground": message("colour behind it"),
    "size": message("size in points"),
    "bold": message("bold"),
    "italic": message("italic"),
    "underline": message("underlined"),
    "wrapped": message("broken into lines"),
    "shrunk": message("shrunk to fit"),
    "turned": message("turned by degrees"),
    "filled": message("repeated to fill the cell"),
    "lines": message("lines on the left, right, top and bottom"),
}


def deceiving(sheet: Sheet, cells: Sequence[Cell]) -> Iterator[Finding]:
    """Yield the cells that show something else than they hold, or that compute what they show."""
    for cell in cells:
        formula = cell.element.find(S + "f")
        if formula is not None:
            code = (formula.text or formula.get("t") or "").replace("$", "").lstrip("=").removeprefix("of:")
            text = message("the cell computes {formula}", formula=short(code))
            yield found(_OTHER, text, sheet.place(cell.place), sheet.name, cell.place, code, part=sheet.part)
        if cell.text and _PLAIN.fullmatch(cell.look.format) is None:
            text = message(
                "the cell holds {value}, but shows it in the form {format}",
                value=short(cell.text),
                format=short(cell.look.format),
            )
            key = (sheet.name, cell.place, cell.look.format)
            yield found(_OTHER, text, sheet.place(cell.place), *key, part=sheet.part)
        if cell.element.find(S + "extLst") is not None or cell.element.get("vm") or cell.element.get("cm"):
            text = message("the cell holds more than its text and number")
            yield found(_OTHER, text, sheet.place(cell.place), cell.place, part=sheet.part)


def unseen(book: Book, sheet: Sheet, cells: Sequence[Cell]) -> Iterator[Finding]:
    """Yield the text that stands in cells and that nobody sees as it is."""
    for cell in cells:
        for words, look in _pieces(book, cell):
            if words.strip():
                for kind, code, text in _unseen(words, look):
                    yield found(code, text, sheet.place(cell.place), kind, words, part=sheet.part)
        for aid in _aids(book, cell):
            text = message("a reading aid beside the text says: {words}", words=short(aid))
            yield found(_UNSEEN, text, sheet.place(cell.place), "aid", aid, part=sheet.part)


def _pieces(book: Book, cell: Cell) -> Iterator[tuple[str, Look]]:
    runs = [run for item in _items(book, cell) for run in item.iterchildren(S + "r")]
    if not runs:
        yield cell.text, cell.look
    for run in runs:
        properties = run.find(S + "rPr")
        look = cell.look if properties is None else book.run(properties, cell.look)
        yield run.findtext(S + "t") or "", look


def _items(book: Book, cell: Cell) -> Iterator[Element]:
    number = cell.element.findtext(S + "v") or ""
    if cell.element.get("t") == "s" and number.isdigit() and int(number) < len(book.shared):
        yield book.shared[int(number)]
    yield from cell.element.iterchildren(S + "is")


def _aids(book: Book, cell: Cell) -> Iterator[str]:
    nodes = (node for item in _items(book, cell) for node in item.iter(S + "rPh"))
    return ("".join(map(str, node.itertext())) for node in nodes)


def _unseen(words: str, look: Look) -> Iterator[tuple[str, str, Message]]:
    said = short(words)
    if not readable(look.colour, look.ground):
        yield (
            "colour",
            _UNSEEN,
            message(
                "text that cannot be seen, {colour} on {ground}: {words}",
                colour=look.colour,
                ground=look.ground,
                words=said,
            ),
        )
    if (points(look.size, 1) or 0) < _SMALLEST:
        yield (
            "size",
            _UNSEEN,
            message("text too small to be seen, {size} points: {words}", size=look.size, words=said),
        )
    if look.struck:
        yield "struck", _LOOK, message("text struck through: {words}", words=said)
    if look.signs:
        yield (
            "signs",
            _UNSEEN,
            message(
                "text in the typeface {typeface}, which shows other signs: {words}",
                typeface=look.signs,
                words=said,
            ),
        )


def other_looks(sheet: Sheet, ours: Sequence[Cell], theirs: Sequence[Cell]) -> Iterator[Finding]:
    """Yield where the same cell with the same text looks otherwise than ours."""
    mine = {cell.place: cell for cell in ours}
    for cell in theirs:
        one = mine.get(cell.place)
        if one is None or one.text != cell.text or one.look == cell.look:
            continue
        for each in fields(Look):
            before, after = getattr(one.look, each.name), getattr(cell.look, each.name)
            if each.name in _NAMES and before != after:
                text = otherwise(cell.text, _NAMES[each.name], before, after)
                yield found(_LOOK, text, sheet.place(cell.place), each.name, cell.place, part=sheet.part)
