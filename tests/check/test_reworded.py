"""What is told of sound projects when a program says their goals in other words: it should be nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from planting import sound_projects
from rewording import WAYS, Reworded, reworded

STRANGERS = Path(__file__).parent / "strangers"
TOLD = Path(__file__).with_name("reworded.txt")
EACH = 4


def test_other_words_are_no_mistakes(pytestconfig: pytest.Config) -> None:
    projects = sound_projects([STRANGERS])
    text = "\n".join(part for way in WAYS for part in _of_way(way, list(reworded(way, projects, EACH))))
    if pytestconfig.getoption("accept"):
        TOLD.write_text(f"{text}\n", encoding="utf-8")
    assert TOLD.read_text(encoding="utf-8") == f"{text}\n"


def _of_way(way: str, tried: list[Reworded]) -> list[str]:
    return [
        f"=== {way} {len(tried)}",
        *(
            f"{each.file.relative_to(STRANGERS)} {told.severity.name} {told.code} {told.message}"
            for each in tried
            for told in each.told
        ),
    ]
