"""The shipped packs at work: they load and compile, and a form whose data are missing is still a form."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from pmgen.catalog import find_region
from pmgen.engines import compile_layout
from pmgen.model.terms import Category, CostKind
from pmgen.publish.render_plan import plan
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import render
from pmgen.view.required_fields import RequiredFields
from reading import Group, groups
from restored import Table
from shipped import NAMES
from shipped import annex as shipped_annex

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
REGIONS = ["ezhou", "national", "ningxiang", "shanghai", "tianjin"]


@cache
def rendered(annex: str, region: str) -> tuple[Group, ...]:
    source = Source(shipped_annex(annex), PurePosixPath("x"))
    (job,) = plan(Request((source,), ("docx",), (TEMPLATES,), region)).jobs
    ((_, docx),) = render(job).files
    return tuple(groups(docx))


def rows_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize("name", REGIONS)
def test_the_pack_compiles_for_whole_annexes(name: str) -> None:
    assert not compile_layout(find_region(name, [TEMPLATES])).per_project


@pytest.mark.parametrize("name", REGIONS)
def test_every_category_has_labels(name: str) -> None:
    labels = find_region(name, [TEMPLATES]).labels
    assert set(Category) <= set(labels)
    assert not set(CostKind) & set(labels) or set(CostKind) <= set(labels)


@pytest.mark.parametrize("name", REGIONS)
def test_required_fields_are_fields(name: str) -> None:
    assert RequiredFields(find_region(name, [TEMPLATES])).problems == []


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("annex", NAMES)
def test_every_annex_gets_every_form(annex: str, region: str) -> None:
    files = list((shipped_annex(annex)).glob("*.yaml"))
    forms = rendered(annex, region)
    assert len(forms) == len(files) - 1
    text = "".join(cell for form in forms for table in form.tables for row in rows_of(table) for cell in row)
    assert not re.search(r"\{\{|\{%|None", text)


@pytest.mark.parametrize("annex", ["2022/wuhai", "2024/shanghai", "2025/tianjin-bureau"])
def test_ezhou_keeps_a_blank_row_for_the_long_term(annex: str) -> None:
    for form in rendered(annex, "ezhou"):
        (table,) = form.tables
        rows = rows_of(table)
        assert rows[3] == ["长期绩效目标", ""]
        head = rows.index(["长期绩效目标表"]) + 1
        assert rows[head + 1 : head + 3] == [["长期目标", "", "", "", "", ""], ["年度绩效目标表"]]


def test_shanghai_leaves_the_long_term_of_recurring_projects_blank() -> None:
    for form in rendered("2024/shanghai", "shanghai"):
        (table,) = form.tables
        total, current, _, other = rows_of(table)[3:7]
        assert (total[2], current[1], other[1]) == ("", "", "")
        assert rows_of(table)[8][0] == ""


def test_tianjin_prints_a_zero_as_a_blank() -> None:
    budgets = [rows_of(form.tables[0])[2] for form in rendered("2025/tianjin-bureau", "tianjin")]
    assert budgets[20][1:] == ["预算数", "5782.00", "其中：财政    资金", "", "其他资金", "5782.00"]
