"""Goals that bring their number are told where the form puts another before it, however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.catalog import find_region, shipped_templates
from pmgen.load import load_annex
from pmgen.problems import Problem
from pmgen.view import view_annex

_, ALONE, TOGETHER, SOUND = (
    part.strip().split("\n")[1:]
    for part in f"\n{Path(__file__).with_name('goal_numbers.txt').read_text('utf-8')}".split("\n== ")
)
PROJECT = """\
项目名称: 供餐
预算:
  年度: 1.00
年度绩效目标:
{goals}
绩效指标:
  - 二级指标: 数量指标
    三级指标: 人数
    指标值: ≥12人
"""


def told(folder: Path, goals: str, region: str = "tianjin") -> list[Problem]:
    lines = "\n".join(f"  - |-\n    {goal.replace('⏎', '⏎    ')}" for goal in goals.split(" / "))
    (folder / "annex.yaml").write_text(f"地区: {region}\n金额单位: 万元\n年度: 2026\n", "utf-8")
    (folder / "1.yaml").write_text(PROJECT.format(goals=lines.replace("⏎", "\n")), "utf-8")
    annex = load_annex(folder).annex
    assert annex is not None
    found = view_annex(annex, find_region(region, [shipped_templates()])).problems
    return [problem for problem in found if problem.code == "PMG609"]


@pytest.mark.parametrize("goals", [*ALONE, *TOGETHER])
@pytest.mark.parametrize("region", ["tianjin", "national", "ezhou"])
def test_a_number_that_would_stand_twice_is_told(tmp_path: Path, goals: str, region: str) -> None:
    (problem,) = told(tmp_path, goals, region)
    assert dict(problem.message.values)["count"] == str(len(goals.split(" / ")))


@pytest.mark.parametrize("goals", SOUND)
def test_what_only_begins_like_a_number_is_left_alone(tmp_path: Path, goals: str) -> None:
    assert told(tmp_path, goals) == []


@pytest.mark.parametrize("goals", ALONE)
@pytest.mark.parametrize("region", ["shanghai", "wuhai", "ningxiang"])
def test_a_form_without_numbers_prints_those_of_the_text(tmp_path: Path, goals: str, region: str) -> None:
    assert told(tmp_path, goals, region) == []


@pytest.mark.parametrize("goal", ["1、供餐。2、检查。", "1、供餐；⏎2、检查", "（1）供餐。⏎（2）检查。"])
def test_several_items_in_one_goal_become_goals(tmp_path: Path, goal: str) -> None:
    (problem,) = told(tmp_path, goal)
    assert "a goal of its own" in str(problem.hint)
    assert told(tmp_path, "供餐。 / 检查。") == []
