"""A document that contradicts itself in its years is told of when it is made; what may be so is let be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pmgen.model.terms import Horizon
from pmgen.view import view_annex, view_project
from view.factory import annex, goals, indicator, places, project, region, said

DATED = region("shanghai", "项目.计划开始日期", "项目.计划完成日期")


def days(start: str | None, end: str | None) -> dict[str, Any]:
    """Return the days of a project, with their places."""
    found = {"start_date": start, "end_date": end}
    known = {key: date.fromisoformat(day) for key, day in found.items() if day}
    return {**known, "places": places(1, *known)}


@pytest.mark.parametrize(
    "title", ["2025年度项目绩效目标表", "２０２５年项目绩效目标表", "局2025项目绩效目标表"]
)
def test_a_title_of_another_year_is_told(title: str) -> None:
    data = annex(project(), title=title, fiscal_year=2026, places=places(1, "title", "fiscal_year"))
    assert said(view_annex(data, region("ezhou")).problems) == [
        f"PMG612 2,3: the title says 2025, and the fiscal year is 2026: {title}"
    ]


@pytest.mark.parametrize(
    "title", [None, "项目绩效目标表", "2026年度项目绩效目标表", "2025-2027年项目绩效目标表"]
)
def test_a_title_of_the_year_of_none_or_of_several_is_not(title: str | None) -> None:
    assert view_annex(annex(project(), title=title, fiscal_year=2026), region("ezhou")).problems == ()


def test_a_title_is_held_against_the_projects_where_the_annex_has_no_year() -> None:
    one, two = (
        project(name=name, seq=k, fiscal_year=year, places=places(k * 10, "fiscal_year"))
        for k, (name, year) in enumerate([("甲", 2025), ("乙", 2026)], 1)
    )
    data = annex(one, two, title="2025年度项目绩效目标表", places=places(1, "title"))
    assert said(view_annex(data, region("ezhou")).problems) == [
        "PMG612 2,21: the title says 2025, and the fiscal year is 2026: 2025年度项目绩效目标表"
    ]
    assert said(view_project(data, two, region("ezhou")).problems) != []


@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ("data/2027", True),
        ("data/2027/局", True),
        ("/a/data/2027年度/局/x", True),
        ("data/2026/局", False),
        ("data/undated/局", False),
        ("data/2025年终", False),
        ("data/2027-局", False),
        ("/2027/data/局", False),
    ],
)
def test_a_folder_of_another_year_is_told(folder: str, told: bool) -> None:
    data = annex(project(), fiscal_year=2026, file=f"{folder}/annex.yaml", places=places(1, "fiscal_year"))
    assert said(view_annex(data, region("ezhou")).problems) == (
        ["PMG613 2: the folder is 2027, and the fiscal year is 2026"] if told else []
    )


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2024-01-01", "2025-12-31", True),
        ("2027-01-01", "2027-12-31", True),
        (None, "2025-12-31", True),
        ("2027-01-01", None, True),
        ("2026-01-01", "2026-12-31", False),
        ("2023-01-01", "2028-12-31", False),
        ("2023-01-01", "2026-01-31", False),
        ("2026-12-01", "2028-12-31", False),
        ("2023-01-01", None, False),
        ("2027-12-31", "2025-01-01", False),
        (None, None, False),
    ],
)
def test_days_outside_of_the_year_are_told_where_the_form_prints_them(
    start: str | None, end: str | None, told: bool
) -> None:
    one = project(fiscal_year=2026, **days(start, end))
    found = [problem.code for problem in view_annex(annex(one), DATED).problems if problem.code != "PMG601"]
    assert found == (["PMG614"] if told else [])
    assert view_annex(annex(one), region("ezhou")).problems == ()


BY_GOAL = region("ezhou", "项目.年度绩效目标.绩效指标")
TWO = goals(Horizon.ANNUAL, "甲。", "乙。")


def test_indicators_of_no_goal_are_told_where_the_form_prints_them_goal_by_goal() -> None:
    rows = (
        indicator("人数", line=10),
        indicator("次数", line=20),
        indicator("场次", goals=("年度2",), line=30),
    )
    (problem,) = view_annex(annex(project(*rows, goals=TWO)), BY_GOAL).problems
    assert said((problem,)) == [
        "PMG615 10,20: 2 indicators of 运维费 name no goal, and stand under each of its 2 annual goals"
    ]
    assert str(problem.hint) == (
        "write under each of 人数、次数 the goal that it serves, or several as a list: 对应目标: 年度1"
    )


def test_nothing_is_told_where_each_is_printed_once() -> None:
    rows = (indicator("人数"), indicator("次数"))
    named = tuple(indicator(str(k), goals=("年度1", "年度2")) for k in range(2))
    later = goals(Horizon.ANNUAL, "甲。") + goals(Horizon.LONG_TERM, "丙。", "丁。")
    assert view_annex(annex(project(*rows, goals=TWO)), region("tianjin")).problems == ()
    assert view_annex(annex(project(*rows)), BY_GOAL).problems == ()
    assert view_annex(annex(project(*rows, goals=later)), BY_GOAL).problems == ()
    assert view_annex(annex(project(*named, goals=TWO)), BY_GOAL).problems == ()
