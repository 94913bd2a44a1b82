"""Whoever alters a finished workbook is found, in one of our own and in one that a program saved again."""

from __future__ import annotations

import pytest

from pmgen.problems import Severity
from pmgen.verify.surplus import surplus
from surplus.excel_alterations import ALTERATIONS
from surplus.parts import altered, small, told
from surplus.saving import saved_by_excel

OURS = small("xlsx")
UNTOUCHED = "PMG758"
"""What is found only by comparing letter by letter, which a file that was saved again does not allow."""


def test_there_are_enough_ways() -> None:
    assert len(ALTERATIONS) >= 45


@pytest.mark.parametrize("way", ALTERATIONS)
def test_each_alteration_is_found_with_its_place_and_what_to_do(way: str) -> None:
    change, expected = ALTERATIONS[way]
    problems = surplus("xlsx", OURS, altered(OURS, change), "x.xlsx")
    assert expected in told(problems)
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize("way", [way for way in ALTERATIONS if not ALTERATIONS[way][1].startswith(UNTOUCHED)])
def test_it_is_found_too_where_a_program_saved_the_file_again(way: str) -> None:
    change, expected = ALTERATIONS[way]
    problems = surplus("xlsx", OURS, altered(OURS, change, saved_by_excel), "x.xlsx")
    assert expected in told(problems)


def test_what_is_only_saved_again_has_no_error() -> None:
    problems = surplus("xlsx", OURS, altered(OURS, saved_by_excel), "x.xlsx")
    assert not [problem for problem in problems if problem.severity is Severity.ERROR]
    assert told(problems) == ["PMG751 docProps/core.xml", "PMG759"]


def test_what_is_only_packed_again_is_the_same() -> None:
    assert surplus("xlsx", OURS, OURS, "x.xlsx") == ()
    assert told(surplus("xlsx", OURS, altered(OURS), "x.xlsx")) == ["PMG759"]
