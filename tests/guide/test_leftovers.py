"""What Word leaves in a layout is refused by the code that the guide names, or does no harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.leftovers import Leftover, leftovers
from pmgen.catalog.region_lookup import PackFields, find_region
from pmgen.engines.word import compile_word
from pmgen.load import load_annex
from pmgen.problems import Refusal
from pmgen.view import view_project
from pmgen.view.shapes import Record
from word.building import DECLARED, HEAD, build, content_types, parts_of, relations

HERE = Path(__file__).parent
PACK = find_region("示例表式", [HERE])
PARTS = {
    "‹commented": (
        "comments",
        "word/comments.xml",
        f'<w:comments {DECLARED}><w:comment w:id="0" w:author="某人"><w:p/></w:comment></w:comments>',
    ),
    "‹chart": ("chart", "word/chart.xml", '<c:chart xmlns:c="urn:c"/>'),
    "‹printer": ("printerSettings", "word/printer.xml", "<p/>"),
}
"""What stands in a part of its own, by how it is drawn."""
CHART = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="n"/><a:graphic>'
    '<a:graphicData uri="c"><c:chart xmlns:c="urn:c" r:id="chart"/></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r>"
)


@pytest.fixture(scope="module")
def root() -> Record:
    loaded = load_annex(HERE / "附件", PackFields([HERE]))
    assert loaded.annex is not None
    return view_project(loaded.annex, loaded.annex.projects[0], PACK).root


@pytest.mark.parametrize("leftover", leftovers(), ids=lambda leftover: leftover.english)
def test_a_leftover_is_told_by_its_code(leftover: Leftover, root: Record) -> None:
    assert codes(leftover.drawn, root)[:1] == ([] if leftover.code == "—" else [leftover.code])


def codes(drawn: str, root: Record) -> list[str]:
    try:
        filled = compile_word(layout(drawn), "layout.docx", PACK).fill(root, "", "")
    except Refusal as refusal:
        return [problem.code for problem in refusal.problems]
    return [problem.code for problem in filled.problems]


def layout(drawn: str) -> bytes:
    own = [part for sign, part in PARTS.items() if drawn.startswith(sign)]
    text = drawn.replace("‹chart›", "图表").replace("‹printer›", "甲") + "{% if 项目 %}{% endif %}"
    parts = {**parts_of(text), **{name: HEAD + inside for _, name, inside in own}}
    if "‹chart" in drawn:
        parts["word/document.xml"] = str(parts["word/document.xml"]).replace("</w:p>", f"{CHART}</w:p>", 1)
    kinds = {kind: (kind, name.removeprefix("word/")) for kind, name, _ in own}
    usual = {kind: (kind, f"{kind}.xml") for kind in ("styles", "settings")}
    parts["word/_rels/document.xml.rels"] = relations({**usual, **kinds})
    return build(text, {**parts, "[Content_Types].xml": content_types(parts)})
