"""What --fix changes in files of many projects: the same as in files of one, in the line where it stands."""

from __future__ import annotations

from pathlib import Path

from pmgen.check.file_repairs import apply_edits, stream_repairs

REST = '"预算": {"年度": {"合计": 5.00}}, "年度绩效目标": ["培训。"], "绩效指标": [%s]'
ROW = '{"二级指标": "数量指标", "三级指标": "%s", "指标值": "%s"}'


def line(name: str, row: str = "人数", target: str = "≥10人") -> str:
    return f'{{"{name}": "甲", {REST % (ROW % (row, target))}}}\n'


def fixed(text: str, name: str = "项目.jsonl") -> tuple[str, int]:
    edits, unread = stream_repairs(text, Path(name))
    return apply_edits(text, edits), unread


def test_nothing_is_changed_where_nothing_is_wrong() -> None:
    text = line("项目名称") + "\n" + line("项目名称")
    assert stream_repairs(text, Path("项目.jsonl")) == ((), 0)


def test_names_of_fields_and_values_are_mended_in_their_lines() -> None:
    text = line("项目名称") + line("项目名成", target="≥１０人") + line("项目名称", row=" 人数 ")
    after, unread = fixed(text)
    assert after == line("项目名称") + line("项目名称") + line("项目名称")
    assert unread == 0


def test_line_ends_of_windows_and_escapes_stay() -> None:
    text = (line("项目名称", target="≥１０\\u4eba") + line("项目名称")).replace("\n", "\r\n")
    assert fixed(text) == (text.replace("１０", "10"), 0)


def test_lines_that_cannot_be_read_stay_and_are_counted() -> None:
    broken = line("项目名称", target="≥１０人")[:-2] + "\n"
    text = broken + line("项目名称", target="≥１０人") + "\u200b\x07\n"
    assert fixed(text) == (broken + line("项目名称") + "\u200b\x07\n", 2)


def test_projects_of_yaml_are_mended_under_their_dashes() -> None:
    project = (
        "项目名称: 甲\n预算:\n  年度: 5\n年度绩效目标:\n  - 培训。\n"
        "绩效指标:\n  - 二级指标: 数量指标\n    三级指标: 人数\n    指标值: {}\n"
    )
    text = f"# 一\n---\n{project.format('≥10人')}---\n{project.format('≥１０人')}"
    assert fixed(text, "项目.yaml") == (text.replace("１０", "10"), 0)
