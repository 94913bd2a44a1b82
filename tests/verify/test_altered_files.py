"""Finished files altered as they stand on the disk, in their own terms, and read back."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream

from altering import Change, sub, swap
from pmgen.formats import FORMATS
from pmgen.formats.file_contents import Unreadable, Words, read_file
from pmgen.formats.pdf.read import read as read_pdf
from pmgen.opc.office_package import MOST_BYTES
from pmgen.verify import Finished
from pmgen.verify.foreign_content import find_foreign_content
from proving import case, told

ANNEX = "undated/tianjin-skills"


def in_package(data: bytes, name: str, change: Change) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, change(content.decode()).encode() if entry == name else content)
    return made.getvalue()


def in_pdf(data: bytes, page: int, old: str, new: str) -> bytes:
    """Return the file with the codes of a text changed in the content of a page."""
    writer = PdfWriter(BytesIO(data))
    leaf = writer.pages[page]
    content = leaf.get_contents()
    assert content is not None
    altered = content.get_data()
    found = 0
    for codes in fonts(data, page):
        if all(sign in codes for sign in old + new):
            before = b"".join(codes[sign] for sign in old)
            found += altered.count(before)
            altered = altered.replace(before, b"".join(codes[sign] for sign in new), 1)
    assert found, old
    stream = ContentStream(None, writer)
    stream.set_data(altered)
    leaf.replace_contents(stream)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def fonts(data: bytes, page: int) -> list[dict[str, bytes]]:
    leaf: Any = PdfReader(BytesIO(data)).pages[page]
    used = leaf["/Resources"]["/Font"]
    maps = [font.get_object()["/ToUnicode"].get_data().decode() for font in used.values()]
    return [
        {
            bytes.fromhex(sign).decode("utf-16-be"): bytes.fromhex(code)
            for code, sign in re.findall("<([0-9A-F]{4})> ?<([0-9A-F]+)>", text)
        }
        for text in maps
    ]


BODY, SHEET = "word/document.xml", "xl/worksheets/sheet2.xml"
ROW = r"<w:tr(?: [^>]*)?>(?:(?!</w:tr>).)*?≥20家.*?</w:tr>"
PACKAGED = {
    "docx: a sign lost": ("docx", BODY, swap("≥80000人次", "80000人次"), [("PMG721", 2, 2, 5)]),
    "docx: a space dropped": ("docx", BODY, swap("财政    资金", "财政   资金"), [("PMG723", 1, 3, 4)]),
    "docx: spaces not kept": (
        "docx",
        BODY,
        sub(r"(<w:t)[^>]*>(其中：财政)    ", r"\1>\2 "),
        [("PMG723", 1, 3, 4)],
    ),
    "docx: a merged cell split": (
        "docx",
        BODY,
        sub(r"<w:vMerge/>(?=(?:(?!<w:tr[ >]).)*?≥20家)", r'<w:vMerge w:val="restart"/>'),
        [("PMG726", 2, 2, 1)],
    ),
    "docx: a row dropped": ("docx", BODY, sub(ROW, ""), [("PMG727", 2, 3, None)]),
    "xlsx: a sign lost": ("xlsx", SHEET, swap("≥80000人次", "80000人次"), [("PMG721", 2, 2, 5)]),
    "xlsx: a digit changed": ("xlsx", SHEET, swap("<v>425.50</v>", "<v>425.60</v>"), [("PMG721", 1, 3, 3)]),
    "xlsx: a merged cell split": (
        "xlsx",
        SHEET,
        sub(r'<mergeCell ref="A(\d+):A(?!\1)\d\d"/>', ""),
        [("PMG726", 2, 2, 1)],
    ),
    "xlsx: a space dropped": ("xlsx", SHEET, swap("财政    资金", "财政   资金"), [("PMG723", 1, 3, 4)]),
}


@pytest.mark.parametrize("name", PACKAGED)
def test_an_altered_package_is_found_with_its_cell(name: str) -> None:
    format, part, change, expected = PACKAGED[name]
    file = case(ANNEX).file(format)
    assert told(case(ANNEX).prove(replace(file, data=in_package(file.data, part, change)))) == expected


PAGES = {
    "a sign lost": (swap("≥80000人次", "80000人次"), [("PMG721", 2, 2, 5)]),
    "a space dropped": (swap("财政    资金", "财政   资金"), [("PMG723", 1, 3, 4)]),
    "spaces not kept": (lambda page: page.replace("pre-wrap", "normal"), [("PMG723", 1, 3, 4)]),
    "a merged cell split": (sub(r'rowspan="11"', ""), [("PMG726", 2, 2, 1)]),
    "a heading lost": (sub(r"<h2.*?</h2>", ""), []),
}


@pytest.mark.parametrize("name", PAGES)
def test_an_altered_page_is_found(name: str) -> None:
    change, expected = PAGES[name]
    file = case(ANNEX).file("html")
    problems = case(ANNEX).prove(replace(file, data=change(file.data.decode()).encode()))
    cells = [found for found in told(problems) if found[1] is not None]
    assert problems
    assert cells[: len(expected)] == expected


@pytest.mark.parametrize(
    ("page", "old", "new", "expected"),
    [
        (1, "425.50", "425.51", [("PMG721", 1, 3, 3)]),
        (1, "≥80000", "≥80005", [("PMG721", 2, 2, 5)]),
        (2, "≥28000人次", "≥20000人次", [("PMG721", 2, 14, 5)]),
    ],
    ids=str,
)
def test_a_digit_changed_in_a_pdf_is_found(
    page: int, old: str, new: str, expected: list[tuple[str, int, int, int]]
) -> None:
    file = case(ANNEX).file("pdf")
    assert told(case(ANNEX).prove(replace(file, data=in_pdf(file.data, page, old, new)))) == expected


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7\n", "坏".encode("gbk")], ids=repr)
def test_a_damaged_file_is_told_and_never_a_crash(format: str, data: bytes) -> None:
    problems = case(ANNEX).prove(Finished("x", format, data))
    assert problems


@pytest.mark.parametrize("number", ["x", "9" * 5000, "-999999999", ""], ids=lambda text: text[:10])
@pytest.mark.parametrize("attribute", ['col min="', 'numFmtId="', 'fillId="'])
def test_what_is_no_number_in_a_workbook_is_no_fault_of_ours(attribute: str, number: str) -> None:
    file, changed = case(ANNEX).file("xlsx"), BytesIO()
    pattern = re.compile(f'({attribute})[^"]*'.encode())
    with ZipFile(BytesIO(file.data)) as old, ZipFile(changed, "w") as new:
        parts = {name: pattern.subn(b"\\g<1>" + number.encode(), old.read(name)) for name in old.namelist()}
        for name, (part, _) in parts.items():
            new.writestr(name, part)
    assert any(count for _, count in parts.values())
    find_foreign_content("xlsx", file.data, changed.getvalue(), "x")
    case(ANNEX).prove(replace(file, data=changed.getvalue()))


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"html"}))
def test_half_a_file_is_no_file(format: str) -> None:
    data = case(ANNEX).file(format).data
    with pytest.raises(Unreadable):
        read_file(format, data[: len(data) // 2])


def test_openpyxl_sees_in_a_workbook_what_we_see() -> None:
    data = case(ANNEX).file("xlsx").data
    book = load_workbook(BytesIO(data), data_only=True)
    for grid in read_file("xlsx", data).grids:
        sheet = book[grid.name]
        merged = {str(area).split(":")[0]: area for area in sheet.merged_cells.ranges}
        for line in grid.lines:
            for box in line:
                value = sheet[box.place].value
                if isinstance(value, int | float):
                    assert float(box.text.replace(",", "")) == value
                else:
                    assert box.text == (value or "")
                area = merged.get(box.place)
                size = (area.size["rows"], area.size["columns"]) if area else (1, 1)
                assert (box.rows, box.columns) == size


def test_pypdf_extracts_the_words_that_we_see_in_a_pdf() -> None:
    data = case(ANNEX).file("pdf").data
    extracted = "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    seen = read_pdf(data)
    texts = [block.text for block in seen.blocks if isinstance(block, Words)]
    texts += [box.text for grid in seen.grids for line in grid.lines for box in line]
    texts += [words.text for words in seen.artifacts]
    assert sorted("".join("".join(texts).split())) == sorted("".join(extracted.split()))


def test_a_package_that_swells_is_not_unpacked() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", bytes(MOST_BYTES + 1))
    for format in ("docx", "xlsx"):
        with pytest.raises(Unreadable, match="swells"):
            read_file(format, made.getvalue())


@pytest.mark.parametrize(
    "change",
    [
        sub(r'<row r="3"', '<row r="999999999"'),
        sub(r'<mergeCell ref="[^"]*"', '<mergeCell ref="A1:XFD1048576"'),
        sub("<v>425.50</v>", "<v>many</v>"),
        sub("<v>425.50</v>", "<v>1E+40</v>"),
    ],
    ids=["a row far down", "all cells merged", "no number", "a huge number"],
)
def test_nonsense_in_a_workbook_is_no_crash(change: Change) -> None:
    with pytest.raises(Unreadable):
        read_file("xlsx", in_package(case(ANNEX).file("xlsx").data, SHEET, change))
