"""What the reader selects: by code or the beginning of one; what could not be read is never out of sight."""

from __future__ import annotations

import pytest

from pmgen.check.code_selection import FindingFilter, is_known, near_codes
from pmgen.problems import CODES, Problem, Severity, message

ERROR, WARNING, INFO = Severity


def problem(code: str, severity: Severity = WARNING) -> Problem:
    return Problem(code, message("x"), rated=None if code in CODES else severity)


@pytest.mark.parametrize(
    ("select", "ignore", "seen"),
    [
        ([], [], ["PMG-P01", "PMG-P02", "PMG-S05", "PMG601", "PMG611"]),
        (["P"], [], ["PMG-P01", "PMG-P02"]),
        (["p02", "PMG6"], [], ["PMG-P02", "PMG601", "PMG611"]),
        (["PMG-S05", "601"], [], ["PMG-S05", "PMG601"]),
        ([], ["P", "PMG60"], ["PMG-S05", "PMG611"]),
        (["P"], ["P02"], ["PMG-P01"]),
        (["P02"], ["P"], ["PMG-P02"]),
        (["P"], ["P"], []),
    ],
)
def test_the_more_exact_word_counts(select: list[str], ignore: list[str], seen: list[str]) -> None:
    sight = FindingFilter(select, ignore)
    codes = ["PMG-P01", "PMG-P02", "PMG-S05", "PMG601", "PMG611"]
    assert [code for code in codes if sight.holds(problem(code))] == seen


@pytest.mark.parametrize(
    ("least", "seen"),
    [(ERROR, [ERROR]), (WARNING, [ERROR, WARNING]), (INFO, [ERROR, WARNING, INFO])],
)
def test_what_is_less_bad_is_out_of_sight(least: Severity, seen: list[Severity]) -> None:
    assert [each for each in Severity if FindingFilter(least=least).holds(problem("PMG-P01", each))] == seen


@pytest.mark.parametrize("code", ["PMG101", "PMG205", "PMG301", "PMG608", "PMG803"])
def test_what_keeps_something_from_being_checked_is_always_in_sight(code: str) -> None:
    sight = FindingFilter(["S05"], [code], ERROR)
    assert sight.holds(problem(code))


@pytest.mark.parametrize("code", ["PMG119", "PMG219", "PMG607", "PMG-S05"])
def test_what_keeps_nothing_from_being_checked_may_be_out_of_sight(code: str) -> None:
    assert not FindingFilter(["S06"], [code], ERROR).holds(problem(code, ERROR))


def test_what_has_no_code_is_named_by_no_selection() -> None:
    assert [FindingFilter(select).names("") for select in ([], ["P"])] == [True, False]


@pytest.mark.parametrize("word", ["P", "P0", "p02", "PMG-P02", "PMG6", "601", "8", "PMG224"])
def test_codes_and_beginnings_that_are_known(word: str) -> None:
    assert is_known(word)


@pytest.mark.parametrize("word", ["", "Q", "P2", "P022", "PMG9", "0", "6011", "²", "PMG-", "全部"])
def test_codes_that_there_are_not(word: str) -> None:
    assert not is_known(word)


@pytest.mark.parametrize(("word", "near"), [("P2", "PMG-P02"), ("PO2", "PMG-P02"), ("p002", "PMG-P02")])
def test_near_codes_are_offered(word: str, near: str) -> None:
    assert near in near_codes(word)


def test_nothing_is_offered_for_what_is_like_no_code() -> None:
    assert near_codes("全部") == []
