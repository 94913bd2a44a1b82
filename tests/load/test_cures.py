"""Whoever does literally what a message says has a sound file: the lines that it shows, in their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.problems import Problem
from small_annexes import Case, load_project, read_cases, shown


@pytest.mark.parametrize("case", read_cases("cures.txt"), ids=lambda case: case.title)
def test_the_cure_works_as_it_is_said(case: Case, tmp_path: Path) -> None:
    problems = load_project(tmp_path, case.text).problems
    found = [shown(problem) for problem in problems]
    assert [line.split()[:3] for line in found] == [line.split()[:3] for line in case.expected], found
    for words, line in zip(case.expected, found, strict=True):
        assert " ".join(words.split(" ", 3)[3:]) in line
    lines = case.cured.split("\n")
    for problem in problems:
        assert set(_lines_shown(problem)) <= set(lines), problem.hint
    assert [shown(problem) for problem in load_project(tmp_path, case.cured).problems] == []


def _lines_shown(problem: Problem) -> list[str]:
    """Return the whole lines that a hint says are to be written."""
    assert problem.hint
    said = dict(problem.hint.values)
    shown_lines = str(said.get("block", said.get("meant", "")))
    return [line for line in shown_lines.split("\n") if line]
