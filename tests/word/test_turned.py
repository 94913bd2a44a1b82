"""Turned cells are turned in pages, sheets and new Word files too, and lines from corner to corner drawn."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from pmgen.formats import FORMATS, WriterSettings
from word.rendering import FONTS, LAYOUTS, Rendered, read_cases

CASES = {case.title.partition(":")[0]: case for case in read_cases(LAYOUTS / "turned.txt")}


def part(data: bytes, name: str) -> str:
    """Return a part of a package as text."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize(
    ("word", "degrees", "css"),
    [
        ("tbRlV", "255", "writing-mode:vertical-rl;"),
        ("tbRl", "180", "writing-mode:vertical-rl;text-orientation:sideways"),
        ("btLr", "90", "writing-mode:sideways-lr"),
    ],
)
def test_a_turned_cell_is_turned_everywhere(word: str, degrees: str, css: str) -> None:
    rendered = CASES[f"a label over two rows in {word}"].render()
    style = part(rendered.files["xlsx"], "xl/styles.xml")
    assert re.findall(r'textRotation="(\d+)"', style) == [degrees]
    assert css in rendered.files["html"].decode().replace("}", ";")
    assert f'<w:textDirection w:val="{word}"/>' in part(anew(rendered), "word/document.xml")


def test_lines_from_corner_to_corner_are_drawn_everywhere() -> None:
    rendered = CASES["a head with a line from corner to corner"].render()
    style = part(rendered.files["xlsx"], "xl/styles.xml")
    for said in (
        '<border diagonalDown="1">',
        '<border diagonalUp="1">',
        '<border diagonalUp="1" diagonalDown',
    ):
        assert said in style
    page = rendered.files["html"].decode()
    assert page.count("linear-gradient(to top right") == 2 == page.count("linear-gradient(to bottom right")
    document = part(anew(rendered), "word/document.xml")
    assert document.count("<w:tl2br") == 2 == document.count("<w:tr2bl")


def anew(rendered: Rendered) -> bytes:
    """Return the document as a Word file of our own."""
    return FORMATS["docx"].write(replace(rendered.document, source=None), WriterSettings(FONTS)).data
