"""The proof knows a character that is drawn from one that is an empty box, or nothing at all."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given, settings
from hypothesis import strategies as st

from altering import errors
from pdf_samples import brought_shelf, codes, document, paragraph
from pmgen.document import Font
from pmgen.fonts import FontShelf
from pmgen.formats.pdf.read.pdf_contents import pages
from pmgen.formats.pdf.read.pdf_scanner import open_pdf
from pmgen.formats.pdf.read.pdf_syntax import Stream
from pmgen.formats.pdf.write import write
from pmgen.problems import Problem
from pmgen.verify.foreign_content import find_foreign_content
from pmgen.verify.foreign_content.pdf_glyphs import read_program

TEXT = "指标值≥95%，年度绩效目标“管理经费” ABCabcéÄ①Ⅷ㎡—…あア한、〇𠀀\u3000i!"


def found(text: str, shelf: FontShelf | None = None, font: Font | None = None) -> tuple[Problem, ...]:
    """Return what is found in a PDF that shows a text."""
    shown = paragraph(text) if font is None else paragraph(text, font=font)
    return find_foreign_content("pdf", None, write(document(shown), shelf or brought_shelf()).data, "x.pdf")


@pytest.mark.parametrize(
    ("text", "character", "number"),
    [("甲𮯰乙", "𮯰", "U+2EBF0"), ("好👍", "👍", "U+1F44D"), ("ราคา 5", "ร", "U+0E23")],
    ids=["a rare character", "an emoji", "Thai"],
)
def test_a_character_without_a_glyph_is_told(text: str, character: str, number: str) -> None:
    first = found(text)[0]
    assert errors([first]) == [("PMG763", 1, None, None, text)]
    assert f"the character {character} ({number}) is not drawn" in str(first.message)


@pytest.mark.parametrize("text", ["甲 乙\u3000丙\u00a0丁", "一\u200b二\ufe0f三\u00ad", "甲\u3164"], ids=repr)
def test_what_leaves_no_ink_needs_no_glyph(text: str) -> None:
    assert found(text) == ()


@settings(deadline=None, max_examples=20)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
def test_a_text_that_can_be_drawn_is_never_doubted(text: str) -> None:
    made = write(document(paragraph(text)), brought_shelf())
    problems = find_foreign_content("pdf", None, made.data, "x.pdf")
    assert bool(problems) <= ("PMG542" in codes(made)), [str(problem.message) for problem in problems]


def test_a_glyph_is_drawn_where_fonttools_draws_it() -> None:
    file = open_pdf(write(document(paragraph(TEXT)), brought_shelf()).data)
    fonts = file.dictionary(file.dictionary(pages(file)[0].get("Resources")).get("Font"))
    checked = 0
    for value in fonts.values():
        program = read_program(file, file.dictionary(value))
        assert program is not None
        below = file.dictionary(file.items_of(file.dictionary(value)["DescendantFonts"])[0])
        stream = file.get(file.dictionary(below["FontDescriptor"])["FontFile3"])
        assert isinstance(stream, Stream)
        whole = CFFFontSet()
        whole.decompile(io.BytesIO(file.content(stream).data), None)
        glyphs = whole[0].CharStrings
        for number, name in enumerate(whole[0].charset):
            pen = DecomposingRecordingPen(None)
            glyphs[name].draw(pen)
            assert program.draws(program.outline(number)) is bool(pen.value)
            checked += 1
    assert checked > len(set(TEXT)) - 5


def truetype(folder: Path) -> FontShelf:
    """Return a shelf with a TrueType font in which `b` is made of `a`, and `c` is blank."""
    builder = FontBuilder(1000, isTTF=True)
    names = [".notdef", "a", "b", "c", "space"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({97: "a", 98: "b", 99: "c", 32: "space"})
    square, box, made = TTGlyphPen(None), TTGlyphPen(None), TTGlyphPen(dict.fromkeys(names))
    for pen, size in ((square, 400), (box, 700)):
        pen.moveTo((0, 0))
        for point in ((size, 0), (size, size), (0, size)):
            pen.lineTo(point)
        pen.closePath()
    made.addComponent("a", (1, 0, 0, 1, 50, 0))
    blank = TTGlyphPen(None).glyph()
    builder.setupGlyf(
        {".notdef": box.glyph(), "a": square.glyph(), "b": made.glyph(), "c": blank, "space": blank}
    )
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 10)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular", "psName": "Small"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(folder / "small.ttf")
    return FontShelf((folder,))


@pytest.mark.parametrize(("text", "blank"), [("ab a", ""), ("abca", "c")])
def test_truetype_outlines_are_read_too(text: str, blank: str, tmp_path: Path) -> None:
    problems = found(text, truetype(tmp_path), Font("Small", "Small", 12))
    assert [str(problem.message)[:15] for problem in problems] == [f"the character {sign}" for sign in blank]
