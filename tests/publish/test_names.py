"""Names of output files, with hostile ones."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgen.publish.atomic_files import place_below
from pmgen.publish.render_plan import LONGEST, ROOM, distinct, joined, safe_part

HOSTILE = st.sampled_from(
    [
        "../../x",
        "..",
        "CON",
        "con.txt",
        "a/b",
        "a\\b",
        "🎉",
        "x" * 300,
        "长" * 300,
        "尾...",
        ".隐藏",
        "a\x00b",
        " ",
        "",
    ]
)
ANY_NAME = st.one_of(HOSTILE, st.text(max_size=200))
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?\Z")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2025_353101天津市人社局_项目绩效目标表", "2025_353101天津市人社局_项目绩效目标表"),
        ("公益性岗位补贴_2025年（中央）", "公益性岗位补贴_2025年（中央）"),
        ("“双一流”建设、《规划》：A—B", "“双一流”建设、《规划》：A—B"),
        ("../../x", "x"),
        ("a/b\\c:d", "a_b_c_d"),
        ("CON", "_CON"),
        ("con.附件", "_con.附件"),
        ("控制", "控制"),
        (".隐藏", "隐藏"),
        ("尾巴...", "尾巴"),
        ("庆祝🎉活动", "庆祝_活动"),
        ("行\n列\t表", "行_列_表"),
        ("\u202e反写", "反写"),
        ("e\u0301", "é"),
        ("", "_"),
        ("///", "_"),
    ],
)
def test_a_name_stays_readable_and_becomes_legal(text: str, name: str) -> None:
    assert safe_part(text) == name


def test_a_long_name_is_cut_between_characters_and_nothing_is_added() -> None:
    assert safe_part("长" * 200) == "长" * ((LONGEST - ROOM) // 3)
    assert safe_part("长" * 75) == "长" * 75


def test_long_names_that_become_one_are_numbered() -> None:
    stems = distinct(PurePosixPath(safe_part("长" * 200 + last)) for last in "甲乙")
    assert [stem.name[-2:] for stem in stems] == ["长长", "_2"]
    assert all(len(stem.name.encode()) <= LONGEST - ROOM for stem in stems)


@given(ANY_NAME)
@settings(deadline=None)
def test_every_name_is_legal_everywhere(text: str) -> None:
    name = safe_part(text)
    assert len(name.encode()) <= LONGEST - ROOM
    assert not name.startswith(".") and not name.endswith((".", " "))
    assert not RESERVED.match(name)
    assert not set(name) & set('\\/:*?"<>|')
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in name)
    assert unicodedata.is_normalized("NFC", name)


@given(st.lists(ANY_NAME, max_size=12))
@settings(deadline=None)
def test_no_two_names_of_a_plan_meet_where_case_does_not_count(texts: list[str]) -> None:
    names = distinct(PurePosixPath("附件") / safe_part(text) for text in texts)
    assert len({str(name).casefold() for name in names}) == len(texts)
    assert all(len(name.name.encode()) <= LONGEST - ROOM for name in names)


@given(st.lists(ANY_NAME, min_size=1, max_size=4))
@settings(deadline=None)
def test_no_name_leads_out_of_the_output_folder(texts: list[str]) -> None:
    root = Path("output")
    path = place_below(root, PurePosixPath(*[safe_part(text) for text in texts]))
    assert path.resolve().is_relative_to(root.resolve())


def test_equal_names_are_numbered_in_their_order() -> None:
    stems = [PurePosixPath("x") / name for name in ("表", "表", "A", "a", "表_2", "e\u0301", "\u00e9")]
    numbered = ["表", "表_2", "A", "a_2", "表_2_2", "e\u0301", "\u00e9_2"]
    assert [stem.name for stem in distinct(stems)] == numbered


def test_unknown_parts_of_a_name_leave_no_trace() -> None:
    assert joined([None, "353101甲局", "", "绩效目标表"]) == "353101甲局_绩效目标表"
