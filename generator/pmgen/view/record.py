"""What a template sees: records of plain data, and the shapes that say which names they have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pmgen.problems import SourcePlace


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a shape in both languages; `of` is what it leads to, None for plain text."""

    english: str
    chinese: str
    meaning: str
    example: str = ""
    of: Shape | ListOf | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """The names of one kind of record. `names` finds a name by any of its words."""

    english: str
    chinese: str
    fields: tuple[Name, ...]
    names: Mapping[str, Name] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words = {word: name for name in self.fields for word in (*name.aliases, name.chinese, name.english)}
        object.__setattr__(self, "names", words)

    def __iter__(self) -> Iterator[Name]:
        return iter(self.fields)


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list whose items have one shape; None for a list of plain texts."""

    item: Shape | None


class Reckoned(NamedTuple):
    """What other values make of an unknown one, as data would state it if they can, and how they do."""

    example: str
    said: str


class Record(dict[str, object]):
    """A record for templates: values under their English names (text, None, Record or list).

    `shape` knows its names in both languages; `places` where each value stands in the YAML, "" the whole.
    `reckoned` says what the others make of an unknown value: for the user's eyes, never for the form.
    """

    __slots__ = ("places", "reckoned", "shape")

    def __init__(
        self,
        shape: Shape,
        values: Mapping[str, object],
        places: Mapping[str, SourcePlace],
        reckoned: Mapping[str, Reckoned] | None = None,
    ) -> None:
        super().__init__(values)
        self.shape = shape
        self.places = places
        self.reckoned = reckoned or {}
