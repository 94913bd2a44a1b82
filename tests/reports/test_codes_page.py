"""The pages in docs/ say what the table of codes says; `pytest --accept` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.cli.explain_command import codes_page
from pmgen.cli.spoken_language import say, speak
from pmgen.problems import CODES, ProblemKind

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("language", "name"), [("zh", "problems.zh-CN.md"), ("en", "problems.md")])
def test_the_page_is_up_to_date(language: str, name: str, request: pytest.FixtureRequest) -> None:
    speak(language)
    made = codes_page(say)
    if request.config.getoption("--accept"):
        (DOCS / name).write_text(made, encoding="utf-8")
    assert (DOCS / name).read_text(encoding="utf-8") == made


def test_every_code_that_no_rule_has_is_on_the_page_once() -> None:
    page = codes_page(str)
    for code in CODES.values():
        assert page.count(f"\n| {code.code} |") == (code.kind is not ProblemKind.RULE)
