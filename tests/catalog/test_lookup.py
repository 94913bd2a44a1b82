"""Region packs are found in the first place that has them, and a miss says where it looked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pmgen.catalog import find_region, list_regions, shipped_templates
from pmgen.problems import Refusal

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
    assert str(problem.hint) == "There are one."


@pytest.mark.parametrize("word", ["onee", "ones", "示例"])
def test_a_near_miss_is_recognised(places: list[Path], word: str) -> None:
    with pytest.raises(Refusal) as refusal:
        find_region(word, places)
    assert str(refusal.value.problems[0].hint) == "Did you mean one?"


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
