"""Texts and pictures that make trouble: nothing is lost, or a problem says so."""

from __future__ import annotations

import struct
import zlib
from base64 import b64decode
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdf_samples import (
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
    words,
    written,
)
from pmgen.document import Font, Image, Page, Paragraph, Row, Table
from pmgen.fonts import FontShelf
from pmgen.fonts.font_shelf import brought_folders
from pmgen.fonts.font_tables import open_fonts
from pmgen.formats.pdf.write import write
from pmgen.problems import Refusal
from samples import PNG
from tools import pdf_faults


def all_words(*blocks: Paragraph | Table, page: Page | None = None) -> str:
    sheets = laid(*blocks, page=page)
    return "".join(words(line.pieces) for sheet in sheets for line, _, _, _ in sheet.lines)


def inside(*blocks: Paragraph | Table) -> bool:
    """Tell whether every line lies on its paper, and no two lines of a column overlap."""
    for sheet in laid(*blocks):
        places = sorted((x, y, y + line.height) for line, x, y, _ in sheet.lines)
        for (x, _, bottom), (other, top, _) in pairwise(places):
            if x == other and top < bottom - 0.01:
                return False
        if any(bottom > sheet.page.height for _, _, bottom in places):
            return False
    return True


def test_a_cell_of_five_thousand_characters_breaks_over_pages() -> None:
    text = "".join(chr(0x4E00 + number % 3000) for number in range(5000))
    blocks = table(
        [[cell("前", 0), cell("长", 1)], [cell(text, 0), cell("短", 1)], [cell("后", 0)]], (120, 60), 1
    )
    assert squeezed(shown_text(written(blocks).data)).replace("前长", "").replace("短", "") == text + "后"
    assert len(laid(blocks)) > 5
    assert inside(blocks)


def test_a_word_of_five_hundred_letters_is_cut() -> None:
    word = "abcdefghij" * 50
    assert all_words(table([[cell(word, 0)]], (100,))) == word
    assert all_words(paragraph(word)) == word


def test_a_merged_cell_higher_than_a_page() -> None:
    text = "绩效目标" * 800
    rows = [[cell(text, 0, rows=3), cell("1", 1)], [cell("2", 1)], [cell("3", 1)]]
    blocks = table(rows, (100, 50))
    found = all_words(blocks)
    assert found.count("绩") == 800
    assert [found.count(digit) for digit in "123"] == [1, 1, 1]
    assert inside(blocks)


def test_a_missing_character_is_an_error_that_says_where() -> None:
    result = written(paragraph("满意度很高🙂的项目"))
    (problem,) = result.problems
    assert problem.code == "PMG542"
    assert str(problem.message) == (
        "The PDF cannot show the character 🙂 (U+1F642): neither Noto Serif SC nor any other font has it"
    )
    assert squeezed(shown_text(result.data)) == "满意度很高🙂的项目"


def test_a_character_that_another_font_has_is_taken_from_it() -> None:
    shelf = brought_shelf()
    one, other = shelf.find("Noto Serif SC"), shelf.find("Noto Sans SC")
    assert one is not None
    assert other is not None
    lacking = chr(min(other.face.glyphs.keys() - one.face.glyphs.keys()))
    result = written(paragraph(f"甲{lacking}乙"))
    assert result.problems == ()
    assert squeezed(shown_text(result.data)) == f"甲{lacking}乙"
    assert len(resources(result.data)["/Font"]) == 2


def test_writing_from_right_to_left_says_so() -> None:
    assert codes(written(paragraph("甲שלום乙"))) == ["PMG542"] * 4 + ["PMG544"]


@pytest.mark.parametrize(
    "text", ["a\u200bb", "e\ufe0fx", "x\u00ady", "a\x00b", "a\x1bb", "a\ud800b", "\ufeffa", "甲\u2028乙"]
)
def test_invisible_characters_make_no_trouble(text: str, tmp_path: Path) -> None:
    result = written(paragraph(text))
    assert result.problems == ()
    assert all_words(paragraph(text)) == text
    assert pdf_faults(in_folder(tmp_path, result.data)) == []


@given(st.text(st.characters(exclude_categories=("Cn", "Co")), max_size=80))
@settings(deadline=None, max_examples=40)
def test_any_text_is_written_whole_or_complained_of(text: str) -> None:
    block = table([[cell(text, 0), cell("乙", 1)]], (80, 40))
    result = written(block)
    assert opened(result.data).pages
    kept = "".join(c for c in text if c not in "\n\r\t")
    assert sorted(all_words(block).replace("\t", "")) == sorted(kept + "乙")


def test_without_any_font_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        write(document(paragraph("一")), FontShelf([tmp_path]))
    assert [problem.code for problem in refusal.value.problems] == ["PMG541"]


def damaged_shelf(folder: Path) -> FontShelf:
    """Return a shelf whose one font has sound names and measures and no sound glyphs."""
    (brought,) = brought_folders()
    data = bytearray((brought / "NotoSansSC-Regular.otf").read_bytes())
    (sfnt,) = open_fonts(brought / "NotoSansSC-Regular.otf")
    start = sfnt.at("CFF ")
    data[start : start + 4000] = b"\xff" * 4000
    (folder / "damaged.otf").write_bytes(data)
    return FontShelf([folder])


def test_a_damaged_font_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        write(document(paragraph("一", font=Font("Noto Sans SC", "Noto Sans SC"))), damaged_shelf(tmp_path))
    assert [problem.code for problem in refusal.value.problems] == ["PMG551"]


def test_a_missing_family_is_told_once() -> None:
    blocks = [paragraph("一", font=Font("宋体", "宋体", size)) for size in (9, 10, 11)]
    result = written(*blocks)
    assert [str(problem.message) for problem in result.problems] == [
        "The font 宋体 is not on this machine; the PDF uses Noto Serif SC"
    ]


def png(
    kind: int,
    bits: int,
    width: int,
    height: int,
    row: bytes,
    interlaced: int = 0,
    extra: bytes = b"",
    whole: bool = False,
) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, interlaced)
    rows = row if whole else b"".join(bytes((filtered % 5,)) + row for filtered in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + extra
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


PALETTE = struct.pack(">I", 6) + b"PLTE" + b"\xff\0\0\0\0\xff" + bytes(4)
CLEAR = struct.pack(">I", 1) + b"tRNS" + b"\x80" + bytes(4)
JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L"
    "2u71////m8H////6/+b9//j/wAALCAACAAMBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABP/EABQQAQAAAAAAAAAAAAAAAAAA"
    "AAD/2gAIAQEAAD8AO//Z"
)
PICTURES = {
    "rgb": PNG,
    "gray": png(0, 8, 3, 6, b"\1\2\3"),
    "rgba": png(6, 8, 2, 7, b"\1\2\3\4\5\6\7\x80"),
    "gray with alpha": png(4, 8, 2, 2, b"\1\2\3\4"),
    "sixteen bits with alpha": png(6, 16, 1, 2, bytes(range(8))),
    "palette": png(3, 1, 8, 2, b"\xa5", extra=PALETTE),
    "palette with alpha": png(3, 1, 8, 2, b"\xa5", extra=PALETTE + CLEAR),
    "jpeg": JPEG,
    "jpeg with fill bytes": JPEG.replace(b"\xff\xc0", b"\xff" * 3 + b"\xff\xc0"),
    "interlaced": png(2, 8, 1, 1, b"\1\2\3", interlaced=1),
}


def pixels_of(data: bytes) -> list[bytes]:
    """Return what the pictures of a PDF with one image hold, with their masks."""
    (picture,) = resources(data)["/XObject"].values()
    return [each.get_data() for each in (picture, picture.get("/SMask")) if each is not None]


@given(
    st.sampled_from(
        [(0, 1), (0, 2), (0, 4), (0, 8), (2, 8), (2, 16), (3, 2), (3, 8), (4, 8), (6, 8), (6, 16)]
    ),
    st.integers(1, 20),
    st.integers(1, 20),
    st.binary(min_size=20 * 20 * 8, max_size=20 * 20 * 8),
)
def test_an_interlaced_png_shows_what_it_shows_otherwise(
    kind: tuple[int, int], width: int, height: int, noise: bytes
) -> None:
    colour, bits = kind
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    wide = channels * bits
    dots = f"{int.from_bytes(noise):0{len(noise) * 8}b}"

    def rows(left: int, top: int, across: int, down: int) -> bytes:
        packed = b""
        for y in range(top, height, down):
            row = "".join(dots[at * wide :][:wide] for at in range(y * width + left, (y + 1) * width, across))
            row += "0" * (-len(row) % 8)
            packed += b"\0" + int(row, 2).to_bytes(len(row) // 8) if row else b""
        return packed

    adam = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    plain, woven = (
        written(Paragraph((Image(picture, "image/png", 30, 30, "章"),))).data
        for picture in (
            png(colour, bits, width, height, rows(0, 0, 1, 1), extra=PALETTE, whole=True),
            png(colour, bits, width, height, b"".join(rows(*one) for one in adam), 1, PALETTE, whole=True),
        )
    )
    assert pixels_of(woven) == pixels_of(plain)


@pytest.mark.parametrize("kind", PICTURES)
def test_pictures(kind: str, tmp_path: Path) -> None:
    result = written(Paragraph((Image(PICTURES[kind], "image/png", 900, 30, "章"),)))
    assert result.problems == ()
    assert pdf_faults(in_folder(tmp_path, result.data)) == []
    (picture,) = resources(result.data)["/XObject"].values()
    assert picture["/Width"] in (1, 2, 3, 8)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"\xff\xd8\xff",
        PNG[:40],
        png(2, 8, 2, 2, b"\0", interlaced=1),
        png(2, 8, 60_000, 1, b"\0" * 180_000),
        png(2, 8, 2, 9, b""),
    ],
    ids=["empty", "gif", "cut jpeg", "cut png", "cut interlaced", "too wide", "too short"],
)
def test_a_picture_that_cannot_be_read_is_an_error(data: bytes) -> None:
    result = written(Paragraph((Image(data, "image/x", 30, 30, "章"),)), paragraph("文"))
    assert codes(result) == ["PMG545"]
    assert shown_text(result.data) == "文"


def test_a_row_of_pictures_higher_than_the_page_fits() -> None:
    block = Table((200,), (Row((cell("", 0),)),))
    picture = Paragraph((Image(PNG, "image/png", 100, 5000),))
    assert inside(block, picture)
    assert codes(written(picture)) == []
