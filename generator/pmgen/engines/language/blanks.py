"""Count the tags that print a value which nobody knows, so that no blank goes unnamed."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from types import FrameType

from jinja2 import nodes

from pmgen.problems import Place, Problems, message
from pmgen.view.record import Name, Record

LAYOUT = "<layout>"
"""The name under which the code of a layout is compiled."""

_MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Tag:
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
) -> dict[int, Tag]:
    """Return the tags by the line of code that prints them, but for those whose blanks others report.

    `words` tells what the author wrote for a part; `named` holds the names that the region requires.
    """
    tags: dict[int, Tag] = {}
    for code_line, value in printed.items():
        node = _without_filters(value, words)
        if node in words:
            name = words[node][1]
            tag = _tag(node, words, value.lineno)
            if tag is not None and not {name.english, name.chinese, *name.aliases} & set(named):
                tags[code_line] = tag
    return tags


def _without_filters(node: nodes.Expr, words: Collection[nodes.Expr]) -> nodes.Expr:
    """Return the part, or the total of parts, that other filters work on."""
    while isinstance(node, nodes.Filter) and node not in words and node.node is not None:
        node = node.node
    return node


def _tag(node: nodes.Expr, words: Mapping[nodes.Expr, tuple[str, Name]], line: int) -> Tag | None:
    parts: list[str] = []
    shown: list[str] = []
    inner, added = node, ""
    if isinstance(node, nodes.Filter) and node.node is not None:
        inner, added = node.node, f" | {node.name}('{words[node][0]}')"
    while isinstance(inner, nodes.Getattr):
        parts.insert(0, inner.attr)
        shown.insert(0, words[inner][0] if inner in words else inner.attr)
        inner = inner.node
    if not isinstance(inner, nodes.Name):
        return None
    return Tag(inner.name, tuple(parts), "{{ " + ".".join([inner.name, *shown]) + added + " }}", line)


class Blanks:
    """Counts the blanks of one rendering by tag."""

    def __init__(self, tags: Mapping[int, Tag], place: Callable[[int], Place]) -> None:
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


def _place_in_data(tag: Tag, frame: FrameType) -> Place | None:
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
