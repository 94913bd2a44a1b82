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
    Section,
    Tab,
    Table,
    Text,
)
from pmgen.readers import read_file
from pmgen.verify.comparing import verify_file
from pmgen.verify.expectation import Expected
from pmgen.verify.shown import shown
from pmgen.writers import WRITERS, Setting
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


def told(expected: Document, made: Document, format: str) -> list[str]:
    seen = read_file(format, WRITERS[format](made, Setting(FONTS)).data)
    problems = verify_file(Expected(shown(expected)), "x", format, seen)
    return [f"{problem.code} {problem.message}" for problem in problems]


@pytest.mark.parametrize("format", ["docx", "pdf"])
@pytest.mark.parametrize("name", FEET)
def test_a_foot_is_proven_and_its_loss_is_told(name: str, format: str) -> None:
    whole = document((line("页眉"),), FEET[name])
    assert told(whole, whole, format) == []
    assert told(whole, document((line("页眉"),), ()), format) != []


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_a_head_that_says_something_else_is_told(format: str) -> None:
    found = told(document((line("某局"),), ()), document((line("某处"),), ()), format)
    assert "PMG729 the line 某局 is missing" in found


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_a_number_in_the_text_is_no_number_of_a_page(format: str) -> None:
    first = Section(Page(), (line("正文"), line("7")))
    both = Document("题", sections=(first, Section(Page(), (line("后文"),), (), (line(PageNumber()),))))
    assert told(both, both, format) == []
