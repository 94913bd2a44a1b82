"""Every usual mistake in a file is named with its place and what to do, all of a file at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_annexes import Case, load_project, read_cases, shown


@pytest.mark.parametrize(
    "case", read_cases("yaml.txt") + read_cases("fields.txt"), ids=lambda case: case.title
)
def test_case(case: Case, tmp_path: Path) -> None:
    loaded = load_project(tmp_path, case.text)
    found = [shown(problem) for problem in loaded.problems]
    assert [line.split()[:3] for line in found] == [line.split()[:3] for line in case.expected], found
    for words, line in zip(case.expected, found, strict=True):
        assert words.split(" ", 3)[3] in line
    sound = not any(line.startswith("error") for line in case.expected)
    assert (loaded.annex is not None) == sound
