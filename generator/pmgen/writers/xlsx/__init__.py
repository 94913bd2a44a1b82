"""Write a document as an Excel workbook: a sheet for each of its forms."""

from __future__ import annotations

from itertools import takewhile

from pmgen.document import Document, Page, Paragraph, Section
from pmgen.problems import Problems
from pmgen.writers.reading import words
from pmgen.writers.written import Written
from pmgen.writers.xlsx.build import build_sheet
from pmgen.writers.xlsx.forms import Form, forms
from pmgen.writers.xlsx.names import sheet_names
from pmgen.writers.xlsx.package import package
from pmgen.writers.xlsx.styles import Styles

__all__ = ["write"]

_CONTENTS = "目录"


def write(document: Document) -> Written:
    """Return an .xlsx; raise Refusal where a text would not fit into a cell."""
    problems, styles = Problems(), Styles()
    found = forms(document) or [Form(Section(Page(), ()))]
    names = sheet_names(_title(form, document) for form in found)
    sheets = [build_sheet(name, form, styles, problems) for name, form in zip(names, found, strict=True)]
    return Written(package(document, sheets, styles), tuple(problems))


def _title(form: Form, document: Document) -> str:
    """Return what a sheet is called: the heading above its table, its first words, or another name."""
    if form.lists:
        return _CONTENTS
    before = takewhile(lambda block: isinstance(block, Paragraph), form.blocks)
    paragraphs = [block for block in before if isinstance(block, Paragraph) and words(block)]
    headings = [words(paragraph) for paragraph in paragraphs if paragraph.outline]
    captions = [table.caption for table in form.tables if table.caption]
    return next(iter([*headings[-1:], *map(words, paragraphs[:1]), *captions, document.title]))
