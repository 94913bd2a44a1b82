"""Annexes that are copies of others are told by both places; honest neighbours are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.load.copied_annexes import copied_annexes

UNIT = "地区: tianjin\n年度: 2026\n项目单位:\n  名称: 甲局\n金额单位: 万元\n"
PROJECTS = {f"{number}.yaml": f"项目名称: 项目{number}\n" for number in range(5)}


def told(root: Path, annexes: dict[str, tuple[str, dict[str, str]]]) -> dict[str, str]:
    """Return which folder is told to copy which."""
    for name, (annex, projects) in annexes.items():
        folder = root / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "annex.yaml").write_text(annex, "utf-8")
        for file, text in projects.items():
            (folder / file).write_text(text, "utf-8")
    found = copied_annexes([root / name for name in annexes], lambda name: name == "wuhai")
    return {
        copy.relative_to(root).as_posix(): Path(problem.places[1].file).relative_to(root).as_posix()
        for copy, problem in found.items()
    }


@pytest.mark.parametrize("copy", ["2026/旧", "2026/甲局 - 副本", "2026/甲局/备份", "2026/乙局", "2026/a (2)"])
def test_a_copied_folder_is_told_wherever_it_lies(tmp_path: Path, copy: str) -> None:
    annexes = {copy: (UNIT, PROJECTS), "2026/甲局": (UNIT, PROJECTS)}
    expected = {"2026/甲局": "2026/乙局"} if copy == "2026/乙局" else {copy: "2026/甲局"}
    assert told(tmp_path, annexes) == expected


def test_a_copy_of_which_the_texts_were_corrected_since_is_told_by_its_unit(tmp_path: Path) -> None:
    corrected = {name: text + "资金用途: 已改。\n" for name, text in PROJECTS.items()}
    del corrected["4.yaml"]
    corrected["新.yaml"] = "项目名称: 新\n"
    annexes = {"2026/旧": (UNIT, PROJECTS), "2026/甲局": (UNIT + "标题: 新\n", corrected)}
    assert told(tmp_path, annexes) == {"2026/旧": "2026/甲局"}


def test_the_smaller_one_is_the_copy(tmp_path: Path) -> None:
    few = {name: PROJECTS[name] for name in ("1.yaml", "2.yaml")}
    assert told(tmp_path, {"2026/a": (UNIT, few), "2026/b": (UNIT, PROJECTS)}) == {"2026/a": "2026/b"}


def test_whole_departments_are_compared_by_their_one_file(tmp_path: Path) -> None:
    annexes: dict[str, tuple[str, dict[str, str]]] = {"2026/a": (UNIT, {}), "2026/a/旧": (UNIT, {})}
    assert told(tmp_path, annexes) == {"2026/a/旧": "2026/a"}


@pytest.mark.parametrize(
    ("name", "annex", "changed"),
    [
        pytest.param("2026/乙局", UNIT.replace("甲局", "乙局"), "", id="another unit"),
        pytest.param("2026/甲局/一中", UNIT.replace("甲局", "一中"), "", id="another unit within"),
        pytest.param("2025/甲局", UNIT.replace("2026", "2025"), "", id="another year"),
        pytest.param("2025/旧", UNIT.replace("年度: 2026\n", ""), "", id="another year by its folder"),
        pytest.param("2026/甲局/wuhai", UNIT.replace("tianjin", "wuhai"), "", id="another form"),
        pytest.param("2026/丙", "地区: tianjin\n年度: 2026\n", "项目单位: 丙\n", id="units in the projects"),
        pytest.param("2026/甲局/2025", UNIT.replace("2026", "2025"), "x: y\n", id="another year within"),
    ],
)
def test_honest_neighbours_with_projects_of_the_same_names(
    tmp_path: Path, name: str, annex: str, changed: str
) -> None:
    projects = {file: text + changed for file, text in PROJECTS.items()}
    assert told(tmp_path, {"2026/甲局": (UNIT, PROJECTS), name: (annex, projects)}) == {}


def test_a_few_projects_in_common_make_no_copy(tmp_path: Path) -> None:
    other = {f"别{name}" if name > "2" else name: text for name, text in PROJECTS.items()}
    assert told(tmp_path, {"2026/甲局": (UNIT, PROJECTS), "2026/甲局专项": (UNIT, other)}) == {}


def test_what_was_put_aside_within_an_annex_is_told_whatever_it_holds(tmp_path: Path) -> None:
    older = {"别.yaml": "项目名称: 别\n"}
    annexes = {"甲局": (UNIT, PROJECTS), "甲局/旧": (UNIT.replace("2026", "2024"), older)}
    assert told(tmp_path, annexes) == {"甲局/旧": "甲局"}
    assert told(tmp_path / "x", {"甲局": (UNIT, PROJECTS), "甲局/专项": (UNIT, older)}) == {
        "甲局/专项": "甲局"
    }
