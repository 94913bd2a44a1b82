"""The page in docs/ says what the table of codes says; `pytest --accept` writes it anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.cli.explain_command import codes_page
from pmgen.cli.spoken_language import say, speak
from pmgen.problems import CODES, ProblemKind

PAGE = Path(__file__).parents[2] / "docs" / "problems.zh-CN.md"


def test_the_page_is_up_to_date(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    speak("zh")
    made = codes_page(say)
    if request.config.getoption("--accept"):
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made


def test_every_code_that_no_rule_has_is_on_the_page_once() -> None:
    page = codes_page(str)
    for code in CODES.values():
        assert page.count(f"\n| {code.code} |") == (code.kind is not ProblemKind.RULE)
