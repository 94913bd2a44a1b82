"""Every room gives the same answer to one question about a target, an amount or a year.

Each test asks the rooms by their own entry points: a room that grows its own table fails here.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgen.catalog import find_region, shipped_templates
from pmgen.check.money.project_costs import costs_of
from pmgen.check.review_rule import ReviewedProject, reviewed_annex
from pmgen.check.rules.annex_rules import another_year_in_the_title, no_year
from pmgen.check.rules.budget_rules import amounts_in_texts
from pmgen.check.rules.cost_target_rules import money_without_unit
from pmgen.check.rules.goal_number_rules import numbers_without_indicator
from pmgen.check.rules.name_and_target_rules import at_least_all
from pmgen.check.rules.number_rules import number_without_unit, part_of_a_whole
from pmgen.check.statements.project_statements import promise_of
from pmgen.check.statements.statement_reading import read_statements
from pmgen.compare import Change, ChangeKind
from pmgen.compare.field_comparison import compare_fact, with_years
from pmgen.compare.record_facts import Fact, FieldName, facts_of
from pmgen.compare.record_pairing import indicator_likeness, text_likeness
from pmgen.formats.pdf.write.line_breaking import line_ends
from pmgen.load.number_messages import number_hint
from pmgen.model.dates import year_of_folder
from pmgen.model.fields import AMOUNTS
from pmgen.model.money import in_yuan
from pmgen.model.numerals import EXACT, Numeral, exact_text
from pmgen.model.records import Project
from pmgen.model.target_reading import parse_columns, parse_target
from pmgen.model.targets import Number, Range, Target, Text, parts_of, quantity_of, unit_of
from pmgen.model.terms import AmountUnit, Comparator, Horizon
from pmgen.model.units import POWERS, read_unit
from pmgen.publish.new_annex import values_of_project
from pmgen.view import view_annex
from pmgen.view.printed_amounts import print_amount
from pmgen.view.printed_targets import print_target
from view.factory import (
    AMOUNT_STYLES,
    TARGET_STYLES,
    annex,
    funding,
    goals,
    indicator,
    places,
    project,
    region,
)

PRINTS_TITLE = find_region("wuhai", [shipped_templates()])
SEEDS = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "seeds" / "targets.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
COUNTED = ("人", "人次", "户", "份", "场", "次", "公里", "千米", "千克", "亩", "㎡")
UNITS = (*COUNTED, "元", "%", "％", "‰", "个百分点", "工作日", "千瓦时", "千瓦", "场(次)", "")
POWER_WORDS = st.sampled_from(["", *POWERS])
SPOKEN = tuple(power for power in POWERS if not power.startswith("十"))
"""Powers that may follow digits: 3十人 is no number but a slip of the pen, and stays words."""

numbers = st.from_regex(r"(0|[1-9][0-9]{0,4})(\.[0-9]{1,3})?", fullmatch=True)
units = st.builds(str.__add__, POWER_WORDS, st.sampled_from(UNITS))
signs = st.sampled_from(["", *(sign.glyph for sign in Comparator)])
singles = st.builds("{}{}{}".format, signs, numbers, units)
rates = st.builds(
    "{}{}{}/{}".format, signs, numbers, units, st.sampled_from(["人", "月", "100公里", "人·月"])
)
ranges = st.builds("{1}{0}～{2}{0}".format, st.sampled_from(["", "%"]), st.integers(0, 9), st.integers(9, 99))
ranges_with_unit = st.builds("{}～{}{}".format, st.integers(0, 9), st.integers(9, 99), units)
words = st.sampled_from(
    ["≥1:3", "有效提升", "百分之五", "不少于5次", "2025年12月31日前", "9/10万", "两万人次"]
)
in_columns = st.builds(
    parse_columns,
    st.sampled_from(["", *(sign.chinese for sign in Comparator)]),
    st.one_of(numbers, ranges, ranges_with_unit, words),
    units,
)
published = st.sampled_from(
    [parse_columns(c, w, u) if extra == "long form" else parse_target(w) for w, _, c, _, u, extra in SEEDS]
)
targets = st.one_of(
    st.one_of(singles, rates, ranges, ranges_with_unit, words).map(parse_target), in_columns, published
)


def change(old: Target, new: Target) -> Change | None:
    """Return what pmgen diff says of a target on both sides."""
    return compare_fact(*(facts_of(indicator("人数", target))["target"] for target in (old, new)))


def taken_over(target: Target) -> Target:
    """Return the target as the files of a new annex state it."""
    values = values_of_project(project(indicator("人数", target)), {})
    rows = values["indicators"]
    assert isinstance(rows, list)
    assert isinstance(rows[0], dict)
    stated = rows[0]["target"]
    if isinstance(stated, str):
        return parse_target(stated)
    assert isinstance(stated, dict)
    texts = [stated.get(key, "") for key in ("comparator", "value", "measure_unit")]
    return parse_columns(*map(str, texts))


def case(only: Project) -> ReviewedProject:
    """Return a project as the rules get it."""
    return reviewed_annex(annex(only), None).projects[0]


@given(targets)
@settings(deadline=None)
def test_the_columns_say_one_thing(target: Target) -> None:
    comparator, value, unit = parts_of(target)
    printed = print_target(target, TARGET_STYLES["wuhai"])
    assert (printed.value, printed.measure_unit) == (value, unit)
    assert printed.comparator == (comparator.chinese if comparator else "")
    assert unit in ("", unit_of(target))
    assert taken_over(target) == target


@given(targets)
@settings(deadline=None)
def test_every_room_knows_the_unit(target: Target) -> None:
    unit = unit_of(target)
    missing = {
        violation.indicator for violation in number_without_unit(case(project(indicator("甲", target))))
    }
    if isinstance(target, Number | Range) and getattr(target, "number", Numeral("1")).value:
        assert bool(missing) == (not unit)
    alike = indicator_likeness(indicator("甲", target), indicator("甲", Text("甲", Comparator.GE, unit)))
    assert alike == 1


@given(numbers, POWER_WORDS, st.sampled_from(UNITS), signs)
@settings(deadline=None)
def test_a_power_of_ten_counts_the_same_everywhere(number: str, power: str, unit: str, sign: str) -> None:
    target = parse_target(f"{sign}{number}{power}{unit}")
    value = EXACT.scaleb(Decimal(number), POWERS.get(power, 0))
    plain = parse_target(f"{sign}{exact_text(value)}{unit}")
    quantity = quantity_of(target)
    if isinstance(target, Text):
        assert quantity is None
        return
    assert quantity == quantity_of(plain)
    found = change(target, plain)
    assert (
        found is None or (found.kind is ChangeKind.WRITING) or (found.kind is ChangeKind.UNIT and found.same)
    )
    known = read_unit(f"{power}{unit}")
    assert known is None or known.power == POWERS.get(power, 0)


@given(numbers, st.sampled_from(["", *SPOKEN]), st.sampled_from(COUNTED))
@settings(deadline=None)
def test_a_goal_promises_what_its_indicator_counts(number: str, power: str, unit: str) -> None:
    text = f"完成{number}{power}{unit}"
    target = parse_target(f"≥{number}{power}{unit}")
    quantity = quantity_of(target)
    assert quantity
    said = {each.low for each in read_statements(text)}
    plain = Number(Comparator.GE, Numeral(exact_text(quantity.value)), quantity.unit)
    for same in (target, plain, parse_columns("大于等于", number, f"{power}{unit}")):
        promise = promise_of(indicator("完成情况", same))
        assert promise
        assert said <= {promise.statement.low}


@pytest.mark.parametrize("power", SPOKEN)
def test_money_is_the_same_everywhere(power: str) -> None:
    unit = f"{power}元"
    yuan = EXACT.scaleb(Decimal(3), POWERS[power])
    assert in_yuan(Decimal(3), unit) == yuan
    quantity = quantity_of(parse_target(f"≤3{unit}"))
    assert quantity
    assert (quantity.value, quantity.unit) == (yuan, "元")
    own = project(
        indicator("设备费", f"≤3{unit}", "成本"),
        purpose=f"总预算3{unit}。",
        funding=funding("元", total=exact_text(yuan)),
        goals=goals(Horizon.ANNUAL, "完成。"),
    )
    costs = costs_of(own)
    assert costs
    assert costs.fits
    assert costs.totals[0].yuan == yuan
    assert list(amounts_in_texts(case(own))) == []
    assert line_ends(f"3{unit}") == [len(f"3{unit}")]
    total = AMOUNTS.find("total")
    assert total
    assert exact_text(yuan) in str(number_hint(total, f"3{unit}"))
    wan = print_amount(Numeral(exact_text(yuan)), AmountUnit.YUAN, AMOUNT_STYLES["ezhou"])
    assert in_yuan(Decimal(wan), "万元") == yuan
    alone = list(money_without_unit(case(project(indicator("设备费", f"≤3{power}", "成本")))))
    assert bool(alone) == (POWERS[power] >= POWERS["万"])


@pytest.mark.parametrize("unit", ["%", "％"])
def test_per_cent_has_two_widths(unit: str) -> None:
    target = parse_target(f"≥100{unit}")
    assert list(at_least_all(case(project(indicator("验收合格率", target)))))
    below = indicator("技能培训任务完成率", f"≥95{unit}")
    [goal] = goals(Horizon.ANNUAL, "全部技能培训任务。")
    goal = replace(goal, places={"": goal.places[""], "text": goal.places[""]})
    other = case(project(below, goals=(goal,)))
    assert [each.indicator for each in numbers_without_indicator(other)] == [below]
    found = change(parse_target("≥95%"), parse_target(f"≥98{unit}"))
    assert found
    assert found.points == 3
    found = change(parse_target("≥100%"), target)
    assert found is None or found.kind is ChangeKind.WRITING


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10人", "10名"),
        ("3公里", "3千米"),
        ("3千米", "3000米"),
        ("5千克", "5kg"),
        ("2百人", "200人"),
        ("5万亿元", "50000亿元"),
        ("3元/㎡", "3元/平方米"),
        ("3元/人·月", "3元/人/月"),
        ("3个工作日", "3工作日"),
    ],
)
def test_the_same_promise_in_other_words(one: str, other: str) -> None:
    found = change(parse_target(one), parse_target(other))
    assert found
    assert found.same


@pytest.mark.parametrize(
    ("one", "other"),
    [("10人", "10人次"), ("3场", "3次"), ("3MW", "3mW"), ("10亿", "10亿元"), ("3百分点", "3%")],
)
def test_what_is_another_promise(one: str, other: str) -> None:
    found = change(parse_target(one), parse_target(other))
    assert found
    assert not found.same


def test_ten_people_are_no_unit_in_either_form() -> None:
    for target in (parse_target("≥3十人"), parse_columns("大于等于", "3", "十人")):
        assert isinstance(target, Text)
        assert target.is_quantity
        assert quantity_of(target) is None


def test_a_range_keeps_its_unit_in_every_room() -> None:
    found = change(parse_target("3～5次"), parse_columns("", "4～6", "次"))
    assert found
    assert found.new
    assert (found.kind, found.new.text) == (ChangeKind.VALUE, "4～6次")
    other = change(parse_target("3～5次"), parse_target("3～5场"))
    assert other
    assert other.kind is ChangeKind.UNIT


def test_half_a_person_is_none_and_half_a_hundred_is_fifty() -> None:
    for text, is_part in (("0.5人", True), ("0.5百人", False), ("0.00001万亿人", False)):
        found = list(part_of_a_whole(case(project(indicator("受益人数", text)))))
        assert bool(found) == is_part


@pytest.mark.parametrize(
    ("text", "year", "in_prose"),
    [
        ("2025年", 2025, True),
        ("1999年", 1999, True),
        ("二〇二五年", 2025, True),
        ("２０２５年", 2025, True),
        ("2025-12-31", 2025, True),
        ("2025.5", 2025, True),
        ("2025", 2025, False),
        ("第2025号", None, False),
        ("2025年级", None, False),
        ("12025年", None, False),
        ("3.2025年", None, False),
        ("2025年版", 2025, True),
    ],
)
def test_a_year_is_one_everywhere(text: str, year: int | None, in_prose: bool) -> None:
    titled = annex(
        project(), title=f"项目{text}表", fiscal_year=1990, places=places(1, "title", "fiscal_year")
    )
    told = [each for each in view_annex(titled, region("ezhou")).problems if each.code == "PMG612"]
    violations = list(another_year_in_the_title(reviewed_annex(titled, None)))
    assert bool(told) == bool(violations) == (year is not None)
    assert bool(list(no_year(reviewed_annex(titled, PRINTS_TITLE)))) == (year is None)
    later = (
        text.replace("2025", "2026").replace("1999", "2000").replace("二五", "二六").replace("２５", "２６")
    )
    is_alike = text_likeness(f"完成{text}的项目", f"完成{later}的项目") == 1
    assert is_alike == (year is not None)
    old, new = (Fact(FieldName("purpose", "资金用途"), f"用于{each}的项目") for each in (text, later))
    found = compare_fact(old, new)
    assert found
    assert (with_years([found], 1)[0].kind is ChangeKind.YEAR) == in_prose


@pytest.mark.parametrize(
    ("folder", "year"), [("2027", 2027), ("2027年度", 2027), ("2127", None), ("第2027号", None)]
)
def test_a_folder_is_of_the_year_that_names_it(folder: str, year: int | None) -> None:
    assert year_of_folder(f"data/{folder}/局/annex.yaml") == year
    own = annex(
        project(), fiscal_year=1990, file=f"data/{folder}/annex.yaml", places=places(1, "fiscal_year")
    )
    told = [each for each in view_annex(own, region("ezhou")).problems if each.code == "PMG613"]
    assert bool(told) == (year is not None)
