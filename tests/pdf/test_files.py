from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from fontTools import fontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given, settings
from hypothesis import strategies as st

from pdf_samples import (
    FONT,
    brought_shelf,
    cell,
    codes,
    document,
    in_folder,
    laid,
    opened,
    paragraph,
    resources,
    shown_text,
    squeezed,
    table,
    texts,
    written,
)
from pmgen.document import (
    Align,
    Bookmark,
    Document,
    Font,
    Insets,
    LineBreak,
    Link,
    Page,
    PageNumber,
    PageReference,
    Paragraph,
    Section,
    Tab,
    TabStop,
    Text,
)
from pmgen.fonts import FontShelf
from pmgen.fonts.font_shelf import brought_folders
from pmgen.formats.pdf.write import write
from pmgen.formats.pdf.write.line_breaking import ParagraphSetter
from pmgen.formats.pdf.write.typefaces import Fonts
from pmgen.problems import Problems
from samples import every_node
from tools import pdf_faults


def test_a_file_with_everything_is_sound(tmp_path: Path) -> None:
    data = write(every_node(), brought_shelf()).data
    assert pdf_faults(in_folder(tmp_path, data)) == []
    assert data == write(every_node(), brought_shelf()).data


def test_every_text_can_be_read_back() -> None:
    text = squeezed(shown_text(write(every_node(), brought_shelf()).data))
    for part in ("1.培训经费绩效目标表", "A&B<b>]]>“引”", "其中：财政资金", "第二节", "页眉", "第1页"):
        assert part in text


def test_every_font_is_embedded_as_a_subset() -> None:
    fonts = resources(write(every_node(), brought_shelf()).data)["/Font"].values()
    assert fonts
    for font in fonts:
        (descendant,) = font.get_object()["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"]
        assert "/FontFile3" in descriptor or "/FontFile2" in descriptor
        assert descriptor["/FontName"][7] == "+"
        assert font.get_object()["/Encoding"] == "/Identity-H"


def test_what_the_file_says_of_itself() -> None:
    reader: Any = opened(written(paragraph("一")).data)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("题目", "单位")
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "zh-CN"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert "/CreationDate" not in reader.trailer["/Info"]


SPECIAL = "其中：财政    资金　全角\u00a0不断 (括号) \\ 反斜杠 𠮷 ≥95% “引号”"


def test_copied_text_is_exactly_the_text() -> None:
    """The codes in the page, read through the file's own ToUnicode, give the text back."""
    data = written(paragraph(SPECIAL), page=Page(900, 300)).data
    with pdfplumber.open(io.BytesIO(data)) as file:
        assert "".join(char["text"] for char in file.pages[0].chars) == SPECIAL


def heading(name: str, text: str, level: int = 1) -> Paragraph:
    return Paragraph(
        (Bookmark(name), Text(text, FONT)), outline=level, font=FONT, page_break_before=level == 1
    )


def contents(name: str) -> Paragraph:
    inlines = (Text("目次", FONT), Tab(), PageReference(name, FONT))
    return Paragraph((Link(name, inlines),), tabs=(TabStop(400, Align.RIGHT, "."),), font=FONT)


def test_contents_lead_to_their_pages() -> None:
    names = [f"_Toc_{number}" for number in range(12)]
    blocks = [*map(contents, names), *(heading(name, f"第{name}节") for name in names)]
    result = written(*blocks)
    assert result.problems == ()
    assert result.pages == {name: number + 2 for number, name in enumerate(names)}
    reader: Any = opened(result.data)
    text = reader.pages[0].extract_text()
    assert [int(line.rstrip()[-2:].strip(".")) for line in text.splitlines()] == list(range(2, 14))
    places = reader.named_destinations
    assert {name: reader.get_destination_page_number(places[name]) for name in names} == {
        name: number + 1 for number, name in enumerate(names)
    }
    links = [note.get_object() for note in reader.pages[0]["/Annots"]]
    assert [link["/Dest"] for link in links] == names


def test_a_contents_that_fills_pages_counts_itself() -> None:
    names = [f"b{number}" for number in range(100)]
    result = written(*map(contents, names), *(heading(name, name) for name in names))
    first = result.pages["b0"]
    assert first > 2
    (sheet, *_) = laid(*map(contents, names), *(heading(name, name) for name in names))
    assert texts(sheet)[-1] or texts(sheet)
    shown = opened(result.data).pages[0].extract_text().splitlines()[0]
    assert shown.endswith(str(first))


def test_the_outline_has_the_levels_of_the_headings() -> None:
    blocks = [
        heading("a", "一", 1),
        heading("b", "一之一", 2),
        heading("c", "一之二", 3),
        heading("d", "二", 1),
    ]
    outline: Any = opened(written(*blocks).data).outline
    shown = [[inner.title if not isinstance(inner, list) else [i.title for i in inner] for inner in entry]
             if isinstance(entry, list) else entry.title for entry in outline]  # fmt: skip
    assert shown == ["一", ["一之一", ["一之二"]], "二"]


def test_a_reference_that_leads_nowhere_is_a_problem() -> None:
    assert codes(written(contents("nowhere"))) == ["PMG547"]


def test_page_numbers_stand_at_the_foot() -> None:
    foot = (Paragraph((Text("第", FONT), PageNumber(FONT), Text("页", FONT)), Align.CENTER),)
    blocks = tuple(paragraph("一") for _ in range(60))
    result = write(Document("t", sections=(Section(Page(), blocks, footer=foot),)), brought_shelf())
    assert [page.extract_text().split("\n")[-1] for page in opened(result.data).pages] == ["第1页", "第2页"]


def test_a_heading_stays_with_its_table() -> None:
    page = Page(300, 140, Insets(20, 20, 20, 20))
    title = Paragraph((Text("标题", FONT),), keep_with_next=True, font=FONT)
    rows = table([[cell("头", 0)], [cell("一", 0)], [cell("二", 0)]], (50,), heads=1)
    first, second = laid(*(paragraph(f"{n}") for n in range(4)), title, rows, page=page)
    assert texts(first) == ["0", "1", "2", "3"]
    assert texts(second) == ["标题", "头", "一", "二"]


@pytest.mark.parametrize("align", Align)
def test_alignment(align: Align) -> None:
    page = Page(220, 200, Insets(10, 10, 10, 10))
    (sheet,) = laid(paragraph("绩效目标" * 6, align), page=page)
    (first, x, *_), *_, (last, *_) = sheet.lines
    starts = {Align.LEFT: 10, Align.CENTER: 10, Align.RIGHT: 10, Align.JUSTIFY: 10}
    assert first.pieces[0].x + x == pytest.approx(starts[align])
    spare = 200 - 10 * len(last.pieces[0].text)
    moved = {Align.LEFT: 0, Align.CENTER: spare / 2, Align.RIGHT: spare, Align.JUSTIFY: 0}
    assert last.pieces[0].x == pytest.approx(moved[align])


def test_justified_lines_reach_the_right_edge() -> None:
    page = Page(225, 200, Insets(10, 10, 10, 10))
    data = written(paragraph("绩效目标" * 12, Align.JUSTIFY), page=page).data
    with pdfplumber.open(io.BytesIO(data)) as file:
        chars = file.pages[0].chars
    lines = sorted({round(char["top"]) for char in chars})
    ends = [max(char["x1"] for char in chars if round(char["top"]) == line) for line in lines]
    assert ends[:-1] == [pytest.approx(215, abs=0.1)] * (len(lines) - 1)
    assert "".join(char["text"] for char in chars) == "绩效目标" * 12


def test_bold_without_a_bold_face_is_drawn_thicker_and_says_so() -> None:
    bold = Font("Noto Serif SC", "Noto Serif SC", bold=True, italic=True)
    result = written(paragraph("粗", font=bold))
    assert [str(problem.message) for problem in result.problems] == [
        "The font Noto Serif SC has no bold face; the PDF draws its letters thicker",
        "The font Noto Serif SC has no italic face; the PDF slants its letters",
    ]
    content = opened(result.data).pages[0].get_contents()
    assert content is not None
    assert b"2 Tr" in content.get_data()
    assert b"1 0 0.21 1" in content.get_data()


def test_a_line_break_and_exact_lines() -> None:
    lines = Paragraph(
        (Text("一", FONT), LineBreak(), Text("二", FONT)), line_height=30, line_exact=True, font=FONT
    )
    (sheet,) = laid(lines)
    assert [y for _, _, y, _ in sheet.lines] == [72, 102]


def tall_font(folder: Path) -> None:
    """Write the font Tall, which draws `a` and leaves U+E25C and `中` blank."""
    builder = fontBuilder.FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "a", "blank"])
    builder.setupCharacterMap({ord("a"): "a", 0xE25C: "blank", ord("中"): "blank"})
    triangle = TTGlyphPen(None)
    triangle.moveTo((0, 0))
    for point in ((300, 700), (600, 0)):
        triangle.lineTo(point)
    triangle.closePath()
    blank = TTGlyphPen(None).glyph()
    builder.setupGlyf({".notdef": blank, "a": triangle.glyph(), "blank": blank})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "a", "blank"), (700, 0)))
    builder.setupHorizontalHeader(ascent=2000, descent=-100)
    builder.setupNameTable({"familyName": "Tall", "styleName": "Regular", "psName": "Tall"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(folder / "tall.ttf")


def test_a_character_without_a_shape_is_drawn_by_another_font_or_missing(tmp_path: Path) -> None:
    tall_font(tmp_path)
    shelf = FontShelf([tmp_path, *brought_folders()])
    made = write(document(paragraph("a中\ue25c", font=Font("Tall", "Tall"))), shelf)
    assert codes(made) == ["PMG542"]
    assert "U+E25C" in str(made.problems[0].message)


def test_a_line_is_as_high_as_the_higher_of_its_two_fonts(tmp_path: Path) -> None:
    tall_font(tmp_path)
    shelf = FontShelf([tmp_path, *brought_folders()])
    font = Font("Noto Serif SC", "Tall", 10)
    setter = ParagraphSetter(Fonts(shelf, Problems()), 21.0)
    heights = [setter.lines(paragraph(text, font=font), 300)[0].height for text in ("中", "a", "中a")]
    assert heights == [pytest.approx(14.37), pytest.approx(21), pytest.approx(20 + 2.86)]
    (line,) = setter.lines(paragraph("中a文", font=font), 300)
    assert line.pieces[0].width == pytest.approx(27)
    data = write(document(paragraph("中aa文", font=font)), shelf).data
    assert squeezed(shown_text(data)) == "中aa文"
    assert len(resources(data)["/Font"]) == 2


@given(st.lists(st.sampled_from(["\t", "一", "二三，", "word", "≥95%"]), max_size=40), st.integers(30, 200))
@settings(deadline=None, max_examples=60)
def test_text_with_tabs_stays_inside_its_column(parts: list[str], width: int) -> None:
    setter = ParagraphSetter(Fonts(brought_shelf(), Problems()), 21.0)
    stops = (TabStop(50, Align.RIGHT, "."), TabStop(90, Align.CENTER), TabStop(150))
    block = replace(paragraph("".join(parts)), tabs=stops)
    lines = setter.lines(block, width)
    shown = "".join(piece.text for line in lines for piece in line.pieces)
    assert shown.replace(".", "").replace("\t", "") == "".join(parts).replace("\t", "")
    for line in lines:
        for piece in line.pieces:
            assert not piece.text.strip() or piece.x + piece.width <= width + 0.1


def test_no_sections_are_one_empty_page() -> None:
    assert len(opened(write(Document("t"), brought_shelf()).data).pages) == 1


def test_sections_have_their_own_pages() -> None:
    wide = Section(Page(841.9, 595.3), (paragraph("横"),))
    data = write(Document("t", sections=(*document(paragraph("竖")).sections, wide)), brought_shelf()).data
    assert [page.mediabox.width > page.mediabox.height for page in opened(data).pages] == [False, True]
