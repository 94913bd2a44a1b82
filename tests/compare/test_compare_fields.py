"""Nothing is lost: every field of every record, changed alone, is one change of that field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from pmgen.compare import compare_annexes
from pmgen.load import load_annex
from pmgen.model.field_definitions import Entity, Field, FieldKind
from pmgen.model.fields import ANNEX, FIELDS, GOAL, INDICATOR, PROJECT, TARGET, WAIVER, WHOLE_DEPARTMENT
from pmgen.model.records import Annex
from pmgen.problems import Severity

VALUES: dict[FieldKind, tuple[Any, Any]] = {
    FieldKind.TEXT: ("甲文", "乙字"),
    FieldKind.NUMERAL: ("10.00", "12.00"),
    FieldKind.AMOUNT: ("10.00", "12.00"),
    FieldKind.YEAR: ("2025", "2027"),
    FieldKind.DATE: ("2025-03-01", "2025-09-30"),
    FieldKind.DAY_OR_MONTH: ("2025-03-01", "2025年9月"),
    FieldKind.NAMES: (["目标甲"], ["目标乙"]),
    FieldKind.OPTIONS: ({"选": "一"}, {"选": "二"}),
}
OWN: dict[tuple[Entity, str], tuple[Any, Any]] = {
    (GOAL, "id"): ("目标丙", "目标丁"),
    (TARGET, "value"): ("100", "150"),
    (TARGET, "measure_unit"): ("人", "场"),
    (INDICATOR, "name"): ("培训人数", "培训总人数"),
    (INDICATOR, "category"): ("数量指标", "质量指标"),
    (WAIVER, "rule"): ("PMG-S05", "PMG-S06"),
}
NOT_COMPARED = {
    (INDICATOR, "level1"): "it follows from 二级指标, and a loaded record no longer has it",
    (ANNEX, "projects"): "the order of the projects, which is compared as such",
    (ANNEX, "whole_department"): "compared as a project is",
    (PROJECT, "provenance"): "never printed",
    (ANNEX, "provenance"): "never printed",
}
ITEMS = {"goal", "indicator", "waiver"}
Steps = tuple[str | int, ...]


def values_of(entity: Entity, field: Field) -> tuple[Any, Any]:
    if field.term:
        first, second, *_ = field.term
        return OWN.get((entity, field.english), (first.chinese, second.chinese))
    return OWN.get((entity, field.english)) or VALUES[field.kind]


def full(entity: Entity) -> dict[str, Any]:
    """Return a record in which every field that is compared has a value."""
    return {field.english: content(entity, field) for field in entity if is_filled(entity, field)}


def is_filled(entity: Entity, field: Field) -> bool:
    is_cost_kind = (entity, field.english) == (INDICATOR, "cost_kind")
    return (entity, field.english) not in NOT_COMPARED and not is_cost_kind


def content(entity: Entity, field: Field) -> Any:
    if field.kind in (FieldKind.RECORD, FieldKind.TARGET):
        return full(FIELDS[field.entity])
    if field.kind is FieldKind.RECORDS:
        return [full(FIELDS[field.entity])]
    return values_of(entity, field)[0]


def whole(root: Entity) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return annex.yaml and a project, or a department, with every field."""
    annex, project = full(ANNEX), full(WHOLE_DEPARTMENT if root is WHOLE_DEPARTMENT else PROJECT)
    annex["unit"] = {"code": "1", "name": "共同单位"}
    annex["department"] = {"code": "2", "name": "共同部门"}
    annex |= {"fiscal_year": "2020", "project_category": "共同类别", "nature": "共同性质"}
    goals = {"目标己": "三年建成", "目标甲": "长远打算", "目标乙": "另有安排"}
    project["long_term_goals"] = [{"id": name, "text": text} for name, text in goals.items()]
    project["mid_term_goals"] = [{"id": "目标戊", "text": "中间阶段"}]
    cost = {"category": "成本指标", "cost_kind": "经济成本", "name": "总成本", "target": "≤10万元"}
    project["indicators"].append(cost)
    return annex, project


def leaves(entity: Entity, above: Steps) -> Iterator[tuple[Entity, Field, Steps]]:
    """Yield every field that holds a value of its own, and the way to it."""
    for field in entity:
        steps = (*above, field.english)
        if (entity, field.english) in NOT_COMPARED:
            continue
        if field.kind in (FieldKind.RECORD, FieldKind.TARGET):
            yield from leaves(FIELDS[field.entity], steps)
        elif field.kind is FieldKind.RECORDS:
            yield from leaves(FIELDS[field.entity], (*steps, 0))
        elif (entity, field.english) == (INDICATOR, "cost_kind"):
            yield entity, field, ("indicators", 1, "cost_kind")
        else:
            yield entity, field, steps


def path_of(field: Field, steps: Steps) -> str:
    """Return the field as a change names it: its path within the item, or within the project."""
    last = max((at for at, step in enumerate(steps) if isinstance(step, int)), default=-1)
    if steps[0] == "tasks":
        # A list that is not paired item by item: its rows are counted from 1.
        return ".".join(str(step + 1 if isinstance(step, int) else step) for step in steps)
    path = ".".join(map(str, steps[last + 1 :]))
    return f"{path}.选" if field.kind is FieldKind.OPTIONS else path


def annex_of(root: Entity, annex: dict[str, Any], project: dict[str, Any], folder: Path) -> Annex:
    folder.mkdir()
    if root is WHOLE_DEPARTMENT:
        annex = {**annex, "whole_department": project}
    else:
        (folder / "1.yaml").write_text(json.dumps(project), "utf-8")
    (folder / "annex.yaml").write_text(json.dumps(annex), "utf-8")
    loaded = load_annex(folder)
    errors = [str(problem.message) for problem in loaded.problems if problem.severity is Severity.ERROR]
    assert loaded.annex and not errors, errors
    return loaded.annex


def changed(record: dict[str, Any], steps: Steps, value: Any) -> dict[str, Any]:
    twin = deepcopy(record)
    place: Any = twin
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = value
    return twin


CASES = [(root, *leaf) for root in (PROJECT, WHOLE_DEPARTMENT, ANNEX) for leaf in leaves(root, ())]


@pytest.mark.parametrize(
    ("root", "entity", "field", "steps"),
    CASES,
    ids=[f"{root.name} {' '.join(map(str, steps))}" for root, _, _, steps in CASES],
)
def test_a_field_changed_alone_is_one_change(
    root: Entity, entity: Entity, field: Field, steps: Steps, tmp_path: Path
) -> None:
    annex, project = whole(root)
    old = annex_of(root, annex, project, tmp_path / "old")
    value = values_of(entity, field)[1]
    if root is ANNEX:
        annex = changed(annex, steps, value)
    else:
        project = changed(project, steps, value)
    comparison = compare_annexes(old, annex_of(root, annex, project, tmp_path / "new"))
    fields = [entry.change.field.english for entry in comparison.entries() if entry.change.field]
    expected = path_of(field, steps)
    if field.english == "amount_unit":
        # The same digits in another unit are other amounts.
        assert fields.count(expected) == 1
        fields = [name for name in fields if name != expected]
        money = ("funding.", "stated_total", "income.", "expenditure.", "tasks.")
        assert all(name.startswith(money) for name in fields)
    else:
        assert fields == [expected]
    assert (next(comparison.entries()).project is None) == (root is ANNEX)
