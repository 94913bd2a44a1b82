from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdf_samples import FONT, SIZE, brought_shelf, paragraph, words
from pmgen.document import Align, Autospace, Bookmark, PageNumber, Text
from pmgen.formats.pdf.write.line_breaking import NOT_AT_END, NOT_AT_START, ParagraphSetter, line_ends
from pmgen.formats.pdf.write.typefaces import Fonts
from pmgen.problems import Problems

CASES = Path(__file__).parent / "cases" / "breaking.txt"


@dataclass(frozen=True)
class Case:
    title: str
    width: int
    text: str
    lines: list[str]


def cases() -> list[Case]:
    _, *parts = CASES.read_text("utf-8").split("\n=== ")
    return [case(part) for part in parts]


def case(part: str) -> Case:
    head, lines = part.rstrip("\n").split("\n---", 1)
    title, width, text = head.split("\n", 2)
    return Case(title, int(width), text, lines.removeprefix("\n").split("\n"))


def setter() -> ParagraphSetter:
    return ParagraphSetter(Fonts(brought_shelf(), Problems()), 21.0)


def broken(text: str, width: float, align: Align = Align.LEFT) -> list[str]:
    return [words(line.pieces) for line in setter().lines(paragraph(text, align), width)]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_lines(case: Case) -> None:
    assert broken(case.text, case.width * SIZE) == case.lines


@pytest.mark.parametrize(
    ("align", "starts"), [(Align.LEFT, (0, 0)), (Align.RIGHT, (1, 2)), (Align.CENTER, (0.5, 1))]
)
@pytest.mark.parametrize("blanks", [" ", "   "])
def test_blanks_at_a_lines_end_take_no_room(align: Align, starts: tuple[float, float], blanks: str) -> None:
    lines = setter().lines(paragraph(f"一二三{blanks}四五", align), 4 * SIZE)
    assert [words(line.pieces) for line in lines] == [f"一二三{blanks}", "四五"]
    assert [line.pieces[0].x for line in lines] == pytest.approx([start * SIZE for start in starts])
    assert broken(f"一二三四{blanks}五六", 4 * SIZE, align) == [f"一二三四{blanks}", "五六"]


@pytest.mark.parametrize("blank", ["", "甲\n\n乙"])
def test_a_line_without_words_is_as_high_as_its_own_paragraph_asks(blank: str) -> None:
    one, heights = setter(), list[float]()
    for size in (10, 40, 10):
        asked = replace(paragraph(blank), font=replace(FONT, size=size))
        heights.append(sum(line.height for line in one.lines(asked, 100)))
    assert heights[0] == heights[2] < heights[1]


@pytest.mark.parametrize("align", Align)
@pytest.mark.parametrize("autospace", Autospace)
@pytest.mark.parametrize("text", ["一二三", "共12台 abc", "12", "‘一’", " 一"])
def test_text_that_has_room_is_set_as_beside_more_text(text: str, autospace: Autospace, align: Align) -> None:
    asked = replace(
        paragraph(text, align), autospace=autospace, indent=2, indent_right=3, first_line_indent=5,
        line_factor=1.5, space_before=4, space_after=6,
    )  # fmt: skip
    one, marked = setter(), replace(asked, children=(*asked.children, Bookmark("b")))
    assert one.lines(asked, 100) == tuple(line._replace(marks=()) for line in one.lines(marked, 100))


@pytest.mark.parametrize("page", [3, 12])
def test_a_paragraph_set_again_on_another_page_names_that(page: int) -> None:
    one, foot = setter(), replace(paragraph(""), children=(Text("第", FONT), PageNumber(FONT)))
    one.page_number = 1
    assert words(one.lines(foot, 100)[0].pieces) == "第1"
    one.page_number = page
    assert words(one.lines(foot, 100)[0].pieces) == f"第{page}"


TEXT = st.text(st.sampled_from("一二三四，。（）《》“”ab cd1234.%≥年元——…　"), max_size=60)


@given(TEXT)
@settings(deadline=None)
def test_a_line_may_end_only_inside_or_at_the_end_of_the_text(text: str) -> None:
    ends = line_ends(text)
    assert ends == sorted(set(ends))
    assert (ends or [0])[-1] == len(text)


@given(TEXT)
@settings(deadline=None)
def test_no_mark_stands_where_it_must_not(text: str) -> None:
    for end in line_ends(text)[:-1]:
        assert text[end] not in NOT_AT_START or text[end - 1] == " ", (text, end)
        assert text[end - 1] not in NOT_AT_END, (text, end)


@given(TEXT, st.integers(5, 200), st.sampled_from(Align))
@settings(deadline=None, max_examples=60)
def test_broken_lines_hold_the_whole_text_within_the_width(text: str, width: int, align: Align) -> None:
    fonts = setter()
    lines = fonts.lines(paragraph(text, align), width)
    assert "".join(words(line.pieces) for line in lines) == text
    advance = fonts.fonts.style(FONT).advance
    for line in lines:
        shown = words(line.pieces).rstrip(" ")
        assert len(shown) <= 1 or sum(map(advance.__getitem__, shown)) <= width + 0.1
