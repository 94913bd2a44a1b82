"""Rows that differ in their words only are looked into once, and read as if each stood alone."""

from __future__ import annotations

from collections import Counter
from itertools import cycle

import pytest

from pmgen.document import Cell, Paragraph, Table, Text
from pmgen.formats.word import ReadDocument, read_document
from readers.packages import package

STYLES = """\
<w:style w:type="paragraph" w:styleId="Loud"><w:rPr><w:caps/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Close">
<w:pPr><w:contextualSpacing/><w:spacing w:after="120"/></w:pPr></w:style>
"""
LIST = """\
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
"""
WORDS = ("甲", "乙 丙", "a &amp; b", "", "&lt;w:t&gt;", "ß", " ")
TEXT = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
INSIDES = {
    "no text": "<w:p/>",
    "a text": TEXT,
    "spaces": '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>',
    "two paragraphs": TEXT + TEXT,
    "an empty text": "<w:p><w:r><w:t/></w:r><w:r><w:t>{}</w:t></w:r></w:p>",
    "capitals": '<w:p><w:pPr><w:pStyle w:val="Loud"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>',
    "no space between": '<w:p><w:pPr><w:pStyle w:val="Close"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>' * 2,
    "two fonts": "<w:p><w:r><w:t>{}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p>",
    "two texts": "<w:p><w:r><w:t>{}</w:t><w:t>{}</w:t></w:r></w:p>",
    "hidden": "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r><w:r><w:t>{}</w:t></w:r></w:p>",
    "struck": "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>{}</w:t></w:r></w:p>",
    "a break and a tab": "<w:p><w:r><w:t>{}</w:t><w:br/><w:t>{}</w:t><w:tab/></w:r></w:p>",
    "a hanging letter": '<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>',
    "a remark": "<w:p><w:r><w:t>{}<!-- x --></w:t></w:r></w:p>",
    "a change": "<w:p><w:ins><w:r><w:t>{}</w:t></w:r></w:ins></w:p>",
    "a table": f"<w:tbl><w:tr><w:tc>{TEXT}</w:tc></w:tr></w:tbl><w:p/>",
    "a field": '<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>{}</w:t></w:r></w:fldSimple></w:p>',
    "a control": f"<w:sdt><w:sdtContent>{TEXT}</w:sdtContent></w:sdt>",
}
PROPERTIES = ("", '<w:tcPr><w:shd w:fill="FFFF00"/></w:tcPr>', '<w:tcPr><w:vAlign w:val="bottom"/></w:tcPr>')


@pytest.mark.parametrize("inside", INSIDES.values(), ids=INSIDES)
def test_a_row_reads_the_same_among_others_and_alone(inside: str) -> None:
    words = cycle(WORDS)
    kinds = [f"<w:tc>{properties}{inside}</w:tc><w:tc>{TEXT}</w:tc>" for properties in PROPERTIES]
    rows = [kind.format(*(next(words) for _ in range(kind.count("{}")))) for kind in kinds * 6]
    together, alone = read(rows), [read([row]) for row in rows]
    assert contents(together) == [line for found in alone for line in contents(found)]
    assert told([together]) == told(alone)


def test_the_numbers_of_a_list_go_on_from_row_to_row() -> None:
    listed = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    row = f"<w:tc>{listed}<w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
    assert [said(line) for line in contents(read([row] * 3))] == ["1.", "2.", "3."]


def read(rows: list[str]) -> ReadDocument:
    lines = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    parts = {"styles": STYLES, "numbering": LIST}
    return read_document(package(f"<w:tbl>{lines}</w:tbl>", parts), title="", author="")


def told(files: list[ReadDocument]) -> Counter[str]:
    """Return how often each problem is told."""
    problems = (problem for file in files for problem in file.problems)
    return Counter(str(problem.message) for problem in problems for _ in problem.places)


def contents(found: ReadDocument) -> list[list[Cell]]:
    (table,) = found.document.sections[0].blocks[:1]
    assert isinstance(table, Table)
    return [list(row.cells) for row in table.rows]


def said(line: list[Cell]) -> str:
    (paragraph,) = line[0].blocks
    assert isinstance(paragraph, Paragraph)
    return next(inline.text for inline in paragraph.children if isinstance(inline, Text))
