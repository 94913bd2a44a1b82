"""Characters of a value are found in the source, in every notation of YAML, or not at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmgen.load.text_files import split_lines
from pmgen.load.yaml_nodes import MappingNode, ScalarNode, place_of, source_span
from pmgen.load.yaml_parsing import compose
from pmgen.problems import SourcePlace
from small_annexes import SOUND, load_project

WORDS = st.text(st.sampled_from("培训人数，。：“”（）3%≥ '\"\\:#-|{}\t"), min_size=1, max_size=20)
ANY = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"),
    min_size=1,
    max_size=20,
)
ONE_LINE = WORDS | ANY
ESCAPE = re.compile(r"\\(?:x..|u....|U........|.)")


def in_single_quotes(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def in_double_quotes(text: str) -> str:
    return str(yaml.dump(text, default_style='"', width=10_000, allow_unicode=True)).strip("\n")


def escaped(text: str) -> str:
    return str(yaml.dump(text, default_style='"', width=10_000, allow_unicode=False)).strip("\n")


def value_at(source: str) -> tuple[ScalarNode, SourcePlace]:
    """Return the value of 甲, the last key of the source."""
    composed = compose(source, "x.yaml")
    assert isinstance(composed.root, MappingNode), composed.problems
    value = composed.root.entries[-1][1]
    assert isinstance(value, ScalarNode)
    return value, place_of(value, "x.yaml")


def seen(source: str, place: SourcePlace) -> str:
    """Return what a person finds in the source at a place."""
    assert place.line is not None
    assert place.column is not None
    line = split_lines(source)[place.line - 1] + "\n"
    return line[place.column - 1 : place.column - 1 + place.length]


def meaning(written: str) -> str:
    """Return what a piece of a quoted value stands for."""
    if written == "''":
        return "'"
    if ESCAPE.fullmatch(written):
        return str(yaml.safe_load(f'"{written}"'))
    return written


def check_every_character(source: str, text: str) -> None:
    value, place = value_at(source)
    assert value.text == text
    for n, character in enumerate(text):
        span = source_span(split_lines(source), place, text, n, n + 1)
        assert span != place or len(seen(source, place)) == 1
        assert meaning(seen(source, span)) == character


@settings(deadline=None)
@given(ONE_LINE, st.sampled_from([in_single_quotes, in_double_quotes, escaped]))
@example("“双一流”\\ 'a' \"b\"", escaped)
@example("😀\t\u3000\u00a0/", escaped)
def test_every_character_of_a_quoted_value(text: str, quote: object) -> None:
    assert callable(quote)
    check_every_character(f"乙: 1\n甲: {quote(text)}\n", text)


@settings(deadline=None)
@given(ONE_LINE)
def test_every_character_of_a_plain_value_that_stays_one(text: str) -> None:
    source = f"乙: 1\n甲: {text}\n"
    composed = compose(source, "x.yaml")
    if isinstance(composed.root, MappingNode) and not composed.problems:
        value = composed.root.entries[-1][1]
        if isinstance(value, ScalarNode) and value.text == text and not value.quoted:
            check_every_character(source, text)


@settings(deadline=None)
@given(
    st.lists(st.text(st.sampled_from("甲乙，：'\" #-|\t"), max_size=6), min_size=1, max_size=5),
    st.sampled_from(["", "-", "+"]),
    st.integers(1, 4),
    st.sampled_from(["\n", "\r\n"]),
    st.integers(0, 3),
)
@example(["", "甲", "", "乙 "], "+", 2, "\r\n", 2)
def test_every_character_of_a_block(rows: list[str], chomp: str, depth: int, end: str, tail: int) -> None:
    body = "".join(f"{' ' * depth}{row}{end}" if row else end for row in rows)
    source = f"乙: 1{end}甲: |{depth}{chomp}{end}{body}{end * tail}"
    value, place = value_at(source)
    for n, character in enumerate(value.text):
        span = source_span(split_lines(source), place, value.text, n, n + 1)
        if value.text.strip("\n"):
            assert seen(source, span) == character
        else:
            assert span == place


@settings(deadline=None)
@given(ONE_LINE, ONE_LINE)
def test_another_text_than_the_one_there_has_no_span(text: str, other: str) -> None:
    source = f"甲: {in_single_quotes(text)}\n"
    _, place = value_at(source)
    if other != text:
        assert source_span(split_lines(source), place, other, 0, 1) == place


@pytest.mark.parametrize(
    ("source", "words", "found"),
    [
        ("甲: 培训,考试", "训,考", "训,考"),
        ("甲: '培训''考试'''", "训'考", "训''考"),
        (r'甲: "培\u8BAD, \"考\""', "训, ", r"\u8BAD, "),
        ("甲: |-\n  培训,\n  考试", "考", "考"),
        ("甲: |-\n  培训,\n  考试", "训,\n考", "训,"),
        ("甲: |\n\n    培训\n\n      考试\n", "  考", "  考"),
    ],
)
def test_several_characters(source: str, words: str, found: str) -> None:
    value, place = value_at(source)
    start = value.text.index(words)
    span = source_span(split_lines(source), place, value.text, start, start + len(words))
    assert seen(source, span) == found


@pytest.mark.parametrize("source", ["甲: >-\n  培训\n  考试", "甲: !!str 培训", "甲: !!str '培训'"])
def test_what_cannot_be_told_is_the_whole_place(source: str) -> None:
    value, place = value_at(source)
    assert source_span(split_lines(source), place, value.text, 0, 1) == place


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 1), (1, 9), (2, 1)])
def test_a_span_outside_of_the_text_is_the_whole_place(start: int, end: int) -> None:
    place = SourcePlace("x.yaml", 1, 4, 2)
    assert source_span(["甲: 培训"], place, "培训", start, end) == place


def test_a_place_without_a_line_stays() -> None:
    assert source_span(["甲"], SourcePlace("x.yaml"), "甲", 0, 1) == SourcePlace("x.yaml")
    assert source_span(["甲"], SourcePlace("x.yaml", 7, 1), "甲", 0, 1) == SourcePlace("x.yaml", 7, 1)


def test_a_project_with_a_byte_order_mark(tmp_path: Path) -> None:
    source = SOUND.replace("培训费", "培训,费", 1)
    loaded = load_project(tmp_path, source.encode("utf-8-sig"))
    assert loaded.annex is not None
    project = loaded.annex.projects[0]
    span = source_span(split_lines(source), project.places["name"], project.name, 2, 3)
    assert (span.line, span.column, span.length) == (1, 9, 1)
