"""What a PDF tells of its structure, and that it is written as PDF/A-2a and PDF/UA-1 ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import page as validator
import pdfua
import pikepdf
import pytest
from pypdf import PdfReader

from pdf_samples import cell, in_folder, paragraph, squeezed, table, written
from pmgen.document import (
    Block,
    Document,
    Image,
    Insets,
    Link,
    Page,
    PageReference,
    Paragraph,
    Row,
    Scope,
    Tab,
    Table,
    TabStop,
    Text,
)
from pmgen.formats.document_text import leaves
from pmgen.formats.file_contents import Grid, Words
from pmgen.formats.pdf import write as pdf
from pmgen.formats.pdf.read import read
from pmgen.formats.pdf.read.pdf_contents import Element, pages, structure
from pmgen.formats.pdf.read.pdf_scanner import open_pdf
from pmgen.pictures import code_picture
from proving import ANNEXES, FONTS, REGIONS, case
from tools import pdf_faults, structure_text

QUICK = ("undated/tianjin-skills", "2026/ezhou")
"""The annexes of few pages: poppler reads a page anew for each of its elements."""

PROFILES = (validator.ValidationProfile.PDF_A_2A, validator.ValidationProfile.PDF_UA_1)


def faults(data: bytes) -> list[str]:
    """Return what the rules of both standards object to, by other people's reading of them."""
    reports = [validator.validate_pdf_bytes(data, profile=profile) for profile in PROFILES]
    return [f"{found.rule_id} {found.message}" for report in reports for found in report.failures]


def outline(element: Element) -> Any:
    """Return the kinds of elements, each with those in it."""
    kids = [outline(kid) for kid in element.kids if isinstance(kid, Element)]
    return (element.kind, *kids) if kids else element.kind


def told(data: bytes) -> Any:
    return outline(structure(open_pdf(data)))


def in_order(document: Document) -> str:
    """Return the text of a document as it is read, with the pages that its contents name."""
    pages = pdf.pages(document, FONTS)
    return "".join(_texts((block for section in document.sections for block in section.blocks), pages))


def _texts(blocks: Iterable[Block], pages: Mapping[str, int]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for box in row.cells:
                    yield from _texts(box.blocks, pages)
        else:
            for leaf in leaves(block.children):
                if isinstance(leaf, Text):
                    yield squeezed(leaf.text)
                elif isinstance(leaf, PageReference):
                    yield str(pages[leaf.bookmark])


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("annex", ANNEXES)
def test_an_annex_is_written_as_both_standards_ask(annex: str, region: str, tmp_path: Path) -> None:
    data = case(annex, region).file("pdf").data
    file = in_folder(tmp_path, data)
    assert faults(data) == []
    assert [finding.message for finding in pdfua.validate(str(file)).findings] == []
    assert pdf_faults(file) == []


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize(
    "annex", [pytest.param(one, marks=() if one in QUICK else pytest.mark.long) for one in ANNEXES]
)
def test_an_annex_is_told_in_the_order_in_which_it_is_read(annex: str, region: str, tmp_path: Path) -> None:
    form = case(annex, region)
    file = in_folder(tmp_path, form.file("pdf").data)
    assert squeezed(structure_text(file)) == in_order(form.document)


def test_heads_are_told_of_the_cells_beside_and_below_them() -> None:
    def row(*cells: tuple[str, Scope | None, int]) -> Row:
        boxes = (replace(cell(text, at, rows), header=head) for at, (text, head, rows) in enumerate(cells))
        return Row(tuple(boxes))

    down, along = Scope.COLUMN, Scope.ROW
    rows = (
        row(("名称", None, 1), ("金额", None, 1), ("说明", None, 1)),
        row(("小计", along, 1), ("12", None, 1), ("无", None, 1)),
        row(("指标", along, 3), ("级别", down, 1), ("值", down, 1)),
        Row((replace(cell("数量", 1)), cell("3", 2))),
        Row((replace(cell("质量", 1), header=along), cell("4", 2))),
        row(("甲", down, 1), ("乙", down, 1), ("丙", down, 1)),
        row(("子", None, 1), ("丑", None, 1), ("寅", None, 1)),
    )
    data = written(Table((60, 60, 60), rows, header_rows=1)).data
    names = [box.blocks[0].children[0].text for line in rows for box in line.cells]  # type: ignore[union-attr]
    assert list(told_heads(data, names)) == [
        "TH Column 名称: ",
        "TH Column 金额: ",
        "TH Column 说明: ",
        "TH Row 小计: 名称",
        "TD 12: 金额 小计",
        "TD 无: 说明",
        "TH Row 指标: 名称",
        "TH Column 级别: 金额 指标",
        "TH Column 值: 说明 指标",
        "TD 数量: 金额 级别 指标",
        "TD 3: 说明 值 指标",
        "TH Row 质量: 金额 级别 指标",
        "TD 4: 说明 值 指标 质量",
        "TH Column 甲: 名称",
        "TH Column 乙: 金额",
        "TH Column 丙: 说明",
        "TD 子: 名称 甲",
        "TD 丑: 金额 乙",
        "TD 寅: 说明 丙",
    ]


def told_heads(data: bytes, names: list[str]) -> Iterator[str]:
    """Yield what each cell of a file's only table is and by which cells it is headed."""
    with pikepdf.open(BytesIO(data)) as file:
        (form,) = (kid for kid in file.Root.StructTreeRoot.K.K if kid.S == "/Table")
        cells: list[Any] = [box for line in form.K for box in line.K]
        known = {bytes(box.ID): name for box, name in zip(cells, names, strict=True) if "/ID" in box}
        for box, name in zip(cells, names, strict=True):
            said: Any = box.get("/A", pikepdf.Dictionary())
            scope = f" {str(said.Scope)[1:]}" if "/Scope" in said else ""
            heads = " ".join(known[bytes(head)] for head in said.get("/Headers", ()))
            yield f"{str(box.S)[1:]}{scope} {name}: {heads}"


def test_the_validator_finds_a_file_that_tells_nothing() -> None:
    """The check itself can fail: without its structure the same file breaks rules of both."""
    data = written(paragraph("文")).data
    assert faults(data) == []
    plain = data.replace(b"/pdfuaid:part", b"/pdfuaid:pxxx").replace(b"<pdfaid:part>2<", b"<pdfaid:part>7<")
    assert faults(plain)


def test_a_code_is_a_drawing_with_words_for_those_who_cannot_see_it() -> None:
    code = code_picture("二维码", "2025-A01")
    picture = Image(code.data, code.media_type, 60, 60, code.description)
    data = written(Paragraph((picture,))).data
    assert faults(data) == []
    assert told(data)[1:] == (("Document", ("P", "Figure")),)
    assert b"/Subtype/Form" in data


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
