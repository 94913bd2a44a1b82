"""What a form is tried with: every field says its own name, and every list has two rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pmgen.catalog.layout_tags import layout_text, tags_of
from pmgen.catalog.region import FormSubject, Region
from pmgen.engines import FilledLayout, Layout
from pmgen.model.field_definitions import FieldKind
from pmgen.view.shapes import ListOf, Name, Record, Shape, root_shape

SAID = re.compile(r"‹([^‹›\d]+)(\d*)›")
"""What a field says of itself in a form that is tried: its name, and in a list the number of its row."""

_ROWS = 2
_NUMBERED = "seq"
_NUMBERS = (FieldKind.NUMERAL, FieldKind.AMOUNT)
_DAYS = (FieldKind.DATE, FieldKind.DAY_OR_MONTH, FieldKind.MONTH, FieldKind.PERIOD, FieldKind.DURATION)
_CALCULATED: tuple[tuple[FieldKind, ...], ...] = (
    (),
    _NUMBERS[:1],
    _NUMBERS,
    _DAYS,
    (*_NUMBERS, *_DAYS, FieldKind.YEAR),
)
"""Of which kinds examples are printed, if the form cannot be filled with names: as few as will do."""

_UNTICKED = "PMG618"
_INDICATORS, _INDICATOR_NAME = "绩效指标", "三级指标"


def fill_with_names(layout: Layout, region: Region) -> FilledLayout:
    """Return a layout with the names of its fields; one that calculates gets examples of numbers and days."""
    made = []
    for kinds in _CALCULATED:
        root = sample_root(region, layout.per_project, kinds)
        filled = layout.fill(root, region.title, region.name)
        # A name is none of the words of a choice.
        problems = tuple(each for each in filled.problems if each.code != _UNTICKED)
        made.append(FilledLayout(filled.document, problems))
        if made[-1].document is not None:
            return made[-1]
    return made[0]


def sample_root(region: Region, per_project: bool, examples: Collection[FieldKind]) -> Record:
    """Return what a layout is filled with to be tried: ‹项目名称› for the name of the project.

    Fields of the kinds of `examples` print one, for a form that calculates with them.
    """
    return _Samples(region, examples).record(root_shape(region, per_project), "")


class _Samples:
    """Makes records of names."""

    def __init__(self, region: Region, examples: Collection[FieldKind]) -> None:
        self._region = region
        self._examples = examples

    def record(self, shape: Shape, above: str, row: int = 0) -> Record:
        """Return a record whose values are the names below `above`; `row` counts those of a list."""
        values = {name.english: self._value(shape, name, above, row) for name in shape}
        return Record(shape, values, {})

    def _value(self, shape: Shape, name: Name, above: str, row: int) -> object:
        path = f"{above}.{name.chinese}" if above else name.chinese
        match name.of:
            case Shape() as below:
                return self.record(below, path if shape.english != "root" else "", row)
            case ListOf(None):
                return [_said(path, each) for each in range(1, _ROWS + 1)]
            case ListOf(Shape() as item):
                return [self.record(item, "", each) for each in range(1, _ROWS + 1)]
            case _:
                return self._text(shape, name, path, row)

    def _text(self, shape: Shape, name: Name, path: str, row: int) -> str:
        if shape.english == "options":
            return self._region.options[name.english].default
        if name.english == _NUMBERED:
            return str(row or 1)
        as_example = name.field is not None and name.field.kind in self._examples
        return name.example if as_example else _said(path, row)


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
    said = dict.fromkeys(match[1] for match in SAID.finditer(text))
    tags = tags_of(layout_text(region.layout))
    # A department has its names at the root, and a form about one prints no projects.
    met = {"whole_department"} | ({"project"} if region.subject is FormSubject.DEPARTMENT else set())
    kinds = dict(_paths(root_shape(region, per_project), "", met))
    every = tuple(kinds)
    named = {path for path in every if path in said or re.search(rf"\.{re.escape(path)}\b", tags)}
    own = {field.chinese for fields in region.own_fields.fields.values() for field in fields}
    unused = (path for path in every if path not in named and ("." not in path or path.split(".")[-1] in own))
    required = dict.fromkeys(
        requirement.path.removeprefix("项目.").removeprefix("部门.") for requirement in region.requirements
    )
    missing = (path for path in required if not _is_asked(path, named, tags))
    # What a row of two lists says has the name of its side before it, which is no path of its own.
    calculated = (path for path in every if kinds[path] in _CALCULATED[-1])
    examples = {path for path in calculated if re.search(rf"\.{re.escape(path)}(?![\w.])", tags)}
    printed = (
        *(path for path in every if path in said or path in examples),
        *(path for path in said if path not in every),
    )
    return Names(printed, tuple(unused), tuple(missing))


def _is_asked(required: str, named: Collection[str], tags: str) -> bool:
    """Tell whether what is required, or something within it, is printed or asked for."""
    last = required.rpartition(".")[2]
    if last == _INDICATORS and _INDICATOR_NAME in named:
        return True  # groups and pairs of indicators print them under other names
    within = any(path == required or path.startswith(f"{required}.") for path in named)
    return within or re.search(rf"\.{re.escape(last)}\b", tags) is not None


def _paths(shape: Shape, above: str, met: set[str]) -> Iterator[tuple[str, FieldKind | None]]:
    """Give every path to a text, and of which kind it is."""
    # The sides of a row of two lists are indicators, which have their paths already.
    for name in shape if shape.english != "pair" else ():
        path = f"{above}.{name.chinese}" if above else name.chinese
        match name.of:
            case Shape() as below if shape.english == "root":
                yield from _paths(below, "", met)
            case Shape() as below if below.english not in met:
                yield from _paths(below, path, met)
            case Shape():
                pass
            case ListOf(Shape() as item):
                if item.english not in met:
                    met.add(item.english)
                    yield from _paths(item, "", met)
            case _:
                if name.english != _NUMBERED:
                    yield path, name.field.kind if name.field else None
