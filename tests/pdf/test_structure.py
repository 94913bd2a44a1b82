"""What a PDF tells of its structure, and that it is written as PDF/A-2a and PDF/UA-1 ask."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import page as validator
import pytest
from pypdf import PdfReader

from pdf_samples import cell, paragraph, table, written
from pmgen.document import Insets, Link, Page, PageReference, Paragraph, Tab, TabStop, Text
from pmgen.readers.pdf import read
from pmgen.readers.pdffile import pages
from pmgen.readers.pdfscan import open_pdf
from pmgen.readers.pdftags import Element, structure
from pmgen.readers.seen import Grid, Words
from proving import ANNEXES, REGIONS, case

PROFILES = (validator.ValidationProfile.PDF_A_2A, validator.ValidationProfile.PDF_UA_1)


def faults(data: bytes) -> list[str]:
    """Return what the rules of both standards object to."""
    reports = [validator.validate_pdf_bytes(data, profile=profile) for profile in PROFILES]
    return [f"{found.rule_id} {found.message}" for report in reports for found in report.failures]


def outline(element: Element) -> Any:
    """Return the kinds of elements, each with those in it."""
    kids = [outline(kid) for kid in element.kids if isinstance(kid, Element)]
    return (element.kind, *kids) if kids else element.kind


def told(data: bytes) -> Any:
    return outline(structure(open_pdf(data)))


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("annex", ANNEXES)
def test_an_annex_is_written_as_both_standards_ask(annex: str, region: str) -> None:
    assert faults(case(annex, region).file("pdf").data) == []


def test_the_validator_finds_a_file_that_tells_nothing() -> None:
    """The check itself can fail: without its structure the same file breaks rules of both."""
    data = written(paragraph("文")).data
    assert faults(data) == []
    plain = data.replace(b"/pdfuaid:part", b"/pdfuaid:pxxx").replace(b"<pdfaid:part>2<", b"<pdfaid:part>7<")
    assert faults(plain)


def test_headings_paragraphs_and_tables_stand_in_the_order_of_the_document() -> None:
    heading = replace(paragraph("一、概况"), outline=1)
    below = replace(paragraph("（三）预算"), outline=3)
    grid = table(
        [[cell("项目", 0), cell("金额", 1)], [cell("培训", 0), cell("425.50", 1)]], (80, 80), heads=1
    )
    cells = ("TR", "TH", "TH"), ("TR", "TD", "TD")
    assert told(written(heading, paragraph("文"), below, grid, paragraph("末")).data) == (
        "Document",
        ("Document", "H1", "P", "H2", ("Table", *cells), "P"),
    )


def test_spans_and_holes_tile_the_grid() -> None:
    rows = [[cell("并", 0, rows=2), cell("甲", 1, columns=2)], [cell("乙", 2)]]
    (block,) = read(written(table(rows, (40, 40, 40))).data).blocks
    assert isinstance(block, Grid)
    places = [[(box.text, box.column, box.columns, box.rows) for box in line] for line in block.lines]
    assert places == [[("并", 0, 1, 2), ("甲", 1, 2, 1)], [("", 1, 1, 1), ("乙", 2, 1, 1)]]


def test_a_cell_that_goes_on_over_pages_is_one_cell_and_its_label_is_told_once() -> None:
    long = "\n".join(f"第{number}行" for number in range(40))
    rows = [[cell("标签", 0, rows=2), cell(long.replace("\n", ""), 1)], [cell("末", 1)]]
    seen = read(written(table(rows, (40, 60)), page=Page(300, 200, Insets(20, 20, 20, 20))).data)
    (block,) = seen.blocks
    assert isinstance(block, Grid)
    (label, text), (last,) = block.lines
    assert (label.text, last.text) == ("标签", "末")
    assert "".join(text.text.split()) == long.replace("\n", "")
    assert len({spot.page for spot in text.spots}) > 1
    assert {words.kind for words in seen.artifacts} <= {"Pagination"}


def test_a_line_of_contents_is_a_link_and_its_dots_are_no_text() -> None:
    entry = Paragraph(
        (Link("甲", (Text("第一章"), Tab(), PageReference("甲"))),),
        tabs=(TabStop(150, leader="."),),
    )
    data = written(entry, paragraph("文")).data
    assert told(data) == ("Document", ("Document", ("TOC", ("TOCI", ("Reference", "Link"))), "P"))
    seen = read(data)
    assert [words.kind for words in seen.artifacts] == ["Layout"]
    assert isinstance(seen.blocks[0], Words) and seen.blocks[0].text.startswith("第一章")


def test_what_is_copied_in_the_order_of_reading_is_the_text_of_the_form() -> None:
    data = case("2026/ezhou").file("pdf").data
    seen = read(data)
    texts = [block.text for block in seen.blocks if isinstance(block, Words)]
    texts += [box.text for grid in seen.grids for line in grid.lines for box in line]
    copied = "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages)
    assert all("".join(line.split()) in copied for text in texts for line in text.split("\n"))


def test_every_page_says_in_which_order_its_links_are_reached_and_where_its_owners_are() -> None:
    file = open_pdf(case("undated/tianjin-skills").file("pdf").data)
    leaves = pages(file)
    assert [file.integer(leaf.get("StructParents"), -1) for leaf in leaves] == list(range(len(leaves)))
    assert all((leaf.get("Tabs") == "S") == bool(file.items_of(leaf.get("Annots"))) for leaf in leaves)


def test_title_and_author_are_the_same_in_both_places_where_a_file_tells_them() -> None:
    data = written(paragraph("文")).data
    said = PdfReader(BytesIO(data))
    assert said.metadata is not None and said.xmp_metadata is not None
    assert (said.metadata.title, said.metadata.author) == ("题目", "单位")
    assert said.xmp_metadata.dc_title == {"x-default": "题目"}
    assert said.xmp_metadata.dc_creator == ["单位"]
