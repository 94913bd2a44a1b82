"""A form as a sheet."""

from __future__ import annotations

from math import ceil

from pmgen.document import Paragraph, Table
from pmgen.problems import Problems, Refusal, message
from pmgen.writers.heights import LINE, needed
from pmgen.writers.xlsx.cells import text_cell, text_kind
from pmgen.writers.xlsx.columns import MOST, Columns, common_columns
from pmgen.writers.xlsx.contents import Content, content_of
from pmgen.writers.xlsx.forms import Form
from pmgen.writers.xlsx.names import letters
from pmgen.writers.xlsx.sheet import TALLEST, Sheet
from pmgen.writers.xlsx.styles import Styles
from pmgen.writers.xlsx.tables import add_table


def build_sheet(name: str, form: Form, styles: Styles, problems: Problems) -> Sheet:
    """Return the sheet of a form."""
    page = form.section.page
    columns = common_columns(form.tables, page.width - page.margins.left - page.margins.right)
    _check_columns(columns, name, problems)
    sheet = Sheet(name, form.section, columns.widths, styles, problems)
    edges = iter(columns.lines)
    for block in form.blocks:
        if isinstance(block, Table):
            add_table(sheet, block, next(edges))
        else:
            _add_paragraph(sheet, block)
    if not sheet.rows:
        _add_paragraph(sheet, Paragraph())
    return sheet


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


def _add_paragraph(sheet: Sheet, paragraph: Paragraph) -> None:
    """Write a paragraph as one cell over all columns, and over as many rows as its height needs."""
    content = content_of((paragraph,))
    height = _height(content, sum(sheet.widths))
    row, rows = sheet.row + 1, max(1, ceil(height / TALLEST))
    end = f"{letters(len(sheet.widths) - 1)}{row + rows - 1}"
    cells = f"A{row}" if not content.text or end == f"A{row}" else f"A{row}:{end}"
    if ":" in cells:
        sheet.merges.append(cells)
    written = ""
    if content.text:
        sheet.check_length(content.text, row, 0)
        kind = text_kind(content.text)
        style = sheet.styles.of_paragraph(paragraph, content.font, content.text.isascii(), kind)
        written = text_cell(f"A{row}", style, content)
    if content.has_more:
        sheet.note(content, row, 0, cells)
    for number in range(rows):
        sheet.add_row(height / rows, "" if number else written)


def _height(content: Content, width: float) -> float:
    paragraph, size = content.paragraph, content.font.size
    height = needed(content.text, size, width - paragraph.indent) if content.text else size * LINE
    if paragraph.line_height is not None:
        is_fixed = paragraph.line_exact and not content.text
        height = paragraph.line_height if is_fixed else max(height, paragraph.line_height)
    return max(height + paragraph.space_before + paragraph.space_after, 1.0)
