"""Tables as rows of a sheet: cells that span its columns, cut where a page of it ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pmgen.document import Borders, Cell
from pmgen.writers.xlsx.cells import number_cell, text_cell, text_kind
from pmgen.writers.xlsx.contents import Content
from pmgen.writers.xlsx.names import letters
from pmgen.writers.xlsx.numbers import number_format
from pmgen.writers.xlsx.plans import TablePlan, turn
from pmgen.writers.xlsx.sheet import LONGEST, Sheet
from pmgen.writers.xlsx.totals import sums

_NO_BORDERS = Borders()


def add_table(sheet: Sheet, plan: TablePlan) -> None:
    """Write a table into a sheet."""
    for cells in _cells(sheet, plan):
        sheet.add_row("".join(cells))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a cell: its rows, and what it says there; a number that comes `again` is no number to add."""

    cell: Cell
    content: Content
    top: int
    below: int
    again: bool = False


def _pieces(sheet: Sheet, plan: TablePlan, index: int, cell: Cell, content: Content) -> Iterator[_Piece]:
    """Yield a cell as the pages cut it: its text in the first piece, a label in all, each in a frame.

    Rows that every page repeats keep a cell out of them that goes on below, or it would show on every page.
    """
    top, below = plan.starts[index], plan.starts[min(index + cell.row_span, len(plan.lines))]
    seams = sheet.seams[bisect_right(sheet.seams, top) : bisect_left(sheet.seams, below)]
    if not seams:
        yield _Piece(cell, content, top, below)
        return
    blank = Content("", content.paragraph, content.font)
    again = Content(content.text, content.paragraph, content.font, content.runs)
    is_label = plan.asked.get((index, cell.column), 0.0) <= sheet.highest_label
    heads_end = sheet.heads.last + 1 if sheet.heads and sheet.heads.is_inner else 0
    said = False
    for start, end in pairwise((top, *seams, below)):
        if end == heads_end:
            yield _Piece(replace(cell, borders=replace(cell.borders, bottom=None)), blank, start, end)
            continue
        shown = replace(cell, borders=replace(cell.borders, top=None)) if start == heads_end else cell
        yield _Piece(shown, content if not said else again if is_label else blank, start, end, said)
        said = True


def _cells(sheet: Sheet, plan: TablePlan) -> list[list[str]]:
    """Return the cells of each row of the sheet, left to right."""
    names = [letters(column) for column in range(len(sheet.widths))]
    formulas = sums(plan.lines, plan.table.header_rows, plan.edges, sheet)
    first, edges = plan.starts[0], plan.edges
    placed: list[list[tuple[int, str]]] = [[] for _ in range(plan.starts[-1] - first)]
    for index, line in enumerate(plan.lines):
        for cell, content in line.cells:
            left, right = edges[cell.column], edges[cell.column + cell.column_span] - 1
            if len(content.text) > LONGEST // 2:
                sheet.check_length(content.text, line.row, left)
            formula = formulas.get((index, cell.column))
            for piece in _pieces(sheet, plan, index, cell, content):
                _place(sheet, placed, names, first, (left, right), piece, formula)
    for row in placed:
        row.sort()
    return [[written for _, written in row] for row in placed]


def _place(
    sheet: Sheet,
    placed: list[list[tuple[int, str]]],
    names: Sequence[str],
    first: int,
    columns: tuple[int, int],
    piece: _Piece,
    formula: str | None,
) -> None:
    (left, right), top, below = columns, piece.top, piece.below
    style, written = _cell(sheet, piece, names[left], formula)
    placed[top - first].append((left, written))
    area = ""
    if right > left or below > top + 1:
        area = f"{names[left]}{top}:{names[right]}{below - 1}"
        sheet.merges.append(area)
        if piece.cell.borders != _NO_BORDERS or piece.cell.background:
            _cover(placed, names, style, (top, below, left, right), first)
    if piece.content.has_more:
        sheet.note(piece.content, top, left, area or f"{names[left]}{top}")


def _cell(sheet: Sheet, piece: _Piece, column: str, formula: str | None) -> tuple[int, str]:
    """Return the look and the XML of the cell in which a text begins."""
    cell, content = piece.cell, piece.content
    text, place = content.text, f"{column}{piece.top}"
    format_ = None
    if text[-1:].isdigit() and not (cell.header or content.runs or piece.again):
        format_ = number_format(text)
    is_ascii = text.isascii()
    kind = format_ or text_kind(text)
    degrees = turn(cell, text)
    style = sheet.styles.of_cell(cell, content.paragraph, content.font, is_ascii, kind, degrees)
    if format_:
        return style, number_cell(place, style, text, formula or "")
    return style, text_cell(place, style, content)


def _cover(
    placed: list[list[tuple[int, str]]],
    names: Sequence[str],
    style: int,
    area: tuple[int, int, int, int],
    first: int,
) -> None:
    """Give the other cells of a merged area the look of its first, or its lines would be missing."""
    top, below, left, right = area
    for row in range(top, below):
        cells = placed[row - first]
        for column in range(left + (row == top), right + 1):
            cells.append((column, f'<c r="{names[column]}{row}" s="{style}"/>'))
