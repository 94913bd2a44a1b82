"""Cells, rows, columns and sheets of a workbook that do not show what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import pairwise

from pmgen.formats.xlsx.plain_sheet import S
from pmgen.opc.office_xml import Element, points, whole
from pmgen.problems import Message, message
from pmgen.verify.foreign_content.colour_contrast import readable
from pmgen.verify.foreign_content.foreign_content_report import (
    ForeignContent,
    certainly_foreign,
    formatted_otherwise,
    possibly_foreign,
    shortened,
)
from pmgen.verify.foreign_content.scanned_workbook import (
    Cell,
    CellFormatting,
    ScannedWorkbook,
    Sheet,
    at,
    letters,
    switched,
)

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


def misleading_cells(sheet: Sheet, cells: Sequence[Cell]) -> Iterator[ForeignContent]:
    """Yield the cells that show something else than they hold, or that compute what they show."""
    for cell in cells:
        formula = cell.element.find(S + "f")
        if formula is not None:
            code = (formula.text or formula.get("t") or "").replace("$", "").lstrip("=").removeprefix("of:")
            text = message("the cell computes {formula}", formula=shortened(code))
            yield possibly_foreign(
                _OTHER, text, sheet.place(cell.place), sheet.name, cell.place, code, part=sheet.part
            )
        if cell.text and _PLAIN.fullmatch(cell.look.format) is None:
            text = message(
                "the cell holds {value}, but shows it in the form {format}",
                value=shortened(cell.text),
                format=shortened(cell.look.format),
            )
            key = (sheet.name, cell.place, cell.look.format)
            yield possibly_foreign(_OTHER, text, sheet.place(cell.place), *key, part=sheet.part)
        if cell.element.find(S + "extLst") is not None or cell.element.get("vm") or cell.element.get("cm"):
            text = message("the cell holds more than its text and number")
            yield possibly_foreign(_OTHER, text, sheet.place(cell.place), cell.place, part=sheet.part)


def unseen(book: ScannedWorkbook, sheet: Sheet, cells: Sequence[Cell]) -> Iterator[ForeignContent]:
    """Yield the text that stands in cells and that nobody sees as it is."""
    for cell in cells:
        for words, look in _pieces(book, cell):
            if words.strip():
                for kind, code, text in _unseen(words, look):
                    yield possibly_foreign(code, text, sheet.place(cell.place), kind, words, part=sheet.part)
        for aid in _aids(book, cell):
            text = message("a reading aid beside the text says: {words}", words=shortened(aid))
            yield possibly_foreign(_UNSEEN, text, sheet.place(cell.place), "aid", aid, part=sheet.part)


def _pieces(book: ScannedWorkbook, cell: Cell) -> Iterator[tuple[str, CellFormatting]]:
    runs = [run for item in _items(book, cell) for run in item.iterchildren(S + "r")]
    if not runs:
        yield cell.text, cell.look
    for run in runs:
        properties = run.find(S + "rPr")
        look = cell.look if properties is None else book.run(properties, cell.look)
        yield run.findtext(S + "t") or "", look


def _items(book: ScannedWorkbook, cell: Cell) -> Iterator[Element]:
    number = whole(cell.element.findtext(S + "v"), -1)
    if cell.element.get("t") == "s" and 0 <= number < len(book.shared):
        yield book.shared[number]
    yield from cell.element.iterchildren(S + "is")


def _aids(book: ScannedWorkbook, cell: Cell) -> Iterator[str]:
    nodes = (node for item in _items(book, cell) for node in item.iter(S + "rPh"))
    return ("".join(map(str, node.itertext())) for node in nodes)


def _unseen(words: str, look: CellFormatting) -> Iterator[tuple[str, str, Message]]:
    said = shortened(words)
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


def other_formatting(sheet: Sheet, ours: Sequence[Cell], theirs: Sequence[Cell]) -> Iterator[ForeignContent]:
    """Yield where the same cell with the same text looks otherwise than ours."""
    mine = {cell.place: cell for cell in ours}
    for cell in theirs:
        one = mine.get(cell.place)
        if one is None or one.text != cell.text or one.look == cell.look:
            continue
        for each in fields(CellFormatting):
            before, after = getattr(one.look, each.name), getattr(cell.look, each.name)
            if each.name in _NAMES and before != after:
                text = formatted_otherwise(cell.text, _NAMES[each.name], before, after)
                yield possibly_foreign(
                    _LOOK, text, sheet.place(cell.place), each.name, cell.place, part=sheet.part
                )


_HIDDEN = "PMG746"
_LOWEST = 2.0
_NARROWEST = 0.4
_MOST_COLUMNS = 16384
_LEAST_SHARE = 0.75

_SHOW_ROWS = message(
    "in Excel select all rows, right-click and choose 取消隐藏; render the annex again and publish that"
)
_SHOW_COLUMNS = message(
    "in Excel select all columns, right-click and choose 取消隐藏; render the annex again and publish that"
)
_SHOW_SHEETS = message(
    "in Excel right-click the name of any sheet and choose 取消隐藏; render the annex again and publish that"
)


def hidden_sheets(book: ScannedWorkbook) -> Iterator[ForeignContent]:
    """Yield the sheets and windows that are not shown."""
    if book.root is None:
        return
    parts = {sheet.name: sheet for sheet in book.sheets}
    for node in book.root.iter(S + "sheet"):
        name = node.get("name", "")
        if node.get("state", "visible") != "visible" and name in parts:
            text = message("the sheet {sheet} is hidden", sheet=name)
            yield certainly_foreign(
                possibly_foreign(
                    _HIDDEN, text, parts[name].place(), name, part=book.package.main, hint=_SHOW_SHEETS
                )
            )
    for node in book.root.iter(S + "workbookView"):
        if node.get("visibility", "visible") != "visible" and book.sheets:
            text = message("the window of the workbook is hidden")
            yield certainly_foreign(
                possibly_foreign(_HIDDEN, text, book.sheets[0].place(), "window", part=book.package.main)
            )


def hidden_lines(sheet: Sheet) -> Iterator[ForeignContent]:
    """Yield the rows and columns that are hidden, grouped away or filtered out."""
    rows = [whole(row.get("r")) for row in sheet.all("row") if _is_gone(row)]
    for first, last in _runs(rows):
        text = message("rows {rows} are hidden", rows=_span(str(first), str(last)))
        place = sheet.place(f"A{first}")
        yield certainly_foreign(
            possibly_foreign(_HIDDEN, text, place, "rows", str(first), part=sheet.part, hint=_SHOW_ROWS)
        )
    columns = [
        number
        for node in sheet.all("col")
        if switched(node, "hidden") or _is_zero(node)
        for number in _range(node)
    ]
    for first, last in _runs(columns):
        text = message("columns {columns} are hidden", columns=_span(letters(first), letters(last)))
        place = sheet.place(f"{letters(first)}1")
        yield certainly_foreign(
            possibly_foreign(_HIDDEN, text, place, "columns", str(first), part=sheet.part, hint=_SHOW_COLUMNS)
        )
    form = sheet.child("sheetFormatPr")
    if switched(form, "zeroHeight"):
        text = message("rows are hidden unless they say otherwise")
        yield certainly_foreign(
            possibly_foreign(_HIDDEN, text, sheet.place(), "zero", part=sheet.part, hint=_SHOW_ROWS)
        )
    for kind in ("row", "col"):
        grouped = [node for node in sheet.all(kind) if node.get("outlineLevel", "0") != "0"]
        if grouped:
            text = message("rows or columns are grouped and can be folded away")
            cell = (
                f"A{grouped[0].get('r')}" if kind == "row" else f"{letters(whole(grouped[0].get('min'), 1))}1"
            )
            yield certainly_foreign(
                possibly_foreign(_HIDDEN, text, sheet.place(cell), "group", kind, part=sheet.part)
            )


def _is_gone(row: Element) -> bool:
    return switched(row, "hidden") or (points(row.get("ht"), 1) == 0)


def _is_zero(column: Element) -> bool:
    return points(column.get("width"), 1) == 0


def _range(column: Element) -> range:
    first, last = whole(column.get("min"), 1), whole(column.get("max"), 1)
    return range(max(first, 1), min(last, _MOST_COLUMNS) + 1)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of neighbours."""
    ordered = sorted(set(numbers))
    starts = [number for before, number in pairwise([-1, *ordered]) if number != before + 1]
    ends = [number for number, after in pairwise([*ordered, 1 << 30]) if after != number + 1]
    return zip(starts, ends, strict=True)


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def low_and_narrow(sheet: Sheet, cells: Sequence[Cell]) -> Iterator[ForeignContent]:
    """Yield the rows and columns that are so low or narrow that nobody can read what stands in them."""
    heights = {whole(row.get("r")): points(row.get("ht"), 1) for row in sheet.all("row")}
    widths = {number: points(node.get("width"), 1) for node in sheet.all("col") for number in _range(node)}
    for cell in cells:
        height, width = heights.get(cell.row), widths.get(cell.column)
        if cell.text.strip() and height is not None and 0 < height < _LOWEST:
            text = message("the row is too low to show {words}", words=shortened(cell.text))
            yield possibly_foreign(_HIDDEN, text, sheet.place(cell.place), "low", cell.text, part=sheet.part)
        if cell.text.strip() and width is not None and 0 < width < _NARROWEST:
            text = message("the column is too narrow to show {words}", words=shortened(cell.text))
            yield possibly_foreign(
                _HIDDEN, text, sheet.place(cell.place), "narrow", cell.text, part=sheet.part
            )


def shrunk_lines(ours: Sheet, theirs: Sheet, cells: Sequence[Cell]) -> Iterator[ForeignContent]:
    """Yield the rows and columns with something in them that are much smaller than ours."""
    first_of_row = {cell.row: cell.place for cell in reversed(cells)}
    first_of_column = {cell.column: cell.place for cell in reversed(cells)}
    mine, yours = (_heights(sheet) for sheet in (ours, theirs))
    for row, place in sorted(first_of_row.items()):
        if _is_shrunk(mine.get(row), yours.get(row)):
            text = message(
                "row {row} is too low for its text: {seen} instead of {expected} points",
                row=row,
                seen=f"{yours[row]:g}",
                expected=f"{mine[row]:g}",
            )
            yield possibly_foreign(_HIDDEN, text, theirs.place(place), "lower", str(row), part=theirs.part)
    mine, yours = (_widths(sheet) for sheet in (ours, theirs))
    for column, place in sorted(first_of_column.items()):
        if _is_shrunk(mine.get(column), yours.get(column)):
            text = message(
                "column {column} is too narrow for its text and numbers: {seen} instead of {expected}",
                column=letters(column),
                seen=f"{yours[column]:g}",
                expected=f"{mine[column]:g}",
            )
            yield possibly_foreign(
                _HIDDEN, text, theirs.place(place), "narrower", str(column), part=theirs.part
            )


def _is_shrunk(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and 0 < other < one * _LEAST_SHARE


def _heights(sheet: Sheet) -> dict[int, float]:
    return {whole(row.get("r")): points(row.get("ht"), 1) or 0.0 for row in sheet.all("row")}


def _widths(sheet: Sheet) -> dict[int, float]:
    return {
        number: points(node.get("width"), 1) or 0.0
        for node in sheet.all("col")
        for number in _range(node)
        if number <= 256
    }


def covered(sheet: Sheet, cells: Sequence[Cell]) -> Iterator[ForeignContent]:
    """Yield what stands under merged cells, where it is not shown."""
    by_row: dict[int, list[Cell]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(cell)
    for merge in sheet.all("mergeCell"):
        first, _, last = merge.get("ref", "").partition(":")
        (top, left), (bottom, right) = at(first), at(last or first)
        for row in (
            range(top, min(bottom, top + len(by_row) + 1_000_000) + 1) if bottom - top < 10_000 else by_row
        ):
            for cell in by_row.get(row, ()):
                is_under = top <= row <= bottom and left <= cell.column <= right and cell.place != first
                if is_under and cell.text.strip():
                    text = message(
                        "text under a merged cell, where it is not shown: {words}", words=shortened(cell.text)
                    )
                    yield certainly_foreign(
                        possibly_foreign(
                            _HIDDEN, text, sheet.place(cell.place), "under", cell.text, part=sheet.part
                        )
                    )
