"""Every quantity of a text is read once, with its subject, direction, unit and time, and at its place.

`statements/` holds sentences, each with what is read from it, judged by hand: how much it is at least or at
most, its number in the base unit, what it is per and how often, and the words before and behind it.
`published.txt` has every sentence of the seeds that holds a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgen.check.relations.phrases.phrases import unfit_phrases
from pmgen.check.review_rule import reviewed_annex
from pmgen.check.statements.formulas import formulas_in
from pmgen.check.statements.project_statements import said_in
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.statements.statement_reading import has_quantity, read_days, read_statements
from pmgen.load import load_annex
from pmgen.model.chinese_numerals import read_chinese_numeral
from pmgen.model.numerals import in_characters
from shipped import ANNEXES

FOLDER = Path(__file__).parent / "statements"
SIGNS = {Direction.EXACT: "=", Direction.AT_LEAST: "≥", Direction.AT_MOST: "≤", Direction.ABOUT: "≈"}


def described(text: str) -> Iterator[str]:
    yield text.replace("\n", "⏎")
    for each in read_statements(text):
        yield f"    {text[each.start : each.end]} {_meaning(each)} | {each.before} | {each.behind}"
    for day in read_days(text):
        yield f"    {text[day.start : day.end]} {day.year}-{day.month}-{day.day}{'前' * day.is_deadline}"


def _meaning(each: Statement) -> str:
    number = f"{each.low}" if each.is_one else f"{each.low}…{each.high}"
    notes = [f"/{each.per}" if each.per else "", f"每{each.each}" if each.each else ""]
    return " ".join(
        filter(None, [f"{SIGNS[each.direction]}{number}{each.base}", *notes, "变" * each.is_change])
    )


@pytest.mark.parametrize("name", ["invented", "published"])
def test_what_is_read_from_a_sentence(name: str, pytestconfig: pytest.Config) -> None:
    file = FOLDER / f"{name}.txt"
    kept = file.read_text("utf-8")
    texts = [line.replace("⏎", "\n") for line in kept.splitlines() if line and not line.startswith("    ")]
    found = "\n".join("\n".join(described(text)) for text in texts) + "\n"
    if pytestconfig.getoption("accept"):
        file.write_text(found, "utf-8")
    assert file.read_text("utf-8") == found


def test_every_published_sentence_with_a_number_was_judged() -> None:
    judged = (FOLDER / "published.txt").read_text("utf-8").replace("⏎", "\n")
    for folder in ANNEXES:
        annex = load_annex(folder).annex
        assert annex
        for project in reviewed_annex(annex, None).projects:
            for field in project.texts:
                assert not said_in(field) or f"{field.text}\n    " in judged


@given(st.integers(0, 10**12 - 1), st.booleans())
def test_numbers_in_characters(number: int, for_money: bool) -> None:
    plain = {"digits": "零一二三四五六七八九", "tens": "十百千"}
    written = in_characters(number) if for_money else in_characters(number, **plain)
    assert read_chinese_numeral(written) == number


@pytest.mark.parametrize("text", ["", "二二", "百万千亿个", "万", "三百人"])
def test_characters_that_are_no_number(text: str) -> None:
    assert read_chinese_numeral(text) is None


@given(st.text("0123456789.,，。%万元人次个三两每月率至-〔年（", max_size=40))
def test_statements_stand_where_they_say_and_never_overlap(text: str) -> None:
    end = 0
    for each in read_statements(text):
        assert end <= each.start < each.end <= len(text)
        assert each.low <= each.high
        end = each.end


@pytest.mark.parametrize("sign", [*"0123（(“”的率三百，.每至-/%", "3人", "≥3%，", "2025年1月"])
def test_a_long_field_of_one_sign_is_read_like_any_other(sign: str) -> None:
    """64,000 signs are read at once; the runner's own limit of time would end a test of minutes."""
    text = sign * (64_000 // len(sign))
    assert len(read_statements(text)) <= 400
    assert has_quantity(text) or not read_statements(text)


@pytest.mark.parametrize(
    "sign", ["甲、", "甲二类", "甲、乙二类", "河次、标准", "三类（", "二类（甲、", "9至1", "1年"]
)
def test_the_phrases_of_a_long_field_are_read_at_once(sign: str) -> None:
    assert len(list(unfit_phrases(sign * (64_000 // len(sign))))) <= 64_000


@pytest.mark.parametrize("sign", ["1人×", "1,", "1×1+", "1元×2人=", "×1"])
def test_the_formulas_of_a_long_field_are_read_at_once(sign: str) -> None:
    assert len(list(formulas_in(sign * (64_000 // len(sign))))) <= 64_000


def test_the_number_is_exact() -> None:
    (area,) = read_statements("整治1.5万亩")
    assert area.low == Fraction(15000) * Fraction(2000, 3)
