"""Text on a terminal: widths, excerpts, and nothing that steers it."""

from __future__ import annotations

import pytest

from pmgen.cli.terminal_output import aligned, excerpt, printable, width


@pytest.mark.parametrize(
    ("text", "columns"), [("绩效a", 5), ("abc", 3), ("（）", 4), ("e\u0301", 1), ("“①±", 3), ("", 0)]
)
def test_chinese_characters_take_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_a_terminal_is_not_steered() -> None:
    assert printable("a\x1b[31mb\u202ec\td") == "a〈U+001B〉[31mb〈U+202E〉c d"


@pytest.mark.parametrize(
    ("line", "column", "length", "shown", "marks"),
    [
        ("项目名: 甲", 1, 3, "项目名: 甲", "^^^^^^"),
        ("  分值: x", 7, 1, "  分值: x", "        ^"),
        ("abc", 4, 1, "abc", "   ^"),
        ("", 1, 1, "", "^"),
        ("\t甲", 2, 1, "→甲", " ^^"),
    ],
)
def test_the_marks_stand_under_their_characters(
    line: str, column: int, length: int, shown: str, marks: str
) -> None:
    assert excerpt(line, column, length) == (shown, marks)


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    shown, marks = excerpt("前" * 100 + "错" + "后" * 100, 101, 1, room=20)
    assert shown == "…前前前错后后后后后后…"
    assert width(shown[: shown.index("错")]) == len(marks) - 2


def test_columns_stand_under_each_other() -> None:
    assert list(aligned([("项目", "x"), ("a", "预算")])) == ["项目  x", "a     预算"]
