"""Months, times between two of them, and lengths of time, as people write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgen.model.calendar_values import Month, read_duration, read_month, read_time_span
from pmgen.model.target_reading import parse_target
from pmgen.model.targets import Deadline, Period

LINES = Path(__file__).with_suffix(".txt").with_name("calendar_values.txt").read_text("utf-8").splitlines()
CASES = [line for line in LINES if not line.startswith("#")]


def meant(kind: str, text: str) -> str:
    if kind == "month":
        month = read_month(text)
        return f"{month.first:%Y-%m}" if month else ""
    if kind == "span":
        span = read_time_span(text)
        return f"{span.start} {span.end}" if span else ""
    return "yes" if read_duration(text) else ""


@pytest.mark.parametrize("line", CASES)
def test_a_text_means_what_the_list_says(line: str) -> None:
    written, _, expected = line.partition(" =")
    kind, text = written.split(" ", 1)
    assert meant(kind, text) == expected.strip()


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["{0}年{1}月", "{0}.{1:02}", "{0}{1:02}"])
)
def test_a_month_written_in_any_way_is_that_month_and_stays_as_written(day: date, pattern: str) -> None:
    text = pattern.format(day.year, day.month)
    month = read_month(text)
    assert month == Month(day.year, day.month) and str(month) == text
    assert month.first.day == 1 and month.first <= day <= month.last


def test_targets_are_months_and_times_between_months() -> None:
    assert parse_target("2021年1月") == Deadline("2021年1月", date(2021, 1, 31))
    assert parse_target("2023年7月-2024年1月") == Period(
        "2023年7月-2024年1月", date(2023, 7, 1), date(2024, 1, 31)
    )
