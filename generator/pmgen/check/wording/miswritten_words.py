"""Words that are words, but beside certain others stand for one of like sound or look: 试用简易程序."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from operator import add
from typing import NamedTuple

from pmgen.check.known.word_files import data_lines
from pmgen.check.wording.similar_words import is_across_words, is_word

_FILE = "miswritten_words.txt"
_LIKE_SOUNDS = "like_sounds.txt"
_ANYTHING = "…"
_NOT = "!"


class _Neighbours(NamedTuple):
    """Words right before or right behind another one."""

    before: tuple[str, ...]
    behind: tuple[str, ...]

    def stand(self, text: str, start: int, end: int) -> tuple[bool, bool]:
        """Tell whether one of them is before the characters `start` to `end`, and one behind."""
        return text.endswith(self.before, 0, start), text.startswith(self.behind, end)


class Miswritten(NamedTuple):
    """A word, the one that it is written for, and beside what it is, or is not."""

    word: str
    right: str
    beside: _Neighbours | None
    not_beside: _Neighbours


class MiswrittenAt(NamedTuple):
    """Where in a text a word is written for another one."""

    start: int
    word: str
    right: str


_MOST_SLIPS = 2


@lru_cache(maxsize=1)
def miswritten_in(text: str) -> tuple[Miswritten, ...]:
    """Return the words of the data files that a text has, wherever they stand.

    What only sounds like a word and stands more than twice is no slip, nor is what begins or ends another
    word of the text.
    """
    pairs = set(map(add, text, text[1:]))
    known, like = _by_pair(), _like_sounds()
    lines = (line for pair in sorted(pairs & known.keys()) for word, line in known[pair] if word in text)
    slips = (
        pair
        for pair in sorted(pairs & like.keys())
        if text.count(pair) <= _MOST_SLIPS and not is_across_words(text, text.find(pair), like[pair])
    )
    return tuple(map(_miswritten, chain(lines, (f"{like[pair]} {pair}" for pair in slips))))


def words_miswritten(text: str, words: tuple[Miswritten, ...]) -> Iterator[MiswrittenAt]:
    """Give where some words are written for others, by what stands beside them; nothing overlaps.

    Of two characters neither may belong to the word that stands beside them instead of what must.
    """
    end = 0
    for found in sorted(_miswritten_at(text, words)):
        if found.start >= end:
            end = found.start + len(found.word)
            yield found


def _miswritten_at(text: str, words: tuple[Miswritten, ...]) -> Iterator[MiswrittenAt]:
    for each in words:
        start = text.find(each.word)
        while start >= 0:
            end = start + len(each.word)
            if _is_miswritten(text, start, end, each):
                yield MiswrittenAt(start, each.word, each.right)
            start = text.find(each.word, end)


def _is_miswritten(text: str, start: int, end: int, each: Miswritten) -> bool:
    if any(each.not_beside.stand(text, start, end)):
        return False
    begins = len(each.word) == _SHORT and is_word(text[max(0, start - 1) : start + 1])
    ends = len(each.word) == _SHORT and is_word(text[end - 1 : end + 1])
    if each.beside is None:
        return not (begins or ends)
    is_led, is_followed = each.beside.stand(text, start, end)
    return (is_led and not ends) or (is_followed and not begins)


_SHORT = 2


@cache
def _by_pair() -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return the words of the data file with their lines, by their first two characters."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in data_lines(_FILE):
        word = line.split(maxsplit=2)[1]
        found.setdefault(word[:2], []).append((word, line))
    return found


@cache
def _like_sounds() -> Mapping[str, str]:
    """Return the pairs of characters that stand nowhere as they are, with the words that they sound like."""
    lines = (line.split() for line in data_lines(_LIKE_SOUNDS))
    return {pair: right for right, *wrong in lines for pair in wrong}


@lru_cache(maxsize=1024)
def _miswritten(line: str) -> Miswritten:
    right, word, *beside = line.split()
    wanted = [each for each in beside if not each.startswith(_NOT)]
    return Miswritten(
        word,
        right,
        _neighbours(wanted) if wanted else None,
        _neighbours([each.removeprefix(_NOT) for each in beside if each.startswith(_NOT)]),
    )


def _neighbours(written: list[str]) -> _Neighbours:
    return _Neighbours(
        tuple(each.removesuffix(_ANYTHING) for each in written if each.endswith(_ANYTHING)),
        tuple(each.removeprefix(_ANYTHING) for each in written if each.startswith(_ANYTHING)),
    )
