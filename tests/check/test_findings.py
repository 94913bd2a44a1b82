"""The whole list of findings on the published annexes, kept beside the test and read as a reviewer would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import pytest

from golden import check_parts
from pmgen.catalog import find_region
from pmgen.check import Finding, check_annex
from pmgen.check.findings import Owners
from pmgen.load import load_annex
from pmgen.problems import Problem, SourcePlace, message
from shipped import ANNEXES
from small_annexes import SOUND, load_project

ROOT = Path(__file__).parents[2]
KEPT = Path(__file__).parent / "findings"
MANY = 6


def findings_of(folder: Path) -> tuple[Finding, ...]:
    loaded = load_annex(folder)
    assert loaded.annex is not None
    region = find_region(loaded.annex.region or "", [ROOT / "templates"])
    return check_annex(loaded.annex, region, loaded.problems)


def listed(findings: Iterable[Finding]) -> Iterator[str]:
    """Give the findings as lines: file by file, and one line for many hits of one rule in one file."""
    by_file = sorted(findings, key=lambda finding: (_file(finding), finding.problem.code))
    for file, of_file in groupby(by_file, _file):
        yield f"# {file}"
        for _, same in groupby(of_file, lambda finding: finding.problem.code):
            hits = list(same)
            if len(hits) < MANY:
                yield from map(_line, hits)
            else:
                yield f"{_line(hits[0])}\n  ×{len(hits)}: {' '.join(map(_where, hits))}"
        yield ""


def _file(finding: Finding) -> str:
    places = finding.problem.places
    return Path(places[0].file).name if places else ""


def _where(finding: Finding) -> str:
    place = finding.problem.places[0] if finding.problem.places else None
    if not isinstance(place, SourcePlace) or place.line is None:
        return "-"
    return f"{place.line}:{place.column}+{place.length}"


def _line(finding: Finding) -> str:
    problem = finding.problem
    name = f" 〈{finding.indicator.name}〉" if finding.indicator else ""
    return f"{problem.severity.value[0].upper()} {problem.code} {_where(finding)}{name} {problem.message}"


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[Finding, ...]]:
    return {folder.name: findings_of(folder) for folder in ANNEXES}


def test_the_list_of_findings(found: dict[str, tuple[Finding, ...]], pytestconfig: pytest.Config) -> None:
    made = {f"{name}.txt": "\n".join(listed(hits)) for name, hits in found.items()}
    check_parts(made, KEPT, pytestconfig.getoption("accept"))


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("绩效指标:", None),
        ("三级指标: 培训人数", "培训人数"),
        ("三级指标: 合格率", "合格率"),
        ("分值: 50", "合格率"),
    ]
    + [(line, None) for line in ("项目名称: 培训费", "资金用途: 场租", "联系人: 张三")],
)
def test_what_lies_before_and_behind_the_indicators_belongs_to_none(
    line: str, owner: str | None, tmp_path: Path
) -> None:
    text = f"{SOUND}\n  - 二级指标: 质量指标\n    三级指标: 合格率\n    指标值: ≥90%\n    分值: 50\n"
    text += "资金用途: 场租\n联系人: 张三\n"
    annex = load_project(tmp_path, text).annex
    assert annex is not None
    number = next(number for number, found in enumerate(text.splitlines(), 1) if line in found)
    problem = Problem("PMG601", message("x"), (SourcePlace(annex.projects[0].file, number),))
    found = Owners(annex).located(problem)
    assert found.project is annex.projects[0]
    assert (found.indicator and found.indicator.name) == owner


def test_the_shipped_data_waive_nothing(found: dict[str, tuple[Finding, ...]]) -> None:
    assert len(found) == 5
    assert not [hit for hits in found.values() for hit in hits if hit.waiver]


def test_a_slip_in_the_annex_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "annex.yaml").write_text(
        "地区: tianjin\n金额单位: 万元\n标题: 某局,某处绩效目标表\n项目单位: 某局,某处\n", "utf-8"
    )
    for number in range(3):
        (tmp_path / f"{number}.yaml").write_text(SOUND.replace("培训费", f"第{number}期培训费"), "utf-8")
    slips = [finding for finding in findings_of(tmp_path) if finding.problem.code == "PMG-P02"]
    assert [(finding.project, _where(finding)) for finding in slips] == [(None, "3:7+1"), (None, "4:9+1")]
