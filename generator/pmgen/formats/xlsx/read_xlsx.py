"""Read what an .xlsx shows: every sheet as a grid, numbers with the digits that formats display."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from html import unescape
from itertools import islice, product
from string import digits

from pmgen.formats.file_contents import PAGE, Box, Grid, Line, Seen, ShownRunningHeads
from pmgen.formats.xlsx.plain_sheet import PlainCell, PlainSheet, S, plain_sheet
from pmgen.opc.office_package import Damaged, read_parts, whole_number
from pmgen.opc.office_xml import Element, R, below, parse_once

BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"}
"""The formats that every workbook knows by a number."""

_FIGURES = re.compile(r"(#,##)?0(\.(0+))?(%?)")


def display(number: Decimal, code: str) -> str:
    """Return the digits that the format `code` displays; any other format shows the number in full."""
    match = _FIGURES.fullmatch(code)
    if match is None:
        return format(number, "f")
    grouped, _, decimals, percent = match.groups()
    try:
        scaled = number * 100 if percent else number
        rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals or "")), ROUND_HALF_UP)
    except InvalidOperation as error:
        raise Damaged(f"{number} has more digits than a cell can show") from error
    return format(rounded, ",f" if grouped else "f") + percent


_CODE = re.compile(r'&(?:"[^"]*"|[0-9]+|K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|.)', re.DOTALL)
_SHOWN = {"&P": PAGE, "&N": PAGE, "&&": "&", "&L": "\n", "&C": "\n", "&R": "\n"}


def running_heads_of(sheet: Element) -> ShownRunningHeads:
    """Return what stands on ordinary pages of a sheet, and on its first and even ones if those differ."""
    node = sheet.find(S + "headerFooter")
    if node is None:
        return ShownRunningHeads()
    first = _running_head_lines(node, "first") if _is_on(node, "differentFirst") else None
    return ShownRunningHeads(
        _running_head_lines(node, "odd"),
        first,
        _running_head_lines(node, "even") if _is_on(node, "differentOddEven") else None,
    )


def _is_on(node: Element, name: str) -> bool:
    return node.get(name) in ("1", "true")


def _running_head_lines(node: Element, pages: str) -> tuple[str, ...]:
    codes = (node.findtext(f"{S}{pages}{edge}") or "" for edge in ("Header", "Footer"))
    texts = (_CODE.sub(lambda sign: _SHOWN.get(sign[0], ""), code) for code in codes)
    return tuple(line for text in texts for line in text.split("\n") if line.strip())


_CELL, _VALUE, _INLINE, _TEXT = S + "c", S + "v", S + "is", S + "t"
_Place = tuple[int, int]
_Spans = Mapping[_Place, tuple[int, int]]
_ALONE = (1, 1)
_LETTERS = re.compile("[A-Z]{1,3}")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][-+]?[0-9]{1,3})?")
_TITLES = re.compile(r"\$[0-9]+:\$([0-9]+)$")
_STRINGS = "xl/sharedStrings.xml"
_MOST_PLACES = 1_048_576
"""The rows that Excel has, and the places of a merged block that are worth counting."""

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets share: their strings, and the number format of each look."""

    strings: Sequence[str]
    formats: Sequence[str]


def read(data: bytes) -> Seen:
    """Return what the sheets show, one grid per sheet; of a formula, the value that was saved with it."""
    parts = read_parts(data)
    relations = _parsed(parts, "xl/_rels/workbook.xml.rels")
    targets = {node.get("Id"): node.get("Target", "") for node in relations}
    strings = _parsed(parts, _STRINGS) if _STRINGS in parts else ()
    book = _Book([_words(item) for item in strings], _formats(_parsed(parts, "xl/styles.xml")))
    workbook = _parsed(parts, "xl/workbook.xml")
    ends = _heads_ends(workbook)
    sheets = [(node.get("name", ""), _sheet(node, targets, parts)) for node in workbook.iter(S + "sheet")]
    grids = (_grid(sheet, name, book, ends.get(number)) for number, (name, sheet) in enumerate(sheets))
    return Seen(tuple(grids), tuple(running_heads_of(sheet.root) for _, sheet in sheets))


def _heads_ends(workbook: Element) -> Mapping[int, int]:
    """Return the row after those that every page repeats, from 0, by the number of the sheet."""
    found = {}
    for name in workbook.iter(S + "definedName"):
        rows = _TITLES.search(name.text or "")
        if rows is not None and name.get("name") == "_xlnm.Print_Titles":
            found[whole_number(name.get("localSheetId", "-1"))] = whole_number(rows[1])
    return found


def _part(parts: Mapping[str, bytes], name: str) -> bytes:
    if name not in parts:
        raise Damaged(f"it has no {name}")
    return parts[name]


def _parsed(parts: Mapping[str, bytes], name: str) -> Element:
    return parse_once(_part(parts, name))


@dataclass(frozen=True, slots=True)
class _AnySheet:
    """A sheet of any rows."""

    root: Element

    def lines(self) -> Iterator[tuple[int, Iterator[Element]]]:
        """Yield each row by its number, with its cells."""
        number = 0
        for row in self.root.iter(S + "row"):
            number = whole_number(row.get("r", str(number + 1)))
            yield number, row.iterchildren(_CELL)


def _sheet(
    node: Element, targets: Mapping[str | None, str], parts: Mapping[str, bytes]
) -> PlainSheet | _AnySheet:
    part = _part(parts, posixpath.join("/xl", targets.get(node.get(R + "id"), ""))[1:])
    return plain_sheet(part) or _AnySheet(parse_once(part))


def _grid(sheet: PlainSheet | _AnySheet, name: str, book: _Book, heads_end: int | None) -> Grid:
    breaks = sheet.root.find(S + "rowBreaks")
    seams = {whole_number(each.get("id", "0")) for each in (breaks if breaks is not None else ())}
    if seams and heads_end is not None:
        seams.add(heads_end)
    return Grid(tuple(_lines(sheet, book)), name, seams=frozenset(seams))


def _formats(styles: Element) -> list[str]:
    own = {node.get("numFmtId", ""): node.get("formatCode", "") for node in styles.iter(S + "numFmt")}
    looks = styles.find(S + "cellXfs")
    numbers = [look.get("numFmtId", "0") for look in looks] if looks is not None else []
    return [own.get(number) or BUILT_IN.get(whole_number(number), "General") for number in numbers]


def _lines(sheet: PlainSheet | _AnySheet, book: _Book) -> Iterator[Line]:
    """Yield a line for every row up to the last; what a merge covers is not seen."""
    spans, covered = _merges(sheet.root)
    last = 0
    for number, cells in sheet.lines():
        if number > _MOST_PLACES:
            raise Damaged(f"a sheet has no row {number}")
        yield from ((),) * (number - last - 1)
        yield tuple(_boxes(cells, spans, covered, book))
        last = number


def _boxes(
    cells: Iterable[PlainCell | Element], spans: _Spans, covered: Set[_Place], book: _Book
) -> Iterator[Box]:
    for cell in cells:
        name = cell[0] if isinstance(cell, tuple) else cell.get("r", "")
        place = _at(name)
        if place not in covered:
            rows, columns = spans.get(place, _ALONE)
            text = _plain_text(cell, book) if isinstance(cell, tuple) else _text(cell, book)
            yield Box(text, place[1], columns, rows, name)


def _plain_text(cell: PlainCell, book: _Book) -> str:
    _, look, number, text = cell
    if number:
        return display(Decimal(number), _listed(book.formats, look))
    return _unescaped(unescape(text) if "&" in text else text)


def _merges(sheet: Element) -> tuple[_Spans, Set[_Place]]:
    """Return the rows and columns of each merged block by where it begins, and what the blocks cover."""
    spans, covered = dict[_Place, _Place](), set[_Place]()
    for merge in sheet.iter(S + "mergeCell"):
        first, _, end = merge.get("ref", "").partition(":")
        (top, left), (bottom, right) = _at(first), _at(end or first)
        spans[top, left] = (bottom - top + 1, right - left + 1)
        if (bottom - top + 1) * (right - left + 1) > _MOST_PLACES:
            raise Damaged(f"a merged block is too large: {first}:{end}")
        covered.update(islice(product(range(top, bottom + 1), range(left, right + 1)), 1, None))
    return spans, covered


@lru_cache(maxsize=16384)
def _at(place: str) -> tuple[int, int]:
    """Return the row and the column, from 0, that `B12` means."""
    letters = place.rstrip(digits)
    return whole_number(place[len(letters) :]) - 1, _column(letters)


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    if _LETTERS.fullmatch(letters) is None:
        raise Damaged(f"no column: {letters}")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _text(cell: Element, book: _Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = below(cell, _INLINE)
        return _words(inline) if inline is not None else ""
    node = below(cell, _VALUE)
    value = "" if node is None else node.text or ""
    if kind == "s":
        return _listed(book.strings, value)
    if kind != "n" or not value:
        return _unescaped(value)
    if _NUMBER.fullmatch(value) is None:
        raise Damaged(f"{value[:20]!r} is no number")
    return display(Decimal(value), _listed(book.formats, cell.get("s", "0")))


def _listed(texts: Sequence[str], number: str) -> str:
    at = whole_number(number)
    if not 0 <= at < len(texts):
        raise Damaged(f"there is no string or look {number}")
    return texts[at]


def _words(item: Element) -> str:
    """Return the text of a string, without the reading aids that Excel keeps beside it."""
    if len(item) == 1 and (only := item[0]).tag == _TEXT:
        return _unescaped(only.text or "")
    texts = (node for node in item.iter(_TEXT) if node.getparent() is not None and not _is_aid(node))
    return _unescaped("".join(node.text or "" for node in texts))


def _is_aid(node: Element) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == S + "rPh"


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
