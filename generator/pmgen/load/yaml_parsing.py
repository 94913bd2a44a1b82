"""YAML files to nodes, with every problem of the text found on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from pmgen.late_pattern import late
from pmgen.load import field_messages, text_files
from pmgen.load.commented_fields import OWN_MARK, unrevised
from pmgen.load.hash_signs import words_read_as_comment
from pmgen.load.indentation_messages import another_item, write_with_dash
from pmgen.load.line_repairs import LineRepair, repaired
from pmgen.load.odd_blanks import ODD_BLANKS
from pmgen.load.plain_yaml import read_plain
from pmgen.load.quoted_values import in_chinese_quotes, quoted
from pmgen.load.repeated_keys import begins_project, second_project, split_items, twice_here, with_dash
from pmgen.load.text_files import read_text, split_lines, unfit_value
from pmgen.load.yaml_hints import (
    bracketed_lines,
    diagnose,
    diagnose_braces,
    diagnose_folded,
    diagnose_indentation,
)
from pmgen.load.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode, moved_down, place_of
from pmgen.problems import Message, Problem, Problems, SourcePlace, message
from pmgen.problems.message import short

MAX_DEPTH = 40
MAX_LINES = 200_000
_MAX_REPAIRED_TEXT = 200_000
_MAX_REPAIRS = 50
_MAX_PROBLEMS = 100
_TEXT_TAG = "tag:yaml.org,2002:str"
_MERGE_KEY = "<<"
_ODD_IN_KEYS = late(rf"[{ODD_BLANKS}\\]|<<")
"""Where a text has none of these, no key has any; an escape may make one of them."""
_COLON = late("[:：]")
_COMMENT = late(r"[ \t]+(?=#)")

_SCALAR: Any = yaml.ScalarEvent
_ALIAS_EVENT: Any = yaml.AliasEvent
_MAPPING_END: Any = yaml.MappingEndEvent
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class ParsedYaml:
    """The root of a file, None where there is none to read, and what is wrong with the text."""

    root: Node | None
    problems: tuple[Problem, ...]


class _Stop(Exception):
    """Raised where reading on would only repeat the same problem."""


def compose(text: str, file: str, above: int = 0) -> ParsedYaml:
    """Return the nodes of `text` and all that is wrong with it; it is read by itself where it is plain.

    In the file, `above` lines stand above the text.
    """
    if text.count("\n") + text.count(",") > MAX_LINES:
        too_many = Problem("PMG127", _TOO_MANY, (SourcePlace(file),), _TOO_MANY_HINT)
        return ParsedYaml(None, (too_many,))
    root = read_plain(text, above)
    return compose_events(text, file, above) if root is None else ParsedYaml(root, ())


def compose_events(text: str, file: str, above: int = 0) -> ParsedYaml:
    """Return the nodes of any YAML, after setting right in memory what hinders reading on."""
    parsed = _composed(text, file, above)
    if not above:
        return parsed
    root = None if parsed.root is None else moved_down(parsed.root, above)
    return ParsedYaml(root, tuple(text_files.moved_down(problem, above) for problem in parsed.problems))


def _composed(text: str, file: str, above: int) -> ParsedYaml:
    found: list[Problem] = []
    done: set[int] = set()
    while True:
        composer = _Composer(text, file, above)
        root, repairs = composer.run()
        found.extend(repair.problem for repair in repairs)
        fresh = [repair for repair in repairs if repair.replacement is not None and repair.line not in done]
        if not repairs:
            return ParsedYaml(root, (*found, *composer.problems))
        if len(fresh) < len(repairs) or len(found) > _MAX_REPAIRS or len(text) > _MAX_REPAIRED_TEXT:
            return ParsedYaml(None, tuple(found))
        done.update(repair.line for repair in fresh)
        text = repaired(split_lines(text), fresh)


class _Composer:
    """Reads the events of one text once; lines that stand `above` it count in what is said of lines."""

    def __init__(self, text: str, file: str, above: int) -> None:
        self.problems = Problems()
        self._text = text
        self._file = file
        self._above = above
        self._folded: list[tuple[ScalarNode, int]] = []
        self._indented: list[ScalarNode] = []
        self._braced = bracketed_lines(text)
        self._of_older_year: list[SourcePlace] = []
        self._commented = split_lines(text) if " #" in text or "\t#" in text else []
        self._has_odd_keys = _ODD_IN_KEYS.search(text) is not None
        self._next: Callable[[], Any] = _LOADER(text).get_event

    def run(self) -> tuple[Node | None, tuple[LineRepair, ...]]:
        """Return the root and what would have to be repaired for reading on."""
        try:
            root = self._document()
        except _Stop:
            return None, ()
        except yaml.MarkedYAMLError as error:
            return None, diagnose(split_lines(self._text), error, self._file, self._above)
        if self._of_older_year:
            first, count = self._of_older_year[0], len(self._of_older_year)
            self.problems.keep(unrevised(first, count, self._above))
        return root, self._repairs() if self._folded or self._indented or self._braced else ()

    def _repairs(self) -> tuple[LineRepair, ...]:
        lines = split_lines(self._text)
        folded = (
            r for spread in self._folded for r in diagnose_folded(lines, *spread, self._file, self._above)
        )
        return (
            *folded,
            *diagnose_indentation(lines, self._indented, self._file, self._above),
            *diagnose_braces(lines, self._braced, self._file),
        )

    def _document(self) -> Node | None:
        self._next()
        if type(self._next()) is yaml.StreamEndEvent:
            return None
        root = self._node(self._next(), 1)
        self._next()
        event = self._next()
        if type(event) is not yaml.StreamEndEvent:
            self._complain("PMG126", _SECOND_DOCUMENT, event, _SECOND_DOCUMENT_HINT)
            # What follows would be called missing.
            return None
        return root

    def _node(self, event: Any, depth: int, dash: int | None = None) -> Node:
        """Return what begins with `event`; `dash` is the column of the dash that it stands behind, if any."""
        if type(event) is not _SCALAR:
            return self._collection(event, depth, dash)
        start, end = event.start_mark, event.end_mark
        line, column = start.line, start.column
        if event.style or line != end.line or event.tag or event.anchor or self._commented:
            return self._special_scalar(event)
        return ScalarNode(event.value, line + 1, column + 1, end.column - column or 1)

    def _special_scalar(self, event: Any) -> ScalarNode:
        """Return a scalar that is not just a word in its line."""
        is_block = event.style in ("|", ">")
        # The line break that ends a block belongs to the notation, not to the text.
        text = event.value.removesuffix("\n") if is_block else event.value
        start, end = event.start_mark, event.end_mark
        length = max(1, end.column - start.column) if start.line == end.line else 1
        scalar = ScalarNode(text, start.line + 1, start.column + 1, length, not event.implicit[0])
        if start.line != end.line and not is_block:
            self._folded.append((scalar, end.line + 1))
        self._check_properties(event)
        if event.style == '"':
            self._check_escapes(scalar)
        if self._commented:
            self._check_comment(scalar, end)
        return scalar

    def _collection(self, event: Any, depth: int, dash: int | None) -> Node:
        if type(event) is _ALIAS_EVENT:
            self._complain("PMG121", _ALIAS, event, _ALIAS_HINT)
            return ScalarNode("", event.start_mark.line + 1, event.start_mark.column + 1, 1)
        if depth > MAX_DEPTH:
            self._complain("PMG124", _TOO_DEEP, event, _TOO_DEEP_HINT)
            raise _Stop
        self._check_properties(event)
        if type(event) is yaml.MappingStartEvent:
            return self._mapping(event, depth + 1, None if event.flow_style else dash)
        return self._sequence(event, depth + 1)

    def _mapping(self, start: Any, depth: int, dash: int | None) -> MappingNode:
        next_event, node = self._next, self._node
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        again: list[ScalarNode] = []
        event = next_event()
        while type(event) is not _MAPPING_END:
            key: Node | None = node(event, depth)
            value = node(next_event(), depth)
            if self._has_odd_keys or not isinstance(key, ScalarNode) or key.text in entries:
                key = self._odd_key(key, entries, again, event)
            if key is not None:
                entries[key.text] = (key, value)
            event = next_event()
        mark = start.start_mark
        if len(again) > 1 and dash is None and not start.flow_style and mark.column > 1:
            # A group below a name that begins anew is a list of which every dash is lost.
            dash = mark.column - 1
        if start.flow_style and any(_COLON.search(name) for name in entries):
            self._braced.append(mark.line)
        if again:
            self._check_again(again, [key for key, _ in entries.values()], dash)
        return MappingNode(tuple(entries.values()), mark.line + 1, mark.column + 1)

    def _odd_key(
        self,
        key: Node | None,
        entries: dict[str, tuple[ScalarNode, Node]],
        again: list[ScalarNode],
        event: Any,
    ) -> ScalarNode | None:
        """Return a key that only looks odd, or None; one that is there already joins `again`."""
        if not isinstance(key, ScalarNode):
            self._complain("PMG125", _KEY, event, _KEY_HINT)
            return None
        key = self._trimmed(key)
        if key.text in entries:
            again.append(key)
            return None
        if key.text == _MERGE_KEY and not key.quoted:
            self._complain("PMG123", _MERGE, event, _MERGE_HINT)
            return None
        return key

    def _sequence(self, start: Any, depth: int) -> SequenceNode:
        items: list[Node] = []
        mark = start.start_mark
        event = self._next()
        while type(event) is not yaml.SequenceEndEvent:
            items.append(self._node(event, depth, mark.column + 1))
            event = self._next()
        return SequenceNode(tuple(items), mark.line + 1, mark.column + 1)

    def _trimmed(self, key: ScalarNode) -> ScalarNode:
        text = key.text.strip()
        if text != key.text and not key.quoted:
            self._indented.append(key)
        return replace(key, text=text)

    def _check_again(self, again: list[ScalarNode], keys: list[ScalarNode], dash: int | None) -> None:
        """Complain about keys that come again; `dash` is the column of the dash before the group, if any."""
        items, twice = split_items(keys, again, in_list=dash is not None)
        lines = split_lines(self._text) if items else []
        for key in items:
            line = with_dash(lines[key.line - 1], key, dash or 1)
            text = another_item(key.line + self._above)
            self._keep("PMG134", text, place_of(key, self._file), write_with_dash(line))
        if begins_project(twice, dash):
            key = twice[0][0]
            text, hint = second_project(key.line + self._above)
            self._keep("PMG120", text, place_of(key, self._file), hint)
            return
        for key, first in twice:
            self._duplicate(key, first)

    def _duplicate(self, key: ScalarNode, first: ScalarNode) -> None:
        text, hint = twice_here(key.text, first.line + self._above, key.line + self._above)
        self._keep("PMG120", text, place_of(key, self._file), hint, place_of(first, self._file))

    def _check_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._complain("PMG121", _ALIAS, event, _ALIAS_HINT)
        if event.tag is not None and (event.tag != _TEXT_TAG or type(event) is not yaml.ScalarEvent):
            self._complain(
                "PMG122", message("The tag {tag} is not used here.", tag=short(event.tag)), event, _TAG_HINT
            )

    def _check_escapes(self, scalar: ScalarNode) -> None:
        problem = unfit_value(scalar.text, place_of(scalar, self._file))
        if problem:
            self.problems.keep(problem)

    def _check_comment(self, scalar: ScalarNode, end: Any) -> None:
        # A value that is left out at the end of the file stands behind its last line.
        rest = "".join(self._commented[end.line : end.line + 1])[end.column :]
        match = _COMMENT.match(rest)
        comment = rest.strip()
        if match and comment.startswith(OWN_MARK):
            self._of_older_year.append(SourcePlace(self._file, end.line + 1, end.column + match.end() + 1))
        elif match and not scalar.quoted and (words := words_read_as_comment(scalar.text, comment)):
            code, text, hint = words
            place = SourcePlace(self._file, end.line + 1, end.column + match.end() + 1)
            self.problems.add(code, text, place, hint=hint or self._with_comment(scalar, end))

    def _with_comment(self, scalar: ScalarNode, end: Any) -> Message:
        """Return how a value is written of which a comment is meant to be a part."""
        line = self._commented[end.line].rstrip()
        is_here = scalar.text and scalar.line == end.line + 1
        begin = scalar.column - 1 if is_here else line.index("#", end.column)
        value = in_chinese_quotes(line[begin:]) or line[begin:]
        meant = f"{line[:begin].strip()} {quoted(value)}".strip()
        return message(
            "If it belongs to the text, write {line} with English single quotes; "
            "write a remark in a line of its own.",
            line=short(meant),
        )

    def _complain(self, code: str, text: Message, event: Any, hint: Message) -> None:
        mark = event.start_mark
        self._keep(code, text, SourcePlace(self._file, mark.line + 1, mark.column + 1), hint)

    def _keep(self, code: str, text: Message, place: SourcePlace, hint: Message, *more: SourcePlace) -> None:
        self.problems.add(code, text, place, *more, hint=hint)
        if len(self.problems) >= _MAX_PROBLEMS:
            raise _Stop


_SECOND_DOCUMENT = message("A second document begins here, and a file holds only one.")
_SECOND_DOCUMENT_HINT = message(
    "Move what follows into a new file of this folder, whose name ends with .yaml, "
    "or call this one 项目.yaml; "
    "delete the line --- only where one project goes on below it."
)
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


def read_root(path: Path, problems: Problems) -> Node | None:
    """Return the root of the file at `path`, or None with problems where there is nothing to read."""
    file = str(path)
    text = read_text(path, file, problems)
    if text is None:
        return None
    composed = compose(text, file)
    problems.extend(composed.problems)
    if composed.root is None and not composed.problems:
        wrong, hint = field_messages.nothing_in_file()
        problems.add("PMG128", wrong, SourcePlace(file, 1, 1), hint=hint)
    return composed.root


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of one file in the order of their places."""
    return sorted(problems, key=_line_and_column)


def _line_and_column(problem: Problem) -> tuple[int, int]:
    place = problem.places[0] if problem.places else None
    return (place.line or 0, place.column or 0) if isinstance(place, SourcePlace) else (0, 0)
