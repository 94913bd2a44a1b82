"""Every layout of layouts/*.txt is proven in every format, and shows what Word shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from word.corpus import show
from word.rendering import LAYOUTS, Case, accept, found_in, read_cases, unlike

ALL = [
    pytest.param(file, case, id=f"{file.stem}: {case.title}")
    for file in sorted(LAYOUTS.glob("*.txt"))
    for case in read_cases(file)
]


@pytest.mark.parametrize(("file", "case"), ALL)
def test_layout(file: Path, case: Case, pytestconfig: pytest.Config) -> None:
    rendered = case.render()
    assert not [show(problem) for problem in rendered.proof]
    found = found_in(case, rendered)
    if pytestconfig.getoption("--accept"):
        accept(file, case.title, found)
        return
    assert found == {name: text for name, text in case.sections.items() if name in found}
    assert not unlike(case, rendered)


def test_titles_are_unique() -> None:
    titles = [param.id for param in ALL]
    assert len(set(titles)) == len(titles)
