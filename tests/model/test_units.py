"""What a unit measures, and money as exact 元."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgen.model.money import in_yuan
from pmgen.model.units import Dimension, Unit, dimension_of, read_unit

SAMPLES = """
    PERSONS       人 名 位 万人 千名
    PERSON_TIMES  人次 万人次 人·次 人（次） 人/次
    BODIES        家 户 家（户） 万户 所 处
    EVENTS        场 次 场次 场(次) 场（次） 期 批 家次 万次
    THINGS        个 项 件 份 万份 套 台 辆 个(套) 岗位 亿条
    MONEY         元 十元 百元 千元 万元 十万元 百万元 千万元 亿元 十亿元 百亿元 千亿元 万亿元 万美元
    RATIO         % ％ ‰ 百分点 个百分点 倍
    GRADE         分 级 星级
    TIME          年 个月 月 天 工作日 个工作日 小时 分钟
    LENGTH        米 公里 万公里 km KM 千米
    AREA          平方米 万平方米 ㎡ m² m2 亩 万亩 公顷 亩次 万亩次
    VOLUME        立方米 万立方米 m³ ㎥ 升
    MASS          吨 万吨 公斤 千克 kg ㎏ mg
    ENERGY        kW·h kWh KWH kW・h 千瓦时 万千瓦时 度 千瓦
    DATA          GB TB Mbps
    PHYSICAL      dB dB(A) ℃
    RATE          元/人 万元/公里 次/月 次/季度 mg/L μg/m³ 元/人·月 元/人/月 元/㎡ 元／件 人/百户 元/100公里
"""


@pytest.mark.parametrize("line", SAMPLES.strip().splitlines(), ids=lambda line: line.split()[0])
def test_what_a_unit_measures(line: str) -> None:
    name, *units = line.split()
    assert {unit: dimension_of(unit) for unit in units} == dict.fromkeys(units, Dimension[name])


@pytest.mark.parametrize(
    "unit", ["", "万", "亿", "km. h", "km·h", "元/", "/人", "万万", "元/某", "场(某)", "个个"]
)
def test_what_no_table_knows(unit: str) -> None:
    assert read_unit(unit) is None


def test_a_unit_is_taken_apart() -> None:
    assert read_unit("万份") == Unit("份", Dimension.THINGS, 4)
    assert read_unit("万元/公里") == Unit("元", Dimension.RATE, 4, "公里")


@pytest.mark.parametrize(
    ("number", "unit", "yuan"),
    [
        ("1", "元", "1"),
        ("435.8177", "万元", "4358177"),
        ("0.12", "万元", "1200"),
        ("1.5", "亿元", "150000000"),
        ("1.2", "万亿元", "1200000000000"),
        ("3", "千元", "3000"),
        ("12345678901234567890123456789012345.67", "万元", "123456789012345678901234567890123456700"),
    ],
)
def test_money_is_exact(number: str, unit: str, yuan: str) -> None:
    assert in_yuan(Decimal(number), unit) == Decimal(yuan)


def test_each_power_of_ten() -> None:
    words = ("十", "百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿", "万亿")
    assert [in_yuan(Decimal(1), f"{word}元") for word in words] == [10**zeros for zeros in range(1, 13)]


@pytest.mark.parametrize("unit", ["", "万", "美元", "元/人", "人", "角"])
def test_what_is_no_money(unit: str) -> None:
    assert in_yuan(Decimal(15), unit) is None


def test_ten_thousands_are_money_where_the_field_says_so() -> None:
    assert in_yuan(Decimal(15), "万", colloquial=True) == 150_000
    assert in_yuan(Decimal(15), "亿", colloquial=True) == 1_500_000_000
    assert in_yuan(Decimal(15), "千", colloquial=True) is None


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=6),
    st.sampled_from(["元", "千元", "万元", "亿元"]),
)
def test_no_digit_is_lost(number: Decimal, unit: str) -> None:
    yuan = in_yuan(number, unit)
    assert yuan is not None
    assert yuan.as_tuple().digits == number.as_tuple().digits


@given(st.text(max_size=12))
def test_any_text_may_be_asked(text: str) -> None:
    known = read_unit(text)
    assert known is None or known.word
