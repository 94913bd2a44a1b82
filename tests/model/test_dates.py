"""Which day a phrase names: the last of a month or year, one written out, or none."""

from __future__ import annotations

import pytest

from pmgen.model.dates import names_no_day, read_deadline, read_period

DEADLINES = """
    2025年底前 2025-12-31
    2025年2月底前 2025-02-28
    2024年2月末以前 2024-02-29
    2025年12月底前 2025-12-31
    2025年13月底前 -
    2025年0月底前 -
    0000年底前 -
    2025年6月30日前 2025-06-30
    2025-06-30前完成 2025-06-30
    2025年2月30日前 -
    年底前 -
"""
PERIODS = """
    2025年1月1日至2026年12月31日 2025-01-01~2026-12-31
    2025年3月1日至6月30日 2025-03-01~2025-06-30
    2025.1.1-2025.12.31 2025-01-01~2025-12-31
    2025年1月1日至2月30日 -
"""


@pytest.mark.parametrize("line", DEADLINES.strip().splitlines(), ids=str.strip)
def test_before_which_day(line: str) -> None:
    words, day = line.split()
    found = read_deadline(words, words)
    assert found is not None
    assert str(found.date or "-") == day


@pytest.mark.parametrize("line", PERIODS.strip().splitlines(), ids=str.strip)
def test_from_which_day_to_which(line: str) -> None:
    words, days = line.split()
    found = read_period(words, words)
    assert (f"{found.start}~{found.end}" if found else "-") == days


@pytest.mark.parametrize("day", ["2025年2月30日", "2025-02-30", "2025/13/01", "2025.1.32"])
def test_a_day_that_does_not_exist_is_none(day: str) -> None:
    assert names_no_day(f"{day}前")
    assert not names_no_day("2025年2月28日、2025-02-28、2025/12/01和2025.1.31前")
