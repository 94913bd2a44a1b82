"""QR and bar codes stand in every format, where a reader that is not ours reads their text again."""

from __future__ import annotations

import base64
import io
import re
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
from pmgen.verify import Finished, prove
from proving import FONTS
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
    read = [code.text for picture in pictures(format, data) for code in zxingcpp.read_barcodes(picture)]
    assert sorted(read) == TEXTS
    assert {words for words in WORDS if words in texts(format, data)} == WORDS


def pictures(format: str, data: bytes) -> Iterator[Image.Image]:
    if format == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for page in pdf.pages:
                for image in page.get_images().values():
                    assert isinstance(image, pikepdf.Stream)
                    yield pikepdf.PdfImage(image).as_pil_image().convert("L")
    elif format == "html":
        for found in re.findall(r"data:image/png;base64,([A-Za-z0-9+/=]+)", data.decode()):
            yield Image.open(io.BytesIO(base64.b64decode(found)))
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
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
