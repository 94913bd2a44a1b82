"""What `pmgen check --fix` changes in the text of a data file: only what is certain, nothing else.

The text is spliced, so every other character stays as it is. Before anything is handed over, the new text is
read again: every value must be the one that was meant, with no more problems, or else nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, pairwise
from pathlib import Path

from pmgen.check.findings import EVERY_INDICATOR
from pmgen.check.review_rule import rule_code
from pmgen.check.wording.text_corrections import (
    CORRECTED_CODES,
    HALF_WIDTH_BRACKET,
    Correction,
    corrections,
    difference,
)
from pmgen.late_pattern import late
from pmgen.load import yaml_nodes
from pmgen.load.field_reading import RecordReader
from pmgen.load.field_source import prepared_table
from pmgen.load.key_messages import nearest_field
from pmgen.load.project_files import ProjectText, parsed, split_texts
from pmgen.load.text_files import split_lines, unfit_characters
from pmgen.load.value_reading import RecordValues
from pmgen.load.yaml_nodes import Node, ScalarNode, place_of, source_span
from pmgen.load.yaml_parsing import ParsedYaml, compose
from pmgen.model.field_definitions import Entity, Field, FieldKind, FieldTable
from pmgen.model.fields import AMBIGUOUS, FIELDS, INDICATOR, WAIVER
from pmgen.problems import Problems

_UNKNOWN_KEY = "PMG201"
REPAIRED_CODES = CORRECTED_CODES | {_UNKNOWN_KEY}
"""The codes of findings that `repairs` may repair; blanks at the end of a line are no finding."""

_SHORTEST = 3
"""With fewer characters, one slip makes half of another word."""


def meant_keys(keys: Sequence[str], entity: Entity) -> dict[str, str]:
    """Return the word of a field for each of the `keys` of a record that can mean nothing else.

    The field is not there yet, no other that is not there is as near, and it is what the loader suggests.
    """
    there = {field.english for key in keys if (field := entity.find(key))}
    lacking = [field for field in entity if field.english not in there]
    missing = [field for field in lacking if field.required]
    found: dict[str, list[tuple[str, str]]] = {}
    for key in keys:
        field = None if entity.find(key) else _only_near(key, lacking)
        if field and field == _suggested(key, lacking, missing):
            found.setdefault(field.english, []).append((key, _near_word(key, field)))
    return dict(pairs[0] for pairs in found.values() if len(pairs) == 1)


def _only_near(key: str, lacking: Sequence[Field]) -> Field | None:
    """Return the field that is one slip away, None where none or several are."""
    if len(key) < _SHORTEST or key in AMBIGUOUS:
        return None
    near = [field for field in lacking if _near_word(key, field)]
    return near[0] if len(near) == 1 else None


def _near_word(key: str, field: Field) -> str:
    words = (field.chinese, field.english, *field.aliases)
    return next((word for word in words if len(word) >= _SHORTEST and is_one_slip(key, word)), "")


def _suggested(key: str, lacking: Sequence[Field], missing: Sequence[Field]) -> Field | None:
    return nearest_field(key, missing) or nearest_field(key, lacking)


def is_one_slip(typed: str, meant: str) -> bool:
    """Tell whether one character is wrong, missing or too much, or two neighbours changed places."""
    start, typed_end, meant_end = difference(typed, meant)
    wrong, right = typed[start:typed_end], meant[start:meant_end]
    return max(len(wrong), len(right)) == 1 or (len(wrong) == 2 and wrong == right[::-1])


_LINE = late(r"[^\n]*\n|[^\n]+")
_LINE_BREAK = late("\r\n|\n|\r")
_FULL_PAIR = late(r"（[^()（）\n]*）")
_BLANKS = late(r"[ \t]+\Z")
_WITHIN_NUMBER = late(r"[\d.,]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` of a file, what they become, and the code of the finding that this repairs.

    Blanks at the end of a line are no finding, and their code is empty.
    """

    start: int
    end: int
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class _Source:
    """The text of a file with its lines, where they begin, and what was read of them."""

    text: str
    lines: list[str]
    starts: list[int]
    root: yaml_nodes.MappingNode
    problems: int
    waivers: tuple[RecordValues, ...]
    has_full_width_brackets: bool
    wanted: Callable[[str], bool]
    table: FieldTable


@dataclass(frozen=True, slots=True)
class _Change:
    """A scalar, the text that it is to have, and the edits by which it gets it."""

    scalar: ScalarNode
    text: str
    edits: tuple[Edit, ...]


Parse = Callable[[str], ParsedYaml]
"""Reads the text of a record."""


def _of_yaml(text: str) -> ParsedYaml:
    return compose(text, "")


def _any_code(code: str) -> bool:
    return True


def repairs(
    text: str,
    entity: str,
    wanted: Callable[[str], bool] = _any_code,
    table: FieldTable = FIELDS,
    parse: Parse = _of_yaml,
) -> tuple[Edit, ...]:
    """Return the edits, in their order, that repair what is certain in a file with a record of `entity`.

    `table` has the fields that may be stated. Only what has a `wanted` code is repaired.
    """
    source = _read(text, entity, table, wanted, parse)
    if source is None:
        return ()
    changes = tuple(_in_record(source, source.root, table[entity], ""))
    edits = [edit for change in changes for edit in change.edits]
    edits = sorted([*edits, *_trailing_blanks(source)], key=lambda edit: edit.start)
    if not edits:
        return ()
    after = _read(apply_edits(text, edits), entity, table, wanted, parse)
    return tuple(edits) if after and _is_as_meant(source, changes, after) else ()


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits` carried out, which are in order and do not overlap."""
    pieces: list[str] = []
    done = 0
    for edit in edits:
        pieces += text[done : edit.start], edit.text
        done = edit.end
    return "".join([*pieces, text[done:]])


def places(text: str, edits: Sequence[Edit]) -> int:
    """Return in how many places `edits` change a text; all that changes of one number is one place."""
    between = (text[before.end : after.start] for before, after in pairwise(edits))
    return len(edits) - sum(_WITHIN_NUMBER.fullmatch(each) is not None for each in between)


def is_readable(text: str, entity: str) -> bool:
    """Tell whether a file can be read as a record of `entity`, without which nothing in it is repaired."""
    return _mapping_of(compose(text, "")) is not None


def stream_repairs(
    text: str, path: Path, wanted: Callable[[str], bool] = _any_code, table: FieldTable = FIELDS
) -> tuple[tuple[Edit, ...], int]:
    """Return the edits that repair the projects of the stream at `path`, and how many cannot be read."""
    lines = _LINE.findall(text)
    starts = [0, *accumulate(map(len, lines))]
    edits, unread = list[Edit](), 0
    for part in split_texts(((line, ()) for line in lines), path):
        parse = partial(_of_stream, str(path))
        if _read(part.text, "project", FIELDS, _any_code, parse) is None:
            unread += 1
            continue
        start = starts[part.above]
        found = repairs(part.text, "project", wanted, table, parse)
        edits += (replace(edit, start=edit.start + start, end=edit.end + start) for edit in found)
    return tuple(edits), unread


def _of_stream(file: str, text: str) -> ParsedYaml:
    """Return what a project of a stream would say with another text, from its first line."""
    return parsed(ProjectText(text, 0, 1, tuple(unfit_characters(text, file))), file)


def _read(
    text: str, entity: str, table: FieldTable, wanted: Callable[[str], bool], parse: Parse
) -> _Source | None:
    """Return a file's text with what was read of it, None where it is not sound."""
    root = _mapping_of(parse(text))
    if root is None:
        return None
    problems = Problems()
    values = RecordReader("", problems, prepared_table(table)).record(root, entity)
    return _Source(
        text=text,
        lines=split_lines(text),
        starts=[0, *(match.end() for match in _LINE_BREAK.finditer(text))],
        root=root,
        problems=len(problems),
        waivers=values.found.get("waivers", ()) if values else (),
        has_full_width_brackets=any(map(_FULL_PAIR.search, _printed(root, table[entity]))),
        wanted=wanted,
        table=table,
    )


def _mapping_of(parsed: ParsedYaml) -> yaml_nodes.MappingNode | None:
    if any(problem.is_error for problem in parsed.problems):
        return None
    return parsed.root if isinstance(parsed.root, yaml_nodes.MappingNode) else None


def _printed(root: yaml_nodes.MappingNode, entity: Entity) -> Iterator[str]:
    """Give every text of a file but those of fields that no form prints."""
    for key, value in root.entries:
        field = entity.find(key.text)
        if field and field.kind is not FieldKind.FREE:
            yield from _texts(value)


def _is_as_meant(before: _Source, changes: Iterable[_Change], after: _Source) -> bool:
    """Tell whether every value is what it was or was to be, and no problem has come up."""
    meant = {(change.scalar.line, change.scalar.column): change.text for change in changes}
    texts = [meant.get((line, column), text) for text, line, column in _flat(before.root)]
    return texts == _texts(after.root) and after.problems <= before.problems


def _texts(node: Node) -> list[str]:
    return [text for text, _, _ in _flat(node)]


def _flat(node: Node) -> Sequence[tuple[str, int, int]]:
    """Return every text below `node` with its place, and where lists and groups begin and end."""
    found: list[tuple[str, int, int]] = []
    _flatten(node, found)
    return found


def _flatten(node: Node, found: list[tuple[str, int, int]]) -> None:
    match node:
        case ScalarNode():
            found.append((node.text, node.line, node.column))
        case yaml_nodes.SequenceNode():
            found.append(("[", 0, 0))
            for item in node.items:
                _flatten(item, found)
            found.append(("]", 0, 0))
        case yaml_nodes.MappingNode():
            found.append(("{", 0, 0))
            for key, value in node.entries:
                _flatten(key, found)
                _flatten(value, found)
            found.append(("}", 0, 0))


def _in_record(
    source: _Source, node: yaml_nodes.MappingNode, entity: Entity, indicator: str
) -> Iterator[_Change]:
    """Give what is to be changed in a record and below; `indicator` is the one that it belongs to, if any."""
    meant = meant_keys([key.text for key, _ in node.entries], entity)
    fields: dict[str, tuple[Field, Node]] = {}
    for key, value in node.entries:
        word = key.text if key.quoted else meant.get(key.text, key.text)
        if word != key.text:
            yield from _change(source, key, (Correction(0, len(key.text), word, _UNKNOWN_KEY),))
        if field := entity.find(word):
            fields[field.english] = field, value
    if (
        entity.name == INDICATOR.name
        and "name" in fields
        and isinstance(name := fields["name"][1], ScalarNode)
    ):
        indicator = name.text
    for field, value in fields.values():
        yield from _in_field(source, value, field, entity, indicator)


def _in_field(
    source: _Source, value: Node, field: Field, entity: Entity, indicator: str
) -> Iterator[_Change]:
    """Give what is to be changed in the value of a field of `entity`."""
    below = source.table.get(field.entity)
    match value:
        case yaml_nodes.SequenceNode() if field.kind in (FieldKind.RECORDS, FieldKind.NAMES):
            for item in value.items:
                yield from _in_field(source, item, field, entity, indicator)
        case yaml_nodes.MappingNode() if below:
            yield from _in_record(source, value, below, indicator)
        case ScalarNode() if not value.is_null:
            shorthand = below.find(below.shorthand) if below else None
            if below and shorthand:
                entity, field = below, shorthand
            yield from _in_scalar(source, value, field, entity, indicator)


def _in_scalar(
    source: _Source, scalar: ScalarNode, field: Field, entity: Entity, indicator: str
) -> Iterator[_Change]:
    # A name in a waiver changes if and only if that of the indicator does.
    about = scalar.text if entity.name == WAIVER.name and field.kind is FieldKind.NAMES else indicator
    accepted = _accepted(source.waivers, about)
    if not source.has_full_width_brackets:
        # Half-width ones throughout are consistent, and those of units stay in any case.
        accepted |= {HALF_WIDTH_BRACKET}
    yield from _change(source, scalar, corrections(scalar.text, field, entity.name, accepted))


def _accepted(waivers: Iterable[RecordValues], indicator: str) -> frozenset[str]:
    """Return the codes of the rules whose findings the data accept here."""
    return frozenset(
        rule_code(waiver.found["rule"])
        for waiver in waivers
        if "rule" in waiver.found and _is_about(waiver.found.get("indicators", ()), indicator)
    )


def _is_about(names: Sequence[str], indicator: str) -> bool:
    return EVERY_INDICATOR in names or indicator in names if indicator else not names


def _change(source: _Source, scalar: ScalarNode, offered: Iterable[Correction]) -> Iterator[_Change]:
    """Give the change of a scalar, if there is any, the source shows all of it, and it needs no quotes."""
    parts = [part for part in offered if source.wanted(part.code)]
    ranges = [_range(source, scalar, part) for part in parts]
    edits = tuple(
        Edit(*found, part.text, part.code) for part, found in zip(parts, ranges, strict=True) if found
    )
    text = apply_edits(scalar.text, (Edit(part.start, part.end, part.text) for part in parts))
    if edits and None not in ranges and (scalar.quoted or _needs_no_quotes(text)):
        yield _Change(scalar, text, edits)


def _needs_no_quotes(text: str) -> bool:
    """Tell whether YAML takes a text as it is: not so one that now begins with > or %."""
    composed = compose(f"- {text}", "")
    return not composed.problems and composed.root is not None and _texts(composed.root) == ["[", text, "]"]


def _range(source: _Source, scalar: ScalarNode, part: Correction) -> tuple[int, int] | None:
    """Return which characters of the file are to be mended, None where that cannot be told."""
    place = place_of(scalar, "")
    span = source_span(source.lines, place, scalar.text, part.start, part.end)
    start = source.starts[(span.line or 1) - 1] + (span.column or 1) - 1
    end = start + span.length
    # The span of a whole plain value is its place; any other that is its place was not found.
    is_whole = source.text[start:end] == scalar.text[part.start : part.end]
    return (start, end) if is_whole or span != place else None


def _trailing_blanks(source: _Source) -> Iterator[Edit]:
    """Give the blanks at the ends of lines outside of blocks; a line with a comment stays as it is."""
    if not source.wanted(""):
        return
    found = [
        (number, start + match.start(), start + match.end())
        for number, (line, start) in enumerate(zip(source.lines, source.starts, strict=True), 1)
        if (match := _BLANKS.search(line)) and "#" not in line
    ]
    kept = set(_lines_of_blocks(source)) if found else ()
    yield from (Edit(start, end, "") for number, start, end in found if number not in kept)


def _lines_of_blocks(source: _Source) -> Iterator[int]:
    """Give the numbers of the lines between the head of a block and the next value."""
    # A value that is left out at the end of the file stands behind its last line.
    places = [place[1:] for place in _flat(source.root) if 0 < place[1] <= len(source.lines)]
    for (line, column), (following, _) in pairwise([*places, (len(source.lines) + 1, 0)]):
        if source.lines[line - 1].startswith(("|", ">"), column - 1):
            yield from range(line + 1, following)
