"""Annex folders with their projects in one stream, made from folders with a file per project."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from pmgen.load.annex_folders import ANNEX_FILE
from pmgen.load.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode
from pmgen.load.yaml_parsing import compose

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)


def as_json_lines(folder: Path, into: Path) -> Path:
    """Return a copy of an annex folder with its projects in 项目.jsonl."""
    return _copy(folder, into, "项目.jsonl", [f"{json_line(text)}\n" for text in _texts(folder)])


def as_yaml_stream(folder: Path, into: Path) -> Path:
    """Return a copy of an annex folder with its projects in 项目.yaml."""
    return _copy(folder, into, "项目.yaml", [f"---\n{text}" for text in _texts(folder)])


def json_line(text: str) -> str:
    """Return a project file as one line of JSON: numbers as numbers, whatever else as texts."""
    root = compose(text, "").root
    assert root is not None
    return _json(root)


def _texts(folder: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(folder.glob("*.yaml")) if path.name != ANNEX_FILE]


def _copy(folder: Path, into: Path, name: str, parts: Sequence[str]) -> Path:
    into.mkdir(parents=True)
    (into / ANNEX_FILE).write_bytes((folder / ANNEX_FILE).read_bytes())
    (into / name).write_text("".join(parts), "utf-8", newline="")
    return into


def _json(node: Node) -> str:
    match node:
        case ScalarNode() if node.is_null:
            return "null"
        case ScalarNode() if not node.quoted and _NUMBER.fullmatch(node.text):
            return node.text
        case ScalarNode():
            return json.dumps(node.text, ensure_ascii=False)
        case SequenceNode():
            return f"[{', '.join(map(_json, node.items))}]"
        case MappingNode():
            entries = (f"{json.dumps(key.text, ensure_ascii=False)}: {_json(it)}" for key, it in node.entries)
            return f"{{{', '.join(entries)}}}"
