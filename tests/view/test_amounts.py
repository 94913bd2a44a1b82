"""Amounts are shifted, padded and grouped, never rounded; what follows from them is not asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgen.catalog.region import AmountStyle
from pmgen.model.numeral import Numeral
from pmgen.model.terms import AmountUnit
from pmgen.view import view_annex
from pmgen.view.amounts import convert, print_amount
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
    assert said(problems) == ["PMG-A06 10: 年度.合计 of 运维费 is 435.8177万元; the form prints 2 decimals"]


def test_one_amount_in_several_fields_is_named_once() -> None:
    money = funding("元", total="10001", fiscal_current="10001", other="0")
    (problem,) = view_annex(annex(project(funding=money)), region("tianjin")).problems
    assert said((problem,)) == [
        "PMG-A06 10,10,10: 年度.合计、年度.财政资金、年度.当年财政拨款 of 运维费 is 1.0001万元; "
        "the form prints 2 decimals"
    ]


def test_amounts_of_the_whole_life_are_named_too() -> None:
    money = funding("元", amounts(total="1.23"), total="10000")
    problems = view_annex(annex(project(funding=money)), region("wuhai")).problems
    assert said(problems) == ["PMG-A06 10: 全程.合计 of 运维费 is 0.000123万元; the form prints 2 decimals"]


def test_a_total_of_zero_is_said_where_zero_parts_are_blank() -> None:
    column = printed("tianjin", total="0.00", fiscal="0.00")
    assert (column["total"], column["fiscal"]) == ("0.00", "")


@pytest.mark.parametrize(
    ("known", "name", "derived"),
    [
        ({"total": "425.50", "fiscal": "400.5"}, "other", "25"),
        ({"total": "425.50", "other": "25.5"}, "fiscal", "400"),
        ({"fiscal": "400", "other": "25.50"}, "total", "425.5"),
        ({"fiscal_current": "1.5", "carryover": "0.00", "other": "2"}, "total", "3.5"),
        ({"total": "1,000.00", "fiscal": "1000"}, "other", "0"),
        ({"total": "5", "fiscal": "3", "unit_funds": "0.00"}, "other", "2"),
    ],
)
def test_what_follows_from_the_known_amounts_is_printed(
    known: dict[str, str], name: str, derived: str
) -> None:
    assert printed("ezhou", **known)[name] == derived


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ({"total": "425.50"}, "fiscal"),
        ({"total": "425.50"}, "other"),
        ({"total": "425.50", "fiscal": "425.50"}, "fiscal_current"),
        ({"total": "425.50", "fiscal_current": "425.50"}, "carryover"),
        ({"fiscal": "400"}, "total"),
        ({"fiscal_current": "1", "other": "2"}, "total"),
        ({"total": "1", "fiscal": "2"}, "other"),
        ({"total": "5", "fiscal": "3", "unit_funds": "1"}, "other"),
        ({"fiscal": "5", "other": "3", "special_account": "1"}, "total"),
    ],
)
def test_what_could_be_otherwise_stays_unknown(known: dict[str, str], name: str) -> None:
    assert printed("ezhou", **known)[name] is None


def test_the_annex_sums_each_amount_exactly_in_the_unit_of_the_form() -> None:
    one = project(funding=funding("万元", total="65.00", fiscal="0.1"))
    two = project(seq=2, name="物业费", funding=funding("元", total="800000.5"))
    root: Any = view_annex(annex(one, two), region("shanghai")).root
    assert root["annex"]["total"]["total"] == "1,450,000.50"
    assert root["annex"]["total"]["fiscal"] is None


def test_an_annex_without_projects_has_no_sum() -> None:
    root: Any = view_annex(annex(), region("wuhai")).root
    assert root["annex"]["total"]["total"] is None


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
