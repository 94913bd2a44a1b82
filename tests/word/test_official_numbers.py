"""Pages numbered as on official documents: 公文 in region.yaml, for layouts of Word and of HTML alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from plain_records import region_of, root_of
from pmgen.catalog.region import PageNumbers
from pmgen.document import Document
from pmgen.engines.markup import compile_layout
from pmgen.engines.word import compile_word
from pmgen.formats import FORMATS, WriterSettings
from pmgen.formats.file_contents import read_file
from pmgen.formats.word import read_document
from pmgen.verify import Finished, prove
from readers.packages import package
from word.corpus import PICTURES, region
from word.records import record_of
from word.rendering import FONTS, drawn, edges_of

PAGE = '<fldSimple instr="PAGE"><r><t>1</t></r></fldSimple>'
BODY = "".join(f"<p><pPr><pageBreakBefore/></pPr><r><t>第{number}段</t></r></p>" for number in range(3))
MARGINS = (
    '<pgSz w="11906" h="16838"/>'
    '<pgMar top="1440" right="1440" bottom="1440" left="1440" header="851" footer="992"/>'
)
FEET = '<footerReference type="default" r:id="footer"/>'
NUMBERS = ["1: right — 1 —", "2: left — 2 —", "3: right — 3 —"]


def rendered(body: str, parts: dict[str, str]) -> tuple[Document, dict[str, bytes]]:
    """Return the document of a Word layout and its files, proven."""
    root = record_of("a: 甲")
    own = replace(region(PICTURES, {}), page_numbers=PageNumbers.OFFICIAL)
    compiled = compile_word(package(body, parts), "layout.docx", own, shape=root.shape)
    filled = compiled.fill(root, "标题", "单位")
    assert filled.document is not None and filled.document.source is not None
    read = read_document(filled.document.source, title="标题", author="单位")
    assert read.problems == ()
    files = {
        format: each.write(filled.document if format == "docx" else read.document, WriterSettings(FONTS)).data
        for format, each in FORMATS.items()
    }
    finished = [Finished(f"x.{format}", format, data) for format, data in files.items()]
    assert prove(compiled, root, filled.document, finished) == ()
    return read.document, files


def feet(data: bytes) -> list[str]:
    """Return what the PDF shows 7 mm below the text, and whether one character of room is beside it."""
    found = []
    for line in drawn(data).split("\n"):
        page, left, top, words = line.split(maxsplit=3)
        if int(top) > 700:
            assert 841.9 - 72 + 19.8 <= int(top) + 1 <= 841.9 - 72 + 19.8 + 10
            sides = {86: "left", 72: "left", **dict.fromkeys(range(466, 473), "right")}
            found.append(f"{page} {sides[int(left)]} {words}")
    return found


def test_a_layout_without_feet_gets_them() -> None:
    _, files = rendered(f"{BODY}<sectPr>{MARGINS}</sectPr>", {})
    assert feet(files["pdf"]) == NUMBERS
    assert edges_of(read_file("docx", files["docx"])) == "— ⟨page⟩ —\neven: — ⟨page⟩ —"


@pytest.mark.parametrize(
    "foot",
    [
        f"<p><r><t>第</t></r>{PAGE}<r><t>页</t></r></p>",
        '<p><r><fldChar fldCharType="begin"/></r><r><instrText> PAGE </instrText></r>'
        '<r><fldChar fldCharType="separate"/></r><r><t>1</t></r><r><fldChar fldCharType="end"/></r></p><p/>',
        f"<sdt><sdtContent><p>{PAGE}<r><t>/</t></r>{PAGE.replace('PAGE', 'NUMPAGES')}</p></sdtContent></sdt>",
    ],
)
def test_its_own_number_gives_way(foot: str) -> None:
    _, files = rendered(f"{BODY}<sectPr>{FEET}{MARGINS}</sectPr>", {"footer": foot})
    assert feet(files["pdf"]) == NUMBERS


def test_other_words_of_a_foot_stay_and_so_do_heads_of_even_pages() -> None:
    parts = {"footer": f"<p><r><t>{{{{ a }}}}局</t></r>{PAGE}</p>", "header": "<p><r><t>页眉</t></r></p>"}
    head = '<headerReference type="default" r:id="header"/>'
    _, files = rendered(f"{BODY}<sectPr>{head}{FEET}{MARGINS}</sectPr>", parts)
    lines = drawn(files["pdf"]).split("\n")
    assert [line.split()[-1] for line in lines if "局" in line] == ["甲局"] * 3
    assert sum("页眉" in line for line in lines) == 3


def test_a_first_page_without_a_number_gets_none() -> None:
    parts = {"footer": f"<p>{PAGE}</p>", "first": "<p><r><t>首页</t></r></p>"}
    own = '<footerReference type="first" r:id="first"/>'
    _, files = rendered(f"{BODY}<sectPr>{FEET}{own}{MARGINS}<titlePg/></sectPr>", parts)
    assert [line.split(maxsplit=2)[2] for line in feet(files["pdf"])] == ["首页", "— 2 —", "— 3 —"]


def test_sections_that_have_the_feet_of_the_one_before() -> None:
    first = f"<p><pPr><sectPr>{FEET}{MARGINS}</sectPr></pPr><r><t>一</t></r></p>"
    _, files = rendered(f"{first}{BODY}<sectPr>{MARGINS}</sectPr>", {"footer": f"<p>{PAGE}</p>"})
    assert feet(files["pdf"]) == [*NUMBERS, "4: left — 4 —"]


def test_a_layout_of_html(tmp_path: Path) -> None:
    layout = (
        "<style>@page { margin: 1in; @bottom-center { content: '第' counter(page) '页' } "
        "@top-left { content: '甲局' } }</style>"
        "<p>一</p><p style='break-before: page'>二</p>"
    )
    (tmp_path / "layout.html.j2").write_text(layout, encoding="utf-8")
    own = replace(region_of(tmp_path), page_numbers=PageNumbers.OFFICIAL)
    document = compile_layout(own).fill(root_of(own, {}), "标题", "单位").document
    assert document is not None
    pdf = FORMATS["pdf"].write(document, WriterSettings(FONTS)).data
    assert feet(pdf) == NUMBERS[:2]
    assert drawn(pdf).count("甲局") == 2
