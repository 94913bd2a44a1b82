"""Targets are read as people write them: kind, comparator, number and unit, and never a changed digit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgen.model.numerals import Numeral
from pmgen.model.target_reading import TargetNotation, parse_columns, parse_target, read_target
from pmgen.model.targets import Deadline, Frequency, Number, Period, Range, Rate, Target, Text
from pmgen.model.terms import Comparator

LINES = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "seeds" / "targets.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
GE, LE, EQ, GT = Comparator.GE, Comparator.LE, Comparator.EQ, Comparator.GT


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_every_target_of_the_seeds(line: list[str]) -> None:
    written, *expected = line
    if expected[-1] == "long form":
        target = parse_columns("大于等于", written, "年")
    else:
        target = parse_target(written)
        assert read_target(written).remark is TargetNotation.NONE
    assert described(target) == expected
    assert target.written == written


def described(target: Target) -> list[str]:
    """Return kind, comparator, number, unit and extra as tests/seeds/targets.txt writes them."""
    kind = type(target).__name__.lower()
    match target:
        case Number(comparator, number, unit):
            return [kind, comparator.value, number.text, unit or "-", "-"]
        case Rate(comparator, number, unit, per) | Frequency(comparator, number, unit, per):
            return [kind, comparator.value, number.text, unit, f"per {per}"]
        case Deadline(_, day):
            return [kind, "-", "-", "-", day.isoformat() if day else "-"]
        case Period(_, start, end):
            return [kind, "-", "-", "-", f"{start}–{end}"]
        case Text(_, Comparator() as comparator, unit):
            return [kind, comparator.value, "-", unit, "long form"]
    return [kind, "-", "-", "-", "-"]


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("≥50.00(个)", Number(GE, Numeral("50.00"), "个")),
        ("=100.00（%）", Number(EQ, Numeral("100.00"), "%")),
        ("≥6场(次)", Number(GE, Numeral("6"), "场(次)")),
        ("≥6(场(次))", Number(GE, Numeral("6"), "场(次)")),
        ("≥40000km. h", Number(GE, Numeral("40000"), "km. h")),
        ("≤1,000.50万元", Number(LE, Numeral("1,000.50"), "万元")),
        ("≤-5℃", Number(LE, Numeral("-5"), "℃")),
        ("≥120㎡", Number(GE, Numeral("120"), "㎡")),
        ("≥120m2", Number(GE, Numeral("120"), "m2")),
        (">0起", Number(GT, Numeral("0"), "起")),
        ("5‰", Number(EQ, Numeral("5"), "‰")),
        ("≤3000元/月", Frequency(LE, Numeral("3000"), "元", "月")),
        ("2次/半年", Frequency(EQ, Numeral("2"), "次", "半年")),
        ("1次/每周", Frequency(EQ, Numeral("1"), "次", "每周")),
        ("30元/平方米", Rate(EQ, Numeral("30"), "元", "平方米")),
        ("80%-90%", Range(Numeral("80"), Numeral("90"), "%", "80%-90%")),
        ("3～5次", Range(Numeral("3"), Numeral("5"), "次", "3～5次")),
        ("10万元至20万元", Range(Numeral("10"), Numeral("20"), "万元", "10万元至20万元")),
        ("2025年6月底前", Deadline("2025年6月底前", date(2025, 6, 30))),
        ("2024年2月底前完成", Deadline("2024年2月底前完成", date(2024, 2, 29))),
        ("2025年底前", Deadline("2025年底前", date(2025, 12, 31))),
        ("2025-12-31前", Deadline("2025-12-31前", date(2025, 12, 31))),
        ("2025年12月31日之前完成", Deadline("2025年12月31日之前完成", date(2025, 12, 31))),
        ("2025年6月前", Deadline("2025年6月前", None)),
        ("9月30日前", Deadline("9月30日前", None)),
        ("每季度末前", Deadline("每季度末前", None)),
        ("2025-01-01至2025-12-31", Period("2025-01-01至2025-12-31", date(2025, 1, 1), date(2025, 12, 31))),
        ("2025年1月1日-6月30日", Period("2025年1月1日-6月30日", date(2025, 1, 1), date(2025, 6, 30))),
    ],
)
def test_a_target(written: str, target: Target) -> None:
    reading = read_target(written)
    assert reading.target == target
    assert reading.target.written == written
    assert reading.remark is TargetNotation.NONE


@pytest.mark.parametrize(
    "words",
    [
        "有效提升",
        "2025年",
        "2025年12月31日",
        "3个工作日内",
        "100人次以上",
        "1/3",
        "90-80%",
        "2024-2025年",
        "三次",
        "5人，3天",
        "≥1:3",
        "≤9/10万",
        "≥C30",
        "5/人/天/年",
    ],
)
def test_words_stay_words(words: str) -> None:
    assert read_target(words).target == Text(words)
    assert read_target(words).remark is TargetNotation.NONE


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("≥ 95 %", "≥95%"),
        (">=95%", "≥95%"),
        ("＞＝９５％", "≥95%"),
        ("≦３．５０个", "≤3.50个"),
        ("＝100%", "=100%"),
        ("大于等于95%", "≥95%"),
        ("　100 %", "100%"),
        ("１２", "12"),
        ("≥50 (个)", "≥50(个)"),
    ],
)
def test_other_ways_of_writing_mean_the_same(written: str, usual: str) -> None:
    reading = read_target(written)
    assert (reading.remark, reading.usual) == (TargetNotation.NORMALISED, usual)
    assert reading.target == parse_target(usual)
    assert reading.target.written == written


@pytest.mark.parametrize("written", ["007个", "≥05%", "1,00个", "1_000", "1e3", "≥大部分", "≥95%以上"])
def test_what_only_looks_like_a_number_is_taken_as_words_with_a_remark(written: str) -> None:
    reading = read_target(written)
    assert reading.target == Text(written)
    assert reading.remark is TargetNotation.NOT_A_NUMBER


def test_a_day_that_does_not_exist_is_remarked() -> None:
    assert read_target("2025年2月30日前").remark is TargetNotation.NO_SUCH_DAY
    assert read_target("2025年2月30日前").target == Deadline("2025年2月30日前", None)
    assert read_target("2025年2月1日至2025年2月30日").remark is TargetNotation.NO_SUCH_DAY


@pytest.mark.parametrize(
    ("columns", "target"),
    [
        (("大于等于", "70", "%"), Number(GE, Numeral("70"), "%")),
        (("≤", "180", "元/人"), Rate(LE, Numeral("180"), "元", "人")),
        (("≤", "450", "元/人/天"), Rate(LE, Numeral("450"), "元", "人/天")),
        (("等于", "1", "年"), Number(EQ, Numeral("1"), "年")),
        (("等于", "100%", ""), Number(EQ, Numeral("100"), "%")),
        (("大于等于", "5", ""), Number(GE, Numeral("5"), "")),
        (("", "2022年12月31日前", ""), Deadline("2022年12月31日前", date(2022, 12, 31))),
        (("", "有效提升", ""), Text("有效提升")),
        (("大于等于", "有效发挥", "年"), Text("有效发挥", GE, "年")),
        (("", "5", "个"), Text("5", None, "个")),
        (("大于等于", "≥5", "个"), Number(GE, Numeral("5"), "个")),
        (("大于等于", "≤5", "个"), Text("≤5", GE, "个")),
        (("大于等于", "三", "次"), Text("三", GE, "次")),
        (("", "3～5", "次"), Range(Numeral("3"), Numeral("5"), "次", "3～5次")),
        (("大于等于", "5万", "元"), Text("5万", GE, "元")),
        (("大于等于", "≥5%", ""), Number(GE, Numeral("5"), "%")),
        (("大于等于", "=100%", ""), Text("=100%", GE)),
        (("等于", "≥100%", ""), Text("≥100%", EQ)),
    ],
)
def test_the_column_style(columns: tuple[str, str, str], target: Target) -> None:
    assert parse_columns(*columns) == target
    assert parse_columns(*columns).written == columns[1]


def test_a_direction_that_is_no_comparator_is_refused() -> None:
    with pytest.raises(ValueError, match="约等于"):
        parse_columns("约等于", "5", "个")


@settings(deadline=None)
@given(st.text())
def test_what_stood_there_is_kept(text: str) -> None:
    target = parse_target(text)
    assert target.written == text
    if isinstance(target, Text):
        assert target.text == text


@settings(deadline=None)
@given(
    st.sampled_from(["", "≥", "≤", "=", ">", "<"]),
    st.from_regex(r"\A(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?\Z"),
    st.sampled_from(["", "%", "个", "万元", "人次", "场(次)", "km. h"]),
)
def test_digits_never_change(sign: str, digits: str, unit: str) -> None:
    target = parse_target(f"{sign}{digits}{unit}")
    assert target == Number(Comparator.read(sign) or EQ, Numeral(digits), unit)


@settings(deadline=None)
@given(st.text(alphabet="0123456789.,-%～~≥≤=年月日前至底()（）/次元人 ９", max_size=20))
def test_numbers_are_found_only_in_what_stood_there(text: str) -> None:
    target = parse_target(text)
    narrow = text.translate(str.maketrans("９", "9"))
    if isinstance(target, Number | Rate | Frequency):
        assert target.number.text in narrow
        assert target.unit in text
