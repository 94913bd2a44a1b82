"""Region packs are found in the first place that has them, and a miss says where it looked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pmgen.catalog import (
    find_region,
    folders_without_region,
    list_regions,
    read_region,
    same_names,
    shipped_templates,
)
from pmgen.problems import Refusal, SourcePlace

EXAMPLE = Path(__file__).with_name("cases") / "example"


@pytest.fixture
def places(tmp_path: Path) -> list[Path]:
    """Return two folders of packs that both have `one`; only the second has `two`, and it is broken."""
    for name in ("first/one", "second/one", "second/two"):
        shutil.copytree(EXAMPLE, tmp_path / name)
    (tmp_path / "second" / "two" / "layout.html.j2").unlink()
    return [tmp_path / "first", tmp_path / "nowhere", tmp_path / "second"]


def test_the_first_place_wins(places: list[Path]) -> None:
    assert find_region("one", places).folder == places[0] / "one"
    assert find_region("one", places[1:]).folder == places[2] / "one"


def test_a_miss_says_where_it_looked_and_what_there_is(places: list[Path]) -> None:
    with pytest.raises(Refusal) as refusal:
        find_region("zzz", places)
    [problem] = refusal.value.problems
    assert problem.code == "PMG301"
    assert all(str(place) in str(problem.message) for place in places)
    assert str(problem.hint).startswith("There are one 示例. If your place is none of them")


@pytest.mark.parametrize("word", ["onee", "ones", "示例县"])
def test_a_near_miss_is_recognised(places: list[Path], word: str) -> None:
    with pytest.raises(Refusal) as refusal:
        find_region(word, places)
    assert str(refusal.value.problems[0].hint) == "Did you mean one? There are one 示例."


def test_without_any_pack_the_option_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        find_region("one", [tmp_path])
    assert "--templates" in str(refusal.value.problems[0].hint)


@pytest.mark.parametrize("region_id", ["../second/one", ".", "..", "", "/", "one/"])
def test_an_id_never_leads_out_of_the_places(places: list[Path], region_id: str) -> None:
    with pytest.raises(Refusal) as refusal:
        find_region(region_id, places)
    assert refusal.value.problems[0].code == "PMG301"


def test_a_broken_pack_is_refused_with_its_problems(places: list[Path]) -> None:
    with pytest.raises(Refusal) as refusal:
        find_region("two", places)
    assert [problem.code for problem in refusal.value.problems] == ["PMG302"]


def test_the_list_has_every_usable_pack_once(places: list[Path]) -> None:
    assert [(region.id, region.folder) for region in list_regions(places)] == [("one", places[0] / "one")]


def test_the_shipped_packs_are_found() -> None:
    assert {region.id for region in list_regions([shipped_templates()])} >= {
        "ezhou",
        "shanghai",
        "tianjin",
        "wuhai",
    }


@pytest.mark.parametrize(("word", "region_id"), [("乌海", "wuhai"), ("乌海市", "wuhai"), ("鄂州", "ezhou")])
def test_a_region_is_found_by_the_name_it_shows(word: str, region_id: str) -> None:
    assert find_region(word, [shipped_templates()]).id == region_id


def test_a_name_that_two_regions_have_is_refused_and_named(tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(EXAMPLE, tmp_path / name)
    with pytest.raises(Refusal) as refusal:
        find_region("示例", [tmp_path])
    assert refusal.value.problems[0].code == "PMG315"
    (problem,) = same_names(list_regions([tmp_path]))
    assert str(problem.message) == "one and two have the same 名称: 示例."


def test_a_miss_stands_where_the_region_was_asked_for(places: list[Path]) -> None:
    asked_at = SourcePlace("annex.yaml", 1, 5)
    with pytest.raises(Refusal) as refusal:
        find_region("zzz", places, asked_at)
    assert refusal.value.problems[0].places == (asked_at,)


def test_a_folder_without_region_file_is_named(places: list[Path]) -> None:
    (places[0] / "three").mkdir()
    (problem,) = folders_without_region(places)
    assert (problem.code, "three" in str(problem.message)) == ("PMG314", True)
    with pytest.raises(Refusal) as refusal:
        find_region("three", places)
    assert "without region.yaml" in str(refusal.value.problems[0].hint)


@pytest.mark.parametrize("name", ["layout.doc", "layout.wps"])
def test_a_layout_of_another_kind_is_to_be_saved_as_docx(tmp_path: Path, name: str) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "one")
    (tmp_path / "one" / "layout.html.j2").rename(tmp_path / "one" / name)
    _, problems = read_region(tmp_path / "one")
    assert [str(problem.hint) for problem in problems] == [f"There is a {name}: save it as layout.docx."]


@pytest.mark.parametrize(
    ("name", "layout"),
    [("版式.docx", "layout.docx"), ("layout.html", "layout.html.j2"), ("Layout.DOCX", "layout.docx")],
)
def test_a_layout_of_another_name_is_to_be_renamed(tmp_path: Path, name: str, layout: str) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "one")
    (tmp_path / "one" / "layout.html.j2").rename(tmp_path / "one" / name)
    (tmp_path / "one" / "~$版式.docx").touch()
    _, problems = read_region(tmp_path / "one")
    assert [str(problem.hint) for problem in problems] == [f"There is a {name}: rename it to {layout}."]


def test_a_region_file_of_another_name_is_to_be_renamed(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "one")
    (tmp_path / "one" / "region.yaml").rename(tmp_path / "one" / "地区.yml")
    (problem,) = folders_without_region([tmp_path])
    assert str(problem.hint) == "There is a 地区.yml: rename it to region.yaml."
