"""How near is together: letters of one line, letters on others, lines that meet."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfWriter
from pypdf.generic import ContentStream

from pdf_samples import paragraph, written
from pmgen.formats.file_contents import Seen
from pmgen.formats.pdf.read import read
from pmgen.formats.pdf.read.page_areas import Areas
from pmgen.formats.pdf.read.page_marks import Stroke

FIRST, SECOND = "\0\1", "\0\2"
"""The codes of the two characters of the page."""


def with_more(*operators: str) -> Seen:
    """Return what is seen of a page that says 甲乙 when more is drawn on it."""
    writer = PdfWriter(clone_from=BytesIO(written(paragraph("甲乙")).data))
    content = writer.pages[0].get_contents()
    assert content is not None
    stream = ContentStream(None, writer)
    stream.set_data(content.get_data() + "\n".join(["", *operators]).encode("latin-1"))
    writer.pages[0].replace_contents(stream)
    made = BytesIO()
    writer.write(made)
    return read(made.getvalue())


def drawn(code: str, x: float, y: float, size: float) -> str:
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm({code})Tj ET"


@pytest.mark.parametrize(
    ("size", "lower", "text"),
    [(12, 0, "甲乙"), (12, 1.9, "甲乙"), (12, 2.1, "甲\n乙"), (4, 1.5, "甲乙"), (4, 1.7, "甲\n乙")],
)
def test_what_stands_a_little_lower_is_on_the_same_line(size: float, lower: float, text: str) -> None:
    seen = with_more(drawn(FIRST, 100, 300, size), drawn(SECOND, 100 + size, 300 - lower, size))
    assert "\n".join(words.text for words in seen.artifacts) == text


@pytest.mark.parametrize(("nearer", "astray"), [(3.9, 0), (4.1, 1)])
@pytest.mark.parametrize("way", [(1, 0), (0, 1)], ids=["beside", "below"])
def test_letters_may_touch_and_not_stand_on_each_other(
    way: tuple[int, int], nearer: float, astray: int
) -> None:
    size, (across, down) = 10, way
    x, y = 100 + across * (size - nearer), 300 - down * (8 - nearer)
    seen = with_more(drawn(FIRST, 100, 300, size), drawn(SECOND, x, y, size))
    assert len(seen.astray) == astray


def frame(gap: float = 0) -> Areas:
    """Return the areas of a frame from 10 to 90 whose upper line may end before the right one."""
    upper = Stroke(10, 50, 90 - gap, 50)
    return Areas([Stroke(10, 10, 10, 50), Stroke(90, 10, 90, 50), Stroke(10, 10, 90, 10), upper])


@pytest.mark.parametrize(("gap", "is_closed"), [(0, True), (0.9, True), (1.1, False)])
def test_lines_that_nearly_meet_enclose_an_area(gap: float, is_closed: bool) -> None:
    areas = frame(gap)
    assert (areas.area(20, 20) != areas.area(200, 20)) is is_closed


@pytest.mark.parametrize(("x", "is_inside"), [(9.1, True), (8.9, False)])
def test_what_begins_on_a_line_is_within_it(x: float, is_inside: bool) -> None:
    areas = frame()
    assert (areas.area(x, 20) == areas.area(50, 20)) is is_inside
