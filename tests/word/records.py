"""Records for templates from small YAML, with a shape inferred from what is there."""

from __future__ import annotations

from collections.abc import Iterable

import yaml

from pmgen.problems import SourcePlace
from pmgen.view.shapes import ListOf, Name, Record, Shape

FILE = "data.yaml"


def record_of(text: str) -> Record:
    """Return the record of a YAML text; a key `name/名称` has two words, `null` is unknown."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if node is None:
        return Record(Shape("root", "数据", ()), {}, {})
    assert isinstance(node, yaml.MappingNode)
    return _record(node, _shape("数据", [node]))


def _shape(key: str, nodes: Iterable[yaml.MappingNode]) -> Shape:
    """Return a shape that has the keys of all the nodes."""
    found: dict[str, list[yaml.Node]] = {}
    for node in nodes:
        for name, value in node.value:
            found.setdefault(name.value, []).append(value)
    english, chinese = _words(key)
    return Shape(english, chinese, tuple(_name(word, values) for word, values in found.items()))


def _words(key: str) -> tuple[str, str]:
    english, _, chinese = key.partition("/")
    return english, chinese or english


def _name(key: str, values: list[yaml.Node]) -> Name:
    english, chinese = _words(key)
    return Name(english, chinese, meaning="", of=_kind(key, values))


def _kind(key: str, values: list[yaml.Node]) -> Shape | ListOf | None:
    records = [value for value in values if isinstance(value, yaml.MappingNode)]
    lists = [value for value in values if isinstance(value, yaml.SequenceNode)]
    if records:
        return _shape(key, records)
    items = [item for value in lists for item in value.value if isinstance(item, yaml.MappingNode)]
    if items:
        return ListOf(_shape(key, items))
    return ListOf(None) if lists else None


def _record(node: yaml.MappingNode, shape: Shape) -> Record:
    values: dict[str, object] = {}
    places = {"": _place(node)}
    for key, value in node.value:
        name = shape.names[_words(key.value)[0]]
        values[name.english] = _value(value, name.of)
        places[name.english] = _place(value)
    return Record(shape, values, places)


def _value(node: yaml.Node, of: Shape | ListOf | None) -> object:
    match of:
        case Shape() if isinstance(node, yaml.MappingNode):
            return _record(node, of)
        case ListOf() if isinstance(node, yaml.SequenceNode):
            return [_value(item, of.item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    return None if node.value == "null" and node.style is None else str(node.value)


def _place(node: yaml.Node) -> SourcePlace:
    return SourcePlace(FILE, node.start_mark.line + 1, node.start_mark.column + 1)
