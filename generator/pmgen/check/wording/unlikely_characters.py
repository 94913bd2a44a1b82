"""Finds characters that hardly ever stand where they do, and others of that sound or look: 塘梗 for 塘埂.

How likely either is between its neighbours, the sound projects that were counted tell, and what the project
itself writes elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from math import log
from operator import add
from typing import NamedTuple

from pmgen.check.known.word_files import data_lines
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.similar_words import OtherSpelling, is_word, lexicon
from pmgen.late_pattern import late

_EDGE = "。"
_NOT_HAN = late(f"(?:(?!{HAN})[\\s\\S])+")
_PROJECTS = (200.0, 55.0, 17.0, 6.0, 2.5, 1.0)
"""In how many projects the pairs of each column of the data file stand, about."""
_OWN_WEIGHT = 3
_WORD_WEIGHT = (2, 1)
"""How much a frequent word counts, and another one."""
_DISCOUNT = 0.75
"""What is taken from the times of each pair that was seen, for all those that were not."""
_BESIDE_ANYTHING = frozenset("的了和与及一二三四五六七八九十百千万亿两半几")


class _Usage(NamedTuple):
    """Which characters stand behind each one, and in how many projects; behind how many each stands."""

    behind: Mapping[str, tuple[str, ...]]
    leaders: Mapping[str, int]

    def times(self, pair: str) -> float:
        """Return in about how many projects two characters stand."""
        columns = self.behind.get(pair[0], ())
        return next(
            (times for times, column in zip(_PROJECTS, columns, strict=False) if pair[1] in column), 0.0
        )


@cache
def _usage() -> _Usage:
    behind = {line[0]: tuple(line[1:].split(" ")) for line in data_lines("neighbours.txt")}
    leaders = Counter("".join(column for columns in behind.values() for column in columns))
    return _Usage(behind, leaders)


@cache
def _totals(character: str) -> tuple[float, int]:
    """Return how often anything was seen behind a character, and how many different ones."""
    columns = _usage().behind.get(character, ())
    frequent, _, others = lexicon().seconds.get(character, "").partition(" ")
    often = sum(times * len(column) for times, column in zip(_PROJECTS, columns, strict=False))
    weight, less = _WORD_WEIGHT
    return often + weight * len(frequent) + less * len(others), sum(map(len, columns))


@cache
def _all_pairs() -> int:
    return sum(_usage().leaders.values())


@cache
def _counted(pair: str) -> float:
    """Return how often two characters were seen, a word a little oftener."""
    frequent, _, others = lexicon().seconds.get(pair[0], "").partition(" ")
    weight, less = _WORD_WEIGHT
    return _usage().times(pair) + weight * (pair[1] in frequent) + less * (pair[1] in others)


class _Text:
    """A text, of which all that is no Chinese character is an edge."""

    def __init__(self, text: str) -> None:
        self.plain = _EDGE + _NOT_HAN.sub(_EDGE, text) + _EDGE
        self.pairs = Counter(map(add, self.plain, self.plain[1:]))
        self.characters = Counter(self.plain)

    def chance(self, pair: str, own: int) -> float:
        """Return how likely the second of two characters, `own` times together here, is behind the first."""
        total, different = _totals(pair[0])
        anywhere = (_usage().leaders.get(pair[1], 0) + 0.5) / (_all_pairs() + 2500)
        seen = max(_counted(pair) + _OWN_WEIGHT * own - _DISCOUNT, 0)
        return (seen + (_DISCOUNT * different + 1) * anywhere) / (
            total + _OWN_WEIGHT * self.characters[pair[0]] + 1
        )

    def likelihood(self, three: str, once: int) -> float:
        """Return how likely the middle one of three characters is, which stands there `once` itself."""
        pairs = three[:2], three[1:]
        return sum(log(self.chance(pair, self.pairs[pair] - once)) for pair in pairs)

    def is_new(self, pair: str) -> bool:
        """Tell whether two characters stand nowhere else."""
        return _EDGE not in pair and self.pairs[pair] <= 1 and not _usage().times(pair)


_LIKELY = 6.0
_LIKELIER = 8.0
_MUCH_LIKELIER = 9.0
"""By how much, in nature's logarithm, what is meant must be likelier: a word here twice, once, and none."""
_TWICE = 2
_OFTEN_HERE = 3


def unlikely_characters(text: str) -> Iterator[OtherSpelling]:
    """Give the pairs of characters that stand once in a text and nowhere else, and the pair that is meant."""
    read = _Text(text)
    for at, pair in enumerate(map(add, read.plain, read.plain[1:])):
        if (
            read.pairs[pair] == 1
            and read.is_new(pair)
            and not is_word(pair)
            and _BESIDE_ANYTHING.isdisjoint(pair)
        ):
            found = [*_meant(read, at, at), *_meant(read, at, at + 1)]
            if found:
                yield max(found)[1]


def _meant(read: _Text, start: int, wrong: int) -> Iterator[tuple[float, OtherSpelling]]:
    """Give what a pair may be meant for of which one character, at `wrong`, is another one."""
    three, character = read.plain[wrong - 1 : wrong + 2], read.plain[wrong]
    if is_word(three[:2]) or is_word(three[1:]) or _is_of_the_text(read, three):
        return
    pair = read.plain[start : start + 2]
    beside = start - 1 if wrong > start else start + 1
    is_joined = is_word(read.plain[beside : beside + 2])
    likelihood = None
    for other in _alike(character):
        right = pair[0] + other if wrong > start else other + pair[1]
        needed = _needed(read, right)
        if needed is None or (is_joined and not _stands_around(read, start, right)):
            continue
        if likelihood is None:
            likelihood = read.likelihood(three, 1)
        more = read.likelihood(three[0] + other + three[2], 0) - likelihood
        if more >= needed:
            yield more, OtherSpelling(pair, right)


def _is_of_the_text(read: _Text, three: str) -> bool:
    """Tell whether the middle one of three characters is often in the text, or stands behind a day."""
    is_behind_day = three[0] in _TIMES and _EDGE + three[:2] in read.plain and three[2] != _EDGE
    return is_behind_day or read.characters[three[1]] > _OFTEN_HERE


_TIMES = frozenset("年月日周")


def _alike(character: str) -> Iterator[str]:
    known = lexicon()
    others = known.readings.get(character, "") + known.shapes.get(character, "")
    return (each for each in dict.fromkeys(others) if each != character and each not in _BESIDE_ANYTHING)


def _needed(read: _Text, right: str) -> float | None:
    """Return by how much likelier two characters must be to be meant, None where nothing speaks for them."""
    own = read.pairs[right]
    if own and is_word(right):
        return _LIKELIER if own < _TWICE else _LIKELY
    return _MUCH_LIKELIER if own >= _OFTEN_HERE else None


def _stands_around(read: _Text, start: int, right: str) -> bool:
    """Tell whether the text has the right pair twice with the same character before or behind it."""
    if read.pairs[right] < _TWICE:
        return False
    before, behind = read.plain[start - 1], read.plain[start + 2]
    words = before + right, right + behind
    return any(_EDGE not in word and read.plain.count(word) >= _TWICE for word in words)
