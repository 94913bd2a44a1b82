"""Words that official texts reject, or that a reform has put out of use, and what is written today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from pmgen.check.known.word_files import data_lines
from pmgen.check.known.word_index import WordIndex
from pmgen.late_pattern import late

_FILE = "old_words.txt"
_LOOKS_BACK = late(
    "原|曾|历史|档案|旧|移交|划转|转隶|组建|撤销|更名|前身|整合|合并|改革|取代|替代|改为|改称|遗留|沿革|年代|废止|取消"
)
_CITED = late("[（(]?(?:第?\\d+号?)?(?:令|公告|关于|印发|发布|文件|[〔\\[【（(]?20\\d\\d)|[^《》]{0,30}》")
_MARKS = late("[，。；、\n]")
_OF_ANOTHER_WORD = ("部", "势", "面", "域")
"""What makes another word of the last character: 局部, 局势, 局面, 区域."""


class OldWord(NamedTuple):
    """A word, since when it is out of use (0 for always), what is written now (or ""), and who says so."""

    word: str
    since: int
    now: str
    source: str
    not_behind: tuple[str, ...]
    not_before: tuple[str, ...]

    @property
    def is_title(self) -> bool:
        """Whether it is the title of a law."""
        return self.word.startswith("《")


class Found(NamedTuple):
    """Where in a text an old word stands."""

    start: int
    end: int
    old: OldWord


def old_words_in(prose: str, year: int | None) -> tuple[OldWord, ...]:
    """Return the words of a text that are out of use in a year, the longer ones first."""
    found = (_known()[word] for word in _words_in(prose))
    return tuple(
        sorted((each for each in found if each.since <= (year or 0)), key=lambda each: -len(each.word))
    )


def old_words_used(text: str, words: tuple[OldWord, ...]) -> list[Found]:
    """Return where a text uses one of some words for what is there today, and does not look back or cite."""
    taken: set[int] = set()
    found: list[Found] = []
    for old in words:
        start = text.find(old.word)
        while start >= 0:
            end = start + len(old.word)
            if start not in taken and _is_used(text, start, end, old):
                found.append(Found(start, end, old))
            taken.update(range(start, end))
            start = text.find(old.word, end)
    return sorted(found)


def _is_used(text: str, start: int, end: int, old: OldWord) -> bool:
    if text.endswith(old.not_behind, 0, start) or text.startswith((*old.not_before, *_OF_ANOTHER_WORD), end):
        return False
    clause = f"{_MARKS.split(text[:start])[-1]}{_MARKS.split(text[end:])[0]}"
    return not (_LOOKS_BACK.search(clause) or _CITED.match(text, end))


@cache
def old_titles() -> frozenset[str]:
    """Return the names of laws that have ended, without 中华人民共和国."""
    return frozenset(
        old.word.strip("《》").removeprefix("中华人民共和国") for old in _known().values() if old.is_title
    )


@lru_cache(maxsize=1)
def _words_in(prose: str) -> tuple[str, ...]:
    """Return the words that a text has, for which two rules ask one after the other."""
    return tuple(_index().in_text(prose))


@cache
def _index() -> WordIndex:
    return WordIndex(_known())


@cache
def _known() -> Mapping[str, OldWord]:
    lines = data_lines(_FILE)
    return {old.word: old for line in lines for old in _words(line)}


def _words(line: str) -> Iterator[OldWord]:
    since, words, now, behind, before, source = line.split("\t")
    for word in words.split():
        yield OldWord(word, int(since), now.strip("-"), source, _several(behind), _several(before))


def _several(written: str) -> tuple[str, ...]:
    return () if written == "-" else tuple(written.split("/"))
