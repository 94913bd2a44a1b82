"""A form as a sheet: its paragraphs and tables written into rows, cut where pages end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from pmgen.document import Align, Borders, Cell, Page, Paragraph, Tab
from pmgen.formats.document_text import LINE, is_entry, length, needed
from pmgen.formats.xlsx.write.cell_styles import Styles
from pmgen.formats.xlsx.write.row_heights import RepeatableRows, TablePlan, plan_table, sums, turn
from pmgen.formats.xlsx.write.sheet_cells import (
    Content,
    content_of,
    number_cell,
    number_format,
    text_cell,
    text_kind,
)
from pmgen.formats.xlsx.write.sheet_columns import (
    MOST_SHEET_COLUMNS,
    Columns,
    Form,
    Paging,
    common_columns,
    line_after,
)
from pmgen.formats.xlsx.write.sheet_rows import LONGEST_CELL_TEXT, TALLEST, PrintTitles, Sheet, letters
from pmgen.problems import Problems, Refusal, message

_NO_BORDERS = Borders()


def add_table(sheet: Sheet, plan: TablePlan) -> None:
    """Write a table into a sheet."""
    for cells in _cells(sheet, plan):
        sheet.add_row("".join(cells))


_Piece = tuple[Cell, Content, int, int, bool]
"""A part of a cell: what it says, from which row to before which one, and whether it says so again.

A number that comes again is no number to add.
"""


def _pieces(sheet: Sheet, plan: TablePlan, index: int, cell: Cell, content: Content) -> Iterable[_Piece]:
    """Return a cell as the pages cut it."""
    top, below = plan.starts[index], plan.end(index, cell)
    whole = (cell, content, top, below, False)
    if not sheet.seams or below == top + 1:
        return (whole,)
    seams = sheet.seams[bisect_right(sheet.seams, top) : bisect_left(sheet.seams, below)]
    is_label = plan.asked.get((index, cell.column), 0.0) <= sheet.highest_label
    return _cut(whole, seams, is_label, sheet) if seams else (whole,)


def _cut(whole: _Piece, seams: Sequence[int], is_label: bool, sheet: Sheet) -> Iterator[_Piece]:
    """Yield the pieces of a cell: its text in the first one, a label in all, each in a frame.

    Rows that every page repeats keep a cell out of them that goes on below, or it would show on every page.
    """
    cell, content, top, below, _ = whole
    blank = Content("", content.paragraph, content.font)
    again = Content(content.text, content.paragraph, content.font, content.runs)
    heads_end = sheet.heads.last + 1 if sheet.heads and sheet.heads.is_inner else 0
    said = False
    for start, end in pairwise((top, *seams, below)):
        if end == heads_end:
            yield replace(cell, borders=replace(cell.borders, bottom=None)), blank, start, end, False
            continue
        shown = replace(cell, borders=replace(cell.borders, top=None)) if start == heads_end else cell
        yield shown, content if not said else again if is_label else blank, start, end, said
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
            if len(content.text) > LONGEST_CELL_TEXT // 2:
                sheet.check_length(content.text, line.row, left)
            formula = formulas.get((index, cell.column), "") if formulas else ""
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
    formula: str,
) -> None:
    left, right = columns
    cell, content, top, below, _ = piece
    style, written = _table_cell(sheet.styles, piece, names[left], formula)
    placed[top - first].append((left, written))
    area = ""
    if right > left or below > top + 1:
        area = f"{names[left]}{top}:{names[right]}{below - 1}"
        sheet.merges.append(area)
        if cell.background or cell.borders != _NO_BORDERS:
            _cover(placed, names, style, (top, below, left, right), first)
    if content.beside is not None:
        sheet.note(content.beside, top, left, area or f"{names[left]}{top}")


def _table_cell(styles: Styles, piece: _Piece, column: str, formula: str) -> tuple[int, str]:
    """Return the look and the XML of the cell in which a text begins."""
    cell, content, top, _, again = piece
    text, place = content.text, f"{column}{top}"
    format_ = None
    if text[-1:].isdigit() and not (cell.header or content.runs or again):
        format_ = number_format(text)
    kind = format_ or text_kind(text)
    degrees = turn(cell, text)
    style = styles.of_cell(cell, content.paragraph, content.font, text.isascii(), kind, degrees)
    if format_:
        return style, number_cell(place, style, text, formula)
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
        placed[row - first] += [
            (column, f'<c r="{names[column]}{row}" s="{style}"/>')
            for column in range(left + (row == top), right + 1)
        ]


_SAFE = 0.97
"""The share of a page that is filled: programs round the heights of rows, each in its own way."""
_MOST_LABEL = 0.25
"""The share of a page that a label which comes again may take."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A paragraph before it is written: what it says, and the heights of its rows."""

    paragraph: Paragraph
    content: Content
    heights: Sequence[float]


_Plan = TablePlan | _Words


def build_sheet(name: str, form: Form, styles: Styles, problems: Problems) -> Sheet:
    """Return the sheet of a form."""
    page = form.section.page
    columns = common_columns(form.tables, page.width - page.margins.left - page.margins.right)
    _check_columns(columns, name, problems)
    sheet = Sheet(name, form.section, columns.widths, styles, problems)
    plans = list(_plans(form, columns)) or [_words(Paragraph(), columns.widths)]
    _divide(sheet, plans, page)
    for plan in plans:
        if isinstance(plan, TablePlan):
            add_table(sheet, plan)
        else:
            _add_words(sheet, plan)
    return sheet


def _plans(form: Form, columns: Columns) -> Iterator[_Plan]:
    edges, row = iter(columns.lines), 1
    for block in form.blocks:
        if isinstance(block, Paragraph):
            words = _words(block, columns.widths)
            row += len(words.heights)
            yield words
        else:
            lines = next(edges)
            if block.rows:
                table = plan_table(block, lines, columns.widths, row)
                row = table.starts[-1]
                yield table


def _words(paragraph: Paragraph, widths: Sequence[float]) -> _Words:
    """Return a paragraph, on as many rows as its height needs."""
    content = content_of((paragraph,))
    height = _height(content, sum(widths))
    rows = max(1, ceil(height / TALLEST))
    return _Words(paragraph, content, [height / rows] * rows)


def _divide(sheet: Sheet, plans: Sequence[_Plan], page: Page) -> None:
    """Find the rows that come again on every page, and where pages end."""
    room = _room(page, sheet.widths)
    sheet.highest_label = room * _MOST_LABEL
    heights, tied, inner = list[float](), set[int](), set[int]()
    headings = list[RepeatableRows]()
    for plan in plans:
        if isinstance(plan, TablePlan):
            headings += plan.heads(sum(heights))
            heights += plan.row_heights()
            tied.update(plan.tied())
            inner.update(plan.inner())
        else:
            inner.update(range(len(heights) + 2, len(heights) + len(plan.heights) + 1))
            heights += plan.heights
            if plan.paragraph.keep_with_next or plan.paragraph.outline:
                tied.add(len(heights) + 1)
    tables = (plan for plan in plans if isinstance(plan, TablePlan))
    blocks = [block for plan in tables for block in plan.blocks(sheet.highest_label)]
    tried = [Paging([*heights], blocks, tied, inner, room, heads) for heads in _candidates(headings)]
    divided = [(paging, paging.starts()) for paging in tried]
    paging, sheet.starts = min(divided, key=lambda each: _faults(each[0].heads, each[1], headings))
    sheet.heads, sheet.heights = paging.heads, paging.heights
    if sheet.starts:
        below = (sheet.heads.last + 1,) if sheet.heads and sheet.heads.is_inner else ()
        sheet.seams = sorted({*sheet.starts, *below})


def _candidates(headings: Sequence[RepeatableRows]) -> list[PrintTitles | None]:
    """Return what may come again on every page, for Excel knows one run of rows.

    That is the head of a table, or without any a head within one: what heads most, the last, or nothing.
    """
    outer = [heading.heads for heading in headings if not heading.heads.is_inner]
    if outer:
        return [max(outer, key=lambda found: found.last - found.first)]
    inner = [max(headings, key=lambda each: len(each.body)).heads, headings[-1].heads] if headings else []
    return [*dict.fromkeys(inner), None]


def _faults(heads: PrintTitles | None, starts: Sequence[int], headings: Sequence[RepeatableRows]) -> int:
    """Return how many pages begin with a head that heads other rows, or without the one that they need."""
    inner = [heading for heading in headings if heading.heads.is_inner]
    said = next((heading.words for heading in inner if heading.heads == heads), None)
    faults = 0
    for start in starts if inner else ():
        needed = next((heading.words for heading in inner if start in heading.body), None)
        shown = said if heads is not None and start > heads.last else None
        faults += needed != shown
    return faults


def _room(page: Page, widths: Sequence[float]) -> float:
    """Return the height that a page has for rows, which is more where its columns are made to fit."""
    across = page.width - page.margins.left - page.margins.right
    return (page.height - page.margins.top - page.margins.bottom) * max(1.0, sum(widths) / across) * _SAFE


def _check_columns(columns: Columns, name: str, problems: Problems) -> None:
    if len(columns.widths) > MOST_SHEET_COLUMNS:
        count = len(columns.widths)
        text = message(
            "sheet {sheet} would have {count} columns; Excel can have {most}",
            sheet=name,
            count=count,
            most=MOST_SHEET_COLUMNS,
        )
        problems.add("PMG581", text)
        raise Refusal(problems)


def _add_words(sheet: Sheet, plan: _Words) -> None:
    """Write a paragraph as one cell over all columns, or as two where a tab takes its end to the right."""
    row, rows = sheet.row + 1, len(plan.heights)
    cells = "".join(
        _cell(sheet, content, paragraph, columns, (row, row + rows - 1))
        for paragraph, content, columns in _sides(plan, sheet.widths)
    )
    for number in range(rows):
        sheet.add_row("" if number else cells)


def _cell(
    sheet: Sheet, content: Content, paragraph: Paragraph, columns: tuple[int, int], rows: tuple[int, int]
) -> str:
    """Return a paragraph's text in the first of the cells that it stands over."""
    (left, right), (row, last) = columns, rows
    first, end = f"{letters(left)}{row}", f"{letters(right)}{last}"
    cells = first if not content.text or end == first else f"{first}:{end}"
    if ":" in cells:
        sheet.merges.append(cells)
    written = ""
    if content.text:
        sheet.check_length(content.text, row, left)
        kind = text_kind(content.text)
        style = sheet.styles.of_paragraph(paragraph, content.font, content.text.isascii(), kind)
        written = text_cell(first, style, content)
    if content.beside is not None:
        sheet.note(content.beside, row, left, cells)
    return written


def _sides(plan: _Words, widths: Sequence[float]) -> Iterator[tuple[Paragraph, Content, tuple[int, int]]]:
    """Yield what stands side by side in a paragraph, each with its first and last column."""
    paragraph, last = plan.paragraph, len(widths) - 1
    tabs = [at for at, child in enumerate(paragraph.children) if isinstance(child, Tab)]
    is_split = len(tabs) == 1 and last and [stop.align for stop in paragraph.tabs] == [Align.RIGHT]
    if is_split and not is_entry(paragraph):
        left = replace(paragraph, children=paragraph.children[: tabs[0]], tabs=())
        right = replace(paragraph, children=paragraph.children[tabs[0] + 1 :], tabs=(), align=Align.RIGHT)
        one, other = content_of((left,)), content_of((right,))
        if one.text and other.text:
            share = length(one.text, one.font.size), length(other.text, other.font.size)
            middle = min(line_after(widths, sum(widths) * share[0] / sum(share)), last)
            yield left, one, (0, middle - 1)
            yield right, other, (middle, last)
            return
    yield paragraph, plan.content, (0, last)


def _height(content: Content, width: float) -> float:
    paragraph, size = content.paragraph, content.font.size
    height = needed(content.text, size, width - paragraph.indent) if content.text else size * LINE
    if paragraph.line_height is not None:
        is_fixed = paragraph.line_exact and not content.text
        height = paragraph.line_height if is_fixed else max(height, paragraph.line_height)
    return max(height + paragraph.space_before + paragraph.space_after, 1.0)
