"""Whoever alters a finished office file is found, in one of our own and in one that a program saved again."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pmgen.problems import Severity
from pmgen.verify.foreign_content import find_foreign_content
from surplus import excel_alterations, word_alterations
from surplus.parts import Change, altered, small, swap, told
from surplus.saving import saved_by_excel, saved_by_word

ALTERATIONS: Mapping[str, Mapping[str, tuple[Change, str]]] = {
    "docx": word_alterations.ALTERATIONS,
    "xlsx": excel_alterations.ALTERATIONS,
}
SAVED: Mapping[str, Change] = {"docx": saved_by_word, "xlsx": saved_by_excel}
FORMATS = tuple(ALTERATIONS)
WAYS = [(format, way) for format in FORMATS for way in ALTERATIONS[format]]
UNTOUCHED = "PMG758"
"""What is found only by comparing letter by letter, which a file that was saved again does not allow."""


@pytest.mark.parametrize("format", FORMATS)
def test_there_are_enough_ways(format: str) -> None:
    assert len(ALTERATIONS[format]) >= 45


@pytest.mark.parametrize(("format", "way"), WAYS)
def test_each_alteration_is_found_with_its_place_and_what_to_do(format: str, way: str) -> None:
    change, expected = ALTERATIONS[format][way]
    ours = small(format)
    problems = find_foreign_content(format, ours, altered(ours, change), f"x.{format}")
    assert expected in told(problems)
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize(
    ("format", "way"),
    [(format, way) for format, way in WAYS if not ALTERATIONS[format][way][1].startswith(UNTOUCHED)],
)
def test_it_is_found_too_where_a_program_saved_the_file_again(format: str, way: str) -> None:
    change, expected = ALTERATIONS[format][way]
    problems = find_foreign_content(
        format, small(format), altered(small(format), change, SAVED[format]), f"x.{format}"
    )
    assert expected in told(problems)


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_only_saved_again_has_no_error(format: str) -> None:
    problems = find_foreign_content(
        format, small(format), altered(small(format), SAVED[format]), f"x.{format}"
    )
    assert not [problem for problem in problems if problem.severity is Severity.ERROR]
    assert told(problems) == ["PMG751 docProps/core.xml", "PMG759"]


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_only_packed_again_is_the_same(format: str) -> None:
    assert find_foreign_content(format, small(format), small(format), f"x.{format}") == ()
    assert told(find_foreign_content(format, small(format), altered(small(format)), f"x.{format}")) == [
        "PMG759"
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_what_only_a_list_of_the_package_says_otherwise_is_told(format: str) -> None:
    kind = '<Default Extension="bin" ContentType="application/octet-stream"/></Types>'
    changed = altered(small(format), swap("[Content_Types].xml", "</Types>", kind))
    problems = find_foreign_content(format, small(format), changed, f"x.{format}")
    assert told(problems) == ["PMG758 [Content_Types].xml"]


@pytest.mark.parametrize(
    ("format", "way", "words"),
    [
        ("docx", "other words", "421.00"),
        ("docx", "a note in the XML", "实为999"),
        ("docx", "another style", "lang val=en-GB eastAsia=zh-CN bidi=ar-SA"),
        ("xlsx", "another number", "421.00"),
        ("xlsx", "cells merged otherwise", "mergeCell ref=A1:C1"),
    ],
)
def test_what_differs_is_told_in_words_and_not_in_xml(format: str, way: str, words: str) -> None:
    change, _ = ALTERATIONS[format][way]
    ours = small(format)
    problems = find_foreign_content(format, ours, altered(ours, change), f"x.{format}")
    said = [str(problem.message) for problem in problems if problem.code == UNTOUCHED]
    assert any(sentence.endswith(f": {words}") for sentence in said), said
    assert not any("<" in sentence for sentence in said)
