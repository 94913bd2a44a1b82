"""What a form is tried with: every field says its own name, and every list has two rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pmgen.catalog.region import Region
from pmgen.view.shapes import ListOf, Name, Record, Shape, root_shape

_SAID = re.compile(r"‹([^‹›\d]+)(\d*)›")
_ROWS = 2
_NUMBERED = "seq"


def sample_root(region: Region, per_project: bool) -> Record:
    """Return what a layout is filled with to be tried: ‹项目名称› for the name of the project."""
    return _record(root_shape(region, per_project), "", region)


def _record(shape: Shape, above: str, region: Region, row: int = 0) -> Record:
    values = {name.english: _value(shape, name, above, region, row) for name in shape}
    return Record(shape, values, {})


def _value(shape: Shape, name: Name, above: str, region: Region, row: int) -> object:
    path = f"{above}.{name.chinese}" if above else name.chinese
    match name.of:
        case Shape() as below:
            return _record(below, path if shape.english != "root" else "", region, row)
        case ListOf(None):
            return [_said(path, each) for each in range(1, _ROWS + 1)]
        case ListOf(Shape() as item):
            return [_record(item, "", region, each) for each in range(1, _ROWS + 1)]
        case _:
            return _text(shape, name, path, region, row)


def _text(shape: Shape, name: Name, path: str, region: Region, row: int) -> str:
    if shape.english == "options":
        return region.options[name.english].default
    return str(row or 1) if name.english == _NUMBERED else _said(path, row)


def _said(path: str, row: int) -> str:
    return f"‹{path}{row or ''}›"


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a form: what it printed, what it could print, and what it asks for and never prints."""

    printed: tuple[str, ...]
    unused: tuple[str, ...]
    missing: tuple[str, ...]


def names_of(region: Region, per_project: bool, text: str) -> Names:
    """Return which names stand in the `text` of a form that was filled to be tried."""
    said = {match[1] for match in _SAID.finditer(text)}
    every = dict.fromkeys(_paths(root_shape(region, per_project), "", set()))
    own = {field.chinese for fields in region.own_fields.fields.values() for field in fields}
    unused = tuple(
        path for path in every if path not in said and (path.split(".")[-1] in own or "." not in path)
    )
    required = [requirement.path.removeprefix("项目.") for requirement in region.requirements]
    missing = tuple(path for path in required if not any(_answers(path, each) for each in said))
    return Names(tuple(path for path in every if path in said), unused, missing)


def _answers(required: str, printed: str) -> bool:
    """Tell whether what is printed is, or is within, what is required."""
    return printed == required or required.endswith(f".{printed}") or printed.startswith(f"{required}.")


def _paths(shape: Shape, above: str, met: set[str]) -> Iterator[str]:
    for name in shape:
        path = f"{above}.{name.chinese}" if above else name.chinese
        match name.of:
            case Shape() as below:
                yield from _paths(below, path if shape.english != "root" else "", met)
            case ListOf(Shape() as item):
                if item.english not in met:
                    met.add(item.english)
                    yield from _paths(item, "", met)
            case _:
                if name.english != _NUMBERED:
                    yield path
