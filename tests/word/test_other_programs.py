"""Filled layouts are sound for the Open XML SDK and open in LibreOffice with every word they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import converted, validation_errors
from word.corpus import CASES, Case, fill_case, read_cases

CHOSEN = {
    "four levels, all openers in one cell",
    "rows merged in the layout repeat as a block",
    "colspan of docxtpl",
    "columns with tc in cells of their own",
    "a nested table in a loop of rows",
    "a footnote is a template",
    "header and footer are templates",
    "a text box in a loop",
    "a picture of the pack's folder",
    "pictures in the header and in a layout with drawings of its own",
    "a section break in the paragraph of a loop's end",
    "references in another loop over the same items lead to the same bookmarks",
    "contents of two levels, headings without bookmarks, some in an if",
    "contents without headings",
    "a bookmark that begins before an if and ends in it",
    "line breaks and tabs in a value",
}
FOUND = {case.title: case for path in CASES.glob("*.txt") for case in read_cases(path)}


def filled(case: Case, folder: Path) -> Path:
    document = fill_case(case).document
    assert document is not None
    assert document.source is not None
    file = folder / "document.docx"
    file.write_bytes(document.source)
    return file


@pytest.mark.parametrize("title", sorted(CHOSEN))
def test_open_xml_sdk_finds_nothing(title: str, tmp_path: Path) -> None:
    assert not validation_errors(filled(FOUND[title], tmp_path))


def test_libreoffice_reads_every_word(tmp_path: Path) -> None:
    file = filled(FOUND["contents of two levels, headings without bookmarks, some in an if"], tmp_path)
    text = converted(file, "txt:Text", tmp_path).read_text("utf-8-sig")
    lines = [line.split("\t")[0] for line in text.splitlines() if line.strip()]
    assert lines == ["第一部分", "甲（1）", "丙", "尾", "第一部分", "甲（1）", "丙", "尾"]
