"""Amounts are shifted, padded and grouped, never rounded, and nothing is printed that nobody stated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgen.catalog.region import AmountStyle
from pmgen.model.money import convert
from pmgen.model.numerals import Numeral
from pmgen.model.terms import AmountUnit
from pmgen.view import view_annex
from pmgen.view.printed_amounts import print_amount
from view.factory import AMOUNT_STYLES, amounts, annex, funding, project, region, said

CASES = [
    line.split(" | ")
    for line in Path(__file__).with_name("amounts.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
UNITS = st.sampled_from(AmountUnit)
NUMERALS = st.from_regex(r"-?(0|[1-9][0-9]{0,40})(\.[0-9]{1,40})?", fullmatch=True).map(Numeral)


def printed(place: str, unit: str = "万元", **annual: Any) -> dict[str, Any]:
    """Return the column of the year as a place prints it."""
    root: Any = view_annex(annex(project(funding=funding(unit, **annual))), region(place)).root
    column: dict[str, Any] = root["annex"]["projects"][0]["funding"]["annual"]
    return column


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
@pytest.mark.parametrize(("place", "column"), [(p, k) for k, p in enumerate(AMOUNT_STYLES, 1)])
def test_every_place_prints_the_amount_its_own_way(case: list[str], place: str, column: int) -> None:
    number, unit = case[0].split()
    expected = case[column]
    money = funding(unit, carryover=number)
    problems = view_annex(annex(project(funding=money)), region(place)).problems
    text = printed(place, unit, carryover=number)["carryover"]
    assert (text or "_") + "!" * ("PMG-A06" in [each.code for each in problems]) == expected


def test_an_amount_with_more_digits_than_the_form_prints_is_named() -> None:
    problems = view_annex(
        annex(project(funding=funding("元", total="4,358,177.00"))), region("tianjin")
    ).problems
    assert said(problems) == [
        "PMG-A06 10: 年度.合计 of 运维费 is 4,358,177.00元, printed as 435.8177万元; "
        "the form prints 2 decimals"
    ]


def test_one_amount_in_several_fields_is_named_once() -> None:
    money = funding("元", total="10001", fiscal_current="10001", other="0")
    (problem,) = view_annex(annex(project(funding=money)), region("tianjin")).problems
    assert said((problem,)) == [
        "PMG-A06 10,10: 年度.合计、年度.当年财政拨款 of 运维费 is 10001元, printed as 1.0001万元; "
        "the form prints 2 decimals"
    ]


def test_amounts_of_the_whole_life_are_named_too() -> None:
    money = funding("元", amounts(total="1.23"), total="10000")
    problems = view_annex(annex(project(funding=money)), region("wuhai")).problems
    assert said(problems) == [
        "PMG-A06 10: 全程.合计 of 运维费 is 1.23元, printed as 0.000123万元; the form prints 2 decimals"
    ]


def test_a_total_of_zero_is_said_where_zero_parts_are_blank() -> None:
    column = printed("tianjin", total="0.00", fiscal="0.00")
    assert (column["total"], column["fiscal"]) == ("0.00", "")


# What is stated, the field that is not, what is printed (None: a gap), and what the hint reckons.
UNSTATED: list[tuple[dict[str, str], str, str | None, str]] = [
    ({"total": "50.00", "fiscal": "30.00"}, "other", None, "合计50.00 − 财政资金30.00 = 20.00万元"),
    ({"total": "50", "fiscal": "29.95"}, "other", None, "合计50 − 财政资金29.95 = 20.05万元"),
    ({"total": "50.00", "fiscal": "50.00"}, "other", "", ""),
    ({"total": "1,000.00", "fiscal": "1000"}, "other", "", ""),
    ({"total": "5782.00", "other": "5782.00"}, "fiscal", "", ""),
    ({"total": "425.50", "other": "25.5"}, "fiscal", None, "合计425.50 − 其他资金25.5 = 400.00万元"),
    ({"total": "1", "fiscal": "2"}, "other", None, "合计1 − 财政资金2 = -1万元"),
    ({"total": "425.50"}, "fiscal", None, ""),
    ({"total": "425.50"}, "other", None, ""),
    ({"total": "0.00"}, "other", None, ""),
    ({"fiscal": "400", "other": "25.50"}, "total", None, "财政资金400 + 其他资金25.50 = 425.50万元"),
    ({"fiscal": "0.00", "other": "0"}, "total", None, "财政资金0.00 + 其他资金0 = 0.00万元"),
    ({"fiscal": "400"}, "total", None, "财政资金400 = 400万元"),
    (
        {"fiscal_current": "1.5", "carryover": "0.00", "other": "2"},
        "total",
        None,
        "当年财政拨款1.5 + 上年结转资金0.00 + 其他资金2 = 3.50万元",
    ),
    ({"total": "5", "fiscal": "3", "unit_funds": "2"}, "other", "", ""),
    (
        {"total": "5", "fiscal": "3", "unit_funds": "1"},
        "other",
        None,
        "合计5 − 财政资金3 − 单位资金1 = 1万元",
    ),
    ({"total": "5", "unit_funds": "1"}, "other", None, ""),
    ({"total": "9", "fiscal": "9"}, "fiscal_current", None, ""),
    ({"total": "9", "fiscal_current": "9"}, "other", "", ""),
    ({"total": "9", "fiscal_current": "9"}, "carryover", None, "合计9 − 当年财政拨款9 = 0万元"),
    (
        {"total": "9", "fiscal": "9", "fiscal_current": "7"},
        "carryover",
        None,
        "财政资金9 − 当年财政拨款7 = 2万元",
    ),
    (
        {"fiscal_current": "7", "carryover": "2"},
        "fiscal",
        None,
        "当年财政拨款7 + 上年结转资金2 = 9万元",
    ),
    (
        {"total": "9", "fiscal_current": "9", "carryover": "0.00", "other": "0.00"},
        "fiscal",
        None,
        "合计9 − 其他资金0.00 = 9.00万元",
    ),
]


@pytest.mark.parametrize("place", AMOUNT_STYLES)
@pytest.mark.parametrize(("stated", "name", "shown", "reckoned"), UNSTATED)
def test_what_is_not_stated_is_never_printed_and_the_hint_says_what_the_others_make_of_it(
    stated: dict[str, str], name: str, shown: str | None, reckoned: str, place: str
) -> None:
    assert printed(place, **stated)[name] == shown
    form = region(place, f"project.funding.annual.{name}")
    problems = view_annex(annex(project(funding=funding(whole_life=None, **stated))), form).problems
    assert [problem.code for problem in problems] == ([] if shown == "" else ["PMG601"])
    hints = [str(problem.hint) for problem in problems]
    if reckoned:
        result = reckoned.rpartition("= ")[2].removesuffix("万元")
        assert hints[0].endswith(f"（例：{result}）") is not result.startswith("-")
        assert hints[0].startswith(f"the stated amounts make {reckoned}; if that is right, write in")
    assert reckoned or all(hint.startswith("write in the project file") for hint in hints)


def test_amounts_of_the_whole_life_are_not_derived_either() -> None:
    money = funding("万元", amounts(total="90.00", fiscal="60.00"), total="30.00")
    (problem,) = view_annex(
        annex(project(funding=money)), region("shanghai", "项目.预算.全程.其他资金")
    ).problems
    assert "合计90.00 − 财政资金60.00 = 30.00万元" in str(problem.hint)


def test_the_hint_names_the_remainder_of_every_project() -> None:
    one = project(funding=funding(total="50.00", fiscal="30.00"))
    two = project(seq=2, name="物业费", funding=funding("元", total="900", fiscal="800"))
    (problem,) = view_annex(annex(one, two), region("tianjin", "项目.预算.年度.其他资金")).problems
    assert str(problem.hint).startswith(
        "the stated amounts make 运维费：合计50.00 − 财政资金30.00 = 20.00万元；"
        "物业费：合计900 − 财政资金800 = 100元; if that is right, write in each project file"
    )


@given(amount=NUMERALS, unit=UNITS, to=UNITS)
@settings(deadline=None)
def test_there_and_back_is_the_same_amount(amount: Numeral, unit: AmountUnit, to: AmountUnit) -> None:
    assert convert(convert(amount, unit, to), to, unit).value == amount.value


@given(
    amount=NUMERALS,
    unit=UNITS,
    style=st.builds(AmountStyle, unit=UNITS, decimals=st.none() | st.integers(0, 4), grouping=st.booleans()),
)
@settings(deadline=None)
def test_a_printed_amount_is_read_as_the_same_amount(
    amount: Numeral, unit: AmountUnit, style: AmountStyle
) -> None:
    text = print_amount(amount, unit, style)
    assert convert(Numeral(text), style.unit, unit).value == amount.value
