"""Values of fields printed by their kind alone, for all fields that no code speaks of by name."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from pmgen.catalog.region import Region
from pmgen.model.calendar_values import Month
from pmgen.model.field_definitions import Field, FieldKind, FieldTable
from pmgen.model.records import Amounts, CanonicalRecord, OtherRecord, attributes_of
from pmgen.model.terms import AmountUnit
from pmgen.view.printed_amounts import amounts_record, print_amount
from pmgen.view.printed_targets import print_target
from pmgen.view.shapes import Record, shapes_of


def other_values(
    record: CanonicalRecord, entity: str, region: Region, unit: AmountUnit | None
) -> dict[str, object]:
    """Return what a form prints of the fields of `record` that have no attribute, by their English keys.

    `unit` is that of the project's amounts of money, None where there is no project.
    """
    others = _others(region.fields, entity)
    return {field.english: _printed(record.value(field.english), field, region, unit) for field in others}


def field_record(
    record: CanonicalRecord | None, entity: str, region: Region, unit: AmountUnit | None
) -> Record:
    """Return a record of `entity` for templates; one that is not known has its names all the same."""
    shape, known = shapes_of(region.fields)[entity], record or OtherRecord()
    if entity == "amounts" and unit is not None:
        amounts = record if isinstance(record, Amounts) else None
        printed = amounts_record(amounts, unit, region)
        printed.update(_texts(known, _not_money(region.fields), region, unit))
        return printed
    values = _texts(known, _named(region.fields, entity), region, unit)
    return Record(shape, dict.fromkeys(name.english for name in shape) | values, known.places)


def _texts(
    record: CanonicalRecord, fields: tuple[Field, ...], region: Region, unit: AmountUnit | None
) -> dict[str, object]:
    return {field.english: _printed(record.value(field.english), field, region, unit) for field in fields}


@cache
def _named(table: FieldTable, entity: str) -> tuple[Field, ...]:
    names = {name.english for name in shapes_of(table)[entity]}
    return tuple(field for field in table[entity] if field.english in names)


@cache
def _others(table: FieldTable, entity: str) -> tuple[Field, ...]:
    return tuple(field for field in _named(table, entity) if field.english not in attributes_of(entity))


@cache
def _not_money(table: FieldTable) -> tuple[Field, ...]:
    return tuple(field for field in _named(table, "amounts") if field.kind is not FieldKind.AMOUNT)


def _printed(value: Any, field: Field, region: Region, unit: AmountUnit | None) -> object:
    match field.kind:
        case FieldKind.RECORD:
            return field_record(value, field.entity, region, unit)
        case FieldKind.RECORDS:
            return [field_record(item, field.entity, region, unit) for item in value or ()]
        case FieldKind.NAMES:
            return [item if isinstance(item, str) else item.chinese for item in value or ()]
        case _:
            return None if value is None else _text(value, field, region, unit)


def day_text(value: date | Month) -> str:
    """Return a day as 2025-06-30, and a month as it is written."""
    return value.isoformat() if isinstance(value, date) else str(value)


def _text(value: Any, field: Field, region: Region, unit: AmountUnit | None) -> str:
    match field.kind:
        case FieldKind.AMOUNT if unit is not None:
            return print_amount(value, unit, region.amounts)
        case FieldKind.TARGET:
            return print_target(value, region.targets).target
        case FieldKind.TERM:
            return str(value.chinese)
        case FieldKind.DATE | FieldKind.DAY_OR_MONTH:
            return day_text(value)
        case _:
            return str(value)
