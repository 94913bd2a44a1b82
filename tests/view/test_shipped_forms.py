"""Every published annex in the form of every place: at home nothing is missing, elsewhere all is named."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pmgen.catalog import find_region
from pmgen.load import load_annex
from pmgen.model.records import Annex
from pmgen.problems import Problem
from pmgen.view import view_annex
from shipped import ANNEXES

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES = [
    tuple(section.strip().split("\n", 1))
    for section in (HERE / "shipped_forms.txt").read_text("utf-8").split("== ")[1:]
]
PLACES = ("tianjin", "wuhai", "shanghai", "ezhou")


def loaded(name: str) -> Annex:
    """Return the annex of a folder with this name."""
    (folder,) = (path for path in ANNEXES if path.name == name)
    annex = load_annex(folder).annex
    assert annex is not None
    return annex


def summary(name: str, place: str) -> list[str]:
    """Return what a view of the annex says, as `code subject × times`."""
    problems = view_annex(loaded(name), find_region(place, [ROOT / "templates"])).problems
    counted: Counter[str] = Counter()
    for problem in problems:
        # What all projects lack is said once for all of them.
        counted[f"{problem.code} {_subject(problem)}".rstrip()] += _projects(problem)
    return [f"{what} × {count}" for what, count in counted.items()]


def _projects(problem: Problem) -> int:
    return int(str(dict(problem.message.values).get("projects", 1)))


def _subject(problem: Problem) -> str:
    values = dict(problem.message.values)
    return str(values.get("field") or values.get("subject", ""))


def test_every_annex_is_seen_in_every_form() -> None:
    pairs = [f"{folder.name} in {place}" for folder in ANNEXES for place in PLACES]
    assert [title for title, *_ in CASES] == pairs


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_view_names_exactly_what_is_missing(case: tuple[str, ...]) -> None:
    title, *lines = case
    name, place = title.split(" in ")
    assert summary(name, place) == (lines[0].split("\n") if lines else [])
