"""Of how many mistakes something is told that a program plants in sound projects, and of which nothing is.

The projects are drawn by the name of a kind, so they stay the same until projects are added. Where nothing
else in a project says what was changed, nothing can be told: that is why some stay silent.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from planting import KINDS, Trial, planted, sound_projects

STRANGERS = Path(__file__).parent / "strangers"
SILENT = Path(__file__).with_name("planted.txt")
EACH = 6


def test_what_is_planted_is_told(pytestconfig: pytest.Config) -> None:
    projects = sound_projects([STRANGERS])
    text = "\n".join(part for kind in KINDS for part in _of_kind(kind, list(planted(kind, projects, EACH))))
    if pytestconfig.getoption("accept"):
        SILENT.write_text(f"{text}\n", encoding="utf-8")
    assert SILENT.read_text(encoding="utf-8") == f"{text}\n"


def _of_kind(kind: str, trials: list[Trial]) -> list[str]:
    silent = [each for each in trials if not each.told]
    lines = [
        f"{each.file.relative_to(STRANGERS)}:{each.line}\n- {each.before}\n+ {each.after}" for each in silent
    ]
    return [f"=== {kind} {len(trials) - len(silent)}/{len(trials)}", *lines]
