"""What authors do in Word: proven as it is, in Word files and in all that is made from them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from pmgen.engines.word import compile_word
from pmgen.fonts import NO_FONTS
from pmgen.formats import FORMATS, WriterSettings
from pmgen.formats.docx import read_docx
from pmgen.formats.docx.write import refers_to_pages
from pmgen.formats.word import read_document
from pmgen.verify import Finished, prove
from pmgen.verify.expected_content import ExpectedContent
from pmgen.verify.shown_content import shown_content
from pmgen.verify.table_comparison import compare_file
from proving import case
from readers.packages import package
from readers.test_word_cases import ALL, MEDIA, RESULTS, Case
from word.building import package as zipped
from word.building import parts_of

APART = "a field in an instruction is not seen"
"""What the two readers of Word files see differently."""

LEVEL = '<lvl ilvl="0"><start val="1"/><numFmt val="decimal"/><lvlText val="%1."/></lvl>'
NUMBERING = (
    f'<abstractNum abstractNumId="0">{LEVEL}</abstractNum><num numId="1"><abstractNumId val="0"/></num>'
)
STYLE = '<style type="paragraph" styleId="L"><pPr><numPr><numId val="1"/></numPr></pPr></style>'
STYLES = f'{STYLE}<style type="paragraph" styleId="M"><basedOn val="L"/></style>'
NAME = "<r><t>{{ 附件.项目[0].项目名称 }}</t></r>"
LAYOUTS = {
    "a numbered list": (f'<p><pPr><numPr><numId val="1"/></numPr></pPr>{NAME}</p>', {"numbering": NUMBERING}),
    "a list by its style": (
        f'<p><pPr><pStyle val="M"/></pPr>{NAME}</p>',
        {"numbering": NUMBERING, "styles": STYLES},
    ),
    "a list by the usual style": (
        f"<p>{NAME}</p>",
        {"numbering": NUMBERING, "styles": STYLE.replace("<style ", '<style default="1" ')},
    ),
    "a sign to tick": (f'<p><r><sym font="Wingdings" char="F0FE"/></r>{NAME}</p>', {}),
    "a page that ends in a paragraph": (f'<p>{NAME}<r><br type="page"/></r><r><t>后</t></r></p>', {}),
    "capitals": (f"<p>{NAME}<r><rPr><caps/></rPr><t>gdp</t></r></p>", {}),
    "a length that the layout computes": (
        f"<p>{NAME}<r><t>{{{{ ('甲' ~ 附件.标题) | length }}}}字</t></r></p>",
        {},
    ),
    "a footnote": (
        f'<p>{NAME}<r><footnoteReference id="2"/></r></p>',
        {"footnotes": '<footnote id="2"><p><r><t>注</t></r></p></footnote>'},
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_a_layout_may_hold_is_proven_and_a_change_of_it_is_found(name: str, tmp_path: Path) -> None:
    body, parts = LAYOUTS[name]
    annex = case("undated/tianjin-skills")
    layout = compile_word(package(f"{body}<p/>", parts), "layout.docx", annex.job.region)
    filled = layout.fill(annex.viewed.root, "题", "").document
    assert filled is not None
    assert filled.source is not None
    document = read_document(filled.source, title="题", author="", labels=filled.labels).document
    files = [
        Finished(f"x.{format}", format, FORMATS[format].write(document, WriterSettings(NO_FONTS)).data)
        for format in ("docx", "html", "xlsx")
    ]
    assert prove(layout, annex.viewed.root, filled, files) == ()
    with ZipFile(_opened(files[0].data, tmp_path)) as archive:
        altered = {part: archive.read(part) for part in archive.namelist()}
    said = annex.job.annex.projects[0].name
    altered["word/document.xml"] = altered["word/document.xml"].replace(said.encode(), said[1:].encode())
    found = prove(layout, annex.viewed.root, filled, [replace(files[0], data=zipped(altered)), *files[1:]])
    assert [problem.code for problem in found] == ["PMG731"]


def _opened(data: bytes, folder: Path) -> Path:
    path = folder / "x.docx"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("one", [param.values[1] for param in ALL], ids=[str(param.id) for param in ALL])
def test_both_readers_of_word_files_see_the_same_where_nothing_is_left_out(one: object) -> None:
    assert isinstance(one, Case)
    parts = {name: text for name, text in one.sections.items() if name not in (*RESULTS, "body")}
    data = package(one.sections["body"], parts, MEDIA)
    read = read_document(data, title="", author="")
    found = compare_file(ExpectedContent(shown_content(read.document)), "x", "docx", read_docx.read(data))
    assert bool(found) <= bool(read.problems or one.title == APART)


def test_the_main_part_may_have_any_name() -> None:
    parts = {
        name: data if isinstance(data, str) else data.decode() for name, data in parts_of("PAGEREF").items()
    }
    renamed = {
        name.replace("document.xml", "document2.xml"): text.replace("document.xml", "document2.xml")
        for name, text in parts.items()
    }
    assert read_docx.read(zipped(renamed)) == read_docx.read(zipped(parts))
    assert read_docx.read(zipped(renamed)).blocks
    assert refers_to_pages(zipped(renamed))
