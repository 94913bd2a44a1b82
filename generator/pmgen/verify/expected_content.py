"""What finished files must show, cell by cell, and which value of the data stands in each cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pmgen.document import Document
from pmgen.engines import Layout
from pmgen.formats.file_contents import Box, Grid, Seen, Words
from pmgen.problems import Place, Problem, Problems, Refusal, SourcePlace, message
from pmgen.verify.shown_content import ComparedRow, rows_and_words, rows_of
from pmgen.view.shapes import Record

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


class TracedText(str):
    """A text that compares and measures as itself, and that a layout prints between marks.

    It is the value `english` of a record. `number` tells which of the printed values it is, -1 as long as
    no layout prints it.
    """

    __slots__ = ("_marked", "english", "number", "record", "trace")
    trace: Trace
    record: Record
    english: str
    number: int
    _marked: str

    @property
    def text(self) -> str:
        """Return the text itself."""
        return self[:]

    @property
    def chinese(self) -> str:
        """Return its name in Chinese."""
        name = self.record.shape.names.get(self.english)
        return name.chinese if name else self.english

    @property
    def place(self) -> SourcePlace | None:
        """Return where the YAML states it; few are ever asked."""
        places, stated_as = self.record.places, _STATED_AS.get(self.english, "")
        return places.get(self.english) or places.get(stated_as) or places.get("")

    def __str__(self) -> str:
        """Return the text between its marks, for a layout that makes it part of another text."""
        if self.number < 0:
            self.number, self._marked = self.trace.mark(self)
        return self._marked

    def printed(self) -> str:
        """Return the text between its marks, and know that a layout prints it by itself and as it is."""
        marked = str(self)
        self.trace.printed.add(self.number)
        return marked

    def derived(self, text: str) -> str:
        """Return what a filter computes from it, which is proven and placed as this text itself is."""
        return self.trace.traced(text, self.record, self.english)


class TracedRecord(Record):
    """A record whose values are traced as soon as a layout asks for them; few are ever asked for."""

    __slots__ = ("_asked", "_record", "_trace")

    def __init__(self, record: Record, trace: Trace) -> None:
        super().__init__(record.shape, record, record.places)
        self._record = record
        self._trace = trace
        self._asked: dict[str, object] = {}

    def __getitem__(self, name: str) -> object:
        """Return a value, traced."""
        if name not in self._asked:
            self._asked[name] = self._trace.value(super().__getitem__(name), self._record, name)
        return self._asked[name]

    def get(self, name: str, default: object = None) -> object:
        """Return a value, traced, or `default` where there is none."""
        try:
            return self[name]
        except KeyError:
            return default

    def values(self) -> list[object]:  # type: ignore[override]
        """Return the values, traced."""
        return [self[name] for name in self]

    def items(self) -> list[tuple[str, object]]:  # type: ignore[override]
        """Return the names with their values, traced."""
        return [(name, self[name]) for name in self]


@dataclass(slots=True)
class Trace:
    """The values that a layout prints by their numbers, and the numbers of those printed as they are."""

    values: list[TracedText] = field(default_factory=list)
    printed: set[int] = field(default_factory=set)
    _numbers: dict[str, int] = field(default_factory=dict)
    _records: dict[int, TracedRecord] = field(default_factory=dict)

    def record(self, record: Record) -> TracedRecord:
        """Return a record of the view with every stated text traced; the same one for the same."""
        if id(record) not in self._records:
            self._records[id(record)] = TracedRecord(record, self)
        return self._records[id(record)]

    def value(self, value: object, record: Record, name: str) -> object:
        """Return a value of a record, traced."""
        if isinstance(value, str):
            return value if name in _COUNTED else self.traced(value, record, name)
        if isinstance(value, Record):
            return self.record(value)
        if isinstance(value, list):
            return [self.value(item, record, name) for item in value]
        return value

    def traced(self, text: str, record: Record, name: str) -> str:
        """Return a text that knows whose value it is; one that looks like a mark stays as it is."""
        if not text or _ANY_MARK.search(text):
            return text
        made = TracedText(text)
        made.trace, made.record, made.english, made.number = self, record, name, -1
        return made

    def mark(self, value: TracedText) -> tuple[int, str]:
        """Return the number of a value that is printed for the first time, and its text between marks."""
        number = len(self.values)
        marked = f"{_BEGIN}{str(number).translate(_TO_DIGITS)}{_MIDDLE}{value.text}{_END}"
        self.values.append(value)
        self._numbers[marked] = number
        return number, marked

    def read(self, text: str) -> tuple[str, tuple[int, ...]]:
        """Return a printed text without its marks, and the numbers of the values that stand whole in it."""
        alone = self._numbers.get(text)
        if alone is not None:
            return self.values[alone].text, (alone,)
        return without_marks(text), tuple(dict.fromkeys(self._whole(text))) if _BEGIN in text else ()

    def let_go(self) -> None:
        """Forget all values and records, which know this trace: circles would wait for a collection."""
        self.values.clear()
        self._records.clear()

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
    values: Mapping[Spot, tuple[TracedText, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    _rows: dict[bool, Sequence[ComparedRow]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    def rows(self, with_words: bool) -> Sequence[ComparedRow]:
        """Return the rows of the tables, and of all that is said where that is asked for."""
        if with_words not in self._rows:
            self._rows[with_words] = tuple((rows_and_words if with_words else rows_of)(self.seen))
        return self._rows[with_words]

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
        filled = layout.fill(trace.record(root), document.title, document.author, draft=True).document
        return _Reading(trace).read(read(filled)) if filled is not None else None
    except Refusal:
        return None
    finally:
        trace.let_go()


class _Reading:
    """Takes the marks out of a document and keeps what they say."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._values: dict[Spot, tuple[TracedText, ...]] = {}
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
            tuple([self._box((number, row, at), box) for at, box in enumerate(line)])
            for row, line in enumerate(block.lines)
        )
        return replace(block, lines=tuple(lines))

    def _box(self, spot: Spot, box: Box) -> Box:
        text = self._at(spot, box.text)
        return box if text is box.text else box._replace(text=text)

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
