"""Problems as people see them."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from pmgen.cli.spoken_language import speak
from pmgen.cli.terminal_output import problem_lines
from pmgen.problems import LayoutPlace, Place, Problem, SourcePlace, message


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    speak("en")


def problem(*places: Place, code: str = "PMG601") -> Problem:
    return Problem(code, message("the value is unknown"), places, message("write it"))


def shown(*problems: Problem, every: bool = False) -> list[str]:
    return [click.unstyle(line) for line in problem_lines(problems, every)]


def test_a_problem_shows_its_line_and_marks_the_characters(tmp_path: Path) -> None:
    (tmp_path / "甲.yaml").write_text("项目名称: 甲\n  分值: 五\n", encoding="utf-8")
    assert shown(problem(SourcePlace(str(tmp_path / "甲.yaml"), 2, 7, 1))) == [
        "甲.yaml",
        "  warning PMG601 2:7 the value is unknown",
        "       2 |   分值: 五",
        "         |         ^^",
        "    Hint: write it",
        "",
    ]


def test_a_place_in_a_word_layout_is_told_in_words() -> None:
    place = LayoutPlace("layout.docx", "word/document.xml", 1, 2, 3, 4, "{{ 甲 }}")
    where = "body, table 1, row 2, cell 3, paragraph 4, “{{ 甲 }}”"
    assert shown(problem(place))[1] == f"  warning PMG601 {where} the value is unknown"


def test_a_file_that_is_gone_or_no_text_costs_only_the_excerpt(tmp_path: Path) -> None:
    (tmp_path / "乙.yaml").write_bytes(b"\xff\xfe\x00")
    for file in ("甲.yaml", "乙.yaml"):
        assert "  warning PMG601 9:1 the value is unknown" in shown(problem(SourcePlace(file, 9, 1)))


def test_errors_come_first_and_many_problems_are_capped() -> None:
    many = [problem(SourcePlace("甲.yaml", number, 1)) for number in range(1, 31)]
    wrong = problem(SourcePlace("甲.yaml", 99, 1), code="PMG205")
    few, every = shown(*many, wrong), shown(*many, wrong, every=True)
    assert "error PMG205 99:1" in few[1]
    assert few[-2] == "  … and 21 more; --verbose shows all"
    assert sum("PMG601" in line for line in every) == 30


def test_of_many_files_those_with_errors_come_first_and_the_rest_is_counted() -> None:
    many = [problem(SourcePlace(f"{number}.yaml", 1, 1)) for number in range(70)]
    wrong = problem(SourcePlace("坏.yaml", 1, 1), code="PMG205")
    few = shown(*many, wrong)
    assert few[0] == "坏.yaml"
    assert sum("PMG601" in line for line in few) == 49
    assert few[-1] == "… and 21 more in other files; --verbose shows all"


def test_other_lines_of_one_problem_stand_together() -> None:
    here = [SourcePlace("甲.yaml", number, 1) for number in range(1, 20)]
    elsewhere = SourcePlace("乙.yaml", 5, 2)
    few, every = shown(problem(*here, elsewhere)), shown(problem(*here, elsewhere), every=True)
    assert "    also in lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 …" in few
    assert "    see also 乙.yaml 5:2" in few
    assert any(line.endswith("17, 18, 19") for line in every)


def test_nothing_in_a_problem_steers_the_terminal() -> None:
    hostile = Problem("PMG101", message("{name}", name="\x1b[2J\u202e"), ())
    assert "〈U+001B〉[2J〈U+202E〉" in "".join(shown(hostile))


def test_a_hint_shows_the_lines_to_write_below_its_sentence_and_keeps_data_in_one() -> None:
    hint = message("write under each of {names}: {block}", names="一\n二", block="\n预算:\n  年度:")
    problem = Problem("PMG601", message("x"), (), hint)
    assert list(problem_lines([problem]))[1:4] == [
        "    Hint: write under each of 一〈U+000A〉二:",
        "         | 预算:",
        "         |   年度:",
    ]
