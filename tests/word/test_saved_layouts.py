"""Layouts that LibreOffice has saved again are proven too, and show the same."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tools import saved_again
from word.corpus import show
from word.rendering import LAYOUTS, VIEWS, Case, read_cases

FILES = ("lines", "edges", "widths")
OTHER = {
    "a hanging first letter, whose frame stands on a line of its own",
    "rows that say nothing or the same, each with other columns left out",
}
"""What LibreOffice makes something else of: columns that a row leaves out become cells."""

CASES = {
    f"{name}-{number}": case
    for name in FILES
    for number, case in enumerate(read_cases(LAYOUTS / f"{name}.txt"), 1)
    if "faults" not in case.sections
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Return the layouts as LibreOffice saves them."""
    drawn, again = tmp_path_factory.mktemp("drawn"), tmp_path_factory.mktemp("again")
    for name, case in CASES.items():
        (drawn / f"{name}.docx").write_bytes(case.layout)
    files = saved_again(sorted(drawn.glob("*.docx")), again)
    return {Path(file).stem: Path(file).read_bytes() for file in files}


@pytest.mark.parametrize("name", [pytest.param(name, id=case.title) for name, case in CASES.items()])
def test_saved_layout(name: str, saved: Mapping[str, bytes]) -> None:
    case: Case = CASES[name]
    rendered = case.render(saved[name])
    assert not [show(problem) for problem in rendered.proof]
    assert case.title in OTHER or VIEWS["shows"](rendered) == case.sections["shows"]
