"""Whatever a text holds stands on the page exactly, as a browser's own parser reads it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgen.document import (
    Bookmark,
    Cell,
    Document,
    Font,
    Image,
    Inline,
    LineBreak,
    Link,
    Page,
    Paragraph,
    Row,
    RunningHeads,
    Section,
    Table,
    Text,
)
from pmgen.formats.html import write as html
from samples import PNG

XML_TEXT = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc"),
        include_characters="\t\n",
        exclude_characters="\ufffe\uffff\u2028\u2029",
    ),
    min_size=1,
)


def page(*children: Inline, title: str = "题", author: str = "") -> bytes:
    table = Table((50,), (Row((Cell((Paragraph(children),), 0),)),))
    return html.write(Document(title, author, sections=(Section(Page(), (table,)),))).data


def parsed(data: bytes) -> Element:
    return html5lib.parse(data, namespaceHTMLElements=False)


def text_of(element: Element) -> str:
    inner = "".join(text_of(child) + (child.tail or "") for child in element)
    return ("\n" if element.tag == "br" else element.text or "") + inner


def cell_text(data: bytes) -> str:
    """Return what a browser shows of a cell: a break at its end begins no line."""
    cell = parsed(data).find(".//td")
    assert cell is not None
    return text_of(cell).removesuffix("\n")


@settings(deadline=None, max_examples=80)
@given(XML_TEXT)
def test_texts_arrive_exactly(text: str) -> None:
    assert cell_text(page(Text(text))) == text


@settings(deadline=None, max_examples=40)
@given(XML_TEXT, XML_TEXT)
def test_titles_and_authors_arrive_exactly(title: str, author: str) -> None:
    root = parsed(page(Text("x"), title=title, author=author))
    assert root.findtext("head/title") == (title.strip() or "目录")
    (meta,) = root.iterfind("head/meta[@name='author']")
    assert meta.get("content") == author


@pytest.mark.parametrize(
    "text", ["</td>", "<br>", "&#13;", "&nbsp;", "]]>", "<!--", "</style>", "\u202eعكس", "😀"]
)
def test_hostile_texts_stay_text(text: str) -> None:
    assert cell_text(page(Text(text))) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x01b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("a\uffffb", "a\ufffdb"),
        ("a\r\nb\rc\x0bd", "a\nb\nc\nd"),
    ],
)
def test_what_html_cannot_hold_is_shown(text: str, shown: str) -> None:
    assert cell_text(page(Text(text))) == shown


@pytest.mark.parametrize("name", ['x"; } * { color: red', "a</style><script>", "a\nb", "\\"])
def test_a_fonts_name_cannot_leave_its_string(name: str) -> None:
    data = page(Text("x", Font(name, name)), Text("y", Font(size=20)))
    root = parsed(data)
    assert root.find(".//script") is None
    style = root.findtext("head/style") or ""
    assert style.count("{") == style.count("}")
    assert "color: red" not in style


def test_pictures_are_part_of_the_page() -> None:
    image = parsed(page(Image(PNG, "image/png", 30, 40, '公"章'))).find(".//img")
    assert image is not None
    assert image.get("alt") == '公"章'
    assert str(image.get("src")).startswith("data:image/png;base64,iVBOR")


@pytest.mark.parametrize("name", ["_Toc_1", "书签", "a b", 'x"y', "50%"])
def test_links_lead_to_their_bookmarks(name: str) -> None:
    root = parsed(page(Bookmark(name), LineBreak(), Link(name, (Text("见"),))))
    link, anchor = root.find(".//a"), root.find(".//td/span")
    assert link is not None and anchor is not None
    assert unquote(str(link.get("href"))) == f"#{anchor.get('id')}"


def test_a_link_that_leads_nowhere_is_words() -> None:
    table = Table((50,), (Row((Cell((Paragraph((Link("nowhere", (Text("见"),)),)),), 0),)),))
    written = html.write(Document("题", sections=(Section(Page(), (table,)),)))
    assert (cell_text(written.data), parsed(written.data).find(".//a")) == ("见", None)
    assert [problem.code for problem in written.problems] == ["PMG588"]


@pytest.mark.parametrize(("number", "codes"), [(0, []), (1, ["PMG565"])])
def test_only_the_first_page_of_all_has_a_head_of_its_own_in_print(number: int, codes: list[str]) -> None:
    parts = [Section(Page(), (Paragraph((Text(text),)),)) for text in "甲乙"]
    parts[number] = replace(parts[number], first=RunningHeads((Paragraph((Text("首页"),)),)))
    written = html.write(Document("题", sections=tuple(parts)))
    assert [problem.code for problem in written.problems] == codes


@pytest.mark.parametrize(("rows", "parts"), [(1, ["thead", "tbody"]), (2, ["tbody"])])
def test_a_head_cell_that_reaches_into_the_rows_below_is_not_cut(rows: int, parts: list[str]) -> None:
    head, below = Row((Cell((), 0, row_span=rows), Cell((), 1))), Row((Cell((), 1),))
    table = Table((10, 10), (head, below), header_rows=1)
    written = html.write(Document("题", sections=(Section(Page(), (table,)),)))
    (found,) = parsed(written.data).iter("table")
    assert [part.tag for part in found if part.tag != "colgroup"] == parts


def test_a_table_named_by_the_heading_above_it_says_its_name_once() -> None:
    heading = Paragraph((Text("甲表"), LineBreak(), Text("  乙")), outline=1)
    table = Table((10,), (Row((Cell((Paragraph((Text("x"),)),), 0),)),), caption="甲表 乙")
    page = html.write(Document("标题", sections=(Section(Page(), (heading, table)),))).data.decode()
    assert "<caption" not in page
