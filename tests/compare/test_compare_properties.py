"""What holds for any annexes: the same has no changes, sides can be swapped, edits come out exactly."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgen.compare import ChangeKind, Comparison, Edition, compare_annexes, compare_folders
from pmgen.load import load_annex
from pmgen.model.numerals import Numeral
from pmgen.model.records import Amounts, Annex, Funding, Goal, Indicator, Project
from pmgen.model.targets import Number
from pmgen.model.terms import AmountUnit, Category, Comparator, Horizon
from shipped import ANNEXES

INDICATORS = ("培训人数", "巡查次数", "印发手册", "开班期数", "审结案件", "扫描页面", "购置设备", "走访企业")
PROJECTS = ("技能提升补贴", "办公楼物业", "劳动仲裁办案", "档案数字化", "信息系统运维", "公开招聘考试")
FRESH = ("绿化面积", "道路里程")


def indicator(name: str, number: int = 10) -> Indicator:
    return Indicator(
        category=Category.QUANTITY, name=name, target=Number(Comparator.GE, Numeral(str(number)), name[-1])
    )


def project(seq: int, name: str, indicators: list[Indicator], total: int = 100) -> Project:
    return Project(
        id=name,
        seq=seq,
        name=name,
        funding=Funding(amount_unit=AmountUnit.WAN, annual=Amounts(total=Numeral(str(total)))),
        goals=(Goal(id="年度1", horizon=Horizon.ANNUAL, seq=1, text=f"办好{name}。"),),
        indicators=tuple(indicators),
    )


def annex_of(projects: list[Project]) -> Annex:
    return Annex(id="甲", region="tianjin", projects=tuple(projects))


indicators = st.builds(indicator, st.sampled_from(INDICATORS), st.integers(1, 4))
projects = st.builds(
    project, st.just(1), st.sampled_from(PROJECTS), st.lists(indicators, max_size=6), st.integers(1, 4)
)
annexes = st.lists(projects, max_size=5).map(annex_of)


def kinds(comparison: Comparison) -> Counter[ChangeKind]:
    return Counter(entry.change.kind for entry in comparison.entries())


@given(annexes)
def test_nothing_changes_against_itself(annex: Annex) -> None:
    assert compare_annexes(annex, annex).is_empty


@pytest.mark.parametrize("folder", ANNEXES, ids=lambda folder: folder.name)
def test_a_published_annex_is_the_same_as_itself(folder: Path) -> None:
    old, new = load_annex(folder).annex, load_annex(folder).annex
    assert old and new
    assert compare_annexes(old, new).is_empty


@given(annexes, annexes)
def test_swapped_sides_swap_what_was_added_and_removed(one: Annex, other: Annex) -> None:
    there, back = kinds(compare_annexes(one, other)), kinds(compare_annexes(other, one))
    there[ChangeKind.ADDED], there[ChangeKind.REMOVED] = there[ChangeKind.REMOVED], there[ChangeKind.ADDED]
    assert +there == +back


@given(annexes, annexes)
def test_every_project_and_indicator_is_accounted_for_once(one: Annex, other: Annex) -> None:
    comparison = compare_annexes(one, other)
    olds = [each.pair.old for each in comparison.projects if each.pair.old]
    news = [each.pair.new for each in comparison.projects if each.pair.new]
    assert news == list(other.projects)
    assert Counter(map(id, olds)) == Counter(map(id, one.projects))


@st.composite
def edited(draw: st.DrawFn) -> tuple[Annex, Annex, set[tuple[str, ...]]]:
    """Draw an annex, the annex after some edits, and what the edits were."""
    names = draw(st.lists(st.sampled_from(PROJECTS), min_size=1, unique=True))
    old, new, edits = [], [], set[tuple[str, ...]]()
    for seq, name in enumerate(names, 1):
        lines = draw(st.lists(st.sampled_from(INDICATORS), min_size=2, unique=True))
        before = project(seq, name, [indicator(line) for line in lines])
        kept: list[Indicator] = []
        for line in lines:
            what = draw(st.sampled_from(["keep", "keep", "keep", "value", "removed"]))
            if what == "removed":
                edits.add((name, line, "removed"))
                continue
            kept.append(indicator(line, 12 if what == "value" else 10))
            edits |= {(name, line, "value")} if what == "value" else set()
        if draw(st.booleans()):
            fresh = draw(st.sampled_from(FRESH))
            kept.insert(draw(st.integers(0, len(kept))), indicator(fresh))
            edits.add((name, fresh, "added"))
        after = replace(before, indicators=tuple(kept))
        if draw(st.booleans()):
            after = replace(after, purpose="另有用途")
            edits.add((name, "purpose", "added"))
        if draw(st.booleans()):
            money = replace(after.funding, annual=Amounts(total=Numeral("150")))
            after = replace(after, funding=money)
            edits.add((name, "funding.annual.total", "amount"))
        old.append(before)
        new.append(after)
    return annex_of(old), annex_of(new), edits


@given(edited())
def test_edits_come_out_exactly(drawn: tuple[Annex, Annex, set[tuple[str, ...]]]) -> None:
    old, new, edits = drawn
    found = [
        (
            entry.project.item.name if entry.project else "",
            entry.item.item.name
            if entry.item and isinstance(entry.item.item, Indicator)
            else str(entry.change.field and entry.change.field.english),
            entry.change.kind.value,
        )
        for entry in compare_annexes(old, new).entries()
    ]
    assert sorted(found) == sorted(edits)


@given(st.permutations(INDICATORS), st.integers(0, 7), st.integers(0, 7))
def test_one_that_moves_far_is_the_only_one_that_moved(names: list[str], place: int, to: int) -> None:
    moving = list(names)
    moving.insert(to, moving.pop(place))
    old, new = (
        annex_of([project(1, "某项目", [indicator(name) for name in order])]) for order in (names, moving)
    )
    found = [entry.item.item for entry in compare_annexes(old, new).entries() if entry.item]
    if abs(to - place) > 1:
        assert found == [indicator(names[place])]
    else:
        assert len(found) == abs(to - place)


def test_annexes_of_two_folders_are_pairs_by_place_then_name_then_projects() -> None:
    first, second = (annex_of([project(1, name, [indicator("培训人数")])]) for name in PROJECTS[:2])
    third = annex_of([project(1, PROJECTS[2], [indicator("走访企业")])])
    second = replace(second, id="乙")
    old = [Edition("2025/甲", first), Edition("2025/乙", second), Edition("2025/丙", replace(third, id="丙"))]
    new = [Edition("2025/甲", first), Edition("2026/乙", second), Edition("2026/丁", replace(third, id="丁"))]
    found = compare_folders(old, new)
    assert [comparison.key for comparison in found] == ["2025/甲", "2026/乙", "2026/丁"]
    assert all(comparison.is_empty for comparison in found)


def test_an_annex_of_another_place_is_another_annex() -> None:
    one = annex_of([project(1, PROJECTS[0], [indicator("培训人数")])])
    other = replace(one, region="wuhai", id="丙")
    found = compare_folders(
        [Edition("甲", one), Edition("乙", replace(one, id="乙"))], [Edition("甲", one), Edition("丙", other)]
    )
    assert [kinds(comparison) for comparison in found] == [{}, {ChangeKind.REMOVED: 2}, {ChangeKind.ADDED: 2}]


def test_what_could_not_be_read_is_never_called_removed() -> None:
    old = annex_of([project(seq, name, [indicator("培训人数")]) for seq, name in enumerate(PROJECTS[:2], 1)])
    new = annex_of([project(1, PROJECTS[0], [indicator("培训人数")])])
    (comparison,) = compare_folders([Edition("", old)], [Edition("", new, is_whole=False)])
    assert kinds(comparison) == {ChangeKind.UNREAD: 1}
    assert not comparison.is_whole


def test_an_annex_that_could_not_be_read_hides_no_other() -> None:
    annex = annex_of([project(1, PROJECTS[0], [indicator("培训人数")])])
    found = compare_folders([Edition("a", annex), Edition("b", annex)], [Edition("c", None, False)])
    assert {kind for comparison in found for kind in kinds(comparison)} == {ChangeKind.UNREAD}
