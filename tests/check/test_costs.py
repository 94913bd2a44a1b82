"""What the costs of a project add up to, what belongs together, and what is left unsaid."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgen.check.money.project_costs import Costs, costs_of
from pmgen.check.money.unit_prices import best_partners, is_price, likeness, prices_in_goals, topic_text
from pmgen.load import load_annex
from pmgen.model.money import add, amount_with_unit, to_yuan
from pmgen.model.records import Project
from pmgen.model.terms import AmountUnit
from shipped import ANNEXES
from small_annexes import load_project

ROOT = Path(__file__).parents[2]

SEEDS = """
    tianjin-skills  1  425.5万元   fits    425.5万元
    tianjin-skills  2  154万元     fits    154万元
    tianjin-bureau  1  3540万元    fits    3540万元
    tianjin-bureau  6  3250万元    fits    0万元       unit missing, unit missing
    tianjin-bureau  7  97.51万元   differs 0万元       unit missing, 公益岗补贴标 ×?
    tianjin-bureau  8  406万元     fits    406万元     公益性岗位补 ×500, 交通协管员岗 ×816
    tianjin-bureau 11  257.39万元  differs 400万元     补贴标准 ×200
    tianjin-bureau 12  280.37万元  differs 80万元      补贴人均标准 ×?
    tianjin-bureau 13  1315万元    fits    1315万元    丧劳人员基本 ×12350, 大学生实训补 ×200
    tianjin-bureau 14  5747.2万元  differs 0万元       求职创业补贴 ×?
    tianjin-bureau 15  1200万元    fits    1200万元
    tianjin-bureau 16  4340万元    differs 4320万元
    tianjin-bureau 19  412.93万元  differs 0万元       托管中心社会 ×?, 社会保险补贴 ×?
    tianjin-bureau 22  400万元     fits    400万元
    wuhai           1  65万元      fits    65万元
    wuhai           7  10万元      differs 0.2万元     出差人均补助 ×?, 办公用纸总成 ×10, 印刷资料成本 ×?
    wuhai           8  100万元     differs 112万元
    ezhou           1  26万元      differs 68万元
    ezhou           2  16.9万元    differs 16.8万元    人均创业培训 ×?, 人均技能培训 ×210
"""


@pytest.fixture(scope="module")
def published() -> dict[tuple[str, int], Project]:
    annexes = (load_annex(folder).annex for folder in ANNEXES)
    return {(annex.id, each.seq): each for annex in annexes if annex for each in annex.projects}


def summary(costs: Costs, unit: AmountUnit) -> str:
    fits = "fits" if costs.fits else "differs"
    return f"{amount_with_unit(costs.budget, unit)} {fits} {amount_with_unit(costs.reckoned, unit)}"


def said(costs: Costs) -> str:
    bare = ["unit missing" for total in costs.totals if total.yuan is None]
    prices = (
        f"{each.indicator.name[:6]} ×{each.count.number if each.count else '?'}" for each in costs.prices
    )
    return ", ".join([*bare, *prices])


@pytest.mark.parametrize("line", SEEDS.strip().splitlines(), ids=lambda line: "-".join(line.split()[:2]))
def test_the_published_projects(line: str, published: dict[tuple[str, int], Project]) -> None:
    annex, number, budget, fits, reckoned, *rest = line.split(maxsplit=5)
    project = published[annex, int(number)]
    costs = costs_of(project)
    assert costs is not None
    assert summary(costs, project.funding.amount_unit) == f"{budget} {fits} {reckoned}"
    assert [said(costs)] == (rest or [""])


def test_fourteen_of_the_fifteen_projects_of_tianjin_2025_with_amounts_agree(
    published: dict[tuple[str, int], Project],
) -> None:
    costs = {number: costs_of(project) for (annex, number), project in published.items() if "bureau" in annex}
    amounts = {number: each for number, each in costs.items() if each and not each.prices}
    assert len(amounts) == 15
    assert [number for number, each in amounts.items() if not each.fits] == [16]


def project_with(folder: Path, budget: str, *rows: tuple[str, str, str]) -> Project:
    lines = [
        f"  - 二级指标: {kind}指标\n    三级指标: {name}\n    指标值: '{target}'"
        for kind, name, target in rows
    ]
    text = f"项目名称: 示例\n预算:\n  年度: {budget}\n年度绩效目标:\n  - 完成。\n绩效指标:\n" + "\n".join(
        lines
    )
    annex = load_project(folder, text).annex
    assert annex is not None
    return annex.projects[0]


@pytest.mark.parametrize(
    ("budget", "rows", "fits"),
    [
        ("0.3", [("成本", "甲费", "≤0.1万元"), ("成本", "乙费", "≤2000元")], True),
        ("0.3", [("成本", "甲费", "≤0.1万元"), ("成本", "乙费", "≤2000.01元")], False),
        ("62.40", [("数量", "受助老人", "≥520人"), ("成本", "护理补贴标准", "100元/人·月")], True),
        ("62.40", [("数量", "受助老人", "≥520人"), ("成本", "护理补贴标准", "100元/人·天")], False),
        ("21", [("数量", "学生", "21万人"), ("成本", "生均经费标准", "1元/生")], True),
        ("60", [("数量", "面积", "≥3万㎡"), ("成本", "养护单价", "≤20元/平方米")], True),
        ("60", [("数量", "面积", "≥3万亩"), ("成本", "养护单价", "≤20元/平方米")], False),
        ("100", [("成本", "项目总成本", "≤100万元"), ("成本", "其中设备", "≤70万元")], True),
        ("100", [("成本", "物业费", "≤100万元"), ("成本", "水电费", "≤70万元")], False),
        (
            "100",
            [("成本", "设备费", "≤100万元"), ("成本", "设备单价", "≤2万元/台"), ("数量", "设备", "50台")],
            True,
        ),
        ("9", [("成本", "场租", "≤9万元/年")], True),
        ("123.46", [("成本", "甲费", "≤1234567.89元")], True),
        ("123.46", [("成本", "甲费", "≤1234650.01元")], False),
        ("123.4567", [("成本", "甲费", "≤23.46万元"), ("成本", "乙费", "≤100.00万元")], True),
        ("26.3", [("成本", "甲费", "≤26万元")], False),
        (
            "45",
            [("数量", "学员", "300人"), ("数量", "天数", "5天"), ("成本", "培训标准", "300元/人·天")],
            True,
        ),
        ("60", [("数量", "维修桥梁", "5座"), ("成本", "单座桥梁维修成本", "≤12万元")], True),
        ("28.8", [("数量", "聘用人员", "4人"), ("成本", "工资标准", "6000元/月/人")], True),
        ("146", [("数量", "租赁面积", "2000平方米"), ("成本", "租金标准", "2元/平方米/天")], True),
    ],
)
def test_what_makes_up_a_budget(
    budget: str, rows: list[tuple[str, str, str]], fits: bool, tmp_path: Path
) -> None:
    costs = costs_of(project_with(tmp_path, budget, *rows))
    assert costs is not None
    assert costs.fits is fits


def test_two_counts_that_are_equally_near_are_none(tmp_path: Path) -> None:
    project = project_with(
        tmp_path,
        "50",
        ("成本", "培训补贴标准", "800元/人"),
        ("数量", "技能培训人数", "≥500人"),
        ("数量", "创业培训人数", "≥100人"),
    )
    costs = costs_of(project)
    assert costs is not None
    assert [price.count for price in costs.prices] == [None]


def test_no_cost_no_costs(tmp_path: Path) -> None:
    rows = [("数量", "培训人数", "≥10人"), ("成本", "成本节约率", "≥5%")]
    assert costs_of(project_with(tmp_path, "50", *rows)) is None


def test_what_one_may_get_at_most_is_no_cost(tmp_path: Path) -> None:
    assert costs_of(project_with(tmp_path, "100", ("成本", "单个企业最高补助金额", "≤20万元"))) is None
    assert costs_of(project_with(tmp_path, "100", ("成本", "项目最高限额", "≤20万元"))) is not None


def test_the_fiscal_part_may_be_all_that_the_costs_are_of(tmp_path: Path) -> None:
    budget = "\n    合计: 300\n    财政资金: 200\n    其他资金: 100"
    for written, fits in (("≤200万元", True), ("≤100万元", False)):
        costs = costs_of(project_with(tmp_path, budget, ("成本", "工程费", written)))
        assert costs is not None
        assert costs.fits is fits


@pytest.mark.parametrize(
    ("days", "known"),
    [
        ("计划开始日期: 2025-01-01\n计划完成日期: 2027-12-31\n", False),
        ("计划开始日期: 2025-01-01\n计划完成日期: 2025-12-31\n", True),
        ("计划完成日期: 2027-12-31\n", True),
    ],
)
def test_costs_of_several_years_are_not_measured_by_one(days: str, known: bool, tmp_path: Path) -> None:
    text = (
        "项目名称: 示例\n预算:\n  年度: 300\n年度绩效目标:\n  - 完成。\n绩效指标:\n"
        "  - 二级指标: 成本指标\n    三级指标: 工程费\n    指标值: ≤900万元\n"
    )
    annex = load_project(tmp_path, days + text).annex
    assert annex is not None
    assert (costs_of(annex.projects[0]) is not None) is known


def test_very_many_prices_are_not_tried_for_ever(tmp_path: Path) -> None:
    numbers = "一二三四五六七八九十"
    rows = [("成本", f"{mark}级补贴标准", f"≤{n * n + 7}.0{n}元/人") for n, mark in enumerate(numbers, 1)]
    rows += [("数量", f"对象{n}", f"≥{n * 13 + 1}人") for n in range(1, 11)]
    costs = costs_of(project_with(tmp_path, "77", *rows))
    assert costs is not None
    assert not costs.fits


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("补贴标准", "≤3000元", True),
        ("人均补助", "≤180元", True),
        ("培训成本", "≤600元/人", True),
        ("标准化建设经费", "≤30万元", False),
        ("单座桥梁维修成本", "≤12万元", True),
        ("订单个性化服务费", "≤12万元", False),
        ("菜单处理费", "≤12万元", False),
        ("培训合格率标准", "≥90%", False),
        ("单价", "≤30", False),
    ],
)
def test_what_is_a_price(name: str, target: str, expected: bool, tmp_path: Path) -> None:
    assert is_price(project_with(tmp_path, "1", ("成本", name, target)).indicators[0]) is expected


def test_prices_meet_the_numbers_of_a_goal(published: dict[tuple[str, int], Project]) -> None:
    project = published["ezhou", 2]
    costs = costs_of(project)
    assert costs is not None
    [(goal, prices)] = prices_in_goals(project, costs.prices)
    assert [goal.text[each.start : each.end] for each in prices] == ["1182人", "488人"]
    assert add(each.product for each in prices) == 1_808_800


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("技能培训补贴标准", "参加技能培训享受补贴人数", True),
        ("创业培训补贴标准", "发放培训生活费补贴人数", False),
        ("帐篷采购单价", "帐篷采购数量", True),
        ("公益岗补贴标准", "符合政策条件的享受人员数量", False),
        ("补贴标准", "补贴人数", False),
    ],
)
def test_how_near_names_are(one: str, other: str, near: bool) -> None:
    assert (likeness(topic_text(one), topic_text(other)) >= 0.5) is near


@given(st.text("甲乙丙丁戊", max_size=8), st.text("甲乙丙丁戊", max_size=8))
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert len(one) < 2 or likeness(one, one) == 1


@given(
    st.lists(
        st.lists(st.sampled_from([0.0, 0.4, 0.6, 0.9, 1.0]), min_size=3, max_size=3), min_size=1, max_size=5
    )
)
def test_no_two_share_a_partner(rows: list[list[float]]) -> None:
    partners = best_partners(rows, 0.5)
    assert len(set(partners.values())) == len(partners)
    assert all(rows[row][at] == max(rows[row]) for row, at in partners.items())


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=4), max_size=6))
def test_sums_are_exact_in_any_order(amounts: list[Decimal]) -> None:
    assert add(amounts) == add(reversed(amounts))
    assert add([*amounts, *(each.copy_negate() for each in amounts)]) == 0


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2), st.sampled_from(AmountUnit))
def test_an_amount_comes_back_whole(amount: Decimal, unit: AmountUnit) -> None:
    text = amount_with_unit(to_yuan(amount, unit), unit)
    assert Decimal(text.removesuffix(unit.chinese)) == amount
