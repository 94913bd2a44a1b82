"""One mistake is told once: what would vanish with it is not told beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.catalog import shipped_templates
from pmgen.check.annex_review import review
from pmgen.check.consequences import not_told_yet
from pmgen.check.findings import Finding
from pmgen.problems import Problem, SourcePlace, message

_PROJECT = """\
项目名称: 培训费
预算:
  年度:
    合计: 36.50
年度绩效目标:
  - 组织乡镇财政人员业务培训，提高管理水平。
绩效指标:
  - 二级指标: 数量指标
    三级指标: 培训人数
    指标值: ≥200人次
    指标性质: 正向
    分值: 50
  - 二级指标: 成本指标
    三级指标: 人均培训成本
    指标值: ≤1825元/人次
    指标性质: 反向
    分值: 10
"""
_ANNEX = "地区: wuhai\n金额单位: 万元\n标题: 2026年度项目绩效目标表\n年度: 2026\n"
_DATA = ("PMG215", "PMG223", "PMG238", "PMG61", "PMG-A", "PMG-V", "PMG-P", "PMG-T", "PMG-D")


def _found(folder: Path, old: str = "", new: str = "", annex: str = _ANNEX) -> list[str]:
    assert not old or old in _PROJECT
    folder = folder / "2026" / "财政局"
    folder.mkdir(parents=True)
    (folder / "annex.yaml").write_text(annex, "utf-8")
    (folder / "1.yaml").write_text(_PROJECT.replace(old, new) if old else _PROJECT, "utf-8")
    return _codes(folder)


def _codes(folder: Path) -> list[str]:
    found = review(folder, (), None, [shipped_templates()]).findings
    return [each.problem.code for each in found if each.problem.code.startswith(_DATA) and not each.waiver]


def test_sound_data_say_nothing(tmp_path: Path) -> None:
    assert _found(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("≥200人次", "【200人次", ["PMG215"]),
        ("≥200人次", "（200人次", ["PMG215"]),
        ("≥200人次", "“200人次", ["PMG-P01"]),
        ("≥200人次", "≥XX人次", ["PMG-V16"]),
        ("≥200人次", "XX", ["PMG-V16"]),
        ("≥200人次", "有所增加", ["PMG-V17"]),
        ("合计: 36.50", "合计: -36.50", ["PMG-A12"]),
        ("合计: 36.50", "合计: 0.00", ["PMG-A13"]),
    ],
)
def test_a_mistake_is_told_once(old: str, new: str, told: list[str], tmp_path: Path) -> None:
    assert _found(tmp_path, old, new) == told


def test_a_mistake_in_one_row_hides_nothing_of_another(tmp_path: Path) -> None:
    both = _PROJECT[_PROJECT.index("    指标值: ≥200人次") :]
    wrong = both.replace("≥200人次", "【200人次").replace("≤1825元/人次", "有所下降")
    assert {"PMG215", "PMG-V17"} <= set(_found(tmp_path, both, wrong))


def test_another_year_is_told_once_each_by_title_and_folder(tmp_path: Path) -> None:
    assert _found(tmp_path, annex=_ANNEX.replace("年度: 2026\n", "年度: 2025\n")) == ["PMG-T10", "PMG-T11"]


def test_the_wrong_unit_of_the_annex_is_told_without_the_digits_it_makes(tmp_path: Path) -> None:
    assert "PMG-A06" not in _found(tmp_path, annex=_ANNEX.replace("万元", "元"))


def test_digits_are_told_as_they_are_typed(tmp_path: Path) -> None:
    without_costs = _PROJECT[_PROJECT.index("  - 二级指标: 成本指标") :]
    _found(tmp_path, without_costs, "", _ANNEX.replace("万元", "元"))
    found = review(tmp_path / "2026" / "财政局", (), None, [shipped_templates()]).findings
    [fine] = [str(each.problem.message) for each in found if each.problem.code == "PMG-A06"]
    assert "36.50元, printed as 0.00365万元" in fine


def test_a_project_in_two_files_is_told_once(tmp_path: Path) -> None:
    _found(tmp_path)
    folder = tmp_path / "2026" / "财政局"
    (folder / "1 - 副本.yaml").write_text(_PROJECT, "utf-8")
    assert _codes(folder) == ["PMG238"]
    (folder / "1 - 副本.yaml").write_text(_PROJECT.replace("培训费", "采购费", 1), "utf-8")
    assert "PMG-D04" in _codes(folder)


def test_what_the_data_accept_is_no_cause(tmp_path: Path) -> None:
    accepted = "人次“\n    指标性质: 正向"
    waiver = "豁免:\n  - 规则: PMG-P01\n    指标: 培训人数\n    理由: 原文如此\n"
    project = _PROJECT.replace("人次\n    指标性质: 正向", accepted).replace("≥200", "200") + waiver
    assert _found(tmp_path, _PROJECT, project) == ["PMG-V17"]


@pytest.mark.parametrize(("code", "told"), [("PMG210", 0), ("PMG212", 0), ("PMG601", 1)])
def test_where_goals_are_missing_no_row_is_said_to_be_in_no_table(code: str, told: int) -> None:
    cause = Finding(Problem(code, message("x"), (SourcePlace("1.yaml", 9, 1),)))
    in_no_table = [
        Problem("PMG619", message("y"), (SourcePlace("1.yaml", 20, 5),)),
        Problem("PMG619", message("y"), (SourcePlace("2.yaml", 20, 5),)),
    ]
    assert len(not_told_yet(in_no_table, [cause])) == 1 + told
