"""The YAML under data/ says what the offices published: every value of every table, and nothing else.

The files are read without pmgen, printed the way each office prints, and compared with the restored seeds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import shipped
from restored import Form, Table, restored

ROOT = Path(__file__).parents[2]

Facts = dict[str, str]
"""Every text of a YAML file by its path, such as `绩效指标.0.三级指标`."""

Rows = list[list[str]]

ANNEXES: dict[str, tuple[str, Facts]] = {
    "tianjin_skills": (
        "undated/tianjin-skills",
        {
            "地区": "tianjin",
            "项目单位.编码": "353216",
            "项目单位.名称": "天津市职业技能鉴定指导中心（天津市职业技能培训研究室）",
            "金额单位": "万元",
            "选项.合并一级": "全部",
            "书签.项目": "_Toc{n+157955338}",
        },
    ),
    "tianjin_2025": (
        "2025/tianjin-bureau",
        {
            "地区": "tianjin",
            "年度": "2025",
            "项目单位.编码": "353101",
            "项目单位.名称": "天津市人力资源和社会保障局财务处",
            "金额单位": "万元",
            "选项.合并一级": "仅产出指标",
        },
    ),
    "wuhai_2022": (
        "2022/wuhai",
        {
            "地区": "wuhai",
            "年度": "2022",
            "项目单位.编码": "418001",
            "项目单位.名称": "乌海市人力资源和社会保障局",
            "金额单位": "万元",
            "项目类别": "部门预算项目",
            "预算合计": "438.00",
        },
    ),
    "shanghai_2024": (
        "2024/shanghai",
        {
            "地区": "shanghai",
            "年度": "2024",
            "项目单位.名称": "上海市职业技能鉴定中心",
            "主管部门.名称": "上海市人力资源和社会保障局",
            "金额单位": "元",
        },
    ),
    "ezhou_2026": (
        "2026/ezhou",
        {
            "地区": "ezhou",
            "年度": "2026",
            "项目单位.名称": "鄂州市公共就业服务中心",
            "金额单位": "万元",
        },
    ),
}

LEVEL_1 = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "成本指标": "产出指标",
    "经济效益指标": "效益指标",
    "社会效益指标": "效益指标",
    "可持续影响指标": "效益指标",
    "服务对象满意度指标": "满意度指标",
}

SIGN_WORDS = {"≥": "大于等于", "≤": "小于等于", "=": "等于"}


@pytest.mark.parametrize("seed", ANNEXES)
def test_the_annex_file_holds_what_the_projects_share(seed: str) -> None:
    folder, expected = ANNEXES[seed]
    assert facts(shipped.annex(folder) / "annex.yaml") == expected


@pytest.mark.parametrize("seed", ["tianjin_skills", "tianjin_2025", "shanghai_2024", "ezhou_2026"])
def test_each_project_file_prints_as_the_form_of_its_seed(seed: str) -> None:
    folder, annex = ANNEXES[seed]
    forms = restored(seed).forms
    files = project_files(folder)
    assert len(files) == len(forms)
    for number, (file, form) in enumerate(zip(files, forms, strict=True), 1):
        project = facts(file)
        assert FORMS[annex["地区"]](annex, project, number) == published(form), file.name
        assert project == {}, file.name


def test_the_wuhai_files_print_as_one_table() -> None:
    folder, annex = ANNEXES["wuhai_2022"]
    (form,) = restored("wuhai_2022").forms
    projects = [facts(file) for file in project_files(folder)]
    assert [row for project in projects for row in wuhai(annex, project)] == filled(form.tables[0])[1:-1]
    assert projects == [{}] * 9


@pytest.mark.parametrize("file", shipped.FILES, ids=lambda file: file.stem)
def test_a_data_file_is_in_block_style_and_names_its_source(file: Path) -> None:
    text = file.read_text("utf-8")
    events = list(yaml.parse(text, yaml.BaseLoader))
    assert not [event for event in events if getattr(event, "flow_style", False)]
    assert text.startswith("# yaml-language-server: $schema=../../project.schema.json\n") == (
        file.name != "annex.yaml"
    )
    source = yaml.load(text, yaml.BaseLoader)["出处"]
    assert (ROOT / source["文件"]).is_file()
    assert re.fullmatch(r"\d+–\d+", source["行"])


def project_files(folder: str) -> list[Path]:
    return sorted(file for file in shipped.annex(folder).glob("*.yaml") if file.name != "annex.yaml")


def facts(file: Path) -> Facts:
    """Return every text of a file; where it comes from is not one of its facts."""
    loaded = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    del loaded["出处"]
    return dict(flat(loaded, ""))


def flat(node: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield path.removeprefix("."), node
        return
    for key, child in node.items() if isinstance(node, dict) else enumerate(node):
        yield from flat(child, f"{path}.{key}")


def items(project: Facts, path: str) -> Iterator[Facts]:
    """Take the items of a list out of the facts, one after another."""
    number = 0
    while taken := {key: text for key, text in project.items() if f"{key}.".startswith(f"{path}.{number}.")}:
        for key in taken:
            del project[key]
        yield {key.removeprefix(f"{path}.{number}").removeprefix("."): text for key, text in taken.items()}
        number += 1


def texts(project: Facts, path: str) -> list[str]:
    return [item[""] for item in items(project, path)]


def published(form: Form) -> list[object]:
    return [form.heading, list(form.lines), *map(filled, form.tables)]


def filled(table: Table) -> Rows:
    """Return every row with the words of each cell that stands in it, also of those that began above."""
    rows: list[dict[int, str]] = [{} for _ in table.rows]
    for number, row in enumerate(table.rows):
        for cell in row:
            for covered in range(number, number + cell.rowspan):
                rows[covered][cell.column] = cell.text
    return [[row[column] for column in sorted(row)] for row in rows]


def tianjin(annex: Facts, project: Facts, number: int) -> list[object]:
    name, purpose = project.pop("项目名称"), project.pop("资金用途")
    total, fiscal, other = (project.pop(f"预算.年度.{key}", "") for key in ("合计", "财政资金", "其他资金"))
    goals = "\n".join(f"{k}.{text}" for k, text in enumerate(texts(project, "年度绩效目标"), 1))
    budget, label = "预算规模及资金用途", "其中：财政    资金"
    head = [
        [annex["项目单位.编码"] + annex["项目单位.名称"], "单位：" + annex["金额单位"]],
        ["项目名称", name],
        [budget, "预算数", total, label, "" if fiscal == "0.00" else fiscal, "其他资金", other],
        [budget, purpose],
        ["绩效目标", goals],
    ]
    indicators = [["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"]]
    for item in items(project, "绩效指标"):
        level2 = item.pop("二级指标")
        rest = [item.pop(key) for key in ("三级指标", "绩效指标描述", "指标值")]
        assert item == {}
        indicators.append([LEVEL_1[level2], level2, *rest])
    return [f"{number}.{name}绩效目标表", [], head, indicators]


def wuhai(annex: Facts, project: Facts) -> Rows:
    unit = f"{annex['项目单位.编码']}-{annex['项目单位.名称']}"
    keys = ("项目名称", "预算.年度.合计", "年度绩效目标.0")
    name, budget, goal = (project.pop(key) for key in keys)
    first = [name, unit, annex["项目类别"], budget, goal]
    return [[*first, *wuhai_indicator(item)] for item in items(project, "绩效指标")]


def wuhai_indicator(item: Facts) -> list[str]:
    level2 = item.pop("二级指标")
    printed = level2.removesuffix("指标") if LEVEL_1[level2] != "产出指标" else level2
    name, polarity, score = (item.pop(key) for key in ("三级指标", "指标性质", "分值"))
    target = wuhai_target(item)
    assert item == {}
    return [LEVEL_1[level2], printed, name, polarity, *target, score]


def wuhai_target(item: Facts) -> list[str]:
    if "指标值" not in item:
        return [item.pop(f"指标值.{key}") for key in ("指标方向", "目标值", "计量单位")]
    target = item.pop("指标值")
    if number := re.fullmatch(r"([≥≤=])([\d.]+)(.+)", target):
        return [SIGN_WORDS[number[1]], number[2], number[3]]
    return ["", target, ""]


def shanghai(annex: Facts, project: Facts, number: int) -> list[object]:
    del number
    name, nature, category, start, end = (
        project.pop(key) for key in ("项目名称", "项目性质", "项目类别", "计划开始日期", "计划完成日期")
    )
    total, current, carryover, other = (
        project.pop(f"预算.年度.{key}") for key in ("合计", "当年财政拨款", "上年结转资金", "其他资金")
    )
    (goal,) = texts(project, "年度绩效目标")
    money, frame, goals = f"项目资金 ({annex['金额单位']})", "绩效 指标", "项目 绩效 目标"
    rows = [
        ["项目名称", name, "项目性质", nature, "项目类别", category],
        ["主管部门", annex["主管部门.名称"], "实施单位", annex["项目单位.名称"]],
        ["计划开始日期", start, "计划完成日期", end],
        [money, "项目资金总额", "", "年度资金申请总额", total],
        [money, "其中：财政资金", "", "其中：当年财政拨款", current],
        [money, "其中：财政资金", "", "上年结转资金", carryover],
        [money, "其他资金", "", "其他资金", other],
        [goals, "项目总目标", "年度总体目标"],
        [goals, "", goal],
        [frame, "一级指标", "二级指标", "三级指标", "年度(/项目)指标值"],
    ]
    for item in items(project, "绩效指标"):
        level2, level3, target = (item.pop(key) for key in ("二级指标", "三级指标", "指标值"))
        assert item == {}
        rows.append([frame, LEVEL_1[level2], level2, level3, in_parentheses(target)])
    return ["财政项目支出绩效目标申报表", [f"({annex['年度']}年度)"], rows]


def in_parentheses(target: str) -> str:
    return re.sub(r"([≥≤=][\d.]+)(.+)", r"\1(\2)", target)


def ezhou(annex: Facts, project: Facts, number: int) -> list[object]:
    del number
    rows = [
        ["项目名称", project.pop("项目名称"), "项目预算", project.pop("预算.年度.合计")],
        ["项目绩效总目标"],
        ["名称", "目标说明"],
    ]
    for horizon in ("长期", "年度"):
        goals = texts(project, f"{horizon}绩效目标")
        rows.extend([f"{horizon}绩效目标{k}", text] for k, text in enumerate(goals, 1))
    indicators = list(items(project, "绩效指标"))
    for horizon in ("长期", "年度"):
        rows.append([f"{horizon}绩效目标表"])
        rows.append(["目标名称", "一级指标", "二级指标", "三级指标", "指标值", "指标值确定依据"])
        rows.extend([f"{horizon}目标1", *ezhou_indicator(dict(item))] for item in indicators)
    lines = [f"申报单位：{annex['项目单位.名称']}", f"金额单位：{annex['金额单位']}"]
    return ["项目支出绩效目标批复表", lines, rows]


def ezhou_indicator(item: Facts) -> list[str]:
    assert [item.pop(f"对应目标.{number}") for number in range(2)] == ["长期1", "年度1"]
    level2 = item.pop("二级指标")
    labels = [LEVEL_1[level2], level2]
    if level2 == "成本指标":
        labels = ["成本指标", item.pop("成本类型") + "指标"]
    elif level2 == "服务对象满意度指标":
        labels = ["满意度指标", "满意度指标"]
    rest = [item.pop(key) for key in ("三级指标", "指标值", "指标值确定依据")]
    assert item == {}
    return [*labels, *rest]


FORMS: dict[str, Callable[[Facts, Facts, int], list[object]]] = {
    "tianjin": tianjin,
    "shanghai": shanghai,
    "ezhou": ezhou,
}
