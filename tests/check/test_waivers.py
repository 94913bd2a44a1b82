"""A waiver accepts exactly the findings that it names, and one that accepts nothing is a finding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pmgen.check import Finding, check_annex
from pmgen.check.review_rule import (
    AnnexRule,
    Evidence,
    ProjectRule,
    ReviewedAnnex,
    ReviewedProject,
    Rule,
    Violation,
    rule_code,
    whole,
)
from pmgen.load import load_annex
from pmgen.problems import Severity, SourcePlace, message
from small_annexes import PIECES

NOTHING = message("x")
WORDS = {
    "title": NOTHING,
    "reason": NOTHING,
    "repair": NOTHING,
    "source": NOTHING,
}


def of_annex(case: ReviewedAnnex) -> Iterator[Violation]:
    yield Violation(message("an annex"), (whole(case.annex.places),))


def of_project(case: ReviewedProject) -> Iterator[Violation]:
    yield Violation(message("a project"), (whole(case.project.places, "name"),))


def of_indicators(case: ReviewedProject) -> Iterator[Violation]:
    for indicator in case.project.indicators:
        yield Violation(message("an indicator"), (whole(indicator.places, "name"),), indicator)


def rule(kind: type[AnnexRule] | type[ProjectRule], code: str, find: object) -> Rule:
    words = {**WORDS, "evidence": Evidence.REASONED, "severity": Severity.ERROR, "wrong": "", "right": ""}
    return kind(code=code, find=find, **words)  # type: ignore[arg-type]


RULES = (
    rule(AnnexRule, "PMG-D90", of_annex),
    rule(ProjectRule, "PMG-S90", of_project),
    rule(ProjectRule, "PMG-V90", of_indicators),
)
FIRST = "项目名称: 培训费\n" + "\n".join(PIECES.values())
SECOND = "项目名称: 会议费\n" + "\n".join(PIECES.values())
MORE = "\n  - 二级指标: 质量指标\n    三级指标: 合格率\n    指标值: ≥90%"


def waiver(code: str, *indicators: str) -> str:
    names = "".join(f"\n      - {name}" for name in indicators)
    return f"\n豁免:\n  - 规则: {code}\n    理由: 批复如此" + (f"\n    指标:{names}" if names else "") + "\n"


def checked(folder: Path, first: str = "", second: str = "", annex: str = "") -> tuple[Finding, ...]:
    (folder / "annex.yaml").write_text("地区: tianjin\n金额单位: 万元" + annex, "utf-8")
    (folder / "1.yaml").write_text(FIRST + MORE + first, "utf-8")
    (folder / "2.yaml").write_text(SECOND + second, "utf-8")
    loaded = load_annex(folder)
    assert loaded.annex is not None and not loaded.problems
    return check_annex(loaded.annex, None, rules=RULES)


def told(findings: tuple[Finding, ...]) -> list[str]:
    """Return who was found by which rule; `+` where it is accepted."""
    return [
        " ".join(
            [
                finding.problem.code,
                finding.project.name if finding.project else "附件",
                finding.indicator.name if finding.indicator else "",
                "+" if finding.waiver else "",
            ]
        ).strip()
        for finding in findings
    ]


BOTH = ["PMG-V90 培训费 合格率", "PMG-V90 培训费 培训人数"]
FILES = {"first": "1.yaml", "second": "2.yaml", "annex": "annex.yaml"}
ALL = [
    "PMG-D90 附件",
    "PMG-S90 培训费",
    "PMG-V90 培训费 培训人数",
    "PMG-V90 培训费 合格率",
    "PMG-S90 会议费",
    "PMG-V90 会议费 培训人数",
]


def test_without_waivers_everything_stands(tmp_path: Path) -> None:
    assert told(checked(tmp_path)) == ALL


@pytest.mark.parametrize(
    ("waivers", "accepted"),
    [
        ({"first": waiver("S90")}, ["PMG-S90 培训费"]),
        ({"second": waiver("pmg-s90")}, ["PMG-S90 会议费"]),
        ({"annex": waiver("D-90")}, ["PMG-D90 附件"]),
        ({"first": waiver("V90", "合格率")}, ["PMG-V90 培训费 合格率"]),
        (
            {"first": waiver("V90", "合格率", "培训人数")},
            ["PMG-V90 培训费 合格率", "PMG-V90 培训费 培训人数"],
        ),
        ({"first": waiver("V90", "全部")}, BOTH),
    ],
)
def test_a_waiver_accepts_what_it_names_and_nothing_else(
    waivers: dict[str, str], accepted: list[str], tmp_path: Path
) -> None:
    found = told(checked(tmp_path, **waivers))
    assert [line.removesuffix("+").strip() for line in found] == ALL
    assert {line.removesuffix("+").strip() for line in found if line.endswith("+")} == set(accepted)


@pytest.mark.parametrize(
    ("waivers", "words"),
    [
        ({"first": waiver("V90")}, "this waiver of PMG-V90 matches no finding"),
        ({"first": waiver("S90", "全部")}, "this waiver of PMG-S90 matches no finding"),
        ({"second": waiver("V90", "合格率")}, "there is no indicator 合格率 to waive anything for"),
        ({"first": waiver("V90", "培训人次数")}, "there is no indicator 培训人次数; did you mean 培训人数?"),
        ({"annex": waiver("S90")}, "this waiver of PMG-S90 matches no finding"),
        ({"first": waiver("X99")}, "there is no rule X99 to waive"),
        ({"annex": waiver("V9")}, "there is no rule V9 to waive; did you mean PMG-V90?"),
        ({"first": waiver("S99")}, "there is no rule S99 to waive; did you mean PMG-S90?"),
    ],
)
def test_a_waiver_that_does_nothing_is_a_finding(waivers: dict[str, str], words: str, tmp_path: Path) -> None:
    *others, stale = checked(tmp_path, **waivers)
    assert told(tuple(others)) == ALL
    assert (stale.problem.code, str(stale.problem.message)) == ("PMG-D06", words)
    (place,) = stale.problem.places
    assert (
        Path(place.file).name
        == {"first": "1", "second": "2", "annex": "annex"}[next(iter(waivers))] + ".yaml"
    )


@pytest.mark.parametrize(
    ("waivers", "words"),
    [
        ({"first": waiver("V90")}, "these indicators, to be named in 指标: 培训人数、合格率"),
        ({"second": waiver("V90")}, "these indicators, to be named in 指标: 培训人数"),
        ({"first": waiver("S90", "全部")}, "not about single indicators: delete the line 指标"),
        ({"annex": waiver("D90", "全部")}, "not about single indicators: delete the line 指标"),
        (
            {"annex": waiver("S90")},
            "write the waiver of PMG-S90 in the files of these projects: 培训费、会议费",
        ),
        ({"first": waiver("D90")}, "found in the annex as a whole: write the waiver in annex.yaml"),
        ({"first": waiver("S90") + waiver("S90")[4:]}, "delete it: nothing"),
        ({"first": waiver("V90", "合格率率")}, "write the name as it stands in 三级指标, or 全部"),
    ],
)
def test_what_to_write_instead(waivers: dict[str, str], words: str, tmp_path: Path) -> None:
    *_, stale = checked(tmp_path, **waivers)
    assert stale.problem.code == "PMG-D06"
    assert words in str(stale.problem.hint)


def test_a_wrong_name_is_told_beside_a_right_one(tmp_path: Path) -> None:
    *others, stale = checked(tmp_path, first=waiver("V90", "合格率", "全年用电量"))
    assert str(stale.problem.message) == "there is no indicator 全年用电量 to waive anything for"
    assert "PMG-V90 培训费 合格率 +" in told(tuple(others))
    (place,) = stale.problem.places
    assert isinstance(place, SourcePlace)
    assert Path(place.file).read_text("utf-8").split("\n")[(place.line or 0) - 1].strip() == "- 合格率"


@pytest.mark.parametrize("written", ["S05", "s05", "S-05", "PMG-S05", "pmg-s-05", " PMGS05 "])
def test_a_rule_is_known_however_it_is_written(written: str) -> None:
    assert rule_code(written) == "PMG-S05"
