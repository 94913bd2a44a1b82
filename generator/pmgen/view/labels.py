"""The words of 一级指标 and 二级指标 in a region's form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pmgen.catalog.region import Label
from pmgen.model.records import Indicator
from pmgen.model.terms import Category, CostKind

Labels = Mapping[Category | CostKind, Label]


class Levels(NamedTuple):
    """What the form prints for an indicator's category; None is a word that is not known.

    `source` is what the words were looked up by; `needs_cost_kind` says that 成本类型 would tell level 2.
    """

    level1: str | None
    level2: str | None
    source: Category | CostKind
    assumed: bool = False
    needs_cost_kind: bool = False


def levels_of(indicator: Indicator, labels: Labels) -> Levels:
    """Return the words for an indicator's cost kind, where the form has such, else for its category."""
    if indicator.category is Category.COST and any(isinstance(key, CostKind) for key in labels):
        return _cost_levels(indicator.cost_kind, labels)
    return _found(indicator.category, labels)


def _found(key: Category | CostKind, labels: Labels) -> Levels:
    label = labels.get(key)
    if label is None:
        return Levels(None, None, key)
    return Levels(label.level1, label.level2, key, label.assumed)


def _cost_levels(kind: CostKind | None, labels: Labels) -> Levels:
    if kind is not None:
        return _found(kind, labels)
    return Levels(_cost_level1(labels), None, Category.COST, needs_cost_kind=True)


def _cost_level1(labels: Labels) -> str | None:
    """Return the level 1 of all costs, where there is only one."""
    words = {
        label.level1 for key, label in labels.items() if key is Category.COST or isinstance(key, CostKind)
    }
    return words.pop() if len(words) == 1 else None
