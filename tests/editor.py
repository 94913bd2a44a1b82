"""What an editor makes of a data file: values as YAML 1.2 has them, and what the schema says of those."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from shipped import schema as shipped_schema

_CORE = {
    "null": re.compile(r"~|null|Null|NULL|"),
    "bool": re.compile(r"true|True|TRUE|false|False|FALSE"),
    "int": re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    "float": re.compile(
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    ),
}
"""The plain scalars that the core schema of YAML 1.2 takes for something else than text."""


class _Loader(yaml.SafeLoader):
    """Composes nodes without guessing at their types."""


_Loader.yaml_implicit_resolvers = {}


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[Any]:
    """Search as ECMAScript does, where $ is the very end of a text."""
    if isinstance(instance, str) and not re.search(re.sub(r"\$\Z", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


_VALIDATOR: Any = extend(Draft202012Validator, {"pattern": _pattern})


def complaints(text: str, schema: str) -> list[str]:
    """Return what an editor marks in `text`: that it is no YAML, or all that its schema refuses."""
    try:
        documents = [_plain(node) for node in yaml.compose_all(text, _Loader)] or [None]
    except (yaml.YAMLError, ValueError) as error:
        return [str(error)]
    return [error.message for document in documents for error in _validator(schema).iter_errors(document)]


@cache
def _validator(schema: str) -> Any:
    return _VALIDATOR(json.loads(shipped_schema(schema).read_text(encoding="utf-8")))


def _plain(node: yaml.Node | None) -> Any:
    match node:
        case yaml.ScalarNode():
            return _scalar(node)
        case yaml.SequenceNode():
            return [_plain(item) for item in node.value]
        case yaml.MappingNode():
            names = [str(key.value) for key, _ in node.value]
            if len(names) > len(set(names)):
                raise ValueError(f"a key stands twice among {names}")
            return {name: _plain(value) for name, (_, value) in zip(names, node.value, strict=True)}
    return None


def _scalar(node: yaml.ScalarNode) -> Any:
    text = str(node.value)
    kind = None if node.style else next((name for name, core in _CORE.items() if core.fullmatch(text)), None)
    match kind:
        case "null":
            return None
        case "bool":
            return text.lower() == "true"
        case "int":
            return int(text, 0 if text[:2] in ("0o", "0x") else 10)
        case "float":
            return float(text.replace(".inf", "inf").replace(".nan", "nan"))
    return text
