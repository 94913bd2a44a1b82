"""Two lists are matched as difflib matches them, also where they are too long for it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgen.formats.file_contents import PAGE, Seen, Words
from pmgen.verify.expected_content import ExpectedContent
from pmgen.verify.sequence_alignment import align, opcodes
from pmgen.verify.table_comparison import compare_file

ITEMS = st.lists(st.integers(0, 12), max_size=20)


@settings(deadline=None)
@given(ITEMS, ITEMS, st.integers(0, 40))
def test_one_list_becomes_the_other(mine: list[int], yours: list[int], most: int) -> None:
    made: list[int] = []
    at = 0
    for kind, first, end, begin, stop in opcodes(mine, yours, most=most):
        assert (first, begin) == (at, len(made))
        assert (mine[first:end] == yours[begin:stop]) or kind != "equal"
        made += yours[begin:stop]
        at = end
    assert (at, made) == (len(mine), yours)


def test_what_stands_once_on_both_sides_is_found_in_long_lists() -> None:
    mine = [row for number in range(2_000) for row in ("", f"行{number}", "")]
    yours = [row for row in mine if row != "行700"]
    alike = sum(end - first for kind, first, end, _, _ in opcodes(mine, yours) if kind == "equal")
    assert alike == len(yours)


def test_many_rows_that_are_all_alike_take_no_time() -> None:
    codes = list(opcodes([""] * 40_000, [""] * 39_999))
    assert codes == [("equal", 0, 39_999, 0, 39_999), ("delete", 39_999, 40_000, 39_999, 39_999)]


@pytest.mark.parametrize(
    ("expected", "seen", "pairs"),
    [
        ("甲1 乙2 丙3", "甲9 丙8", "甲1=甲9 乙2= 丙3=丙8"),
        ("甲9 丙8", "甲1 乙2 丙3", "甲9=甲1 =乙2 丙8=丙3"),
        ("甲1 乙2", "丙3 甲9 丁4", "=丙3 甲1=甲9 乙2=丁4"),
        ("甲 乙12 丙", "乙1 丙", "甲= 乙12=乙1 丙=丙"),
        ("子丑 寅卯", "子丑 辰巳 寅卯 午未", "子丑=子丑 =辰巳 寅卯=寅卯 =午未"),
    ],
)
def test_lines_find_the_ones_that_are_most_like_them(expected: str, seen: str, pairs: str) -> None:
    ours, theirs = expected.split(), seen.split()
    found = align([tuple(line) for line in ours], [tuple(line) for line in theirs])
    shown = [("" if a is None else ours[a], "" if b is None else theirs[b]) for a, b in found]
    assert " ".join(map("=".join, shown)) == pairs


def test_an_entry_whose_words_end_in_digits_has_the_number_of_its_page_behind_them() -> None:
    expected = ExpectedContent(Seen((Words(f"项目1\t{PAGE}"), Words(f"项目12\t{PAGE}"))))
    seen = Seen((Words("项目122", "1", "TOCI"), Words("项目1222", "1", "TOCI")))
    assert compare_file(expected, "x", "pdf", seen) == ()
