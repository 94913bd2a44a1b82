"""Which items are taken for the same: real Chinese names, and the projects of the published annexes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgen.compare.record_pairing import (
    ALIKE,
    ProjectLikeness,
    indicator_likeness,
    moved,
    pair_indicators,
    pair_projects,
    text_likeness,
)
from pmgen.load import load_annex
from pmgen.model.numerals import Numeral
from pmgen.model.records import Annex, Indicator
from pmgen.model.targets import Number
from pmgen.model.terms import Category, Comparator
from shipped import ANNEXES

LINES = Path(__file__).with_name("cases_of_likeness.txt").read_text("utf-8").splitlines()
NAMES = [line for line in LINES if line[:2] in ("同 ", "异 ")]


def indicator(name: str, number: str = "10", category: Category = Category.QUANTITY) -> Indicator:
    return Indicator(category=category, name=name, target=Number(Comparator.GE, Numeral(number), "个"))


def annex_in(folder: Path) -> Annex:
    annex = load_annex(folder).annex
    assert annex
    return annex


@pytest.mark.parametrize("line", NAMES)
def test_names_of_indicators(line: str) -> None:
    word, _, names = line.partition(" ")
    old, _, new = names.partition(" | ")
    share = indicator_likeness(indicator(old), indicator(new))
    assert (share >= ALIKE) == (word == "同"), f"{float(share):.2f}"


@pytest.mark.parametrize("folder", ANNEXES, ids=lambda folder: folder.name)
def test_a_project_with_another_name_is_known_by_what_it_means_to_do(folder: Path) -> None:
    projects = annex_in(folder).projects
    renamed = tuple(replace(each, name=f"某某{number}", code=None) for number, each in enumerate(projects))
    pairs = pair_projects(projects, renamed)
    assert [(pair.was, pair.now) for pair in pairs] == [(n, n) for n in range(1, len(projects) + 1)]
    assert all(pair.likeness and pair.likeness < 1 for pair in pairs)


@pytest.mark.parametrize("folder", ANNEXES, ids=lambda folder: folder.name)
def test_two_projects_of_an_annex_are_not_taken_for_one(folder: Path) -> None:
    likeness = ProjectLikeness()
    alike = {
        (one.name, other.name)
        for one, other in combinations(annex_in(folder).projects, 2)
        if likeness(one, other) >= ALIKE
    }
    # These two really have the same goals and indicators, for two kinds of subsidy.
    twins = ("公益性岗位补贴-01中央直达资金-就业补助资金", "社会保险补贴-01中央直达资金-就业补助资金")
    assert alike == ({twins} if folder.name == "tianjin-bureau" else set())


def test_the_likest_are_paired_first_and_none_twice() -> None:
    old = [indicator("培训人数"), indicator("培训总人数")]
    new = [indicator("培训人员总数"), indicator("技能培训总人数")]
    pairs = pair_indicators(old, new)
    assert [(pair.was, pair.now) for pair in pairs] == [(1, 1), (2, 2)]


def test_of_several_with_one_name_those_that_stayed_are_pairs() -> None:
    old = [indicator("培训人数", "10"), indicator("培训人数", "20")]
    new = [indicator("培训人数", "20"), indicator("培训人数", "15")]
    assert [(pair.was, pair.now) for pair in pair_indicators(old, new)] == [(2, 1), (1, 2)]


def test_what_is_gone_stands_where_it_stood() -> None:
    old = [indicator(name) for name in ("巡查次数", "印发手册", "开班期数", "审结案件")]
    new = [old[0], old[3], indicator("扫描页面")]
    assert [pair.item.name for pair in pair_indicators(old, new)] == [
        "巡查次数",
        "印发手册",
        "开班期数",
        "审结案件",
        "扫描页面",
    ]


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share_that_knows_no_sides(old: str, new: str) -> None:
    share = text_likeness(old, new)
    assert 0 <= share <= 1
    assert share == text_likeness(new, old)


@given(st.text("培训人数次年系统", min_size=1, max_size=12))
def test_a_text_is_like_itself(text: str) -> None:
    assert text_likeness(text, text) == Fraction(1)


@pytest.mark.parametrize("count", range(6))
def test_what_moved_is_the_least_without_which_the_rest_goes_up(count: int) -> None:
    for order in permutations(range(count)):
        gone = moved(order)
        rest = [place for place in order if place not in gone]
        assert rest == sorted(rest)
        assert not any(
            list(kept) == sorted(kept)
            for size in range(len(rest) + 1, count + 1)
            for kept in combinations(order, size)
        )
