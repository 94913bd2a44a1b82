"""Every small layout of cases/*.txt gives its document or its problems."""

from __future__ import annotations

import pytest

from word.corpus import CASES, Case, fill_case, missing, read_cases
from word.reading import read, tidy
from word.soundness import faults

BLANK = "PMG610"

CORPUS = [
    pytest.param(case, id=f"{path.stem}: {case.title}")
    for path in sorted(CASES.glob("*.txt"))
    for case in read_cases(path)
]


@pytest.mark.parametrize("case", CORPUS)
def test_case(case: Case) -> None:
    filled = fill_case(case)
    if "problems" in case.sections:
        assert not missing(case.sections["problems"], filled.problems)
        assert filled.document is None
        return
    warnings = [
        problem for problem in filled.problems if "warnings" in case.sections or problem.code != BLANK
    ]
    assert not missing(case.sections.get("warnings", ""), tuple(warnings))
    assert filled.document is not None
    assert filled.document.source is not None
    expected = case.sections["document"]
    assert read(filled.document.source, widths="widths " in expected) == tidy(expected)
    assert not faults(filled.document.source, tags_allowed="braces" in case.sections)


def test_titles_are_unique() -> None:
    titles = [param.id for param in CORPUS]
    assert len(set(titles)) == len(titles)
