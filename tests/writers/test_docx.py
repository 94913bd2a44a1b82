"""The Word writer: each node as WordprocessingML, and whole files as other programs see them."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pmgen.document import (
    Align,
    Bookmark,
    Border,
    Borders,
    Cell,
    Document,
    Font,
    Image,
    Inline,
    Insets,
    LineBreak,
    Link,
    Page,
    PageNumber,
    PageReference,
    Paragraph,
    Row,
    RunningHeads,
    Scope,
    Section,
    Tab,
    Table,
    TabStop,
    Text,
    VerticalAlign,
)
from pmgen.formats.docx import write as docx
from pmgen.formats.word import read_document
from readers.packages import package as packed
from samples import PNG, every_node
from tools import converted, validation_errors

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {"w": W}


def write(document: Document) -> bytes:
    return docx.write(document).data


def document(*blocks: Paragraph | Table) -> Document:
    return Document("标题", sections=(Section(Page(), blocks),))


def paragraph(*children: Inline) -> Document:
    return document(Paragraph(children))


def cell(text: str, column: int, columns: int = 1, rows: int = 1) -> Cell:
    return Cell((Paragraph((Text(text),)),), column, columns, rows)


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def found(made: Document, path: str) -> list[str]:
    """Return what an XPath finds; an element shows as `name[attribute=value]`."""
    return [_short(item) for item in xpath(part(write(made)), path)]


def found_in_styles(made: Document, path: str) -> list[str]:
    """Return what an XPath finds in the styles that the document makes for itself."""
    root = part(write(made), "word/styles.xml")
    return [_short(item) for style in xpath(root, "w:style[w:qFormat]") for item in xpath(style, path)]


def text_of(data: bytes, name: str) -> str:
    return "".join(map(str, part(data, name).itertext()))


def xpath(root: etree._Element, path: str) -> list[Any]:
    result = root.xpath(path, namespaces=NAMESPACES)
    assert isinstance(result, list)
    return result


def _short(item: Any) -> str:
    if isinstance(item, str):
        return str(item)
    values = ",".join(f"{etree.QName(key).localname}={value}" for key, value in item.attrib.items())
    return f"{etree.QName(item).localname}[{values}]"


@pytest.mark.parametrize(
    ("inlines", "path", "expected"),
    [
        ((Text("其中：财政    资金"),), "//w:t/text()", ["其中：财政    资金"]),
        ((Text(" a"),), "//w:t/@xml:space", ["preserve"]),
        ((Text("A&B <90% 且 >80% ]]> “双一流”"),), "//w:t/text()", ["A&B <90% 且 >80% ]]> “双一流”"]),
        (
            (Text("a\nb\tc\r\nd"),),
            "//w:t/text() | //w:br | //w:tab",
            ["a", "br[]", "b", "tab[]", "c", "br[]", "d"],
        ),
        ((Text("a\x01b\ud800c\ufffe"),), "//w:t/text()", ["a\ufffdb\ufffdc\ufffd"]),
        ((LineBreak(), Tab()), "//w:r/*", ["br[]", "tab[]"]),
        ((Bookmark("甲"),), "//w:bookmarkStart/@w:name", ["甲"]),
        ((Link("甲", (Text("x"),)),), "//w:hyperlink/@w:anchor", ["甲"]),
        ((PageNumber(),), "//w:instrText/text()", [" PAGE "]),
        ((PageReference("_Toc1"),), "//w:instrText/text()", [" PAGEREF _Toc1 \\h "]),
        ((Text("x", Font(bold=True)),), "//w:r/w:rPr/w:b", ["b[]"]),
        ((Text("x", Font(italic=True)),), "//w:r/w:rPr/w:i", ["i[]"]),
        ((Text("x", Font(underline=True)),), "//w:r/w:rPr/w:u", ["u[val=single]"]),
        ((Text("x", Font(size=9)),), "//w:r/w:rPr/w:sz", ["sz[val=18]"]),
        ((Text("x"),), "//w:r/w:rPr", []),
        ((Text("“x”", Font(latin="Arial")),), "//w:r/w:rPr/w:rFonts/@w:hint", ["eastAsia"]),
        ((Text("x", Font(color="FF0000")),), "//w:r/w:rPr/w:color", ["color[val=FF0000]"]),
        ((Text("x", Font("仿宋", "Arial")),), "//w:r/w:rPr/w:rFonts/@w:eastAsia", ["仿宋"]),
        ((Text("x", Font("仿宋", "Arial")),), "//w:r/w:rPr/w:rFonts/@w:ascii", ["Arial"]),
        ((Text("x", Font("仿宋", "Arial")),), "//w:r/w:rPr/w:rFonts/@w:hAnsi", ["Arial"]),
    ],
)
def test_inlines(inlines: tuple[Inline, ...], path: str, expected: list[str]) -> None:
    assert found(paragraph(*inlines), path) == expected


@pytest.mark.parametrize(
    ("made", "path", "expected"),
    [
        (Paragraph(align=Align.CENTER), ".//w:jc", ["jc[val=center]"]),
        (Paragraph(align=Align.JUSTIFY), ".//w:jc", ["jc[val=both]"]),
        (Paragraph(outline=2), ".//w:outlineLvl/@w:val", ["1"]),
        (Paragraph(space_before=6), ".//w:spacing", ["spacing[before=120,after=0,line=240,lineRule=auto]"]),
        (Paragraph(line_height=20), ".//w:spacing/@w:line | .//w:spacing/@w:lineRule", ["400", "atLeast"]),
        (
            Paragraph(line_height=20, line_exact=True),
            ".//w:spacing/@w:line | .//w:spacing/@w:lineRule",
            ["400", "exact"],
        ),
        (Paragraph(line_factor=1.5), ".//w:spacing/@w:line | .//w:spacing/@w:lineRule", ["360", "auto"]),
        (Paragraph(indent_right=10), ".//w:ind/@w:right", ["200"]),
        (Paragraph(tabs=(TabStop(100),)), ".//w:tabs/w:tab", ["tab[val=left,pos=2000]"]),
        (
            Paragraph(tabs=(TabStop(100, Align.RIGHT, "."),)),
            ".//w:tabs/w:tab",
            ["tab[val=right,leader=dot,pos=2000]"],
        ),
        (Paragraph(indent=21, first_line_indent=-21), ".//w:ind", ["ind[left=420,right=0,hanging=420]"]),
        (Paragraph(first_line_indent=21), ".//w:ind", ["ind[left=0,right=0,firstLine=420]"]),
        (Paragraph(font=Font(size=9)), ".//w:rPr/w:sz", ["sz[val=18]"]),
    ],
)
def test_looks_of_paragraphs(made: Paragraph, path: str, expected: list[str]) -> None:
    assert found_in_styles(document(made), path) == expected


@pytest.mark.parametrize(
    ("made", "path", "expected"),
    [
        (Paragraph(outline=2), "//w:pStyle", ["pStyle[val=Heading2]"]),
        (Paragraph(keep_with_next=True), "//w:keepNext", ["keepNext[]"]),
        (Paragraph(page_break_before=True), "//w:pageBreakBefore", ["pageBreakBefore[]"]),
        (Paragraph(align=Align.CENTER), "//w:pPr", []),
    ],
)
def test_paragraphs(made: Paragraph, path: str, expected: list[str]) -> None:
    assert found(document(made), path) == expected


def test_each_look_is_one_style_by_name_and_the_most_common_is_the_normal_one() -> None:
    left, right = Paragraph((Text("x"),)), Paragraph((Text("y"),), align=Align.RIGHT)
    headings = (Paragraph(outline=1), Paragraph(outline=1, align=Align.CENTER), Paragraph(outline=1))
    lined = Table((10,), (Row((Cell((right, right), 0, header=Scope.COLUMN),)), Row((Cell((right,), 0),))))
    made = document(left, *headings, lined, right)
    assert found_in_styles(made, "w:name/@w:val") == [
        "Normal",
        "正文居左",
        "heading 1",
        "heading 1 2",
        "表格间隔",
        "表格样式",
    ]
    assert found(made, "//w:pStyle/@w:val") == ["p1", "Heading1", "p3", "Heading1"]


def test_a_style_says_only_what_differs_from_the_normal_one() -> None:
    song, hei = Font("宋体", "宋体", 8, bold=True), Font("黑体", "黑体", 8)
    cells = [Paragraph((Text("x", song),), Align.CENTER, space_after=3, font=song)] * 2
    made = document(*cells, Paragraph((Text("y", hei),), Align.CENTER, font=hei))
    assert found_in_styles(made, "w:pPr/* | w:rPr/*") == [
        "spacing[before=0,after=60,line=240,lineRule=auto]",
        "jc[val=center]",
        "b[]",
        "bCs[]",
        "sz[val=16]",
        "szCs[val=16]",
        "spacing[before=0,after=0,line=240,lineRule=auto]",
        "rFonts[hint=eastAsia,ascii=黑体,hAnsi=黑体,eastAsia=黑体,cs=黑体]",
        "b[val=0]",
        "bCs[val=0]",
    ]


SPANS = Table(
    (50, 50.3, 77.7),
    (
        Row((cell("头", 0, columns=2), cell("b", 2)), height=20),
        Row((cell("合", 0, rows=2), cell("c", 1), cell("d", 2)), may_split=True),
        Row((cell("e", 1), cell("f", 2))),
    ),
    header_rows=1,
    caption="表",
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("//w:gridCol/@w:w", ["1000", "1006", "1554"]),
        ("//w:tblW/@w:w", ["3560"]),
        ("//w:tblLayout", ["tblLayout[type=fixed]"]),
        ("//w:tr[1]//w:tcW/@w:w", ["2006", "1554"]),
        ("//w:gridSpan/@w:val", ["2"]),
        ("//w:vMerge/@w:val", ["restart"]),
        ("//w:tr[3]/w:tc[1]//w:vMerge", ["vMerge[]"]),
        ("//w:tr[w:trPr/w:tblHeader]//w:t/text()", ["头", "b"]),
        ("//w:tr[w:trPr/w:cantSplit]//w:t/text()", ["头", "b", "e", "f"]),
        ("//w:trHeight", ["trHeight[val=400,hRule=atLeast]"]),
        ("//w:tblCaption/@w:val", ["表"]),
    ],
)
def test_tables(path: str, expected: list[str]) -> None:
    assert found(document(SPANS), path) == expected


def test_cells() -> None:
    look = Cell(
        (),
        0,
        borders=Borders(Border(0.5), None, Border(0.01), Border(1.5, "FF0000")),
        padding=Insets(1, 2, 3, 4),
        background="D9D9D9",
        vertical_align=VerticalAlign.BOTTOM,
    )
    made = document(Table((10,), (Row((look,)),)))
    assert found(made, "//w:tcBorders/*") == [
        "top[val=single,sz=4,space=0,color=000000]",
        "left[val=single,sz=12,space=0,color=FF0000]",
        "bottom[val=single,sz=2,space=0,color=000000]",
    ]
    assert found_in_styles(made, "w:tblPr/w:tblCellMar/*/@w:w") == ["20", "80", "60", "40"]
    assert found(made, "//w:shd/@w:fill") == ["D9D9D9"]
    assert found_in_styles(made, "w:tcPr/w:vAlign") == ["vAlign[val=bottom]"]


def test_a_cell_says_only_what_its_table_does_not() -> None:
    line = Border(1)
    usual = Cell((), 0, borders=Borders(line, line, line, line))
    other = replace(usual, column=1, padding=Insets(), vertical_align=VerticalAlign.TOP)
    made = document(Table((10, 10), (Row((usual, other)), Row((usual, replace(usual, column=1))))))
    assert found(made, "//w:tcPr/*[not(self::w:tcW)]") == [
        "tcMar[]",
        "vAlign[val=top]",
    ]
    assert found_in_styles(made, "w:tblPr/w:tblBorders/*/@w:sz") == ["8"] * 6
    assert found_in_styles(made, "w:tcPr/w:vAlign") == ["vAlign[val=center]"]


def test_lines_stand_in_the_cells_where_not_all_are_alike() -> None:
    line = Border(1)
    boxed = Cell((), 0, borders=Borders(line, line, line, line))
    open_ = replace(boxed, column=1, borders=Borders(line, None, line, line))
    for cells in ((boxed, open_), (boxed,)):
        made = document(Table((10, 10), (Row(cells),)))
        assert found_in_styles(made, "w:tblPr/w:tblBorders/*") == []
        assert len(found(made, "//w:tcBorders/*")) == sum(4 if cell is boxed else 3 for cell in cells)


@pytest.mark.parametrize(("length", "expected"), [(5, []), (40, ["top"])])
def test_a_merged_cell_that_is_higher_than_its_rows_begins_on_top(length: int, expected: list[str]) -> None:
    rows = (Row((cell("标" * length, 0, rows=2), cell("甲", 1))), Row((cell("乙", 1),)))
    assert found(document(Table((40, 40), rows)), "//w:tr[1]/w:tc[1]//w:vAlign/@w:val") == expected


def test_libreoffice_shows_every_line_of_a_merged_cell_over_pages(tmp_path: Path) -> None:
    goal = "".join(f"第{number}项。" for number in range(600))
    rows = [Row((cell(goal, 0, rows=5), cell("甲", 1))), *(Row((cell("乙", 1),)) for _ in range(4))]
    file = tmp_path / "a.docx"
    file.write_bytes(write(document(*(Table((120, 80), tuple(rows)) for _ in range(2)))))
    with pdfplumber.open(converted(file, "pdf", tmp_path)) as pdf:
        shown = "".join(
            "".join(page.extract_text().replace("甲", "").replace("乙", "").split()) for page in pdf.pages
        )
    assert shown == goal * 2


def test_every_cell_ends_in_a_paragraph_and_tables_are_apart() -> None:
    inner = Table((10,), (Row((cell("x", 0),)),))
    outer = Table((10,), (Row((Cell((inner, inner), 0),)),))
    root = part(write(document(outer, outer)))
    assert all(etree.QName(tc[-1]).localname == "p" for tc in root.iter(f"{{{W}}}tc"))
    for one, next_ in pairwise(root.iter(f"{{{W}}}tbl")):
        assert one.getnext() is not next_
    assert etree.QName(root[0][-2]).localname == "p"


def test_a_hole_in_the_grid_is_an_empty_cell() -> None:
    made = document(Table((10, 10, 10), (Row((cell("x", 0), cell("y", 2))),)))
    assert found(made, "//w:tcW/@w:w") == ["200", "200", "200"]


def test_holes_before_and_after_a_row_are_no_cells() -> None:
    made = document(Table((10, 10, 10, 10), (Row((cell("x", 1),)),)))
    assert found(made, "//w:tcW/@w:w") == ["200"]
    assert found(made, "//w:gridBefore | //w:gridAfter") == ["gridBefore[val=1]", "gridAfter[val=2]"]


def test_exact_heights_and_indented_tables() -> None:
    made = document(Table((10,), (Row((), 20, height_exact=True),), align=Align.LEFT, indent=5))
    assert found(made, "//w:trHeight") == ["trHeight[val=400,hRule=exact]"]
    assert found(made, "//w:tblInd/@w:w") == ["100"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (Page(841.9, 595.3), "pgSz[w=16838,h=11906,orient=landscape]"),
        (Page(595.3, 841.9), "pgSz[w=11906,h=16838]"),
    ],
)
def test_pages(page: Page, expected: str) -> None:
    assert found(Document("", sections=(Section(page, ()),)), "//w:pgSz") == [expected]


def test_each_section_has_its_own_page_head_and_foot() -> None:
    head, foot = (Paragraph((Text("页眉"),)),), (Paragraph((PageNumber(),)),)
    sections = (
        Section(Page(841.9, 595.3), (SPANS,), header=head),
        Section(Page(), (Paragraph((Text("x"),)),), footer=foot),
    )
    data = write(Document("", sections=sections))
    root = part(data)
    assert xpath(root, "//w:pgSz/@w:w") == ["16838", "11906"]
    assert len(xpath(root, "/w:document/w:body/w:p/w:pPr/w:sectPr")) == 1
    assert text_of(data, "word/header1.xml") == "页眉"
    assert text_of(data, "word/header2.xml") == ""
    assert "PAGE" in text_of(data, "word/footer2.xml")


def test_first_and_even_pages_have_heads_and_feet_of_their_own() -> None:
    foot, own = RunningHeads((), (Paragraph((Text("单"),)),)), RunningHeads((), (Paragraph((Text("双"),)),))
    sections = (
        Section(Page(), (Paragraph(),), (), foot.footer, even=own),
        Section(Page(), (Paragraph(),), (), foot.footer, first=RunningHeads()),
    )
    data = write(Document("", sections=sections))
    asked = "//w:footerReference/@w:type | //w:titlePg/parent::w:sectPr/w:pgSz/@w:w"
    assert xpath(part(data), asked) == ["default", "even", "default", "even", "first", "11906"]
    assert not xpath(part(data), "//w:headerReference")
    assert len(xpath(part(data, "word/settings.xml"), "/w:settings/w:evenAndOddHeaders")) == 1
    said = [text_of(data, f"word/footer{name}.xml") for name in ("1", "1even", "2", "2even", "2first")]
    assert said == ["单", "双", "单", "单", ""]
    read = read_document(data, title="", author="").document.sections
    assert [bool(one.even) for one in read] == [True, False]
    assert [one.first for one in read] == [None, RunningHeads()]


def test_without_them_the_settings_say_nothing_of_even_pages() -> None:
    data = write(paragraph(Text("x")))
    assert not xpath(part(data, "word/settings.xml"), "//w:evenAndOddHeaders")


def test_ids_are_unique_and_a_picture_is_kept_once() -> None:
    image = Image(PNG, "image/png", 10, 10, "章")
    made = Document(
        "",
        sections=(
            Section(
                Page(),
                (Paragraph((Bookmark("a"), image, Bookmark("b"), image)),),
                header=(Paragraph((image,)),),
            ),
        ),
    )
    data = write(made)
    root = part(data)
    ids = xpath(root, "//w:bookmarkStart/@w:id | //*[local-name() = 'docPr']/@id")
    assert len(ids) == len(set(ids)) == 4
    with ZipFile(BytesIO(data)) as archive:
        assert [name for name in archive.namelist() if "media" in name] == ["word/media/image1.png"]
        assert b"media/image1.png" in archive.read("word/_rels/header1.xml.rels")


def test_properties_hold_title_and_author_and_no_dates() -> None:
    core = part(write(Document("标题 & 题", "单位")), "docProps/core.xml")
    texts = {etree.QName(child).localname: child.text for child in core}
    assert texts == {"title": "标题 & 题", "creator": "单位", "language": "zh-CN"}


def test_a_source_is_handed_over_as_it_is() -> None:
    made = Document("x", source=b"the package")
    assert write(made) == b"the package"
    assert write(made.with_sections(())) != b"the package"


def field(instruction: str, *shown: str) -> str:
    """Return the runs of a field that shows something."""
    begin, separate, end = (
        f'<r><fldChar fldCharType="{kind}"/></r>' for kind in ("begin", "separate", "end")
    )
    result = "".join(one if one.startswith("<") else f"<r><t>{one}</t></r>" for one in shown)
    return f"{begin}<r><instrText> {instruction} </instrText></r>{separate}{result}{end}"


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        (field("PAGEREF _Toc1 \\h", "1"), "7"),
        (field("PAGEREF _Toc1", "1", "2"), "7"),
        (field("PAGEREF _Toc2", "1"), "1"),
        (field("REF _Toc1", "1"), "1"),
        (field("TOC", "甲", field("PAGEREF _Toc1", "1"), "乙"), "甲7乙"),
        (field("PAGEREF _Toc2", "前", field("PAGEREF _Toc1", "1"), "后"), "前7后"),
    ],
)
def test_references_show_the_pages_that_are_known(runs: str, shown: str) -> None:
    made = Document("x", source=packed(f"<p><r><t>见</t></r>{runs}</p>"))
    texts = part(docx.write(made, {"_Toc1": 7}).data).iterfind(".//w:t", NAMESPACES)
    assert "".join(text.text or "" for text in texts) == f"见{shown}"


def test_the_same_document_gives_the_same_bytes() -> None:
    data = write(every_node())
    assert data == write(every_node())
    with ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_a_document_without_head_and_foot_has_no_parts_for_them() -> None:
    with ZipFile(BytesIO(write(paragraph(Text("x"))))) as archive:
        assert not [name for name in archive.namelist() if "header" in name or "footer" in name]


@settings(deadline=None)
@given(st.text())
def test_any_text_arrives(text: str) -> None:
    root = part(write(paragraph(Text(text))))
    arrived = "".join(map(_arrived, root.iter()))
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    assert arrived == "".join(c if c in "\n\t" or _is_xml(c) else "\ufffd" for c in kept)


def _arrived(node: etree._Element) -> str:
    match etree.QName(node).localname:
        case "t":
            return node.text or ""
        case "br":
            return "\n"
        case "tab":
            return "\t"
    return ""


def _is_xml(character: str) -> bool:
    return character >= " " and not "\ud800" <= character <= "\udfff" and character not in "\ufffe\uffff"


def test_the_validator_finds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "every_node.docx"
    file.write_bytes(write(every_node()))
    assert validation_errors(file) == []


def test_libreoffice_opens_it(tmp_path: Path) -> None:
    file = tmp_path / "every_node.docx"
    file.write_bytes(write(every_node()))
    text = converted(file, "txt:Text (encoded):UTF8", tmp_path).read_text(encoding="utf-8-sig")
    assert "其中：财政    资金" in text
    assert "第二节" in text


def test_a_number_stays_whole_at_the_end_of_a_line_in_another_office(tmp_path: Path) -> None:
    texts = ["满" * before + "2025123100万元" for before in range(20, 40)]
    blocks = tuple(Paragraph((Text(text),)) for text in texts)
    file = tmp_path / "numbers.docx"
    file.write_bytes(write(Document("题", sections=(Section(Page(), blocks),))))
    with pdfplumber.open(converted(file, "pdf", tmp_path)) as pdf:
        shown = "\n".join(page.extract_text() for page in pdf.pages)
    assert shown.count("2025123100") == len(texts)
