"""Figures, classes and years that laws and plans of the state set, beside what a text says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import NamedTuple

from pmgen.check.known.word_files import data_lines, with_gaps, words_of
from pmgen.check.known.word_index import WordIndex
from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import read_chinese_numeral

_FIGURES, _GRADES, _PLANS = "facts.txt", "grades.txt", "plan_years.txt"
_NUMBER = r"(?<![0-9.])(?P<said>[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十]+)"
_YEARS = (
    r"[（(](?:规划期|建设期|期限|即)?[:：为]?(?P<first>(?:19|20)[0-9]{2})年?(?:[至到]|[—–~～-]{1,2})"
    r"(?P<last>(?:19|20)[0-9]{2})年?[）)]"
)
_JOINED = late("[、和与及至到—][“”]?\\Z")
_MARKS = late("[，。；\n]")
_LEFT_OUT = late("不含|除|以外|不同于|区别|调整|升级|降级|按[甲一]类")
_FAR = 40


class OtherFact(NamedTuple):
    """What a text says otherwise than a law: where it stands, the law, how that has it, and who knows so."""

    start: int
    end: int
    law: str
    right: str
    is_read: bool


@dataclass(frozen=True)
class Figure:
    """A figure that a law sets, and how a text speaks of it; one of `signs` is in every hit."""

    law: str
    is_read: bool
    among: tuple[str, ...]
    signs: tuple[str, ...]
    words: str
    allowed: str
    right: str
    excuse: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern of what is said, made when it is first needed."""
        return late(with_gaps(self.words).replace("№", _NUMBER))

    def others_in(self, text: str) -> Iterator[OtherFact]:
        """Give where a text says another figure than the law."""
        for match in self.pattern.finditer(text):
            if not (self._allows(match["said"]) or self._is_excused(text, *match.span())):
                yield OtherFact(*match.span(), self.law, self.right, self.is_read)

    def _allows(self, said: str) -> bool:
        if self.allowed.startswith("~"):
            return re.fullmatch(self.allowed[1:], said) is not None
        number = _number(said)
        return number is None or any(_holds(each, number) for each in self.allowed.split("|"))

    def _is_excused(self, text: str, start: int, end: int) -> bool:
        clause = f"{_MARKS.split(text[:start])[-1]}{text[start:end]}{_MARKS.split(text[end:])[0]}"
        return self.excuse != "-" and re.search(self.excuse, clause) is not None


def _number(said: str) -> Decimal | None:
    if said[0].isdigit():
        return Decimal(said)
    number = read_chinese_numeral(said.replace("两", "二"))
    return None if number is None else Decimal(number)


def _holds(allowed: str, number: Decimal) -> bool:
    """Tell whether a number is one of a data file: 6, or from 1..60."""
    least, _, most = allowed.partition("..")
    if not least[:1].isdigit():
        return False
    return Decimal(least) <= number <= Decimal(most or least)


def figures_of(prose: str) -> tuple[Figure, ...]:
    """Return the figures of which the texts of a project may speak."""
    found = frozenset(_figure_signs().in_text(prose))
    return tuple(
        each
        for each in (_figures() if found else ())
        if not found.isdisjoint(each.signs) and (not each.among or any(map(prose.__contains__, each.among)))
    )


@cache
def _figure_signs() -> WordIndex:
    return WordIndex({sign for each in _figures() for sign in each.signs})


@cache
def _figures() -> tuple[Figure, ...]:
    return tuple(map(_figure, data_lines(_FIGURES)))


def _figure(line: str) -> Figure:
    law, known, among, signs, words, allowed, right, excuse = line.split("\t")
    return Figure(law, known == "read", words_of(among), words_of(signs), words, allowed, right, excuse)


@dataclass(frozen=True)
class Kind:
    """Things that a law puts into classes, each with its own, and how a text speaks of a class."""

    law: str
    is_read: bool
    signs: tuple[str, ...]
    words: str
    grades: Mapping[str, str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern of a class, made when it is first needed."""
        return late(self.words)

    def others_in(self, text: str, name: str) -> Iterator[OtherFact]:
        """Give where a text names a class in which nothing is that its clause, or else `name`, speaks of."""
        for match in self.pattern.finditer(text):
            clause = _clause(text, *match.span())
            said = {each["said"] for each in self.pattern.finditer(clause)}
            things = self._things_in(clause) or self._things_in(name)
            right = {self.grades[each] for each in things}
            is_one = len(right) == 1 and said == {match["said"]}
            if is_one and not said & right and not _LEFT_OUT.search(clause):
                words = match.group().replace(match["said"], right.pop(), 1)
                yield OtherFact(*match.span(), self.law, f"{things[0]}是{words}", self.is_read)

    def _things_in(self, text: str) -> Sequence[str]:
        """Return the things in a text, in its order, but those whose names are part of another one's."""
        found = sorted((name for name in self.grades if name in text), key=text.index)
        return [each for each in found if not any(each != other and each in other for other in found)]


def _clause(text: str, start: int, end: int) -> str:
    before = _MARKS.split(text[max(0, start - _FAR) : start])[-1]
    return before + text[start:end] + _MARKS.split(text[end : end + _FAR])[0]


def kinds_of(prose: str) -> tuple[Kind, ...]:
    """Return the kinds of things of whose classes the texts of a project speak."""
    return tuple(each for each in _kinds() if any(map(prose.__contains__, each.signs)))


@cache
def _kinds() -> tuple[Kind, ...]:
    found: dict[tuple[str, str, str, str], dict[str, str]] = {}
    for line in data_lines(_GRADES):
        *kind, grade, names = line.split("\t")
        law, known, signs, words = kind
        found.setdefault((law, known, signs, words), {}).update(dict.fromkeys(names.split(), grade))
    return tuple(
        Kind(law, known == "read", words_of(signs), words, grades)
        for (law, known, signs, words), grades in found.items()
    )


@dataclass(frozen=True)
class Plan:
    """A plan or work of the state, and its years."""

    signs: tuple[str, ...]
    words: str
    first: int
    last: int
    law: str
    is_read: bool

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern of its name with years right behind, made when it is first needed."""
        return late(f"{self.words}{_YEARS}")

    def others_in(self, text: str) -> Iterator[OtherFact]:
        """Give where a text says years that are not those of the plan, nor a part of them."""
        for match in self.pattern.finditer(text):
            is_part = self.first <= int(match["first"]) <= int(match["last"]) <= self.last
            if not is_part and not _JOINED.search(text, 0, match.start()):
                yield OtherFact(*match.span(), self.law, f"{self.first}—{self.last}年", self.is_read)


def plans_of(prose: str) -> tuple[Plan, ...]:
    """Return the plans of which the texts of a project may speak."""
    found = frozenset(_plan_signs().in_text(prose))
    return tuple(each for each in (_plans() if found else ()) if not found.isdisjoint(each.signs))


@cache
def _plan_signs() -> WordIndex:
    return WordIndex({sign for each in _plans() for sign in each.signs})


@cache
def _plans() -> tuple[Plan, ...]:
    return tuple(map(_plan, data_lines(_PLANS)))


def _plan(line: str) -> Plan:
    signs, words, first, last, law, known = line.split("\t")
    return Plan(words_of(signs), words, int(first), int(last), law, known == "read")
