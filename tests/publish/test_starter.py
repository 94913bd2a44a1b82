"""A new annex from an older one: what is commented, once uncommented, says the same as the older annex."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pmgen.catalog import find_region, shipped_templates
from pmgen.load import load_annex
from pmgen.model.records import Annex, Waiver
from pmgen.publish.new_annex import first_files, scalar
from shipped import ANNEXES

OPEN = re.compile(r"( *)#(?!#)(.*?)(?:  # 待修订：上年内容)?")


def annex_of(folder: Path) -> Annex:
    loaded = load_annex(folder)
    assert loaded.annex is not None, loaded.problems
    return loaded.annex


def revised(text: str) -> str:
    """Return the file as somebody leaves it who confirms every old value and drops what stays unknown."""
    lines = [match.expand(r"\1\2") if (match := OPEN.fullmatch(line)) else line for line in text.splitlines()]
    kept: list[str] = []
    for line in reversed([line for line in lines if not line.lstrip().startswith("##")]):
        depth = len(line) - len(line.lstrip())
        below = len(kept[-1]) - len(kept[-1].lstrip()) if kept else 0
        if not line.endswith((":", "-")) or below > depth:
            kept.append(line)
    return "\n".join(reversed(kept)) + "\n"


def without_places(annex: Annex) -> Annex:
    """Return the annex without its files, and without what a new one may say once for all projects."""
    projects = tuple(replace(project, file="") for project in annex.projects)
    annex = replace(annex, project_category=None, nature=None)
    return replace(annex, id="", file="", bookmarks={}, projects=projects)


@pytest.mark.parametrize("folder", ANNEXES, ids=lambda folder: folder.name)
def test_a_new_year_that_confirms_everything_equals_the_old_one(folder: Path, tmp_path: Path) -> None:
    older = annex_of(folder)
    region = find_region(older.region or "", [shipped_templates()])
    for name, text in first_files(region, older).items():
        (tmp_path / name).write_text(revised(text), encoding="utf-8")
    assert without_places(annex_of(tmp_path)) == without_places(older)


def test_what_was_waived_last_year_is_open_again(tmp_path: Path) -> None:
    waiver = Waiver(rule="PMG-V11", reason="批复如此", indicators=("全年用电量",))
    older = annex_of(next(folder for folder in ANNEXES if folder.name == "wuhai"))
    project = replace(older.projects[5], waivers=(waiver,))
    files = first_files(find_region("wuhai", [shipped_templates()]), replace(older, projects=(project,)))
    [name] = set(files) - {"annex.yaml"}
    assert "#豁免:\n  #- 规则: PMG-V11  # 待修订" in files[name]
    assert "\n#预算合计: 438.00  # 待修订" in files["annex.yaml"]


@pytest.mark.parametrize("folder", ANNEXES, ids=lambda folder: folder.name)
def test_an_unrevised_new_year_does_not_load_and_says_what_is_open(folder: Path, tmp_path: Path) -> None:
    older = annex_of(folder)
    region = find_region(older.region or "", [shipped_templates()])
    for name, text in first_files(region, older).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    loaded = load_annex(tmp_path)
    assert loaded.annex is None
    # What is missing, and the goals that indicators name and nobody has written yet.
    assert {problem.code for problem in loaded.problems} <= {"PMG205", "PMG210", "PMG235"}
    [*opened] = [problem for problem in loaded.problems if problem.code == "PMG205"]
    assert sorted({Path(problem.places[0].file).name for problem in opened}) == sorted(
        {Path(project.file).name for project in older.projects}
    )
    assert len(opened) == len(older.projects)
    counts = [int(str(dict(problem.message.values)["count"])) for problem in opened]
    assert all(
        count >= len(project.indicators) for count, project in zip(counts, older.projects, strict=True)
    )


@pytest.mark.parametrize("region_id", ["tianjin", "wuhai", "shanghai", "ezhou"])
def test_a_blank_annex_has_every_field_that_its_form_needs(region_id: str) -> None:
    region = find_region(region_id, [shipped_templates()])
    text = first_files(region)["01_项目.yaml"]
    for requirement in region.requirements:
        assert f"{requirement.path.split('.')[-1]}:" in text
    values = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    assert values == ["项目名称:"]


def test_a_blank_project_says_what_the_scores_must_come_to() -> None:
    text = first_files(find_region("wuhai", [shipped_templates()]))["01_项目.yaml"]
    assert "## 分值（产出指标合计50、效益指标合计30、满意度指标合计10、全部合计90）" in text


def test_a_blank_project_has_the_kinds_of_the_form_in_its_order() -> None:
    text = first_files(find_region("ezhou", [shipped_templates()]))["01_项目.yaml"]
    assert "可填成本指标、数量指标、质量指标、时效指标、经济效益指标" in text
    assert "    #成本类型:\n" in text


def test_only_costs_of_an_older_annex_are_asked_for_their_kind() -> None:
    older = annex_of(next(folder for folder in ANNEXES if folder.name == "wuhai"))
    files = first_files(find_region("ezhou", [shipped_templates()]), older)
    costs = sum(text.count("二级指标: 成本指标") for text in files.values())
    assert costs and costs == sum(text.count("#成本类型:") for text in files.values())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("50.00", "50.00"),
        ("≥80000人次", "≥80000人次"),
        ("=15万", "=15万"),
        ("a: b", "'a: b'"),
        ("说明：甲，乙", "说明：甲，乙"),
        ("- 一", "'- 一'"),
        ("甲 # 乙", '"甲 # 乙"'),
        ("一\n二", '"一\\n二"'),
        ("“双一流”", "“双一流”"),
        ("'", "''''"),
    ],
)
def test_a_text_is_written_so_that_it_reads_back(text: str, written: str) -> None:
    assert scalar(text) == written


def test_the_new_year_stands_in_all_that_must_be_revised() -> None:
    older = annex_of(next(folder for folder in ANNEXES if folder.name == "shanghai"))
    files = first_files(find_region("shanghai", [shipped_templates()]), older, "2026")
    assert "#年度: 2026  # 待修订：上年内容，年份已改为2026\n" in files["annex.yaml"]
    for text in files.values():
        assert "2024" not in text
    assert any("#计划完成日期: 2026-12-31  # 待修订" in text for text in files.values())
    assert all(
        "#合计: 4,358,177.00  # 待修订：上年内容\n" in files[name] for name in files if "评价业务" in name
    )


def test_names_that_say_a_year_must_be_revised(tmp_path: Path) -> None:
    older = annex_of(next(folder for folder in ANNEXES if folder.name == "shanghai"))
    first = older.projects[0].indicators[0]
    indicators = (replace(first, name="2024年职业技能大赛场次"), replace(first, name="2023年遗留场次"))
    annex = replace(older, projects=(replace(older.projects[0], indicators=indicators, waivers=()),))
    files = first_files(find_region("shanghai", [shipped_templates()]), annex, "2025")
    [text] = [text for name, text in files.items() if name != "annex.yaml"]
    assert "#三级指标: 2025年职业技能大赛场次  # 待修订：上年内容，年份已改为2025\n" in text
    assert "#三级指标: 2023年遗留场次  # 待修订：上年内容\n" in text
