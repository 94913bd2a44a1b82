"""Every sentence that a reader may see has its Chinese translation, with the same gaps, compiled."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import pmgen

PACKAGE = Path(pmgen.__file__).parent
CATALOGUE = PACKAGE / "locale/zh_CN/LC_MESSAGES/pmgen.po"
OWN_KEYWORDS: Mapping[str, Any] = {"message": None, "translatable": None}
GAP = re.compile(r"\{(\w+)[^}]*\}|%\((\w+)\)s")

Key = str | tuple[str, ...]


def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_CN")


def sentences_of(folder: Path, keywords: Mapping[str, Any]) -> set[Key]:
    return {found for _, _, found, _, _ in extract_from_dir(folder, keywords=keywords)}


LEFT_OUT = {"{chinese} ({english})": {"english"}}
"""What readers of Chinese need not be told: the English names of fields."""

OWN = sentences_of(PACKAGE, OWN_KEYWORDS)
CLICK = sentences_of(Path(click.__file__).parent, DEFAULT_KEYWORDS)
KNOWN: dict[Any, Message] = {message.id: message for message in catalogue() if message.id}


def gaps(text: str | Sequence[str]) -> set[str]:
    parts = [text] if isinstance(text, str) else text
    return {name for part in parts for pair in GAP.findall(part) for name in pair if name}


def test_our_sentences_are_in_the_catalogue() -> None:
    assert not OWN - set(KNOWN), "run `make messages` and translate them"


def test_our_sentences_have_a_translation_with_the_same_gaps() -> None:
    """What is missing is translated in pmgen.po, then `make messages` is run."""
    for sentence in OWN & set(KNOWN):
        translation = KNOWN[sentence].string
        assert translation, sentence
        assert gaps(translation) == gaps(sentence) - LEFT_OUT.get(str(sentence), set()), sentence


def test_the_sentences_of_click_have_a_translation_that_asks_for_nothing_more() -> None:
    for sentence in CLICK:
        translation = KNOWN[sentence].string
        assert translation and (isinstance(translation, str) or all(translation)), sentence
        assert gaps(translation) <= gaps(sentence), sentence


def test_the_catalogue_holds_nothing_that_nobody_says() -> None:
    assert set(KNOWN) == OWN | CLICK


def test_the_compiled_catalogue_is_up_to_date() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue())
    assert CATALOGUE.with_suffix(".mo").read_bytes() == compiled.getvalue(), "run `make messages`"


def calls_of(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OWN_KEYWORDS:
            yield node


def test_a_sentence_is_written_out_where_it_is_said() -> None:
    """Only a sentence that stands in the call is found by the extraction; one may reuse another's text."""
    for path in PACKAGE.rglob("*.py"):
        for call in calls_of(path):
            said = call.args[0]
            is_reused = isinstance(said, ast.Attribute) and said.attr == "text"
            assert isinstance(said, ast.Constant) or is_reused, f"{path} {call.lineno}"
