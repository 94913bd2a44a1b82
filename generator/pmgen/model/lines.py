"""The lines of YAML in which a person writes a field, with a gap for the value and never a value of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmgen.model.fields import Entity, Field, Kind

_GAP = "……"


def gap(field: Field) -> str:
    """Return what stands for a value that only the writer of the file knows; an example is called one."""
    if field.term:
        return f"{_GAP}（可填：{'、'.join(term.chinese for term in field.term)}）"
    return f"{_GAP}（例：{field.example}）" if field.example else _GAP


def blank_lines(field: Field, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """Return the lines of `field` with the least that a record or a list in it needs."""
    if field.kind not in (Kind.RECORD, Kind.RECORDS):
        return (f"{field.chinese}: {gap(field)}",)
    entity = entities[field.entity]
    item = item_lines(entity, entities) if field.kind is Kind.RECORDS else _record_lines(entity, entities)
    return (f"{field.chinese}:", *(f"  {line}" for line in item))


def nested_lines(above: Sequence[str], lines: Sequence[str]) -> tuple[str, ...]:
    """Return lines within records of these names, each indented below the one before it."""
    heads = [f"{'  ' * depth}{name}:" for depth, name in enumerate(above)]
    return (*heads, *(f"{'  ' * len(above)}{line}" for line in lines))


def block(lines: Sequence[str]) -> str:
    """Return lines for the gap {block} of a message: several begin a line of their own, one goes on in it."""
    return lines[0] if len(lines) == 1 else "".join(f"\n{line}" for line in lines)


def _record_lines(entity: Entity, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    needed = [field for field in entity if field.required] or [
        field for field in entity if field.english == entity.shorthand
    ]
    return tuple(line for field in needed for line in blank_lines(field, entities))


def item_lines(entity: Entity, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """Return the lines of one item of a list, with the least that it needs."""
    if shorthand := entity.find(entity.shorthand):
        return (f"- {gap(shorthand)}",)
    first, *others = _record_lines(entity, entities)
    return (f"- {first}", *(f"  {line}" for line in others))
