"""QR and bar codes stand in every format, where a reader that is not ours reads their text again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from plain_records import region_of, root_of
from pmgen.engines.markup import compile_layout
from pmgen.formats import FORMATS, WriterSettings
from pmgen.pictures import code_picture, dark_squares
from pmgen.verify import Finished, prove
from proving import FONTS
from tools import drawn_page, photographed
from word.building import build
from word.rendering import render

TAGS = "{{ 附件.标题 | 二维码('20mm') }}{{ '2025-A01' | 条形码('60mm', '15mm') }}"
TEXTS = ["2025-A01", "甲项目"]
WORDS = {"条形码：2025-A01", "二维码：甲项目"}


def word_files(folder: Path) -> Mapping[str, bytes]:
    rendered = render(build(TAGS), "annex/附件: {title/标题: 甲项目}")
    assert not rendered.proof
    return rendered.files


def markup_files(folder: Path) -> Mapping[str, bytes]:
    (folder / "layout.html.j2").write_text(f"<p>{TAGS}</p>", encoding="utf-8")
    region = region_of(folder)
    layout, root = compile_layout(region), root_of(region, {"附件": {"标题": "甲项目"}})
    document = layout.fill(root, "标题", "单位").document
    assert document is not None
    files = {name: each.write(document, WriterSettings(FONTS)).data for name, each in FORMATS.items()}
    finished = [Finished(f"x.{name}", name, data) for name, data in files.items()]
    assert not prove(layout, root, document, finished)
    return files


@pytest.mark.parametrize("files", [word_files, markup_files])
@pytest.mark.parametrize("format", FORMATS)
def test_another_reader_reads_the_codes(files: object, format: str, tmp_path: Path) -> None:
    assert callable(files)
    data = files(tmp_path)[format]
    read = [
        code.text for picture in pictures(format, data, tmp_path) for code in zxingcpp.read_barcodes(picture)
    ]
    assert sorted(read) == TEXTS
    assert {words for words in WORDS if words in texts(format, data)} == WORDS


def pictures(format: str, data: bytes, folder: Path) -> Iterator[Image.Image]:
    """Yield what is seen of a PDF and a page, whose codes are drawings, and the pictures in other files."""
    file = folder / f"x.{format}"
    file.write_bytes(data)
    if format == "pdf":
        yield Image.open(drawn_page(file, folder))
    elif format == "html":
        yield Image.open(photographed(file, folder))
    else:
        with zipfile.ZipFile(file) as package:
            for name in package.namelist():
                if name.endswith(".png"):
                    yield Image.open(io.BytesIO(package.read(name)))


def texts(format: str, data: bytes) -> str:
    """Return where the words for those stand who cannot see a picture."""
    if format == "html":
        return data.decode()
    if format == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return " ".join(
                str(each.get("/Alt", "")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
            )
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return " ".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize(
    ("kind", "text"), [("二维码", "甲项目"), ("二维码", "A" * 900), ("条形码", "2025-A01")]
)
def test_a_code_is_the_squares_that_its_picture_shows(kind: str, text: str) -> None:
    picture = code_picture(kind, text)
    found = dark_squares(picture.data)
    assert found is not None
    across, down, boxes = found
    drawn = Image.new("1", (across, down), 1)
    for left, top, wide, high in boxes:
        drawn.paste(0, (left, top, left + wide, top + high))
    shown = Image.open(io.BytesIO(picture.data))
    assert drawn.resize(shown.size, Image.Resampling.NEAREST).tobytes() == shown.tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "P"])
def test_another_picture_is_not_made_of_squares(mode: str) -> None:
    picture = Image.new("L", (64, 64), 255)
    picture.paste(0, (3, 8, 16, 24))
    data = io.BytesIO()
    picture.convert(mode).save(data, "png")
    assert dark_squares(data.getvalue()) is None


@pytest.mark.parametrize("cut", [0, 20, 40, 60, -20, -1])
def test_a_damaged_code_is_not_made_of_squares(cut: int) -> None:
    assert dark_squares(code_picture("二维码", "甲").data[:cut]) is None


def test_a_pdf_and_a_page_hold_drawings_and_no_picture(tmp_path: Path) -> None:
    assert b"/Subtype/Form" in word_files(tmp_path)["pdf"]
    assert b"/Subtype/Image" not in word_files(tmp_path)["pdf"]
    assert b"image/png" not in word_files(tmp_path)["html"]
