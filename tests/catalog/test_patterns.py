"""Bookmark patterns make the names that the seeds carry, and bad ones are refused with what to do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgen.catalog.name_patterns import LONGEST_NAME, BookmarkPattern, BookmarkPatternError, bookmark_name


@pytest.mark.parametrize(
    ("pattern", "number", "name"),
    [
        ("_Toc_4_4_{n+3:010}", 1, "_Toc_4_4_0000000004"),
        ("_Toc_4_4_{n+3:010}", 23, "_Toc_4_4_0000000026"),
        ("_Toc{n+157955338}", 1, "_Toc157955339"),
        ("_Toc{n+157955338}", 2, "_Toc157955340"),
        ("p{n}", 7, "p7"),
        ("项目{n:03}号", 7, "项目007号"),
        ("a{n}_{n+1}", 1, "a1_2"),
    ],
)
def test_a_pattern_makes_a_name(pattern: str, number: int, name: str) -> None:
    assert bookmark_name(pattern, number) == name
    assert BookmarkPattern(pattern).expand(number) == name


@pytest.mark.parametrize(
    ("pattern", "hint"),
    [
        ("", "every item would get the same name"),
        ("_Toc", "every item would get the same name"),
        ("_Toc{m}", "Only letters"),
        ("_Toc{n", "Only letters"),
        ("_Toc{n}}", "Only letters"),
        ("_Toc {n}", "Only letters"),
        ("_Toc-{n}", "Only letters"),
        ("_Toc{n:10}", "Only letters"),
        ("_Toc{n-3}", "Only letters"),
        ("_Toc{n!r}", "Only letters"),
        ("_Toc{n.__class__}", "Only letters"),
        ("{n}", "begin with a letter"),
        ("4_{n}", "begin with a letter"),
        ("_Toc{n:099}", "40 characters"),
        ("a" * 36 + "{n}", "40 characters"),
    ],
)
def test_a_bad_pattern_is_refused(pattern: str, hint: str) -> None:
    with pytest.raises(BookmarkPatternError, match=hint):
        BookmarkPattern(pattern)


@settings(deadline=None)
@given(st.from_regex(r"\A[a-z_]{0,6}\{n(\+[0-9]{1,3})?(:0[0-9]{1,2})?\}[a-z]{0,3}\Z"), st.integers(1, 99_998))
def test_names_are_short_and_differ(pattern: str, number: int) -> None:
    try:
        names = [bookmark_name(pattern, number), bookmark_name(pattern, number + 1)]
    except BookmarkPatternError:
        return
    assert names[0] != names[1]
    assert all(len(name) <= LONGEST_NAME for name in names)
