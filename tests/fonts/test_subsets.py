"""A cut font draws every glyph as the whole font does; fontTools reads both."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from pmgen.fonts.font_face import Face, Outlines
from pmgen.fonts.font_shelf import brought_folders
from pmgen.fonts.font_tables import open_fonts

TEXT = "指标值≥95%，年度绩效目标“管理经费”ABCabcéÄ①Ⅷ㎡—…あア한、〇𠀀"


def strokes(font: Any, glyph: str) -> list[Any]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[glyph].draw(pen)
    return list(pen.value)


def cff_strokes(font: Any, glyph: str) -> list[Any]:
    pen = DecomposingRecordingPen(None)
    font.CharStrings[glyph].draw(pen)
    return list(pen.value)


@pytest.mark.parametrize("file", sorted(brought_folders()[0].glob("*.otf")), ids=lambda file: file.stem)
def test_cff(file: Path) -> None:
    (sfnt,) = open_fonts(file)
    face, whole = Face(sfnt), TTFont(file)
    characters = [c for c in TEXT if ord(c) in face.glyphs]
    glyphs = [0, -1, *(face.glyphs[ord(c)] for c in characters)]
    assert len(characters) >= len(TEXT) - 2
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(face.program(glyphs)), None)
    cut = fonts[0]
    assert len(cut.CharStrings) == len(glyphs)
    assert cff_strokes(cut, "cid00001") == []
    for number, glyph in enumerate(glyphs):
        if glyph >= 0:
            name = ".notdef" if number == 0 else f"cid{number:05d}"
            assert cff_strokes(cut, name) == strokes(whole, whole.getGlyphName(glyph)), TEXT[
                max(0, number - 2)
            ]


def small_truetype() -> bytes:
    """Return a font with a square, a triangle, an empty glyph, and two glyphs made of others."""
    builder = FontBuilder(1000, isTTF=True)
    names = [".notdef", "square", "triangle", "both", "nested", "space"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(
        {ord("s"): "square", ord("t"): "triangle", ord("b"): "both", ord("n"): "nested", 32: "space"}
    )
    glyphs = {
        name: pen(shape).glyph()
        for name, shape in {".notdef": 1, "square": 4, "triangle": 3, "space": 0}.items()
    }
    for name, parts in {"both": ("square", "triangle"), "nested": ("both", "square")}.items():
        composed = TTGlyphPen(dict.fromkeys(names))
        for place, part in enumerate(parts):
            composed.addComponent(part, (1, 0, 0, 1, 300 * place, 0))
        glyphs[name] = composed.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (500 + place, 10) for place, name in enumerate(names)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular", "psName": "Small"})
    builder.setupOS2()
    builder.setupPost()
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()


def pen(corners: int) -> TTGlyphPen:
    drawing = TTGlyphPen(None)
    for number in range(corners):
        point = (100 * number, 100 * (number % 2) + 7 * number)
        (drawing.lineTo if number else drawing.moveTo)(point)
    if corners:
        drawing.closePath()
    return drawing


def test_cff_with_named_glyphs(tmp_path: Path) -> None:
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "a", "b"])
    builder.setupCharacterMap({ord("a"): "a", ord("b"): "b"})
    drawn = {}
    for corners, name in enumerate((".notdef", "a", "b"), 1):
        charstring_pen = T2CharStringPen(500, None)
        charstring_pen.moveTo((10, 10))
        for number in range(corners):
            charstring_pen.lineTo((100 + 100 * number, 50 * number * number))
        charstring_pen.closePath()
        drawn[name] = charstring_pen.getCharString()
    builder.setupCFF("Named", {}, drawn, {})
    builder.setupHorizontalMetrics(dict.fromkeys(drawn, (500, 10)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Named", "styleName": "Regular", "psName": "Named"})
    builder.setupOS2()
    builder.setupPost()
    file = tmp_path / "named.otf"
    builder.save(file)
    face, whole = Face(open_fonts(file)[0]), TTFont(file)
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(face.program([0, face.glyphs[ord("b")]])), None)
    assert cff_strokes(fonts[0], "cid00001") == strokes(whole, "b")


def test_what_has_a_shape(truetype: Path) -> None:
    for file in (truetype, *brought_folders()[0].glob("*.otf")):
        face, whole = Face(open_fonts(file)[0]), TTFont(file)
        for code, name in whole.getBestCmap().items():
            if code < 0x400 or code % 97 == 0:
                lines = [point for point in strokes(whole, name) if point[0] not in _MOVES]
                assert face.draws(code) is bool(lines), hex(code)
        assert not face.draws(0xE25C)


_MOVES = ("moveTo", "closePath", "endPath")


@pytest.mark.parametrize("character", ["中", "\u0001", "a", "🙂", "\U000e0001"])
def test_a_character_is_known_without_reading_all(character: str) -> None:
    for file in brought_folders()[0].glob("*.otf"):
        (sfnt,) = open_fonts(file)
        face, read = Face(sfnt), Face(sfnt)
        assert face.has(ord(character)) is (ord(character) in read.glyphs)


@pytest.fixture
def truetype(tmp_path: Path) -> Path:
    file = tmp_path / "small.ttf"
    file.write_bytes(small_truetype())
    return file


def test_truetype_with_composed_glyphs(truetype: Path) -> None:
    face, whole = Face(open_fonts(truetype)[0]), TTFont(truetype)
    assert face.outlines is Outlines.TRUETYPE
    glyphs = [0, -1, *(face.glyphs[ord(c)] for c in "nb t")]
    cut = TTFont(io.BytesIO(face.program(glyphs)))
    for number, glyph in enumerate(glyphs):
        name = cut.getGlyphName(number)
        expected = [] if glyph < 0 else strokes(whole, whole.getGlyphName(glyph))
        assert strokes(cut, name) == expected
        assert cut["hmtx"][name][0] == (0 if glyph < 0 else whole["hmtx"][whole.getGlyphName(glyph)][0])


def test_measures(truetype: Path) -> None:
    face = Face(open_fonts(truetype)[0])
    assert (face.units, face.ascent, face.descent, face.name, face.family) == (
        1000,
        800,
        -200,
        "Small",
        "Small",
    )
    assert face.advance(face.glyphs[ord("t")]) == 502
    assert face.may_embed


def test_a_font_whose_licence_forbids_it_is_not_embedded(truetype: Path) -> None:
    font = TTFont(truetype)
    font["OS/2"].fsType = 2
    font.save(truetype)
    assert not Face(open_fonts(truetype)[0]).may_embed


def test_faces_of_a_collection(truetype: Path, tmp_path: Path) -> None:
    from fontTools.ttLib import TTCollection

    collection = TTCollection()
    collection.fonts = [TTFont(truetype), TTFont(brought_folders()[0] / "NotoSansSC-Regular.otf")]
    file = tmp_path / "two.ttc"
    collection.save(file)
    first, second = map(Face, open_fonts(file))
    assert (first.outlines, second.outlines) == (Outlines.TRUETYPE, Outlines.CFF)
    assert ord("中") in second.glyphs
