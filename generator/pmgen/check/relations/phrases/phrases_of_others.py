"""Texts and rows in the words of another project of the annex, of which their own one has nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import add
from typing import NamedTuple

from pmgen.check.known.general_words import general_words
from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.similar_words import is_word
from pmgen.late_pattern import late

_SENTENCE = late(
    r"(?:(?:^|(?<=\n))[^\w\n]{0,4}(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[、.．])?(?P<said>[^。；\n]{5,})"
)
_CLAUSE = late(
    r"(?<![^，。；：\n])(?P<said>(?!促进|推动|推进|提升|提高|保障|增强|改善|助力|服务|满足)[^，。；：\n]{5,})"
)
"""A clause that says what is done; aims are alike in projects of one unit."""
_ALL = late(r"(?s:(?P<said>.+))")
_NOTES = frozenset(["description", "remark", "basis_note"])
_PAIR = late(f"(?=({HAN}{{2}}))")
_OFTEN = 3
"""How often another project has two characters that are of a longer word: 网约 of 网约车."""
_LEAST_STRANGE = 4
"""How many pairs of characters of its own a phrase has of which a single word tells whose it is."""


class PhraseOfAnother(NamedTuple):
    """Where a text has words of another project."""

    field: FieldText
    start: int
    end: int
    other: ReviewedProject


class _Phrase(NamedTuple):
    """A part of a field, what is said there, and all that comes with it where it is copied."""

    field: FieldText
    start: int
    end: int
    said: str
    copied: str


class _Pair(NamedTuple):
    """Two characters that are no general word, and where they begin."""

    at: int
    characters: str


def phrases_of_others(projects: Sequence[ReviewedProject]) -> Iterator[PhraseOfAnother]:
    """Give the texts, sentences, clauses and rows whose words one other project has, and the own one nowhere.

    Of a sentence that is another's no part is given.
    """
    words = _Words(projects)
    for own, project in enumerate(projects) if len(projects) > 1 else ():
        for steps in (*_texts(project), *_rows(project)):
            for phrases in steps:
                found = [
                    PhraseOfAnother(phrase.field, phrase.start, phrase.end, other)
                    for phrase in phrases
                    if (other := words.owner(phrase, own)) is not None
                ]
                yield from found
                if found:
                    break


_Steps = Iterator[list[_Phrase]]
"""Phrases that are asked one after the other, until some are another's."""


def _texts(project: ReviewedProject) -> Iterator[_Steps]:
    for field in project.texts:
        if field.key == "purpose" or (field.key == "text" and field.goal is not None):
            yield _steps_of(field)


def _steps_of(field: FieldText) -> _Steps:
    for part in (_SENTENCE, _ALL, _CLAUSE):
        found = part.finditer(field.text)
        yield [_Phrase(field, *each.span("said"), each["said"], each["said"]) for each in found]


def _rows(project: ReviewedProject) -> Iterator[_Steps]:
    """Give the fields of each row: its notes, its name, and all of it, for which its name stands."""
    rows: dict[int, list[FieldText]] = defaultdict(list)
    for field in project.texts:
        if field.indicator is not None:
            rows[id(field.indicator)].append(field)
    return map(_steps_of_row, rows.values())


def _steps_of_row(fields: list[FieldText]) -> _Steps:
    for field in fields:
        if field.key in _NOTES:
            yield from _steps_of(field)
    row = "\n".join(field.text for field in fields)
    for name in fields:
        if name.key == "name":
            yield [_Phrase(name, 0, len(name.text), name.text, row)]
            yield [_Phrase(name, 0, len(name.text), row, row)]


class _Words:
    """The words of an annex's projects: how often each has them, and which have them at all."""

    def __init__(self, projects: Sequence[ReviewedProject]) -> None:
        self._projects = projects
        self._times = [Counter(each.characters for each in _pairs_in(one.prose)) for one in projects]
        self._topics = [{each.characters for each in _pairs_in(one.project.name)} for one in projects]
        self._having: dict[str, list[int]] = defaultdict(list)
        for number, times in enumerate(self._times):
            for pair in times:
                self._having[pair].append(number)
        self._shared = [{pair for pair in times if len(self._having[pair]) == 2} for times in self._times]

    def owner(self, phrase: _Phrase, own: int) -> ReviewedProject | None:
        """Return the project in whose words something is said; None where its own has them, too."""
        if self._shared[own].isdisjoint(map(add, phrase.said, phrase.said[1:])):
            return None
        pairs = _pairs_in(phrase.said)
        times = Counter(each.characters for each in _pairs_in(phrase.copied))
        strange = [each for each in pairs if self._times[own][each.characters] <= times[each.characters]]
        if len(strange) * 2 <= len(pairs):
            return None
        for other in self._having_with(own, strange):
            shared = [each for each in strange if each.characters in self._times[other]]
            if self._topics[own].isdisjoint(self._topics[other]) and self._is_of(
                other, shared, len(strange), times
            ):
                return self._projects[other]
        return None

    def _having_with(self, own: int, pairs: Sequence[_Pair]) -> Iterator[int]:
        """Give each project that alone has some of `pairs` beside a project."""
        having = (self._having[each.characters] for each in pairs if each.characters in self._shared[own])
        return iter(dict.fromkeys(number for numbers in having for number in numbers if number != own))

    def _is_of(self, other: int, shared: list[_Pair], strange: int, said: Counter[str]) -> bool:
        """Tell whether so much of what is strange is another project's alone that it cannot be by chance."""
        words = _apart([each for each in shared if self._is_only_of(other, each.characters)])
        is_said_there = sum(self._times[other][each] for each in words) > sum(said[each] for each in words)
        if not is_said_there or not any(is_word(each) or each in self._topics[other] for each in words):
            return False
        if len(words) > 1:
            return len(shared) * 5 >= strange * 3
        return strange >= _LEAST_STRANGE and len(shared) * 5 >= strange * 4

    def _is_only_of(self, other: int, pair: str) -> bool:
        """Tell whether one project alone, beside that of the phrase, has a word, or often a part of one."""
        return len(self._having[pair]) == 2 and (is_word(pair) or self._times[other][pair] >= _OFTEN)


@lru_cache(maxsize=1024)
def _pairs_in(text: str) -> tuple[_Pair, ...]:
    """Return the pairs of characters in a text that are no general word, nor between two: 调查|对象."""
    general = general_words()
    found = (_Pair(each.start(), each[1]) for each in _PAIR.finditer(text) if each[1] not in general)
    return tuple(
        each
        for each in found
        if text[each.at + 1 : each.at + 3] not in general
        or text[max(0, each.at - 1) : each.at + 1] not in general
    )


def _apart(pairs: list[_Pair]) -> set[str]:
    """Return the pairs, from the first one, of which none shares a character with another."""
    found, end = set(), 0
    for at, characters in pairs:
        if at >= end:
            found.add(characters)
            end = at + 2
    return found
