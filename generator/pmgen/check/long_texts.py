"""Leaves out what stands behind the first characters of a text: no form has room for so much."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

READ_CHARACTERS = 5000
"""How much of a text the rules read; the longest one of the published annexes has 577 characters."""

Record = TypeVar("Record")


def beginnings(record: Record) -> Record:
    """Return a record with the first READ_CHARACTERS of each text in it, itself where none has more."""
    return cast("Record", _beginning(record))


def _beginning(value: object) -> object:
    if isinstance(value, str):
        return value[:READ_CHARACTERS]
    if isinstance(value, tuple):
        parts = tuple(map(_beginning, value))
        return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    if not is_dataclass(value) or isinstance(value, type):
        return value
    held = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
    shorter = {name: new for name, old in held.items() if (new := _beginning(old)) is not old}
    return replace(value, **shorter) if shorter else value
