"""An annex about a department: what it may say, what its form lacks, and what does not go together."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pmgen import api
from pmgen.catalog import PackFields, shipped_templates
from pmgen.compare.annex_comparison import compare_annexes
from pmgen.load import load_annex
from pmgen.load.json_schema import schemas
from pmgen.publish.new_annex import first_files
from pmgen.publish.render_plan import plan
from pmgen.view import view_annex

HERE = Path(__file__).parent
PACKS = (HERE / "templates", shipped_templates())
SOURCE = PackFields(PACKS)
SOUND = (HERE / "data" / "culture" / "annex.yaml").read_text("utf-8")


def annex(folder: Path, old: str = "", new: str = "") -> Path:
    """Return the folder with the department's annex, one text of it replaced."""
    assert old in SOUND
    (folder / "annex.yaml").write_text(SOUND.replace(old, new, 1), "utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    return [f"{each.code} {each.message} {each.hint}" for each in load_annex(folder, SOURCE).problems]


def findings(folder: Path, region: str | None = None) -> list[str]:
    (review,) = api.check(api.request([folder], templates=PACKS, region=region))
    return [f"{each.problem.code} {each.problem.message}" for each in review.findings]


def test_a_department_is_read_with_its_tasks_goals_and_indicators(tmp_path: Path) -> None:
    loaded = load_annex(annex(tmp_path), SOURCE)
    assert loaded.annex is not None and loaded.problems == ()
    department = loaded.annex.whole_department
    assert department is not None and loaded.annex.projects == (department,)
    assert [task.value("name") for task in department.value("tasks")] == ["机构运转", "公共文化服务"]
    assert [goal.id for goal in department.goals] == ["年度1", "年度2"]
    assert len(department.indicators) == 6


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("主要内容: 保障", "主要内客: 保障", "PMG201 任务 has no field 主要内客. Did you mean 主要内容"),
        ("  任务:", "  任务清单:", "PMG201"),
        (
            "  部门名称: 渭阳市文化和旅游局\n",
            "",
            "PMG205 部门 needs the field 部门名称",
        ),
        ("合计: 800.00", "合计: 八百万", "PMG207"),
        ("金额单位: 万元\n", "", "PMG213 It is not said anywhere in which unit these amounts are."),
        (
            "指标值: ≥100场",
            "指标值: ≥100场\n      对应目标: 年度9",
            "PMG210",
        ),
        ("- 二级指标: 成本指标", "- 二级指标: 成本指标\n      一级指标: 效益指标", "PMG-S01"),
    ],
)
def test_slips_are_told_with_hints(old: str, new: str, expected: str, tmp_path: Path) -> None:
    (problem,) = problems(annex(tmp_path, old, new))
    assert problem.startswith(expected)


def test_a_department_and_projects_do_not_go_together(tmp_path: Path) -> None:
    (annex(tmp_path) / "01_项目.yaml").write_text("项目名称: 甲\n", "utf-8")
    (problem,) = problems(tmp_path)
    assert problem.startswith(
        "PMG230 This annex is about a department, and there are project files too: 01_项目.yaml."
    )


def test_an_empty_folder_still_lacks_projects(tmp_path: Path) -> None:
    (tmp_path / "annex.yaml").write_text("地区: weiyang\n金额单位: 万元\n", "utf-8")
    assert [problem.split()[0] for problem in problems(tmp_path)] == ["PMG220"]


def test_a_form_about_the_other_thing_is_refused(tmp_path: Path) -> None:
    assert "PMG617 the form of 天津市 is about projects, the annex about a department" in findings(
        annex(tmp_path), "tianjin"
    )
    investment = HERE / "data" / "investment"
    assert (
        "PMG617 the form of 渭阳市（部门整体） is about a department, the annex about projects"
        in findings(investment, "weiyang")
    )


def test_what_the_form_needs_is_asked_for(tmp_path: Path) -> None:
    lines = "      资金:\n        合计: 480.00\n        财政资金: 400.00\n        其他资金: 80.00\n"
    found = findings(annex(tmp_path, lines, ""))
    assert "PMG601 1 of 2 tasks of 渭阳市文化和旅游局 lack 资金.合计; their places stay blank" in found
    expenditure = "  支出:\n    合计: 1280.00\n    基本支出: 800.00\n    项目支出: 480.00\n"
    found = findings(annex(tmp_path, expenditure, ""))
    assert "PMG601 支出.合计 of 渭阳市文化和旅游局 is unknown; its place stays blank" in found


def test_goals_and_indicators_may_be_left_out_where_the_form_needs_none(tmp_path: Path) -> None:
    (annex(tmp_path) / "annex.yaml").write_text(SOUND[: SOUND.index("  年度绩效目标:")], "utf-8")
    assert problems(tmp_path) == []
    found = findings(tmp_path)
    assert found == ["PMG601 年度绩效目标 of 渭阳市文化和旅游局 is unknown; its place stays blank"]


def test_the_rules_read_a_department_as_they_read_a_project(tmp_path: Path) -> None:
    cases = {
        ("其他资金: 80.00\n  支出", "其他资金: 90.00\n  支出"): "PMG-A01",
        ("指标值: ≤1280万元", "指标值: ≤2000万元"): "PMG-A02",
        ("三级指标: 送戏下乡场次", "三级指标: 成本"): "PMG-N01",
        ("- 送戏下乡一百场。", "- 送戏<p>下乡一百场。"): "PMG-G04",
    }
    for (old, new), code in cases.items():
        assert code in {found.split()[0] for found in findings(annex(tmp_path, old, new))}, code


def test_a_waiver_of_a_department_accepts_a_finding(tmp_path: Path) -> None:
    waiver = "  豁免:\n    - 规则: PMG-A02\n      指标: 全部\n      理由: 批复即为此数\n"
    text = SOUND.replace("≤1280万元", "≤2000万元") + waiver
    (annex(tmp_path) / "annex.yaml").write_text(text, "utf-8")
    (review,) = api.check(api.request([tmp_path], templates=PACKS))
    (found,) = [each for each in review.findings if each.problem.code == "PMG-A02"]
    assert found.waiver is not None and found.project is not None


def test_it_is_one_document_whatever_is_asked_for(tmp_path: Path) -> None:
    for split in (False, True):
        (job,) = plan(api.request([annex(tmp_path)], templates=PACKS, split=split)).jobs
        assert job.project is None
        assert job.stem.name == "渭阳市文化和旅游局2025年部门整体支出绩效目标表"


def test_a_comparison_tells_what_changed_of_a_department(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    old = load_annex(annex(tmp_path / "old"), SOURCE).annex
    new = load_annex(annex(tmp_path / "new", "渭阳市文化和旅游局", "渭阳市文旅体育局"), SOURCE).annex
    assert old and new
    (project,) = compare_annexes(old, new).projects
    (change,) = project.changes
    assert change.field and change.field.chinese == "部门名称"


def test_editors_and_new_annexes_know_it() -> None:
    region = SOURCE.region("weiyang")
    assert region is not None
    schema = json.dumps(schemas(region.fields)["annex.schema.json"], ensure_ascii=False)
    assert "任务名称" in schema and "牵头科室" in schema and "填报日期" in schema
    (name, text), *others = first_files(region).items()
    assert name == "annex.yaml" and others == []
    assert all(f"#{word}:" in text for word in ("部门", "任务", "- 任务名称", "支出", "年度绩效目标"))


def test_a_new_annex_takes_over_what_does_not_change(tmp_path: Path) -> None:
    region = SOURCE.region("weiyang")
    older = load_annex(annex(tmp_path), SOURCE).annex
    assert region is not None and older is not None
    text = first_files(region, older)["annex.yaml"]
    assert "\n  部门名称: 渭阳市文化和旅游局\n" in text and "#合计: 1280.00  # 待修订" in text
    assert "\n      三级指标: 送戏下乡场次\n" in text and "#指标值: ≥100场" in text


def test_a_layout_that_names_a_department_needs_a_form_about_one(tmp_path: Path) -> None:
    shutil.copytree(HERE / "templates" / "weiyang", tmp_path / "weiyang")
    region = tmp_path / "weiyang" / "region.yaml"
    region.write_text(region.read_text("utf-8").replace("对象: 部门\n", ""), "utf-8")
    (tmp_path / "data").mkdir()
    asked = api.request([annex(tmp_path / "data")], templates=[tmp_path])
    report = api.render(asked, tmp_path / "output")
    assert {each.code for each in report.problems} == {"PMG415"}
    assert {str(each.hint) for each in report.problems} == {
        "a form about a department says so in region.yaml: 对象: 部门"
    }


def test_a_form_about_a_department_sees_no_projects() -> None:
    region = SOURCE.region("weiyang")
    found = load_annex(HERE / "data" / "culture", SOURCE).annex
    assert region is not None and found is not None
    root = view_annex(found, region).root
    assert root["annex"]["projects"] == []  # type: ignore[index]
    assert root["whole_department"] is root["annex"]["whole_department"]  # type: ignore[index]
