"""A review of an annex: its own form or another, all of it or one project, and what could not be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.catalog import shipped_templates
from pmgen.check.annex_review import Review, review
from small_annexes import PIECES

PACKS = [shipped_templates()]
SOUND = "项目名称: {name}\n" + "\n".join(PIECES.values()) + "\n"
WAIVER = "豁免:\n  - 规则: S05\n    理由: 批复如此\n"


@pytest.fixture
def annex(tmp_path: Path) -> Path:
    """Give the folder of an annex with two projects."""
    (tmp_path / "annex.yaml").write_text("地区: tianjin\n金额单位: 万元\n", "utf-8")
    for name in ("甲", "乙"):
        (tmp_path / f"{name}.yaml").write_text(SOUND.format(name=name), "utf-8")
    return tmp_path


def reviewed(folder: Path, *files: str, region: str | None = None) -> Review:
    return review(folder, files, region, PACKS)


def codes(found: Review) -> set[str]:
    return {finding.problem.code for finding in found.findings}


def unread(found: Review) -> list[str]:
    return [Path(file).name for file in found.unread]


def test_the_annexs_own_form_says_what_it_lacks(annex: Path) -> None:
    found = reviewed(annex)
    assert found.region is not None and found.region.id == "tianjin"
    lacks = [finding for finding in found.findings if finding.problem.code == "PMG601"]
    assert any("资金用途" in str(finding.problem.message) for finding in lacks)
    assert not found.unread


def test_another_form_lacks_other_things(annex: Path) -> None:
    found = reviewed(annex, region="wuhai")
    assert found.region is not None and found.region.id == "wuhai"
    assert any("分值" in str(finding.problem.message) for finding in found.findings)
    assert not any("资金用途 is" in str(finding.problem.message) for finding in found.findings)


def test_what_every_project_lacks_belongs_to_none_of_them(annex: Path) -> None:
    lack = next(each for each in reviewed(annex).findings if "资金用途" in str(each.problem.message))
    assert lack.project is None
    assert len(lack.problem.places) == 2


def test_one_project_is_told_alone_and_seen_from_its_own_file(annex: Path) -> None:
    found = reviewed(annex, "乙.yaml")
    assert [project.name for project in found.projects] == ["乙"]
    assert {Path(finding.problem.places[0].file).name for finding in found.findings} == {"乙.yaml"}


def test_what_another_project_shares_is_told_of_one_seen_from_its_own_file(annex: Path) -> None:
    (annex / "丙.yaml").write_text(SOUND.format(name="乙"), "utf-8")
    for name, other in (("乙", "丙"), ("丙", "乙")):
        (twice,) = (
            each for each in reviewed(annex, f"{name}.yaml").findings if each.problem.code == "PMG223"
        )
        assert [Path(place.file).stem for place in twice.problem.places] == [name, other]


def test_one_project_is_still_checked_with_the_others(annex: Path) -> None:
    (annex / "丙.yaml").write_text(SOUND.format(name="乙"), "utf-8")
    assert "PMG223" in codes(reviewed(annex, "乙.yaml"))
    assert "PMG223" not in codes(reviewed(annex, "甲.yaml"))


def test_a_broken_project_is_named_and_the_others_are_checked(annex: Path) -> None:
    (annex / "丙.yaml").write_text("项目名称: 丙\n", "utf-8")
    found = reviewed(annex)
    assert unread(found) == ["丙.yaml"]
    assert [project.name for project in found.projects] == ["乙", "甲"]
    assert {"PMG205", "PMG601"} <= codes(found)
    assert unread(reviewed(annex, "丙.yaml")) == ["丙.yaml"]
    assert "PMG205" not in codes(reviewed(annex, "乙.yaml"))


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        ("    指标值: ≥1000人\n    对应目标: 年度9", "PMG210"),
        ("    指标值: ≥1000人\n    一级指标: 成本指标", "PMG-S01"),
    ],
)
def test_a_project_that_contradicts_itself_is_reviewed_all_the_same(
    slip: str, code: str, annex: Path
) -> None:
    text = SOUND.format(name="甲").replace("    指标值: ≥1000人", slip) + "资金用途: 培训教师，，共\n"
    (annex / "甲.yaml").write_text(text, "utf-8")
    found = reviewed(annex)
    assert not found.unread
    assert [project.name for project in found.projects] == ["乙", "甲"]
    told = {
        each.problem.code for each in found.findings if Path(each.problem.places[0].file).name == "甲.yaml"
    }
    assert {code, "PMG-P09"} <= told


@pytest.mark.parametrize("name", ["丁.yaml", "甲.yaml.txt"])
def test_a_file_that_is_no_project_is_never_passed_over(name: str, annex: Path) -> None:
    found = reviewed(annex, name)
    assert unread(found) == [name]
    assert "PMG218" in codes(found)


def test_an_annex_that_cannot_be_read_is_named_whatever_was_asked(annex: Path) -> None:
    (annex / "annex.yaml").write_text("金额单位: 两\n", "utf-8")
    for files in ((), ("甲.yaml",)):
        found = reviewed(annex, *files)
        assert found.annex is None and not found.projects
        assert {"PMG205", "PMG209"} <= codes(found)
        assert unread(found) == [*(files or (annex.name,))]


def test_without_a_form_the_rest_is_checked(annex: Path) -> None:
    (annex / "annex.yaml").write_text("地区: 火星\n金额单位: 万元\n", "utf-8")
    for name in ("甲", "乙"):
        (annex / f"{name}.yaml").write_text(SOUND.format(name=name).replace("一千", "一,千"), "utf-8")
    for files in ((), ("甲.yaml",)):
        found = reviewed(annex, *files)
        assert found.region is None
        assert {"PMG301", "PMG-P02"} <= codes(found)
        assert "PMG601" not in codes(found)


def test_a_waiver_is_stale_only_in_the_annexs_own_form(annex: Path) -> None:
    with (annex / "甲.yaml").open("a", encoding="utf-8") as file:
        file.write(WAIVER)
    assert "PMG-D06" in codes(reviewed(annex))
    assert "PMG-D06" in codes(reviewed(annex, region="tianjin"))
    assert "PMG-D06" not in codes(reviewed(annex, region="shanghai"))
    (annex / "annex.yaml").write_text("地区: 火星\n金额单位: 万元\n", "utf-8")
    assert "PMG-D06" not in codes(reviewed(annex))


def test_while_a_project_is_unread_only_the_annexs_waivers_may_have_their_use(annex: Path) -> None:
    (annex / "annex.yaml").write_text(
        "地区: tianjin\n金额单位: 万元\n" + WAIVER.replace("S05", "D01"), "utf-8"
    )
    with (annex / "甲.yaml").open("a", encoding="utf-8") as file:
        file.write(WAIVER)
    assert stale_in(reviewed(annex)) == ["annex.yaml", "甲.yaml"]
    (annex / "丙.yaml").write_text("项目名称: 丙\n", "utf-8")
    assert stale_in(reviewed(annex)) == ["甲.yaml"]


def stale_in(found: Review) -> list[str]:
    """Return the files in which a waiver is said to match nothing."""
    stale = (finding.problem for finding in found.findings if finding.problem.code == "PMG-D06")
    return [Path(problem.places[0].file).name for problem in stale]


def test_amounts_are_held_against_those_in_the_folder_of_the_year_before(tmp_path: Path) -> None:
    for year, amount in (("2025年度", "425.50"), ("2026年度", "4255000.00")):
        folder = tmp_path / year / "甲局"
        folder.mkdir(parents=True)
        (folder / "annex.yaml").write_text("地区: tianjin\n金额单位: 万元\n", "utf-8")
        (folder / "1.yaml").write_text(SOUND.format(name="甲").replace("425.50", amount), "utf-8")
    assert "PMG-A18" in codes(reviewed(tmp_path / "2026年度" / "甲局"))
    assert "PMG-A18" not in codes(reviewed(tmp_path / "2025年度" / "甲局"))
