"""What one rendering may use: turns of loops and characters made, so that no template can run away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Sized
from itertools import islice
from typing import TypeVar

from pmgen.engines.language.failures import Unusable
from pmgen.problems import Message, message

_Value = TypeVar("_Value")

MOST_TURNS = 1_000_000
MOST_CHARACTERS = 20_000_000
LONGEST_TEXT = 1_000_000
LETTERS_A_TURN = 100
"""As many letters are gone through in the time of one turn of a loop, with much to spare."""

LONGEST_RANGE = 100_000
LARGEST_NUMBER = 10**30
DEEPEST_LIST = 3
"""Lists in lists; deeper ones could hold themselves many times over and never end when they are printed."""


_TURNS = message("turns of loops")
_CHARACTERS = message("characters")
_NESTED = message("lists in lists")
DIGITS = message("digits")


class Exhausted(Exception):
    """Raised when a template asks for more than a document can need; says what ran out."""

    def __init__(self, what: Message) -> None:
        self.what = what
        super().__init__(str(what))


class Budget:
    """Counts down what one rendering has left."""

    def __init__(self, turns: int = MOST_TURNS, characters: int = MOST_CHARACTERS) -> None:
        self._turns = turns
        self._characters = characters

    def each(self, items: object) -> Sequence[object]:
        """Return the items of a loop as a sequence; unknown (None) has none."""
        if items is None:
            return ()
        if not isinstance(items, (list, tuple)):
            items = self._listed(items)
        self.turns(len(items))
        return items

    def turns(self, count: int) -> None:
        """Take `count` turns of loops, of filters or of macros."""
        self._turns -= count
        if self._turns < 0:
            raise Exhausted(_TURNS)

    def _listed(self, items: object) -> list[object]:
        if isinstance(items, (str, Mapping)) or not isinstance(items, Iterable):
            raise Unusable(
                message("this is not a list"),
                message("repeat over a list, such as 附件.项目 or 项目.绩效指标"),
            )
        return list(islice(items, self._turns + 1))

    def text(self, length: int) -> None:
        """Take `length` characters for a text about to be made."""
        self._characters -= length
        if length > LONGEST_TEXT or self._characters < 0:
            raise Exhausted(_CHARACTERS)

    def weighed(self, value: _Value) -> _Value:
        """Return a value that is about to be gone through, copied or compared, and take what that costs."""
        if isinstance(value, str):
            self.turns(len(value) // LETTERS_A_TURN)
        elif isinstance(value, Sized):
            self.turns(len(value))
        return value

    def copied(self, value: _Value) -> _Value:
        """Return a value of which a part is about to be copied, and take what that costs."""
        if isinstance(value, str):
            self.text(len(value))
        return self.weighed(value)

    def flat(self, items: object, depth: int = DEEPEST_LIST) -> object:
        """Return a list unless it holds lists that hold lists beyond what a form needs."""
        if depth == 0:
            raise Exhausted(_NESTED)
        values = list(items.values()) if isinstance(items, dict) else self.each(items)
        for value in values:
            if isinstance(value, (list, tuple)) or type(value) is dict:
                self.flat(value, depth - 1)
        return items


def number(value: int) -> int:
    """Return `value` unless it is beyond any number that a form prints."""
    if abs(value) > LARGEST_NUMBER:
        raise Exhausted(DIGITS)
    return value


def bounded_range(*limits: int) -> range:
    """Return range(*limits) unless it is longer than any form."""
    numbers = range(*limits)
    if len(numbers) > LONGEST_RANGE:
        raise Exhausted(_TURNS)
    return numbers
