"""No indicator is lost silently: whichever a form does not print, or not among its neighbours, is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.catalog import find_region
from pmgen.catalog.layout_tags import horizons_with_rows
from pmgen.engines.untrusted_layouts import ready_layout
from pmgen.formats.word import read_document
from pmgen.model.records import Annex, Indicator, Project
from pmgen.model.terms import Horizon
from pmgen.problems import Problem
from pmgen.view import view_annex
from shown import shown
from view.factory import annex, goals, indicator, project, region

ROOT = Path(__file__).parents[2]
PACKS = [ROOT / "templates", ROOT / "tests" / "own_forms" / "templates"]
ALL = goals(Horizon.ANNUAL, "甲。") + goals(Horizon.MID_TERM, "乙。") + goals(Horizon.LONG_TERM, "丙。")
PRINTED = {
    "tianjin": {Horizon.ANNUAL},
    "wuhai": {Horizon.ANNUAL},
    "shanghai": {Horizon.ANNUAL},
    "ezhou": {Horizon.ANNUAL, Horizon.LONG_TERM},
    "ningxiang": {Horizon.ANNUAL, Horizon.LONG_TERM},
    "national": set(Horizon),
    "qinghe": set(Horizon),
    "weiyang": {Horizon.ANNUAL},
}
ROWS = {"总量": None, "单年": ("年度1",), "跨年": ("中期1",), "远期": ("长期1",), "无主": ()}


def left_out(data: Annex, place: str) -> list[Problem]:
    """Return what is told of the indicators of an annex that a form leaves out."""
    found = view_annex(data, find_region(place, PACKS)).problems
    return [problem for problem in found if problem.code == "PMG619"]


@pytest.mark.parametrize("place", PRINTED)
def test_a_layout_tells_the_goals_of_which_it_prints_indicators(place: str) -> None:
    assert horizons_with_rows(find_region(place, PACKS).layout) == PRINTED[place]


@pytest.mark.parametrize("place", [place for place in PRINTED if place not in ("qinghe", "weiyang")])
def test_exactly_those_are_told_that_stand_nowhere(place: str) -> None:
    form = find_region(place, PACKS)
    data = annex(_whole(*(indicator(name, goals=served) for name, served in ROWS.items())))
    document = ready_layout(form).fill(view_annex(data, form).root, "题", "单位").document
    assert document is not None
    if document.source is not None:
        document = read_document(document.source, title="题", author="单位").document
    text = "\n".join(shown(document))
    [problem] = left_out(data, place)
    assert dict(problem.message.values)["names"] == "、".join(name for name in ROWS if name not in text)


def _whole(*rows: Indicator) -> Project:
    return project(*rows, goals=ALL)


def test_a_layout_that_cannot_be_read_tells_nothing(tmp_path: Path) -> None:
    assert horizons_with_rows(tmp_path / "layout.docx") == set(Horizon)
    (tmp_path / "layout.docx").write_bytes(b"no zip")
    assert horizons_with_rows(tmp_path / "layout.docx") == set(Horizon)


@pytest.mark.parametrize(
    ("tags", "prints"),
    [
        ("{% for g in 项目.长期绩效目标 %}{{ g.内容 }}{% endfor %}", False),
        (
            "{% for g in 项目.长期绩效目标 %}{% for i in g.绩效指标 %}{{ i.指标值 }}{% endfor %}{% endfor %}",
            True,
        ),
        (
            "{% for g in 项目.长期绩效目标 %}{{ g.内容 }}{% endfor %}"
            "{% for g in 项目.年度绩效目标 %}{{ g.指标分组 }}",
            False,
        ),
        ("{%tr for g in project.long_term_goals %}{{ g.indicators | length }}{%tr endfor %}", True),
        ("{% set 全部 = 项目.年度绩效目标 + 项目.长期绩效目标 %}{% for g in 全部 %}{{ g.绩效指标 }}", True),
        ("{% for i in project.long_term_indicators %}", True),
        ("{% for 行 in 项目.全部指标对照 %}", True),
        ("{% for i in 项目.绩效指标 %}", False),
    ],
)
def test_the_ways_to_print_later_indicators(tags: str, prints: bool, tmp_path: Path) -> None:
    layout = tmp_path / "layout.html.j2"
    layout.write_text(tags, "utf-8")
    assert (Horizon.LONG_TERM in horizons_with_rows(layout)) is prints


def test_a_row_without_a_goal_is_told_where_its_neighbours_stand_in_the_table_of_a_later_one() -> None:
    both = tuple(indicator(name, goals=("长期1", "年度1")) for name in ("甲", "乙"))
    data = annex(_whole(*both, indicator("丙", line=40)))
    [problem] = left_out(data, "ezhou")
    assert str(problem.message) == (
        "1 indicators of 运维费 name no goal, and are missing among those of 长期1, "
        "where the others stand: 丙"
    )
    assert str(problem.hint).endswith("对应目标:\n  - 长期1\n  - 年度1")
    assert left_out(data, "tianjin") == []


def test_rows_may_be_for_the_year_alone() -> None:
    both, later, year = (indicator("甲", goals=g) for g in (("长期1", "年度1"), ("长期1",), ("年度1",)))
    whole = indicator("乙")
    for rows in ((both, whole), (later, later, whole), (both, year), (both, both, year), (whole, whole)):
        assert left_out(annex(_whole(*rows)), "ezhou") == []


def test_what_would_stand_under_every_goal_is_told_once() -> None:
    two = goals(Horizon.ANNUAL, "甲。", "乙。") + goals(Horizon.LONG_TERM, "丙。")
    both = tuple(indicator(name, goals=("长期1", "年度1")) for name in ("甲", "乙"))
    by_goal = region("ezhou", "项目.年度绩效目标.绩效指标")
    found = view_annex(annex(project(*both, indicator("丙"), goals=two)), by_goal).problems
    assert [problem.code for problem in found] == ["PMG619"]
