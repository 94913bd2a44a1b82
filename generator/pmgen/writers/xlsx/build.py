"""A form as a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from pmgen.document import Align, Page, Paragraph, Tab
from pmgen.problems import Problems, Refusal, message
from pmgen.writers.heights import LINE, length, needed
from pmgen.writers.reading import is_entry
from pmgen.writers.xlsx.cells import text_cell, text_kind
from pmgen.writers.xlsx.columns import MOST, Columns, common_columns, line_after
from pmgen.writers.xlsx.contents import Content, content_of
from pmgen.writers.xlsx.forms import Form
from pmgen.writers.xlsx.names import letters
from pmgen.writers.xlsx.paging import Paging
from pmgen.writers.xlsx.plans import Heading, TablePlan, plan_table
from pmgen.writers.xlsx.sheet import TALLEST, Heads, Sheet
from pmgen.writers.xlsx.styles import Styles
from pmgen.writers.xlsx.tables import add_table

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
    headings = list[Heading]()
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


def _candidates(headings: Sequence[Heading]) -> list[Heads | None]:
    """Return what may come again on every page, for Excel knows one run of rows.

    That is the head of a table, or without any a head within one: what heads most, the last, or nothing.
    """
    outer = [heading.heads for heading in headings if not heading.heads.is_inner]
    if outer:
        return [max(outer, key=lambda found: found.last - found.first)]
    inner = [max(headings, key=lambda each: len(each.body)).heads, headings[-1].heads] if headings else []
    return [*dict.fromkeys(inner), None]


def _faults(heads: Heads | None, starts: Sequence[int], headings: Sequence[Heading]) -> int:
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
    if len(columns.widths) > MOST:
        count = len(columns.widths)
        text = message(
            "sheet {sheet} would have {count} columns; Excel can have {most}",
            sheet=name,
            count=count,
            most=MOST,
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
    if content.has_more:
        sheet.note(content, row, left, cells)
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
