"""Tables over pages: whatever stands in them stands on paper, whole, in order, once, and framed.

PMGEN_EXAMPLES sets how many tables are tried.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given, settings

from paged_forms import AFTER, LINE, MARGIN, WIDTH, Form, cells_of, forms
from pdf_samples import laid, words
from pmgen.document import Cell, Row, Table
from pmgen.formats.pdf.write.layout_boxes import Rule, Sheet

EXAMPLES = int(os.environ.get("PMGEN_EXAMPLES", "100"))
SLACK = 0.05


def sheets_of(form: Form) -> Sequence[Sheet]:
    return laid(*form.blocks, page=form.page)


@dataclass(frozen=True)
class Seen:
    """A line on a page: whose it is, which of its lines, and where it stands."""

    name: str
    number: int
    column: float
    top: float
    bottom: float


def seen(sheet: Sheet) -> list[Seen]:
    found = []
    for line, x, y, _ in sheet.lines:
        name, _, number = words(line.pieces).partition(".")
        found.append(Seen(name, int(number), x, y, y + line.height))
    return found


@given(forms())
@settings(deadline=None, max_examples=EXAMPLES)
def test_everything_stands_on_paper_once_and_in_order(form: Form) -> None:
    sheets = sheets_of(form)
    pages = [seen(sheet) for sheet in sheets]
    for page in pages:
        assert all(line.top >= MARGIN - SLACK for line in page)
        assert all(line.bottom <= form.page.height - MARGIN + SLACK for line in page)
        standing = sorted((line.column, line.top, line.bottom) for line in page)
        for (column, _, bottom), (other, top, _) in pairwise(standing):
            assert column != other or top >= bottom - SLACK, "one text stands over another"
    for name, count, cell_ in cells_of(form.table):
        shown = [[line.number for line in page if line.name == name] for page in pages]
        assert is_shown(shown, count, may_repeat=cell_.row_span > 1 or name.startswith("H")), (name, shown)
    assert sum(line.name == AFTER for page in pages for line in page) == 1
    own = [line.name for page in pages for line in page if line.name.startswith("R") and not line.number]
    assert own == [name for name, _, _ in cells_of(form.table) if name.startswith("R")]


def is_shown(pages: Sequence[Sequence[int]], count: int, *, may_repeat: bool) -> bool:
    """Tell whether the lines of a cell follow each other over the pages; what stood on one may come again."""
    flat = [number for page in pages for number in page]
    whole = list(range(count))
    if flat == whole:
        return True
    return may_repeat and all(list(page) in ([], whole) for page in pages) and bool(flat)


@given(forms())
@settings(deadline=None, max_examples=EXAMPLES)
def test_every_page_is_framed_headed_and_used(form: Form) -> None:
    heads = [f"H{head}0" for head in range(form.table.header_rows)]
    sheets = sheets_of(form)
    for number, sheet in enumerate(sheets):
        page = seen(sheet)
        body = [line for line in page if line.name[0] in "PGR"]
        if number and sheet.rules:
            assert [
                line.name for line in sorted(page, key=lambda line: line.top) if line.name in heads
            ] == heads
        assert not (sheet.rules and heads) or body, "a page holds a head alone"
        assert body or any(line.name == AFTER for line in page) or not fits(form), (
            "a page holds a title alone"
        )
        if sheet.rules:
            assert is_framed(sheet.rules, form)
    for sheet, after in pairwise(sheets):
        if sheet.rules and goes_on(seen(sheet), seen(after)):
            lowest = max(rule.y2 for rule in sheet.rules)
            assert lowest >= form.page.height - MARGIN - 2 * LINE, "a text goes on though there is room"


def fits(form: Form) -> bool:
    """Tell whether titles and head have room on one page with the row below and some of its merged cells."""
    head = form.table.header_rows
    *heads, row = form.table.rows[: head + 1]
    some = max(form.full / 4, 2 * LINE + 5)
    cells = (
        min(cell_height(cell_), some) if cell_.row_span > 1 else cell_height(cell_) for cell_ in row.cells
    )
    above = form.titles * LINE + sum(max(map(cell_height, row.cells)) for row in heads)
    return above + max(row.height or 0, *cells) <= form.full


def cell_height(cell_: Cell) -> float:
    ((_, lines, _),) = cells_of(Table((), (Row((cell_,)),)))
    return lines * LINE + cell_.padding.top + cell_.padding.bottom + 0.5


def is_framed(rules: Sequence[Rule], form: Form) -> bool:
    """Tell whether lines close a page's part of the table all around."""
    width = WIDTH * len(form.table.columns)
    across = sorted((rule.y1, rule.x2 - rule.x1) for rule in rules if rule.y1 == rule.y2)
    down = [rule for rule in rules if rule.x1 == rule.x2]
    top, bottom = across[0], across[-1]
    sides = (min(rule.x1 for rule in down), max(rule.x1 for rule in down))
    return (
        abs(top[1] - width) < SLACK
        and abs(bottom[1] - width) < SLACK
        and all(
            sum(rule.y2 - rule.y1 for rule in down if rule.x1 == side) >= bottom[0] - top[0] - SLACK
            for side in sides
        )
        and bottom[0] <= form.page.height - MARGIN + SLACK
    )


def goes_on(page: Sequence[Seen], after: Sequence[Seen]) -> bool:
    """Tell whether the text of a merged cell is broken between two pages."""
    begun = {line.name for line in page if line.name.startswith("P")}
    return any(line.name in begun and line.number and not has_start(after, line.name) for line in after)


def has_start(page: Sequence[Seen], name: str) -> bool:
    return any(line.name == name and not line.number for line in page)
