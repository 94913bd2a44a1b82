"""Patterns that wait until a text may match: they can be used, and no match is ever missed."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Sequence
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pmgen
from pmgen.late_pattern import late
from pmgen.pattern_signs import has_signs, signs_of

MODULES = [
    each.name for each in pkgutil.walk_packages(pmgen.__path__, "pmgen.") if "__main__" not in each.name
]


@pytest.mark.parametrize("name", MODULES)
def test_the_patterns_of_a_module_compile(name: str) -> None:
    for value in vars(import_module(name)).values():
        if isinstance(value, type(late(""))):
            re.compile(value.pattern)


def test_a_late_pattern_is_used_like_any_other() -> None:
    pattern = late("(?P<count>[0-9]+)人")
    assert pattern.pattern == "(?P<count>[0-9]+)人"
    assert [match["count"] for match in pattern.finditer("12人、30人")] == ["12", "30"]
    assert pattern.sub("", "12人次") == "次"
    assert pattern.groups == 1


def test_where_it_cannot_match_it_says_so_like_any_other() -> None:
    pattern = late("[0-9]+人")
    assert pattern.search("30场") is pattern.match("30场") is pattern.fullmatch("30场", 1) is None
    assert pattern.findall("30场") == [*pattern.finditer("30场")] == []
    assert pattern.split("30场") == ["30场"]
    assert pattern.sub("", "30场", count=1) == "30场"


def test_asked_often_it_still_answers() -> None:
    pattern = late("培训")
    assert [pattern.search("30场") for _ in range(500)] == [None] * 500
    assert pattern.search("培训30场")


def test_its_flags_are_kept() -> None:
    assert late("copy", re.IGNORECASE).search("COPY")
    assert late("a . b", re.VERBOSE).search("a-b")
    assert late("^b", re.MULTILINE).search("a\nb")


@pytest.mark.parametrize("wrong", ["(", ")", "a)b", "[", "a{2}{3}"])
def test_a_wrong_pattern_is_refused_at_its_first_use(wrong: str) -> None:
    with pytest.raises(re.error):
        late(wrong).search("aabb)(")


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        ("避免|防止", [["避免", "防止"]]),
        ("(?:避免|防止)[^，。]{0,8}发生", [["发生"], ["避免", "防止"]]),
        ("第[一二]批", ["第", "批", "一二"]),
        ("[0-9-]人次?", ["人", "0123456789-"]),
        (r"(?<=共)\d+(?!元)(?P<unit>[户人])", ["共", "户人"]),
        ("(?:全部)?完成", [["完成"]]),
        ("按时|及时?", [["按时", "及"]]),
        ("按时|[^0-9]", []),
        (r"\u3000以上", [["以上"]]),
        ("(?:甲|乙(?:丙丁|戊)+)己", ["己", ["甲", "丙丁", "戊"]]),
        ("(?i)copy", []),
        (r"(?P<word>甲乙)(?P=word)", []),
        ("[年]{0,2}", []),
    ],
)
def test_the_signs_of_a_pattern(pattern: str, signs: Sequence[Sequence[str]]) -> None:
    assert [[*each] for each in signs_of(pattern)] == [[*each] for each in signs]


ATOMS = st.sampled_from(
    [
        "a",
        "b",
        "ab",
        "[ab]",
        "[^a]",
        "[a-c]",
        "[b-]",
        "[]a]",
        r"\w",
        r"\.",
        r"\x61",
        r"\u0062",
        ".",
        "^",
        "$",
        r"\Z",
        "]",
    ]
)
TIMES = st.sampled_from(["", "", "", "?", "*", "+", "{0,2}", "{,1}", "{1,2}", "??", "+?"])
OPENINGS = st.sampled_from(["(", "(?:", "(?=", "(?!", "(?P<n{}>"])


@st.composite
def patterns(draw: st.DrawFn, depth: int = 2) -> str:
    branches = draw(st.lists(st.lists(pieces(depth), max_size=4).map("".join), min_size=1, max_size=3))
    return "|".join(branches)


@st.composite
def pieces(draw: st.DrawFn, depth: int) -> str:
    if depth and draw(st.integers(0, 2)) == 0:
        opening = draw(OPENINGS).format(draw(st.integers(0, 10**9)))
        inner = draw(patterns(depth - 1))
        looks = opening in ("(?=", "(?!")
        return f"{opening}{inner})" + ("" if looks else draw(TIMES))
    atom = draw(ATOMS)
    return atom if atom in ("^", "$", r"\Z") or (len(atom) == 2 and atom.isalpha()) else atom + draw(TIMES)


@given(patterns(), st.text("abc.]-", max_size=6))
def test_where_a_pattern_matches_its_signs_are(pattern: str, text: str) -> None:
    try:
        compiled = re.compile(pattern)
    except re.error:
        return
    if compiled.search(text):
        assert has_signs(text, signs_of(pattern))
    assert bool(compiled.search(text)) == bool(late(pattern).search(text))
