"""By how much a number changed: exact, to two places, and never a zero where there is a change."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgen.compare.annex_comparison import sum_of
from pmgen.compare.field_comparison import percent
from pmgen.model.numerals import Numeral
from pmgen.model.records import Amounts, Funding, Project
from pmgen.model.targets import Number, quantity_of
from pmgen.model.terms import AmountUnit, Comparator

numbers = st.decimals(-(10**40), 10**40, allow_nan=False, allow_infinity=False, places=20)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("100", "112.5", "12.50"),
        ("3", "4", "33.33"),
        ("3", "2", "-33.33"),
        ("8", "9.0004", "12.51"),
        ("1000000", "1000001", "0.0001"),
        ("-4", "-2", "50.00"),
        ("0", "5", "None"),
        ("5", "0", "-100.00"),
    ],
)
def test_percent(old: str, new: str, shown: str) -> None:
    assert str(percent(Decimal(old), Decimal(new))) == shown


@given(numbers, numbers)
def test_percent_says_which_way_a_number_went(old: Decimal, new: Decimal) -> None:
    share = percent(old, new)
    if share is None:
        assert old == 0
    else:
        assert (share > 0, share < 0) == (new > old, new < old)


@pytest.mark.parametrize(
    ("number", "unit", "plain"),
    [
        ("155", "万份", "1550000 份"),
        ("0.3", "万元", "3000 元"),
        ("1.2", "亿元", "120000000 元"),
        ("2", "百万元", "2000000 元"),
        ("5", "千瓦时", "5000 瓦时"),
        ("5", "百分点", "5 百分点"),
        ("7", "万", "70000 "),
    ],
)
def test_units_are_counted_in_the_plainest(number: str, unit: str, plain: str) -> None:
    quantity = quantity_of(Number(Comparator.GE, Numeral(number), unit))
    assert quantity
    assert f"{quantity.value:f} {quantity.unit}" == plain


def project(total: str | None, unit: AmountUnit) -> Project:
    amount = None if total is None else Numeral(total)
    funding = Funding(amount_unit=unit, annual=Amounts(total=amount))
    return Project(id="1", seq=1, name="甲", funding=funding, goals=(), indicators=())


def test_sums_are_exact_in_one_unit_and_say_what_is_missing() -> None:
    yuan, wan = AmountUnit.YUAN, AmountUnit.WAN
    digits = "123456789012345678901234567890.12"
    assert str(sum_of([project(digits, wan), project("0.01", wan)]).amount) == digits.replace(".12", ".13")
    mixed = sum_of([project("12345.67", yuan), project("1", wan), project(None, wan)])
    assert (str(mixed.amount), mixed.unit, mixed.projects, mixed.missing) == ("2.234567", wan, 3, 1)
    assert sum_of([project("1,200", yuan)]).unit is yuan
