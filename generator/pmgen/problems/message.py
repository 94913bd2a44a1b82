"""Sentences with named gaps, translated when they are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in English with named gaps; the text is also the key of its translation.

    `values` holds the words for the gaps as (name, value) pairs; they are quoted data, never translated,
    unless they are messages themselves.
    """

    text: str
    values: tuple[tuple[str, str | Message], ...] = ()

    def show(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence with its gaps filled, in the language of `translate`."""
        words = {
            name: value.show(translate) if isinstance(value, Message) else value
            for name, value in self.values
        }
        return translate(self.text).format_map(words)

    def __str__(self) -> str:
        return self.show()


def short(text: str, most: int = 80) -> str:
    """Return a text as it is quoted in a sentence: its beginning where it has more than `most` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def message(text: str, **values: object) -> Message:
    """Return `text` with `values` for its `{gaps}`; this name marks the sentence for translation."""
    words = ((name, value if isinstance(value, Message) else str(value)) for name, value in values.items())
    return Message(text, tuple(words))
