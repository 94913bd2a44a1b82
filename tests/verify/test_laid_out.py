"""When the lines of a page show a text: at the end of a line its space may be left out, and no other."""

from __future__ import annotations

import pytest

from pmgen.verify.text_equality import same_laid_out_text


@pytest.mark.parametrize(
    ("expected", "seen", "same"),
    [
        ("甲乙", "甲\n乙", True),
        ("甲  乙", "甲\n乙", True),
        ("甲  乙", "甲  \n乙", True),
        ("甲  乙", "甲 \n 乙", True),
        ("甲  乙", "甲 \n乙", False),
        ("甲  乙", "甲 乙", False),
        ("甲乙", "甲 乙", False),
        ("甲乙", "甲\n \n乙", False),
        ("甲\n\n乙", "甲\n乙", True),
        ("甲\n \n \n乙", "甲\n \n \n乙", True),
        ("甲\n \n\n \n乙", "甲\n \n \n乙", True),
        ("甲\n \n\n \n乙", "甲\n乙", True),
        ("甲\n \n\u3000\n乙", "甲\n\u3000\n乙", True),
        ("甲\n \n\u3000\n乙", "甲\n\u3000\n \n乙", False),
        ("甲\n \n \n乙", "甲\n \n \n \n乙", False),
        ("甲 \n \n 乙", "甲 \n \n 乙", True),
        ("甲 \n  \n乙", "甲\n  \n乙", True),
        ("甲\t   \t 乙", "甲   \n \n乙", True),
        ("甲\n \n \n", "甲\n \n ", True),
        ("甲\t乙\n丙\t\n", "甲\t乙\n丙\t", True),
        ("甲\n\t乙", "甲\t乙", True),
        ("甲\t乙", "甲乙", True),
        ("甲\t乙丙", "甲乙\t丙", False),
        ("甲乙", "甲\t乙", False),
        ("甲", "甲\n ", False),
        ("甲" + "\n " * 3000, "甲" + "\n " * 2999 + "\n\u3000", False),
    ],
    ids=repr,
)
def test_space_at_the_end_of_a_line(expected: str, seen: str, same: bool) -> None:
    assert same_laid_out_text(expected, seen) is same
