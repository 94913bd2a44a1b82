"""YAML text to nodes, with every problem of the text found on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from pmgen.load.hints import Repair, diagnose, diagnose_folded
from pmgen.load.nodes import Mapping, Node, Scalar, Sequence, mark_place, place_of
from pmgen.load.text import split_lines, unfit_value
from pmgen.problems import Message, Problem, Problems, SourcePlace, message

MAX_DEPTH = 40
MAX_NODES = 500_000
_MAX_REPAIRED_TEXT = 200_000
_MAX_REPAIRS = 50
_MAX_PROBLEMS = 200
_TEXT_TAG = "tag:yaml.org,2002:str"
_BLANKS = ("\u3000", "\u00a0")
_GLUED_COMMENT = re.compile(r"[ \t]+#[^\s#]")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Composed:
    """The root of a file, None where there is none to read, and what is wrong with the text."""

    root: Node | None
    problems: tuple[Problem, ...]


class _Stop(Exception):
    """Raised where reading on would only repeat the same problem."""


def compose(text: str, file: str) -> Composed:
    """Return the nodes of `text`, after setting right in memory what hinders reading on."""
    found: list[Problem] = []
    repaired: set[int] = set()
    while True:
        composer = _Composer(text, file)
        root, repairs = composer.run()
        found.extend(repair.problem for repair in repairs)
        fresh = [
            repair for repair in repairs if repair.replacement is not None and repair.line not in repaired
        ]
        if not repairs:
            return Composed(root, (*found, *composer.problems))
        if len(fresh) < len(repairs) or len(found) > _MAX_REPAIRS or len(text) > _MAX_REPAIRED_TEXT:
            return Composed(None, tuple(found))
        repaired.update(repair.line for repair in fresh)
        text = _apply(text, fresh)


def _apply(text: str, repairs: list[Repair]) -> str:
    lines = split_lines(text)
    for repair in repairs:
        lines[repair.line] = repair.replacement or ""
    return "\n".join(lines)


class _Composer:
    """Reads the events of one text once."""

    def __init__(self, text: str, file: str) -> None:
        self.problems = Problems()
        self._text = text
        self._file = file
        self._folded: list[Scalar] = []
        self._nodes = 0
        self._commented = split_lines(text) if _GLUED_COMMENT.search(text) else []
        self._next: Callable[[], Any] = _LOADER(text).get_event

    def run(self) -> tuple[Node | None, tuple[Repair, ...]]:
        """Return the root and what would have to be repaired for reading on."""
        try:
            root = self._document()
        except _Stop:
            return None, ()
        except yaml.MarkedYAMLError as error:
            return None, diagnose(split_lines(self._text), error, self._file)
        return root, self._repairs_of_folded()

    def _repairs_of_folded(self) -> tuple[Repair, ...]:
        lines = split_lines(self._text) if self._folded else []
        return tuple(r for scalar in self._folded for r in diagnose_folded(lines, scalar, self._file))

    def _document(self) -> Node | None:
        self._next()
        if type(self._next()) is yaml.StreamEndEvent:
            return None
        root = self._node(self._next(), 1)
        self._next()
        event = self._next()
        if type(event) is not yaml.StreamEndEvent:
            self._error("PMG126", _SECOND_DOCUMENT, event, _SECOND_DOCUMENT_HINT)
        return root

    def _node(self, event: Any, depth: int) -> Node:
        self._nodes += 1
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return self._scalar(event)
        if self._nodes > MAX_NODES:
            self._stop("PMG127", _TOO_MANY, event, _TOO_MANY_HINT)
        if kind is yaml.AliasEvent:
            self._error("PMG121", _ALIAS, event, _ALIAS_HINT)
            return Scalar("", False, event.start_mark, event.end_mark)
        return self._collection(event, depth)

    def _scalar(self, event: Any) -> Scalar:
        start = event.start_mark
        end = event.end_mark
        scalar = Scalar(event.value, not event.implicit[0], start, end)
        if start.line != end.line and event.style not in ("|", ">"):
            self._folded.append(scalar)
        if event.anchor is not None or event.tag is not None:
            self._check_properties(event)
        if event.style == '"':
            self._check_escapes(scalar)
        elif self._commented:
            self._check_comment(scalar)
        return scalar

    def _collection(self, event: Any, depth: int) -> Mapping | Sequence:
        if depth > MAX_DEPTH:
            self._stop("PMG124", _TOO_DEEP, event, _TOO_DEEP_HINT)
        if event.anchor is not None or event.tag is not None:
            self._check_properties(event)
        if type(event) is yaml.MappingStartEvent:
            return self._mapping(event, depth)
        return self._sequence(event, depth)

    def _mapping(self, start: Any, depth: int) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        event = self._next()
        while type(event) is not yaml.MappingEndEvent:
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            if not isinstance(key, Scalar):
                self._error("PMG125", _KEY, event, _KEY_HINT)
            elif self._is_usable(key := self._trimmed(key), seen):
                seen[key.text] = key
                entries.append((key, value))
            event = self._next()
        return Mapping(tuple(entries), start.start_mark)

    def _sequence(self, start: Any, depth: int) -> Sequence:
        items: list[Node] = []
        event = self._next()
        while type(event) is not yaml.SequenceEndEvent:
            items.append(self._node(event, depth + 1))
            event = self._next()
        return Sequence(tuple(items), start.start_mark)

    def _is_usable(self, key: Scalar, seen: dict[str, Scalar]) -> bool:
        if key.text in seen:
            self._duplicate(key, seen[key.text])
            return False
        if key.text == "<<" and not key.quoted:
            self._keep("PMG123", _MERGE, place_of(key, self._file), _MERGE_HINT)
            return False
        return True

    def _trimmed(self, key: Scalar) -> Scalar:
        if key.text[:1] not in _BLANKS and key.text[-1:] not in _BLANKS:
            return key
        text = key.text.strip()
        place = place_of(key, self._file)
        self._keep("PMG117", message(_WIDE_BLANK, key=text), place, _WIDE_BLANK_HINT)
        return key._replace(text=text)

    def _duplicate(self, key: Scalar, first: Scalar) -> None:
        text = message(
            "{key} stands twice here, in line {first} and in line {second}.",
            key=key.text,
            first=first.start.line + 1,
            second=key.start.line + 1,
        )
        self._keep("PMG120", text, place_of(key, self._file), _DUPLICATE_HINT, place_of(first, self._file))

    def _check_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._error("PMG121", _ALIAS, event, _ALIAS_HINT)
        if event.tag is not None and (event.tag != _TEXT_TAG or type(event) is not yaml.ScalarEvent):
            self._error("PMG122", message("The tag {tag} is not used here.", tag=event.tag), event, _TAG_HINT)

    def _check_escapes(self, scalar: Scalar) -> None:
        problem = unfit_value(scalar.text, place_of(scalar, self._file))
        if problem:
            self.problems.add(problem)

    def _check_comment(self, scalar: Scalar) -> None:
        rest = self._commented[scalar.end.line][scalar.end.column :]
        match = _GLUED_COMMENT.match(rest)
        if match and not scalar.quoted:
            place = SourcePlace(self._file, scalar.end.line + 1, scalar.end.column + match.end() - 1)
            text = message("Everything from {comment} on is read as a comment.", comment=rest.strip())
            self.problems.warn("PMG119", text, place, hint=_COMMENT_HINT)

    def _error(self, code: str, text: Message, event: Any, hint: Message) -> None:
        self._keep(code, text, mark_place(event.start_mark, self._file), hint)

    def _stop(self, code: str, text: Message, event: Any, hint: Message) -> None:
        self._error(code, text, event, hint)
        raise _Stop

    def _keep(self, code: str, text: Message, place: SourcePlace, hint: Message, *more: SourcePlace) -> None:
        self.problems.error(code, text, place, *more, hint=hint)
        if len(self.problems) >= _MAX_PROBLEMS:
            raise _Stop


_SECOND_DOCUMENT = message("A second document begins here, and a file holds only one.")
_SECOND_DOCUMENT_HINT = message("Delete the line ---, or move what follows into a file of its own.")
_TOO_MANY = message("This file holds too many values to be a project.")
_TOO_MANY_HINT = message("Check that this is the right file, or divide it.")
_TOO_DEEP = message("Values are nested more than 40 deep here.")
_TOO_DEEP_HINT = message("Check the indentation; a project is never nested more than a few levels deep.")
_ALIAS = message(
    "The signs & and * at the beginning of a value make YAML references, which are not used here."
)
_ALIAS_HINT = message("Put single quotes around a value that begins with & or *, or write the value out.")
_TAG_HINT = message("Put single quotes around a value that begins with an exclamation mark.")
_MERGE = message("The merge key << is not used here.")
_MERGE_HINT = message("Write the fields out where they are needed.")
_KEY = message("A list or a group of fields stands where the name of a field belongs.")
_KEY_HINT = message("Write the name of the field as a plain word.")
_WIDE_BLANK = "A full-width blank stands before or after the name {key}."
_WIDE_BLANK_HINT = message("Indent with ordinary blanks, two per level.")
_DUPLICATE_HINT = message("Keep one of the two.")
_COMMENT_HINT = message("Put single quotes around the whole value if it belongs to the text.")
