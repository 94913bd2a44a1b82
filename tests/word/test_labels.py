"""Cells in which nothing of the data can stand head those beside or below them: the cases of labels.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.document import Paragraph, Table
from pmgen.formats.document_text import words
from pmgen.formats.word import read_document
from word.building import build
from word.corpus import Case, fill, read_cases

CASES = [pytest.param(case, id=case.title) for case in read_cases(Path(__file__).with_name("labels.txt"))]
DATA = 'a: 甲\nb: "12.5"\nxs: [一, 二]'


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case) -> None:
    document = fill(build(case.layout), DATA).document
    assert document is not None and document.source is not None
    read = read_document(document.source, title="", author="", labels=document.labels).document
    tables = [block for section in read.sections for block in section.blocks if isinstance(block, Table)]
    cells = [cell for table in tables for row in table.rows for cell in row.cells]
    told = [_first(cell.blocks) + (f":{cell.header.value}" if cell.header else "") for cell in cells]
    assert told == case.sections["cells"].split()


def test_a_document_that_is_changed_forgets_its_labels() -> None:
    document = fill(build("│ 项目名称 │ {{ a }} │"), DATA).document
    assert document is not None and document.labels == {0}
    assert document.with_sections(()).labels == frozenset()


def _first(blocks: object) -> str:
    first = blocks[0] if isinstance(blocks, tuple) else None
    return "".join(words(first).split()) if isinstance(first, Paragraph) and words(first) else "·"
