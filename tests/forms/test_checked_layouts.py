"""Every broken layout of cases/*.txt is told of as it stands there: problem, place, cure.

A case is a layout in the notation of tests/word/building.py; `--- says` lists its problems in the notation of
tests/word/corpus.py, and `--- fixed` the layout that `--fix` makes of it. `--accept` writes both anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.catalog import find_region, packs, shipped_templates
from pmgen.forms.check_layout import layout_problems
from pmgen.forms.check_pack import check_pack
from word.building import build
from word.corpus import Case, read_cases, region, show

CASES = Path(__file__).with_name("cases")
FILES = sorted(CASES.glob("*.txt"))
PACK = region(CASES, {})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_layouts_are_told_of_as_written(file: Path, request: pytest.FixtureRequest) -> None:
    made = "\n".join(as_text(case) for case in read_cases(file))
    if request.config.getoption("--accept"):
        file.write_text(made, "utf-8")
    assert made == file.read_text("utf-8")


def as_text(case: Case) -> str:
    """Return a case with what is really said of it."""
    layout = case.layout.strip("\n")
    problems = layout_problems(build(case.layout), PACK)
    return "\n".join([f"### {case.title}", layout, "--- says", *map(show, problems), ""])


@pytest.mark.parametrize("folder", sorted(packs([shipped_templates()])), ids=lambda folder: folder.name)
def test_nothing_is_said_of_a_good_pack(folder: Path) -> None:
    assert find_region(folder.name, [shipped_templates()])
    assert check_pack(folder) == ()
