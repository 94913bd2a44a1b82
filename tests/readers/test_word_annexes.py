"""The published annexes in every form: what the Word reader reads is what stands in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

import restored
from pmgen.document import (
    Block,
    Bookmark,
    Border,
    Borders,
    Cell,
    Document,
    Font,
    Inline,
    Insets,
    LineBreak,
    Link,
    Page,
    Paragraph,
    Tab,
    Table,
    Text,
    VerticalAlign,
)
from pmgen.formats.docx.write import write
from pmgen.formats.word import ReadDocument, read_document
from pmgen.publish.render_plan import plan
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import render
from reading import Words, blocks
from shipped import NAMES
from shipped import annex as shipped_annex
from shown import shown

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).with_name("golden")
REGIONS = ["ezhou", "shanghai", "tianjin", "wuhai"]
WORD_REGIONS = REGIONS[:3]
OWN = {
    "ezhou": "2026/ezhou",
    "shanghai": "2024/shanghai",
    "tianjin": "undated/tianjin-skills",
    "wuhai": "2022/wuhai",
}
LINE = Border(0.5, "000000")
BOX = Borders(LINE, LINE, LINE, LINE)
SONG = Font("宋体", "宋体", 10.5)


@cache
def rendered(annex: str, region: str) -> bytes:
    source = Source(shipped_annex(annex), PurePosixPath("x"))
    (job,) = plan(Request((source,), ("docx",), (ROOT / "templates",), region)).jobs
    ((_, docx),) = render(job).files
    return docx


@cache
def read(annex: str, region: str) -> ReadDocument:
    return read_document(rendered(annex, region), title="标题", author="单位")


def tables(document: Document) -> Iterator[Table]:
    for section in document.sections:
        yield from (block for block in section.blocks if isinstance(block, Table))


def said(items: Iterable[Block]) -> Iterator[Words | restored.Table]:
    """Iterate over blocks as the independent reading of the tests gives them."""
    for block in items:
        if isinstance(block, Paragraph):
            links = tuple(child.bookmark for child in block.children if isinstance(child, Link))
            bookmarks = tuple(child.name for child in block.children if isinstance(child, Bookmark))
            yield Words(text_of(block.children), bookmarks, links=links)
        else:
            rows = tuple(tuple(map(plain_cell, row.cells)) for row in block.rows)
            yield restored.Table(len(block.columns), rows)


def plain_cell(cell: Cell) -> restored.Cell:
    texts = [text_of(block.children) for block in cell.blocks if isinstance(block, Paragraph)]
    return restored.Cell("\n".join(texts), cell.column, cell.column_span, cell.row_span)


def text_of(inlines: Iterable[Inline]) -> str:
    return "".join(map(sign_of, inlines))


def sign_of(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Tab():
            return "\t"
        case LineBreak():
            return "\n"
        case Link():
            return text_of(inline.children)
    return ""


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("annex", NAMES)
def test_every_word_and_cell_is_read(annex: str, region: str) -> None:
    found = read(annex, region)
    assert found.problems == ()
    (section,) = found.document.sections
    expected = [
        replace(item, in_contents=False) if isinstance(item, Words) else item
        for item in blocks(rendered(annex, region))
    ]
    assert list(said(section.blocks)) == expected


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("annex", NAMES)
def test_what_is_read_can_be_written_and_read_again(annex: str, region: str) -> None:
    document = read(annex, region).document
    copy = document.with_sections(document.sections)
    again = read_document(write(copy).data, title="标题", author="单位").document
    assert again.with_sections(again.sections) == copy


def test_the_document_keeps_its_package_and_names() -> None:
    document = read("2026/ezhou", "ezhou").document
    assert document.source == rendered("2026/ezhou", "ezhou")
    assert (document.title, document.author, document.language) == ("标题", "单位", "zh-CN")
    assert write(document).data == document.source


@pytest.mark.parametrize("region", WORD_REGIONS)
@pytest.mark.parametrize("annex", NAMES)
def test_cells_look_as_the_layouts_say(annex: str, region: str) -> None:
    document = read(annex, region).document
    assert document.sections[0].page == Page(
        595.3, 841.9, Insets(85.05, 62.35, 79.4, 62.35), header_distance=42.55, footer_distance=49.6
    )
    for table in tables(document):
        assert sum(table.columns) == pytest.approx(470.6)
        cells = [cell for row in table.rows for cell in row.cells]
        assert {cell.padding for cell in cells} == {Insets(2.25, 4.25, 2.25, 4.25)}
        fonts = {block.font for cell in cells for block in cell.blocks if isinstance(block, Paragraph)}
        assert fonts <= {SONG, Font("黑体", "黑体", 10.5)}
        assert all(is_boxed(cell) or is_above_the_box(cell) for cell in cells)


def is_boxed(cell: Cell) -> bool:
    return cell.borders == BOX


def is_above_the_box(cell: Cell) -> bool:
    """Tell whether a cell is one of the line above a Tianjin table: unit and amount unit."""
    return cell.borders == Borders(bottom=LINE) and cell.vertical_align is VerticalAlign.BOTTOM


def test_equal_looks_are_one_object() -> None:
    document = read("2025/tianjin-bureau", "tianjin").document
    cells = [cell for table in tables(document) for row in table.rows for cell in row.cells]
    paragraphs = [block for cell in cells for block in cell.blocks if isinstance(block, Paragraph)]
    assert len({id(paragraph.font) for paragraph in paragraphs}) == len({p.font for p in paragraphs})
    (first, *_) = tables(document)
    borders = [cell.borders for row in first.rows for cell in row.cells]
    assert len({id(lines) for lines in borders}) == len(set(borders))


@pytest.mark.parametrize("region", REGIONS)
def test_the_first_form_of_each_region(region: str, pytestconfig: pytest.Config) -> None:
    found = "\n".join(first_form(read(OWN[region], region).document)) + "\n"
    file = GOLDEN / f"{region}.txt"
    if pytestconfig.getoption("--accept"):
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


def first_form(document: Document) -> list[str]:
    """Return everything up to the first rows of the first table."""
    (section,) = document.sections
    end = next(number for number, block in enumerate(section.blocks, 1) if isinstance(block, Table))
    *before, table = section.blocks[:end]
    assert isinstance(table, Table)
    rows = replace(table, rows=table.rows[:4])
    return shown(document.with_sections((replace(section, blocks=(*before, rows)),)))
