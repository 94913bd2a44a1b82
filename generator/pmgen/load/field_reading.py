"""Nodes to values by a table of fields: one reader for every kind of record."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from collections.abc import Mapping as MappingType
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from pmgen.late_pattern import late
from pmgen.load import field_messages, key_messages, target_messages
from pmgen.load.grouped_indicators import kind_as_key, not_by_kind
from pmgen.load.indicator_rows import row_cells, row_of_cells, rows_beside
from pmgen.load.lost_headings import FOR_EDITORS, heading_lost, is_for_editors, items_elsewhere
from pmgen.load.marked_remarks import is_word_for_remarks, remark_as_field
from pmgen.load.meant_lines import field_within, told_apart, without_bullet
from pmgen.load.meant_terms import meant_term
from pmgen.load.missing_lines import fitting_example, line_to_add, name_by_file, name_to_add
from pmgen.load.other_names import no_such_column, other_name
from pmgen.load.pasted_tables import TABLE_HEAD, is_table_head, several_cells
from pmgen.load.text_files import read_lines, without_invisible
from pmgen.load.value_reading import READERS, ReadField, RecordValues
from pmgen.load.yaml_nodes import MappingNode, Node, NodePlaces, ScalarNode, line_of, place_of
from pmgen.model.dates import is_year
from pmgen.model.field_definitions import Entity, Field, FieldKind, blank_lines, item_lines, nested_lines
from pmgen.model.fields import AMBIGUOUS, INDICATOR
from pmgen.model.numerals import is_numeral
from pmgen.model.target_reading import in_one_piece
from pmgen.model.terms import AmountUnit, Category
from pmgen.problems import Message, Problems, SourcePlace

_TARGET_COLUMNS = {
    "指标方向": "comparator",
    "comparator": "comparator",
    "计量单位": "measure_unit",
    "measure_unit": "measure_unit",
    "单位": "measure_unit",
}
"""Columns of a target on forms, by the words that people make fields of an indicator."""
_FILES = ("project", "annex")
"""Entities that whole files describe."""
_JSON = (".json", ".jsonl")
_NO_GAPS: MappingType[str, str] = {}
_AMOUNT = late(rf"([0-9][0-9.,]*) *({'|'.join(unit.chinese for unit in AmountUnit)})")
_FIELD = late(r"([^:：]{1,24})([:：])(\s*)")


class SaidAbove(NamedTuple):
    """What annex.yaml says for its projects in a word, by the English keys, and the `levels` of its form.

    These are asked for only where something is wrong.
    """

    words: MappingType[str, ScalarNode]
    levels: Callable[[], Sequence[tuple[str, str]]] = tuple


NOTHING_ABOVE = SaidAbove({})


@dataclass(frozen=True, slots=True, eq=False)
class PreparedEntity:
    """An entity made ready for reading: its fields by each of their words, and those that it needs."""

    entity: Entity
    fields: MappingType[str, tuple[Field, ReadField]]
    required: tuple[Field, ...]


def prepared(entities: Iterable[Entity]) -> dict[str, PreparedEntity]:
    """Return the tables of `entities` by the entities' names."""
    return {entity.name: _table(entity) for entity in entities}


def _table(entity: Entity) -> PreparedEntity:
    words = {w: (f, READERS[f.kind]) for f in entity for w in (*f.aliases, f.chinese, f.english)}
    return PreparedEntity(entity, words, tuple(field for field in entity if field.required))


class RecordReader:
    """Reads the nodes of one file by a table of entities, and keeps the problems."""

    def __init__(
        self,
        file: str,
        problems: Problems,
        known: MappingType[str, PreparedEntity],
        packs_with: Callable[[str, str], tuple[str, ...]] = lambda entity, key: (),
        gaps: MappingType[str, str] = _NO_GAPS,
        above: SaidAbove = NOTHING_ABOVE,
    ) -> None:
        """Take the entities to read by; `packs_with` names the packs whose `entity` has a field `key`.

        `above` is what annex.yaml says for all projects.

        Of the entity "category" it names those with a 二级指标 of that word. `gaps` say by English keys what
        may stand behind a field that is missing.
        """
        self.file = file
        self.problems = problems
        self._packs_with = packs_with
        self._tables = known
        self._gaps = gaps
        self._above = above
        self._entities = {name: table.entity for name, table in known.items()}
        project = self._entities.get("project")
        self._name_of_project = project.find("name") if project else None
        self._in_english: bool | None = None
        self._with_cells: list[ScalarNode] = []
        """Texts with tabs, as several cells of a table are."""
        self._astray: list[ScalarNode] = []
        """The first keys of indicators among goals."""
        self._beside: Sequence[tuple[ScalarNode, Node]] = ()
        """The fields of the record that is being read."""

    def entity(self, name: str) -> Entity:
        """Return the entity of that name."""
        return self._entities[name]

    def place(self, node: Node) -> SourcePlace:
        """Return where `node` stands."""
        return place_of(node, self.file)

    def report(self, code: str, words: tuple[Message, Message], node: Node, *more: SourcePlace) -> None:
        """Keep a problem with its hint at `node`."""
        wrong, hint = self._as_keys_are(words)
        self.problems.add(code, wrong, self.place(node), *more, hint=hint)

    def _as_keys_are(self, words: tuple[Message, Message]) -> tuple[Message, Message]:
        """Return the words with the names of fields in both languages where the file has English keys."""
        wrong, hint = words
        if not self._in_english:
            return words
        return field_messages.in_both_languages(wrong), field_messages.in_both_languages(hint)

    def record(self, node: Node, name: str) -> RecordValues | None:
        """Return the fields of a record of the entity `name`, or None where `node` is no record at all."""
        table = self._tables[name]
        if self._in_english is None:
            self._in_english = _has_english_keys(node, table)
        if isinstance(node, MappingNode):
            return self._mapping(node, table)
        if isinstance(node, ScalarNode) and node.is_null:
            self.report("PMG206", field_messages.blank_item(item_lines(table.entity, self._entities)), node)
            return None
        if isinstance(node, ScalarNode) and self._lacks_colon(node, table):
            return None
        if isinstance(node, ScalarNode) and table.entity.shorthand:
            return self._shorthand(node, table)
        if isinstance(node, ScalarNode) and is_table_head(node.text):
            self.report("PMG204", TABLE_HEAD, node)
            return None
        if name == "indicator" and self.is_row(node):
            return None
        if isinstance(node, ScalarNode) and (lines := self._lines_for(node.text, table.entity)):
            self.report("PMG204", field_messages.no_record_but_text(table.entity.chinese, lines), node)
            return None
        self.report(
            "PMG204", field_messages.not_a_record(table.entity, self._lines_of(node, table.entity)), node
        )
        return None

    def _lines_of(self, node: Node, entity: Entity) -> tuple[str, ...]:
        """Return the lines that a node is meant for, below a dash or a name; none for a whole file."""
        if entity.name in _FILES:
            return ()
        lines = self.item_lines(node, entity)
        fields = chain(*self._entities.values())
        if any(field.kind is FieldKind.RECORDS and field.entity == entity.name for field in fields):
            return tuple(f"  {' ' if n else '-'} {line}" for n, line in enumerate(lines))
        return nested_lines((entity.chinese,), lines)

    def item_lines(self, node: Node, entity: Entity) -> tuple[str, ...]:
        """Return the lines of a record with what `node` says, and gaps for what it lacks."""
        said = dict(_said(node, entity))
        needed = {field.chinese: blank_lines(field, self._entities) for field in entity if field.required}
        lacking = {name: lines for name, lines in needed.items() if name not in said}
        return tuple(chain(*said.values(), *lacking.values()))

    def _lines_for(self, text: str, entity: Entity) -> tuple[str, ...]:
        """Return the lines in which a record says a number by its only field that it needs, if it can."""
        needed = [field for field in entity if field.required and field.kind is FieldKind.RECORD]
        inner = self._entities[needed[0].entity] if len(needed) == 1 else None
        shorthand = inner.find(inner.shorthand) if inner and inner.shorthand else None
        if shorthand is None or not text[:1].isdecimal():
            return ()
        match = _AMOUNT.fullmatch(text)
        inner_lines = nested_lines(
            (needed[0].chinese,), (f"{shorthand.chinese}: {match[1] if match else text}",)
        )
        unit = entity.find("amount_unit")
        own = (f"{unit.chinese}: {match[2]}",) if match and unit else ()
        return nested_lines((entity.chinese,), (*own, *inner_lines))

    def _lacks_colon(self, node: ScalarNode, table: PreparedEntity) -> bool:
        """Tell whether a text is really a field whose colon YAML does not take as one."""
        match = None if node.quoted else _FIELD.match(node.text)
        if not match or match[1].strip() not in table.fields:
            return False
        name, value = match[1].strip(), node.text[match.end() :]
        code, words = field_messages.colon(name, match[2], value, match[3])
        self.report(code, words, node)
        return True

    def _shorthand(self, node: ScalarNode, table: PreparedEntity) -> RecordValues:
        field, read = table.fields[table.entity.shorthand]
        value = read(self, node, field)
        key = next((key.text for key, child in self._beside if child is node), field.chinese)
        is_year_alone = field.kind is FieldKind.AMOUNT and is_year(node.text)
        if is_year_alone and not any(table.entity.find(key.text) for key, _ in self._beside):
            self.report("PMG232", field_messages.year_for_amount(field, node.text, key), node)
        places = NodePlaces(self.file, {"": node, field.english: node})
        return RecordValues(table.entity, {} if value is None else {field.english: value}, places)

    def _mapping(self, node: MappingNode, table: PreparedEntity) -> RecordValues:
        known: dict[str, Node | SourcePlace] = {"": node}
        keys: dict[str, ScalarNode] = {}
        found: dict[str, Any] = {}
        unknown: list[tuple[ScalarNode, Node]] = []
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
            if not (isinstance(child, ScalarNode) and child.is_null):
                known[name] = child
                self._beside = node.entries
                value = read(self, child, field)
                if value is not None:
                    found[name] = value
        unknown = self._without_target_columns(unknown, known) if unknown else unknown
        if unknown and (group := self._group_left_out(unknown, table, node)):
            known[group.english] = node
            unknown = [each for each in unknown if not self._entities[group.entity].find(each[0].text)]
        meant = self._check_unknown(unknown, table, keys) if unknown else set[str]()
        self._check_required(node, table, keys, {**known, **dict.fromkeys(meant)} if meant else known)
        if self._with_cells:
            self._check_cells()
        if self._astray and (indicators := table.entity.find("indicators")):
            self._check_astray(indicators, is_there="indicators" in keys)
        misspelt = _misspelt(unknown, table.entity, keys) | meant if unknown else frozenset[str]()
        return RecordValues(table.entity, found, NodePlaces(self.file, known), misspelt)

    def note_cells(self, node: ScalarNode) -> None:
        """Keep that a text has tabs in it; what is told of it depends on the fields beside it."""
        self._with_cells.append(node)

    def _check_cells(self) -> None:
        for node in self._with_cells:
            self.report("PMG131", several_cells(node.text), node)
        self._with_cells.clear()

    def _check_astray(self, indicators: Field, is_there: bool) -> None:
        first = self._astray[0]
        if is_there:
            self.report("PMG204", items_elsewhere(indicators.chinese, first.line), first)
        else:
            self.report("PMG205", heading_lost(indicators.chinese, first.line), first)
        self._astray.clear()

    def _without_target_columns(
        self, unknown: list[tuple[ScalarNode, Node]], known: MappingType[str, object]
    ) -> list[tuple[ScalarNode, Node]]:
        """Return the unknown fields without the columns of a target, which are told of with the target."""
        target = known.get("target")
        parts = {
            _TARGET_COLUMNS[key.text]: (key, child) for key, child in unknown if key.text in _TARGET_COLUMNS
        }
        if not parts or not isinstance(target, ScalarNode):
            return unknown
        texts = {name: child.text for name, (_, child) in parts.items() if isinstance(child, ScalarNode)}
        line = (
            f"指标值: {in_one_piece(texts.get('comparator', ''), target.text, texts.get('measure_unit', ''))}"
        )
        keys = [key for key, _ in parts.values()]
        others = [f"“{key.text}”" for key in keys]
        self.report("PMG201", target_messages.target_in_parts(line, others), keys[0])
        return [each for each in unknown if each[0] not in keys]

    def _group_left_out(
        self, unknown: Sequence[tuple[ScalarNode, Node]], table: PreparedEntity, node: MappingNode
    ) -> Field | None:
        """Return the group whose fields stand directly below the record that needs it, and complain."""
        for field in table.required:
            entity = self._entities[field.entity] if field.kind is FieldKind.RECORD else None
            inner = [each for each in unknown if entity and entity.find(each[0].text)]
            there = next((child for key, child in node.entries if key.text in field.words), None)
            if not inner or not (there is None or _is_year_or_nothing(there)):
                continue
            above = () if table.entity.name in _FILES else (table.entity.chinese,)
            lines = nested_lines((*above, field.chinese), [line_of(key, value) for key, value in inner])
            year = there.text if isinstance(there, ScalarNode) else ""
            self.report("PMG205", field_messages.group_left_out(field.chinese, year, lines), inner[0][0])
            return field
        return None

    def _check_required(
        self,
        node: MappingNode,
        table: PreparedEntity,
        keys: dict[str, ScalarNode],
        known: MappingType[str, object],
    ) -> None:
        for field in table.required:
            if field.english in known or (field.english == "indicators" and self._astray):
                continue
            lines = blank_lines(fitting_example(field, node), self._entities)
            if field.english in self._gaps:
                lines = (f"{field.chinese}: {self._gaps[field.english]}",)
            key = keys.get(field.english)
            if key is None and (holder := _line_with(field, node)):
                self.report("PMG131", told_apart(field.chinese, [*map(_below(node), holder[1])]), holder[0])
                self._with_cells = [each for each in self._with_cells if each is not holder[0]]
            elif key is None and field is self._name_of_project and (name := name_by_file(self.file)):
                hint = name_to_add(node, field, name)
                self.report("PMG205", field_messages.missing(table.entity, field, hint), node)
            elif key is None:
                hint = line_to_add(node, table.entity, field, lines, in_yaml=not self.file.endswith(_JSON))
                self.report("PMG205", field_messages.missing(table.entity, field, hint), node)
            else:
                self.report("PMG205", field_messages.blank(key.text, key.line, lines), key)

    def _check_unknown(
        self,
        unknown: Iterable[tuple[ScalarNode, Node]],
        table: PreparedEntity,
        keys: MappingType[str, object],
    ) -> set[str]:
        """Complain about the keys that name no field; return the missing fields that they are meant for."""
        missing = [field for field in table.required if field.english not in keys]
        meant: set[str] = set()
        for key, child in unknown:
            if key.text in AMBIGUOUS:
                self.report("PMG202", key_messages.ambiguous_key(key.text), key)
                continue
            value = child.text if isinstance(child, ScalarNode) else ""
            if other := other_name(key.text, value, table.entity, keys):
                self.report("PMG201", other[1], key)
                meant.add(other[0])
            elif near := _meant(key.text, table, missing, keys):
                word, field = near
                self.report("PMG201", key_messages.misspelt_key(key.text, word, value), key)
                meant.add(field.english)
            else:
                self.report("PMG201", self._unknown(key.text, value, table.entity, keys), key)
        return meant

    def _unknown(
        self, key: str, value: str, entity: Entity, there: Container[str]
    ) -> tuple[Message, Message]:
        if packs := self._packs_with(entity.name, key):
            return key_messages.field_of_packs(key, packs)
        if is_for_editors(key):
            return FOR_EDITORS
        if words := no_such_column(key):
            return words
        if value and is_word_for_remarks(key):
            return remark_as_field(key, value)
        of_annex = self._entities["annex"].find(key) if entity.name == "project" else None
        if of_annex and (said := self._above.words.get(of_annex.english)):
            return key_messages.said_for_all(key, value, said)
        return key_messages.unknown_key(key, entity, self._entities, there)

    def unknown_term(self, node: Node, field: Field, text: str) -> None:
        """Complain about a word that is none of the field's, be it a category of another pack."""
        packs = self._packs_with("category", text) if field.term is Category else ()
        if packs:
            self.report("PMG209", key_messages.category_of_packs(text, packs), node)
        elif above := self._level_above(field, node, text):
            self.report("PMG209", above, node)
        elif other := self._exchanged(field, node):
            self.report("PMG209", field_messages.exchanged(field, text, *other), node)
        elif text in _AS_ABOVE and (above_it := self._word_above(field, node)):
            self.report("PMG209", field_messages.as_above(field, text, *above_it), node)
        else:
            told = meant_term(field, text, *self._name_and_target(node))
            self.report("PMG209", field_messages.unknown_term(field, text, told), node)

    def _level_above(self, field: Field, node: Node, text: str) -> tuple[Message, Message] | None:
        """Return what is said of a word of the level above; None for any other."""
        from pmgen.model.shown_categories import shown_category, words_below

        below = words_below(text, field, self._above.levels())
        if not below:
            return None
        name, target = self._name_and_target(node)
        meant = shown_category(name, target)
        word = meant.chinese if meant and meant.chinese in below else ""
        return field_messages.level_above(field, text, below, name, word)

    def _name_and_target(self, node: Node) -> tuple[str, str]:
        """Return the name and the target that stand beside `node` in its indicator; "" is not there."""
        beside = {
            found.english: child.text.strip()
            for key, child in self._beside
            if isinstance(child, ScalarNode) and (found := INDICATOR.find(key.text)) and child is not node
        }
        return beside.get("name", ""), beside.get("target", "")

    def _exchanged(self, field: Field, node: Node) -> tuple[str, str] | None:
        """Return the key of a text beside `node` that is a word for `field`, and that word."""
        is_number = isinstance(node, ScalarNode) and is_numeral(node.text.strip())
        beside = _NUMBERS_BESIDE if is_number else _FREE_BESIDE
        texts = [
            (key.text, child.text.strip())
            for key, child in self._beside
            if key.text in beside and child is not node and isinstance(child, ScalarNode)
        ]
        return next((each for each in texts if each[1] in field.allowed_words), None)

    def exchanged_number(self, node: ScalarNode) -> tuple[str, str] | None:
        """Return the key of a field beside `node` that takes the word in it, and the number which it has."""
        for key, child in self._beside:
            field = INDICATOR.find(key.text)
            takes_it = field is not None and node.text.strip() in field.allowed_words
            if takes_it and isinstance(child, ScalarNode) and is_numeral(child.text):
                return key.text, child.text
        return None

    def _word_above(self, field: Field, node: Node) -> tuple[int, str] | None:
        """Return the line of the nearest value above `node` that is a word of its field, and the word."""
        above = enumerate(read_lines(self.file)[: node.line - 1], 1)
        for number, line in reversed([*above]):
            name, _, value = line.strip().removeprefix("- ").partition(":")
            if name.strip() in field.words and value.strip() in field.allowed_words:
                return number, value.strip()
        return None

    def items(self, nodes: Iterable[Node], name: str) -> Iterator[RecordValues]:
        """Give the records of a list; a text that its colon made a field of is none."""
        table = self._tables[name]
        for node in nodes:
            if name == "indicator" and self.is_by_kind(node):
                continue
            if isinstance(node, MappingNode) and _is_split_text(node, table):
                key, value = node.entries[0]
                if name == "goal" and key.text in self._tables["indicator"].fields:
                    self._astray.append(key)
                    continue
                rest = value.text if isinstance(value, ScalarNode) else ""
                self.report("PMG133", field_messages.colon_in_item(key.text, rest), key)
            elif values := self.record(node, name):
                yield values

    def is_by_kind(self, node: Node) -> bool:
        """Tell whether indicators stand below the word of their kind, and complain about it."""
        entity = self.entity("indicator")
        key = kind_as_key(node, entity)
        if key:
            self.report("PMG204", not_by_kind(key, node, entity, self._entities), key)
        return key is not None

    def is_row(self, node: Node) -> bool:
        """Tell whether an indicator is a row copied out of a table, and complain about it."""
        is_row = isinstance(node, ScalarNode) and ("\t" in node.text or row_cells(node.text))
        if is_row and isinstance(node, ScalarNode):
            self.report("PMG204", row_of_cells(node.text, rows_beside(read_lines(self.file))), node)
        return bool(is_row)

    def _twice(self, key: ScalarNode, first: ScalarNode) -> None:
        self.report("PMG203", field_messages.same_field(first.text, key.text), key, self.place(first))


_FREE_BESIDE = frozenset(
    word for field in INDICATOR for word in field.words if field.english in ("name", "target")
)
"""The fields of an indicator that take any text, which a word of a list is put into by mistake."""


_NUMBERS_BESIDE = frozenset(
    word for field in INDICATOR for word in field.words if field.kind is FieldKind.NUMERAL
)
"""The fields of an indicator that take a number, with whose columns another may be exchanged."""
_AS_ABOVE = frozenset(("同上", "同前", "同上行", "〃", "″", "“", "”"))


def _is_year_or_nothing(node: Node) -> bool:
    return isinstance(node, ScalarNode) and (node.is_null or is_year(node.text))


def _misspelt(
    unknown: Iterable[tuple[ScalarNode, Node]], entity: Entity, there: Container[str]
) -> frozenset[str]:
    """Return the fields, by their English names, that unknown keys are nearest to and that are not there."""
    lacking = [field for field in entity if field.english not in there]
    near = (key_messages.nearest_field(key.text, lacking) for key, _ in unknown)
    return frozenset(field.english for field in near if field)


def _below(node: MappingNode) -> Callable[[str], str]:
    """Return what puts the blanks before a line that stand before the fields of a record."""
    return (" " * (node.column - 1)).__add__


def _line_with(field: Field, node: MappingNode) -> tuple[ScalarNode, tuple[str, str]] | None:
    """Return the text in which `field` stands behind another's value, with the lines of both."""
    for key, child in node.entries:
        found = isinstance(child, ScalarNode) and not child.quoted and field_within(child.text, field.words)
        if found and isinstance(child, ScalarNode):
            before, name, value = found
            return child, (f"{key.text}: {before}", f"{name}: {value}")
        if isinstance(child, ScalarNode) and not child.quoted and child.text.count("\t") == 1:
            cells = child.text.split("\t")
            return child, (f"{key.text}: {cells[0].strip()}", f"{field.chinese}: {cells[1].strip()}")
    return None


def _has_english_keys(node: Node, table: PreparedEntity) -> bool:
    keys = (key.text for key, _ in node.entries) if isinstance(node, MappingNode) else ()
    return any(key.isascii() and key in table.fields for key in keys)


def _meant(
    key: str, table: PreparedEntity, missing: Iterable[Field], there: Container[str]
) -> tuple[str, Field] | None:
    """Return the word that a key is meant for, and its field: the one that it shows, or a missing one."""
    shown = without_invisible(key)
    if shown != key and shown in table.fields:
        return shown, table.fields[shown][0]
    bare = key_messages.without_additions(key)
    if bare in table.fields and table.fields[bare][0].english not in there:
        return bare, table.fields[bare][0]
    return key_messages.nearest_word(key, missing)


def _said(node: Node, entity: Entity) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the fields that a node states, with their lines; a text is of the first that can take it."""
    if isinstance(node, MappingNode):
        for key, child in node.entries:
            field = entity.find(key.text)
            text = child.text if isinstance(child, ScalarNode) else "……"
            yield field.chinese if field else key.text, (f"{key.text}: {text}".rstrip(),)
    elif isinstance(node, ScalarNode) and node.text:
        text = without_bullet(node.text)
        needed = [field for field in entity if field.required]
        taker = next((f for f in needed if text in f.allowed_words or f.kind is FieldKind.TEXT), None)
        if taker:
            yield taker.chinese, (f"{taker.chinese}: {text}",)


def _is_split_text(node: MappingNode, table: PreparedEntity) -> bool:
    """Tell whether a mapping in a list of texts has no name that is, or is nearly, a field's."""
    return bool(table.entity.shorthand and node.entries) and not any(
        key.text in table.fields or key_messages.nearest_field(key.text, table.entity)
        for key, _ in node.entries
    )
