"""What laws forbid to plan or to pay, by the words that a text has for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from pmgen.check.known.word_files import data_lines, with_gaps, words_of
from pmgen.check.known.word_index import WordIndex
from pmgen.late_pattern import late

_FILE = "forbidden.txt"
_DENIED = late(
    "不[得能准向收予搞许再应宜允可列用]|禁|严防|防止|杜绝|避免|查处|打击|违[规法]|整治|清理|拆|制止|治理|取缔|举报|迁|乱"
    "|投诉|问题|案件|现象|线索|警示|拒|抵制|勿|严[格控]控制|负面清单|倡导|整改"
)
_DENIED_BEFORE = late("不[得准许]|不允许|不予|严禁|禁止|杜绝|防止|负面清单|禁限")
_MARK = late("[，。；\n]")
_FAR = 40


@dataclass(frozen=True)
class Forbidden:
    """What a text may not plan where the project speaks of something, and the law that says so.

    `is_read` tells whether anybody has looked the law up; else it may only be pointed to. One of `signs`
    is in every hit, so that a project without any needs no search.
    """

    law: str
    is_read: bool
    among: tuple[str, ...]
    signs: tuple[str, ...]
    words: str
    excuse: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern of a hit, made when it is first needed."""
        return late(with_gaps(self.words))

    def is_planned(self, text: str, start: int, end: int) -> bool:
        """Tell whether what is at `start` to `end` is planned, and not denied, fought or excused."""
        before = text[max(0, start - _FAR) : start]
        behind = _MARK.split(text[end : end + _FAR])[0]
        clause = f"{_MARK.split(before)[-1]}{text[start:end]}{behind}"
        sentence = text[text.rfind("。", 0, start) + 1 : start]
        excused = self.excuse != "-" and re.search(self.excuse, clause)
        return not (excused or _DENIED.search(clause) or _DENIED_BEFORE.search(sentence))


def forbidden_in(prose: str) -> Iterator[Forbidden]:
    """Give what is worth a search in the texts of a project, in the order of the data file."""
    found = frozenset(_signs().in_text(prose))
    for each in _things() if found else ():
        if not found.isdisjoint(each.signs) and (not each.among or any(map(prose.__contains__, each.among))):
            yield each


@cache
def _signs() -> WordIndex:
    return WordIndex({sign for each in _things() for sign in each.signs})


@cache
def _things() -> tuple[Forbidden, ...]:
    return tuple(map(_forbidden, data_lines(_FILE)))


def _forbidden(line: str) -> Forbidden:
    law, known, among, signs, words, excuse = line.split("\t")
    return Forbidden(law, known == "read", words_of(among), words_of(signs), words, excuse)
