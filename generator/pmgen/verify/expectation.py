"""What finished files must show: the layout's document, and the values that stand in each of its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pmgen.document import Document
from pmgen.engines import Layout
from pmgen.problems import Place, Problem, Problems, Refusal, message
from pmgen.readers.seen import Grid, Seen, Words
from pmgen.verify.tracing import Trace, Value
from pmgen.view.record import Record

Reader = Callable[[Document], Seen]

Spot = tuple[int, int, int]
"""A block of a document, a line of it and a box of that line, from 0; a paragraph is line 0, box 0."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The blocks that files must show, the values in each, and the problems that were met."""

    seen: Seen
    values: Mapping[Spot, tuple[Value, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def places(self, spot: Spot) -> tuple[Place, ...]:
        """Return where the data states what stands in a box."""
        places = (value.place for value in self.values.get(spot, ()))
        return tuple(dict.fromkeys(place for place in places if place is not None))


def expect(layout: Layout, root: Record, document: Document, read: Reader) -> Expected | None:
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
        self._values: dict[Spot, tuple[Value, ...]] = {}
        self._found: set[int] = set()

    def read(self, marked: Seen) -> Expected:
        """Return the document without marks."""
        blocks = tuple(self._block(number, block) for number, block in enumerate(marked.blocks))
        edges = tuple(one.reworded(lambda text: self._text(text)[0]) for one in marked.edges)
        return Expected(Seen(blocks, edges), self._values, tuple(self._lost()))

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
