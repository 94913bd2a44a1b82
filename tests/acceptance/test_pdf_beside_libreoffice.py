"""The annexes as PDF: every text on its page, and laid out as LibreOffice does from the same file."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest

from pdf_samples import brought_shelf, in_folder, squeezed, words
from pmgen.catalog import find_region
from pmgen.document import Block, Document, Inline, Link, Paragraph, Text
from pmgen.engines import compile_layout
from pmgen.fonts.font_shelf import brought_folders
from pmgen.formats.docx import write as docx
from pmgen.formats.pdf.write import write
from pmgen.formats.pdf.write.page_layout import lay_out_document
from pmgen.formats.word import read_document
from pmgen.load import load_annex
from pmgen.problems import Problems
from pmgen.view import view_annex
from shipped import ANNEXES
from shipped import annex as shipped_annex
from tools import converted, pdf_faults

ROOT = Path(__file__).parents[2]
REGIONS = ("tianjin", "shanghai", "ezhou", "wuhai")
MILLIMETRE = 72 / 25.4
FAMILIES = {"宋体": "Noto Serif SC", "黑体": "Noto Sans SC"}


@cache
def document(folder: Path, region_name: str) -> Document:
    annex = load_annex(folder).annex
    assert annex is not None
    region = find_region(region_name, [ROOT / "templates"])
    filled = compile_layout(region).fill(view_annex(annex, region).root, "标题", "单位").document
    assert filled is not None
    if filled.source is None:
        return filled
    return read_document(filled.source, title="标题", author="单位", labels=filled.labels).document


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from in_line(block.children)
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from texts(cell.blocks)


def in_line(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, Text):
            yield inline.text
        elif isinstance(inline, Link):
            yield from in_line(inline.children)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("annex", ANNEXES, ids=lambda path: path.name)
def test_every_character_stands_on_paper_and_none_overlap(annex: Path, region: str) -> None:
    whole = document(annex, region)
    sheets = lay_out_document(whole, brought_shelf(), Problems()).sheets
    expected = Counter(
        squeezed("".join(text for section in whole.sections for text in texts(section.blocks)))
    )
    shown = Counter(
        squeezed("".join(words(line.pieces) for sheet in sheets for line, _, _, _ in sheet.lines))
    )
    # Labels, heads, page numbers and dots come again; nothing is missing.
    assert expected - shown == Counter()
    for sheet in sheets:
        places = sorted((x, y, y + line.height) for line, x, y, _ in sheet.lines if line.pieces)
        assert all(x != other or top >= bottom - 0.01 for (x, _, bottom), (other, top, _) in pairwise(places))
        assert all(y >= 0 and bottom <= sheet.page.height for _, y, bottom in places)


@pytest.fixture
def same_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let LibreOffice use the fonts that pmgen uses."""
    rules = "".join(
        f'<match><test name="family"><string>{family}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{other}</string></edit></match>'
        for family, other in FAMILIES.items()
    )
    file = tmp_path / "fonts.conf"
    folders = "".join(f"<dir>{folder}</dir>" for folder in brought_folders())
    file.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>{folders}'
        f"<cachedir>{tmp_path}/cache</cachedir>{rules}</fontconfig>",
        "utf-8",
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(file))


@pytest.mark.skipif(sys.platform != "linux", reason="the fonts of LibreOffice are chosen by fontconfig")
@pytest.mark.usefixtures("same_fonts")
@pytest.mark.parametrize(
    ("annex", "region"),
    [
        ("2025/tianjin-bureau", "tianjin"),
        ("2024/shanghai", "shanghai"),
        ("2026/ezhou", "ezhou"),
        ("2022/wuhai", "wuhai"),
    ],
)
def test_pages_and_columns_are_those_of_libreoffice(annex: str, region: str, tmp_path: Path) -> None:
    whole = document(shipped_annex(annex), region)
    ours = in_folder(tmp_path, write(whole, brought_shelf()).data, "ours.pdf")
    word = in_folder(tmp_path, docx.write(whole).data, "theirs.docx")
    theirs = converted(word, "pdf", tmp_path)
    assert pdf_faults(ours) == []
    with pdfplumber.open(ours) as one, pdfplumber.open(theirs) as other:
        assert abs(len(one.pages) - len(other.pages)) <= 1
        for number in (0, 1):
            for edge in columns(one.pages[number]):
                assert any(abs(edge - near) < MILLIMETRE for near in columns(other.pages[number])), (
                    number,
                    edge,
                )


def columns(page: pdfplumber.page.Page) -> set[float]:
    return {edge["x0"] for edge in page.edges if edge["orientation"] == "v"}
