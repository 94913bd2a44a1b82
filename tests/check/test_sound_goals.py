"""Dense texts with figures, by people who knew no rule and reckoned right: no rule warns of them."""

from __future__ import annotations

from pathlib import Path

from pmgen.catalog import find_region, shipped_templates
from pmgen.check import check_annex
from pmgen.problems import Severity
from small_annexes import load_project

GOALS = Path(__file__).with_name("sound_goals.txt").read_text("utf-8").splitlines()
ANNEX = "地区: tianjin\n年度: 2026\n项目单位:\n  名称: 天津市沽溪区综合服务中心\n金额单位: 万元\n"
PROJECT = """项目名称: 综合服务
预算:
  年度:
    合计: 1000.00
年度绩效目标:
  - '{goal}'
绩效指标:
  - 二级指标: 数量指标
    三级指标: 提供咨询服务次数
    指标值: ≥7321次
"""


def warnings_about(goal: str, folder: Path) -> list[str]:
    """Return what is told of a project with this goal, beside what its form and its few rows lack."""
    loaded = load_project(folder, PROJECT.format(goal=goal.replace("'", "''")), ANNEX)
    assert loaded.annex is not None
    region = find_region("tianjin", [shipped_templates()])
    told = [each.problem for each in check_annex(loaded.annex, region, loaded.problems)]
    worse = [each for each in told if each.severity in (Severity.ERROR, Severity.WARNING)]
    of_texts = [each for each in worse if each.code.startswith("PMG-") and not each.code.startswith("PMG-S")]
    return [f"{each.code} {each.message}" for each in of_texts]


def test_nothing_is_told_of_sound_goals(tmp_path: Path) -> None:
    told = {goal: warnings_about(goal, tmp_path) for goal in GOALS}
    assert len(GOALS) >= 120
    assert {goal: warnings for goal, warnings in told.items() if warnings} == {}
