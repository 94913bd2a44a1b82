"""A comparison on the terminal: nothing in the data steers it, and long texts keep their lines."""

from __future__ import annotations

from dataclasses import replace

import click
import pytest

from compared_annexes import annex, hostile, training, two_years
from pmgen.cli.diff_command import difference_lines
from pmgen.cli.spoken_language import speak
from pmgen.cli.terminal_output import width
from pmgen.compare import Comparison, compare_annexes


@pytest.fixture(autouse=True)
def english() -> None:
    speak("en")


def shown(comparison: Comparison, every: bool = False) -> list[str]:
    return [click.unstyle(line) for line in difference_lines([comparison], str, every)]


def test_nothing_steers_the_terminal() -> None:
    text = "".join(shown(hostile(), every=True))
    assert text.isprintable()
    assert "〈U+202E〉倒着" in text


def test_a_long_text_keeps_its_lines() -> None:
    old, new = (
        annex(2025, replace(training("a.yaml"), legal_basis=text))
        for text in ("第一条\n第二条", "第一条\n第三条")
    )
    assert shown(compare_annexes(old, new))[2:6] == [
        "技能培训补贴",
        "    legal_basis",
        "      - 第一条\n        第二条",
        "      + 第一条\n        第三条",
    ]


def test_what_only_follows_the_year_is_counted_and_shown_when_asked_for() -> None:
    few, all_of_it = shown(two_years()), shown(two_years(), every=True)
    assert "1 changes only go along with the year (--verbose shows them)" in few
    assert not any("2026年12月31日前" in line for line in few)
    assert any("2026年12月31日前" in line for line in all_of_it)


def test_old_and_new_stand_below_each_other() -> None:
    lines = [line for line in shown(two_years()) if " → ≥" in line]
    assert len(lines) == 2
    assert len({width(line[: line.index("→")]) for line in lines}) == 1


def test_the_places_of_a_change_are_shown_when_asked_for() -> None:
    lines = shown(two_years(), every=True)
    at = next(number for number, line in enumerate(lines) if "funding.annual.total" in line)
    assert lines[at + 1] == "      data/2025/甲局/01.yaml:4 → data/2026/甲局/01.yaml:5"
