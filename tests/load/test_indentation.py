"""Lines pushed about, or with a dash too many or too few, are named, and the words give the file back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmgen.load import LoadedAnnex
from pmgen.load.line_repairs import is_written
from pmgen.problems import Problem, SourcePlace
from small_annexes import load_project

_USUAL = """\
# 一个项目
项目名称: 农村学生营养餐补助
项目单位:
  编码: "418001"
  名称: 山海市教育局
主管部门: 山海市教育局
预算:
  年度:
    合计: 1250.00
    财政资金: 1200.00
    其他资金: 50.00
资金用途: |
  向农村学生提供营养餐。
  保障健康。

年度绩效目标:
  - 全年供餐200天。
  - 为12500名学生供餐。
  - 合格率100%。

绩效指标:
  - 二级指标: 数量指标
    三级指标: 受益学生人数
    指标值: ≥12500人
    指标性质: 正向
  - 二级指标: 质量指标
    三级指标: 供餐合格率
    指标值:
      指标方向: 等于
      目标值: 100
      计量单位: '%'
  - 二级指标: 时效指标
    三级指标: 供餐天数
    指标值: ≥200天
    对应目标:
      - 年度1
      - 年度2
豁免:
  - 规则: PMG-S05
    理由: 批复文件即为此数
  - 规则: PMG-S06
    理由: 批复文件即为此数
联系人: 王某
"""
_WIDE = re.sub(r"(?m)^( +)", r"\1\1", _USUAL).replace("- 规", "-   规").replace("- 二", "-   二")
_STYLES = (_USUAL, _WIDE)
_TEXT = ("向农村学生提供营养餐。", "保障健康。")
_LINES = [
    number for number, line in enumerate(_USUAL.split("\n")) if is_written(line) and line.strip() not in _TEXT
]


def _indented(line: str, more: int) -> str:
    words = line.lstrip(" ")
    return " " * max(0, len(line) - len(words) + more) + words


def _cured(lines: list[str], problem: Problem) -> list[str]:
    """Return the lines as somebody writes them who knows nothing but the words of the problem."""
    assert problem.hint
    said = dict(problem.hint.values)
    shown = str(said.get("block", said.get("meant", said.get("line")))).strip("\n").split("\n")
    written = [number for number in range(_line(problem) - 1, len(lines)) if is_written(lines[number])]
    meant = dict(zip(written, shown, strict=False))
    return [meant.get(number, line) for number, line in enumerate(lines)]


def _line(problem: Problem) -> int:
    place = problem.places[0]
    assert isinstance(place, SourcePlace) and place.line
    return place.line


def _check_cure(folder: Path, sound: list[str], lines: list[str]) -> LoadedAnnex:
    """Hold that the words give the file back; return how it was read at first."""
    first = loaded = load_project(folder, "\n".join(lines))
    for _ in range(10):
        if not loaded.problems:
            break
        lines = _cured(lines, loaded.problems[0])
        loaded = load_project(folder, "\n".join(lines))
    assert loaded == load_project(folder, "\n".join(sound))
    return first


@pytest.mark.parametrize("number", _LINES)
def test_a_line_that_is_pushed_is_named_and_given_back(number: int, tmp_path: Path) -> None:
    sound = _USUAL.split("\n")
    for more in (-4, -2, -1, 1, 2, 4):
        lines = [*sound]
        lines[number] = _indented(sound[number], more)
        assert [_line(each) for each in _check_cure(tmp_path, sound, lines).problems] in ([number + 1], [])


@pytest.mark.parametrize("number", _LINES)
def test_a_dash_too_many_or_too_few(number: int, tmp_path: Path) -> None:
    sound = _USUAL.split("\n")
    words = sound[number].lstrip(" ")
    for before in (0, 2, 4):
        lines = [*sound]
        lines[number] = " " * before + (words.removeprefix("-").lstrip() if words[0] == "-" else f"- {words}")
        if ": " in words or words[0] != "-":
            assert [_line(each) for each in _check_cure(tmp_path, sound, lines).problems] == [number + 1]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(_STYLES), st.sampled_from(_LINES), st.integers(2, 10), st.integers(-8, 4))
def test_lines_that_are_pushed_together(tmp_path: Path, text: str, first: int, count: int, more: int) -> None:
    sound = text.split("\n")
    lines = [*sound]
    for number in [number for number in _LINES if number >= first][:count]:
        lines[number] = _indented(sound[number], more)
    _check_cure(tmp_path, sound, lines)


def test_a_file_without_any_indentation(tmp_path: Path) -> None:
    text = _USUAL.replace("资金用途: |", "资金用途: 餐费")
    sound = [line for line in text.split("\n") if line.strip() not in _TEXT]
    first = _check_cure(tmp_path, sound, [line.lstrip(" ") for line in sound])
    assert [_line(problem) for problem in first.problems] == [4, 8, 20, 37]
