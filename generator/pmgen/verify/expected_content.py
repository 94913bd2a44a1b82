"""What finished files must show, cell by cell, and which value of the data stands in each cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pmgen.document import Document
from pmgen.engines import Layout
from pmgen.formats.file_contents import Grid, Seen, Words
from pmgen.problems import Place, Problem, Problems, Refusal, SourcePlace, message
from pmgen.view.shapes import Record, Shape

_BEGIN, _MIDDLE, _END = "\U0010ff00", "\U0010ff01", "\U0010ff02"
_DIGITS = "".join(chr(0x10FF10 + digit) for digit in range(10))
_TO_DIGITS = str.maketrans("0123456789", _DIGITS)
_FROM_DIGITS = str.maketrans(_DIGITS, "0123456789")
_ANY_MARK = re.compile(f"[{_BEGIN}{_MIDDLE}{_END}{_DIGITS}]")
_MARKED = re.compile(f"{_BEGIN}([{_DIGITS}]+){_MIDDLE}(.*?){_END}", re.DOTALL)
_MARK = re.compile(f"{_BEGIN}[{_DIGITS}]*{_MIDDLE}?|{_ANY_MARK.pattern}")
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


class TracedValue(NamedTuple):
    """A text of the view: its name, the kind of its record, and where the YAML states what stands in this."""

    text: str
    english: str
    shape: Shape
    places: Mapping[str, SourcePlace]

    @property
    def chinese(self) -> str:
        """Return its name in Chinese."""
        name = self.shape.names.get(self.english)
        return name.chinese if name else self.english

    @property
    def place(self) -> SourcePlace | None:
        """Return where the YAML states it; few are ever asked."""
        stated_as = _STATED_AS.get(self.english, "")
        return self.places.get(self.english) or self.places.get(stated_as) or self.places.get("")


class TracedText(str):
    """A text that compares and measures as itself, and that a layout prints between marks."""

    __slots__ = ("_trace", "number")
    number: int
    _trace: Trace

    @property
    def marked(self) -> str:
        """Return the text between its marks."""
        digits = str(self.number).translate(_TO_DIGITS)
        return f"{_BEGIN}{digits}{_MIDDLE}{self._trace.values[self.number].text}{_END}"

    def __str__(self) -> str:
        """Return the text between its marks, for a layout that makes it part of another text."""
        return self.marked

    def printed(self) -> str:
        """Return the text between its marks, and know that a layout prints it by itself and as it is."""
        self._trace.printed.add(self.number)
        return self.marked

    def derived(self, text: str) -> TracedText | str:
        """Return what a filter computes from it, which is proven and placed as this text itself is."""
        return self._trace.traced(self._trace.values[self.number]._replace(text=text))


@dataclass(slots=True)
class Trace:
    """The values of a view by their numbers, and the numbers of those that a layout prints as they are."""

    values: list[TracedValue] = field(default_factory=list)
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
        if isinstance(value, str):
            traced = name not in _COUNTED
            return self.traced(TracedValue(value, name, shape, places)) if traced else value
        if isinstance(value, Record):
            return self._record(value, known)
        if isinstance(value, list):
            return [self._value(item, name, shape, places, known) for item in value]
        return value

    def traced(self, value: TracedValue) -> TracedText | str:
        """Return the text of a value, knowing its number; one that looks like a mark stays as it is."""
        if not value.text or _ANY_MARK.search(value.text):
            return value.text
        self.values.append(value)
        made = TracedText(value.text)
        made.number = len(self.values) - 1
        made._trace = self
        return made

    def read(self, text: str) -> tuple[str, tuple[int, ...]]:
        """Return a printed text without its marks, and the numbers of the values that stand whole in it."""
        if _BEGIN not in text:
            return without_marks(text), ()
        return without_marks(text), tuple(dict.fromkeys(self._whole(text)))

    def _whole(self, text: str) -> Iterator[int]:
        for found in _MARKED.finditer(text):
            number = int(found[1].translate(_FROM_DIGITS))
            if number < len(self.values) and without_marks(found[2]) == self.values[number].text:
                yield number


def without_marks(text: str) -> str:
    """Return a text without marks."""
    return _MARK.sub("", text) if _ANY_MARK.search(text) else text


Reader = Callable[[Document], Seen]

Spot = tuple[int, int, int]
"""A block of a document, a line of it and a box of that line, from 0; a paragraph is line 0, box 0."""


@dataclass(frozen=True, slots=True)
class ExpectedContent:
    """The blocks that files must show, the values in each, and the problems that were met."""

    seen: Seen
    values: Mapping[Spot, tuple[TracedValue, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def places(self, spot: Spot) -> tuple[Place, ...]:
        """Return where the data states what stands in a box."""
        places = (value.place for value in self.values.get(spot, ()))
        return tuple(dict.fromkeys(place for place in places if place is not None))


def expected_content(
    layout: Layout, root: Record, document: Document, read: Reader
) -> ExpectedContent | None:
    """Return what files of `document` must show, or None where the layout cannot be traced.

    The layout is filled once more with values that say which they are; `read` tells what a document shows.
    """
    trace = Trace()
    try:
        filled = layout.fill(trace.root(root), document.title, document.author).document
        return _Reading(trace).read(read(filled)) if filled is not None else None
    except Refusal:
        return None


class _Reading:
    """Takes the marks out of a document and keeps what they say."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._values: dict[Spot, tuple[TracedValue, ...]] = {}
        self._found: set[int] = set()

    def read(self, marked: Seen) -> ExpectedContent:
        """Return the document without marks."""
        blocks = tuple(self._block(number, block) for number, block in enumerate(marked.blocks))
        running_heads = tuple(one.reworded(lambda text: self._text(text)[0]) for one in marked.running_heads)
        return ExpectedContent(Seen(blocks, running_heads), self._values, tuple(self._lost()))

    def _block(self, number: int, block: Grid | Words) -> Grid | Words:
        if isinstance(block, Words):
            return replace(block, text=self._at((number, 0, 0), block.text))
        lines = (
            tuple([box._replace(text=self._at((number, row, at), box.text)) for at, box in enumerate(line)])
            for row, line in enumerate(block.lines)
        )
        return replace(block, lines=tuple(lines))

    def _at(self, spot: Spot, text: str) -> str:
        plain, numbers = self._text(text)
        if numbers:
            self._values[spot] = tuple(self._trace.values[number] for number in numbers)
        return plain

    def _text(self, text: str) -> tuple[str, tuple[int, ...]]:
        plain, numbers = self._trace.read(text)
        self._found.update(numbers)
        return plain, numbers

    def _lost(self) -> Iterator[Problem]:
        problems = Problems()
        for number in sorted(self._trace.printed - self._found):
            value = self._trace.values[number]
            problems.add(
                "PMG720",
                message(
                    "{name} is printed by the layout, but does not stand whole in the document: {value}",
                    name=value.chinese,
                    value=value.text,
                ),
                *([value.place] if value.place else []),
                hint=message("print it by itself, as it is, or render with --no-verify"),
            )
        return iter(problems)
