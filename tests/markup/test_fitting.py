"""Widths by what stands in columns: what they must keep, whatever the words are."""

from __future__ import annotations

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgen.engines.column_fitting import WidthNeed, fitted_widths, width_need

SIZE, INSET = 10.0, 8.0

WORDS = st.text(st.sampled_from("项目绩效指标0123456789,.%≥（） \n"), max_size=120)
ROWS = st.lists(st.dictionaries(st.integers(0, 3), WORDS, max_size=4), max_size=12)
WIDTHS = st.lists(st.floats(0, 300), min_size=4, max_size=4)


def needs(rows: list[dict[int, str]]) -> list[dict[int, WidthNeed]]:
    return [{column: width_need(words, SIZE) for column, words in row.items()} for row in rows]


def lines(widths: tuple[float, ...], rows: list[dict[int, str]]) -> int:
    """Return how many lines the rows have, counted as the test understands it."""

    def cell(column: int, words: str) -> int:
        ems = [sum(0.5 if sign < "\x7f" else 1 for sign in line) for line in words.split("\n")]
        return sum(
            max(1, ceil(round(length * SIZE / max(widths[column] - INSET, 0.01), 9))) for length in ems
        )

    return sum(max((cell(column, words) for column, words in row.items()), default=0) for row in rows)


@given(ROWS, WIDTHS)
def test_nothing_is_lost_of_the_room_and_the_rows_are_never_higher(
    rows: list[dict[int, str]], widths: list[float]
) -> None:
    made = fitted_widths(widths, INSET, needs(rows))
    assert sum(made) == pytest.approx(sum(widths))
    told = {column for row in rows for column in row}
    assert all(made[column] == widths[column] for column in range(4) if column not in told)
    assert lines(made, rows) <= lines(tuple(widths), rows)


@given(ROWS, WIDTHS)
def test_a_number_is_not_parted_where_there_is_room_for_all(
    rows: list[dict[int, str]], widths: list[float]
) -> None:
    made = fitted_widths(widths, INSET, needs(rows))
    for column in range(4):
        firm = max((row[column].firm for row in needs(rows) if column in row), default=0)
        assert made == tuple(widths) or made[column] >= firm + INSET - 1e-6 or made[column] == widths[column]


def test_a_long_description_takes_the_room_of_short_values() -> None:
    rows = [{0: "≥90%", 1: "描述" * 60}, {0: "≥5000人", 1: "描述" * 50}]
    short, long = fitted_widths((200.0, 200.0), INSET, needs(rows))
    assert INSET + 4.5 * SIZE <= short < INSET + 5 * SIZE
    assert long == pytest.approx(400 - short)


def test_short_lines_stand_whole_where_there_is_room() -> None:
    rows = [{0: "社会效益指标", 1: "描述" * 100}]
    short, _ = fitted_widths((200.0, 200.0), INSET, needs(rows))
    assert INSET + 6.5 * SIZE <= short < 120


def test_a_cell_of_many_rows_counts_in_each_of_them_by_its_share() -> None:
    tall = width_need("目标" * 60, SIZE, rows=10)
    rows = [{0: tall, 1: width_need("指标" * 12, SIZE)} for _ in range(10)]
    label, text = fitted_widths((200.0, 200.0), INSET, rows)
    assert text > label
