"""Bytes that are no clean UTF-8, or too much of anything, are refused with a place."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from pmgen.load.text_files import MAX_BYTES
from pmgen.model.target_reading import parse_target
from small_annexes import PIECES, SOUND, load_project, shown


def only_problem(folder: Path, text: str | bytes) -> str:
    loaded = load_project(folder, text)
    assert loaded.annex is None
    [problem] = map(shown, loaded.problems)
    return problem


def test_a_byte_order_mark_is_welcome(tmp_path: Path) -> None:
    loaded = load_project(tmp_path, SOUND.encode("utf-8-sig"))
    assert loaded.annex is not None
    assert loaded.annex.projects[0].places["name"].column == 7


def test_windows_line_ends_are_welcome(tmp_path: Path) -> None:
    loaded = load_project(tmp_path, SOUND.replace("\n", "\r\n"))
    assert loaded.problems == ()
    assert loaded.annex is not None
    assert loaded.annex.projects[0].places["indicators"].line == 7


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_a_gbk_file_is_recognised(tmp_path: Path, encoding: str) -> None:
    problem = only_problem(tmp_path, ("# 2025\nname: 1\n" + SOUND).encode(encoding))
    assert problem.startswith("error PMG102 3:1 This file is written in GBK")
    assert "Save As" in problem


def test_a_utf_16_file_is_recognised(tmp_path: Path) -> None:
    assert only_problem(tmp_path, SOUND.encode("utf-16")).startswith(
        "error PMG103 1:1 This file is written in UTF-16"
    )


def test_bytes_of_no_encoding_are_refused_with_their_place(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "项目名称: 培".encode() + b"\xff\xff\xff\n")
    assert problem.startswith("error PMG103 1:8 This file is not UTF-8 text.")


@pytest.mark.parametrize("code", [0x00, 0x07, 0x0C, 0x1B, 0x7F, 0x85, 0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFF])
def test_control_characters_are_refused_with_their_place(tmp_path: Path, code: int) -> None:
    problem = only_problem(tmp_path, SOUND.replace("培训费", f"培{chr(code)}训费", 1))
    assert problem.startswith(f"error PMG105 1:8 The character U+{code:04X}")


def test_the_line_break_of_word_is_called_what_people_call_it(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, SOUND.replace("培训费", "培\v训费", 1))
    assert problem.startswith("error PMG105 1:8 A manual line break of Word")


def test_all_control_characters_are_named_up_to_a_limit(tmp_path: Path) -> None:
    assert len(load_project(tmp_path, "甲\x00乙\x01\n\x02").problems) == 3
    assert len(load_project(tmp_path, "\x00" * 1000).problems) == 20


def test_a_lone_surrogate_cannot_come_in(tmp_path: Path) -> None:
    data = SOUND.replace("培训费", "\ud800", 1).encode("utf-8", "surrogatepass")
    assert only_problem(tmp_path, data).startswith("error PMG103 1:7")


def test_ten_megabytes_are_too_much_and_the_size_is_named(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, b"#" * (MAX_BYTES + 300_000))
    assert problem.startswith("error PMG104 None:None")
    assert "10.3 MB" in problem


def test_too_many_lines_are_refused_before_they_are_read(tmp_path: Path) -> None:
    assert only_problem(tmp_path, b"- 1\n" * 300_000).startswith("error PMG127")


@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_deep_nesting_stops_at_forty(tmp_path: Path, opening: str) -> None:
    problem = only_problem(tmp_path, "甲: " + opening * 20_000)
    assert problem.startswith(f"error PMG124 1:{4 + 39 * len(opening)} Values are nested more than 40 deep")


def test_forty_levels_are_read(tmp_path: Path) -> None:
    problems = load_project(tmp_path, f"出处: {'[' * 39}{']' * 39}\n{SOUND}").problems
    assert problems == ()


def test_every_piece_of_the_sound_project_is_needed(tmp_path: Path) -> None:
    for piece in PIECES.values():
        assert load_project(tmp_path, SOUND.replace(piece, "")).annex is None


@pytest.mark.parametrize(
    "line",
    [
        "甲: %x" + " " * 200_000 + "y",
        "甲: " + "{" + "，乙 " * 60_000,
        "甲" * 200_000,
        "指标值: ≥5" + " " * 200_000 + "个",
        "年度: '" + "9" * 200_000 + "'",
        "分值: " + "O." * 100_000,
        "年度: " + "1O" * 100_000 + "A",
        " " * 200_000 + "\t甲: 1",
    ],
    ids=["sign", "flow", "word", "target", "year", "letters", "letters and digits", "tab"],
)
def test_long_lines_take_no_long_time_and_no_long_message(tmp_path: Path, line: str) -> None:
    begun = process_time()
    problems = load_project(tmp_path, SOUND + "\n" + line).problems
    assert process_time() - begun < 2
    assert problems
    assert max(len(shown(problem)) for problem in problems) < 700


def test_a_target_with_a_long_gap_takes_no_long_time() -> None:
    begun = process_time()
    parse_target("≥5" + " " * 200_000 + "个" + " " * 200_000 + "x")
    assert process_time() - begun < 2
