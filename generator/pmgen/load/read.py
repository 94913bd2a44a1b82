"""Nodes to values by a table of fields: one reader for every kind of record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pmgen.load import complaints
from pmgen.load.days import read_iso_day
from pmgen.load.invisible import without_invisible
from pmgen.load.nodes import Mapping, Node, Scalar, Sequence, place_of
from pmgen.load.places import NodePlaces
from pmgen.load.targets import Remark, own_sign, parse_columns, read_target
from pmgen.model.fields import AMBIGUOUS, Entity, Field, Kind
from pmgen.model.lines import blank_lines, item_lines
from pmgen.model.numeral import Numeral, is_numeral
from pmgen.model.targets import Target
from pmgen.model.terms import Category, CostKind, Term
from pmgen.problems import Message, Problems, SourcePlace

_FIELD = re.compile(r"([^:：]{1,24})([:：])(\s*)")
_YEAR = re.compile(r"(?:19|20)[0-9][0-9]")


@dataclass(frozen=True, slots=True)
class Values:
    """What one record says, by English key, and where; a value that cannot be read is missing."""

    found: dict[str, Any]
    places: NodePlaces


ReadField = Callable[["Reader", Node, Field], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """An entity made ready for reading: its fields by each of their words, and those that it needs."""

    entity: Entity
    fields: MappingType[str, tuple[Field, ReadField]]
    required: tuple[Field, ...]


def tables(entities: Iterable[Entity]) -> dict[str, Table]:
    """Return the tables of `entities` by the entities' names."""
    return {entity.name: _table(entity) for entity in entities}


def _table(entity: Entity) -> Table:
    words = {w: (f, _READERS[f.kind]) for f in entity for w in (*f.aliases, f.chinese, f.english)}
    return Table(entity, words, tuple(field for field in entity if field.required))


@lru_cache(maxsize=64)
def terms_by_word(vocabulary: type[Term]) -> dict[str, Term]:
    """Return the terms of `vocabulary` by each word that a field of it may hold."""
    words = {word: term for term in vocabulary for word in (*term.aliases, term.chinese, str(term.value))}
    if vocabulary is Category:
        words |= {word: kind for kind in CostKind for word in (*kind.aliases, kind.chinese)}
    return words


class Reader:
    """Reads the nodes of one file by a table of entities, and keeps the problems."""

    def __init__(self, file: str, problems: Problems, known: MappingType[str, Table]) -> None:
        self.file = file
        self.problems = problems
        self._tables = known
        self._entities = {name: table.entity for name, table in known.items()}
        self._in_english: bool | None = None

    def place(self, node: Node) -> SourcePlace:
        """Return where `node` stands."""
        return place_of(node, self.file)

    def complain(self, code: str, words: tuple[Message, Message], node: Node, *more: SourcePlace) -> None:
        """Keep a problem with its hint at `node`."""
        wrong, hint = self._as_keys_are(words)
        self.problems.add(code, wrong, self.place(node), *more, hint=hint)

    def _as_keys_are(self, words: tuple[Message, Message]) -> tuple[Message, Message]:
        """Return the words with the names of fields in both languages where the file has English keys."""
        wrong, hint = words
        if not self._in_english:
            return words
        return complaints.in_both_languages(wrong), complaints.in_both_languages(hint)

    def record(self, node: Node, name: str) -> Values | None:
        """Return the fields of a record of the entity `name`, or None where `node` is no record at all."""
        table = self._tables[name]
        if self._in_english is None:
            self._in_english = _has_english_keys(node, table)
        if isinstance(node, Mapping):
            return self._mapping(node, table)
        if isinstance(node, Scalar) and node.is_null:
            self.complain("PMG206", complaints.blank_item(item_lines(table.entity, self._entities)), node)
            return None
        if isinstance(node, Scalar) and self._lacks_colon(node, table):
            return None
        if isinstance(node, Scalar) and table.entity.shorthand:
            return self._shorthand(node, table)
        self.complain("PMG204", complaints.not_a_record(table.entity), node)
        return None

    def _lacks_colon(self, node: Scalar, table: Table) -> bool:
        """Tell whether a text is really a field whose colon YAML does not take as one."""
        match = None if node.quoted else _FIELD.match(node.text)
        if not match or match[1].strip() not in table.fields:
            return False
        name, value = match[1].strip(), node.text[match.end() :]
        code, words = complaints.colon(name, match[2], value, match[3])
        self.complain(code, words, node)
        return True

    def _shorthand(self, node: Scalar, table: Table) -> Values:
        field, read = table.fields[table.entity.shorthand]
        value = read(self, node, field)
        places = NodePlaces(self.file, {"": node, field.english: node})
        return Values({} if value is None else {field.english: value}, places)

    def _mapping(self, node: Mapping, table: Table) -> Values:
        known: dict[str, Node | SourcePlace] = {"": node}
        keys: dict[str, Scalar] = {}
        found: dict[str, Any] = {}
        unknown: list[tuple[Scalar, Node]] = []
        fields = table.fields
        for key, child in node.entries:
            if key.text not in fields:
                unknown.append((key, child))
                continue
            field, read = fields[key.text]
            name = field.english
            if name in keys:
                self._twice(key, keys[name])
                continue
            keys[name] = key
            if not (isinstance(child, Scalar) and child.is_null):
                known[name] = child
                value = read(self, child, field)
                if value is not None:
                    found[name] = value
        meant = self._check_unknown(unknown, table, keys) if unknown else ()
        self._check_required(node, table, keys, {**known, **dict.fromkeys(meant)} if meant else known)
        return Values(found, NodePlaces(self.file, known))

    def _check_required(
        self, node: Mapping, table: Table, keys: dict[str, Scalar], known: MappingType[str, object]
    ) -> None:
        for field in table.required:
            if field.english in known:
                continue
            lines = blank_lines(field, self._entities)
            key = keys.get(field.english)
            if key is None:
                self.complain("PMG205", complaints.missing(table.entity, field, lines), node)
            else:
                self.complain("PMG205", complaints.blank(key.text, key.line, lines), key)

    def _check_unknown(
        self, unknown: Iterable[tuple[Scalar, Node]], table: Table, keys: MappingType[str, object]
    ) -> set[str]:
        """Complain about the keys that name no field; return the missing fields that they are meant for."""
        missing = [field for field in table.required if field.english not in keys]
        meant: set[str] = set()
        for key, child in unknown:
            if key.text in AMBIGUOUS:
                self.complain("PMG202", complaints.ambiguous_key(key.text), key)
            elif near := _meant(key.text, table, missing):
                word, field = near
                value = child.text if isinstance(child, Scalar) else ""
                self.complain("PMG201", complaints.misspelt_key(key.text, word, value), key)
                meant.add(field.english)
            else:
                self.complain("PMG201", complaints.unknown_key(key.text, table.entity), key)
        return meant

    def items(self, nodes: Iterable[Node], name: str) -> Iterator[Values]:
        """Give the records of a list; a text that its colon made a field of is none."""
        table = self._tables[name]
        for node in nodes:
            if isinstance(node, Mapping) and _is_split_text(node, table):
                key, value = node.entries[0]
                rest = value.text if isinstance(value, Scalar) else ""
                self.complain("PMG133", complaints.colon_in_item(key.text, rest), key)
            elif values := self.record(node, name):
                yield values

    def _twice(self, key: Scalar, first: Scalar) -> None:
        self.complain("PMG203", complaints.same_field(first.text, key.text), key, self.place(first))


def _has_english_keys(node: Node, table: Table) -> bool:
    keys = (key.text for key, _ in node.entries) if isinstance(node, Mapping) else ()
    return any(key.isascii() and key in table.fields for key in keys)


def _meant(key: str, table: Table, missing: Iterable[Field]) -> tuple[str, Field] | None:
    """Return the word that a key is meant for, and its field: the one that it shows, or a missing one."""
    shown = without_invisible(key)
    if shown != key and shown in table.fields:
        return shown, table.fields[shown][0]
    return complaints.nearest_word(key, missing)


def _is_split_text(node: Mapping, table: Table) -> bool:
    """Tell whether a mapping in a list of texts has no name that is, or is nearly, a field's."""
    return bool(table.entity.shorthand and node.entries) and not any(
        key.text in table.fields or complaints.nearest_field(key.text, table.entity)
        for key, _ in node.entries
    )


def _text_of(reader: Reader, node: Node, field: Field) -> str | None:
    """Return the text of a scalar as it stands; white space at its ends is data, and is reported."""
    if not isinstance(node, Scalar):
        reader.complain("PMG204", complaints.not_a_text(field), node)
        return None
    text = node.text
    inner = text.strip()
    if not inner or node.is_null:
        reader.complain("PMG206", complaints.empty(field), node)
        return None
    if len(inner) < len(text):
        reader.complain("PMG-P03", complaints.outer_blanks(field), node)
    return text


def _numeral(reader: Reader, node: Node, field: Field) -> Numeral | None:
    text = _text_of(reader, node, field)
    if text is None or is_numeral(text):
        return None if text is None else Numeral(text)
    reader.complain("PMG207", complaints.not_a_number(field, text), node)
    return None


def _year(reader: Reader, node: Node, field: Field) -> int | None:
    text = _text_of(reader, node, field)
    if text is None or _YEAR.fullmatch(text):
        return None if text is None else int(text)
    reader.complain("PMG222", complaints.not_a_year(field, text), node)
    return None


def _date(reader: Reader, node: Node, field: Field) -> date | None:
    text = _text_of(reader, node, field)
    day = None if text is None else read_iso_day(text)
    if text is not None and day is None:
        reader.complain("PMG208", complaints.not_a_day(field, text), node)
    return day


def _term(reader: Reader, node: Node, field: Field) -> Term | None:
    text = _text_of(reader, node, field)
    if text is None or field.term is None:
        return None
    terms = terms_by_word(field.term)
    term = terms.get(text)
    if term is None:
        reader.complain("PMG209", complaints.unknown_term(field, text, field.term), node)
    return term


def _names(reader: Reader, node: Node, field: Field) -> tuple[Any, ...]:
    """Return a list of names or terms; one name needs no list."""
    items = node.items if isinstance(node, Sequence) else (node,)
    read = _text_of if field.term is None else _term
    found = [read(reader, item, field) for item in items]
    return tuple(item for item in found if item is not None)


def _options(reader: Reader, node: Node, field: Field) -> dict[str, str] | None:
    if not isinstance(node, Mapping):
        reader.complain("PMG204", complaints.not_options(field), node)
        return None
    texts = {key.text: _text_of(reader, value, field) for key, value in node.entries}
    return {name: text for name, text in texts.items() if text is not None}


def _record(reader: Reader, node: Node, field: Field) -> Values | None:
    return reader.record(node, field.entity)


def _records(reader: Reader, node: Node, field: Field) -> tuple[Values, ...] | None:
    if not isinstance(node, Sequence):
        reader.complain("PMG204", complaints.not_a_list(field), node)
        return None
    if not node.items and field.required:
        reader.complain("PMG206", complaints.empty(field), node)
    return tuple(reader.items(node.items, field.entity))


def _target(reader: Reader, node: Node, field: Field) -> Target | None:
    if isinstance(node, Mapping):
        return _long_target(reader, node, field)
    text = _text_of(reader, node, field)
    if text is None:
        return None
    reading = read_target(text)
    if reading.remark is not Remark.NONE:
        reader.complain(*complaints.odd_target(reading, text), node)
    return reading.target


def _long_target(reader: Reader, node: Mapping, field: Field) -> Target | None:
    values = reader.record(node, field.entity)
    if values is None or "value" not in values.found:
        return None
    found = values.found
    reading = read_target(found["value"])
    if reading.remark is Remark.LETTERS:
        code, (wrong, hint) = complaints.odd_target(reading, found["value"])
        reader.problems.add(code, wrong, values.places["value"], hint=hint)
    comparator, value = found.get("comparator"), found["value"]
    own, _ = own_sign(value)
    if comparator and own not in (None, comparator):
        wrong, hint = complaints.two_signs(comparator.chinese, value)
        places = values.places
        reader.problems.add("PMG227", wrong, places["value"], places["comparator"], hint=hint)
        return None
    return parse_columns(comparator.chinese if comparator else "", value, found.get("measure_unit", ""))


def _free(reader: Reader, node: Node, field: Field) -> Node:
    return node


_READERS: dict[Kind, ReadField] = {
    Kind.TEXT: _text_of,
    Kind.NUMERAL: _numeral,
    Kind.YEAR: _year,
    Kind.DATE: _date,
    Kind.TERM: _term,
    Kind.TARGET: _target,
    Kind.NAMES: _names,
    Kind.OPTIONS: _options,
    Kind.RECORD: _record,
    Kind.RECORDS: _records,
    Kind.FREE: _free,
}
