"""The report of changes: whole pages and JSON as they were looked at, checked, and seen in a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compared_annexes import HOSTILE, annex, hostile, training, two_years
from golden import check_parts
from pmgen.compare import Comparison, Edition, compare_folders
from pmgen.reports.change_wording import marked
from pmgen.reports.changes_json import changes_json
from pmgen.reports.changes_page import changes_page
from pmgen.reports.report_page import Language
from tools import in_browser, page_errors

ENGLISH = Language("en")


def page_of(*comparisons: Comparison) -> str:
    return changes_page(comparisons, str, ENGLISH)


def test_the_reports_are_as_they_were_looked_at(pytestconfig: pytest.Config) -> None:
    made = {"changes.html": page_of(two_years()), "changes.json": changes_json([two_years()], str)}
    check_parts(made, Path(__file__).with_name("changes"), pytestconfig.getoption("--accept"))


@pytest.mark.parametrize("comparison", [two_years(), hostile()], ids=["two years", "hostile"])
def test_the_page_is_valid(comparison: Comparison, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page_of(comparison), encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(file.read_bytes())
    assert page_errors(file) == []


@pytest.mark.parametrize("comparison", [two_years(), hostile()], ids=["two years", "hostile"])
def test_the_page_in_a_browser(comparison: Comparison, tmp_path: Path) -> None:
    seen = browsed(comparison, tmp_path, is_judged=True)
    assert seen["violations"] == []
    assert seen["overflow"] == {"360": 0, "1280": 0}
    assert (seen["requests"], seen["complaints"], seen["lost"]) == ([], [], 0)


def test_text_is_never_markup(tmp_path: Path) -> None:
    text = browsed(hostile(), tmp_path)["text"]
    assert HOSTILE.replace("\u202e", "〈U+202E〉").replace("\u202c", "〈U+202C〉") in text
    assert "\u202e" not in text


def browsed(comparison: Comparison, folder: Path, *, is_judged: bool = False) -> dict[str, Any]:
    file = folder / "page.html"
    file.write_text(page_of(comparison), encoding="utf-8")
    return in_browser(file, folder, is_judged=is_judged)


def test_nothing_changed_is_said() -> None:
    assert "nothing changed" in page_of()
    assert json.loads(changes_json([], str)) == {"version": "1", "same": True, "annexes": []}


def test_json_holds_no_number_that_could_be_rounded() -> None:
    def refused(text: str) -> None:
        raise AssertionError(f"a number: {text}")

    json.loads(changes_json([two_years()], str), parse_float=refused, parse_int=refused)


def test_json_gives_no_sum_that_lacks_something() -> None:
    old, new = annex(2025, training("a.yaml")), annex(2026, training("b.yaml"))
    comparisons = compare_folders([Edition("", old)], [Edition("", new, is_whole=False)])
    (found,) = json.loads(changes_json(comparisons, str))["annexes"]
    assert not found["whole"]
    assert (found["old"]["total"], found["new"]["total"], found["percent"]) == (None, None, None)


@given(st.text("甲乙丙丁，。", max_size=30), st.text("甲乙丙丁，。", max_size=30))
def test_the_pieces_are_the_texts(old: str, new: str) -> None:
    pieces_old, pieces_new = marked(old, new)
    assert "".join(piece.text for piece in pieces_old) == old
    assert "".join(piece.text for piece in pieces_new) == new
    kept = ["".join(piece.text for piece in side if not piece.differs) for side in (pieces_old, pieces_new)]
    assert kept[0] == kept[1]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("培训一千人。", "培训一千二百人。", ("培训一千人。", "培训一千[二百]人。")),
        ("提升水平", "全面提升水平", ("提升水平", "[全面]提升水平")),
        ("甲乙", "丙丁", ("[甲乙]", "[丙丁]")),
        ("开展培训的工作", "做好宣传的事情", ("[开展培训的工作]", "[做好宣传的事情]")),
        ("", "新写", ("", "[新写]")),
    ],
)
def test_what_differs_is_marked(old: str, new: str, shown: tuple[str, str]) -> None:
    sides = ("".join(f"[{p.text}]" if p.differs else p.text for p in side) for side in marked(old, new))
    assert tuple(sides) == shown
