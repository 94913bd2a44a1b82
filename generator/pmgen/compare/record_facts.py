"""What a record says: one fact per key of the table of fields; targets by their comparable parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pmgen.model.field_definitions import Entity, Field, FieldKind, FieldTable
from pmgen.model.numerals import Numeral
from pmgen.model.records import Annex, CanonicalRecord, Funding, Goal, Indicator, Project, Waiver
from pmgen.model.targets import (
    Deadline,
    Frequency,
    Number,
    Period,
    Range,
    Rate,
    Target,
    TargetParts,
    Text,
    parts_of,
)
from pmgen.model.terms import AmountUnit, Comparator, Term
from pmgen.problems import SourcePlace

_BARE = re.compile(r"[\s\d,，.．－-]*")
_DIGIT_FIRST = re.compile(r"\s*[-－]?\d")


def written(target: Target) -> str:
    """Return a target as the data say it; one from three columns in the order of the columns."""
    match target:
        case Range() | Deadline() | Period():
            return target.phrase
        case Text():
            sign = target.comparator.chinese if target.comparator else ""
            return " · ".join(filter(None, (sign, target.text, target.unit)))
        case _:
            parts = parts_of(target)
            return _composed(parts) if _is_long_form(parts, target.written) else target.written


def _is_long_form(parts: TargetParts, text: str) -> bool:
    """Tell whether `text` is only one of three columns, or nothing at all."""
    sign_is_apart = parts.comparator is not Comparator.EQ and _DIGIT_FIRST.match(text)
    return not text or bool(sign_is_apart) or (bool(parts.unit) and _BARE.fullmatch(text) is not None)


def _composed(parts: TargetParts) -> str:
    sign = "" if parts.comparator in (None, Comparator.EQ) else parts.comparator.glyph
    return f"{sign}{parts.value}{parts.unit}"


Value = str | int | date | Numeral | Target | Term | tuple[str, ...]
Item = Goal | Indicator | Waiver
Record = Annex | Project | Item

_PAIRED = (
    *(
        (entity, name)
        for entity in ("project", "whole_department")
        for name in ("long_term_goals", "mid_term_goals", "annual_goals", "indicators", "waivers")
    ),
    ("annex", "waivers"),
)

_ELSEWHERE = {
    **dict.fromkeys(_PAIRED, "the items of this list are paired and compared one by one"),
    ("annex", "whole_department"): "it is compared as projects are",
    ("annex", "projects"): "the order of the projects is compared where they are paired",
    ("indicator", "level1"): "it follows from 二级指标, and a loaded record no longer has it",
}
"""Fields that are no facts; 出处, which is never printed, is none either."""


@dataclass(frozen=True, slots=True)
class FieldName:
    """The path of a field in both languages: `funding.annual.total`, `预算.年度.合计`."""

    english: str
    chinese: str

    def __truediv__(self, field: FieldName | Field) -> FieldName:
        """Return the path one step further down."""
        return _step(self, field.english, field.chinese)


@lru_cache(maxsize=1024)
def _step(above: FieldName, english: str, chinese: str) -> FieldName:
    if not above.english:
        return FieldName(english, chinese)
    return FieldName(f"{above.english}.{english}", f"{above.chinese}.{chinese}")


@dataclass(frozen=True, slots=True)
class Fact:
    """A field with its value, None where it is unknown; `unit` is that of an amount of money."""

    name: FieldName
    value: Value | None
    place: SourcePlace | None = None
    unit: AmountUnit | None = None

    @property
    def text(self) -> str:
        """Return the value as people write it."""
        return text_of(self.value)


def facts_of(record: Record) -> dict[str, Fact]:
    """Return the facts of a record by their English path, in the order of the table, unknown ones too."""
    entity, table = _entity_of(record), record.table
    return {fact.name.english: fact for fact in _facts(record, entity, table, FieldName("", ""))}


def text_of(value: Value | None) -> str:
    """Return a value as people write it, every digit as it was typed."""
    match value:
        case None:
            return ""
        case Number() | Rate() | Frequency() | Range() | Deadline() | Period() | Text():
            return written(value)
        case Term():
            return value.chinese
        case tuple():
            return "、".join(value)
        case _:
            return str(value)


def name_of(record: Record) -> str:
    """Return the words by which people know a record."""
    match record:
        case Goal():
            return record.text
        case Waiver():
            return record.rule
        case Annex():
            return record.title or (record.unit and record.unit.name) or record.id
        case _:
            return record.name


def _entity_of(record: Record) -> Entity:
    return record.table[record.entity if isinstance(record, Project) else _NAMES[type(record)]]


_NAMES = {Annex: "annex", Goal: "goal", Indicator: "indicator", Waiver: "waiver"}


def _facts(
    record: CanonicalRecord | None,
    entity: Entity,
    table: FieldTable,
    above: FieldName,
    unit: AmountUnit | None = None,
) -> Iterator[Fact]:
    """Yield the facts of a record, or of one that is unknown."""
    if isinstance(record, Funding | Annex):
        unit = record.amount_unit
    elif isinstance(record, Project):
        unit = record.funding.amount_unit
    for field in entity:
        if field.kind is FieldKind.FREE or (entity.name, field.english) in _ELSEWHERE:
            continue
        name, value = above / field, record.value(field.english) if record else None
        place = record.places.get(field.english) if record else None
        if field.kind is FieldKind.RECORD:
            yield from _facts(value, table[field.entity], table, name, unit)
        elif field.kind is FieldKind.RECORDS:
            for number, item in enumerate(value or (), 1):
                line = FieldName(str(number), str(number))
                yield from _facts(item, table[field.entity], table, name / line, unit)
        elif field.kind is FieldKind.OPTIONS:
            yield from (Fact(name / FieldName(key, key), text, place) for key, text in (value or {}).items())
        else:
            is_money = field.kind is FieldKind.AMOUNT
            yield Fact(name, _value(record, field, value), place, unit if is_money else None)


def _value(record: object, field: Field, value: Any) -> Value | None:
    """Return what the data say, without what a record knows only because of where it stands."""
    if isinstance(record, Goal) and field.english == "id":
        return given_id(record)
    known: Value | None = value
    return None if known == () else known


def given_id(goal: Goal) -> str | None:
    """Return the name that the data give to a goal; None where it only has its number."""
    return None if goal.id == f"{goal.horizon.chinese}{goal.seq}" else goal.id
