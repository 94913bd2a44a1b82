"""Rows that differ in their words only are looked into once, and read as if each stood alone."""

from __future__ import annotations

from collections import Counter
from itertools import count, cycle

import pytest

from pmgen.document import Cell, Paragraph, Table, Text
from pmgen.formats.docx import read_docx
from pmgen.formats.file_contents import Line
from pmgen.formats.word import ReadDocument, read_document
from pmgen.formats.word.shared_looks import looks_of
from pmgen.opc.office_package import open_package
from readers.packages import package

STYLES = """\
<w:style w:type="paragraph" w:styleId="Loud"><w:rPr><w:caps/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Close">
<w:pPr><w:contextualSpacing/><w:spacing w:after="120"/></w:pPr></w:style>
"""
QUIET = STYLES.replace("<w:caps/>", "")
NUMBERS = count()
LIST = """\
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
"""
WORDS = ("甲", "乙 丙", "a &amp; b", "", "&lt;w:t&gt;", "ß", " ")
TEXT = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
NUMBERED = '<w:ilvl w:val="0"/><w:numId w:val="1"/>'
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
COUNTED = {
    "in a list": f"<w:p><w:pPr><w:numPr>{NUMBERED}</w:numPr></w:pPr><w:r><w:t>{{}}</w:t></w:r></w:p>",
    "bookmarks": '<w:p><w:bookmarkStart w:name="a"/><w:r><w:t>{}</w:t></w:r></w:p>',
}
"""What goes on from row to row."""

PROPERTIES = ("", '<w:tcPr><w:shd w:fill="FFFF00"/></w:tcPr>', '<w:tcPr><w:vAlign w:val="bottom"/></w:tcPr>')


inside_cells = pytest.mark.parametrize("inside", (INSIDES | COUNTED).values(), ids=INSIDES | COUNTED)


@pytest.mark.parametrize("inside", INSIDES.values(), ids=INSIDES)
def test_a_row_reads_the_same_among_others_and_alone(inside: str) -> None:
    rows = rows_of(inside)
    together, alone = read(rows), [read([row]) for row in rows]
    assert contents(together) == [line for found in alone for line in contents(found)]
    assert told([together]) == told(alone)


@inside_cells
def test_a_row_reads_the_same_after_other_files_of_its_layout(inside: str) -> None:
    rows = rows_of(inside)
    alone = read(rows)
    for _ in range(2):
        among_others = read(rows, STYLES)
        assert among_others.document.sections == alone.document.sections
        assert among_others.problems == alone.problems


def test_what_files_have_of_their_own_is_not_shared() -> None:
    loud = '<w:tc><w:p><w:pPr><w:pStyle w:val="Loud"/></w:pPr><w:r><w:t>gdp</w:t></w:r></w:p></w:tc>'
    assert [said(contents(read([loud], styles))[0]) for styles in (STYLES, QUIET, STYLES)] == [
        "GDP",
        "gdp",
        "GDP",
    ]


@pytest.mark.parametrize(("rows", "are_kept"), [(3, True), (2001, False)])
def test_looks_are_kept_unless_hardly_two_rows_are_alike(rows: int, are_kept: bool) -> None:
    cell = '<w:tc><w:p><w:bookmarkStart w:name="a{}"/><w:r><w:t>甲</w:t></w:r></w:p></w:tc>'
    file = file_of([cell.format(number) for number in range(rows)], STYLES)
    read_document(file, title="", author="")
    package = open_package(file)
    assert (looks_of(package) is looks_of(package)) is are_kept


def test_looks_of_a_layout_do_not_grow_with_its_files() -> None:
    files = [file_of([TEXT.format(word).join(("<w:tc>", "</w:tc>"))], STYLES) for word in WORDS]
    sizes = set()
    for file in files:
        read_document(file, title="", author="")
        looks = looks_of(open_package(file))
        sizes.add((len(looks.row_patterns), len(looks.plain_cells), len(looks.surroundings)))
    assert len(sizes) == 1
    assert looks.on_page(None) is looks.on_page(None)


@inside_cells
def test_a_row_shows_the_same_among_others_and_alone(inside: str) -> None:
    rows = rows_of(inside)
    assert shown(rows) == [line for row in rows for line in shown([row])]


def rows_of(inside: str) -> list[str]:
    """Return rows of three kinds, six of each, with cells that hold `inside` around other words."""
    words = cycle(WORDS)
    kinds = [f"<w:tc>{properties}{inside}</w:tc><w:tc>{TEXT}</w:tc>" for properties in PROPERTIES]
    return [kind.format(*(next(words) for _ in range(kind.count("{}")))) for kind in kinds * 6]


def test_the_numbers_of_a_list_go_on_from_row_to_row() -> None:
    listed = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    row = f"<w:tc>{listed}<w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
    assert [said(line) for line in contents(read([row] * 3))] == ["1.", "2.", "3."]


def read(rows: list[str], styles: str = "") -> ReadDocument:
    """Return a table as it is read, with styles that no other file has where none are given."""
    own = f'{STYLES}<w:style w:type="paragraph" w:styleId="Own{next(NUMBERS)}"/>'
    return read_document(file_of(rows, styles or own), title="", author="")


def shown(rows: list[str]) -> list[Line]:
    """Return what the proof sees of a table."""
    (grid,) = read_docx.read(file_of(rows, STYLES)).grids
    return list(grid.lines)


def file_of(rows: list[str], styles: str) -> bytes:
    lines = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return package(f"<w:tbl>{lines}</w:tbl>", {"styles": styles, "numbering": LIST})


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
