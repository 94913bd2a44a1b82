"""Indicators that stand below the word of their kind, as on forms: what each is as an item of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmgen.load.indentation_messages import blanks_before
from pmgen.load.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode, written
from pmgen.model.field_definitions import Entity, blank_lines, block
from pmgen.model.terms import LEVEL1
from pmgen.problems import Message, message
from pmgen.problems.message import short

_LEVEL1 = frozenset(word for words in LEVEL1.values() for word in words)
_MOST_LINES = 16
_Row = dict[str, str]
"""The fields of an indicator by their Chinese names, as they are written."""


def kind_as_key(node: Node, entity: Entity) -> ScalarNode | None:
    """Return the first key of a group that is the word of a kind of indicators, and no field of `entity`."""
    keys = (key for key, _ in node.entries) if isinstance(node, MappingNode) else ()
    no_fields = [key for key in keys if entity.find(key.text) is None]
    words = _kinds(entity) | _LEVEL1 if no_fields else ()
    return next((key for key in no_fields if key.text in words), None)


def not_by_kind(
    key: ScalarNode, node: Node, entity: Entity, entities: Mapping[str, Entity]
) -> tuple[Message, Message]:
    """Return that the indicators in `node` stand below the word of their kind, and how they are written."""
    wrong = message("{kind} is a kind of indicators, and no field.", kind=key.text)
    lines = [line for row in _rows(node, "", entity) for line in _item(row, entity, entities)]
    shown = lines if len(lines) <= _MOST_LINES else [*lines[:_MOST_LINES], "  ……"]
    return wrong, message(
        "Write every indicator as an item of its own, with its kind in the line 二级指标, {blanks}: {block}",
        blanks=blanks_before(shown),
        block=block(shown),
    )


def _kinds(entity: Entity) -> frozenset[str]:
    field = entity.find("category")
    return frozenset(field.allowed_words) if field else frozenset()


def _rows(node: Node, kind: str, entity: Entity) -> Iterator[_Row]:
    """Yield the indicators of a node that stands below the word `kind`, "" where it is not known."""
    if isinstance(node, SequenceNode):
        for item in node.items:
            yield from _rows(item, kind, entity)
    elif isinstance(node, MappingNode):
        yield from _rows_of_group(node, kind, entity)
    elif not node.is_null:
        yield {"二级指标": kind, "三级指标": written(node)}


def _rows_of_group(node: MappingNode, kind: str, entity: Entity) -> Iterator[_Row]:
    fields = ((entity.find(key.text), value) for key, value in node.entries)
    own = {field.chinese: written(value) for field, value in fields if field}
    headings = [(key.text, value) for key, value in node.entries if entity.find(key.text) is None]
    if not headings:
        yield {"二级指标": kind, **own}
    for word, value in headings:
        is_kind = word in _kinds(entity)
        inner = word if is_kind else kind
        if not isinstance(value, ScalarNode):
            yield from _rows(value, inner, entity)
        elif is_kind or own or word in _LEVEL1:
            name = {} if value.is_null else {"三级指标": written(value)}
            yield {"二级指标": inner, **name, **own}
        else:
            yield {"二级指标": kind, "三级指标": word, "指标值": written(value)}


def _item(row: _Row, entity: Entity, entities: Mapping[str, Entity]) -> Iterator[str]:
    """Yield the lines of an indicator, with gaps for what it lacks."""
    said = {name: f"{name}: {short(text)}" for name, text in row.items() if text}
    needed = {field.chinese: blank_lines(field, entities)[0] for field in entity if field.required}
    for number, line in enumerate(({**needed, **said}).values()):
        yield f"  {' ' if number else '-'} {line}"
