"""Values that say, where they are printed, which value they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pmgen.problems import SourcePlace
from pmgen.view.record import Record, Shape

_BEGIN, _MIDDLE, _END = "\U0010ff00", "\U0010ff01", "\U0010ff02"
_DIGITS = "".join(chr(0x10FF10 + digit) for digit in range(10))
_TO_DIGITS = str.maketrans("0123456789", _DIGITS)
_FROM_DIGITS = str.maketrans(_DIGITS, "0123456789")
_MARKS = frozenset(_BEGIN + _MIDDLE + _END + _DIGITS)
_MARKED = re.compile(f"{_BEGIN}([{_DIGITS}]+){_MIDDLE}(.*?){_END}", re.DOTALL)
_MARK = re.compile(f"{_BEGIN}[{_DIGITS}]*{_MIDDLE}?|[{''.join(sorted(_MARKS))}]")
_COUNTED = frozenset({"seq"})
"""Names whose values are counted and not stated; layouts make bookmarks of them."""


_STATED_AS = {
    "level1": "category",
    "level2": "category",
    "comparator": "target",
    "value": "target",
    "measure_unit": "target",
}
"""Names whose values are read out of another field, where they are not stated themselves."""


class Value(NamedTuple):
    """A text of the view: its name in both languages, and where the YAML states what stands in its record."""

    text: str
    english: str
    chinese: str
    places: Mapping[str, SourcePlace]

    @property
    def place(self) -> SourcePlace | None:
        """Return where the YAML states it; few are ever asked."""
        stated_as = _STATED_AS.get(self.english, "")
        return self.places.get(self.english) or self.places.get(stated_as) or self.places.get("")


class Traced(str):
    """A text that compares and measures as itself, and that a layout prints between marks."""

    __slots__ = ("_printed", "marked", "number")
    number: int
    marked: str
    _printed: set[int]

    def __str__(self) -> str:
        """Return the text between its marks, for a layout that makes it part of another text."""
        return self.marked

    def printed(self) -> str:
        """Return the text between its marks, and know that a layout prints it by itself and as it is."""
        self._printed.add(self.number)
        return self.marked


@dataclass(slots=True)
class Trace:
    """The values of a view by their numbers, and the numbers of those that a layout prints as they are."""

    values: list[Value] = field(default_factory=list)
    printed: set[int] = field(default_factory=set)

    def root(self, record: Record) -> Record:
        """Return the view with every stated text traced."""
        return self._record(record, {})

    def _record(self, record: Record, known: dict[int, object]) -> Record:
        if id(record) in known:
            found = known[id(record)]
            assert isinstance(found, Record)
            return found
        made = known[id(record)] = Record(record.shape, {}, record.places)
        for name, value in record.items():
            made[name] = self._value(value, name, record.shape, record.places, known)
        return made

    def _value(
        self,
        value: object,
        name: str,
        shape: Shape,
        places: Mapping[str, SourcePlace],
        known: dict[int, object],
    ) -> object:
        match value:
            case Record():
                return self._record(value, known)
            case list():
                return [self._value(item, name, shape, places, known) for item in value]
            case str() if name not in _COUNTED:
                return self._text(value, name, shape, places)
        return value

    def _text(self, text: str, name: str, shape: Shape, places: Mapping[str, SourcePlace]) -> str:
        if not text or not _MARKS.isdisjoint(text):
            return text
        words = shape.names.get(name)
        self.values.append(Value(text, name, words.chinese if words else name, places))
        traced = Traced(text)
        traced.number = len(self.values) - 1
        digits = str(traced.number).translate(_TO_DIGITS)
        traced.marked = f"{_BEGIN}{digits}{_MIDDLE}{text}{_END}"
        traced._printed = self.printed
        return traced

    def read(self, text: str) -> tuple[str, tuple[int, ...]]:
        """Return a printed text without its marks, and the numbers of the values that stand whole in it."""
        if _BEGIN not in text:
            return plain(text), ()
        return plain(text), tuple(dict.fromkeys(self._whole(text)))

    def _whole(self, text: str) -> Iterator[int]:
        for found in _MARKED.finditer(text):
            number = int(found[1].translate(_FROM_DIGITS))
            if number < len(self.values) and plain(found[2]) == self.values[number].text:
                yield number


def plain(text: str) -> str:
    """Return a text without marks."""
    return text if _MARKS.isdisjoint(text) else _MARK.sub("", text)
