"""Which of many words a text has, told by its characters before anything is searched for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache


class WordIndex:
    """Words by their first characters; a text with none of these is done at once."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[str, list[str]] = {}
        for word in words:
            self._words.setdefault(word[0], []).append(word)

    def in_text(self, text: str) -> Iterator[str]:
        """Give the words that stand in a text, in no order."""
        for first in self._words.keys() & _characters(text):
            yield from (word for word in self._words[first] if word in text)


@lru_cache(maxsize=4)
def _characters(text: str) -> frozenset[str]:
    """Return the characters of a text, which several indexes ask for one after the other."""
    return frozenset(text)
