"""A few documents of `tests/fuzzing.py`, and proof that it would see a value that is shown otherwise."""

from __future__ import annotations

from functools import partial

import pytest

from any_text import Rng, drawable, text_of
from fuzzing import REGIONS, compared, faults


@pytest.mark.parametrize("region", REGIONS)
def test_any_text_arrives_in_every_format(region: str) -> None:
    make, files = (drawable, 4) if region in ("tianjin", "shanghai") else (text_of, 3)
    found, looked = faults(region, partial(make, Rng(f"slice/{region}")))
    assert (found, looked["files"]) == ([], files)
    assert looked["values"] >= 30


@pytest.mark.parametrize(
    ("format", "value", "text", "sound"),
    [
        ("docx", "Q10甲  乙10Z", "x\nQ10甲  乙10Z\ny", True),
        ("docx", "Q10甲  乙10Z", "x\nQ10甲 乙10Z\ny", False),
        ("xlsx", "=1+110Z", "'=1+110Z", True),
        ("xlsx", "=1+110Z", "210Z", False),
        ("html", "Q10<b>10Z", "Q1010Z", False),
        ("html", "Q10甲10Z", "Q10甲10Z\nQ10乙10Z", False),
        ("docx", "Q10甲\t乙10Z", "Q10甲 乙10Z", False),
        ("pdf", "Q10甲乙丙10Z", "头Q10甲乙\f头丙10Z", True),
        ("pdf", "Q10甲乙丙10Z", "头Q10甲乙\f头10Z", False),
        ("pdf", "Q10甲 乙10Z", "Q10甲乙10Z", True),
    ],
)
def test_what_is_shown_otherwise_is_seen(format: str, value: str, text: str, sound: bool) -> None:
    assert ([*compared(format, text, 10, value, 1)] == []) is sound
