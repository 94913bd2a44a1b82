"""What is read without YAML's events is read exactly as by them, places included, or left to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmgen.load.plain_yaml import read_plain
from pmgen.load.text_files import decode
from pmgen.load.yaml_parsing import compose_events
from pmgen.problems import Problems
from shipped import FILES
from small_annexes import SOUND, Case, read_cases

CASES = read_cases("yaml.txt") + read_cases("fields.txt")
NAMES = ["", "", "甲: ", "乙: ", "丙:", "甲 : ", "甲:乙: ", "《甲》: ", "<<: ", "... 甲: "]
WORDS = ["", "", "一", "一 二", "一#2", "≥1,5%", "=1", "<5%", "~", "...", "“一”", "\\"]
ODD = ["\u3000一", "一\u3000", "-1", "- 1", "一:", "一: 二", "一 ", "一 #2", "# 一", "[一]", "一\t", "一\r二"]
SIGNS = ["---", "?", "*一", "&一", "!一", "|", "'", '"']
QUOTED = ["'一'", "'一: 二'", "'一''二'", "'一' 二", "''", "'null'", '"一"', '"一\\n"']
LINE = st.tuples(
    st.sampled_from(["", "", " ", "  ", "  ", "   ", "    "]),
    st.sampled_from(["", "", "- ", "- - ", "-"]),
    st.sampled_from(NAMES),
    st.sampled_from(WORDS + ODD + SIGNS + QUOTED),
).map("".join)
DAMAGE = [*"\t：:-'\"“”{}[]&*!|>%@`#,，　 \n\\?~.<", "- ", "  ", "\n  ", "# "]


def check_same(text: str) -> None:
    check_one(text)
    check_one(text.replace("\n", "\r\n"))


def check_one(text: str) -> None:
    if decode(text.encode(), "x.yaml", Problems()) is None:
        return
    root = read_plain(text)
    if root is not None:
        composed = compose_events(text, "x.yaml")
        assert composed.root == root
        assert composed.problems == ()


def test_the_data_are_plain_but_for_a_block() -> None:
    others = [path.stem for path in FILES if read_plain(path.read_text("utf-8")) is None]
    assert others == ["01_职业培训基础能力建设资助"]


def test_lines_may_end_as_on_windows() -> None:
    assert read_plain(SOUND.replace("\n", "\r\n")) is not None


def test_a_list_may_begin_in_the_column_of_its_name() -> None:
    assert read_plain("甲:\n- 一\n- 乙: 二\n  丙:\n  - 三\n丁: 四\n") is not None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_data(path: Path) -> None:
    check_same(path.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_the_usual_mistakes(case: Case) -> None:
    check_same(case.text)


@pytest.mark.parametrize("words", WORDS + ODD + SIGNS + QUOTED)
def test_any_words(words: str) -> None:
    check_same(f"甲: {words}\n乙:\n  - {words}\n")


@pytest.mark.parametrize("name", NAMES)
def test_any_name(name: str) -> None:
    check_same(f"{name}一\n丙:\n- {name}二\n")


@settings(deadline=None, max_examples=1000)
@given(st.lists(LINE, max_size=8).map("\n".join))
@example("甲:\n- 一\n- 乙: 二\n  丙: 三\n丁: 四")
@example("甲: 一\n  二")
@example("甲: 一\n甲: 二")
@example("甲:\n乙: 一")
@example("  甲: 一\n乙: 二")
@example("名" * 1030 + ": 一")
@example("".join(f"{'  ' * depth}甲:\n" for depth in range(50)) + "  " * 50 + "乙: 一")
def test_any_lines(text: str) -> None:
    check_same(text)


@settings(deadline=None, max_examples=500)
@given(st.data())
def test_a_damaged_project(data: st.DataObject) -> None:
    text = SOUND
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(text)))
        rest = text[place + data.draw(st.integers(0, 2)) :]
        text = text[:place] + data.draw(st.sampled_from(DAMAGE)) + rest
    check_same(text)
