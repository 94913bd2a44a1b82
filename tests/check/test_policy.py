"""What reviewers know of what may be planned, paid and said: clauses that are told, and sound ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.catalog import find_region
from pmgen.check import check_annex
from pmgen.load import load_annex
from rule_cases import PACKS

POLICY = Path(__file__).parent / "policy"
RULES = frozenset(("PMG-N13", "PMG-N14", "PMG-N15", "PMG-R19"))
PROJECT = """\
项目名称: 专项业务经费
年度: 2026
预算:
  年度: 425.50
年度绩效目标:
  - {text}
绩效指标:
  - 二级指标: 数量指标
    三级指标: 完成任务数
    指标值: ≥12项
    备注: {text}
"""


def lines_of(name: str) -> list[str]:
    return [line for line in (POLICY / name).read_text("utf-8").splitlines() if not line.startswith("#")]


def told(folder: Path, text: str) -> set[str]:
    (folder / "annex.yaml").write_text("地区: tianjin\n金额单位: 万元\n年度: 2026\n", "utf-8")
    (folder / "1.yaml").write_text(PROJECT.format(text=text), "utf-8")
    loaded = load_annex(folder)
    assert loaded.annex is not None
    assert not loaded.problems
    found = check_annex(loaded.annex, find_region("tianjin", [PACKS]))
    return {each.problem.code for each in found} & RULES


@pytest.mark.parametrize("line", lines_of("told.txt"))
def test_what_is_told(line: str, tmp_path: Path) -> None:
    code, text = line.split(" ", 1)
    assert told(tmp_path, text) == {f"PMG-{code}"}


@pytest.mark.parametrize("text", lines_of("sound.txt"))
def test_what_is_sound(text: str, tmp_path: Path) -> None:
    assert told(tmp_path, text) == set()
