"""Trades of public work, by the words that tell of what trade a text, a law, a unit or a department is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from operator import add
from typing import NamedTuple

from pmgen.check.known.word_files import data_lines, words_of
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late

_FILE = "trades.txt"
_ENOUGH = 2
_OFFICE = late(f"{HAN}{{0,2}}(?:局|委|厅|部门|办公室|台|站点?|总队|支队|大队)")
"""What makes a word the name of an authority, which is a source of anybody's numbers."""


@dataclass(frozen=True)
class Trade:
    """A trade: the words of its work, of its laws, its units and the departments above them.

    Where a text has anything of `kin`, it may well speak of the trade.
    """

    name: str
    words: tuple[str, ...]
    laws: tuple[str, ...]
    kin: str
    units: tuple[str, ...]
    offices: tuple[str, ...]

    @cached_property
    def _kin(self) -> re.Pattern[str]:
        return late("|".join([self.kin, *self.words, *self.laws]))

    def times(self, text: str) -> int:
        """Return how often a text has anything of the trade."""
        return len(self._kin.findall(text))


@cache
def trades() -> tuple[Trade, ...]:
    """Return the trades of the data file, which is read when first asked for."""
    return tuple(map(_trade, data_lines(_FILE)))


def _trade(line: str) -> Trade:
    name, words, laws, kin, units, offices = line.split(" | ")
    return Trade(name, words_of(words), words_of(laws), kin, words_of(units), words_of(offices))


class _Word(NamedTuple):
    word: str
    trade: Trade


@cache
def _by_pair() -> Mapping[str, tuple[_Word, ...]]:
    """Return the words of all trades by their first two characters."""
    found: dict[str, tuple[_Word, ...]] = {}
    for trade in trades():
        for word in trade.words:
            found[word[:2]] = (*found.get(word[:2], ()), _Word(word, trade))
    return found


def trades_spoken_of(text: str, enough: int = _ENOUGH) -> Iterator[Trade]:
    """Give the trades of which a text has `enough` telling words that name no authority."""
    known = _by_pair()
    told: dict[str, tuple[Trade, set[str]]] = {}
    for pair in known.keys() & set(map(add, text, text[1:])):
        for word, trade in known[pair]:
            at = text.find(word)
            if at >= 0 and not _OFFICE.match(text, at + len(word)):
                told.setdefault(trade.name, (trade, set()))[1].add(word)
    for trade, words in told.values():
        if len(_apart(words)) >= enough:
            yield trade


def _apart(words: set[str]) -> set[str]:
    """Return the words that are part of no other one."""
    return {word for word in words if not any(word in other for other in words - {word})}


def trades_of_law(title: str) -> tuple[Trade, ...]:
    """Return the trades whose laws are called like a title."""
    return tuple(trade for trade in trades() if any(word in title for word in trade.laws))


def department_of_another(unit: str, department: str) -> Trade | None:
    """Return the trade of a unit whose department is of other trades; None where it may be its own."""
    own = [trade for trade in trades() if any(word in unit for word in trade.units)]
    is_known = any(word in department for trade in trades() for word in trade.offices)
    is_own = any(word in department for trade in own for word in trade.offices)
    is_school = _SCHOOL.search(unit) is not None and _OF_SCHOOLS.search(department) is not None
    return own[0] if own and is_known and not is_own and not is_school else None


_SCHOOL, _OF_SCHOOLS = late("大学|学校|学院"), late("教育|人力资源")
"""Schools of any trade, and whose they are: 老年大学, 教育局."""
