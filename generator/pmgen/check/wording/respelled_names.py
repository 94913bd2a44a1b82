"""Finds what a text spells like words of a project's name or unit, but for a slip: 鱼俗文化 for 渔俗文化."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.similar_words import OtherSpelling, are_alike, is_rare, is_word
from pmgen.late_pattern import late

_RUN = late(f"{HAN}{{4,}}")
_PLACE = late(f"(?=({HAN}{{2}}[区县市镇乡村]))")
_MOST_CHARACTERS = 80
_MOST_OF_ROWS = 400
_LEAST_TIMES = 2
_LITTLE_WORDS = frozenset("及和与的地得等在是至到以由对为于从有各每按其并或即将被把使向如自市县区镇乡村")


def respelled_names(name: str, rows: str, text: str) -> Iterator[OtherSpelling]:
    """Give what has four characters of a name but for one of like sound or look, or with two turned round.

    It stands once in the text, and makes no word with what is beside it; what the name has stands twice.
    A rare character in place of one that makes a word is such a slip, too; of rows it alone is told.
    """
    told: list[str] = []
    rows = rows[:_MOST_OF_ROWS] if any(map(is_rare, set(text))) else ""
    for usual, at, written in (
        *_of_runs(name[:_MOST_CHARACTERS], text),
        *(each for each in _of_runs(rows, text) if _has_a_rare_one(*each)),
        *_of_words(name[:_MOST_CHARACTERS], text),
        *_of_places(name, text),
    ):
        is_told = any(each in written or written in each for each in told)
        if is_told or text.count(written) > 1 or text.count(usual) < _LEAST_TIMES:
            continue
        end = at + len(written)
        if _is_slip(usual, written, text[at - 1 : at] if at else "", text[end : end + 1]):
            told.append(written)
            yield OtherSpelling(written, usual)


def _of_runs(name: str, text: str) -> Iterator[tuple[str, int, str]]:
    for run in _RUN.findall(name):
        for usual in dict.fromkeys(run[at : at + 4] for at in range(len(run) - 3)):
            if text.count(usual) >= _LEAST_TIMES:
                for at, written in _nearly(usual, text):
                    yield usual, at, written


_MOST_PLACES = 40


def _of_words(name: str, text: str) -> Iterator[tuple[str, int, str]]:
    """Give what the text says with the first word of a name, no usual one: 渔俗藏品, of 渔俗博物馆."""
    for word in (run[:2] for run in _RUN.findall(name) if not is_word(run[:2])):
        places = islice(re.finditer(f"{word}{HAN}{{2}}", text), _MOST_PLACES)
        for usual in dict.fromkeys(match[0] for match in places):
            for at, written in _nearly(usual, text):
                if written[2:] == usual[2:]:
                    yield usual, at, written


def _of_places(name: str, text: str) -> Iterator[tuple[str, int, str]]:
    """Give the places of a name whose two characters stand in a text turned round."""
    for match in _PLACE.finditer(name):
        usual = match[1]
        written = f"{usual[1]}{usual[0]}{usual[2:]}"
        if written != usual and (at := text.find(written)) >= 0:
            yield usual, at, written


def _nearly(usual: str, text: str) -> Iterator[tuple[int, str]]:
    """Give what differs from four characters in one of them, or in the order of the first two."""
    first, last = usual[:2], usual[2:]
    turned = first[::-1]
    for start, pair in _pairs_beside(last, -2, text):
        if pair != first and (pair == turned or _has_one_of(first, pair)):
            yield start, pair + last
    for start, pair in _pairs_beside(first, 2, text):
        if _has_one_of(last, pair):
            yield start - 2, first + pair


def _pairs_beside(half: str, by: int, text: str) -> Iterator[tuple[int, str]]:
    """Give the two characters that stand `by` characters from each place of `half`, and where."""
    at = text.find(half)
    while at >= 0:
        start = at + by
        if start >= 0 and len(pair := text[start : start + 2]) == len(half):
            yield start, pair
        at = text.find(half, at + 1)


def _has_one_of(usual: str, pair: str) -> bool:
    return (usual[0] == pair[0]) != (usual[1] == pair[1])


def _is_in_word(run: str, at: int) -> bool:
    return is_word(run[max(0, at - 1) : at + 1]) or is_word(run[at : at + 2])


def _has_a_rare_one(usual: str, _: int, written: str) -> bool:
    return any(is_rare(new) for new, old in zip(written, usual, strict=True) if new != old)


def _is_slip(usual: str, written: str, before: str, behind: str) -> bool:
    """Tell whether the characters that differ make no word with those beside them."""
    around = f"{before or '。'}{written}{behind or '。'}"
    others = [at for at in range(len(usual)) if usual[at] != written[at]]
    if len(others) > 1:
        return not any(map(is_word, (around[:2], around[1:3], around[2:4])))
    (at,) = others
    if written[at] in _LITTLE_WORDS or usual[at] in _LITTLE_WORDS:
        return False
    if not are_alike(usual[at], written[at]) and not (is_rare(written[at]) and _is_in_word(usual, at)):
        return False
    return not is_word(around[at : at + 2]) and not is_word(around[at + 1 : at + 3])
