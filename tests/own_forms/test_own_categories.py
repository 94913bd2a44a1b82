"""二级指标 that only one form has: who may use them, and what other forms print."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pmgen import api
from pmgen.catalog import PackFields, find_region, read_region, shipped_templates
from pmgen.compare.annex_comparison import compare_annexes
from pmgen.load import load_annex
from pmgen.load.json_schema import schemas
from pmgen.model.records import Annex
from pmgen.model.terms import Category, OwnCategory
from pmgen.publish.new_annex import first_files
from pmgen.view import view_annex

HERE = Path(__file__).parent
PACKS = PackFields((HERE / "templates", shipped_templates()))
SOUND = (HERE / "templates" / "qinghe" / "region.yaml").read_text("utf-8")
PROJECT = """项目名称: 河道清淤
预算:
  年度:
    合计: 12.00
年度绩效目标:
  - 清淤三公里。
绩效指标:
  - 二级指标: {category}
    三级指标: 开工时间
    指标值: 2025年3月31日前
"""


def annex(folder: Path, category: str, head: str = "地区: qinghe\n") -> tuple[Annex | None, list[str]]:
    """Return an annex with one indicator, and what is said of it."""
    (folder / "annex.yaml").write_text(f"{head}金额单位: 万元\n", "utf-8")
    (folder / "01.yaml").write_text(PROJECT.format(category=category), "utf-8")
    loaded = load_annex(folder, PACKS)
    return loaded.annex, [f"{each.code} {each.message} {each.hint}" for each in loaded.problems]


def test_the_word_of_the_data_stays_and_says_what_it_is_a_kind_of(tmp_path: Path) -> None:
    found, problems = annex(tmp_path, "进度指标")
    assert found is not None and problems == []
    (indicator,) = found.projects[0].indicators
    assert (indicator.category, indicator.base) == (
        OwnCategory("进度指标", Category.TIMELINESS, "output"),
        Category.TIMELINESS,
    )


@pytest.mark.parametrize(
    ("category", "level1", "code"),
    [("进度指标", "过程管理指标", None), ("进度指标", "产出指标", None), ("进度指标", "效益指标", "PMG-S01")],
)
def test_level1_is_that_of_the_form_or_the_usual_one(
    category: str, level1: str, code: str | None, tmp_path: Path
) -> None:
    _, problems = annex(tmp_path, f"{category}\n    一级指标: {level1}")
    assert [each.split()[0] for each in problems] == ([code] if code else [])


def test_another_forms_category_is_refused_with_the_name_of_the_form(tmp_path: Path) -> None:
    found, problems = annex(tmp_path, "进度指标", "地区: tianjin\n")
    assert found is None
    assert problems == [
        "PMG209 进度指标 is a 二级指标 of the form of qinghe, and not of this one. "
        "Write in annex.yaml 字段来自: qinghe if it is meant here too."
    ]
    found, problems = annex(tmp_path, "进度指标", "地区: tianjin\n字段来自: qinghe\n")
    assert found is not None and problems == []


def test_a_close_word_is_named(tmp_path: Path) -> None:
    _, problems = annex(tmp_path, "进度类指标")
    assert len(problems) == 1 and "Did you mean 进度指标?" in problems[0]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("  进度指数:\n    一级: 产出指标\n", "PMG304 进度指数 is neither a 二级指标 nor a 成本类型."),
        (
            "  形象指标:\n    一级: 产出指标\n    属于: 时间指标\n",
            "PMG304 There is nothing called 时间指标 that a 二级指标 could belong to.",
        ),
        (
            "  数量指标:\n    一级: 产出指标\n    属于: 时效指标\n",
            "PMG304 数量指标 is a category of every form, and belongs to no other.",
        ),
        (
            "  '进度指标 ':\n    一级: 产出指标\n    属于: 时效指标\n",
            "PMG203 进度指标  has its labels twice.",
        ),
    ],
)
def test_what_cannot_be_declared(lines: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "region.yaml").write_text(SOUND.replace("\n必填:", f"{lines}\n必填:"), "utf-8")
    (tmp_path / "layout.html.j2").touch()
    _, problems = read_region(tmp_path)
    assert [f"{each.code} {each.message}" for each in problems] == [expected]


def test_a_category_declared_twice_is_refused(tmp_path: Path) -> None:
    twice = SOUND.replace("\n必填:", "  进度指标:\n    一级: 产出指标\n    属于: 时效指标\n\n必填:")
    (tmp_path / "region.yaml").write_text(twice, "utf-8")
    (tmp_path / "layout.html.j2").touch()
    region, problems = read_region(tmp_path)
    assert region is None and [each.code for each in problems] == ["PMG120"]


def test_packs_that_mean_different_things_by_a_category_cannot_be_used_together(tmp_path: Path) -> None:
    for name, base in {"one": "时效指标", "two": "产出指标", "three": "时效指标"}.items():
        (tmp_path / name).mkdir()
        text = SOUND.replace("一级: 过程管理指标\n    属于: 时效指标", f"一级: 产出指标\n    属于: {base}")
        (tmp_path / name / "region.yaml").write_text(text, "utf-8")
        (tmp_path / name / "layout.html.j2").touch()
    packs = PackFields([tmp_path])
    assert packs.table("one", ["three"])[1] == ()
    assert [(each.name, each.code) for each in packs.table("one", ["two"])[1]] == [("two", "PMG327")]


def test_another_form_prints_the_usual_label_and_says_so_or_a_gap(tmp_path: Path) -> None:
    tianjin = find_region("tianjin", [shipped_templates()])
    for category, code, printed in (("进度指标", "PMG616", "时效指标"), ("资金管理指标", "PMG602", None)):
        found, _ = annex(tmp_path, category)
        assert found is not None
        viewed = view_annex(found, tianjin)
        (indicator,) = viewed.root["annex"]["projects"][0]["indicators"]  # type: ignore[index]
        assert indicator["level2"] == printed
        assert code in [problem.code for problem in viewed.problems]


def test_what_stands_for_a_usual_category_has_its_row(tmp_path: Path) -> None:
    (tmp_path / "region.yaml").write_text(SOUND, "utf-8")
    (tmp_path / "layout.html.j2").touch()
    region, _ = read_region(tmp_path)
    assert region is not None
    listed = [label.level2 for label in region.labels.values() if label.listed]
    assert listed == [
        *("产出指标", "环境效益指标", "经济效益", "社会效益", "可持续影响"),
        *("进度指标", "资金管理指标", "成本指标", "满意度"),
    ]
    assert region.labels[Category.TIMELINESS].level2 == "时效指标"


def test_editors_and_new_annexes_know_them() -> None:
    region = PACKS.region("qinghe")
    assert region is not None
    assert "资金管理指标" in json.dumps(schemas(region.fields), ensure_ascii=False)
    assert "资金管理指标" in first_files(region)["01_项目.yaml"]


def test_the_review_and_a_comparison_know_them(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old, _ = annex(tmp_path / "old", "进度指标")
    new, _ = annex(tmp_path / "new", "资金管理指标")
    assert old and new
    (project,) = compare_annexes(old, new).projects
    (change,) = project.items[0].changes
    assert change.old and change.new and (change.old.text, change.new.text) == ("进度指标", "资金管理指标")
    asked = [api.request([tmp_path / name], templates=[HERE / "templates"]) for name in ("old", "new")]
    codes = [{each.problem.code for each in api.check(each)[0].findings} for each in asked]
    # Progress is a kind of timeliness, and the management of money is none.
    assert "PMG-S04" not in codes[0] and "PMG-S04" in codes[1]


def test_what_a_form_prints_for_a_usual_category_is_a_word_for_it_there_only(tmp_path: Path) -> None:
    pack = tmp_path / "packs" / "printing"
    pack.mkdir(parents=True)
    labels = "指标标签:\n  生态效益指标: {一级: 效益指标, 二级: 环境效益指标}\n"
    (pack / "region.yaml").write_text(re.sub(r"指标标签:\n(?:  .*\n)+", labels, SOUND), "utf-8")
    (pack / "layout.html.j2").write_text("<p>{{ 附件.标题 }}</p>", "utf-8")
    (tmp_path / "annex.yaml").write_text("地区: printing\n金额单位: 万元\n", "utf-8")
    (tmp_path / "01.yaml").write_text(PROJECT.format(category="环境效益指标"), "utf-8")
    loaded = load_annex(tmp_path, PackFields((tmp_path / "packs",)))
    assert loaded.annex is not None and loaded.problems == ()
    assert loaded.annex.projects[0].indicators[0].category is Category.ECOLOGICAL
    found, problems = annex(tmp_path, "环境效益指标", "地区: national\n")
    assert found is None or not found.projects
    assert problems[0].startswith("PMG209")
