"""The looks that CSS gives: each row of a table here is a layout, and what must come of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from struct import pack
from typing import Any

import pytest

from plain_records import region_of, root_of
from pmgen.document import (
    Align,
    Border,
    Cell,
    Document,
    Image,
    Insets,
    Page,
    Paragraph,
    Row,
    Table,
    Text,
    VerticalAlign,
)
from pmgen.engines.markup import compile_layout
from pmgen.formats.word import read_document
from word.building import build
from word.corpus import fill
from word.test_pictures import phys, png

PNG = b"\x89PNG\r\n\x1a\n" + pack(">I4sII", 13, b"IHDR", 40, 20) + b"\x08\x02\0\0\0"
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + pack(">HH", 20, 40) + b"\x01\x01\x11\x00"
MM = 72 / 25.4


def filled(folder: Path, layout: str) -> Document:
    (folder / "layout.html.j2").write_text(layout, encoding="utf-8")
    region = region_of(folder)
    result = compile_layout(region).fill(root_of(region, {}), "标题", "单位")
    assert result.problems == ()
    assert result.document is not None
    return result.document


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("font-size: 9pt", {"size": 9}),
        ("font-size: 4mm", {"size": pytest.approx(4 * MM, abs=1e-4)}),
        ("font-size: 12px", {"size": 9}),
        ("font-size: 2em", {"size": 21}),
        ("font-size: 200%", {"size": 21}),
        ("font-weight: bold", {"bold": True}),
        ("font-weight: 700", {"bold": True}),
        ("font-weight: normal", {"bold": False}),
        ("font-family: 黑体", {"east_asian": "黑体", "latin": "黑体"}),
        ("font-family: Arial, 黑体, serif", {"east_asian": "黑体", "latin": "Arial"}),
        ("font-family: 'Times New Roman'", {"east_asian": "宋体", "latin": "Times New Roman"}),
        ("font-family: sans-serif", {"east_asian": "黑体", "latin": "黑体"}),
        ("font-family: FangSong_GB2312", {"east_asian": "FangSong_GB2312"}),
    ],
)
def test_fonts(css: str, expected: dict[str, Any], tmp_path: Path) -> None:
    text = paragraph(filled(tmp_path, f'<p style="{css}">甲</p>')).children[0]
    assert isinstance(text, Text)
    assert {name: getattr(text.font, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("rules", "align"),
    [
        ("p { text-align: right }", Align.RIGHT),
        ("body { text-align: right }", Align.RIGHT),
        (".a { text-align: right } p { text-align: center }", Align.RIGHT),
        ("#b { text-align: right } .a { text-align: center }", Align.RIGHT),
        ("p.a { text-align: right } .a { text-align: center }", Align.RIGHT),
        ("div p { text-align: right } p { text-align: center }", Align.RIGHT),
        ("body .d p { text-align: right }", Align.RIGHT),
        ("td p { text-align: right }", Align.LEFT),
        ("p, h1 { text-align: right }", Align.RIGHT),
        ("p { text-align: center } p { text-align: right }", Align.RIGHT),
        (".b { text-align: right }", Align.LEFT),
        ("p { text-align: justify }", Align.JUSTIFY),
        ("* { text-align: right }", Align.RIGHT),
    ],
)
def test_cascade(rules: str, align: Align, tmp_path: Path) -> None:
    layout = f'<style>{rules}</style><body><div class="d"><p class="a c" id="b">甲</p></div></body>'
    assert paragraph(filled(tmp_path, layout)).align is align


def test_style_attribute_wins(tmp_path: Path) -> None:
    layout = '<style>#b { text-align: center }</style><p id="b" style="text-align: right">甲</p>'
    assert paragraph(filled(tmp_path, layout)).align is Align.RIGHT


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("border: 1pt solid #f00", {"borders.top": Border(1, "FF0000"), "borders.left": Border(1, "FF0000")}),
        ("border: solid black thin", {"borders.right": Border(0.75)}),
        ("border-bottom: 0.5pt solid", {"borders.bottom": Border(0.5), "borders.top": None}),
        ("border: 1pt solid; border-left: none", {"borders.left": None, "borders.right": Border(1)}),
        ("border: 0", {"borders.top": None}),
        ("background: #D9D9D9", {"background": "D9D9D9"}),
        ("background: silver", {"background": "C0C0C0"}),
        ("background: none", {"background": None}),
        ("padding: 1pt", {"padding": Insets(1, 1, 1, 1)}),
        ("padding: 1pt 2pt", {"padding": Insets(1, 2, 1, 2)}),
        ("padding: 1pt 2pt 3pt 4pt", {"padding": Insets(1, 2, 3, 4)}),
        ("padding: 0; padding-left: 1em", {"padding": Insets(0, 0, 0, 10.5)}),
        ("vertical-align: top", {"vertical_align": VerticalAlign.TOP}),
        ("", {"vertical_align": VerticalAlign.MIDDLE, "padding": Insets(0, 5.4, 0, 5.4)}),
    ],
)
def test_cells(css: str, expected: dict[str, Any], tmp_path: Path) -> None:
    cell = row(filled(tmp_path, f'<table><tr><td style="{css}">甲</td></tr></table>')).cells[0]
    assert {path: _look(cell, path) for path in expected} == expected


def _look(cell: Cell, path: str) -> object:
    value: object = cell
    for name in path.split("."):
        value = getattr(value, name)
    return value


def test_borders_of_a_table_are_those_of_its_edge(tmp_path: Path) -> None:
    cells = '<td>甲</td><td style="border-left: 2pt solid">乙</td>'
    layout = f'<table style="border: 1pt solid"><tr>{cells}</tr></table>'
    first, second = row(filled(tmp_path, layout)).cells
    assert (first.borders.left, first.borders.right) == (Border(1), None)
    assert (second.borders.left, second.borders.right) == (Border(2), Border(1))


def test_cells_take_fill_and_place_from_their_row_and_part(tmp_path: Path) -> None:
    row_ = '<tr style="vertical-align: bottom"><td>甲</td></tr>'
    layout = f'<table><tbody style="background: #eee">{row_}</tbody></table>'
    cell = row(filled(tmp_path, layout)).cells[0]
    assert (cell.background, cell.vertical_align) == ("EEEEEE", VerticalAlign.BOTTOM)


@pytest.mark.parametrize(
    ("layout", "height", "may_split"),
    [
        ('<tr style="height: 20pt"><td>甲</td></tr>', 20, False),
        ('<tr><td style="height: 1cm">甲</td></tr>', pytest.approx(10 * MM), False),
        ('<tr style="break-inside: auto"><td>甲</td></tr>', None, True),
        ('<tr style="break-inside: avoid"><td>甲</td></tr>', None, False),
    ],
)
def test_rows(layout: str, height: object, may_split: bool, tmp_path: Path) -> None:
    made = row(filled(tmp_path, f"<table>{layout}</table>"))
    assert made.height == height
    assert made.may_split is may_split


def test_a_table_may_be_kept_together(tmp_path: Path) -> None:
    layout = '<table style="break-inside: avoid"><tr><td>甲</td></tr><tr><td>乙</td></tr></table>'
    first, last = (r.cells[0].blocks[0] for r in table(filled(tmp_path, layout)).rows)
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    assert (first.keep_with_next, last.keep_with_next) == (True, False)


def test_padding_of_a_paragraph_is_its_distance(tmp_path: Path) -> None:
    made = paragraph(filled(tmp_path, '<p style="padding: 6pt 0 3pt 2em">甲</p>'))
    assert (made.space_before, made.space_after, made.indent) == (6, 3, 21)


@pytest.mark.parametrize(
    ("css", "page"),
    [
        ("", Page(595.3, 841.9)),
        ("size: A4", Page(595.28, 841.89)),
        ("size: A4 landscape", Page(841.89, 595.28)),
        ("size: landscape", Page(841.89, 595.28)),
        ("size: 300pt 400pt", Page(300, 400)),
        ("size: 300pt", Page(300, 300)),
        ("size: A4; margin: 10pt 20pt", Page(595.28, 841.89, Insets(10, 20, 10, 20))),
        ("margin: 10pt; margin-left: 1in", Page(margins=Insets(10, 10, 10, 72))),
    ],
)
def test_pages(css: str, page: Page, tmp_path: Path) -> None:
    made = filled(tmp_path, f"<style>@page {{ {css} }}</style><p>甲</p>").sections[0].page
    assert replace(made, header_distance=42.5, footer_distance=42.5) == page
    assert made.header_distance <= made.margins.top / 2
    assert made.footer_distance <= made.margins.bottom / 2


@pytest.mark.parametrize(
    ("markup", "width", "height"),
    [
        ('<img src="p.png" alt="章">', 30, 15),
        ('<img src="p.png" alt="章" style="width: 60pt">', 60, 30),
        ('<img src="p.png" alt="章" style="height: 60pt">', 120, 60),
        ('<img src="p.png" alt="章" style="width: 10pt; height: 10pt">', 10, 10),
        ('<img src="p.jpg" alt="章">', 30, 15),
    ],
)
def test_images(markup: str, width: float, height: float, tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(PNG)
    (tmp_path / "p.jpg").write_bytes(JPEG)
    image = paragraph(filled(tmp_path, f"<p>{markup}</p>")).children[0]
    assert isinstance(image, Image)
    assert (image.width, image.height, image.description) == (width, height, "章")


@pytest.mark.parametrize("name", ["../p.png", "{folder}/p.png", "link.png", "text.png", "."])
def test_pictures_come_only_from_the_pack(name: str, tmp_path: Path) -> None:
    pack_folder = tmp_path / "pack"
    pack_folder.mkdir()
    (tmp_path / "p.png").write_bytes(PNG)
    (pack_folder / "link.png").symlink_to(tmp_path / "p.png")
    (pack_folder / "text.png").write_bytes(b"GIF89a")
    layout = f'<p><img src="{name.format(folder=tmp_path)}"></p>'
    (pack_folder / "layout.html.j2").write_text(layout, encoding="utf-8")
    region = region_of(pack_folder)
    result = compile_layout(region).fill(root_of(region, {}), "", "")
    assert (result.document, [problem.code for problem in result.problems]) == (None, ["PMG530"])


@pytest.mark.parametrize(
    ("use", "width", "height"),
    [
        ("image", 72, 36),
        ("image('20pt')", 20, 10),
        ("image('30mm', '10mm')", 30 / 25.4 * 72, 10 / 25.4 * 72),
        ("image(height='20pt')", 40, 20),
    ],
)
def test_a_picture_is_as_large_in_every_engine(use: str, width: float, height: float, tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(png(300, 150, phys(11811, 1)))
    in_markup = paragraph(filled(tmp_path, f"<p>{{{{ 'p.png' | {use} }}}}</p>")).children[0]
    source = fill(build(f"{{{{ 'p.png' | {use} }}}}"), folder=tmp_path).document
    assert source is not None and source.source is not None
    in_word = paragraph(read_document(source.source, title="", author="").document).children[0]
    for image in (in_markup, in_word):
        assert isinstance(image, Image)
        assert image.media_type == "image/png"
        assert image.width == pytest.approx(width, abs=0.01)
        assert image.height == pytest.approx(height, abs=0.01)


def paragraph(document: Document) -> Paragraph:
    block = document.sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    return block


def table(document: Document) -> Table:
    block = document.sections[0].blocks[0]
    assert isinstance(block, Table)
    return block


def row(document: Document) -> Row:
    return table(document).rows[0]
