"""The value of a field from its node, kind by kind: one small function each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from pmgen.load import field_messages, target_messages, time_messages
from pmgen.load.indentation_messages import blank_behind_dash
from pmgen.load.meant_lines import bullet_of, has_odd_blank, without_bullet, wrong_dash
from pmgen.load.quoted_values import (
    BRACKETS,
    behind_odd_sign,
    chinese_quotes,
    in_brackets,
    is_still_to_come,
    quoted_in_chinese,
    still_to_come,
)
from pmgen.load.target_messages import target_of_cells
from pmgen.load.yaml_nodes import MappingNode, Node, NodePlaces, ScalarNode, SequenceNode
from pmgen.model.calendar_values import (
    Duration,
    Month,
    TimeSpan,
    read_duration,
    read_month,
    read_time_span,
)
from pmgen.model.dates import is_year, read_iso_day
from pmgen.model.field_definitions import Entity, Field, FieldKind
from pmgen.model.numerals import Numeral, is_numeral
from pmgen.model.target_reading import TargetNotation, own_sign, parse_columns, read_target
from pmgen.model.targets import Target
from pmgen.model.terms import Category, CostKind, OwnCategory, Term
from pmgen.problems import Message

if TYPE_CHECKING:
    from pmgen.load.field_reading import RecordReader

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RecordValues:
    """What one record of `entity` says, by English key, and where; a value that cannot be read is missing.

    `misspelt` are the fields, by their English names, that unknown keys seem to be meant for.
    """

    entity: Entity
    found: dict[str, Any]
    places: NodePlaces
    misspelt: frozenset[str] = frozenset()


ReadField = Callable[["RecordReader", Node, Field], Any]


@lru_cache(maxsize=64)
def terms_by_word(vocabulary: type[Term]) -> dict[str, Term]:
    """Return the terms of `vocabulary` by each word that a field of it may hold."""
    words = {word: term for term in vocabulary for word in (*term.aliases, term.chinese, str(term.value))}
    if vocabulary is Category:
        words |= {word: kind for kind in CostKind for word in (*kind.aliases, kind.chinese)}
    return words


def _text_of(reader: RecordReader, node: Node, field: Field) -> str | None:
    """Return the text of a scalar as it stands; white space at its ends is data, and is reported."""
    if not isinstance(node, ScalarNode):
        reader.report("PMG204", _no_text(node, field), node)
        return None
    text = node.text
    inner = text.strip()
    if not inner or node.is_null:
        reader.report("PMG206", field_messages.empty(field), node)
        return None
    if text[0] == "…" and (field_messages.is_sample(text) or _is_left_unsaid(field, inner)):
        reader.report("PMG206", field_messages.sample_left(field, text), node)
        return None
    is_prose = _is_prose(field)
    if not node.quoted and (meant := quoted_in_chinese(inner, is_prose=is_prose)):
        reader.report("PMG240", chinese_quotes(inner, meant, is_prose=is_prose), node)
        return meant
    if len(inner) < len(text) and field.kind in _OF_ANY_WORDS:
        reader.report("PMG-P03", field_messages.outer_blanks(field), node)
    if "\t" in inner and not node.quoted and field.kind not in _NUMBERS:
        reader.note_cells(node)
    return text


_OF_ANY_WORDS = (FieldKind.TEXT, FieldKind.TARGET, FieldKind.OPTIONS, FieldKind.NAMES)
"""Kinds that take a text with blanks around it; the others refuse it, and say so."""
_NUMBERS = (FieldKind.NUMERAL, FieldKind.AMOUNT, FieldKind.TARGET)
"""Kinds of which the unit is often a cell of its own: they tell themselves what to make of several cells."""


def _is_prose(field: Field) -> bool:
    """Tell whether a field takes any text, and is no code."""
    return field.kind is FieldKind.TEXT and field.english != "code"


def _is_left_unsaid(field: Field, text: str) -> bool:
    """Tell whether a reason is only the dots of a sample; what a form prints is for the review to judge."""
    return field.english == "reason" and not text.strip("…")


def _no_text(node: MappingNode | SequenceNode, field: Field) -> tuple[Message, Message]:
    """Return what is wrong with brackets, or with lines, where a text belongs."""
    only = _only_word(node)
    if only and is_still_to_come(f"[{only}]"):
        return still_to_come(field.chinese, only)
    is_list = isinstance(node, SequenceNode)
    return field_messages.not_a_text(field, f"{field.chinese}: {only}" if only and is_list else "")


def _only_word(node: MappingNode | SequenceNode) -> str:
    """Return the only word in a list or a group, nothing where there is more."""
    words: Sequence[Node] = (
        node.items if isinstance(node, SequenceNode) else [key for key, it in node.entries if _is_null(it)]
    )
    is_alone = len(words) == 1 and (isinstance(node, SequenceNode) or len(node.entries) == 1)
    return words[0].text if is_alone and isinstance(words[0], ScalarNode) else ""


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.is_null


def _numeral(reader: RecordReader, node: Node, field: Field) -> Numeral | None:
    text = _text_of(reader, node, field)
    if text is None or is_numeral(text):
        return None if text is None else Numeral(text)
    if isinstance(node, ScalarNode):
        _tell_no_number(reader, node, field)
    return None


def _tell_no_number(reader: RecordReader, node: ScalarNode, field: Field) -> None:
    """Complain about a text where a number belongs, or about the cells beside the number."""
    first, tab, others = node.text.strip().partition("\t")
    is_unit = field.kind is FieldKind.AMOUNT and not any(map(str.isdigit, others))
    if tab and not node.quoted and is_numeral(first.strip()) and not is_unit:
        reader.note_cells(node)
        return
    if other := reader.exchanged_number(node):
        reader.report("PMG207", field_messages.exchanged_number(field, node.text, *other), node)
        return
    reader.report("PMG207", field_messages.not_a_number(field, node.text, is_quoted=node.quoted), node)


def _year(reader: RecordReader, node: Node, field: Field) -> int | None:
    text = _text_of(reader, node, field)
    if text is None or is_year(text):
        return None if text is None else int(text)
    reader.report("PMG222", time_messages.not_a_year(field, text), node)
    return None


def _date(reader: RecordReader, node: Node, field: Field) -> date | None:
    text = _text_of(reader, node, field)
    day = None if text is None else read_iso_day(text)
    if text is not None and day is None:
        reader.report("PMG208", time_messages.not_a_day(field, text), node)
    return day


def _day_or_month(reader: RecordReader, node: Node, field: Field) -> date | Month | None:
    month = read_month(node.text) if isinstance(node, ScalarNode) else None
    return month or _date(reader, node, field)


def _month(reader: RecordReader, node: Node, field: Field) -> Month | None:
    return _read_as(reader, node, field, read_month, "2025年6月、2025.06、202506")


def _time_span(reader: RecordReader, node: Node, field: Field) -> TimeSpan | None:
    return _read_as(reader, node, field, read_time_span, "2024.07-2025.01、2024年7月至2025年1月")


def _duration(reader: RecordReader, node: Node, field: Field) -> Duration | None:
    return _read_as(reader, node, field, read_duration, "1年、18个月、2年6个月")


def _read_as(
    reader: RecordReader, node: Node, field: Field, read: Callable[[str], T | None], examples: str
) -> T | None:
    text = _text_of(reader, node, field)
    value = None if text is None else read(text)
    if text is not None and value is None:
        reader.report("PMG229", time_messages.not_a_time(field, text, examples), node)
    return value


def _term(reader: RecordReader, node: Node, field: Field) -> Term | OwnCategory | None:
    text = _text_of(reader, node, field)
    if text is None or field.term is None:
        return None
    if "\t" in text:
        # The cells beside it are told of already.
        text = text.split("\t")[0].strip()
    own = next((each for each in field.own_terms if each.chinese == text), None)
    term = terms_by_word(field.term).get(text) or own or dict(field.printed_terms).get(text)
    if term is None:
        reader.unknown_term(node, field, text)
    return term


def _choice(reader: RecordReader, node: Node, field: Field) -> str | None:
    text = _text_of(reader, node, field)
    if text is not None and text not in field.choices:
        reader.report("PMG209", field_messages.unknown_term(field, text), node)
        return None
    return text


def _names(reader: RecordReader, node: Node, field: Field) -> tuple[Any, ...]:
    """Return a list of names or terms; one name needs no list."""
    items = node.items if isinstance(node, SequenceNode) else (node,)
    read = _text_of if field.term is None else _term
    found = [read(reader, item, field) for item in items]
    return tuple(item for item in found if item is not None)


def _options(reader: RecordReader, node: Node, field: Field) -> dict[str, str] | None:
    if not isinstance(node, MappingNode):
        reader.report("PMG204", field_messages.not_options(field), node)
        return None
    texts = {key.text: _text_of(reader, value, field) for key, value in node.entries}
    return {name: text for name, text in texts.items() if text is not None}


def _record(reader: RecordReader, node: Node, field: Field) -> RecordValues | None:
    return reader.record(node, field.entity)


def _as_item(reader: RecordReader, node: Node, entity: Entity) -> tuple[str, ...]:
    """Return the lines of a node that is meant as the first item of a list."""
    if isinstance(node, ScalarNode) and entity.shorthand:
        return (without_bullet(node.text) or "……",)
    return reader.item_lines(node, entity)


def _records(reader: RecordReader, node: Node, field: Field) -> tuple[RecordValues, ...] | None:
    if not isinstance(node, SequenceNode):
        if field.entity == "indicator" and (reader.is_by_kind(node) or reader.is_row(node)):
            return None
        item = _as_item(reader, node, reader.entity(field.entity))
        wrong, hint = field_messages.not_a_list(field, item)
        if isinstance(node, ScalarNode) and not node.quoted and (mark := bullet_of(node.text)):
            if has_odd_blank(mark) and len(item) == 1:
                hint = blank_behind_dash(f"{' ' * (node.column - 1)}- {item[0]}")
            reader.report("PMG115", (wrong_dash(mark), hint), node)
        else:
            reader.report("PMG204", (wrong, hint), node)
        return None
    if not node.items and field.required:
        reader.report("PMG206", field_messages.empty(field), node)
    return tuple(reader.items(node.items, field.entity))


def _target(reader: RecordReader, node: Node, field: Field) -> Target | None:
    if isinstance(node, MappingNode) and not is_still_to_come(_only_word(node) or "-"):
        return _long_target(reader, node, field)
    text = _text_of(reader, node, field)
    if text is None:
        return None
    if isinstance(node, ScalarNode) and "\t" in text.strip() and not node.quoted:
        return _target_in_cells(reader, node)
    reading = read_target(text)
    if meant := behind_odd_sign(text):
        reader.report("PMG215", target_messages.odd_sign(text, meant), node)
    elif reading.remark is not TargetNotation.NONE:
        reader.report(*target_messages.unusual_target(reading, text), node)
    elif text[0] in BRACKETS and (meant := in_brackets(text)):
        reader.report("PMG215", target_messages.target_in_brackets(text, meant), node)
    return reading.target


def _target_in_cells(reader: RecordReader, node: ScalarNode) -> Target:
    """Return the target of several cells of a table, of which the unit is often one, and complain."""
    cells = [cell.strip() for cell in node.text.split("\t") if cell.strip()]
    meant, others = target_of_cells(cells)
    if len(others) + 1 < len(cells):
        reader.report("PMG131", target_messages.target_in_cells(meant, others), node)
    else:
        reader.note_cells(node)
    return read_target(meant).target


def _long_target(reader: RecordReader, node: MappingNode, field: Field) -> Target | None:
    values = reader.record(node, field.entity)
    if values is None or "value" not in values.found:
        return None
    found = values.found
    reading = read_target(found["value"])
    if reading.remark is TargetNotation.LETTERS:
        code, (wrong, hint) = target_messages.unusual_target(reading, found["value"])
        reader.problems.add(code, wrong, values.places["value"], hint=hint)
    comparator, value = found.get("comparator"), found["value"]
    own, _ = own_sign(value)
    if comparator and own not in (None, comparator):
        wrong, hint = target_messages.two_signs(comparator.chinese, value)
        places = values.places
        reader.problems.add("PMG227", wrong, places["value"], places["comparator"], hint=hint)
        return None
    return parse_columns(comparator.chinese if comparator else "", value, found.get("measure_unit", ""))


def _free(reader: RecordReader, node: Node, field: Field) -> Node:
    return node


READERS: dict[FieldKind, ReadField] = {
    FieldKind.TEXT: _text_of,
    FieldKind.NUMERAL: _numeral,
    FieldKind.AMOUNT: _numeral,
    FieldKind.YEAR: _year,
    FieldKind.DATE: _date,
    FieldKind.DAY_OR_MONTH: _day_or_month,
    FieldKind.MONTH: _month,
    FieldKind.PERIOD: _time_span,
    FieldKind.DURATION: _duration,
    FieldKind.TERM: _term,
    FieldKind.CHOICE: _choice,
    FieldKind.TARGET: _target,
    FieldKind.NAMES: _names,
    FieldKind.OPTIONS: _options,
    FieldKind.RECORD: _record,
    FieldKind.RECORDS: _records,
    FieldKind.FREE: _free,
}
