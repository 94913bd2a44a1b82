"""Columns of a table that share their room by what stands in them: those whose values end in `| fit`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pmgen.engines.fitting import Need, fitted, need
from pmgen.engines.word.blocks import Scopes
from pmgen.engines.word.excerpts import Excerpt
from pmgen.engines.word.paragraphs import SLOT, Placed, style_of
from pmgen.engines.word.program import Program
from pmgen.engines.word.writing import has_filter, last_filter
from pmgen.engines.word.xml import ancestor
from pmgen.ooxml.xml import Element, W, value
from pmgen.problems import Problems, message

FIT = "fit"

_TABLE, _ROW, _CELL = "\x01", "\x02", "\x03"
_USUAL_SIZE, _USUAL_INSET = 21, 108
"""Word's own type size in half points, and the left and right margin of a cell in twentieths of a point."""

Widths = Sequence[Sequence[Sequence[int]]]
"""The widths of columns in twips: for each table to fit, by its number, as often as it is written."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A table with columns that share their room, as the layout has it; `size` in points, the rest in twips.

    `number` counts such tables of a part.
    """

    number: int
    widths: tuple[int, ...]
    columns: frozenset[int]
    inset: int
    size: float


FittedTables = Mapping[Element, Fitted]
"""The tables of a part that have columns to fit."""


def find_fitted(
    root: Element, tags: Sequence[Placed], styles: Element | None, problems: Problems
) -> FittedTables:
    """Return the tables of a part with values that end in `| fit`, and report such values elsewhere."""
    found: dict[Element, Fitted] = {}
    slots: dict[Element, dict[int, Element]] = {}
    for slot in root.iter(SLOT):
        tag = tags[int(slot.get("n", ""))]
        if has_filter(tag, FIT):
            cell = ancestor(slot, W + "tc") if last_filter(tag, FIT) else None
            at = None if cell is None else _column(cell)
            if cell is None or at is None:
                _misplaced(tag, problems)
            else:
                slots.setdefault(_table(cell), {}).setdefault(at, slot)
    for table, columns in slots.items():
        widths, first = _grid(table), next(iter(columns.values()))
        if len(columns) < 2 or max(columns) >= len(widths):
            _misplaced(tags[int(first.get("n", ""))], problems)
        else:
            size = _size(first, styles)
            found[table] = Fitted(len(found), widths, frozenset(columns), _inset(table), size)
    return found


def _misplaced(tag: Placed, problems: Problems) -> None:
    problems.add(
        "PMG438",
        message("fit must be the last filter in at least two columns of a table, in cells of one column"),
        tag.place,
        hint=message("write for example {example}", example="{{ 指标.三级指标 | fit }}"),
    )


def write_measuring(
    root: Element, program: Program, scopes: Scopes, tags: Sequence[Placed], of: FittedTables
) -> None:
    """Write the program that yields the words of the cells in the columns to fit, row by row."""

    def take(excerpt: Excerpt, element: Element) -> bool:
        if element in of:
            excerpt.want()
            excerpt.program.write(f"{_TABLE}{of[element].number}")
        table = of.get(parent) if (parent := element.getparent()) is not None else None
        if table is None or element.tag != W + "tr":
            return False
        cells = list(_cells_to_fit(element, table))
        if cells:
            excerpt.want()
            excerpt.program.write(_ROW)
        for column, cell in cells:
            excerpt.program.write(f"{_CELL}{column}{_CELL}")
            excerpt.words(cell)
        return True

    Excerpt(scopes, tags, take, str).write(root, program)


def widths_of(measured: str, tables: Sequence[Fitted]) -> Widths:
    """Return the widths of the tables' columns by what a measuring program yielded."""
    widths: list[list[Sequence[int]]] = [[] for _ in tables]
    for said in measured.split(_TABLE)[1:]:
        number, *rows = said.split(_ROW)
        table = tables[int(number)]
        needs = [_needs(row.split(_CELL)[1:], table) for row in rows]
        widths[table.number].append(_whole(fitted(table.widths, table.inset, needs), table.widths))
    return widths


def _needs(cells: Sequence[str], table: Fitted) -> dict[int, Need]:
    told = zip(cells[::2], cells[1::2], strict=True)
    return {int(column): need(words, table.size * 20) for column, words in told}


def _whole(widths: Sequence[float], given: Sequence[int]) -> list[int]:
    """Return whole numbers of the same sum."""
    made = [int(width) for width in widths]
    changed = max(range(len(made)), key=lambda column: made[column] - given[column])
    made[changed] += sum(given) - sum(made)
    return made


def _cells_to_fit(row: Element, table: Fitted) -> Iterator[tuple[int, Element]]:
    for cell, start, span in placed_cells(row):
        if span == 1 and start in table.columns:
            yield start, cell


def _table(cell: Element) -> Element:
    table = ancestor(cell, W + "tbl")
    assert table is not None
    return table


def _column(cell: Element) -> int | None:
    """Return the column of the grid in which a cell stands alone, or None."""
    row = cell.getparent()
    placed = () if row is None else placed_cells(row)
    return next((start for each, start, span in placed if each is cell and span == 1), None)


def placed_cells(row: Element) -> list[tuple[Element, int, int]]:
    """Return each cell of a row with the grid column it begins in and its span."""
    found: list[tuple[Element, int, int]] = []
    start = int(value(row.find(f"{W}trPr/{W}gridBefore"), "0"))
    for cell in row.iterchildren(W + "tc"):
        span = int(value(cell.find(f"{W}tcPr/{W}gridSpan"), "1"))
        found.append((cell, start, span))
        start += span
    return found


def _grid(table: Element) -> tuple[int, ...]:
    widths = [column.get(W + "w", "") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    return tuple(map(int, widths)) if all(width.isdigit() for width in widths) else ()


def _inset(table: Element) -> int:
    """Return what the left and the right margin of a cell take together."""
    margins = (table.find(f"{W}tblPr/{W}tblCellMar/{W}{side}") for side in ("left", "right"))
    return sum(_whole_number("" if each is None else each.get(W + "w", ""), _USUAL_INSET) for each in margins)


def _size(slot: Element, styles: Element | None) -> float:
    """Return the type size of a value in points,, by its run, its paragraph's style or the file's own."""
    run, paragraph = slot.getparent(), ancestor(slot, W + "p")
    found = None if run is None else run.find(f"{W}rPr/{W}sz")
    named = "" if paragraph is None else style_of(paragraph)
    for style in () if styles is None else styles:
        is_its = style.get(W + "styleId") == named if named else style.get(W + "default") == "1"
        if found is None and style.get(W + "type") == "paragraph" and is_its:
            found = style.find(f"{W}rPr/{W}sz")
    if found is None and styles is not None:
        found = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
    return (_whole_number(value(found), _USUAL_SIZE) or _USUAL_SIZE) / 2


def _whole_number(text: str, usual: int) -> int:
    return int(text) if text.isdecimal() else usual
