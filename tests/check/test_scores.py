"""What the scores of a project should come to, and what is said where nobody has verified it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest

from pmgen.catalog import find_region
from pmgen.catalog.region import PrescribedScores, Region
from pmgen.check import check_annex
from pmgen.check.rule_settings import RuleLevel, read_settings
from pmgen.cli.explain_command import explain
from pmgen.problems import Problem
from small_annexes import ANNEX, SOUND, load_project

PACKS = Path(__file__).parents[2] / "templates"
TIANJIN = find_region("tianjin", [PACKS])


def found(folder: Path, annex: str, region: Region = TIANJIN) -> list[Problem]:
    loaded = load_project(folder, f"{SOUND}\n    分值: 50\n", ANNEX + annex).annex
    assert loaded is not None
    problems = [finding.problem for finding in check_annex(loaded, region)]
    return [problem for problem in problems if problem.code == "PMG-S05"]


def test_a_set_from_memory_says_so(tmp_path: Path) -> None:
    [problem] = found(tmp_path, "分值预设: 产出50效益40\n")
    assert "not verified" in str(problem.hint)


def test_a_set_that_was_read_needs_no_such_word(tmp_path: Path) -> None:
    problems = found(tmp_path, "分值预设: 产出50效益30满意度10\n")
    assert [str(problem.message).split(";")[0] for problem in problems] == [
        "the scores of 效益指标 come to 0, not to 30",
        "the scores of 满意度指标 come to 0, not to 10",
    ]
    assert not any("not verified" in str(problem.hint) for problem in problems)


def test_the_hint_leads_to_the_sets_and_the_way_out_of_all_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = found(tmp_path, "分值预设: 产出60效益30\n")[-1]
    assert "of 100, the other 10 are usually those of 预算执行率" in str(problem.message)
    explain([str(problem.hint).partition("pmgen explain ")[2]])
    page = capsys.readouterr().out
    assert "产出50效益30满意度10、产出60效益30、" in page
    (tmp_path / "check.yaml").write_text(dedent(page[page.index("审核规则:") - 6 :]), "utf-8")
    [setting] = read_settings(tmp_path)
    assert (setting.code, setting.level) == ("PMG-S05", RuleLevel.OFF)


def test_a_set_in_lines_is_answered_with_the_names_of_the_sets(tmp_path: Path) -> None:
    annex = f"{ANNEX}分值预设:\n  产出指标: 60\n  效益指标: 30\n"
    [problem] = load_project(tmp_path, SOUND, annex).problems
    assert "Write one of 产出50效益30满意度10、" in str(problem.hint)


def test_nobody_said_any_scores(tmp_path: Path) -> None:
    assert found(tmp_path, "") == []


def test_a_region_may_prescribe_the_sum_alone(tmp_path: Path) -> None:
    region = replace(TIANJIN, scores=PrescribedScores(Decimal(100), {}))
    [problem] = found(tmp_path, "", region)
    assert str(problem.message) == "scores come to 50, not to 100"
    assert found(tmp_path, "", replace(TIANJIN, scores=PrescribedScores(Decimal(50), {}))) == []


def test_the_choice_of_the_annex_comes_first(tmp_path: Path) -> None:
    region = replace(TIANJIN, scores=PrescribedScores(Decimal(50), {"产出指标": Decimal(50)}))
    assert found(tmp_path, "", region) == []
    assert found(tmp_path, "分值预设: 产出60效益30\n", region) != []
