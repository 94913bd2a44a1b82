"""Runs of neighbouring indicators: what templates loop over and what merged cells follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from pmgen.model.terms import Category
from pmgen.problems import SourcePlace
from pmgen.view.record import Record, Shape
from pmgen.view.shapes import GROUP, SUBGROUP


class Line(NamedTuple):
    """An indicator's record, with the category and the words of the two levels it is grouped by."""

    record: Record
    category: Category
    level1: str | None
    level2: str | None


def group_lines(lines: Sequence[Line]) -> list[Record]:
    """Return the runs by level 1, each with its runs by level 2; what comes back begins a new run."""
    return [_group([*run]) for _, run in groupby(lines, _level1)]


def _level1(line: Line) -> str | Category:
    # Without a word there is nothing that two categories have in common.
    return line.category if line.level1 is None else line.level1


def _level2(line: Line) -> tuple[Category, str | None]:
    return line.category, line.level2


def _group(lines: list[Line]) -> Record:
    subgroups = [_subgroup([*run]) for _, run in groupby(lines, _level2)]
    return _run(GROUP, lines[0].level1, lines, subgroups=subgroups)


def _subgroup(lines: list[Line]) -> Record:
    return _run(SUBGROUP, lines[0].level2, lines)


def _run(shape: Shape, name: str | None, lines: list[Line], **more: object) -> Record:
    indicators = [line.record for line in lines]
    return Record(shape, {"name": name, "indicators": indicators, **more}, _places(indicators[0].places))


def _places(first: Mapping[str, SourcePlace]) -> dict[str, SourcePlace]:
    """Return where a run and its name are stated: with its first indicator, as the category of that one."""
    stated = {"": first.get(""), "name": first.get("category")}
    return {key: place for key, place in stated.items() if place is not None}
