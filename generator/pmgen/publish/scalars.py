"""One text as a YAML scalar on one line, plain wherever that reads back the same."""

from __future__ import annotations

from typing import Any

import yaml

_TEXT = "tag:yaml.org,2002:str"


def scalar(text: str) -> str:
    """Return `text` as it can stand after a key or a dash."""
    style: Any = '"' if "\n" in text or " #" in text else None
    node = yaml.ScalarNode(_TEXT, text, style=style)
    line: str = yaml.serialize(node, Dumper=yaml.BaseDumper, allow_unicode=True, width=1_000_000)
    return line.removesuffix("...\n").rstrip("\n")
