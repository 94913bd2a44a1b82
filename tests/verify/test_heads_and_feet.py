"""What stands at the head and foot of pages: proven where it is, told where it is lost or changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pmgen.document import (
    Align,
    Block,
    Cell,
    Document,
    Inline,
    LineBreak,
    Page,
    PageNumber,
    Paragraph,
    Row,
    RunningHeads,
    Section,
    Tab,
    Table,
    Text,
)
from pmgen.formats import FORMATS, WriterSettings
from pmgen.formats.file_contents import ShownRunningHeads, Words, read_file
from pmgen.verify.expected_content import ExpectedContent
from pmgen.verify.paragraphs_and_running_heads import compare_running_heads_of_pages
from pmgen.verify.shown_content import shown_content
from pmgen.verify.table_comparison import compare_file
from proving import FONTS


def line(*children: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(child) if isinstance(child, str) else child for child in children))


FEET: dict[str, tuple[Block, ...]] = {
    "a number": (replace(line(PageNumber()), align=Align.CENTER),),
    "a number between words": (line("第", PageNumber(), "页"),),
    "a number at the end": (line("页 ", PageNumber()),),
    "two lines": (line("某局 内部"), line("共一份")),
    "a table": (
        Table((100, 100), (Row((Cell((line("左"),), 0), Cell((line("右"),), 1))),)),
        line(),
    ),
    "a tab and a break": (line("甲", Tab(), "乙", LineBreak(), "丙"),),
}


def document(header: tuple[Block, ...], footer: tuple[Block, ...]) -> Document:
    blocks = (line("正文"), line("3"), replace(line("后文"), page_break_before=True))
    return Document("题", sections=(Section(Page(), blocks, header, footer),))


def differing(first: RunningHeads | None, even: RunningHeads | None, pages: int = 3) -> Document:
    """Return a document of one section whose ordinary pages say 单页."""
    more = (replace(line(f"第{n}段"), page_break_before=True) for n in range(1, pages))
    foot = (replace(line("单页", PageNumber()), align=Align.RIGHT),)
    section = Section(Page(), (line("正文"), *more), (), foot, first, even)
    return Document("题", sections=(section,))


def told(expected: Document, made: Document, format: str) -> list[str]:
    seen = read_file(format, FORMATS[format].write(made, WriterSettings(FONTS)).data)
    problems = compare_file(ExpectedContent(shown_content(expected)), "x", format, seen)
    return [f"{problem.code} {problem.message}" for problem in problems]


@pytest.mark.parametrize("format", ["docx", "pdf"])
@pytest.mark.parametrize("name", FEET)
def test_a_foot_is_proven_and_its_loss_is_told(name: str, format: str) -> None:
    whole = document((line("页眉"),), FEET[name])
    assert told(whole, whole, format) == []
    assert told(whole, document((line("页眉"),), ()), format) != []


@pytest.mark.parametrize(
    ("drawn", "left"),
    [
        ("左|右", ""),
        ("左右", ""),
        ("左|外|右", "左外右"),
        ("外|左|右", "外"),
        ("左|右|外", "外"),
        ("左|右外", "左右外"),
    ],
)
def test_words_among_those_of_a_foot_are_too_many(drawn: str, left: str) -> None:
    pieces = [Words(text, "1", "Footer") for text in drawn.split("|")]
    extra, _ = compare_running_heads_of_pages(pieces, [ShownRunningHeads(("左\t右",))], 1)
    assert "".join(piece.text for piece in extra) == left


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_a_head_that_says_something_else_is_told(format: str) -> None:
    found = told(document((line("某局"),), ()), document((line("某处"),), ()), format)
    assert "PMG729 the line 某局 is missing" in found


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_a_number_in_the_text_is_no_number_of_a_page(format: str) -> None:
    first = Section(Page(), (line("正文"), line("7")))
    both = Document("题", sections=(first, Section(Page(), (line("后文"),), (), (line(PageNumber()),))))
    assert told(both, both, format) == []


FIRST, EVEN = RunningHeads((line("首页"),), ()), RunningHeads((), (line("双页", PageNumber()),))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("pages", [1, 2, 3])
@pytest.mark.parametrize("even", [None, EVEN, RunningHeads()])
@pytest.mark.parametrize("first", [None, FIRST, RunningHeads()])
def test_first_and_even_pages_are_proven(
    first: RunningHeads | None, even: RunningHeads | None, pages: int, format: str
) -> None:
    whole = differing(first, even, pages)
    assert told(whole, whole, format) == []


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("first", "even", "says"),
    [
        (None, EVEN, "PMG729 the line 双页"),
        (FIRST, EVEN, "PMG729 the line 首页"),
        (FIRST, None, "PMG729 the line 首页"),
    ],
)
def test_the_loss_of_what_first_or_even_pages_have_is_told(
    first: RunningHeads | None, even: RunningHeads | None, says: str, format: str
) -> None:
    whole = differing(first, even)
    found = told(whole, differing(None, even if first else None), format)
    assert [one for one in found if one.startswith(says)]


@pytest.mark.parametrize("format", FORMATS)
def test_a_foot_of_other_pages_is_no_foot_of_these(format: str) -> None:
    whole = differing(None, EVEN)
    [section] = whole.sections
    swapped = replace(section, footer=EVEN.footer, even=section.ordinary)
    assert told(whole, Document("题", sections=(swapped,)), format) != []


def test_each_page_of_a_pdf_has_its_own_foot_and_no_other() -> None:
    whole, plain = differing(None, EVEN), differing(None, None)
    assert [one[:6] for one in told(whole, plain, "pdf")] == ["PMG729", "PMG730"]
    blank = differing(RunningHeads(), None)
    assert [one[:6] for one in told(plain, blank, "pdf")] == ["PMG729"]


def test_the_first_page_is_that_of_each_section_and_only_one() -> None:
    one = differing(FIRST, EVEN, 2).sections[0]
    both = Document("题", sections=(one, replace(one, first=RunningHeads((line("次首页"),), ()))))
    assert told(both, both, "pdf") == []
    swapped = Document("题", sections=both.sections[::-1])
    assert {"PMG729", "PMG730"} <= {one[:6] for one in told(both, swapped, "pdf")}
