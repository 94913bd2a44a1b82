"""Texts as long as no form prints them: their beginning is reviewed, and what is left out is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.catalog import find_region, shipped_templates
from pmgen.check import Finding, check_annex
from small_annexes import ANNEX, SOUND, load_project

LENGTH = 64_000
CLAUSES = (
    "其中上级补助资金198.40万元、",
    "7艘渡船全部检验、",
    "每季度1次",
    "去年",
    "2024年度",
    "（共80场，初中26场，",
    "率",
    "（",
    "“",
    "的",
)
"""What has once taken a time that grew with the square of the length."""


def reviewed(folder: Path, project: str) -> tuple[Finding, ...]:
    loaded = load_project(folder, project, ANNEX + "年度: 2025\n")
    assert loaded.annex is not None
    return check_annex(loaded.annex, find_region("tianjin", [shipped_templates()]), loaded.problems)


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_long_text_is_reviewed_in_its_beginning(tmp_path: Path, clause: str) -> None:
    """The runner's own limit of time would end a test of minutes."""
    text = clause * (LENGTH // len(clause))
    found = reviewed(tmp_path, SOUND.replace("培训一千人。", text) + f"\n资金用途: {text}\n")
    assert [each.problem.code for each in found].count("PMG-P13") == 2


def test_the_findings_of_a_long_text_know_their_indicator_and_their_waivers(tmp_path: Path) -> None:
    words = "反映培训的人数" * 1000
    waiver = "豁免:\n  - 规则: PMG-P13\n    指标: 培训人数\n    理由: 附件原文如此\n"
    found = reviewed(tmp_path, f"{SOUND}\n    绩效指标描述: {words}（\n{waiver}")
    (long,) = [each for each in found if each.problem.code == "PMG-P13"]
    assert long.waiver is not None
    assert long.indicator is not None
    assert long.indicator.description == f"{words}（"
    assert long.project is not None
    assert long.project.indicators == (long.indicator,)
