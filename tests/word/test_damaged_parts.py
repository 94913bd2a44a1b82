"""What Word never writes, such as a number that is none, is a damaged part and no fault of the program."""

from __future__ import annotations

import pytest

from pmgen.engines import FilledLayout
from word.building import package, parts_of
from word.corpus import fill

PARTS = parts_of("# 甲\n│ {{ a }} │")
PLACES = [
    ("word/document.xml", "<w:tcPr>", '<w:tcPr><w:gridSpan w:val="{}"/>'),
    ("word/document.xml", "<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="{}"/></w:trPr>'),
    ("word/document.xml", "<w:body>", '<w:body><w:p><w:pPr><w:outlineLvl w:val="{}"/></w:pPr></w:p>'),
    ("word/styles.xml", '<w:outlineLvl w:val="0"/>', '<w:outlineLvl w:val="{}"/>'),
]


def _filled(part: str, before: str, after: str, number: str) -> FilledLayout:
    text = str(PARTS[part])
    assert before in text
    return fill(package({**PARTS, part: text.replace(before, after.format(number), 1)}), "a: 1")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("number", ["x", "-1", "1.5", "", "9" * 5000])
def test_no_number(place: tuple[str, str, str], number: str) -> None:
    filled = _filled(*place, number)
    assert filled.document is None
    assert [problem.code for problem in filled.problems] == ["PMG422"]


@pytest.mark.parametrize("place", PLACES)
def test_a_number(place: tuple[str, str, str]) -> None:
    assert _filled(*place, "1").document is not None


DRAWING = (
    "<w:p><w:r><w:drawing><wp:inline xmlns:wp="
    '"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr name="甲"/>'
    "</wp:inline></w:drawing></w:r></w:p>"
)


@pytest.mark.parametrize("stray", ["<w:tr><w:tc><w:p/></w:tc></w:tr>", "<w:tc><w:p/></w:tc>", DRAWING])
def test_out_of_place(stray: str) -> None:
    filled = _filled("word/document.xml", "<w:body>", "<w:body>{}", stray)
    assert filled.document is None
    assert {problem.code for problem in filled.problems} == {"PMG422"}
