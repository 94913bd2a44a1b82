"""What one rendering counts: turns and characters against its budget, and blanks by the tag."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from types import FrameType
from typing import TypeVar

from jinja2 import nodes

from pmgen.engines.language.error_explanations import UnusableValue
from pmgen.problems import Message, Place, Problems, message
from pmgen.view.shapes import Name, Record

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


class BudgetExhausted(Exception):
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
            raise BudgetExhausted(_TURNS)

    def _listed(self, items: object) -> list[object]:
        if isinstance(items, (str, Mapping)) or not isinstance(items, Iterable):
            raise UnusableValue(
                message("this is not a list"),
                message("repeat over a list, such as 附件.项目 or 项目.绩效指标"),
            )
        return list(islice(items, self._turns + 1))

    def text(self, length: int) -> None:
        """Take `length` characters for a text about to be made."""
        self._characters -= length
        if length > LONGEST_TEXT or self._characters < 0:
            raise BudgetExhausted(_CHARACTERS)

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
            raise BudgetExhausted(_NESTED)
        values = list(items.values()) if isinstance(items, dict) else self.each(items)
        for value in values:
            if isinstance(value, (list, tuple)) or type(value) is dict:
                self.flat(value, depth - 1)
        return items


_Number = TypeVar("_Number", int, Decimal)


def number(value: _Number) -> _Number:
    """Return `value` unless it is beyond any number that a form prints."""
    if abs(value) > LARGEST_NUMBER:
        raise BudgetExhausted(DIGITS)
    return value


def bounded_range(*limits: int) -> range:
    """Return range(*limits) unless it is longer than any form."""
    numbers = range(*limits)
    if len(numbers) > LONGEST_RANGE:
        raise BudgetExhausted(_TURNS)
    return numbers


LAYOUT = "<layout>"
"""The name under which the code of a layout is compiled."""

_MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class PrintedTag:
    """A tag that prints a part of a record: the variable it begins with, the parts to follow, its words."""

    variable: str
    parts: tuple[str, ...]
    words: str
    line: int


@dataclass(slots=True)
class _Count:
    times: int = 0
    places: list[Place] = field(default_factory=list)


def part_tags(
    printed: Mapping[int, nodes.Expr], words: Mapping[nodes.Expr, tuple[str, Name]], named: Collection[str]
) -> dict[int, PrintedTag]:
    """Return the tags by the line of code that prints them, but for those whose blanks others report.

    `words` tells what the author wrote for a part; `named` holds the dotted paths that the region requires.
    """
    tags: dict[int, PrintedTag] = {}
    for code_line, value in printed.items():
        node = _without_filters(value, words)
        if isinstance(node, nodes.Div):
            quotient = _of_quotient(node, words, value.lineno)
            tags |= {code_line: quotient} if quotient is not None else {}
        elif node in words:
            name = words[node][1]
            if isinstance(node, nodes.Getattr) and name.field is not None and name.field.may_be_blank:
                continue
            tag = _tag(node, words, value.lineno)
            path = _path(node, words)
            if tag is not None and not any(f".{required}".endswith(f".{path}") for required in named):
                tags[code_line] = tag
    return tags


def _path(node: nodes.Expr, words: Mapping[nodes.Expr, tuple[str, Name]]) -> str:
    """Return the Chinese names that lead to a part, from what the variable holds: 主管部门.名称."""
    path: list[str] = []
    while node in words:
        path.insert(0, words[node][1].chinese)
        if not isinstance(node, nodes.Getattr):
            break
        node = node.node
    return ".".join(path)


def _without_filters(node: nodes.Expr, words: Collection[nodes.Expr]) -> nodes.Expr:
    """Return the part, or the total of parts, that other filters work on."""
    while isinstance(node, nodes.Filter) and node not in words and node.node is not None:
        node = node.node
    return node


def _of_quotient(
    node: nodes.Div, words: Mapping[nodes.Expr, tuple[str, Name]], line: int
) -> PrintedTag | None:
    sides = [_tag(_without_filters(side, words), words, line) for side in (node.left, node.right)]
    if sides[0] is None or sides[1] is None:
        return None
    shown = " / ".join(side.words.strip("{} ") for side in sides if side is not None)
    return replace(sides[0], words="{{ " + shown + " | 比率(2) }}")


def _tag(node: nodes.Expr, words: Mapping[nodes.Expr, tuple[str, Name]], line: int) -> PrintedTag | None:
    parts: list[str] = []
    shown, inner, added = "", node, ""
    if isinstance(node, nodes.Filter) and node.node is not None:
        inner, added = node.node, f" | {node.name}('{words[node][0]}')"
    while isinstance(inner, (nodes.Getattr, nodes.Getitem)):
        if isinstance(inner, nodes.Getattr):
            parts.insert(0, inner.attr)
            shown = f".{words[inner][0] if inner in words else inner.attr}{shown}"
        elif isinstance(inner.arg, nodes.Const):
            # to an item that a list does not have there is nothing to follow
            parts.clear()
            shown = f"[{inner.arg.value!r}]{shown}"
        else:
            return None
        inner = inner.node
    if not isinstance(inner, nodes.Name):
        return None
    return PrintedTag(inner.name, tuple(parts), "{{ " + inner.name + shown + added + " }}", line)


class Blanks:
    """Counts the blanks of one rendering by tag."""

    def __init__(self, tags: Mapping[int, PrintedTag], place: Callable[[int], Place]) -> None:
        self._tags = tags
        self._place = place
        self._counts: dict[int, _Count] = {}

    def note(self) -> None:
        """Count one blank of the tag that is being printed."""
        frame = sys._getframe(1)
        while frame.f_code.co_filename != LAYOUT:
            if frame.f_back is None:
                return
            frame = frame.f_back
        if frame.f_lineno not in self._tags:
            return
        count = self._counts.setdefault(frame.f_lineno, _Count())
        count.times += 1
        if len(count.places) < _MOST_PLACES:
            place = _place_in_data(self._tags[frame.f_lineno], frame)
            if place is not None and place not in count.places:
                count.places.append(place)

    def report(self, problems: Problems) -> None:
        """Warn once of every tag that printed a blank."""
        for code_line, count in sorted(self._counts.items()):
            tag = self._tags[code_line]
            problems.add(
                "PMG610",
                message("{tag} is blank {count} times", tag=tag.words, count=count.times),
                self._place(tag.line),
                *count.places,
                hint=message(
                    "add the field to 必填 in region.yaml to name each record that lacks it, "
                    "or give it a default in the layout: {example}",
                    example=tag.words.replace(" }}", " | default('—') }}"),
                ),
            )


def _place_in_data(tag: PrintedTag, frame: FrameType) -> Place | None:
    """Return where the record stands that lacks the part."""
    local = re.compile(rf"l_\d+_{re.escape(tag.variable)}")
    owner = next((value for name, value in reversed(frame.f_locals.items()) if local.fullmatch(name)), None)
    place: Place | None = None
    for part in tag.parts:
        if not isinstance(owner, Record):
            break
        place = owner.places.get(part) or owner.places.get("") or place
        owner = owner.get(part)
    return place
