"""The pack of Wuhai: its own annex and those of others, as files that other programs accept."""

from __future__ import annotations

from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from outline import outline
from plain_records import root_of
from pmgen.catalog import find_region
from pmgen.document import Page, Table
from pmgen.engines.markup import MarkupLayout, compile_layout
from pmgen.publish.render_plan import plan
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import render
from shipped import NAMES
from shipped import annex as shipped_annex
from tools import converted, validation_errors

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"


@cache
def layout() -> MarkupLayout:
    return compile_layout(find_region("wuhai", [TEMPLATES]))


@cache
def rendered(annex: str) -> bytes:
    source = Source(shipped_annex(annex), PurePosixPath("x"))
    (job,) = plan(Request((source,), ("docx",), (TEMPLATES,), "wuhai")).jobs
    ((_, docx),) = render(job).files
    return docx


def test_the_layout_says_nothing_without_effect() -> None:
    assert layout().warnings == ()
    assert not layout().per_project


def test_projects_merge_down_and_the_last_row_is_the_total() -> None:
    data = {
        "标题": "项目绩效目标表",
        "金额单位": "万元",
        "项目": [
            {
                "项目名称": "甲",
                "项目单位": {"编码": "418001", "名称": "局"},
                "项目类别": "部门预算项目",
                "预算": {"年度": {"合计": "65.00"}},
                "年度绩效目标": [{"编号内容": "第一"}, {"编号内容": "第二"}],
                "绩效指标": [
                    {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "a", "分值": "5"},
                    {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "b", "指标方向": "等于"},
                ],
            },
            {"项目名称": "没有指标", "项目单位": {"名称": "局"}, "预算": {"年度": {"合计": "373.50"}}},
        ],
    }
    document = layout().fill(root_of(layout().region, {"附件": data}), "", "").document
    assert document is not None
    title, unit, widths, *rows, foot = outline(document)
    assert (title, unit) == ("p(h1 center next) 项目绩效目标表", "p(right) 单位：万元")
    assert widths.endswith("head 1")
    assert rows == [
        "  | th 项目名称 | th 项目单位 | th 项目类别 | th 预算数 | th 年度绩效目标 | th 一级指标"
        " | th 二级指标 | th 三级指标 | th 指标性质 | th 指标方向 | th 目标值 | th 计量单位 | th 分值 |",
        "  | 甲 ↓2 | 418001-局 ↓2 | 部门预算项目 ↓2 | 65.00 ↓2 | 第一↵第二 ↓2 | 产出指标 | 数量指标 | a"
        " |  |  |  |  | 5 |",
        "  | ^ | ^ | ^ | ^ | ^ | 产出指标 | 数量指标 | b |  | 等于 |  |  |  |",
        "  | 没有指标 | 局 |  | 373.50 |  |  |  |  |  |  |  |  |  |",
        "  | 合计 |  |  | 438.50 |  |  |  |  |  |  |  |  |  |",
    ]
    assert foot == "foot: p(center) 第·[page]·页"


def test_the_page_is_a4_landscape_and_the_table_fills_it() -> None:
    document = layout().fill(root_of(layout().region, {"附件": {"项目": []}}), "", "").document
    assert document is not None
    page, blocks = document.sections[0].page, document.sections[0].blocks
    table = blocks[-1]
    assert isinstance(table, Table)
    assert (page.width, page.height) == (841.89, 595.28)
    assert sum(table.columns) == pytest.approx(_text_width(page), abs=0.1)
    assert len(table.columns) == 13


def _text_width(page: Page) -> float:
    return page.width - page.margins.left - page.margins.right


@pytest.mark.parametrize("annex", NAMES)
def test_the_validator_finds_nothing(annex: str, tmp_path: Path) -> None:
    file = tmp_path / "wuhai.docx"
    file.write_bytes(rendered(annex))
    assert validation_errors(file) == []


def test_libreoffice_opens_it(tmp_path: Path) -> None:
    file = tmp_path / "wuhai.docx"
    file.write_bytes(rendered("2022/wuhai"))
    text = converted(file, "txt:Text (encoded):UTF8", tmp_path).read_text(encoding="utf-8-sig")
    assert "418001-乌海市人力资源和社会保障局" in text
    assert "438.00" in text
